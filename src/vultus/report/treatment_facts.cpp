#include "vultus/report/treatment_facts.hpp"

namespace vultus {

TreatmentFacts facts_of(const Treatment& treatment, const Catalog& catalog) {
  TreatmentFacts facts;
  facts.harms.reserve(treatment.harms.size());
  for (const auto& harm : treatment.harms) {
    const Words vocabulary{catalog.name_of("event", harm.event, Language::en),
                           catalog.name_of("event", harm.event, Language::zh)};
    facts.harms.push_back(
        {&harm, harm.name.en.empty() ? vocabulary : harm.name, rate_of(catalog, harm.event, treatment.code)});
  }
  facts.evidence = evidence_base({&treatment}, catalog);
  for (const auto& id : treatment.evidence)
    if (const auto it = catalog.studies.find(id); it != catalog.studies.end()) {
      ++facts.designs[it->second.design];
      ++facts.bias[it->second.risk_of_bias];
    }
  const Tissue* tissue = treatment.acts.empty() ? nullptr : catalog.tissue(treatment.acts.front().model);
  ModelUse use;
  if (tissue != nullptr) {
    use.status = tissue->status;
    if (tissue->learnt) use.error_against_mean = error_of_forecasts(*tissue->learnt);
  }
  facts.grade = grade(facts.evidence, tissue == nullptr ? nullptr : &use);
  return facts;
}

}  // namespace vultus
