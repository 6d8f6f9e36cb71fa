// Lists of phrases, looked for in a text in normal form in one pass.
#pragma once
#include <bitset>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vultus/page/article.hpp"

namespace vultus {

class Phrases {
 public:
  Phrases(std::initializer_list<const std::vector<std::u32string>*> lists);

  /// The longest phrase that begins at `at`: its length, 0 for none. A phrase in letters ends and begins where a word does.
  /// `seen` is the text before it was put in normal form: with it a capital behind a small letter begins a word, as in
  /// "RoeConsultant".
  [[nodiscard]] std::size_t at(std::u32string_view text, std::size_t at, std::u32string_view seen = {}) const;
  /// The first place at or after `from` where a phrase stands; of two there the longer.
  [[nodiscard]] std::optional<Span> find(std::u32string_view text, std::size_t from = 0,
                                         std::u32string_view seen = {}) const;
  [[nodiscard]] bool in(std::u32string_view text) const { return find(text).has_value(); }
  /// Whether the text is a phrase and nothing more.
  [[nodiscard]] bool is(std::u32string_view text) const { return !text.empty() && at(text, 0) == text.size(); }

 private:
  std::unordered_map<char32_t, std::vector<std::u32string_view>> phrases_;  ///< by first character, the longest first
  std::bitset<0x10000> first_;
};

/// All lists of page.yaml, each with the words of the page's language and of the other.
struct PagePhrases {
  explicit PagePhrases(const AllPageWords& words);
  Phrases grades, departments, institutions, levels, author_cues, house_names, date_cues, related_heads, related_kinds,
      tip_heads, precaution_heads, reference_heads, disclaimers, adverts, leftovers, speakers, titles, plain_heads,
      question_cues, answer_cues, question_words;
};

bool is_letter(char32_t c);  ///< Latin, Greek, Cyrillic
bool is_number(char32_t c);  ///< 0 to 9
/// Without white space, brackets and punctuation at either end.
Span bare(std::u32string_view text, Span span);
std::u32string_view bare_text(std::u32string_view text);

}  // namespace vultus
