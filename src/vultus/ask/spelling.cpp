// Typing errors in English words.
#include <algorithm>
#include <map>
#include <set>

#include "vultus/ask/reading_parts.hpp"
#include "vultus/base/text.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus::asking {
namespace {

bool letter(char32_t c) { return c >= U'a' && c <= U'z'; }

std::vector<std::pair<std::size_t, std::size_t>> tokens_of(std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> tokens;
  for (std::size_t i = 0; i < text.size();) {
    if (!letter(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && letter(text[i])) ++i;
    tokens.emplace_back(begin, i);
  }
  return tokens;
}

std::string ascii(std::u32string_view word) {
  std::string text;
  for (const char32_t c : word) text += static_cast<char>(c);
  return text;
}

/// Common words that lie beside a name and are not meant.
const std::set<std::string, std::less<>>& common_words() {
  static const std::set<std::string, std::less<>> words{
      "filter", "filled", "fillet", "killer", "healed", "tapes",  "creamy", "massive", "presser", "pressing", "laster", "poser",  "steady", "keyed", "sicken",
      "needing", "leading", "during", "staring", "hollow", "silicon", "message", "messages", "prevent", "present", "swallows", "brother", "breather", "everyone", "surgeon",
      "surgeons", "injected", "fraction", "friction", "raising", "losing", "loosing", "loosen", "cheeky", "checks", "sunken", "thicker", "thinner", "scared", "scarce", "scares"};
  return words;
}

struct Names {
  std::set<std::string> known;                       ///< every word of every list
  std::map<std::string, unsigned> treatments, conditions, flags;
};

Names names_of(const Lexicon& lexicon) {
  Names names;
  const auto each = [](std::u32string_view term, auto take) {
    for (const auto& [begin, end] : tokens_of(term)) take(ascii(term.substr(begin, end - begin)));
  };
  for (const auto& entry : lexicon.entries()) each(entry.word, [&](const std::string& token) {
      names.known.insert(token);
      if (token.size() < 5) return;
      if (entry.kind == WordKind::treatment) names.treatments[token] = 1;
      if (entry.kind == WordKind::condition) names.conditions[token] = 1;
    });
  for (const auto& flag : lexicon.flags)
    for (const auto& group : flag.groups)
      for (const auto& word : group) each(word, [&](const std::string& token) {
          names.known.insert(token);
          if (token.size() >= 6) names.flags[token] = 1;
        });
  return names;
}

/// The one nearest name; empty where none is near or two are equally near.
std::string nearest_of(const std::string& token, const std::vector<const std::map<std::string, unsigned>*>& lists) {
  int least = token.size() >= 9 ? 3 : 2;  // from here on: too far
  std::string best;
  bool two = false;
  for (const auto* list : lists)
    for (const auto& [name, unused] : *list) {
      if (name[0] != token[0] || name == best) continue;
      const auto longer = std::max(name.size(), token.size()), shorter = std::min(name.size(), token.size());
      if (longer - shorter > 2) continue;
      // short names: "botax", but neither "later" nor "lased" for "laser"
      if (name.size() == 5 && (token.size() != 5 || name.compare(0, 3, token, 0, 3) != 0 || name.back() != token.back())) continue;
      const int distance = edit_distance(token, name);
      if (distance < least) least = distance, best = name, two = false;
      else if (distance == least && !best.empty()) two = true;
    }
  return two ? std::string() : best;
}

bool known_in_some_form(const std::string& token, const std::set<std::string>& known) {
  if (known.contains(token)) return true;
  for (const char* ending : {"s", "es", "ed", "ing", "ly", "er", "y", "d"}) {
    const std::string_view end(ending);
    if (token.size() >= end.size() + (end.size() == 1 && end != "s" ? 5 : 3) && token.compare(token.size() - end.size(), end.size(), end) == 0 && known.contains(token.substr(0, token.size() - end.size()))) return true;
  }
  return false;
}

}  // namespace

void mend_spelling(Question& question, const Lexicon& lexicon) {
  const auto tokens = tokens_of(question.normal);
  if (std::none_of(tokens.begin(), tokens.end(), [](const auto& token) { return token.second - token.first >= 5; })) return;
  const Names names = names_of(lexicon);
  std::vector<const std::map<std::string, unsigned>*> lists{&names.flags, &names.treatments, &names.conditions};
  for (auto it = tokens.rbegin(); it != tokens.rend(); ++it) {
    const std::string token = ascii(std::u32string_view(question.normal).substr(it->first, it->second - it->first));
    if (token.size() < 5 || known_in_some_form(token, names.known) || common_words().contains(token)) continue;
    const std::string name = nearest_of(token, lists);
    if (name.empty()) continue;
    question.mended.insert(question.mended.begin(), {token, name});
    question.normal.replace(it->first, it->second - it->first, to_utf32(name));
  }
}

}  // namespace vultus::asking
