#include "vultus/claim/term_automaton.hpp"

#include <deque>

namespace vultus {
namespace {

bool of_word(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9'); }

/// Letters between `end` and the end of the word there if they are an ending of English for what stands before them; 0: none.
std::size_t ending_at(std::u32string_view text, std::size_t end) {
  std::size_t to = end;
  while (to < text.size() && to - end < 5 && of_word(text[to])) ++to;
  const auto rest = text.substr(end, to - end);
  if (rest.empty() || rest.size() > 4 || end < 3) return 0;
  const char32_t last = text[end - 1], before = text[end - 2];
  if (last < U'a' || last > U'z') return 0;
  if (last == U'e') return rest == U"s" || rest == U"d" ? rest.size() : 0;
  const bool after_vowel = std::u32string_view(U"aeiou").find(before) != std::u32string_view::npos;
  if (last == U'y' && !after_vowel) return rest == U"ing" ? rest.size() : 0;
  if (rest == U"s" || rest == U"es" || rest == U"ed" || rest == U"ing") return rest.size();
  const bool doubled = rest.size() > 2 && rest.front() == last && after_vowel && (rest.substr(1) == U"ed" || rest.substr(1) == U"ing");
  return doubled ? rest.size() : 0;
}

}  // namespace

void TermAutomaton::add(std::u32string_view word, std::uint32_t term) {
  if (word.empty()) return;
  std::uint32_t at = 0;
  for (const char32_t c : word) {
    const auto symbol = symbols_.try_emplace(c, static_cast<std::uint32_t>(symbols_.size() + 1)).first->second;
    if (c < 128) ascii_[c] = symbol;
    const auto [next, is_new] = edges_.try_emplace(edge(at, symbol), static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) {
      nodes_.emplace_back();
      nodes_.back().depth = nodes_[at].depth + 1;
    }
    at = next->second;
  }
  nodes_[at].terms.push_back(term);
}

void TermAutomaton::reserve(std::size_t characters) {
  nodes_.reserve(characters);
  edges_.reserve(characters);
  symbols_.reserve(8192);
}

void TermAutomaton::build() {
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> children(nodes_.size());
  for (const auto& [key, to] : edges_) children[key >> 32U].emplace_back(static_cast<std::uint32_t>(key & 0xffffffffU), to);
  std::deque<std::uint32_t> open;
  for (const auto& child : children[0]) open.push_back(child.second);
  while (!open.empty()) {
    const std::uint32_t node = open.front();
    open.pop_front();
    for (const auto& [symbol, child] : children[node]) {
      nodes_[child].fails_to = step(nodes_[node].fails_to, symbol);
      open.push_back(child);
    }
    const std::uint32_t back = nodes_[node].fails_to;
    nodes_[node].next_with_words = nodes_[back].terms.empty() ? nodes_[back].next_with_words : back;
  }
}

std::uint32_t TermAutomaton::step(std::uint32_t node, std::uint32_t symbol) const {
  while (true) {
    const auto found = edges_.find(edge(node, symbol));
    if (found != edges_.end()) return found->second;
    if (node == 0) return 0;
    node = nodes_[node].fails_to;
  }
}

void TermAutomaton::take(std::vector<TermHit>& hits, std::u32string_view text, std::uint32_t node, std::size_t end, std::size_t ending) const {
  for (std::uint32_t at = nodes_[node].terms.empty() ? nodes_[node].next_with_words : node; at != 0; at = nodes_[at].next_with_words) {
    const std::size_t length = nodes_[at].depth, begin = end - length;
    if (begin > 0 && of_word(text[begin]) && of_word(text[begin - 1])) continue;
    if (ending > 0 && length < 3) continue;
    for (const auto term : nodes_[at].terms) hits.push_back({term, begin, end + ending, ending > 0});
  }
}

std::vector<TermHit> TermAutomaton::find(std::u32string_view text) const {
  std::vector<TermHit> hits;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    std::uint32_t symbol = 0;
    if (c < 128) {
      symbol = ascii_[c];
    } else if (const auto found = symbols_.find(c); found != symbols_.end()) {
      symbol = found->second;
    }
    node = symbol == 0 ? 0 : step(node, symbol);
    const bool edge_after = !of_word(c) || i + 1 == text.size() || !of_word(text[i + 1]);
    const std::size_t ending = edge_after ? 0 : ending_at(text, i + 1);
    if (edge_after || ending > 0) take(hits, text, node, i + 1, ending);
  }
  return hits;
}

}  // namespace vultus
