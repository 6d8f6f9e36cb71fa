// A rival of the tissue models: a course of onset and return that knows no tissue, only doses and days.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "vultus/solve/solve.hpp"

namespace vultus {

/// Change of an observable relative to before: minus depth x (dose / usual dose)^slope x (1 - exp(-t/onset)) x exp(-t/return), summed over
/// deliveries. Each observable has a depth of its own. Quantities are standardised: 0 is the prior's median, 1 a prior sd on the log
/// scale; the medians (a fifth, 4 weeks, 30 weeks, slope 0.3) and the sd of 0.7 are assumptions.
class SimpleCourse {
 public:
  SimpleCourse() = default;
  /// `observables`: names of those that need a depth. The usual dose is the median of the positive amounts.
  SimpleCourse(std::vector<std::string> observables, std::span<const solve::Timetable> timetables);

  /// Depths first, then onset, return and slope.
  [[nodiscard]] std::vector<std::string> names() const;

  struct Value {
    double change = 0.0;
    double by_depth = 0.0, by_onset = 0.0, by_return = 0.0, by_slope = 0.0;  ///< along the standardised quantities
  };
  [[nodiscard]] Value at(std::span<const double> z, std::size_t observable, std::span<const solve::Delivery> deliveries, double day) const;

 private:
  std::vector<std::string> observables_;
  double usual_ = 1.0;
};

}  // namespace vultus
