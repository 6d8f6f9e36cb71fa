// One person's measurements sharpen the population: assimilate() gives the virtual patients that are like this person.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "vultus/ensemble/population.hpp"

namespace vultus {

/// How the ensemble was conditioned on the case's visits.
struct Conditioning {
  bool on_visits = false;
  std::size_t drawn = 0;                 ///< virtual patients drawn
  double effective = 0.0;                ///< effective number that remains
  bool explained = true;                 ///< false: a measurement lies outside what almost any virtual patient does
  std::vector<std::string> unexplained;  ///< those outcomes
  std::vector<std::string> not_modelled; ///< outcomes of visits that no model speaks of: not used
};

struct Assimilated {
  Population population;  ///< the one that the cohort was drawn from: perhaps tilted towards this person
  Cohort cohort;
  Conditioning conditioning;
  solve::RunSummary lanes;  ///< of the runs up to the last visit
};

struct AssimilateOptions {
  std::size_t patients = 10'000;       ///< virtual patients to return, all counting alike
  double effective_wanted = 1'000;     ///< draw until the effective number reaches this ...
  std::size_t batch = 16'384;          ///< drawn at a time; the first batch is the pilot
  std::size_t draw_limit = 400'000;    ///< ... or this many were drawn (then the number reached is reported)
  solve::Settings settings;
};

/// Importance sampling, exact up to Monte Carlo error: a virtual patient's weight is the probability of this person's
/// measurements in it. Where few patients of the population are like this person, the draw is tilted towards those that are
/// (the mean of their normals, learnt from a pilot), and the weights divide the tilt out again. A thing noticed (or
/// not) at a visit bounds the person's own threshold, which is integrated out of the weight and then drawn within its bounds;
/// for that one parameter what is not known and how people differ are drawn together. Returned patients are resampled by
/// weight; copies of one patient stand side by side and differ in their thresholds only. Without usable visits: the
/// population's first patients.
Assimilated assimilate(const Population& population, const std::vector<Happening>& happenings, const std::vector<Visit>& visits,
                       const AssimilateOptions& options);

}  // namespace vultus
