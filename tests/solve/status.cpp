// A patient who cannot be solved is counted and leaves NaN behind; nobody else notices.
#include <gtest/gtest.h>

#include <limits>

#include "examples.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;
using A = model::ReferenceMasseter;

TEST(LaneStatus, ANaNParameterFailsItsPatientAlone) {
  for (const auto method : {Method::dormand_prince, Method::rosenbrock}) {
    const Problem good = bench::problem_a(20);
    Problem p = good;
    p.params[7 * p.params_each + A::ka] = std::numeric_limits<double>::quiet_NaN();
    const auto clean = run(good.job(), {.method = method}), t = run(p.job(), {.method = method});

    EXPECT_EQ(t.status[7], LaneStatus::not_finite);
    EXPECT_EQ(t.summary.not_finite, 1u);
    EXPECT_EQ(t.summary.solved, 19u);
    EXPECT_TRUE(std::isnan(t.of(0, 1)[7]));
    for (std::size_t i = 0; i < 20; ++i)
      if (i != 7) { EXPECT_EQ(t.of(0, 52)[i], clean.of(0, 52)[i]); }
  }
}

TEST(LaneStatus, TheStepLimitCountsTriedSteps) {
  const Problem p = bench::problem_a(5);
  const auto t = run(p.job(), {.step_limit = 20});

  EXPECT_EQ(t.summary.step_limit, 5u);
  EXPECT_EQ(t.summary.failed(), 5u);
  EXPECT_LE(t.summary.steps + t.summary.rejected, 100u);
  EXPECT_FALSE(std::isnan(t.of(0, 0)[0]));
  EXPECT_TRUE(std::isnan(t.of(0, 52)[0]));
}

TEST(LaneStatus, ABlowUpIsOutOfBounds) {
  for (const auto method : {Method::dormand_prince, Method::rosenbrock}) {
    Problem p = bench::problem_a(3);
    p.params[A::ka] = -3.0;  // toxin that grows instead of fading
    const auto t = run(p.job(), {.method = method});

    EXPECT_EQ(t.status[0], LaneStatus::out_of_bounds);
    EXPECT_EQ(t.summary.out_of_bounds, 1u);
    EXPECT_EQ(t.summary.solved, 2u);
    EXPECT_TRUE(std::isnan(t.of(0, 52)[0]));
  }
}

TEST(Detector, TheRightChoiceRaisesNoWarning) {
  for (const Problem& p : test::problems(50)) EXPECT_EQ(run(p.job()).summary.warning(), "") << p.model;
}

TEST(Detector, ExplicitStepsOnAStiffModelAreNoticed) {
  Problem p = bench::problem_b(4);
  p.timetable.observe_days.resize(2);  // a week is enough, and slow enough
  const auto t = run(p.job(), {.method = Method::dormand_prince});

  EXPECT_EQ(t.summary.looks_stiff, 4u);
  EXPECT_NE(t.summary.warning().find("look stiff"), std::string::npos);
}

TEST(Detector, ImplicitStepsOnAnEasyModelAreNoticed) {
  const Problem p = bench::problem_a(20);
  const auto t = run(p.job(), {.method = Method::rosenbrock});

  // not all: once the toxin is gone some patients' steps grow beyond what an explicit method could take
  EXPECT_GE(t.summary.looks_nonstiff, 15u);
  EXPECT_NE(t.summary.warning().find("explicit method would be faster"), std::string::npos);
}

}  // namespace
}  // namespace vultus::solve
