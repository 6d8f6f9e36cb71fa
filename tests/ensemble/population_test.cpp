#include "vultus/ensemble/population.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "../support/cases.hpp"
#include "vultus/model/masseter.hpp"

namespace vultus::tests {
namespace {

using model::Masseter;

const Tissue& tissue() { return *catalog().tissue("masseter"); }

Population population(const std::string& condition = "", std::uint64_t seed = 1) {
  const auto casefile = read("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum" + condition + "}]\n");
  return {tissue(), posterior_of(tissue()), casefile.value(), seed};
}

std::vector<double> column(const Cohort& cohort, std::size_t parameter) {
  std::vector<double> values;
  for (std::size_t i = 0; i < cohort.patients(); ++i) values.push_back(cohort.params[i * Masseter::param_count + parameter]);
  return values;
}

double mean(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

double sd(const std::vector<double>& values) {
  const double m = mean(values);
  double sum = 0.0;
  for (const double v : values) sum += (v - m) * (v - m);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

TEST(Population, APatientIsTheSameWhereverTheDrawBegins) {
  const auto p = population();
  const Cohort all = draw_cohort(p, 0, 500), later = draw_cohort(p, 321, 7);

  for (std::size_t i = 0; i < later.params.size(); ++i) EXPECT_EQ(later.params[i], all.params[321 * Masseter::param_count + i]);
}

TEST(Population, AnotherSeedIsOtherPeople) {
  EXPECT_NE(draw_cohort(population("", 1), 0, 3).params, draw_cohort(population("", 2), 0, 3).params);
}

TEST(Population, KeepsTheLawOfTheParameterFile) {
  const Law law = posterior_of(tissue()).laws[Masseter::k_recover];
  auto values = column(draw_cohort(population(), 0, 40'000), Masseter::k_recover);
  for (double& v : values) v = std::log(v);

  const double total = std::sqrt(law.knowledge_sd * law.knowledge_sd + law.setting_sd * law.setting_sd + law.people_sd * law.people_sd);
  EXPECT_NEAR(mean(values), std::log(law.median), 0.06);  // 400 groups: 4 standard errors of the group part
  EXPECT_NEAR(sd(values), total, 0.04);
}

TEST(Population, MembersOfAGroupDifferByThePeopleSdOnly) {
  const Law law = posterior_of(tissue()).laws[Masseter::k_recover];
  const auto values = column(draw_cohort(population(), 0, 100 * 100), Masseter::k_recover);
  double squares = 0.0;
  for (std::size_t g = 0; g < 100; ++g) {
    std::vector<double> logs;
    for (std::size_t m = 0; m < 100; ++m) logs.push_back(std::log(values[g * 100 + m]));
    squares += sd(logs) * sd(logs) / 100.0;
  }

  EXPECT_NEAR(std::sqrt(squares), law.people_sd, 0.01);  // sampling error of a pooled sd over 9,900 degrees of freedom: 0.003
}

TEST(Population, AMeasuredBaselineStandsWithItsError) {
  const auto values = column(draw_cohort(population(", thickness_rest: 12 mm"), 0, 5000), Masseter::thickness);
  const double error = tissue().observables[Masseter::masseter_thickness_rest].measurement_sd;

  EXPECT_NEAR(mean(values), 12.0, 4 * error / std::sqrt(5000.0));
  EXPECT_NEAR(sd(values), error, 0.05 * error);
}

TEST(Population, AClenchedBaselineIsDividedByTheGainOfClenching) {
  const Cohort cohort = draw_cohort(population(", thickness_clench: 13.2 mm"), 0, 5000);
  const auto rest = column(cohort, Masseter::thickness), gain = column(cohort, Masseter::clench_gain);
  std::vector<double> clench;
  for (std::size_t i = 0; i < rest.size(); ++i) clench.push_back(rest[i] * (1.0 + gain[i]));

  EXPECT_NEAR(mean(clench), 13.2, 0.05);
}

TEST(Population, ACovariateMovesItsParameterByWhatTheFileSays) {
  const auto man = read("format: vultus-case/1\npatient: {sex: male}\nconditions: [{kind: masseter_botulinum}]\n");
  const Population men(tissue(), posterior_of(tissue()), man.value(), 1), women = population();
  const auto it = std::find_if(tissue().covariates.begin(), tissue().covariates.end(),
                               [](const Covariate& c) { return c.field == "sex" && c.parameter == "force"; });
  ASSERT_NE(it, tissue().covariates.end());
  const double by = it->by * (it->equals == "male" ? 1.0 : -1.0);

  EXPECT_NEAR(men.location(Masseter::force) - women.location(Masseter::force), by, 1e-12);
}

TEST(Population, ATiltIsDividedOutByItsRatio) {
  Population tilted = population();
  std::vector<double> tilt(3 * Masseter::param_count, 0.0);
  tilt[Masseter::k_atrophy] = 1.0;
  tilt[Masseter::k_recover] = -0.5;
  tilted.tilt(tilt);
  const Cohort plain = draw_cohort(population(), 0, 20'000), drawn = draw_cohort(tilted, 0, 20'000);
  const auto values = column(drawn, Masseter::k_atrophy);
  const auto ratios = tilted.log_ratios(0, values.size());
  double total = 0.0, weighted = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = std::exp(ratios[i]);
    total += w;
    weighted += w * std::log(values[i]);
  }
  auto logs = column(plain, Masseter::k_atrophy);
  for (double& v : logs) v = std::log(v);

  EXPECT_NEAR(total / 20'000, 1.0, 0.05);            // the weights average to 1
  EXPECT_NEAR(weighted / total, mean(logs), 0.02);   // and give the untilted mean back
  EXPECT_GT(mean(values), 1.2 * mean(column(plain, Masseter::k_atrophy)));
}

TEST(Posterior, ItsDigestChangesWithAnyNumber) {
  Tissue other = tissue();
  other.parameters[3].rough_fit->people_sd += 1e-9;

  EXPECT_NE(posterior_of(other).digest, posterior_of(tissue()).digest);
}

TEST(Carry, AProductFactorScalesTheDoseOfAWholeGroup) {
  const auto p = population();
  const Cohort cohort = draw_cohort(p, 0, 300);
  Happening plain{0.0, "masseter", Masseter::toxin_units, 10.0, {}, "botulinum_masseter", true};
  Happening uncertain = plain;
  uncertain.factors = {{"a factor", 0.5}};
  const auto a = carry(p, cohort, {plain}, {0.0, 28.0}, {}), b = carry(p, cohort, {uncertain}, {0.0, 28.0}, {});

  for (const std::size_t group : {0U, 1U, 2U}) {
    const bool stronger = p.factor("a factor", 0.5, group) > 1.0;
    for (std::size_t m = 0; m < 100; ++m) {
      const std::size_t i = group * 100 + m;
      const double before = a.of(Masseter::masseter_thickness_rest, 1)[i], after = b.of(Masseter::masseter_thickness_rest, 1)[i];
      EXPECT_EQ(after < before, stronger);
    }
  }
}

TEST(Thinned, KeepsTheShareOfEveryGroup) {
  const Cohort part = thinned(draw_cohort(population(), 0, 1000), 100);
  std::vector<int> members(10, 0);
  for (const auto g : part.group) ++members[g];

  EXPECT_EQ(part.patients(), 100U);
  for (const int n : members) EXPECT_EQ(n, 10);
}

}  // namespace
}  // namespace vultus::tests
