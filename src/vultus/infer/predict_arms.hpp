// Predicts published arms of one study from draws of a trial model, as if the study had not been seen.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "vultus/infer/score.hpp"
#include "vultus/infer/simple_references.hpp"
#include "vultus/infer/trial_model.hpp"

namespace vultus {

/// Importance weights whose largest are replaced by what a generalised Pareto tail expects (Vehtari, Simpson, Gelman, Yao and
/// Gabry 2024, "Pareto smoothed importance sampling"). Weights sum to 1.
struct SmoothedWeights {
  std::vector<double> weights;
  double pareto_k = 0.0;  ///< above 0.7 the weights cannot be trusted
};
SmoothedWeights smoothed_weights(std::span<const double> log_ratios);

struct PredictedRow {
  std::size_t row = 0;  ///< of the model's rows
  Task task = Task::new_study;
  EffectLaw law;        ///< before the row's own sampling error
  bool spoken = false;  ///< the tissue model had a say
};

struct StudyPrediction {
  std::vector<PredictedRow> rows;
  double pareto_k = 0.0;           ///< of leaving the study out of the draws; 0 where it was not in them
};

/// All eligible rows of `study` in each task. Rows of the study never inform the process; with `reweight`, and where learnt rows of it
/// are behind the draws, the draws are reweighted as if they were not.
StudyPrediction predict_study(const TrialModel& model, std::span<const TrialModel::Ready> draws, const std::string& study,
                              std::span<const Task> tasks, bool reweight);

}  // namespace vultus
