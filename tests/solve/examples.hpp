// Virtual patients for the tests.
#pragma once
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

#include "problems.hpp"
#include "vultus/model/masseter.hpp"

namespace vultus::test {

/// Masseter patients around plausible values: 30 U at day 0 and 120, 1 ml of filler at day 70.
inline bench::Problem masseter(std::size_t patients) {
  const std::vector<double> typical{0.12, 0.6, 2,    0.7, 0.025, 0.05, 0.3, 0.01,  0.003, 0.2,  0.5,   0.012, 0.003, 0.6, 13,
                                    0.1,  25,  500,  0.3, 0.3,   0.8,  0.02, 0.6,  1.5,   0.003, 0.03, 0.002, 0.5,   3,   3};
  bench::Problem p;
  p.model = "masseter";
  p.patients = patients;
  p.params_each = model::Masseter::param_count;
  p.states = model::Masseter::state_count;
  const double sigma = std::sqrt(std::log(1.09));
  for (std::size_t i = 0; i < patients; ++i)
    for (std::size_t j = 0; j < typical.size(); ++j)
      p.params.push_back(typical[j] * std::exp(sigma * normal({7, i, Purpose::test, j})));
  p.timetable.deliveries = {{0, 0, 30}, {70, 1, 1.0}, {120, 0, 30}};
  for (double day = 0.0; day <= 365.0; day += 7.0) p.timetable.observe_days.push_back(day);
  return p;
}

inline std::vector<bench::Problem> problems(std::size_t patients) {
  return {masseter(patients), bench::problem_a(patients), bench::problem_b(patients)};
}

/// Byte for byte, NaN and all.
inline bool same_bytes(std::span<const double> a, std::span<const double> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

}  // namespace vultus::test
