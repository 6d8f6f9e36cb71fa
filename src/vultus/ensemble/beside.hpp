// What trials showed beside the mechanism, in force for one case: factors on observables from the first treatment on.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "vultus/ensemble/population.hpp"

namespace vultus {

/// The discrepancy of a population's posterior, laid over the days of a forecast. All members of a group share one: it is
/// something that we do not know, not a way in which people differ.
class Beside {
 public:
  /// Nothing is beside the mechanism where the posterior has no discrepancy, or nothing that it was learnt on happens.
  Beside(const Population& population, const std::vector<Happening>& happenings, std::span<const double> days);

  [[nodiscard]] bool any() const { return !weights_.empty(); }
  /// Whether an observable of the tissue has anything beside it.
  [[nodiscard]] bool speaks_of(std::size_t observable) const { return any() && place_[observable] != SIZE_MAX; }

  /// Multiplies the observables of every patient.
  void add_to(solve::Trajectories& run, const Cohort& cohort, unsigned threads) const;

  /// One group's logarithms, and what an observable (of the tissue) is multiplied by on a day: 1 where nothing is beside it.
  using Group = std::vector<double>;
  [[nodiscard]] Group group(std::uint64_t key) const { return population_->discrepancy(key); }
  /// Of a cohort, by its own number of groups; empty where nothing is beside the mechanism.
  [[nodiscard]] std::vector<Group> groups(const Cohort& cohort) const;
  [[nodiscard]] double log_factor(const Group& group, std::size_t observable, std::size_t day) const;

 private:
  /// What each week of the discrepancy has to say on a day: weeks; a cubic through them (Hermite, slopes from the neighbours) that starts
  /// at 0 with the treatment and ends flat.
  using Weights = std::vector<double>;

  const Population* population_;
  const Discrepancy* discrepancy_;
  std::vector<Weights> weights_;      ///< per day
  std::vector<std::size_t> place_;    ///< per observable of the tissue: among those of the discrepancy, SIZE_MAX: none
};

}  // namespace vultus
