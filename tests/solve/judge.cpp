// Patients of each problem against CVODE at 1e-10: what the forecasts rest on. CVODE of Debian takes four minutes of a core
// for 10,000 of each, so 500 are the rule; VULTUS_JUDGED_PATIENTS=10000 asks for more.
#include <gtest/gtest.h>

#include <cstdlib>

#include "examples.hpp"

namespace vultus::solve {
namespace {

TEST(Judge, NinetyNineOfAHundredPatientsAreWithinATenThousandth) {
  const char* wanted = std::getenv("VULTUS_JUDGED_PATIENTS");
  for (const bench::Problem& p : test::problems(wanted ? std::strtoul(wanted, nullptr, 10) : 500)) {
    const auto judged = run(p.job(), {.relative = 1e-10, .absolute = 1e-12, .step_limit = 1'000'000,
                                      .method = Method::judge, .threads = 0}, Keep::states);
    ASSERT_EQ(judged.summary.failed(), 0u) << p.model;
    const auto t = run(p.job(), {}, Keep::states);
    ASSERT_EQ(t.summary.failed(), 0u) << p.model;

    const double error = bench::p99_error(t.state_values, judged.state_values, p.patients);

    std::printf("%s: p99 error %.2e, %.1f steps a patient\n", p.model.c_str(), error,
                static_cast<double>(t.summary.steps) / static_cast<double>(p.patients));
    EXPECT_LE(error, 1e-4) << p.model;
  }
}

}  // namespace
}  // namespace vultus::solve
