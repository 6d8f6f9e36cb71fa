// Finds all words of a list in a text at once: an automaton of Aho and Corasick over code points.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vultus {

/// Where a word of the list stands in a text: [begin, end).
struct TermHit {
  std::uint32_t term = 0;
  std::size_t begin = 0, end = 0;
  bool inflected = false;  ///< with an ending that the list does not print
};

/// Time grows with the text and the hits, not with the list. Words that begin or end with a letter or digit of ASCII match there only
/// at the edge of a word: "scar" is not in "scarce". English words match with the endings of plural, third person, past and -ing too, where
/// these only add letters: "scars", "stopped", "reduced"; "reducing" and "dries" are words of their own.
class TermAutomaton {
 public:
  /// Adds a word; its number is what a hit names. All words are added before find() is used first. An empty word is never found.
  void add(std::u32string_view word, std::uint32_t term) { add_to(node_of(word), term); }
  /// The same, unless `same(number)` is true of a number that was added for this very word. The number that now stands for it.
  template <class Same>
  std::uint32_t add_unless(std::u32string_view word, std::uint32_t term, Same same) {
    const std::uint32_t node = node_of(word);
    for (std::uint32_t at = nodes_[node].first_term; at != none; at = terms_[at].next)
      if (same(terms_[at].number)) return terms_[at].number;
    add_to(node, term);
    return term;
  }
  /// Room for words of so many characters in all, to add them faster.
  void reserve(std::size_t characters);
  void build();
  /// In the order of their ends; shorter words inside longer ones too.
  [[nodiscard]] std::vector<TermHit> find(std::u32string_view text) const;

 private:
  static constexpr std::uint32_t none = 0;  ///< the root is nobody's child, and no term stands at place 0
  struct Node {
    std::uint32_t symbol = 0, first_child = none, next_sibling = none;
    std::uint32_t fails_to = 0;
    std::uint32_t next_with_words = 0;  ///< on the way of failures; 0: none
    std::uint32_t depth = 0;
    std::uint32_t first_term = none;    ///< place in terms_
  };
  struct Term {
    std::uint32_t number = 0, next = none;
  };
  /// The node at which a word ends; made where there is none yet.
  std::uint32_t node_of(std::u32string_view word);
  void add_to(std::uint32_t node, std::uint32_t term);
  void take(std::vector<TermHit>& hits, std::u32string_view text, std::uint32_t node, std::size_t end, std::size_t ending) const;
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint32_t symbol) const;
  [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint32_t symbol) const;

  std::vector<Node> nodes_{1};
  std::vector<Term> terms_{1};
  std::vector<std::uint32_t> of_root_;  ///< children of the root by symbol: it has many, all others few
  std::unordered_map<char32_t, std::uint32_t> symbols_;  ///< characters of the list; all others lead to the root
  std::vector<std::uint32_t> ascii_ = std::vector<std::uint32_t>(128, 0);  ///< the same for ASCII, without hashing
};

}  // namespace vultus
