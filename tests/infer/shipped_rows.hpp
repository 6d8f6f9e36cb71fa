// The shipped tables of evidence as rows, read once.
#pragma once
#include <string>

#include "vultus/infer/trial_rows.hpp"

namespace vultus::tests {

inline const std::vector<EvidenceTopic>& shipped_topics() {
  static const auto all = read_evidence_tables(VULTUS_SOURCE_DIR "/data/evidence").value();
  return all;
}
inline const OutcomeMap& shipped_map() {
  static const auto map = read_outcome_map(VULTUS_SOURCE_DIR "/data").value();
  return map;
}
inline const TrialRows& shipped_rows() {
  static const TrialRows rows = trial_rows(shipped_topics(), shipped_map());
  return rows;
}
inline std::string kind_name(EffectScale scale) {
  static const char* const names[] = {"rel", "prop", "lev"};
  return names[static_cast<std::size_t>(scale)];
}

}  // namespace vultus::tests
