// Which measurement would tell most about this person's course, and when.
#pragma once
#include <optional>

#include "vultus/decide/outlook.hpp"
#include "vultus/forecast/watch.hpp"

namespace vultus {

/// Among the measurable outcomes at 2, 4, 8 and 12 weeks from today: the one whose value, with its measurement error, leaves
/// the least spread in the day by which the matter is through (least squares on ranks over the cohort). Nothing where none
/// narrows that day by a twentieth.
std::optional<NextMeasurement> next_measurement(const Population& population, const Cohort& cohort, const CaseFile& casefile,
                                                const Plan& plan, const Catalog& catalog, const Matter& matter,
                                                const ForecastOptions& options);

}  // namespace vultus
