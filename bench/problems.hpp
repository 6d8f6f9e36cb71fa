// The two reference problems as every engine of the benchmark gets them.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "vultus/base/draws.hpp"
#include "vultus/model/reference_masseter.hpp"
#include "vultus/model/reference_scar.hpp"
#include "vultus/solve/solve.hpp"

namespace vultus::bench {

struct Problem {
  std::string model;
  std::size_t patients = 0, params_each = 0, states = 0;
  std::vector<double> params;
  solve::Timetable timetable;

  [[nodiscard]] solve::Job job() const {
    solve::Job job;
    job.model = model;
    job.patients = patients;
    job.params = params;
    job.timetables = {&timetable, 1};
    return job;
  }
};

/// Every parameter log-normal with a CV of 30 per cent around its typical value.
template <class Model>
Problem spread(std::size_t patients, std::vector<double> dose_days, double until) {
  Problem p;
  p.model = Model::name;
  p.patients = patients;
  p.params_each = Model::param_count;
  p.states = Model::state_count;
  const double sigma = std::sqrt(std::log(1.0 + 0.3 * 0.3));
  for (std::size_t i = 0; i < patients; ++i)
    for (std::size_t j = 0; j < p.params_each; ++j)
      p.params.push_back(Model::typical[j] * std::exp(sigma * normal({2026, i, Purpose::test, j})));
  for (double day : dose_days) p.timetable.deliveries.push_back({day, 0, 1.0});
  const double step = Model::stiff ? 7.0 : 1.0;
  for (double day = 0.0; day <= until; day += step) p.timetable.observe_days.push_back(day);
  return p;
}

inline Problem problem_a(std::size_t patients) { return spread<model::ReferenceMasseter>(patients, {0, 26}, 52); }
inline Problem problem_b(std::size_t patients) {
  return spread<model::ReferenceScar>(patients, {0, 21, 42, 63, 84, 105, 126, 147}, 364);
}

/// Keloids of the shipped tissue file: every parameter around its median with a CV of 15 per cent; eight injections, two years.
Problem problem_c(std::size_t patients);

/// 99th percentile over patients of the largest |y - ref| / (0.01 + |ref|) over times and states; arrays are
/// states x times x patients.
inline double p99_error(const std::vector<double>& values, const std::vector<double>& reference, std::size_t patients) {
  std::vector<double> worst(patients, 0.0);
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double error = std::fabs(values[k] - reference[k]) / (0.01 + std::fabs(reference[k]));
    worst[k % patients] = std::isnan(error) ? 1e9 : std::max(worst[k % patients], error);
  }
  std::sort(worst.begin(), worst.end());
  return worst[static_cast<std::size_t>(0.99 * static_cast<double>(patients - 1))];
}

}  // namespace vultus::bench
