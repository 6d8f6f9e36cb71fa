// What each factor of a person does: the same virtual patients again with that factor alone moved.
#pragma once
#include <vector>

#include "vultus/decide/outlook.hpp"
#include "vultus/forecast/project.hpp"

namespace vultus {

/// What a set of virtual patients shows of the matter that the question is about.
struct Course {
  double half_day = never;              ///< day by which half of them are through
  double share = 0.0;                   ///< share that is through by the case's horizon
  double depth = 0.0;                   ///< mean of the greatest loss of thickness at rest, mm
  std::vector<double> half_by_group, share_by_group, depth_by_group, weight;
};

/// Runs a cohort along a case's history and plan and reads off the course of one matter. Followed for three years, so that a
/// half-way day beyond the horizon can still be compared.
Course course_of(const Population& population, const Cohort& cohort, const CaseFile& casefile, const Plan& plan,
                 const Catalog& catalog, const Matter& matter, const ForecastOptions& options);

/// Difference `other` minus `base`, as a FactorEffect without label. Groups are compared pairwise.
FactorEffect difference(const Course& base, const Course& other);

/// All factors of the case, largest first, those that nobody has measured last. `patients`: how many of the cohort serve.
std::vector<FactorEffect> factors_of(const Population& population, const Cohort& cohort, const CaseFile& casefile, const Plan& plan,
                                     const Catalog& catalog, const Matter& matter, const ForecastOptions& options);

}  // namespace vultus
