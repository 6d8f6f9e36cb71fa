#include "vultus/decide/outlook.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/cases.hpp"
#include "vultus/decide/factors.hpp"

namespace vultus::tests {
namespace {

std::string injected(double dose, const std::string& more = "") {
  return "format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum, thickness_clench: 13.2 mm}]\n"
         "history: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: " +
         std::to_string(dose) + " U per side}]\n" + more;
}

ForecastOptions quick(std::size_t patients = 2000) {
  ForecastOptions options;
  options.patients = patients;
  options.threads = 1;
  return options;
}

Outlook answer(const std::string& text, const ForecastOptions& options = quick(), const std::string& plan = "") {
  const CaseFile casefile = read(text).value();
  return outlook(casefile, plan.empty() ? casefile.plans.front() : *casefile.plan(plan), catalog(), options).value();
}

const FactorEffect& factor(const Outlook& outlook, std::string_view code) {
  const auto it = std::find_if(outlook.factors.begin(), outlook.factors.end(), [&](const FactorEffect& f) { return f.code == code; });
  EXPECT_NE(it, outlook.factors.end()) << code;
  return *it;
}

/// The promise of the answer: a factor's size is that of the same case with this factor moved.
TEST(Factors, TheDoseEffectIsThatOfTheCaseComputedAgain) {
  const Outlook given = answer(injected(50));
  const FactorEffect& dose = factor(given, "dose");
  const CaseFile a = read(injected(50)).value(), b = read(injected(30)).value();
  const Tissue& tissue = *catalog().tissue("masseter");
  const auto course = [&](const CaseFile& casefile) {
    const Population population(tissue, posterior_of(tissue), casefile, 1);
    const auto matters = matters_of(population, casefile);
    const auto matter = std::find_if(matters.begin(), matters.end(), [&](const Matter& m) { return m.code == given.main_event; });
    return course_of(population, draw_cohort(population, 0, 2000), casefile, casefile.plans.front(), catalog(), *matter, quick());
  };
  const Course fifty = course(a), thirty = course(b);

  EXPECT_NEAR(dose.weeks, (thirty.half_day - fifty.half_day) / 7.0, 1e-9);
  EXPECT_NEAR(dose.share, thirty.share - fifty.share, 1e-12);
  EXPECT_NEAR(dose.depth, thirty.depth - fifty.depth, 1e-9);
}

TEST(Factors, GoTheWayThatTheMechanismSays) {
  const Outlook given = answer(injected(50));

  EXPECT_LT(factor(given, "dose").weeks, 0.0);           // less toxin: sooner
  EXPECT_GT(factor(given, "repetition").depth, 0.0);     // once more: deeper
  EXPECT_LT(factor(given, "recovery_rate_quick").weeks, factor(given, "recovery_rate_slow").weeks);
}

TEST(Factors, ThoseThatNobodyMeasuredStandLastWithAFinding) {
  const Outlook given = answer(injected(30));
  bool beliefs = false;
  for (const auto& f : given.factors) {
    if (!f.measured) beliefs = true;
    EXPECT_EQ(f.measured, !beliefs) << f.code;
    if (!f.measured) {
      EXPECT_FALSE(f.finding.zh.empty());
    }
  }
  EXPECT_TRUE(beliefs);
}

TEST(Outlook, AnotherPlanInTheCaseChangesNothing) {
  const Outlook alone = answer(injected(30));
  const Outlook among = answer(injected(30, "plans:\n  wait: []\n  filler: [{day: 70, treatment: ha_filler, dose: 1 ml per side, site: midface}]\n"));

  ASSERT_EQ(alone.plan.days, among.plan.days);
  for (std::size_t o = 0; o < alone.plan.outcomes.size(); ++o) {
    EXPECT_EQ(alone.plan.outcomes[o].median, among.plan.outcomes[o].median);
    EXPECT_EQ(alone.plan.outcomes[o].mean_q05, among.plan.outcomes[o].mean_q05);
  }
}

TEST(Outlook, AnotherHorizonKeepsTheCommonDays) {
  const Outlook year = answer(injected(30, "horizon: 52 weeks\n")), two = answer(injected(30, "horizon: 104 weeks\n"));

  for (const auto& band : year.plan.outcomes) {
    const Band* longer = two.plan.outcome(band.outcome);
    for (std::size_t t = 0; t < year.plan.days.size(); ++t) {
      const auto at = std::find(two.plan.days.begin(), two.plan.days.end(), year.plan.days[t]);
      ASSERT_NE(at, two.plan.days.end());
      const double other = longer->median[static_cast<std::size_t>(at - two.plan.days.begin())];
      EXPECT_NEAR(band.median[t], other, 1e-6 * std::max(1.0, std::abs(band.median.front()))) << band.outcome << " " << year.plan.days[t];
    }
  }
}

TEST(Outlook, ThreadsChangeNothing) {
  const std::string text = injected(50, "visits: [{day: 42, outcome: sunken_cheek, value: true}]\n");
  ForecastOptions one = quick(), seven = quick();
  seven.threads = 7;
  const Outlook a = answer(text, one), b = answer(text, seven);

  for (std::size_t o = 0; o < a.plan.outcomes.size(); ++o) EXPECT_EQ(a.plan.outcomes[o].q95, b.plan.outcomes[o].q95);
  for (std::size_t e = 0; e < a.plan.events.size(); ++e) EXPECT_EQ(a.plan.events[e].share, b.plan.events[e].share);
  EXPECT_EQ(a.plan.conditioning.effective, b.plan.conditioning.effective);
}

TEST(Project, StreamedPatientsAgreeWithTheSameHeldAtOnce) {
  const CaseFile casefile = read(injected(30)).value();
  const Tissue& tissue = *catalog().tissue("masseter");
  const Population population(tissue, posterior_of(tissue), casefile, 1);
  const auto happenings = timetable(casefile, casefile.plans.front(), catalog());
  const auto days = forecast_days(casefile, happenings);
  const auto matters = matters_of(population, casefile);
  const ForecastOptions options = quick(20'000);
  const auto held = project(population, draw_cohort(population, 0, 20'000), happenings, days, matters, 0.0, options);
  const auto streamed = stream(population, happenings, days, matters, 0.0, options);

  for (std::size_t o = 0; o < held.outcomes.size(); ++o)
    for (std::size_t t = 0; t < days.size(); ++t) {
      const auto &a = held.outcomes[o], &b = streamed.outcomes[o];
      const double bin = 1e-3 * (1.0 + a.q95[t] - a.q05[t]);  // a bin is twice the whole range over 8,192; values between bins
      EXPECT_NEAR(a.median[t], b.median[t], bin) << a.outcome << " " << days[t];
      EXPECT_NEAR(a.q95[t], b.q95[t], 5 * bin) << a.outcome << " " << days[t];
      EXPECT_NEAR(a.mean_q05[t], b.mean_q05[t], 1e-9) << a.outcome << " " << days[t];
    }
  for (std::size_t e = 0; e < held.events.size(); ++e) EXPECT_EQ(held.events[e].probability, streamed.events[e].probability);
}

TEST(Outlook, DoingNothingStandsBesideAPlanOnTheSamePeople) {
  const Outlook with = answer(injected(30, "plans:\n  filler: [{day: 70, treatment: ha_filler, dose: 1 ml per side, site: midface}]\n"));
  ASSERT_TRUE(with.nothing.has_value());
  const Band *plan = with.plan.outcome("cheek_hollowing"), *nothing = with.nothing->outcome("cheek_hollowing");

  EXPECT_NEAR(plan->median[10], nothing->median[10], 1e-6);  // week 10: the value on the day of the dose is the one before it
  EXPECT_LT(plan->median[11], nothing->median[11]);
}

TEST(Outlook, BandsAreOrderedAndMeasuringWidensThem) {
  const Outlook given = answer(injected(30));
  for (const auto& b : given.plan.outcomes)
    for (std::size_t t = 0; t < given.plan.days.size(); ++t) {
      EXPECT_LE(b.q05[t], b.q25[t]);
      EXPECT_LE(b.q25[t], b.median[t]);
      EXPECT_LE(b.median[t], b.q75[t]);
      EXPECT_LE(b.q75[t], b.q95[t]);
      EXPECT_LE(b.mean_q05[t], b.mean_q95[t]);
      EXPECT_LE(b.measured_q05[t], b.q05[t] + 0.02 * std::max(1.0, std::abs(b.q05[t])));
    }
}

TEST(Outlook, ThePersonWhoHasAHollowIsForecastAsSuch) {
  const Outlook anyone = answer(injected(30)), seen = answer(injected(30, "visits: [{day: 42, outcome: sunken_cheek, value: true}]\n"));

  EXPECT_LT(anyone.plan.event("sunken_cheek")->probability, 0.03);
  EXPECT_GT(seen.plan.event("sunken_cheek")->probability, 0.99);
  EXPECT_EQ(seen.main_event, "sunken_cheek_gone");
}

TEST(Outlook, WhoSpeaksOfAKeloidHasARaisedScar) {
  const auto raised = [](const std::string& condition, const std::string& more) {
    return answer("format: vultus-case/1\nconditions: [{" + condition + "}]\n" + more + "plans: {wait: []}\nhorizon: 52 weeks\n").plan.event("hypertrophic_scar")->share.front();
  };
  EXPECT_EQ(raised("kind: keloid, location: earlobe", ""), 1.0);
  EXPECT_EQ(raised("kind: hypertrophic_scar, age: 1 year", ""), 1.0);
  EXPECT_LT(raised("kind: surgical_scar, age: 1 year", ""), 0.9);  // it may be flat
  EXPECT_LT(raised("kind: keloid, height: 0.6 mm", ""), 1.0);      // measured: the number counts
  EXPECT_EQ(raised("kind: keloid", "visits: [{day: 0, outcome: hypertrophic_scar, value: false}]\n"), 0.0);
}

TEST(Outlook, SizeLagsBehindForce) {
  const Outlook given = answer(injected(30, "horizon: 156 weeks\n"));

  EXPECT_GT(given.weeks_size_lags_force, 8.0);
}

TEST(Outlook, AQuestionThatCannotWaitIsAnEmergency) {
  EXPECT_TRUE(answer(injected(30, "question: since yesterday I have trouble swallowing\n")).emergency);
  EXPECT_TRUE(answer(injected(30, "question: 打完瘦脸针吞咽困难怎么办\n")).emergency);
  EXPECT_FALSE(answer(injected(30, "question: will my cheeks recover?\n")).emergency);
}

TEST(Outlook, WithoutAModelItSaysWhatIsMissing) {
  const CaseFile erythema = read("format: vultus-case/1\nconditions: [{kind: post_acne_erythema}]\n").value();
  const auto result = outlook(erythema, erythema.plans.front(), catalog(), quick());

  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().missing.front().en.find("post_acne_erythema"), std::string::npos);
}

TEST(Outlook, ATreatmentWithoutADataFileIsNotForecast) {
  const CaseFile casefile = read(injected(30, "plans:\n  chemo: [{day: 70, treatment: chemotherapy_systemic}]\n")).value();

  EXPECT_FALSE(outlook(casefile, casefile.plans.front(), catalog(), quick()).has_value());
}

TEST(Outlook, APregnantPatientsToxinIsFlaggedExcluded) {
  const CaseFile casefile = read("format: vultus-case/1\npatient: {pregnant: true}\nconditions: [{kind: masseter_botulinum}]\n"
                                 "plans:\n  dose: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side}]\n").value();
  const auto result = outlook(casefile, casefile.plans.front(), catalog(), quick()).value();

  EXPECT_TRUE(std::any_of(result.plan.flags.begin(), result.plan.flags.end(), [](const Flag& f) { return f.level == Flag::FlagLevel::excluded; }));
}

}  // namespace
}  // namespace vultus::tests
