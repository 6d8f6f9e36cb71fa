// Labelled pages of tests/pages, and how a reading is scored by them.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "vultus/catalog/document.hpp"
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

/// A labelled page: file, bytes, labels.
struct LabelledPage {
  std::string name, bytes;
  TreeNode labels;
};
/// Pages of a language and of one of the sets, in the order of their names.
std::vector<LabelledPage> labelled_pages(const std::string& language, const std::vector<std::string>& sets);

std::string text_at(const TreeNode& node, std::string_view name);
/// Whether a label names this treatment ("word": what the page calls it).
bool same_treatment(const std::string& labelled, const std::string& treatment, const std::string& word);
/// Length of the longest stretch of letters that both have, and the length of the shorter one.
std::pair<std::size_t, std::size_t> shared_letters(const std::string& label, const std::string& given);

/// Reads every page of a language and a set ("open", "aside"). A claim is found where treatment and polarity agree and the quotes share at
/// least half of the shorter one. `below`: only pages with a smaller number.
Score score_pages(const std::string& language, const std::string& set, int below = 1000);

}  // namespace vultus::tests
