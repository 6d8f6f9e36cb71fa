// What the page and the JSON of a treatment both need: its rates of harm, and what its evidence is worth.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "vultus/catalog/catalog.hpp"
#include "vultus/forecast/certainty.hpp"
#include "vultus/forecast/harms.hpp"

namespace vultus {

struct HarmFact {
  const Harm* harm = nullptr;
  Words name;
  Rate rate;  ///< people 0: known, never counted
};

struct TreatmentFacts {
  std::vector<HarmFact> harms;  ///< in the order of the file
  EvidenceBase evidence;
  std::map<std::string, int> designs, bias;  ///< studies by design and by risk of bias
  Grade grade;                               ///< with the model that it acts on, for a case within the range of the studies
};

TreatmentFacts facts_of(const Treatment& treatment, const Catalog& catalog);

}  // namespace vultus
