// What trials showed beside the mechanism, and predictions of results that nobody has seen.
#include "vultus/infer/discrepancy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "../support/cases.hpp"
#include "shipped_rows.hpp"
#include "vultus/infer/validate.hpp"

namespace vultus::tests {
namespace {

const Tissue& masseter() { return *catalog().tissue("masseter"); }

std::vector<TrialRow> relative_rows() {
  std::vector<TrialRow> rows;
  for (auto& row : spoken_rows(masseter(), catalog(), shipped_map(), shipped_rows().rows))
    if (row.scale == EffectScale::relative) rows.push_back(row);
  return rows;
}

/// Draws at the middle of the prior, after every effect has been moved: aligned plus is more of what the treatment is for.
DiscrepancyDraws after_moving(double factor, std::size_t draws = 60) {
  std::vector<TrialRow> rows = relative_rows();
  for (auto& row : rows) row.y *= factor;
  const ProcessVariances variances{prior_log_variances(rows, EffectScale::relative), {}, {}};
  const TrialModel model(rows, std::vector<bool>(rows.size(), true), variances, &masseter(), &catalog(), &shipped_map());
  TrialModelSettings settings;
  settings.arms.variables = model.mechanism()->variables();
  return discrepancy_draws(masseter(), catalog(), shipped_map(), rows, variances, settings,
                           std::vector<std::vector<double>>(draws, std::vector<double>(model.dimensions(), 0.0)), 1, 1);
}

double mean_of(const DiscrepancyDraws& d, const std::string& observable, double week) {
  const auto o = static_cast<std::size_t>(std::find(d.observables.begin(), d.observables.end(), observable) - d.observables.begin());
  const auto w = static_cast<std::size_t>(std::find(d.weeks.begin(), d.weeks.end(), week) - d.weeks.begin());
  const std::size_t points = d.observables.size() * d.weeks.size(), draws = d.values.size() / points;
  double sum = 0.0;
  for (std::size_t i = 0; i < draws; ++i) sum += d.values[i * points + o * d.weeks.size() + w];
  return sum / static_cast<double>(draws);
}

TEST(Discrepancy, ItIsOfWhatTrialsMeasuredDirectly) {
  const auto d = after_moving(1.0, 3);
  EXPECT_EQ(d.treatments, std::vector<std::string>{"botulinum_masseter"});
  EXPECT_NE(std::find(d.observables.begin(), d.observables.end(), "masseter_thickness_rest"), d.observables.end());
  EXPECT_EQ(std::find(d.observables.begin(), d.observables.end(), "cheek_hollowing"), d.observables.end());
  EXPECT_EQ(d.values.size(), 3 * d.observables.size() * d.weeks.size());
}

TEST(Discrepancy, WhereTrialsShowMoreThanTheMechanismItSaysLessIsLeft) {
  const double less = mean_of(after_moving(0.5), "masseter_thickness_rest", 13.0);
  const double as_is = mean_of(after_moving(1.0), "masseter_thickness_rest", 13.0);
  const double more = mean_of(after_moving(1.5), "masseter_thickness_rest", 13.0);
  EXPECT_GT(less, as_is + 0.01);
  EXPECT_GT(as_is, more + 0.01);
}

TEST(Discrepancy, ItIsSmallWhereTheEffectIsSmall) {
  const auto d = after_moving(1.0, 120);
  const auto spread = [&](double week) {
    const double mean = mean_of(d, "bite_force", week);
    const auto o = static_cast<std::size_t>(std::find(d.observables.begin(), d.observables.end(), "bite_force") - d.observables.begin());
    const auto w = static_cast<std::size_t>(std::find(d.weeks.begin(), d.weeks.end(), week) - d.weeks.begin());
    const std::size_t points = d.observables.size() * d.weeks.size();
    double squares = 0.0;
    for (std::size_t i = 0; i < d.values.size() / points; ++i) squares += std::pow(d.values[i * points + o * d.weeks.size() + w] - mean, 2);
    return std::sqrt(squares / (static_cast<double>(d.values.size()) / static_cast<double>(points)));
  };
  EXPECT_GT(spread(4.0), 3.0 * spread(52.0));  // the bite is weakest in the first weeks and back within the year
}

TEST(Discrepancy, WithoutItInTheModelThereIsNone) {
  const std::vector<TrialRow> rows = relative_rows();
  const ProcessVariances variances{prior_log_variances(rows, EffectScale::relative), {}, {}};
  TrialModelSettings settings;
  settings.parts.discrepancy = false;
  EXPECT_TRUE(discrepancy_draws(masseter(), catalog(), shipped_map(), rows, variances, settings, {}, 1, 1).empty());
}

const TrialEvidence& shipped_evidence() {
  static const TrialEvidence all = trial_evidence(shipped_topics(), shipped_map());
  return all;
}

TEST(Pending, ARegisteredTrialIsPredictedAndNotScored) {
  const auto topics = read_evidence_tables(VULTUS_SOURCE_DIR "/data/registered", VULTUS_SOURCE_DIR "/data/evidence/vocabulary.csv");
  ASSERT_TRUE(topics) << (topics ? "" : to_text(topics.error().front()));
  const TrialEvidence folder{trial_rows(*topics, shipped_map()).rows, {}, {}};
  const auto found = validate(shipped_evidence(), folder, {}, catalog(), shipped_map(), {});
  ASSERT_TRUE(found);

  std::size_t predicted = 0;
  for (std::size_t i = 0; i < found->scored.size(); ++i) {
    EXPECT_EQ(found->scored[i].task, Task::new_study);  // nothing of the study is known
    EXPECT_FALSE(found->scored[i].own);
    EXPECT_FALSE(found->scored[i].why_not.empty());
    if (!found->predictions[i].covered) continue;
    ++predicted;
    EXPECT_TRUE(std::is_sorted(found->predictions[i].quantiles.begin(), found->predictions[i].quantiles.end()));
    EXPECT_LT(found->predictions[i].quantiles.front(), found->predictions[i].quantiles.back());
  }
  EXPECT_GE(predicted, 40U);
  for (const auto& line : found->summary) EXPECT_EQ(line.scored, 0U);
}

}  // namespace
}  // namespace vultus::tests
