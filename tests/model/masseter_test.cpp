#include "vultus/model/masseter.hpp"

#include "check_model.hpp"

namespace vultus::test {
namespace {

using model::Masseter;

ModelFacts<Masseter> facts() {
  ModelFacts<Masseter> f;
  auto& p = f.typical;
  p[Masseter::k_clear] = 0.12, p[Masseter::k_block] = 0.175, p[Masseter::a_half] = 2.8, p[Masseter::uptake] = 0.5;
  p[Masseter::k_recover] = 0.021, p[Masseter::k_sprout] = 0.05, p[Masseter::sprout_share] = 0.2;
  p[Masseter::k_disuse] = 0.01, p[Masseter::k_forget] = 0.003, p[Masseter::floor_deepens] = 0.2, p[Masseter::regrowth_slows] = 0.5;
  p[Masseter::k_atrophy] = 0.012, p[Masseter::k_regrow] = 0.003, p[Masseter::size_floor] = 0.6;
  p[Masseter::thickness] = 12.0, p[Masseter::clench_gain] = 0.1, p[Masseter::volume] = 25.0, p[Masseter::force] = 500.0;
  p[Masseter::force_share] = 0.3, p[Masseter::force_by_size] = 0.2, p[Masseter::contour_share] = 0.8;
  p[Masseter::k_retract] = 0.02, p[Masseter::retract_share] = 0.6, p[Masseter::projection] = 1.5, p[Masseter::k_resorb] = 0.003;
  p[Masseter::k_heat] = 0.03, p[Masseter::k_wane] = 0.002, p[Masseter::tightening] = 0.5;
  p[Masseter::notice_hollow] = 5.0, p[Masseter::notice_slack] = 3.0;
  f.doses = {{Masseter::toxin_units, 30.0}, {Masseter::filler_ml, 1.0}, {Masseter::heat_session, 1.0}};
  f.low = {0, 0, 0, 0, 0.3, -0.25, 0, 0, 0};  // the envelope's rounding: half of it
  f.high = {30, 1, 1, 4, 1, 6, 1, 1, 1};
  return f;
}

solve::Trajectories toxin(double units) { return run_model(facts(), Masseter::toxin_units, units); }

std::size_t lowest(const solve::Trajectories& run, std::size_t observable) {
  std::size_t at = 0;
  for (std::size_t t = 0; t < run.times; ++t)
    if (run.of(observable, t)[0] < run.of(observable, at)[0]) at = t;
  return at;  // weeks: observations are weekly
}

TEST(Masseter, KeepsTheModelContract) { check_model(facts()); }

TEST(Masseter, ForceIsLowestWeeksBeforeSize) {
  const auto run = toxin(30.0);

  EXPECT_LE(lowest(run, Masseter::bite_force) + 4, lowest(run, Masseter::masseter_thickness_rest));
}

TEST(Masseter, ClenchFallsBeforeRest) {
  const auto run = toxin(30.0);

  const auto share_lost = [&](std::size_t o) { return 1.0 - run.of(o, 1)[0] / run.of(o, 0)[0]; };
  EXPECT_GT(share_lost(Masseter::masseter_thickness_clench), 2.0 * share_lost(Masseter::masseter_thickness_rest));
}

TEST(Masseter, SizeReturnsButLate) {
  const auto run = toxin(30.0);

  const auto size = [&](std::size_t week) { return run.of(Masseter::masseter_thickness_rest, week)[0] / 12.0; };
  EXPECT_LT(size(16), 0.9);
  EXPECT_GT(size(52), size(26));
  EXPECT_LT(size(52), 1.0);
}

TEST(Masseter, HigherDoseShowsMoreInHowLongThanInHowDeep) {
  const auto half = toxin(15.0), full = toxin(60.0);

  const auto lost = [](const solve::Trajectories& run, std::size_t week) { return 1.0 - run.of(Masseter::bite_force, week)[0] / 500.0; };
  EXPECT_LT(lost(full, 3) / lost(half, 3), lost(full, 20) / lost(half, 20));
}

TEST(Masseter, FillerLiftsTheHollowItself) {
  const auto run = run_model(facts(), Masseter::filler_ml, 1.0);

  EXPECT_NEAR(run.of(Masseter::cheek_hollowing, 1)[0], -1.5 * std::exp(-0.003 * 7), 1e-5);  // projection x what is left after a week
}

TEST(Masseter, ObservablesAtRestAreTheBaseline) {
  std::array<double, Masseter::state_count> x{};
  std::array<double, Masseter::observable_count> y{};
  const auto p = facts().typical;
  Masseter::start(p, x);
  Masseter::observe(p, x, y);

  EXPECT_DOUBLE_EQ(y[Masseter::masseter_thickness_rest], 12.0);
  EXPECT_DOUBLE_EQ(y[Masseter::masseter_thickness_clench], 12.0 * 1.1);
  EXPECT_DOUBLE_EQ(y[Masseter::bite_force], 500.0);
  EXPECT_DOUBLE_EQ(y[Masseter::cheek_hollowing], 0.0);
  EXPECT_DOUBLE_EQ(y[Masseter::skin_slack], 0.0);
}

}  // namespace
}  // namespace vultus::test
