#include "vultus/infer/score.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/fixture.hpp"
#include "shipped_rows.hpp"
#include "vultus/infer/simple_references.hpp"

namespace vultus {
namespace {

using tests::Fixture;
using tests::shipped_rows;

Quantiles evenly(double from, double step) {
  Quantiles q{};
  for (std::size_t i = 0; i < q.size(); ++i) q[i] = from + step * static_cast<double>(i);
  return q;
}

TrialRow made(const std::string& study, const std::string& arm, std::optional<double> weeks, double y = 0.2) {
  TrialRow r;
  r.study = study;
  r.arm = arm;
  r.topic = "made";
  r.outcome = "vss_total";
  r.group = "vss";
  r.statistic = "mean";
  r.weeks = weeks;
  r.value = r.y = y;
  r.s = 0.05;
  return r;
}

const std::vector<TrialRow>& rows() {
  static const auto all = scoreable_rows(shipped_rows().rows, shipped_rows().rows);
  return all;
}

/// Every row of every task with both references.
const std::vector<ScoredRow>& scored() {
  static const auto all = [] {
    auto s = rows_of_tasks(rows(), all_tasks);
    SimpleReferences(shipped_rows().rows).add_scores(s, rows());
    return s;
  }();
  return all;
}

void expect_near(const std::optional<Score>& found, std::optional<double> wanted, const char* who) {
  ASSERT_EQ(found.has_value(), wanted.has_value()) << who;
  if (wanted) {
    EXPECT_NEAR(found->crps, *wanted, 1e-6) << who;
  }
}

const Fixture& fixture() {
  static const Fixture table("tests/infer/reference_scores_fixture.csv");
  return table;
}

// `trial_mean` of the fixture was made by the scoring definition, its binomial quantiles taken exactly.
TEST(Score, RowsOfTasksAndReferencesAreThoseOfTheScoringDefinition) {
  ASSERT_EQ(scored().size(), fixture().rows().size());
  for (std::size_t i = 0; i < scored().size(); ++i) {
    const ScoredRow& s = scored()[i];
    const Fixture::Row& expected = fixture().rows()[i];
    SCOPED_TRACE(expected.text("task") + " " + expected.text("topic") + " " + expected.text("row"));
    ASSERT_EQ(name_of(s.task), expected.text("task"));
    ASSERT_EQ(s.row->topic, expected.text("topic"));
    ASSERT_EQ(std::to_string(s.row->row), expected.text("row"));
    ASSERT_EQ(tests::kind_name(s.row->scale), expected.text("kind"));
    expect_near(s.no_change, expected.number("no_change"), "no_change");
    expect_near(s.trial_mean, expected.number("trial_mean"), "trial_mean");
  }
}

// The scoring definition samples 4000 counts for a proportion where vultus takes their law exactly. The samples' own noise
// moves a quantile by a person here and there: observed at most 1.25 persons over n (0.0153 at n = 10), 0.0010 on average,
// and 0.000003 in the mean of all rows, as noise does.
TEST(Score, ExactProportionsLieWithinTheNoiseOfSampledOnes) {
  double sum = 0.0, sampled_sum = 0.0, differences = 0.0, n = 0.0;
  for (std::size_t i = 0; i < scored().size(); ++i) {
    const auto sampled = fixture().rows()[i].number("trial_mean_sampled");
    if (!sampled) continue;
    const double found = scored()[i].trial_mean.value().crps;
    EXPECT_NEAR(found, *sampled, 1.25 / scored()[i].row->n) << i;
    sum += found;
    sampled_sum += *sampled;
    differences += std::abs(found - *sampled);
    n += 1.0;
  }
  ASSERT_EQ(n, 623.0);
  EXPECT_NEAR(sum / n, sampled_sum / n, 1e-5);
  EXPECT_LT(differences / n, 0.0011);
}

TEST(Score, KnownRowsNeverHoldTheRowItselfOrAnotherStudy) {
  for (const auto& s : scored())
    for (const std::size_t j : s.known) {
      const TrialRow& known = rows()[j];
      ASSERT_NE(&known, s.row);
      ASSERT_EQ(known.study, s.row->study);
      ASSERT_EQ(known.scale, s.row->scale);
      if (s.task == Task::other_arm) {
        ASSERT_NE(known.arm, s.row->arm);
      }
      if (s.task == Task::later_visit) {
        ASSERT_LT(known.weeks.value(), s.row->weeks.value());
      }
    }
}

TEST(Score, TasksTellWhatMayBeKnown) {
  const std::vector<TrialRow> all{made("one", "a", 4.0), made("one", "a", 12.0), made("one", "b", 12.0),
                                  made("one", "b", std::nullopt), made("two", "a", 4.0)};
  using Places = std::vector<std::size_t>;
  EXPECT_EQ(known_rows(Task::new_study, all, 1), Places{});
  EXPECT_EQ(known_rows(Task::other_arm, all, 1), (Places{2, 3}));
  EXPECT_EQ(known_rows(Task::later_visit, all, 1), Places{0});
  EXPECT_EQ(known_rows(Task::later_visit, all, 3), Places{});  // its time is not known
  EXPECT_TRUE(eligible(Task::new_study, all, {}, 4));
  EXPECT_TRUE(eligible(Task::other_arm, all, {2, 3}, 1));
  EXPECT_FALSE(eligible(Task::other_arm, all, {2, 3}, 0));  // nothing at week 4
  EXPECT_TRUE(eligible(Task::later_visit, all, {0}, 1));
  EXPECT_FALSE(eligible(Task::later_visit, all, {0}, 2));  // an earlier value, but of the other arm
}

TEST(Score, CrpsOfACertainPredictionIsItsError) {
  EXPECT_NEAR(crps(evenly(2.0, 0.0), 5.0), 3.0, 1e-14);
  EXPECT_NEAR(crps(evenly(2.0, 0.0), 0.5), 1.5, 1e-14);
  EXPECT_EQ(crps(evenly(2.0, 0.0), 2.0), 0.0);
}

// Quantiles of a uniform law: the mean pinball loss by hand.
TEST(Score, CrpsIsTwiceTheMeanPinballLoss) {
  double loss = 0.0;
  for (int i = 1; i <= 19; ++i) loss += i <= 10 ? i * (10.0 - i) : (20.0 - i) * (i - 10.0);
  EXPECT_NEAR(crps(evenly(1.0, 1.0), 10.0), 2.0 * loss / 20.0 / 19.0, 1e-13);
}

TEST(Score, IntervalsHoldTheirEdges) {
  const Quantiles q = evenly(1.0, 1.0);
  EXPECT_TRUE(in50(q, 5.0));
  EXPECT_TRUE(in50(q, 15.0));
  EXPECT_FALSE(in50(q, 15.1));
  EXPECT_TRUE(in90(q, 19.0));
  EXPECT_FALSE(in90(q, 0.9));
}

TEST(Score, ScalesGoThereAndBack) {
  for (const auto& r : rows()) {
    const double scored_value = to_scored_scale(r, r.value);
    EXPECT_NEAR(to_reported_scale(r, scored_value), r.value, 1e-12 * std::max(1.0, std::abs(r.value)));
    if (r.scale == EffectScale::relative) {
      EXPECT_NEAR(scored_value, r.sign * r.y, 1e-14 * std::max(1.0, std::abs(r.y)));
    }
  }
}

TEST(Score, ALevelWithoutAScaleIsMeasuredInSpreadsOfThreeStudies) {
  std::vector<TrialRow> levels{made("one", "a", 4.0, 1.0), made("two", "a", 4.0, 3.0)};
  for (auto& r : levels) r.scale = EffectScale::level;
  EXPECT_TRUE(scoreable_rows(levels, levels).empty());
  levels.push_back(levels.front());
  levels.back().study = "three";
  levels.back().y = levels.back().value = 5.0;
  const auto scoreable = scoreable_rows(levels, levels);
  ASSERT_EQ(scoreable.size(), 3u);
  EXPECT_NEAR(scoreable.front().divisor.value(), std::sqrt(8.0 / 3.0), 1e-14);
}

// Equal and exact studies: no heterogeneity, and the widening of Student's t with two degrees of freedom (2.9200
// over 1.6449).
TEST(SimpleReferences, PoolsEqualStudiesWithoutHeterogeneity) {
  const std::vector<TrialRow> all{made("one", "a", 4.0), made("two", "a", 4.0), made("three", "a", 4.0)};
  const EffectLaw law = pooled({&all[0], &all[1], &all[2]});
  EXPECT_NEAR(law.mean, 0.2, 1e-14);
  EXPECT_NEAR(law.sd, 2.919985580355516 / 1.6448536269514722 * std::sqrt((0.0025 + 1e-6) / 3.0), 1e-10);
}

TEST(SimpleReferences, NeverLearnFromTheRowsOwnStudy) {
  std::vector<TrialRow> all{made("one", "a", 4.0, 0.1), made("two", "a", 4.0, 0.1), made("three", "a", 4.0, 0.1),
                            made("four", "a", 4.0, 9.0)};
  const SimpleReferences references(all);
  EXPECT_NEAR(references.trial_mean(all[3]).value().mean, 0.1, 1e-14);
}

TEST(SimpleReferences, ProportionsOfFewPeopleComeInPersons) {
  TrialRow r = made("one", "a", 4.0);
  r.scale = EffectScale::proportion;
  r.n = 5.0;
  const Quantiles q = reported_quantiles(r, {0.0, 1.0});
  for (const double value : q) EXPECT_NEAR(value * 5.0, std::round(value * 5.0), 1e-12);
  EXPECT_TRUE(std::is_sorted(q.begin(), q.end()));
  r.n = 4000.0;  // nothing underflows, and nearly certain odds stay inside
  const Quantiles certain = reported_quantiles(r, {40.0, 1.0});
  EXPECT_EQ(certain.front(), 1.0);
  EXPECT_NEAR(reported_quantiles(r, {0.0, 1e-6})[9], 0.5, 1e-3);
}

TEST(Summary, CountsCoversAndChargesForRowsLeftOut) {
  std::vector<TrialRow> all;
  for (int i = 0; i < 6; ++i) all.push_back(made("study" + std::to_string(i), "a", 4.0));
  static constexpr std::array<Task, 1> task{Task::new_study};
  auto s = rows_of_tasks(all, task);
  for (auto& row : s) {
    row.own = Score{0.1, true, true};
    row.trial_mean = Score{0.2, false, true};
  }
  s[5].own.reset();
  s[4].own->in50 = false;
  const auto lines = summary(s);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].group, "all");
  EXPECT_EQ(lines[1].group, "made");
  EXPECT_EQ(lines[2].group, "vss");
  EXPECT_EQ(lines[0].rows, 6u);
  EXPECT_EQ(lines[0].scored, 5u);
  EXPECT_EQ(lines[0].studies, 5u);
  EXPECT_NEAR(lines[0].coverage50, 0.8, 1e-14);
  EXPECT_NEAR(lines[0].coverage90, 1.0, 1e-14);
  EXPECT_NEAR(lines[0].crps, 0.1, 1e-14);
  EXPECT_NEAR(lines[0].against_trial_mean.value(), (5 * 0.1 + 1.25 * 0.2) / (6 * 0.2), 1e-14);
  EXPECT_FALSE(lines[0].against_no_change);
}

}  // namespace
}  // namespace vultus
