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
      "surgeons", "salon", "salons", "injected", "fraction", "friction", "raising", "losing", "loosing", "loosen", "cheeky", "checks", "sunken", "thicker", "thinner", "scared", "scarce", "scares"};
  return words;
}

/// Words of the lists, one after the other: (word, whether it may be what a mistyped one meant).
template <class Take>
void each_word(const Lexicon& lexicon, Take take) {
  const auto split = [&](std::u32string_view term, bool name) {
    for (const auto& [begin, end] : tokens_of(term)) take(term.substr(begin, end - begin), name);
  };
  for (const auto& entry : lexicon.entries()) split(entry.word, entry.kind == WordKind::treatment || entry.kind == WordKind::condition);
  for (const auto& flag : lexicon.flags)
    for (const auto& group : flag.groups)
      for (const auto& word : group) split(word, true);
}

/// What a mistyped word may have meant, each once.
std::set<std::u32string> names_of(const Lexicon& lexicon) {
  std::set<std::u32string> names;
  each_word(lexicon, [&](std::u32string_view word, bool name) {
    if (name) names.emplace(word);
  });
  return names;
}

/// Whether a name lies near enough to be worth measuring. Short names: "botax" for "botox", but neither "later" nor "lased" for "laser".
bool comparable(const std::string& token, std::u32string_view name) {
  if (name.size() < 5 || name[0] != static_cast<char32_t>(token[0])) return false;
  if (std::max(name.size(), token.size()) - std::min(name.size(), token.size()) > 2) return false;
  return name.size() > 5 || (token.size() == 5 && name.substr(0, 3) == to_utf32(token.substr(0, 3)) && name.back() == static_cast<char32_t>(token.back()));
}

/// The one nearest name; empty where none is near or two are equally near.
std::string nearest_of(const std::string& token, const std::set<std::u32string>& names) {
  int least = token.size() >= 9 ? 3 : 2;  // from here on: too far
  std::string best;
  bool two = false;
  for (const auto& word : names) {
    if (!comparable(token, word)) continue;
    const std::string candidate = ascii(word);
    const int distance = edit_distance(token, candidate);
    if (distance < least) least = distance, best = candidate, two = false;
    else if (distance == least && !best.empty()) two = true;
  }
  return two ? std::string() : best;
}

/// The forms under which a word may stand in a list.
std::vector<std::string> forms_of(const std::string& token) {
  std::vector<std::string> forms{token};
  for (const char* ending : {"s", "es", "ed", "ing", "ly", "er", "y", "d"}) {
    const std::string_view end(ending);
    const std::size_t least = end.size() == 1 && end != "s" ? 5 : 3;
    if (token.size() >= end.size() + least && token.compare(token.size() - end.size(), end.size(), end) == 0) forms.push_back(token.substr(0, token.size() - end.size()));
  }
  return forms;
}

}  // namespace

void mend_spelling(Question& question, const Lexicon& lexicon) {
  const auto tokens = tokens_of(question.normal);
  std::map<std::u32string, std::string> forms;  // form -> word of the question
  for (const auto& [begin, end] : tokens) {
    const std::string token = ascii(std::u32string_view(question.normal).substr(begin, end - begin));
    if (token.size() >= 5 && !common_words().contains(token))
      for (const auto& form : forms_of(token)) forms.emplace(to_utf32(form), token);
  }
  if (forms.empty()) return;
  std::set<std::string> known;
  each_word(lexicon, [&](std::u32string_view word, bool) {
    if (word.size() < 3) return;
    if (const auto found = forms.find(std::u32string(word)); found != forms.end()) known.insert(found->second);
  });
  constexpr int most = 100;  // words looked up: a question has fewer
  int looked_up = 0;
  std::set<std::u32string> names;  // gathered for the first word that no list has
  for (auto it = tokens.rbegin(); it != tokens.rend() && looked_up < most; ++it) {
    const std::string token = ascii(std::u32string_view(question.normal).substr(it->first, it->second - it->first));
    if (token.size() < 5 || known.contains(token) || common_words().contains(token)) continue;
    if (looked_up++ == 0) names = names_of(lexicon);
    const std::string name = nearest_of(token, names);
    if (name.empty()) continue;
    question.mended.insert(question.mended.begin(), {token, name});
    question.normal.replace(it->first, it->second - it->first, to_utf32(name));
  }
}

}  // namespace vultus::asking
