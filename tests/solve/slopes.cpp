// run_with_slopes(): values are those of run(), slopes those of sensitivities(), whatever the instruction set and lanes.
#include <gtest/gtest.h>

#include <limits>

#include "examples.hpp"
#include "vultus/solve/sensitivity.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;
using test::same_bytes;

/// Patients of a problem that take turns at timetables of different lengths, days and deliveries.
struct Mixed {
  Problem problem;
  std::vector<Timetable> tables;
  std::vector<std::uint32_t> of;

  explicit Mixed(Problem p) : problem(std::move(p)) {
    Timetable late = problem.timetable, none = problem.timetable;
    for (Delivery& d : late.deliveries) d.day += 3.0, d.amount *= 0.5;
    late.observe_days.resize(late.observe_days.size() / 2);
    none.deliveries.clear();
    none.observe_days = {0.0, 2.5, none.observe_days.back() / 2.0};
    tables = {problem.timetable, late, none};
    for (std::size_t i = 0; i < problem.patients; ++i) of.push_back(static_cast<std::uint32_t>(i % tables.size()));
  }
  [[nodiscard]] Job job() const {
    Job job = problem.job();
    job.timetables = tables;
    job.timetable_of = of;
    return job;
  }
  /// Patient `i` alone, along every parameter.
  [[nodiscard]] Sensitivities alone(std::size_t i) const {
    const auto own = std::span(problem.params).subspan(i * problem.params_each, problem.params_each);
    return sensitivities(problem.model, own, tables[of[i]]);
  }
};

/// Largest difference over time points and observables, relative to the larger of the two numbers.
double apart(const Slopes& packed, std::size_t patient, const Sensitivities& alone, std::span<const std::size_t> wanted) {
  double most = 0.0;
  for (std::size_t w = 0; w < wanted.size(); ++w)
    for (std::size_t o = 0; o < alone.observables; ++o)
      for (std::size_t t = 0; t < alone.times; ++t) {
        const double a = packed.slope(w, o, t)[patient], b = alone.slope(o, t, wanted[w]);
        const double size = std::max(std::fabs(a), std::fabs(b));
        if (!(a == b)) most = std::max(most, std::isnan(a - b) ? 1.0 : std::fabs(a - b) / size);
      }
  return most;
}

class SlopesOfEverySet : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (std::ranges::count(available(), GetParam()) == 0) GTEST_SKIP() << "this machine lacks " << to_text(GetParam());
  }
};

TEST_P(SlopesOfEverySet, ValuesAreThoseOfRunAndSlopesThoseOfOneLane) {
  constexpr std::size_t most = 17;  // two packs of the widest set, and one lane over
  const std::vector<std::size_t> wanted{4, 0, 7, 2, 3};
  for (const Problem& every : {test::masseter(most), bench::problem_a(most)}) {
    std::vector<Sensitivities> alone;
    for (std::size_t i = 0; i < most; ++i) alone.push_back(Mixed(every).alone(i));
    for (std::size_t patients = 1; patients <= most; ++patients) {
      Problem some = every;
      some.patients = patients;
      some.params.resize(patients * some.params_each);
      const Mixed mixed(some);

      const auto values = run(mixed.job(), {.instructions = GetParam()});
      const auto slopes = run_with_slopes(mixed.job(), wanted, {.instructions = GetParam()});

      EXPECT_TRUE(same_bytes(values.observed, slopes.observed)) << some.model << ", " << patients << " patients";
      EXPECT_EQ(values.status, slopes.status);
      for (std::size_t i = 0; i < patients; ++i)
        EXPECT_LE(apart(slopes, i, alone[i], wanted), 1e-12) << some.model << ", patient " << i << " of " << patients;
    }
  }
}

TEST_P(SlopesOfEverySet, AnImplicitMethodIsCarriedOneByOne) {
  Problem p = bench::problem_b(5);
  p.timetable.observe_days.resize(8);
  std::erase_if(p.timetable.deliveries, [&](const Delivery& d) { return d.day > p.timetable.observe_days.back(); });
  const Mixed mixed(p);
  const std::vector<std::size_t> wanted{0, 3};

  const auto values = run(mixed.job(), {.instructions = GetParam()});
  const auto slopes = run_with_slopes(mixed.job(), wanted, {.instructions = GetParam()});

  EXPECT_TRUE(same_bytes(values.observed, slopes.observed));
  for (std::size_t i = 0; i < p.patients; ++i) {
    EXPECT_EQ(slopes.status[i], LaneStatus::solved);
    EXPECT_LE(apart(slopes, i, mixed.alone(i), wanted), 1e-12) << "patient " << i;
  }
}

TEST_P(SlopesOfEverySet, ThreadsLeaveNoTrace) {
  const Mixed mixed(test::masseter(150));
  const std::vector<std::size_t> wanted{1, 2};
  const auto one = run_with_slopes(mixed.job(), wanted, {.instructions = GetParam(), .threads = 1});
  const auto many = run_with_slopes(mixed.job(), wanted, {.instructions = GetParam(), .threads = 5});

  EXPECT_TRUE(same_bytes(one.observed, many.observed));
  EXPECT_TRUE(same_bytes(one.slopes, many.slopes));
}

INSTANTIATE_TEST_SUITE_P(All, SlopesOfEverySet,
                         testing::Values(InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512),
                         [](const auto& test) { return std::string(to_text(test.param)); });

TEST(Slopes, EveryFailedPatientIsTold) {
  Problem p = bench::problem_a(6);
  p.params[4 * p.params_each + model::ReferenceMasseter::ka] = std::numeric_limits<double>::quiet_NaN();
  const auto slopes = run_with_slopes(p.job(), std::vector<std::size_t>{0});

  for (std::size_t i = 0; i < p.patients; ++i) EXPECT_EQ(slopes.status[i] == LaneStatus::solved, i != 4) << i;
}

TEST(Slopes, NoneAreWantedOrEight) {
  const Problem p = test::masseter(3);
  const std::vector<std::size_t> eight{0, 1, 2, 3, 4, 5, 6, 7};

  EXPECT_TRUE(run_with_slopes(p.job(), {}).slopes.empty());
  EXPECT_EQ(run_with_slopes(p.job(), eight).wanted, 8U);
}

TEST(Slopes, ContractsAreKept) {
  const Problem p = test::masseter(2);
  const std::vector<std::size_t> nine{0, 1, 2, 3, 4, 5, 6, 7, 8}, unknown{p.params_each};

  EXPECT_THROW(run_with_slopes(p.job(), nine), std::logic_error);
  EXPECT_THROW(run_with_slopes(p.job(), unknown), std::logic_error);
  EXPECT_THROW(run_with_slopes(p.job(), {}, {.method = Method::judge}), std::logic_error);
}

}  // namespace
}  // namespace vultus::solve
