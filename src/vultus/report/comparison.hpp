// Plans beside each other as text, JSON and CSV, in both languages.
#pragma once
#include <string>

#include "vultus/decide/compare.hpp"
#include "vultus/report/report.hpp"

namespace vultus {

/// For a terminal, in the order of the project's answer rules.
std::string comparison_text(const Comparison& comparison, const TextStyle& style);
/// vultus-comparison/1.
std::string comparison_json(const Comparison& comparison, Language language);
/// RFC 4180: a row per plan and goal (or main outcome), then a row per reason against an excluded plan.
std::string comparison_csv(const Comparison& comparison, Language language);
/// Why nothing was compared, and whom the plans are not for: for standard error.
std::string not_compared_text(const NotCompared& why, Language language);

}  // namespace vultus
