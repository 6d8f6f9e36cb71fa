// What run() promises about deliveries, observations, horizons and broken contracts.
#include <gtest/gtest.h>

#include "examples.hpp"

namespace vultus::solve {
namespace {

using bench::Problem;
constexpr double typical_toxin_rate = 1.0;

Problem one_typical() {
  Problem p = bench::problem_a(1);
  p.params.assign(model::ReferenceMasseter::typical.begin(), model::ReferenceMasseter::typical.end());
  return p;
}

double toxin(const Trajectories& t, std::size_t time) { return t.state_of(model::ReferenceMasseter::toxin, time)[0]; }

TEST(Deliveries, AnObservationOfTheSameDayIsTheValueBefore) {
  Problem p = one_typical();
  p.timetable = {{{0, 0, 1.0}, {5, 0, 2.0}}, {0, 5, 6}};

  const auto t = run(p.job(), {.relative = 1e-9, .absolute = 1e-11}, Keep::states);

  EXPECT_EQ(toxin(t, 0), 0.0);
  EXPECT_NEAR(toxin(t, 1), std::exp(-5.0 * typical_toxin_rate), 1e-9);
  EXPECT_NEAR(toxin(t, 2), (std::exp(-5.0) + 2.0) * std::exp(-1.0), 1e-8);
}

TEST(Deliveries, SeveralOfOneDayAddUp) {
  Problem together = one_typical(), apart = one_typical();
  together.timetable = {{{3, 0, 3.0}}, {4}};
  apart.timetable = {{{3, 0, 1.0}, {3, 0, 2.0}}, {4}};

  EXPECT_EQ(toxin(run(together.job(), {}, Keep::states), 0), toxin(run(apart.job(), {}, Keep::states), 0));
}

TEST(Deliveries, TheScaleMultipliesTheAmount) {
  Problem p = one_typical(), doubled = one_typical();
  p.timetable = {{{0, 0, 1.0}, {2, 0, 1.0}}, {3}};
  doubled.timetable = {{{0, 0, 2.0}, {2, 0, 0.5}}, {3}};
  const std::vector<double> scale{2.0, 0.5};
  Job job = p.job();
  job.delivery_scale = scale;

  EXPECT_EQ(toxin(run(job, {}, Keep::states), 0), toxin(run(doubled.job(), {}, Keep::states), 0));
}

TEST(Observations, AnotherGridGivesTheSameTrajectory) {
  for (const Problem& p : test::problems(20)) {
    Problem finer = p;
    finer.timetable.observe_days.clear();
    for (double day : p.timetable.observe_days) {
      finer.timetable.observe_days.push_back(day);
      if (day < p.timetable.observe_days.back()) finer.timetable.observe_days.push_back(day + 0.25);
    }
    const auto coarse = run(p.job()), fine = run(finer.job());

    for (std::size_t o = 0; o < coarse.observables; ++o)
      for (std::size_t t = 0; t < coarse.times; ++t)
        EXPECT_TRUE(test::same_bytes(coarse.of(o, t), fine.of(o, 2 * t))) << p.model << " time " << t;
  }
}

TEST(Observations, AnotherHorizonGivesTheSameBytesBefore) {
  for (const Problem& p : test::problems(20)) {
    Problem shorter = p;
    shorter.timetable.observe_days.resize(p.timetable.observe_days.size() / 3);
    const auto whole = run(p.job()), part = run(shorter.job());

    for (std::size_t o = 0; o < whole.observables; ++o)
      for (std::size_t t = 0; t < part.times; ++t)
        EXPECT_TRUE(test::same_bytes(whole.of(o, t), part.of(o, t))) << p.model << " time " << t;
  }
}

TEST(Observations, DroppingLaterDeliveriesChangesEarlierDaysLessThanTheTolerance) {
  for (const Problem& p : test::problems(20)) {
    Problem shorter = p;
    const double until = 60.0;
    std::erase_if(shorter.timetable.observe_days, [&](double day) { return day > until; });
    std::erase_if(shorter.timetable.deliveries, [&](const Delivery& d) { return d.day > until; });
    const auto whole = run(p.job(), {}, Keep::states), part = run(shorter.job(), {}, Keep::states);

    const auto scale = find_model(p.model)->scale;
    for (std::size_t s = 0; s < whole.states; ++s)
      for (std::size_t t = 0; t < part.times; ++t)
        for (std::size_t i = 0; i < p.patients; ++i)
          EXPECT_NEAR(whole.state_of(s, t)[i], part.state_of(s, t)[i], 1e-6 * std::max(scale[s], part.state_of(s, t)[i]));
  }
}

TEST(Observations, AShorterTimetableLeavesNaNBehind) {
  Problem p = bench::problem_a(2);
  const std::vector<Timetable> tables{p.timetable, {{}, {0, 1}}};
  const std::vector<std::uint32_t> of{0, 1};
  Job job = p.job();
  job.timetables = tables;
  job.timetable_of = of;

  const auto t = run(job);

  EXPECT_FALSE(std::isnan(t.of(0, 52)[0]));
  EXPECT_FALSE(std::isnan(t.of(0, 1)[1]));
  EXPECT_TRUE(std::isnan(t.of(0, 2)[1]));
  EXPECT_EQ(t.summary.solved, 2u);
}

TEST(Contracts, AreKept) {
  const Problem p = bench::problem_a(2);
  Job job = p.job();
  job.model = "no such model";
  EXPECT_THROW(run(job), std::logic_error);
  job = p.job();
  job.params = job.params.first(3);
  EXPECT_THROW(run(job), std::logic_error);
  Timetable unsorted{{}, {3, 1}};
  job = p.job();
  job.timetables = {&unsorted, 1};
  EXPECT_THROW(run(job), std::logic_error);
  Timetable no_port{{{1, 7, 1.0}}, {3}};
  job.timetables = {&no_port, 1};
  EXPECT_THROW(run(job), std::logic_error);
}

TEST(Contracts, NobodyIsNoProblem) {
  const Problem p = bench::problem_a(0);
  EXPECT_EQ(run(p.job()).summary.solved, 0u);
}

TEST(Roster, KnowsItsModels) {
  ASSERT_NE(find_model("masseter"), nullptr);
  EXPECT_EQ(find_model("masseter")->ports.size(), 3u);
  EXPECT_EQ(find_model("nothing"), nullptr);
}

}  // namespace
}  // namespace vultus::solve
