// Paired differences between plans on the same virtual patients, from what each patient reaches.
#pragma once
#include <string>
#include <vector>

#include "vultus/decide/compare.hpp"
#include "vultus/decide/plan_forecast.hpp"

namespace vultus {

/// What plans are weighed by, per patient: a column for each modelled goal (1: reached, 0: not), or one of the main outcome at the
/// horizon relative to its mean before. NaN: a patient who could not be computed.
struct Reached {
  std::vector<std::vector<double>> columns;
};

/// What each column is, and how much of it matters.
struct Yardstick {
  std::vector<std::string> names;  ///< of the columns: a goal's text, or the outcome's code
  double important = important_probability;
  double sign = 1.0;  ///< +1: more is better; -1: less is better; 0: neither
};

/// The patients whose groups carry intervals, without their parameters: ids and groups only.
Cohort who_counts(const Person& person);

/// a - b in one column.
Difference difference_of(const Reached& a, const Reached& b, std::size_t column, const Yardstick& yardstick, const Cohort& who);

/// How each plan stands by the mean over the columns, told by each plan's difference from waiting.
struct Standing {
  std::vector<double> gain;   ///< mean over everybody; 0 for waiting
  std::vector<double> share;  ///< of the groups in which it does best, ties shared; 0 for plans that do not take part
};
/// `in`: the plans that take part.
Standing standing_of(const std::vector<Reached>& plans, const std::vector<bool>& in, std::size_t wait, const Yardstick& yardstick, const Cohort& who);

/// Whether `a` is in no column importantly worse than `b` (with enough sureness), needs no more sessions and does no more harm
/// (nor has a harm that nobody has counted and `b` has not), and is better in one of these.
bool beats(const ComparedPlan& a, const ComparedPlan& b, const std::vector<Difference>& a_from_b);

}  // namespace vultus
