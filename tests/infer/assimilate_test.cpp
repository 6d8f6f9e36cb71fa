#include "vultus/infer/assimilate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/cases.hpp"
#include "vultus/base/draws.hpp"
#include "vultus/model/masseter.hpp"

namespace vultus::tests {
namespace {

using model::Masseter;

const std::string injected =
    "format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum, thickness_clench: 13.2 mm}]\n"
    "history: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: 30 U per side}]\n";

struct Person {
  CaseFile casefile;
  std::vector<Happening> happenings;
  Population population;

  explicit Person(const std::string& visits, std::uint64_t seed = 1)
      : casefile(read(injected + visits).value()),
        happenings(timetable(casefile, casefile.plans.front(), catalog())),
        population(*catalog().tissue("masseter"), posterior_of(*catalog().tissue("masseter")), casefile, seed) {}

  [[nodiscard]] Assimilated assimilated(std::size_t patients = 2000) const {
    AssimilateOptions options;
    options.patients = patients;
    return assimilate(population, happenings, casefile.visits, options);
  }
};

double quantile(std::vector<double> values, double level) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(level * static_cast<double>(values.size() - 1))];
}

TEST(Assimilate, WithoutVisitsGivesThePopulationItself) {
  const Person person("");
  const auto result = person.assimilated(300);

  EXPECT_EQ(result.cohort.params, draw_cohort(person.population, 0, 300).params);
  EXPECT_FALSE(result.conditioning.on_visits);
}

TEST(Assimilate, AMeasurementDrawsTheCourseTowardsItself) {
  const Person thin("visits: [{day: 84, outcome: masseter_thickness_rest, value: 8.2 mm}]\n");
  const Person thick("visits: [{day: 84, outcome: masseter_thickness_rest, value: 11.5 mm}]\n");
  const auto at = [](const Person& person) {
    const auto result = person.assimilated();
    const auto run = carry(result.population, result.cohort, person.happenings, {0.0, 84.0}, {});
    const auto values = run.of(Masseter::masseter_thickness_rest, 1);
    return quantile({values.begin(), values.end()}, 0.5);
  };

  EXPECT_NEAR(at(thin), 8.2, 0.6);
  EXPECT_NEAR(at(thick), 11.5, 0.6);
}

TEST(Assimilate, ARareThingThatWasSeenIsReachedByTilting) {
  const Person person("visits: [{day: 42, outcome: sunken_cheek, value: true}]\n");
  const auto result = person.assimilated();

  EXPECT_GE(result.conditioning.effective, 1000.0);
  EXPECT_LE(result.conditioning.drawn, 100'000U);
}

TEST(Assimilate, WhoNoticedHasAThresholdBelowWhatTheyHad) {
  const Person person("visits: [{day: 42, outcome: sunken_cheek, value: true}, {day: 14, outcome: sunken_cheek, value: false}]\n");
  const auto result = person.assimilated();
  const auto run = carry(result.population, result.cohort, person.happenings, {14.0, 42.0}, {});

  for (std::size_t i = 0; i < result.cohort.patients(); ++i) {
    const double threshold = result.cohort.params[i * Masseter::param_count + Masseter::notice_hollow];
    EXPECT_LE(threshold, run.of(Masseter::cheek_hollowing, 1)[i] * (1 + 1e-9));
    EXPECT_GE(threshold, run.of(Masseter::cheek_hollowing, 0)[i] * (1 - 1e-9));
  }
}

TEST(Assimilate, TiltedAndPlainSamplingAgree) {
  const std::string visit = "visits: [{day: 42, outcome: masseter_thickness_rest, value: 9.0 mm}]\n";
  const Person person(visit);
  AssimilateOptions plain;
  plain.patients = 4000;
  plain.effective_wanted = 0.0;  // the pilot alone
  AssimilateOptions tilted = plain;
  tilted.effective_wanted = 6000.0;
  const auto mean_of = [&](const AssimilateOptions& options) {
    const auto result = assimilate(person.population, person.happenings, person.casefile.visits, options);
    const auto run = carry(result.population, result.cohort, person.happenings, {0.0, 180.0}, {});
    double sum = 0.0;
    for (const double v : run.of(Masseter::masseter_thickness_rest, 1)) sum += v;
    return sum / 4000.0;
  };

  EXPECT_NEAR(mean_of(plain), mean_of(tilted), 0.1);  // spread 0.9 mm; about 800 effective in the pilot: 3 standard errors
}

TEST(Assimilate, SaysWhenAMeasurementIsLikeNobody) {
  const Person person("visits: [{day: 84, outcome: masseter_thickness_rest, value: 22 mm}]\n");

  EXPECT_FALSE(person.assimilated(200).conditioning.explained);
}

TEST(Assimilate, DoesNotUseWhatNoModelSpeaksOf) {
  const Person person("visits: [{day: 84, outcome: jaw_pain_vas_100, value: 30}]\n");
  const auto result = person.assimilated(200);

  EXPECT_EQ(result.conditioning.not_modelled, std::vector<std::string>{"jaw_pain_vas_100"});
  EXPECT_FALSE(result.conditioning.on_visits);
}

/// Honest intervals: a simulated person's later thickness lies inside the 80 % interval of the forecast from one visit as often
/// as it should. 80 people: 80 % +- 4.5 (one standard error), so 3 standard errors are 66 to 94 %.
TEST(Assimilate, CoversSimulatedPeople) {
  int inside = 0;
  constexpr int people = 80;
  const Person anyone("");
  const double error = catalog().tissue("masseter")->observables[Masseter::masseter_thickness_rest].measurement_sd;
  for (int k = 0; k < people; ++k) {
    const Cohort truth = draw_cohort(anyone.population, 1'000'000 + 977 * static_cast<std::uint64_t>(k), 1);
    const auto run = carry(anyone.population, truth, anyone.happenings, {42.0, 180.0}, {});
    const double noise = error * normal({99, static_cast<std::uint64_t>(k), Purpose::test, 0});
    std::vector<Visit> visits{{42.0, "masseter_thickness_rest", run.of(Masseter::masseter_thickness_rest, 0)[0] + noise, {}}};
    AssimilateOptions options;
    options.patients = 1000;
    options.effective_wanted = 500.0;
    const auto result = assimilate(anyone.population, anyone.happenings, visits, options);
    const auto later = carry(result.population, result.cohort, anyone.happenings, {180.0}, {});
    const auto values = later.of(Masseter::masseter_thickness_rest, 0);
    const std::vector<double> all(values.begin(), values.end());
    const double true_value = run.of(Masseter::masseter_thickness_rest, 1)[0];
    if (true_value >= quantile(all, 0.1) && true_value <= quantile(all, 0.9)) ++inside;
  }

  EXPECT_GE(inside, people * 66 / 100);
  EXPECT_LE(inside, people * 94 / 100);
}

}  // namespace
}  // namespace vultus::tests
