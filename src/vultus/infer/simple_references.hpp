// Two predictions that need no mechanism, to be measured against: nothing changes; the mean of similar trials.
#pragma once
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "vultus/infer/score.hpp"

namespace vultus {

/// A normal law of a row's aligned effect `y`, without the row's own sampling error.
struct EffectLaw {
  double mean = 0.0, sd = 0.0;
};

/// Quantiles of the reported statistic of that arm: the law with the row's sampling error; for a proportion, of the count
/// among the row's people over people (binomial, the law of the logit cut into 400 equally likely pieces).
/// `at_least`: the proportion cannot be below it, as what is counted adds up over time.
Quantiles reported_quantiles(const TrialRow& row, const EffectLaw& law, double at_least = 0.0);

/// Random-effects mean (DerSimonian and Laird on study means) of the rows, and the spread of a new study about it, widened
/// by Student's t for few studies. Rows of one study count as one.
EffectLaw pooled(const std::vector<const TrialRow*>& rows);

/// Learnt from training rows. The rows of a predicted row's own study are always left out.
class SimpleReferences {
 public:
  /// The rows outlive this.
  explicit SimpleReferences(const std::vector<TrialRow>& training);

  /// No change, with the spread of untreated arms: for relative changes.
  [[nodiscard]] EffectLaw no_change() const { return {0.0, untreated_sd_}; }

  /// The pooled effect of the most specific cell with three studies or more: the same outcome, treatments and time window;
  /// the same group, treatments and window; group and treatments; group, a shared class, treated or not; group, topic,
  /// treated or not; group, treated or not; everything on that scale. Levels pool only the same outcome, unit and statistic.
  [[nodiscard]] std::optional<EffectLaw> trial_mean(const TrialRow& row) const;

  /// The mean of the other arms or the last value of the same arm, where on the training rows that came closer than the
  /// trial mean; else nothing.
  [[nodiscard]] std::optional<EffectLaw> carried(const ScoredRow& row, const std::vector<TrialRow>& rows) const;

  /// Fills `no_change` and `trial_mean` of rows of tasks (rows_of_tasks() of `rows`).
  void add_scores(std::vector<ScoredRow>& scored, const std::vector<TrialRow>& rows) const;

 private:
  void learn_untreated();
  void learn_carrying();

  const std::vector<TrialRow>& training_;
  double untreated_sd_ = 0.1;
  std::map<std::pair<Task, EffectScale>, double> carrying_sd_;  ///< only where carrying came closer
};

}  // namespace vultus
