// check_stepper(): what each method owes whatever the model: order, dense output, honest error control, closed forms.
#include <gtest/gtest.h>

#include "examples.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;

/// Largest error over days and states at a tolerance, against the same method at the tightest useful one.
struct Measured {
  double error, steps;
};
Measured measured(const Problem& p, Method method, double relative, const std::vector<double>& truth) {
  const auto t = run(p.job(), {.relative = relative, .absolute = relative * 1e-2, .method = method}, Keep::states);
  EXPECT_EQ(t.summary.failed(), 0u);
  return {bench::p99_error(t.state_values, truth, p.patients), static_cast<double>(t.summary.steps)};
}

/// Errors fall with the steps to the power of the order; dense output must not fall behind, as all days are read off it.
void check_stepper(const Problem& p, Method method, double order) {
  const auto truth = run(p.job(), {.relative = 1e-13, .absolute = 1e-15, .step_limit = 10'000'000, .method = method},
                         Keep::states).state_values;
  const Measured loose = measured(p, method, 1e-5, truth), tight = measured(p, method, 1e-9, truth);

  const double observed = std::log(loose.error / tight.error) / std::log(tight.steps / loose.steps);
  EXPECT_GT(observed, order - 0.6) << "loose " << loose.error << ", tight " << tight.error;
  EXPECT_LT(loose.error, 1e-5 * 30);  // the global error stays near the tolerance
  EXPECT_LT(tight.error, 1e-9 * 100);
}

TEST(Stepper, ExplicitKeepsItsOrder) { check_stepper(bench::problem_a(40), Method::dormand_prince, 5.0); }
TEST(Stepper, ImplicitKeepsItsOrderOnAnEasyModel) { check_stepper(bench::problem_a(40), Method::rosenbrock, 5.0); }
// stiff components are followed at a lower order, as for all methods with stage order one
TEST(Stepper, ImplicitConvergesOnAStiffModel) { check_stepper(bench::problem_b(10), Method::rosenbrock, 3.9); }

TEST(Stepper, FollowsClosedForms) {
  // without uptake the toxin fades exponentially, whatever else happens
  Problem p = bench::problem_a(30);
  for (const auto method : {Method::dormand_prince, Method::rosenbrock}) {
    const auto t = run(p.job(), {.relative = 1e-10, .absolute = 1e-12, .method = method}, Keep::states);
    for (std::size_t i = 0; i < p.patients; ++i) {
      const double ka = p.params[i * p.params_each + model::ReferenceMasseter::ka];
      for (std::size_t time = 1; time <= 26; ++time)
        EXPECT_NEAR(t.state_of(model::ReferenceMasseter::toxin, time)[i], std::exp(-ka * static_cast<double>(time)), 1e-9);
    }
  }
}

TEST(Stepper, AStiffModelCostsNoTinySteps) {
  const Problem p = bench::problem_b(20);
  const auto t = run(p.job());

  // the fastest rate is 1000 a day over 364 days: an explicit method needs some 100,000 steps
  EXPECT_LT(static_cast<double>(t.summary.steps) / 20.0, 1500.0);
}

TEST(Stepper, RejectedStepsAreRare) {
  for (const Problem& p : test::problems(100)) {
    const auto t = run(p.job());
    EXPECT_LT(static_cast<double>(t.summary.rejected), 0.05 * static_cast<double>(t.summary.steps)) << p.model;
  }
}

}  // namespace
}  // namespace vultus::solve
