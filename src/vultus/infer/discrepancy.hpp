// How far trials have been seen to lie from what a tissue model says, carried over to forecasts.
#pragma once
#include <string>
#include <vector>

#include "vultus/infer/trial_model.hpp"

namespace vultus {

/// Draws of the discrepancy of the observables that trials measured directly, at some weeks after the first treatment: the
/// logarithm of (what an average trial would show / what the mechanism says), both relative to before the treatment.
struct DiscrepancyDraws {
  std::vector<std::string> observables;
  std::vector<double> weeks;              ///< ascending
  std::vector<std::string> treatments;    ///< whose first session starts the clock
  std::vector<double> values;             ///< draws x observables x weeks

  [[nodiscard]] bool empty() const { return values.empty(); }
};

/// One draw of the discrepancy for each draw of the trial model behind `learnt` rows; of it, what is a multiple of the mechanism's effect. The design is that of the observable's most
/// frequent outcome: one session, a randomised trial at low risk of bias. Empty where no outcome is measured directly.
/// `variables`: the parameters of the tissue that are learnt; `draws`: standardised, as those of TrialModel::names().
DiscrepancyDraws discrepancy_draws(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, const std::vector<TrialRow>& learnt,
                                   const ProcessVariances& variances, const TrialModelSettings& settings,
                                   const std::vector<std::vector<double>>& draws, std::uint64_t seed, unsigned threads);

}  // namespace vultus
