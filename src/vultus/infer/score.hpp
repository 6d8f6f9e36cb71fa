// How well published arms are predicted: three tasks, the CRPS of 19 quantiles on scales that can be averaged, summaries.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/infer/trial_rows.hpp"

namespace vultus {

/// What of the row's own study may be known to whoever predicts it.
enum class Task {
  new_study,    ///< its design and baseline values only
  other_arm,    ///< its other arms too
  later_visit,  ///< its earlier times too
};
inline constexpr std::array<Task, 3> all_tasks{Task::new_study, Task::other_arm, Task::later_visit};
std::string_view name_of(Task task);

/// Rows that the task lets a predictor of row `i` see, of the same study and scale.
std::vector<std::size_t> known_rows(Task task, const std::vector<TrialRow>& rows, std::size_t i);
/// Whether row `i` belongs to the task: another arm at its time, an earlier value of its own.
bool eligible(Task task, const std::vector<TrialRow>& rows, const std::vector<std::size_t>& known, std::size_t i);

/// The rows that can be scored. A level is measured in quarters of its scale, else in standard deviations of that outcome,
/// unit and statistic over three training studies or more (put into `divisor`); one that has neither is left out.
std::vector<TrialRow> scoreable_rows(const std::vector<TrialRow>& rows, const std::vector<TrialRow>& training);

/// Quantiles 0.05, 0.10, ... 0.95 of a predictive distribution, in rising order.
using Quantiles = std::array<double, 19>;
constexpr double quantile_level(std::size_t i) { return static_cast<double>(i + 1) / 20.0; }

/// From the scale on which the value is printed to the one on which errors are averaged: change relative to baseline, the
/// proportion itself, a level over its divisor. And back. The row must be scoreable.
double to_scored_scale(const TrialRow& row, double reported);
double to_reported_scale(const TrialRow& row, double scored);
Quantiles to_scored_scale(const TrialRow& row, const Quantiles& reported);
Quantiles to_reported_scale(const TrialRow& row, const Quantiles& scored);

/// Twice the mean pinball loss over the 19 quantiles.
double crps(std::span<const double, 19> quantiles, double observed);
bool in50(std::span<const double, 19> quantiles, double observed);  ///< between the quantiles 0.25 and 0.75
bool in90(std::span<const double, 19> quantiles, double observed);  ///< between the quantiles 0.05 and 0.95

struct Score {
  double crps = 0.0;
  bool in50 = false, in90 = false;
};
/// Of quantiles on the reported scale.
Score score(const TrialRow& row, const Quantiles& reported);

/// One row of one task, and who scored what on it.
struct ScoredRow {
  Task task = Task::new_study;
  const TrialRow* row = nullptr;   ///< outlives this
  std::vector<std::size_t> known;  ///< places in the rows that were scored
  std::optional<Score> own;        ///< empty: no prediction
  std::string why_not;             ///< no prediction: the reason
  std::optional<Score> no_change;  ///< relative changes only
  std::optional<Score> trial_mean;
};

/// Every row of every task, in the order of tasks and rows; `rows` must be scoreable and outlive the result.
std::vector<ScoredRow> rows_of_tasks(const std::vector<TrialRow>& rows, std::span<const Task> tasks);

struct SummaryLine {
  Task task = Task::new_study;
  enum class By { all, topic, outcome_group } by = By::all;
  std::string group;                                      ///< "all", a topic, an outcome group
  std::size_t rows = 0, scored = 0, studies = 0;          ///< studies: of the scored rows
  double coverage50 = 0.0, coverage90 = 0.0, crps = 0.0;  ///< means over the scored rows
  /// Sum of CRPS over that of the reference, on the rows that the reference scored; empty below five of them. A row without
  /// a prediction costs 1.25 times the trial mean's CRPS: leaving out never pays.
  std::optional<double> against_no_change, against_trial_mean;
};

/// For each task: all rows, each topic, each outcome group.
std::vector<SummaryLine> summary(const std::vector<ScoredRow>& scored);

}  // namespace vultus
