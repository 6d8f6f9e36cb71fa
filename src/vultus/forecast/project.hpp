// Carry a person's virtual patients along a plan and reduce them to bands and events.
#pragma once
#include <span>
#include <vector>

#include "vultus/forecast/forecast.hpp"
#include "vultus/forecast/spread.hpp"
#include "vultus/forecast/watch.hpp"

namespace vultus {

/// An outcome per patient on the first and on the last day; NaN for a failed lane.
struct Ends {
  std::vector<double> first, last;
};

/// Bands and events of one plan, with what later steps need per patient.
struct Projection {
  std::vector<double> days;
  std::vector<Band> outcomes;
  std::vector<Watch> watches;
  std::vector<EventCurve> events;
  solve::RunSummary lanes;
  std::vector<Ends> ends;  ///< per observable of the tissue, of the patients whose groups carry the intervals of means
};

/// Adds a column of one value per patient to its groups. Copies of one person stand side by side and count as one observation; NaNs
/// and groups beyond those of `sums` do not count.
void add_to_groups(GroupSums& sums, const Cohort& cohort, std::span<const double> column);

/// Groups that carry the intervals of means in stream(): 40,000 patients.
inline constexpr std::size_t groups_kept = 400;

/// Runs `cohort` along the happenings. All of it is held at once: use stream() for more than `held_at_once` patients.
Projection project(const Population& population, const Cohort& cohort, const std::vector<Happening>& happenings,
                   const std::vector<double>& days, const std::vector<Matter>& matters, double today, const ForecastOptions& options);

inline constexpr std::size_t held_at_once = 32'768;

/// The same for the first `options.patients` of the population, in chunks: quantiles come from histograms (8,192 bins over
/// twice the range of the first chunk), so that memory does not grow with the trajectories.
Projection stream(const Population& population, const std::vector<Happening>& happenings, const std::vector<double>& days,
                  const std::vector<Matter>& matters, double today, const ForecastOptions& options);

/// Solver settings that the options ask for.
solve::Settings settings_of(const ForecastOptions& options);

/// Everything of a forecast that is not simulated: harms, flags, models, citations, certainty, assumptions.
void add_facts(Forecast& forecast, const CaseFile& casefile, const Plan& plan, const Catalog& catalog, const Population& population);

/// The tissue model that a case's conditions call for; nullptr when none exists.
const Tissue* tissue_for(const CaseFile& casefile, const Catalog& catalog);

}  // namespace vultus
