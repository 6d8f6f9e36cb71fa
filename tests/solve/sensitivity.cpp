// Derivatives along parameters against central differences of the same solver at a tight tolerance.
#include "vultus/solve/sensitivity.hpp"

#include <gtest/gtest.h>

#include "examples.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;

/// d(observable)/d(param) by a five-point difference, from runs whose error is far below 1e-7 of the step.
double difference(Problem p, std::size_t observable, std::size_t time, std::size_t param) {
  const Settings tight{.relative = 1e-12, .absolute = 1e-14};
  const double at = p.params[param], step = 2e-3 * at;
  const auto value = [&](double shift) {
    p.params[param] = at + shift * step;
    return run(p.job(), tight).of(observable, time)[0];
  };
  return (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * step);
}

TEST(Sensitivities, AgreeWithDifferences) {
  for (Problem p : test::problems(1)) {
    if (p.model == "reference_scar") p.timetable.observe_days.resize(8);
    const std::size_t last = p.timetable.observe_days.size() - 1;
    const auto s = sensitivities(p.model, p.params, p.timetable, {.relative = 1e-11, .absolute = 1e-13});
    ASSERT_EQ(s.status, LaneStatus::solved);

    for (std::size_t param = 0; param < s.params; param += 3)
      for (const std::size_t time : {last / 2, last}) {
        const double expected = difference(p, 0, time, param);
        const double size = std::fabs(s.of(0, time) / p.params[param]);  // slope of a proportional effect
        EXPECT_NEAR(s.slope(0, time, param), expected, 1e-7 * std::max(size, std::fabs(expected)))
            << p.model << " parameter " << param << " time " << time;
      }
  }
}

TEST(Sensitivities, ValuesAreThoseOfRun) {
  for (const Problem& p : test::problems(1)) {
    const auto s = sensitivities(p.model, p.params, p.timetable);
    const auto t = run(p.job());

    for (std::size_t o = 0; o < s.observables; ++o)
      for (std::size_t time = 0; time < s.times; ++time) EXPECT_EQ(s.of(o, time), t.of(o, time)[0]) << p.model;
  }
}

}  // namespace
}  // namespace vultus::solve
