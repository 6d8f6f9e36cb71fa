// How observables depend on parameters: the steppers run on jets. run_with_slopes() for many patients, sensitivities() for one.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
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

/// Observables of many patients and their derivatives along a few parameters.
struct Slopes {
  std::size_t patients = 0, times = 0, observables = 0, wanted = 0;
  std::vector<double> observed;  ///< observables x times x patients
  std::vector<double> slopes;    ///< wanted x observables x times x patients
  std::vector<LaneStatus> status;

  [[nodiscard]] std::span<const double> of(std::size_t observable, std::size_t time) const {
    return std::span(observed).subspan((observable * times + time) * patients, patients);
  }
  [[nodiscard]] std::span<const double> slope(std::size_t which, std::size_t observable, std::size_t time) const {
    return std::span(slopes).subspan(((which * observables + observable) * times + time) * patients, patients);
  }
};

/// run() with derivatives along the parameters `wanted` (at most 8, by number): values are those of run() on the same
/// instruction set; the step sizes are not differentiated. Packs carry models that are not stiff, one lane at a time the
/// others. Throws std::logic_error for a broken contract.
Slopes run_with_slopes(const Job& job, std::span<const std::size_t> wanted, const Settings& settings = {});

}  // namespace vultus::solve
