// A calibration as a posterior file, and back: what validate predicts with and what forecasts draw from.
#pragma once
#include <string>
#include <vector>

#include "vultus/infer/calibrate.hpp"
#include "vultus/store/posterior_file.hpp"

namespace vultus {

/// `created_by`: program and version. Parameters are written in their own units, with the standardised draws beside them.
PosteriorDraws to_posterior_draws(const Calibration& calibration, const Tissue& tissue, const CalibrateSettings& settings,
                                  const std::string& created_by);

/// Faults: a file of another model or of parameters that the tissue does not have.
Checked<LearntModel> learnt_model(const PosteriorDraws& file, const Tissue& tissue, const std::string& path);

/// Puts what was learnt into the tissue: medians, what is still not known of them and how that is correlated, status. Spreads
/// between settings and people stay as they are.
void put_into(Tissue& tissue, const LearntModel& learnt);

}  // namespace vultus
