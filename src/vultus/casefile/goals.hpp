// Goals as people write them: "sunken_cheek is absent", "masseter_thickness_rest within 10 % of baseline by week 26".
#pragma once
#include <optional>
#include <string>

#include "vultus/casefile/casefile.hpp"
#include "vultus/casefile/days.hpp"
#include "vultus/catalog/fields.hpp"

namespace vultus {

/// Reads one goal; faults say which part is wrong and what may stand there. `days` must be settled: "by 2026-06-01" needs
/// day 0.
std::optional<Goal> read_goal(const Spot& spot, const Catalog& catalog, const DayBook& days, FaultList& faults);
/// The same from a bare text, as of a command line; day 0 is that of the case.
Checked<Goal> parse_goal(const std::string& text, const Catalog& catalog, const std::string& day_zero = "");

}  // namespace vultus
