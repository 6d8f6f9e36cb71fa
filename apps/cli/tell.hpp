// Faults told on standard error, how text stands on standard output, and the catalog with the shipped posteriors put in.
#pragma once
#include <string>

#include "options.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/report/report.hpp"

namespace vultus::cli {

/// Prints every fault; the exit code for bad input.
int tell(const Faults& faults);

/// read_catalog() of the data directory; tissues with a shipped posterior carry what it says.
Checked<Catalog> load_catalog();

/// How text stands on standard output: the terminal's width and colour, or plain for a file.
TextStyle style_of(Language language, const Options& options);

}  // namespace vultus::cli
