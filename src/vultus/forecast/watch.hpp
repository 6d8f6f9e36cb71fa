// Watches follow a yes-or-no matter through time in every virtual patient: is the hollow seen, is size back, is a goal met.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "vultus/forecast/forecast.hpp"

namespace vultus {

/// One matter to watch. It is "so" in a patient while its margin is not positive (kind noticed: while it is positive).
struct Matter {
  EventCurve::Kind kind = EventCurve::Kind::noticed;
  std::string code, about;
  Words name;
  bool derived = false;
  std::size_t observable = 0;
  std::size_t threshold = SIZE_MAX;  ///< parameter that is the threshold; SIZE_MAX: none
  Goal::Kind rule = Goal::Kind::event_absent;
  double amount = 0.0;
  bool relative = false;
  bool returns = false;  ///< the value has been down by half and is up again by `amount` of where it was on day 0
  double by_day = never;
};

/// What to watch for a tissue and a case's goals: each event noticed and gone, each recovery, each goal that the tissue knows.
std::vector<Matter> matters_of(const Population& population, const CaseFile& casefile);

/// Follows one matter through chunks of patients.
class Watch {
 public:
  /// Groups beyond `groups` count in every share but not in the intervals between groups.
  Watch(Matter matter, std::vector<double> days, double today, std::size_t groups);

  void add(const Cohort& cohort, const solve::Trajectories& run);
  [[nodiscard]] EventCurve result() const;
  [[nodiscard]] const Matter& matter() const { return matter_; }

  /// Per patient, in the order added: the day from which it is so for good (noticed: the first day); infinite where that is
  /// not before the horizon; NaN where the matter does not arise (nothing noticed, so nothing can go; a failed lane).
  [[nodiscard]] const std::vector<float>& patient_days() const { return day_; }

 private:
  void margins(const Cohort& cohort, const solve::Trajectories& run, std::size_t time, std::span<double> lowest, std::span<double> out) const;
  void fill_shares(EventCurve& curve) const;
  void fill_days(EventCurve& curve) const;

  Matter matter_;
  std::vector<double> days_;
  double today_;
  std::size_t times_;                     ///< days that count: those up to by_day
  std::size_t groups_;
  std::vector<float> day_;
  std::vector<std::uint32_t> group_;
  std::vector<unsigned char> happens_;    ///< per patient: between today and the horizon
  std::vector<double> yes_, all_;         ///< over all patients: per time in whom it is so; whom it concerns
  std::vector<std::vector<float>> yes_by_group_;  ///< per time and group
  std::vector<float> all_by_group_;
};

}  // namespace vultus
