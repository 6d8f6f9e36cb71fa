// How sure an answer may be, by rules after GRADE: studies, people, bias, and the model that speaks.
#pragma once
#include <optional>
#include <vector>

#include "vultus/catalog/catalog.hpp"
#include "vultus/forecast/forecast.hpp"

namespace vultus {

/// The studies that treatments name as their evidence, each once.
struct EvidenceBase {
  int studies = 0, randomised = 0;
  int people = 0, people_biased = 0;  ///< summed over studies; biased: in studies at high risk of bias
};
EvidenceBase evidence_base(const std::vector<const Treatment*>& treatments, const Catalog& catalog);

/// Error on trials never seen over that of averaging similar trials, where it is that of what a forecast rests on. The record is of the
/// mechanism together with what trials showed beside it; a tissue for which nothing beside it could be learnt forecasts with the mechanism
/// alone, whose error is another (docs/science/raised-scar.md): then nothing.
std::optional<double> error_of_forecasts(const LearntLaws& learnt);

struct Grade {
  Certainty certainty = Certainty::very_low;
  std::vector<Words> reasons;  ///< each takes it one level down, or keeps it from starting high
};

/// Starts high with two randomised trials, low without; one level down for each reason. `use`: the model that a forecast
/// rests on, how it did on trials never seen and whether the case lies in its range; nullptr: the evidence alone.
Grade grade(const EvidenceBase& evidence, const ModelUse* use);

}  // namespace vultus
