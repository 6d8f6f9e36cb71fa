// The stack of rivals, and the rival without tissue.
#include "vultus/infer/stack.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "vultus/base/draws.hpp"
#include "vultus/infer/simple_course.hpp"

namespace vultus::tests {
namespace {

/// Rows of which one rival knows the truth, and the others err by half a unit.
std::vector<StackedRow> rows_that(Rival knows, int count) {
  std::vector<StackedRow> rows;
  for (int i = 0; i < count; ++i) {
    const double truth = normal({7, static_cast<std::uint64_t>(i), Purpose::test, 0});
    StackedRow row{"study" + std::to_string(i % 5), truth + 0.1 * normal({7, static_cast<std::uint64_t>(i), Purpose::test, 1}), 0.05, {}};
    for (std::size_t r = 0; r < rivals; ++r) row.laws[r] = {static_cast<Rival>(r) == knows ? truth : 0.0, static_cast<Rival>(r) == knows ? 0.1 : 0.5};
    rows.push_back(row);
  }
  return rows;
}

TEST(Stack, TheRivalThatKnowsGetsNearlyAllWeight) {
  for (const Rival knows : {Rival::mechanism, Rival::statistics, Rival::course}) {
    auto rows = rows_that(knows, 60);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].study = std::to_string(i);
    const auto weights = stack_weights(rows);
    EXPECT_GT(weights[static_cast<std::size_t>(knows)], 0.8) << name_of(knows);
    EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1.0, 1e-12);
  }
}

TEST(Stack, AStudysOwnRowsDoNotTeachItsWeights) {
  auto rows = rows_that(Rival::statistics, 60);
  auto own = rows_that(Rival::mechanism, 200);
  for (auto& row : own) row.study = "own";
  rows.insert(rows.end(), own.begin(), own.end());

  EXPECT_GT(stack_weights(rows, "own")[1], 0.7);
  EXPECT_EQ(stack_weights(rows, "own"), stack_weights(rows_that(Rival::statistics, 60)));
  EXPECT_NE(stack_weights(rows), stack_weights(rows, "own"));
}

TEST(Stack, WithoutRowsThePriorStands) {
  const auto weights = stack_weights({});
  for (std::size_t r = 0; r < rivals; ++r) EXPECT_NEAR(weights[r], unlearnt_weights[r], 0.05);
}

TEST(Stack, RowsOfOneStudyTellLessThanAsManyStudies) {
  auto apart = rows_that(Rival::course, 6), together = apart;
  for (std::size_t i = 0; i < apart.size(); ++i) apart[i].study = std::to_string(i), together[i].study = "one";
  EXPECT_GT(stack_weights(apart)[2], stack_weights(together)[2]);
}

TEST(Stack, AveragesMeansAndSpreads) {
  const std::array<EffectLaw, rivals> laws{EffectLaw{1.0, 0.2}, EffectLaw{3.0, 0.4}, EffectLaw{5.0, 0.6}};
  const EffectLaw law = stacked(laws, {0.5, 0.25, 0.25});
  EXPECT_DOUBLE_EQ(law.mean, 2.5);
  EXPECT_DOUBLE_EQ(law.sd, 0.35);
}

TEST(Stack, TheLogScoreIsThatOfANormalLaw) {
  const StackedRow row{"a", 0.3, 0.3, {}};
  const double variance = 0.4 * 0.4 + 0.3 * 0.3;
  EXPECT_NEAR(log_score(row, {0.1, 0.4}), -0.5 * std::log(2.0 * std::acos(-1.0) * variance) - 0.5 * 0.04 / variance, 1e-14);
}

std::vector<solve::Timetable> two_doses() { return {{{{0.0, 0, 20.0}, {90.0, 0, 40.0}}, {0.0, 50.0, 120.0}}}; }

TEST(SimpleCourse, SlopesAgreeWithDifferences) {
  const auto tables = two_doses();
  const SimpleCourse course({"size", "force"}, tables);
  const std::vector<double> z{0.3, -0.2, 0.5, -0.4, 0.7};
  for (const double day : {10.0, 89.0, 120.0, 400.0}) {
    const auto value = course.at(z, 1, tables[0].deliveries, day);
    const double slopes[] = {value.by_depth, value.by_onset, value.by_return, value.by_slope};
    for (std::size_t k = 0; k < 4; ++k) {
      constexpr double step = 1e-5;
      auto up = z, down = z;
      up[k + 1] += step, down[k + 1] -= step;
      const double difference = (course.at(up, 1, tables[0].deliveries, day).change - course.at(down, 1, tables[0].deliveries, day).change) / (2.0 * step);
      EXPECT_NEAR(slopes[k], difference, 1e-9) << day << " " << k;
    }
  }
}

TEST(SimpleCourse, FallsAfterADoseAndComesBack) {
  const auto tables = two_doses();
  const SimpleCourse course({"size"}, tables);
  const std::vector<double> z(course.names().size(), 0.0);
  const auto change = [&](double day) { return course.at(z, 0, std::span(tables[0].deliveries).first(1), day).change; };
  EXPECT_EQ(change(0.0), 0.0);
  EXPECT_LT(change(60.0), -0.08);
  EXPECT_GT(change(900.0), -0.01);
  EXPECT_LT(course.at(z, 0, tables[0].deliveries, 130.0).change, change(130.0));  // the second dose adds
}

}  // namespace
}  // namespace vultus::tests
