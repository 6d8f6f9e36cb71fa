// Every lane equals its scalar run, whatever the instruction set, thread count, neighbours and place in the job.
#include <gtest/gtest.h>

#include "examples.hpp"
#include "vultus/solve/kernel/work.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;
using test::same_bytes;

/// The states of all patients by one patient at a time.
std::vector<double> scalar_states(const Problem& p, bool implicit, double relative) {
  const kernel::FlatTimetable table{p.timetable.observe_days.data(), p.timetable.deliveries.data(),
                                    static_cast<std::uint32_t>(p.timetable.observe_days.size()),
                                    static_cast<std::uint32_t>(p.timetable.deliveries.size())};
  const std::size_t times = p.timetable.observe_days.size();
  std::vector<double> by_patient(p.patients * times * p.states), rows(by_patient.size());
  std::vector<LaneStatus> status(p.patients);
  kernel::Tally tally;
  kernel::CarryWork work;
  work.params = p.params.data();
  work.tables = &table;
  work.patients = p.patients;
  work.times = times;
  work.relative = relative;
  work.absolute = 1e-8;
  work.step_limit = 100000;
  work.states = by_patient.data();
  work.status = status.data();
  work.tally = &tally;
  const kernel::Functions& f = kernel::scalar_functions()[find_model(p.model) - roster().data()];
  (implicit ? f.implicit_carry : f.explicit_carry)(work);
  kernel::ObserveWork observe;
  observe.params = work.params;
  observe.states = work.states;
  observe.patients = p.patients;
  observe.times = times;
  observe.kept = rows.data();
  observe.stride = p.patients;
  f.observe(observe);
  return rows;
}

class EveryInstructionSet : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (std::ranges::count(available(), GetParam()) == 0)
      GTEST_SKIP() << "this machine lacks " << to_text(GetParam());
  }
};

TEST_P(EveryInstructionSet, EveryLaneEqualsItsScalarRun) {
  for (const std::size_t patients : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 15u, 16u, 17u, 33u}) {
    for (const Problem& p : test::problems(patients)) {
      const bool stiff = find_model(p.model)->stiff;
      const auto alone = scalar_states(p, stiff, 1e-6);

      const auto packed = run(p.job(), {.instructions = GetParam()}, Keep::states);

      EXPECT_TRUE(same_bytes(alone, packed.state_values)) << p.model << ", " << patients << " patients";
    }
  }
}

TEST_P(EveryInstructionSet, TheOtherMethodToo) {
  for (const Problem& p : test::problems(5)) {
    if (p.model == "reference_scar") continue;  // explicit on a stiff model: in status.cpp
    const auto packed = run(p.job(), {.method = Method::rosenbrock, .instructions = GetParam()}, Keep::states);

    EXPECT_TRUE(same_bytes(scalar_states(p, true, 1e-6), packed.state_values)) << p.model;
  }
}

TEST_P(EveryInstructionSet, ObservablesHaveTheSameBytes) {
  for (const Problem& p : test::problems(37)) {
    const auto first = run(p.job(), {.instructions = InstructionSet::baseline});
    const auto here = run(p.job(), {.instructions = GetParam()});

    EXPECT_TRUE(same_bytes(first.observed, here.observed)) << p.model;
    EXPECT_EQ(first.summary.steps, here.summary.steps);
    EXPECT_EQ(first.summary.looks_stiff, here.summary.looks_stiff);
    EXPECT_EQ(first.summary.looks_nonstiff, here.summary.looks_nonstiff);
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryInstructionSet,
                         testing::Values(InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512),
                         [](const auto& test) { return std::string(to_text(test.param)); });

TEST(Threads, TheirNumberLeavesNoTrace) {
  for (const Problem& p : test::problems(700)) {
    const auto one = run(p.job(), {.threads = 1});
    for (const unsigned threads : {2u, 7u}) {
      const auto many = run(p.job(), {.threads = threads});

      EXPECT_TRUE(same_bytes(one.observed, many.observed)) << p.model << ", " << threads << " threads";
      EXPECT_EQ(one.summary.steps, many.summary.steps);
    }
  }
}

TEST(Place, APatientsPlaceInTheJobLeavesNoTrace) {
  const Problem all = bench::problem_a(300);
  Problem last = all;
  last.patients = 1;
  last.params.erase(last.params.begin(), last.params.end() - static_cast<std::ptrdiff_t>(last.params_each));
  const auto together = run(all.job()), alone = run(last.job());

  for (std::size_t t = 0; t < alone.times; ++t) EXPECT_EQ(together.of(0, t)[299], alone.of(0, t)[0]);
}

}  // namespace
}  // namespace vultus::solve
