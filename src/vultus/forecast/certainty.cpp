#include "vultus/forecast/certainty.hpp"

#include <algorithm>
#include <set>

namespace vultus {

EvidenceBase evidence_base(const std::vector<const Treatment*>& treatments, const Catalog& catalog) {
  EvidenceBase base;
  std::set<std::string> seen;
  for (const auto* treatment : treatments)
    for (const auto& id : treatment->evidence) {
      const auto it = catalog.studies.find(id);
      if (it == catalog.studies.end() || !seen.insert(id).second) continue;
      const int n = it->second.people.value_or(0);
      ++base.studies;
      base.people += n;
      if (it->second.risk_of_bias == "high") base.people_biased += n;
      if (it->second.design.find("rct") != std::string::npos) ++base.randomised;
    }
  return base;
}

std::optional<double> error_of_forecasts(const LearntLaws& learnt) {
  return learnt.discrepancy.observables.empty() ? std::nullopt : learnt.error_against_mean;
}

Grade grade(const EvidenceBase& evidence, const ModelUse* use) {
  Grade result;
  int level = evidence.randomised >= 2 ? 0 : 2;
  const auto down = [&](Words reason) {
    ++level;
    result.reasons.push_back(std::move(reason));
  };
  if (evidence.randomised < 2) result.reasons.push_back({"fewer than two randomised trials", "随机对照试验不足两项"});
  if (2 * evidence.people_biased > evidence.people)
    down({"most people come from studies at high risk of bias", "多数受试者来自偏倚风险高的研究"});
  if (evidence.people < 400) down({"fewer than 400 people in all", "受试者总数不足 400 人"});
  if (use != nullptr) {
    if (use->status != "calibrated")
      down({"the model is a rough fit, not yet checked on trials that it has not seen",
            "模型只是粗略拟合,尚未用没见过的试验检验"});
    if (use->status == "calibrated" && use->error_against_mean.value_or(2.0) > 1.0)
      down({"on trials that it has not seen the model is no better than averaging similar trials",
            "对没见过的试验，模型并不比“把同类试验取平均”更准"});
    if (!use->in_range) down({"this case lies outside the range of the studies", "这个病例超出了研究的范围"});
  }
  result.certainty = static_cast<Certainty>(std::min(level, static_cast<int>(Certainty::very_low)));
  return result;
}

}  // namespace vultus
