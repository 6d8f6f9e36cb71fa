// How a comparison is said. No number here is a result.
#include "vultus/report/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "../support/numbers.hpp"
#include "made_up.hpp"
#include "vultus/report/comparison_answer.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

constexpr Language both[] = {Language::en, Language::zh};

ComparedPlan plan(const std::string& name, const Forecast& forecast, double probability, double best) {
  ComparedPlan p;
  p.plan.name = name;
  p.forecast = forecast;
  p.forecast.plan = name;
  p.goals = {{"sunken_cheek is absent", false, true, probability, probability - 0.2, probability + 0.2, 180.0}};
  p.probability_best = best;
  return p;
}

/// Waiting, filler that does better, and a third plan; one plan is not for this person.
Comparison made_up_comparison(Contrast verdict = Contrast::better) {
  const Outlook wait = made_up::hollow(), filler = made_up::filler();
  Comparison c;
  c.casefile = wait.casefile;
  Goal goal;
  goal.text = "sunken_cheek is absent";
  goal.code = "sunken_cheek";
  c.casefile.goals = {goal};
  c.names = filler.names;
  c.wait = "wait";
  c.best = "filler";
  c.plans = {plan("wait", wait.plan, 0.4, 0.1), plan("filler", filler.plan, 0.7, 0.85), plan("other", wait.plan, 0.42, 0.05)};
  Entry entry;
  entry.day = 70.0;
  entry.treatment = "ha_filler";
  entry.dose = 1.0;
  c.plans[1].plan.entries = {entry};
  c.plans[1].sessions = 1;
  c.plans[1].downtime_high_days = 7.0;
  c.plans[1].cautions = {{"ha_filler", "contraindication.anticoagulants", {"Bruising is more likely.", "更容易瘀青。"}, "assumption: any needle"}};
  c.plans[2].dominated_by = "wait";
  c.plans[2].sessions = 3;
  c.casefile.plans = {c.plans[0].plan, c.plans[1].plan, c.plans[2].plan};
  c.dose_units = {{"ha_filler", "ml per side"}};
  c.ranking = {"filler", "other", "wait"};
  c.differences = {{"filler", "wait", goal.text, 0.3, 0.1, 0.5, 0.95, 0.0, verdict},
                   {"other", "wait", goal.text, 0.02, -0.05, 0.06, 0.1, 0.05, Contrast::no_clear_difference},
                   {"other", "filler", goal.text, -0.28, -0.4, -0.1, 0.0, 0.9, Contrast::worse},
                   {"wait", "filler", goal.text, -0.3, -0.5, -0.1, 0.0, 0.95, Contrast::worse}};
  c.excluded = {{"tablets", "chemotherapy_systemic", "refused.unsafe", {"No trial supports it.", "没有试验支持。"}, "https://example.org/source", {"Perhaps an injection was meant.", "可能指的是注射。"}}};
  c.citations = filler.plan.rests_on;
  c.draws = 100;
  return c;
}

TEST(ComparisonText, OrderOfTheAnswer) {
  const std::string text = comparison_text(made_up_comparison(), {Language::en, 100, false});
  std::size_t before = 0;
  for (const char* part : {"trouble swallowing", "“filler” does best", "Of 100 people like you\n", "How sure the differences are", "What could go wrong", "Not for you",
                           "Questions for the doctor", "How certain this is", "What is assumed", "Sources", "For experts"}) {
    const std::size_t at = text.find(part, before);
    ASSERT_NE(at, std::string::npos) << part << "\n" << text;
    before = at;
  }
}

TEST(ComparisonText, NoLineIsWiderThanTheTerminal) {
  for (const Language language : both)
    for (const int columns : {80, 100}) {
      std::istringstream lines(comparison_text(made_up_comparison(), {language, columns, false}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(columns_of(line), columns) << line;
    }
}

TEST(ComparisonText, BothLanguagesSayTheSameNumbers) {
  for (const Contrast verdict : {Contrast::better, Contrast::no_clear_difference}) {
    const ComparisonAnswer en = comparison_answer(made_up_comparison(verdict), Language::en), zh = comparison_answer(made_up_comparison(verdict), Language::zh);
    EXPECT_EQ(tests::numbers_of(en.verdict), tests::numbers_of(zh.verdict));
    EXPECT_EQ(en.verdict_more.size(), zh.verdict_more.size());
    ASSERT_EQ(en.table.size(), zh.table.size());
    for (std::size_t row = 1; row < en.table.size(); ++row)
      for (std::size_t column = 1; column < en.table[row].size(); ++column) EXPECT_EQ(tests::numbers_of(en.table[row][column]), tests::numbers_of(zh.table[row][column]));
    ASSERT_EQ(en.differences.size(), zh.differences.size());
    for (std::size_t t = 0; t < en.differences.size(); ++t)
      for (std::size_t row = 1; row < en.differences[t].rows.size(); ++row)
        for (std::size_t column = 1; column < en.differences[t].rows[row].size(); ++column)
          EXPECT_EQ(tests::numbers_of(en.differences[t].rows[row][column]), tests::numbers_of(zh.differences[t].rows[row][column]));
  }
}

TEST(ComparisonText, AnUnclearDifferenceIsNotCalledBetter) {
  const std::string unclear = comparison_answer(made_up_comparison(Contrast::no_clear_difference), Language::en).verdict;
  EXPECT_NE(unclear.find("no plan is clearly better than doing nothing"), std::string::npos) << unclear;
  EXPECT_EQ(unclear.find("does best"), std::string::npos);
}

TEST(ComparisonText, ExclusionsAndCautionsTellReasonAndSource) {
  for (const Language language : both) {
    const std::string text = comparison_text(made_up_comparison(), {language, 100, false});
    for (const std::string part : {language == Language::en ? "No trial supports it." : "没有试验支持。", "https://example.org/source",
                                   language == Language::en ? "Perhaps an injection was meant." : "可能指的是注射。",
                                   language == Language::en ? "Bruising is more likely." : "更容易瘀青。"})
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(ComparisonText, AnEmergencyHasNothingAfterIt) {
  Comparison c = made_up_comparison();
  c.emergency = true;
  const std::string text = comparison_text(c, {Language::en, 100, false});
  EXPECT_NE(text.find("This needs a doctor now."), std::string::npos);
  EXPECT_EQ(text.find("“filler” does best"), std::string::npos);
  EXPECT_EQ(text.find("Of 100"), std::string::npos);
}

TEST(ComparisonFiles, JsonHasTheFieldsOfTheContract) {
  const auto j = nlohmann::json::parse(comparison_json(made_up_comparison(), Language::en));
  EXPECT_EQ(j["format"], "vultus-comparison/1");
  for (const char* field : {"plan", "goals", "outcomes", "events", "harms", "sessions", "downtime_days", "certainty", "probability_best", "dominated_by"})
    EXPECT_TRUE(j["plans"][1].contains(field)) << field;
  EXPECT_TRUE(j["plans"][1]["dominated_by"].is_null());
  EXPECT_EQ(j["plans"][2]["dominated_by"], "wait");
  EXPECT_EQ(j["excluded"][0]["code"], "refused.unsafe");
  EXPECT_EQ(j["differences"][0]["verdict"], "better");
  EXPECT_EQ(j["differences"][1]["verdict"], "no_clear_difference");
}

TEST(ComparisonFiles, CsvHasARowPerPlanAndGoalAndPerExclusion) {
  const std::string csv = comparison_csv(made_up_comparison(), Language::en);
  std::istringstream lines(csv);
  std::size_t rows = 0, commas = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    EXPECT_TRUE(line.ends_with('\r'));
    const auto here = static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
    if (rows == 0) commas = here;
    EXPECT_EQ(here, commas) << line;
  }
  EXPECT_EQ(rows, 1U + 3U + 1U);
}

TEST(ComparisonText, WhatIsNotComparedStillTellsWhomItIsNotFor) {
  const NotCompared why{{{"no tissue model speaks of it", "没有模型"}}, made_up_comparison().excluded};
  for (const Language language : both) {
    const std::string text = not_compared_text(why, language);
    EXPECT_NE(text.find("tablets"), std::string::npos);
    EXPECT_NE(text.find("https://example.org/source"), std::string::npos);
  }
}

}  // namespace
}  // namespace vultus
