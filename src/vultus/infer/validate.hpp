// Predicts every arm of a folder of evidence as if it had not been seen, and scores it: validate().
#pragma once
#include <map>
#include <string>
#include <vector>

#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/predict_arms.hpp"
#include "vultus/infer/stack.hpp"

namespace vultus {

struct ValidateSettings {
  std::vector<Task> tasks{all_tasks.begin(), all_tasks.end()};
  bool refit = false;             ///< leave one study out at a time; else nothing in the folder may be behind the posterior
  /// Of the rivals where a tissue model speaks; empty: those that a left-out study's fellows teach (with `refit`), else those that
  /// were learnt when the posterior's record was made, else unlearnt_weights.
  std::optional<TaskWeights> weights;
  std::size_t draws = 400;        ///< of the posterior that predict; evenly thinned
  unsigned threads = 1;
  std::uint64_t seed = 1;
  NutsSettings sampler;           ///< of a real refit, where reweighting cannot be trusted
  TrialModelSettings model;
  std::function<bool(double)> progress;  ///< share done; false stops
};

/// A tissue and what was learnt of it.
struct LearntTissue {
  const Tissue* tissue = nullptr;
  LearntModel learnt;
  std::optional<TaskWeights> weights;  ///< kept with its record
};

/// One row of one task: what was predicted, on the reported scale.
struct ValidatedRow {
  std::size_t scored = 0;  ///< of Validation::scored
  Quantiles quantiles{};
  bool covered = false;    ///< the tissue model or the process had a law for it
  bool spoken = false;     ///< the tissue model had a say
  EffectLaw law;           ///< of the effect, before the row's own sampling error; where covered and no level
  bool used = false;       ///< the study is behind the posterior and was not left out
};

struct LeftOutStudy {
  std::string study;
  double pareto_k = 0.0;
  bool refitted = false;
};

/// What one way of predicting did on the rows that a tissue model speaks of, each study unseen.
struct RivalLine {
  Task task = Task::new_study;
  std::string model;  ///< the tissue model
  std::string rival;  ///< stack, mechanism, statistics, course, mechanism_alone
  std::size_t rows = 0;
  double crps = 0.0, coverage90 = 0.0, log_score = 0.0;  ///< means over the rows
};

struct Validation {
  std::vector<TrialRow> rows;        ///< scoreable rows of the folder
  std::vector<ScoredRow> scored;     ///< point into `rows`
  std::vector<ValidatedRow> predictions;  ///< as `scored`
  std::vector<LeftOutStudy> left_out;
  std::vector<SummaryLine> summary;
  std::vector<RivalLine> rivals;     ///< of rows whose study had not been seen
  std::map<std::string, TaskWeights> weights;  ///< by tissue model, from all its rows; a left-out study was predicted with those of its fellows
  std::vector<SummaryLine> of_mechanism;  ///< the same, of the rows in which a tissue model had a say and whose study it had not seen
};

/// `training`: what is known; `folder`: what is predicted. A study in both is left out of what is known; with `refit` it is left out
/// of the draws too. The process alone predicts every row, from everything that is known of any topic; where a tissue model speaks,
/// the quantiles of its rivals are averaged too (see Rival). Faults are those of a refit.
Checked<Validation> validate(const TrialEvidence& training, const TrialEvidence& folder, const std::vector<LearntTissue>& learnt,
                             const Catalog& catalog, const OutcomeMap& map, const ValidateSettings& settings);

}  // namespace vultus
