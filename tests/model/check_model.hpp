// The contract that every tissue model keeps: call check_model<X>(typical, doses) from one test.
#pragma once
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "vultus/solve/solve.hpp"

namespace vultus::test {

struct ModelDoses {
  int port = 0;
  double typical = 1.0;
};

/// What the contract needs to know: typical parameters, a typical dose per port, and which states lie in which bounds.
template <class Model>
struct ModelFacts {
  std::array<double, Model::param_count> typical{};
  std::vector<ModelDoses> doses;
  std::array<double, Model::state_count> low{}, high{};
  double horizon = 364.0;
};

template <class Model>
solve::Trajectories run_model(const ModelFacts<Model>& facts, int port, double amount) {
  std::vector<solve::Timetable> timetables(1);
  timetables[0].deliveries.push_back({0.0, port, amount});
  for (double day = 0.0; day <= facts.horizon; day += facts.horizon / 52.0) timetables[0].observe_days.push_back(day);
  solve::Job job;
  job.model = Model::name;
  job.patients = 1;
  job.params = facts.typical;
  job.timetables = timetables;
  return solve::run(job, {}, solve::Keep::both);
}

/// A model at rest stays at rest: no rate moves before anything is delivered.
template <class Model>
void check_rest_state(const ModelFacts<Model>& facts) {
  std::array<double, Model::state_count> x{}, dxdt{};
  Model::start(facts.typical, x);
  Model::rates(facts.typical, x, dxdt);
  for (std::size_t i = 0; i < dxdt.size(); ++i) EXPECT_EQ(dxdt[i], 0.0) << Model::state_names[i];
}

/// After each dose every state stays in its bounds and finite, over the horizon.
template <class Model>
void check_bounds(const ModelFacts<Model>& facts) {
  for (const auto& dose : facts.doses)
    for (const double times : {0.1, 1.0, 10.0}) {
      const auto run = run_model(facts, dose.port, times * dose.typical);
      ASSERT_EQ(run.status[0], solve::LaneStatus::solved);
      for (std::size_t s = 0; s < Model::state_count; ++s)
        for (std::size_t t = 0; t < run.times; ++t) {
          const double slack = 1e-6 * (1.0 + std::abs(facts.high[s]));
          EXPECT_GE(run.state_of(s, t)[0], facts.low[s] - slack) << Model::state_names[s] << " at " << t;
          EXPECT_LE(run.state_of(s, t)[0], facts.high[s] * std::max(times, 1.0) + slack) << Model::state_names[s] << " at " << t;
        }
    }
}

/// A dose that goes to nothing leaves every observable where it was.
template <class Model>
void check_dose_to_zero(const ModelFacts<Model>& facts) {
  for (const auto& dose : facts.doses) {
    const auto none = run_model(facts, dose.port, 0.0);
    const auto little = run_model(facts, dose.port, 1e-9 * dose.typical);
    for (std::size_t o = 0; o < Model::observable_count; ++o)
      for (std::size_t t = 0; t < none.times; ++t)
        EXPECT_NEAR(none.of(o, t)[0], little.of(o, t)[0], 1e-6 * (1.0 + std::abs(none.of(o, t)[0]))) << Model::observable_names[o];
  }
}

/// Largest change of an observable from its first value, with its sign.
inline double greatest_change(const solve::Trajectories& run, std::size_t observable) {
  double change = 0.0;
  for (std::size_t t = 0; t < run.times; ++t) {
    const double d = run.of(observable, t)[0] - run.of(observable, 0)[0];
    if (std::abs(d) > std::abs(change)) change = d;
  }
  return change;
}

/// More of a dose never gives a smaller greatest change, and the change keeps its sign.
template <class Model>
void check_monotone_dose(const ModelFacts<Model>& facts) {
  for (const auto& dose : facts.doses)
    for (std::size_t o = 0; o < Model::observable_count; ++o) {
      double before = 0.0;
      for (const double times : {0.25, 0.5, 1.0, 2.0, 4.0}) {
        const double now = greatest_change(run_model(facts, dose.port, times * dose.typical), o);
        const double slack = 1e-6 * (1.0 + std::abs(before));
        EXPECT_GE(std::abs(now), std::abs(before) - slack) << Model::observable_names[o] << " port " << dose.port << " x" << times;
        EXPECT_GE(now * before, -slack) << Model::observable_names[o] << " changes its sign";
        before = now;
      }
    }
}

template <class Model>
void check_model(const ModelFacts<Model>& facts) {
  check_rest_state(facts);
  check_bounds(facts);
  check_dose_to_zero(facts);
  check_monotone_dose(facts);
}

}  // namespace vultus::test
