#include "vultus/plan/timetable.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace vultus {
namespace {

const Catalog& catalog() {
  static const Catalog all = read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

CaseFile case_of(const std::string& more) {
  const std::string least =
      "format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum}]\n";
  const auto result = read_case(least + more, "case.yaml", catalog());
  if (!result)
    for (const auto& fault : result.error()) ADD_FAILURE() << to_text(fault);
  return result.value_or(CaseFile{});
}

std::vector<Happening> first_plan(const CaseFile& casefile) { return timetable(casefile, casefile.plans.at(0), catalog()); }

const Treatment& toxin() { return *catalog().treatment("botulinum_masseter"); }

TEST(Timetable, SpreadsSessionsAndSortsByDay) {
  const auto casefile = case_of(
      "history: [{day: 0, treatment: botulinum_masseter, dose: 50 U per side}]\n"
      "plans: {a: [{day: 70, treatment: radiofrequency, sessions: 3, every: 4 weeks},\n"
      "            {day: 80, treatment: ha_filler, dose: 1 ml per side}]}\ntoday: 42\n");
  const auto happenings = first_plan(casefile);

  std::vector<double> days;
  for (const auto& happening : happenings) days.push_back(happening.day);
  EXPECT_EQ(days, (std::vector<double>{0, 70, 80, 98, 126}));
  EXPECT_TRUE(happenings[0].history);
  EXPECT_EQ(happenings[0].amount, 50.0);
  EXPECT_EQ(happenings[0].port, model_named("masseter")->ports.at(0) == "toxin_units" ? 0 : -1);
  EXPECT_FALSE(happenings[1].history);
  EXPECT_EQ(happenings[2].treatment, "ha_filler");
}

TEST(Timetable, OnOneDayHistoryComesFirstThenTheFilesOrder) {
  const auto casefile = case_of(
      "history: [{day: 5, treatment: botulinum_masseter, dose: 10 U per side}]\n"
      "plans: {a: [{day: 5, treatment: botulinum_masseter, dose: 30 U per side},\n"
      "            {day: 5, treatment: botulinum_masseter, dose: 20 U per side}]}\n");
  const auto happenings = first_plan(casefile);

  ASSERT_EQ(happenings.size(), 3u);
  EXPECT_EQ(happenings[0].amount, 10.0);
  EXPECT_EQ(happenings[1].amount, 30.0);
  EXPECT_EQ(happenings[2].amount, 20.0);
}

TEST(Timetable, AppliesTheProductsFactorAndItsDoubt) {
  const auto casefile =
      case_of("history: [{day: 0, treatment: botulinum_masseter, dose: 120 U per side, product: dysport}]\n");
  const auto happenings = first_plan(casefile);
  const auto& products = toxin().products;
  const auto abo = std::find_if(products.begin(), products.end(), [](const Product& p) { return p.name == "abobotulinum"; });

  ASSERT_EQ(happenings.size(), 1u);
  EXPECT_EQ(happenings[0].amount, 120.0 * abo->factor.median);
  ASSERT_EQ(happenings[0].factors.size(), 1u);
  EXPECT_EQ(happenings[0].factors[0].name, "botulinum_masseter.product.abobotulinum");
  EXPECT_EQ(happenings[0].factors[0].log_sd, abo->factor.knowledge_sd);
}

TEST(Timetable, AppliesOptions) {
  const auto casefile = case_of(
      "history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, technique: ultrasound_guided, points: 6}]\n");
  const auto happenings = first_plan(casefile);
  const auto option = [](const std::string& field) {
    return *std::find_if(toxin().options.begin(), toxin().options.end(), [&](const Option& o) { return o.field == field; });
  };
  const auto [by, sd] = option("technique").values.at("ultrasound_guided");
  const auto points = option("points");
  const double ratio = std::log(6.0 / points.log_over);

  ASSERT_EQ(happenings.size(), 1u);
  EXPECT_NEAR(happenings[0].amount, 30.0 * std::exp(by) * std::exp(points.by * ratio), 1e-12);
  ASSERT_EQ(happenings[0].factors.size(), 2u);
  EXPECT_EQ(happenings[0].factors[0].name, "botulinum_masseter.option.technique.ultrasound_guided");
  EXPECT_EQ(happenings[0].factors[0].log_sd, sd);
  EXPECT_EQ(happenings[0].factors[1].name, "botulinum_masseter.option.points");
  EXPECT_NEAR(happenings[0].factors[1].log_sd, points.knowledge_sd * ratio, 1e-12);
}

TEST(Timetable, FewerPointsDoubtTheAmountLikeMorePoints) {
  const auto sd = [](const std::string& points) {
    const auto happenings = first_plan(
        case_of("history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, points: " + points + "}]\n"));
    return happenings.at(0).factors.empty() ? 0.0 : happenings[0].factors[0].log_sd;
  };

  EXPECT_NEAR(sd("6"), sd("1.5"), 1e-12);
  EXPECT_EQ(sd("3"), 0.0);
}

TEST(Timetable, EntriesWithoutActionVanish) {
  const auto casefile = case_of(
      "plans: {a: [{day: 0, treatment: collagen_oral, until: day 90}, {day: 0, treatment: none},\n"
      "            {day: 0, treatment: zinc_oral}]}\n");
  EXPECT_TRUE(first_plan(casefile).empty());
}

TEST(Timetable, LastingCareIsTakenAwayOnItsLastDay) {
  const auto happenings = first_plan(case_of("plans: {a: [{day: 7, treatment: silicone_sheet, dose: 12 h/day, until: day 90}]}\n"));

  ASSERT_EQ(happenings.size(), 2U);
  EXPECT_EQ(happenings[0].day, 7.0);
  EXPECT_EQ(happenings[1].day, 90.0);
  EXPECT_GT(happenings[0].amount, 0.0);
  EXPECT_EQ(happenings[1].amount, -happenings[0].amount);
}

TEST(Timetable, ADoseLawCountsInItsOwnDoseAndRaisesItToItsPower) {
  const auto amount = [](const std::string& dose) {
    return first_plan(case_of("plans: {a: [{day: 0, treatment: triamcinolone_il, dose: " + dose + "}]}\n")).at(0).amount;
  };
  EXPECT_NEAR(amount("40 mg/ml"), 1.0, 1e-12);
  EXPECT_NEAR(amount("10 mg/ml"), 0.5, 1e-12);
}

TEST(Timetable, WhatLiesBeyondTheHorizonVanishes) {
  const std::string plan = "plans: {a: [{day: 20, treatment: radiofrequency, sessions: 10, every: 10 days}]}\n";
  EXPECT_EQ(first_plan(case_of(plan + "horizon: 50 days\n")).size(), 4u);
  EXPECT_EQ(first_plan(case_of(plan)).size(), 10u);
}

TEST(ForecastDays, AreWeeksDosesVisitsAndTheHorizon) {
  const auto casefile = case_of(
      "history: [{day: 3, treatment: botulinum_masseter, dose: 30 U per side}]\n"
      "visits: [{day: 10, outcome: sunken_cheek, value: true}, {day: 14, outcome: sunken_cheek, value: true}]\n"
      "horizon: 30 days\n");
  EXPECT_EQ(forecast_days(casefile, first_plan(casefile)), (std::vector<double>{0, 3, 7, 10, 14, 21, 28, 30}));
}

TEST(ForecastDays, AreNotMovedByALongerHorizon) {
  const std::string plan = "plans: {a: [{day: 20, treatment: radiofrequency, sessions: 10, every: 10 days}]}\n";
  const auto near = case_of(plan + "horizon: 12 weeks\n"), far = case_of(plan + "horizon: 2 years\n");
  const auto short_days = forecast_days(near, first_plan(near)), long_days = forecast_days(far, first_plan(far));

  EXPECT_TRUE(std::includes(long_days.begin(), long_days.end(), short_days.begin(), short_days.end()));
  EXPECT_EQ(long_days.back(), 730.5);
}

}  // namespace
}  // namespace vultus
