// Faults told on standard error, and the catalog with the shipped posteriors put in.
#pragma once
#include <string>

#include "vultus/base/fault.hpp"
#include "vultus/catalog/catalog.hpp"

namespace vultus::cli {

/// Prints every fault; the exit code for bad input.
int tell(const Faults& faults);

/// read_catalog() of the data directory; tissues with a shipped posterior carry what it says.
Checked<Catalog> load_catalog();

}  // namespace vultus::cli
