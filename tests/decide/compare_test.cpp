#include "vultus/decide/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "../support/cases.hpp"
#include "vultus/decide/contrast.hpp"
#include "vultus/decide/outlook.hpp"

namespace vultus::tests {
namespace {

const std::string history = "history: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: 50 U per side}]\n";
const std::string visits =
    "visits:\n  - {day: 42, outcome: masseter_thickness_rest, value: 9.1 mm}\n  - {day: 42, outcome: sunken_cheek, value: true}\n";
const std::string goals = "goals: [\"sunken_cheek is absent\", \"masseter_thickness_rest within 10 % of baseline\"]\n";
const std::string filler = "  filler: [{day: 70, treatment: ha_filler, dose: 1 ml per side, site: midface}]\n";
const std::string more_toxin = "  again: [{day: 70, treatment: botulinum_masseter, product: onabotulinum, dose: 50 U per side}]\n";

CaseFile masseter(const std::string& plans, const std::string& asked = goals, const std::string& patient = "") {
  return read("format: vultus-case/1\npatient: {age: 29, sex: female" + patient + "}\nconditions: [{kind: masseter_botulinum, thickness_clench: 13.2 mm}]\n" + history + visits +
              asked + (plans.empty() ? "" : "plans:\n" + plans))
      .value();
}

CaseFile keloid(const std::string& plans, const std::string& asked = "goals: [\"response_50 is present\"]\n") {
  return read("format: vultus-case/1\npatient: {age: 31, sex: female}\n"
              "conditions: [{kind: keloid, location: shoulder, length: 4 cm, width: 1.5 cm, height: 5 mm, age: 3 years}]\ntoday: 0\n" +
              asked + (plans.empty() ? "" : "plans:\n" + plans))
      .value();
}

CompareOptions quick(bool candidates = false, std::size_t patients = 1000) {
  CompareOptions options;
  options.forecast.patients = patients;
  options.forecast.threads = 1;
  options.candidates = candidates;
  return options;
}

Comparison compared(const CaseFile& casefile, const CompareOptions& options = quick()) { return compare(casefile, catalog(), options).value(); }

const Difference& difference(const Comparison& c, const std::string& plan, const std::string& than, std::size_t goal = 0) {
  const std::string& name = c.outcome ? c.outcome->outcome : c.casefile.goals[goal].text;
  const auto it = std::find_if(c.differences.begin(), c.differences.end(), [&](const Difference& d) { return d.plan == plan && d.than == than && d.goal == name; });
  EXPECT_NE(it, c.differences.end()) << plan << " " << than;
  return *it;
}

/// The promise of a comparison: each plan's numbers are those of its own forecast.
TEST(Compare, APlanIsForecastAsItIsAlone) {
  const CaseFile casefile = masseter("  wait: []\n" + filler);
  const Comparison c = compared(casefile);
  for (const auto& plan : c.plans) {
    const Outlook alone = outlook(casefile, plan.plan, catalog(), quick().forecast).value();
    ASSERT_EQ(plan.forecast.outcomes.size(), alone.plan.outcomes.size());
    for (std::size_t o = 0; o < alone.plan.outcomes.size(); ++o) {
      EXPECT_EQ(plan.forecast.outcomes[o].median, alone.plan.outcomes[o].median);
      EXPECT_EQ(plan.forecast.outcomes[o].mean_q95, alone.plan.outcomes[o].mean_q95);
    }
    for (std::size_t e = 0; e < alone.plan.events.size(); ++e) EXPECT_EQ(plan.forecast.events[e].probability, alone.plan.events[e].probability);
  }
}

TEST(Compare, AnotherPlanChangesNoNumberOfTheOthers) {
  const Comparison few = compared(masseter("  wait: []\n" + filler)), many = compared(masseter("  wait: []\n" + filler + more_toxin));
  ASSERT_EQ(many.plans.size(), 3U);
  for (const auto& plan : few.plans) {
    const ComparedPlan& same = *many.plan(plan.plan.name);
    for (std::size_t g = 0; g < plan.goals.size(); ++g) {
      EXPECT_EQ(plan.goals[g].probability, same.goals[g].probability);
      EXPECT_EQ(plan.goals[g].q05, same.goals[g].q05);
    }
    for (std::size_t o = 0; o < plan.forecast.outcomes.size(); ++o) EXPECT_EQ(plan.forecast.outcomes[o].q95, same.forecast.outcomes[o].q95);
  }
  EXPECT_EQ(difference(few, "filler", "wait").q05, difference(many, "filler", "wait").q05);
}

TEST(Compare, DoingNothingIsAmongThemOnce) {
  const Comparison added = compared(masseter(filler));
  EXPECT_EQ(added.wait, "wait");
  EXPECT_EQ(added.plans.size(), 2U);
  const Comparison named = compared(masseter("  rest: []\n" + filler));
  EXPECT_EQ(named.wait, "rest");
  EXPECT_EQ(named.plans.size(), 2U);
  EXPECT_EQ(compared(masseter("")).plans.size(), 1U);
}

TEST(Compare, DifferencesAreThoseOfTheProbabilities) {
  const Comparison c = compared(masseter("  wait: []\n" + filler + more_toxin));
  for (const auto& d : c.differences) {
    const auto at = static_cast<std::size_t>(std::find_if(c.casefile.goals.begin(), c.casefile.goals.end(), [&](const Goal& g) { return g.text == d.goal; }) - c.casefile.goals.begin());
    EXPECT_NEAR(d.difference, c.plan(d.plan)->goals[at].probability - c.plan(d.than)->goals[at].probability, 1e-12);
    EXPECT_LE(d.q05, d.q95);
    EXPECT_EQ(d.verdict == Contrast::better, d.better >= sure_enough);
    EXPECT_EQ(d.verdict == Contrast::worse, d.worse >= sure_enough);
  }
}

TEST(Compare, FillerFillsAHollowAndMoreToxinDeepensIt) {
  const Comparison c = compared(masseter("  wait: []\n" + filler + more_toxin));
  EXPECT_EQ(c.best, "filler");
  EXPECT_EQ(difference(c, "filler", "wait").verdict, Contrast::better);
  EXPECT_EQ(difference(c, "again", "wait").verdict, Contrast::worse);
  EXPECT_EQ(difference(c, "filler", "wait", 1).verdict, Contrast::no_clear_difference);  // it does not make the muscle grow
  EXPECT_EQ(c.ranking, (std::vector<std::string>{"filler", "wait", "again"}));
  EXPECT_EQ(c.plan("again")->dominated_by, "wait");
  EXPECT_TRUE(c.plan("filler")->dominated_by.empty());
}

TEST(Compare, SharesOfBestAddUpToOneAndTiesAreShared) {
  const Comparison c = compared(masseter("  wait: []\n  same: [{day: 60, treatment: none}]\n" + filler + more_toxin));
  double sum = 0.0;
  for (const auto& plan : c.plans) sum += plan.probability_best.value();
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_EQ(c.plan("wait")->probability_best, c.plan("same")->probability_best);
  EXPECT_EQ(difference(c, "same", "wait").difference, 0.0);
}

TEST(Compare, WithoutGoalsTheVisitsAskForOne) {
  const Comparison c = compared(masseter(filler, ""));
  ASSERT_EQ(c.casefile.goals.size(), 1U);
  EXPECT_EQ(c.casefile.goals[0].code, "sunken_cheek");
  EXPECT_TRUE(c.plans[0].goals[0].implied);
  EXPECT_FALSE(c.outcome);
}

TEST(Compare, WithoutGoalsAndVisitsTheMainOutcomeDecides) {
  const Comparison c = compared(keloid("  steroid: [{day: 0, treatment: triamcinolone_il, dose: 20 mg/ml, sessions: 6, every: 4 weeks}]\n", ""));
  ASSERT_TRUE(c.outcome);
  EXPECT_EQ(c.outcome->outcome, "scar_height");
  EXPECT_EQ(c.outcome->lower_is_better, true);
  EXPECT_NEAR(c.outcome->before, 5.0, 0.5);
  const Difference& d = difference(c, "steroid", "wait");
  EXPECT_LT(d.difference, -important_change);
  EXPECT_EQ(d.verdict, Contrast::better);
  EXPECT_EQ(c.best, "steroid");
}

TEST(Compare, WhatAPersonMustNotHaveIsExcludedWithReasonAndSource) {
  const Comparison c = compared(masseter("  wait: []\n" + filler, goals, ", pregnant: true"));
  EXPECT_EQ(c.plans.size(), 1U);
  ASSERT_FALSE(c.excluded.empty());
  for (const auto& e : c.excluded) {
    EXPECT_EQ(e.plan, "filler");
    EXPECT_FALSE(e.reason.zh.empty());
    EXPECT_FALSE(e.source.empty());
  }
  EXPECT_EQ(c.excluded.front().code, "contraindication.pregnant");
}

TEST(Compare, RefusedTreatmentsAndThoseWithoutEvidenceAreNeverSimulated) {
  const Comparison c = compared(keloid("  tablets: [{day: 0, treatment: chemotherapy_systemic}]\n  zinc: [{day: 0, treatment: zinc_oral}]\n"));
  EXPECT_EQ(c.plans.size(), 1U);
  std::vector<std::string> codes;
  for (const auto& e : c.excluded) codes.push_back(e.plan + " " + e.code);
  EXPECT_NE(std::find(codes.begin(), codes.end(), "tablets refused.unsafe"), codes.end());
  EXPECT_NE(std::find(codes.begin(), codes.end(), "zinc no_evidence"), codes.end());
}

TEST(Compare, CandidatesAreTheTreatmentsForTheCondition) {
  const CaseFile casefile = keloid("");
  const auto plans = candidate_plans(casefile, catalog());
  ASSERT_GT(plans.size(), 5U);
  for (const auto& plan : plans) {
    const Treatment& treatment = *catalog().treatment(plan.entries.back().treatment);
    EXPECT_FALSE(treatment.refused);
    EXPECT_FALSE(treatment.suits.empty());
    const bool follows = !treatment.only_with.empty();
    ASSERT_EQ(plan.entries.size(), follows ? 2U : 1U);
    EXPECT_EQ(plan.name, follows ? treatment.only_with.front() + "+" + treatment.code : treatment.code);
    EXPECT_EQ(plan.entries.front().day, casefile.today);
    EXPECT_EQ(plan.entries.back().day, casefile.today + (follows ? 1.0 : 0.0));
    EXPECT_EQ(plan.entries.back().every_days, treatment.typical_every_days);
  }
  const Comparison c = compared(casefile, quick(true, 300));
  EXPECT_EQ(c.wait, "wait");
  EXPECT_NE(c.plan("triamcinolone_il"), nullptr);
  EXPECT_EQ(c.plan("chemotherapy_systemic"), nullptr);
  for (const auto& plan : c.plans) EXPECT_TRUE(std::none_of(c.excluded.begin(), c.excluded.end(), [&](const ExcludedPlan& e) { return e.plan == plan.plan.name; }));
}

TEST(Compare, APlanWithoutAModelledEffectIsNotRanked) {
  const Comparison c = compared(masseter("  wait: []\n  cream: [{day: 50, treatment: moisturiser}]\n" + filler));
  const ComparedPlan& cream = *c.plan("cream");
  EXPECT_FALSE(cream.modelled);
  EXPECT_FALSE(cream.probability_best);
  EXPECT_TRUE(cream.dominated_by.empty());
  EXPECT_EQ(c.ranking.back(), "cream");
  EXPECT_TRUE(std::any_of(cream.cautions.begin(), cream.cautions.end(), [](const Caution& x) { return x.code == "no_effect_modelled"; }));
}

TEST(Compare, AGoalThatNoModelSpeaksOfIsSaidNotComputed) {
  const Comparison c = compared(masseter(filler, "goals: [\"sunken_cheek is absent\", \"scar_height at most 2 mm\"]\n"));
  EXPECT_TRUE(c.plans[0].goals[0].modelled);
  EXPECT_FALSE(c.plans[0].goals[1].modelled);
  EXPECT_TRUE(std::isnan(c.plans[0].goals[1].probability));
}

TEST(Compare, AConditionWithoutAModelStillTellsExclusions) {
  const CaseFile casefile = read("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: post_acne_erythema}]\n"
                                 "plans: {tablets: [{day: 0, treatment: chemotherapy_systemic}]}\n").value();
  const auto nothing = compare(casefile, catalog(), quick());
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().missing.size(), 1U);
  ASSERT_FALSE(nothing.error().excluded.empty());
  EXPECT_EQ(nothing.error().excluded[0].code, "refused.unsafe");
}

TEST(Compare, SessionsAndDowntimeCountToTheHorizon) {
  const Comparison c = compared(masseter("  rf: [{day: 70, treatment: radiofrequency, sessions: 3, every: 4 weeks}]\n  long: [{day: 42, treatment: radiofrequency, sessions: 40, every: 4 weeks}]\n"));
  EXPECT_EQ(c.plan("rf")->sessions, 3);
  EXPECT_EQ(c.plan("rf")->downtime_high_days, 3.0 * catalog().treatment("radiofrequency")->downtime_high_days);
  EXPECT_EQ(c.plan("long")->sessions, static_cast<int>((c.casefile.horizon_days - 42.0) / 28.0) + 1);
  EXPECT_EQ(c.plan("wait")->sessions, 0);
}

TEST(Compare, ThreadsChangeNothing) {
  auto options = quick(false, 2000);
  const Comparison one = compared(masseter(filler + more_toxin), options);
  options.forecast.threads = 3;
  const Comparison three = compared(masseter(filler + more_toxin), options);
  for (std::size_t d = 0; d < one.differences.size(); ++d) EXPECT_EQ(one.differences[d].q95, three.differences[d].q95);
  for (std::size_t p = 0; p < one.plans.size(); ++p) EXPECT_EQ(one.plans[p].probability_best, three.plans[p].probability_best);
}

TEST(Compare, StreamedPatientsAreComparedToo) {
  const std::string dose = "  usual: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: 30 U per side}]\n";
  const CaseFile casefile = read(case_with("goals: [\"masseter_thickness_rest falls by 10 % by week 12\"]\nplans:\n" + dose)).value();
  const Comparison held = compared(casefile, quick(false, 20'000)), streamed = compared(casefile, quick(false, 50'000));
  EXPECT_NEAR(difference(held, "usual", "wait").difference, difference(streamed, "usual", "wait").difference, 0.03);
  EXPECT_EQ(difference(streamed, "usual", "wait").verdict, Contrast::better);
}

// ---------------------------------------------------------------- the contrast alone

Cohort ten_groups() {
  Cohort who;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    who.id.push_back(i);
    who.group.push_back(static_cast<std::uint32_t>(i / 100));
  }
  who.groups = 10;
  return who;
}

/// In group g the first `count(g)` of a hundred reach the goal.
template <class Count>
Reached reaching(Count count) {
  Reached reached{{std::vector<double>(1000, 0.0)}};
  for (int i = 0; i < 1000; ++i) reached.columns[0][static_cast<std::size_t>(i)] = i % 100 < count(i / 100) ? 1.0 : 0.0;
  return reached;
}

TEST(Contrast, TheVerdictNeedsAnImportantDifferenceInMostGroups) {
  const Cohort who = ten_groups();
  const Yardstick yardstick{{"goal"}, important_probability, 1.0};
  const auto wait = reaching([](int) { return 30; });
  const auto verdict = [&](const Reached& plan) { return difference_of(plan, wait, 0, yardstick, who).verdict; };
  EXPECT_EQ(verdict(reaching([](int) { return 50; })), Contrast::better);
  EXPECT_EQ(verdict(reaching([](int) { return 10; })), Contrast::worse);
  EXPECT_EQ(verdict(reaching([](int) { return 33; })), Contrast::no_clear_difference);              // too small to matter
  EXPECT_EQ(verdict(reaching([](int g) { return g < 5 ? 80 : 30; })), Contrast::no_clear_difference);  // large, in half of what is not known
  EXPECT_EQ(difference_of(wait, wait, 0, yardstick, who).difference, 0.0);
}

TEST(Contrast, BestIsCountedByGroups) {
  const Cohort who = ten_groups();
  const Yardstick yardstick{{"goal"}, important_probability, 1.0};
  const std::vector<Reached> plans{reaching([](int) { return 30; }), reaching([](int g) { return g < 7 ? 90 : 0; }), reaching([](int g) { return g < 7 ? 90 : 0; })};
  const Standing standing = standing_of(plans, {true, true, true}, 0, yardstick, who);
  EXPECT_NEAR(standing.share[0], 0.3, 1e-12);
  EXPECT_NEAR(standing.share[1], 0.35, 1e-12);
  EXPECT_NEAR(standing.share[2], 0.35, 1e-12);
  EXPECT_EQ(standing_of(plans, {true, true, false}, 0, yardstick, who).share[2], 0.0);
}

TEST(Contrast, WhatIsOnlyUnclearIsNotBeaten) {
  ComparedPlan wait, drug;
  drug.sessions = 3;
  Difference unclear;
  unclear.worse = 0.5;  // waiting is importantly worse in half of what is not known
  EXPECT_FALSE(beats(wait, drug, {unclear}));
  unclear.worse = 0.1;
  EXPECT_TRUE(beats(wait, drug, {unclear}));
  wait.uncounted = {"x.pain"};  // nobody has counted it: no better in harms
  EXPECT_FALSE(beats(wait, drug, {unclear}));
}

}  // namespace
}  // namespace vultus::tests
