// How the observables of one patient depend on the parameters: sensitivities() runs the steppers on jets.
#pragma once
#include <vector>

#include "vultus/solve/solve.hpp"

namespace vultus::solve {

struct Sensitivities {
  std::size_t times = 0, observables = 0, params = 0;
  std::vector<double> value;       ///< observables x times
  std::vector<double> derivative;  ///< observables x times x params
  LaneStatus status = LaneStatus::solved;

  [[nodiscard]] double of(std::size_t observable, std::size_t time) const { return value[observable * times + time]; }
  [[nodiscard]] double slope(std::size_t observable, std::size_t time, std::size_t param) const {
    return derivative[(observable * times + time) * params + param];
  }
};

/// d(observables)/d(parameters) of one patient, along the very steps that run() takes: the step sizes are those of the
/// values and are not differentiated. Settings: `relative`, `absolute`, `step_limit` and `method` count (not the judge).
/// Throws std::logic_error for a broken contract.
Sensitivities sensitivities(std::string_view model, std::span<const double> params, const Timetable& timetable,
                            const Settings& settings = {});

}  // namespace vultus::solve
