// What trials showed beside the mechanism: when it is in force, what it multiplies, whom it is shared by.
#include "vultus/ensemble/beside.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/cases.hpp"

namespace vultus::tests {
namespace {

constexpr std::size_t observable = 1;

/// The shipped tissue with one parameter learnt and a discrepancy of one observable at weeks 4 and 26, of known mean and spread.
Tissue tissue_with(double mean_early, double mean_late, double sd, double with_parameter = 0.0) {
  Tissue tissue = *catalog().tissue("masseter");
  Law law = tissue.parameters[0].prior;
  law.setting_sd = 0.0;
  tissue.parameters[0].calibrated = law;
  LearntLaws laws;
  laws.parameters = {0};
  laws.discrepancy = {{observable}, {4.0, 26.0}, {"botulinum_masseter"}, {mean_early, mean_late}};
  laws.root = {0.3, 0.0, 0.0, with_parameter, sd, 0.0, with_parameter, sd, 0.0};
  tissue.learnt = laws;
  return tissue;
}

CaseFile nobody_special() { return read(case_with("")).value(); }

std::vector<Happening> injection(double day, const std::string& treatment = "botulinum_masseter") {
  Happening happening;
  happening.day = day;
  happening.model = "masseter";
  happening.amount = 25.0;
  happening.treatment = treatment;
  return {happening};
}

TEST(Beside, NothingIsAddedBeforeTheTreatmentAndTheLastWeekStays) {
  const Tissue tissue = tissue_with(std::log(1.10), std::log(0.80), 0.0);
  const Population population(tissue, posterior_of(tissue), nobody_special(), 1);
  const std::vector<double> days{0.0, 14.0, 14.0 + 28.0, 14.0 + 182.0, 14.0 + 700.0};
  const Beside beside(population, injection(14.0), days);
  const auto group = beside.group(3);

  EXPECT_EQ(beside.log_factor(group, observable, 0), 0.0);
  EXPECT_EQ(beside.log_factor(group, observable, 1), 0.0);
  EXPECT_NEAR(beside.log_factor(group, observable, 2), std::log(1.10), 1e-12);
  EXPECT_NEAR(beside.log_factor(group, observable, 3), std::log(0.80), 1e-12);
  EXPECT_NEAR(beside.log_factor(group, observable, 4), std::log(0.80), 1e-12);
  EXPECT_EQ(beside.log_factor(group, observable + 1, 3), 0.0);
}

TEST(Beside, OtherTreatmentsStartNoClock) {
  const Tissue tissue = tissue_with(0.2, 0.2, 0.1);
  const Population population(tissue, posterior_of(tissue), nobody_special(), 1);
  const std::vector<double> days{0.0, 70.0};

  EXPECT_FALSE(Beside(population, injection(0.0, "ha_filler"), days).any());
  EXPECT_FALSE(Beside(population, {}, days).any());
  EXPECT_TRUE(Beside(population, injection(0.0), days).any());
}

TEST(Beside, AGroupSharesItAndGroupsDifferByItsSpread) {
  constexpr double sd = 0.15;
  const Tissue tissue = tissue_with(0.05, 0.05, sd);
  const Population population(tissue, posterior_of(tissue), nobody_special(), 1);
  double sum = 0.0, squares = 0.0;
  constexpr int groups = 4'000;
  for (int g = 0; g < groups; ++g) {
    const auto values = population.discrepancy(static_cast<std::uint64_t>(g));
    EXPECT_EQ(values[0], values[1]);  // the same normal stands behind both weeks here
    sum += values[0];
    squares += (values[0] - 0.05) * (values[0] - 0.05);
  }
  EXPECT_NEAR(sum / groups, 0.05, 4.0 * sd / std::sqrt(groups));
  EXPECT_NEAR(std::sqrt(squares / groups), sd, 4.0 * sd / std::sqrt(2.0 * groups));
}

TEST(Beside, GoesWithTheParametersThatItWasLearntWith) {
  const Tissue tissue = tissue_with(0.0, 0.0, 0.0, -0.4);
  const Population population(tissue, posterior_of(tissue), nobody_special(), 1);
  for (std::uint64_t g = 0; g < 20; ++g) {
    const double parameter = (population.centre(0, g) - population.location(0));
    EXPECT_NEAR(population.discrepancy(g)[0], -0.4 / 0.3 * parameter, 1e-12);
  }
}

TEST(Beside, CarriedPeopleShowIt) {
  const Tissue with = tissue_with(std::log(1.25), std::log(1.25), 0.0), without = tissue_with(0.0, 0.0, 0.0);
  const std::vector<double> days{0.0, 28.0, 182.0};
  const auto observed = [&](const Tissue& tissue) {
    const Population population(tissue, posterior_of(tissue), nobody_special(), 5);
    return carry(population, draw_cohort(population, 0, 150), injection(0.0), days, {});
  };
  const auto shown = observed(with), plain = observed(without);

  for (std::size_t o = 0; o < shown.observables; ++o)
    for (std::size_t t = 0; t < days.size(); ++t)
      for (std::size_t i = 0; i < shown.patients; ++i)
        EXPECT_DOUBLE_EQ(shown.of(o, t)[i], plain.of(o, t)[i] * (o == observable && t > 0 ? exp(std::log(1.25)) : 1.0));
}

}  // namespace
}  // namespace vultus::tests
