// The words of the lists on a whole page, found once: what the page is about, and the words of each of its sentences.
#pragma once
#include <string>
#include <vector>

#include "vultus/claim/lexicon.hpp"
#include "vultus/page/article.hpp"

namespace vultus {

/// Article and lexicon outlive it.
class WordsOnPage {
 public:
  WordsOnPage(const Article& article, const Lexicon& lexicon);

  /// The condition or treatment that the page is about: the title counts most, what comes first more than what comes last. Empty: none is named.
  [[nodiscard]] std::string most_named(WordKind kind) const;
  /// The muscle of the jaw is named again and again; in the title it counts twice.
  [[nodiscard]] bool speak_of_jaw() const;
  /// Counted from the beginning of the span. A sentence of the body has the words that were found in its stretch.
  [[nodiscard]] std::vector<Word> in(Span span) const;

 private:
  const Article& article_;
  const Lexicon& lexicon_;
  std::vector<Word> title_;
  std::vector<std::vector<Word>> body_;  ///< of each stretch, counted from its beginning
};

}  // namespace vultus
