#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "made_up.hpp"
#include "vultus/report/answer.hpp"

namespace vultus {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Every number of a text, sorted; English months count as the number that Chinese says.
std::vector<std::string> numbers_of(std::string text) {
  static constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};
  for (std::size_t m = 0; m < months.size(); ++m)
    for (std::size_t at; (at = text.find(std::string(" ") + months[m] + " 2")) != std::string::npos;)
      text.replace(at + 1, std::string(months[m]).size(), std::to_string(m + 1));
  std::vector<std::string> numbers;
  std::string number;
  for (const char c : text + " ") {
    if (c >= '0' && c <= '9') {
      number += c;
    } else if ((c != '.' && c != ',') || number.empty()) {
      if (!number.empty()) numbers.push_back(number);
      number.clear();
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

/// The parts of an answer that state results.
std::vector<std::string> results_of(const Answer& a) {
  std::vector<std::string> parts{a.verdict, a.alarm};
  parts.insert(parts.end(), a.verdict_more.begin(), a.verdict_more.end());
  for (const Moment& m : a.moments.columns)
    parts.push_back(m.when + " " + m.week + " " + m.seen + " " + m.not_seen + " " + m.nothing_seen + " " + m.date);
  for (const EventLine& e : a.events) parts.push_back(e.name + " " + e.of_100 + " " + e.when);
  for (const FactorLine& f : a.factors) parts.push_back(f.label + " " + f.effect);
  for (const ThresholdText& t : a.thresholds)
    for (const std::string& one : t.cases) parts.push_back(one);
  for (const HarmLine& h : a.harms) parts.push_back(h.of_100 + " " + h.counted + " " + h.when);
  for (const auto* list : {&a.look_again, &a.questions, &a.basis}) parts.insert(parts.end(), list->begin(), list->end());
  for (const Fact& f : a.expert) parts.push_back(f.value);
  return parts;
}

TEST(Answer, BothLanguagesSayTheSameNumbers) {
  for (const auto& [name, outlook] : made_up::all()) {
    const auto en = results_of(answer_of(outlook, Language::en)), zh = results_of(answer_of(outlook, Language::zh));
    ASSERT_EQ(en.size(), zh.size()) << name;
    for (std::size_t i = 0; i < en.size(); ++i)
      EXPECT_EQ(numbers_of(en[i]), numbers_of(zh[i])) << name << "\n" << en[i] << "\n" << zh[i];
  }
}

TEST(Answer, VerdictSaysFiftyNinetyAndBothSides) {
  Outlook outlook = made_up::hollow();
  EventCurve& gone = outlook.plan.events[1];
  gone.half_day = 150.0, gone.half_day_q05 = 84.0, gone.half_day_q95 = 210.0, gone.ninety_day = 308.0;
  gone.share.back() = 0.92;

  const std::string verdict = answer_of(outlook, Language::en).verdict;

  EXPECT_EQ(verdict,
            "We do not know for sure; what little there is points to this: most people recover. Of 100 people like you, "
            "about 50 no longer "
            "see the hollow by week 22 after the injection (it could be week 12 to 30), about 90 by week 44, 92 by week 52; "
            "8 still see it then.");
}

TEST(Answer, CertaintyCapsTheVerb) {
  Outlook outlook = made_up::hollow();
  const auto verdict = [&](Certainty certainty, Language language) {
    outlook.plan.certainty_derived = certainty;
    return answer_of(outlook, language).verdict;
  };
  EXPECT_TRUE(verdict(Certainty::high, Language::en).starts_with("Almost all people recover"));
  EXPECT_TRUE(verdict(Certainty::moderate, Language::en).starts_with("Probably,"));
  EXPECT_TRUE(has(verdict(Certainty::low, Language::en), "may"));
  EXPECT_TRUE(verdict(Certainty::very_low, Language::en).starts_with("We do not know"));
  EXPECT_TRUE(has(verdict(Certainty::moderate, Language::zh), "很可能"));
  EXPECT_TRUE(has(verdict(Certainty::low, Language::zh), "可能"));
  EXPECT_TRUE(has(verdict(Certainty::very_low, Language::zh), "不清楚"));
  EXPECT_EQ(verdict(Certainty::none, Language::en), "Nobody has measured this, so there is no number to give.");
  EXPECT_TRUE(has(verdict(Certainty::none, Language::zh), "没有人测过"));
  EXPECT_TRUE(answer_of(outlook, Language::en).moments.columns.empty());
}

TEST(Answer, FewerThanHalfIsSaidAsSuch) {
  const Answer answer = answer_of(made_up::never_half(), Language::en);
  EXPECT_FALSE(has(answer.verdict, "about 50 "));
  EXPECT_TRUE(has(answer.verdict, "by week 52"));
  ASSERT_FALSE(answer.verdict_more.empty());
  EXPECT_TRUE(has(answer.verdict_more.front(), "At week 52 the size is back in only"));
}

TEST(Answer, RareRecoveryReadsAsASentence) {
  Outlook outlook = made_up::never_half();
  for (const double end : {0.2, 0.1, 0.015, 0.0004}) {
    outlook.plan.events[1].share.back() = end;
    const std::string en = answer_of(outlook, Language::en).verdict, zh = answer_of(outlook, Language::zh).verdict;
    EXPECT_FALSE(has(en, "rarely recover. Of") && !has(en, "people rarely") && !has(en, "people very rarely")) << en;
    EXPECT_FALSE(has(zh, "罕见能")) << zh;
  }
}

TEST(Answer, BeforeAnInjectionItSpeaksOfSizeAndOfHowManyGetAHollow) {
  const std::string verdict = answer_of(made_up::before(), Language::en).verdict;
  EXPECT_TRUE(has(verdict, "thinnest around week"));
  EXPECT_TRUE(has(verdict, "have the size back by week"));
  EXPECT_TRUE(has(verdict, "we do not know")) << "the hollow is derived: its own, lower certainty";
  EXPECT_TRUE(has(verdict, "of 100, 1 get a hollow that they notice; 99 do not."));
}

TEST(Answer, WhatIsGoneIsSaidToBeGone) {
  EXPECT_TRUE(has(answer_of(made_up::gone(), Language::en).verdict, "already over"));
}

TEST(Answer, DoingNothingStandsBesideAPlan) {
  const Answer answer = answer_of(made_up::filler(), Language::en);
  EXPECT_TRUE(has(answer.verdict_more.at(0), "If you do nothing: about 50 of 100"));
  for (const Moment& m : answer.moments.columns) EXPECT_FALSE(m.nothing_seen.empty());
}

TEST(Answer, EmergencyHoldsRedFlagsAndNothingElse) {
  const Answer answer = answer_of(made_up::emergency(), Language::en);
  EXPECT_FALSE(answer.red_flags.empty());
  EXPECT_TRUE(answer.verdict.empty());
  EXPECT_TRUE(answer.factors.empty() && answer.harms.empty() && answer.basis.empty() && answer.questions.empty());
}

TEST(Answer, AnUnexplainedMeasurementIsSaidFirst) {
  const Answer answer = answer_of(made_up::unexplained(), Language::en);
  EXPECT_TRUE(has(answer.alarm, "lies outside"));
  EXPECT_TRUE(has(answer.questions.front(), "do not fit"));
}

TEST(Answer, WhatHardlyAnybodyGetsIsNotSaidToGoAway) {
  const Answer answer = answer_of(made_up::before(), Language::en);
  for (const EventLine& line : answer.events)
    EXPECT_NE(line.name, "the hollow is gone") << "only those who get it can lose it";
  EXPECT_TRUE(std::any_of(answer.verdict_more.begin(), answer.verdict_more.end(),
                          [](const auto& one) { return has(one, "stays as it is"); }));
}

TEST(Answer, AMeasurementThatNoModelSpeaksOfIsNamed) {
  Outlook outlook = made_up::hollow();
  outlook.plan.conditioning.not_modelled = {"erythema_index"};
  const Answer answer = answer_of(outlook, Language::en);
  EXPECT_TRUE(std::any_of(answer.basis.begin(), answer.basis.end(),
                          [](const auto& one) { return has(one, "Not used") && has(one, "erythema index"); }));
}

TEST(Answer, WhatIsSoFromTheStartHasNoNegativeWeek) {
  for (const auto& [name, outlook] : made_up::all())
    for (const std::string& part : results_of(answer_of(outlook, Language::en)))
      EXPECT_FALSE(has(part, "week -") || has(part, "week 0 to")) << name << part;
}

TEST(Answer, AtMostFiveQuestionsAndSourcesNumberedInOrderOfUse) {
  for (const auto& [name, outlook] : made_up::all()) {
    const Answer answer = answer_of(outlook, Language::en);
    EXPECT_LE(answer.questions.size(), 5U) << name;
    if (answer.emergency) continue;
    EXPECT_EQ(answer.sources.size(), outlook.plan.rests_on.size()) << "every source is used";
    for (std::size_t i = 0; i < answer.sources.size(); ++i) EXPECT_EQ(answer.sources[i].number, static_cast<int>(i) + 1);
    for (const HarmLine& harm : answer.harms)
      for (const int n : harm.sources) EXPECT_EQ(n, 1) << "the harms come first, so theirs is the first number";
  }
}

TEST(Answer, ARoughFitSaysThatItIsNotYetChecked) {
  const Answer answer = answer_of(made_up::hollow(), Language::en);
  const auto said = [&](const std::string& part) {
    return std::any_of(answer.basis.begin(), answer.basis.end(), [&](const std::string& line) { return has(line, part); });
  };
  EXPECT_TRUE(said("rough fit"));
  EXPECT_TRUE(said("Not yet checked on trials that it has never seen"));
  EXPECT_TRUE(said("40,000 simulated people"));
  EXPECT_TRUE(said("2 of 10,000"));
}

TEST(Answer, FactorsSayWeeksWithTheirRangeOrTheShare) {
  const Answer answer = answer_of(made_up::hollow(), Language::en);
  ASSERT_EQ(answer.factors.size(), 6U);
  EXPECT_TRUE(has(answer.factors[0].effect, "34 fewer of 100"));
  EXPECT_TRUE(has(answer.factors[0].effect, "3 years"));
  EXPECT_TRUE(has(answer.factors[1].effect, "about 17 weeks later (9 to 28)"));
  EXPECT_TRUE(has(answer.factors[5].effect, "hardly any change (from 3 weeks earlier to 2 weeks later)"));
  EXPECT_EQ(answer.unmeasured.size(), 3U);
}

TEST(Answer, NoNumberIsEverInfiniteOrNotANumber) {
  for (auto [name, outlook] : made_up::all()) {
    for (FactorEffect& f : outlook.factors) f.weeks_q05 = never, f.share_q05 = std::nan("");
    for (const Language language : {Language::en, Language::zh})
      for (const std::string& part : results_of(answer_of(outlook, language))) {
        EXPECT_FALSE(has(part, "inf")) << part;
        EXPECT_FALSE(has(part, "nan")) << part;
        EXPECT_FALSE(has(part, "-9223372036854775808")) << part;
        EXPECT_FALSE(has(part, "2147483647") || has(part, "-2147483648")) << part;
      }
  }
}

TEST(Answer, AnOutlookWithNothingInItIsStillSaid) {
  const Outlook nothing;
  for (const Language language : {Language::en, Language::zh}) EXPECT_FALSE(answer_of(nothing, language).verdict.empty());
}

}  // namespace
}  // namespace vultus
