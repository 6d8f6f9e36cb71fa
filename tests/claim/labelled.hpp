// Labelled pages of tests/pages, and how a reading is scored by them.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "vultus/claim/reading.hpp"

namespace vultus::tests {

struct Score {
  int pages = 0, right = 0, extra = 0, missed = 0;  ///< claims
  std::array<std::array<int, 6>, 6> verdicts{};     ///< labelled x given, of the claims that were found
  int titles = 0, authors = 0, dates = 0, related = 0, contradictions = 0;  ///< pages on which it agrees
  std::vector<std::string> errors;                  ///< a line each

  [[nodiscard]] double precision() const { return right / std::max(1.0, static_cast<double>(right + extra)); }
  [[nodiscard]] double recall() const { return right / std::max(1.0, static_cast<double>(right + missed)); }
  [[nodiscard]] double f1() const { return 2.0 * precision() * recall() / std::max(1e-9, precision() + recall()); }
  /// Mean over the verdicts that were labelled or given.
  [[nodiscard]] double verdict_f1() const;
  [[nodiscard]] int given_for(Verdict labelled, Verdict given) const { return verdicts[static_cast<std::size_t>(labelled)][static_cast<std::size_t>(given)]; }
};

/// Reads every page of a language and a set ("open", "aside"). A claim is found where treatment and polarity agree and the quotes share at
/// least half of the shorter one.
Score score_pages(const std::string& language, const std::string& set);

}  // namespace vultus::tests
