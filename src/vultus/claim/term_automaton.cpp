#include "vultus/claim/term_automaton.hpp"

#include <deque>

namespace vultus {
namespace {

bool of_word(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9'); }

/// "I've": what stands behind the apostrophe is no word.
bool contracted_before(std::u32string_view text, std::size_t begin) { return begin > 1 && text[begin - 1] == U'\'' && of_word(text[begin - 2]); }

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

std::uint32_t TermAutomaton::node_of(std::u32string_view word) {
  std::uint32_t at = 0;
  for (const char32_t c : word) {
    const auto symbol = symbols_.try_emplace(c, static_cast<std::uint32_t>(symbols_.size() + 1)).first->second;
    if (c < 128) ascii_[c] = symbol;
    if (of_root_.size() <= symbol) of_root_.resize(symbol + 1, none);
    std::uint32_t next = child(at, symbol);
    if (next == none) {
      next = static_cast<std::uint32_t>(nodes_.size());
      Node node;
      node.symbol = symbol, node.depth = nodes_[at].depth + 1;
      if (at == 0) of_root_[symbol] = next;
      else node.next_sibling = nodes_[at].first_child, nodes_[at].first_child = next;
      nodes_.push_back(node);
    }
    at = next;
  }
  return at;
}

void TermAutomaton::add_to(std::uint32_t node, std::uint32_t term) {
  if (node == 0) return;
  terms_.push_back({term, nodes_[node].first_term});
  nodes_[node].first_term = static_cast<std::uint32_t>(terms_.size() - 1);
}

void TermAutomaton::reserve(std::size_t characters) {
  nodes_.reserve(characters);
  symbols_.reserve(8192);
}

void TermAutomaton::build() {
  std::deque<std::uint32_t> open;
  for (const std::uint32_t node : of_root_)
    if (node != none) open.push_back(node);
  while (!open.empty()) {
    const std::uint32_t node = open.front();
    open.pop_front();
    for (std::uint32_t next = nodes_[node].first_child; next != none; next = nodes_[next].next_sibling) {
      nodes_[next].fails_to = step(nodes_[node].fails_to, nodes_[next].symbol);
      open.push_back(next);
    }
    const std::uint32_t back = nodes_[node].fails_to;
    nodes_[node].next_with_words = nodes_[back].first_term == none ? nodes_[back].next_with_words : back;
  }
}

std::uint32_t TermAutomaton::child(std::uint32_t node, std::uint32_t symbol) const {
  if (node == 0) return symbol < of_root_.size() ? of_root_[symbol] : none;
  for (std::uint32_t next = nodes_[node].first_child; next != none; next = nodes_[next].next_sibling)
    if (nodes_[next].symbol == symbol) return next;
  return none;
}

std::uint32_t TermAutomaton::step(std::uint32_t node, std::uint32_t symbol) const {
  while (true) {
    if (const std::uint32_t next = child(node, symbol); next != none) return next;
    if (node == 0) return 0;
    node = nodes_[node].fails_to;
  }
}

void TermAutomaton::take(std::vector<TermHit>& hits, std::u32string_view text, std::uint32_t node, std::size_t end, std::size_t ending) const {
  for (std::uint32_t at = nodes_[node].first_term == none ? nodes_[node].next_with_words : node; at != 0; at = nodes_[at].next_with_words) {
    const std::size_t length = nodes_[at].depth, begin = end - length;
    if (begin > 0 && of_word(text[begin]) && (of_word(text[begin - 1]) || contracted_before(text, begin))) continue;
    if (ending > 0 && length < 3) continue;
    for (std::uint32_t term = nodes_[at].first_term; term != none; term = terms_[term].next) hits.push_back({terms_[term].number, begin, end + ending, ending > 0});
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
