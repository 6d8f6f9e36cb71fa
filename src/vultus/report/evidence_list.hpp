// The studies behind anything: filtered, listed, cited.
#pragma once
#include <string>
#include <vector>

#include "vultus/catalog/catalog.hpp"
#include "vultus/catalog/evidence.hpp"
#include "vultus/report/knowledge.hpp"

namespace vultus {

/// Empty fields let everything through. A study passes when one of its rows (or arms) does. `treatment` "a+b": arms given both, others
/// with them or not; `outcome` may be an event.
struct EvidenceFilter {
  std::string topic, study, treatment, outcome, condition;
};

/// Text: each study once with its citation and the rows that pass. JSON: `{format: "vultus-evidence/1", studies: [...]}` with
/// arms, outcomes and harms. CSV: a line per row of outcomes or harms (statistic "count"), with citation.
std::string evidence_text(const std::vector<EvidenceTopic>& topics, const EvidenceFilter& filter, const Catalog& catalog, Language language,
                          KnowledgeFormat format);

}  // namespace vultus
