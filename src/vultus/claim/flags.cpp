// Which red flags a text raises: the words of each group, where they are not denied.
#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>

#include "vultus/claim/lexicon.hpp"

namespace vultus {
namespace {

bool ascii_sign(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool ends_clause(char32_t c) { return std::u32string_view(U",.;:!?\n，。；：！？").find(c) != std::u32string_view::npos; }

/// Words that deny what follows within the clause.
bool denied_in_english(std::u32string_view before) {
  std::size_t begin = before.size();
  while (begin > 0 && before.size() - begin < 28 && !ends_clause(before[begin - 1])) --begin;
  const std::u32string near = U" " + std::u32string(before.substr(begin));
  constexpr std::array<std::u32string_view, 9> deniers{U" no ", U" without ", U" never ", U" nor ", U" neither ", U"n't have ", U" dont have ", U" didnt have ", U" not have "};
  constexpr std::array<std::u32string_view, 8> none_of_it{U" no idea", U" no clue", U" no wonder", U" no matter", U" never felt", U" never had such", U" never had this", U" never seen"};
  if (std::any_of(none_of_it.begin(), none_of_it.end(), [&](std::u32string_view words) { return near.find(words) != std::u32string::npos; })) return false;
  for (const auto denier : deniers)
    if (const auto at = near.rfind(denier); at != std::u32string::npos && near.substr(at).rfind(U" no longer", 0) != 0 && near.substr(at).find(U" but ") == std::u32string::npos) return true;
  return false;
}

bool denied_in_chinese(std::u32string_view before) {
  if (before.empty()) return false;
  constexpr std::u32string_view one_sign = U"没无未不冇唔";
  const auto at = [&](std::size_t back) { return before.size() >= back ? before[before.size() - back] : U' '; };
  if (one_sign.find(at(1)) != std::u32string_view::npos) return true;
  return at(2) == U'没' || (at(3) == U'没' && at(2) == U'有');
}

/// A word that carries its own "not" denies nothing.
bool speaks_of_lack(const std::u32string& word) {
  return word.rfind(U"can", 0) == 0 || word.find(U"n't") != std::u32string::npos || word.find_first_of(U"不没无") != std::u32string::npos;
}

/// The pairs of characters that follow each other in a text: a word with a pair that is not among them is not in it. Most words are
/// ruled out so, without a search.
class Pairs {
 public:
  explicit Pairs(std::u32string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) seen_.set(place(text[i], text[i + 1]));
  }
  [[nodiscard]] bool may_hold(std::u32string_view word) const {
    if (word.size() < 2) return true;
    return seen_.test(place(word[0], word[1])) && seen_.test(place(word[word.size() - 2], word[word.size() - 1]));
  }

 private:
  static constexpr std::size_t size = 8192;
  static std::size_t place(char32_t a, char32_t b) { return (static_cast<std::size_t>(a) * 31U + static_cast<std::size_t>(b)) % size; }
  std::bitset<size> seen_;
};

bool stands_in(std::u32string_view text, const std::u32string& word) {
  const bool ascii = ascii_sign(word.front());
  for (std::size_t at = text.find(word); at != std::u32string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if (ascii && at > 0 && ascii_sign(text[at - 1]) && ascii_sign(word.front())) continue;
    if (ascii && word.size() <= 3 && end < text.size() && ascii_sign(text[end])) continue;
    const auto before = text.substr(0, at);
    if (!speaks_of_lack(word) && (ascii ? denied_in_english(before) : denied_in_chinese(before))) continue;
    return true;
  }
  return false;
}

std::vector<std::string> raised_of(const std::vector<FlagWords>& flags, std::u32string_view normal) {
  std::vector<std::string> raised;
  const Pairs pairs(normal);
  for (const auto& flag : flags) {
    const auto any_word = [&](const std::vector<std::u32string>& group) {
      return std::any_of(group.begin(), group.end(), [&](const std::u32string& word) { return !word.empty() && pairs.may_hold(word) && stands_in(normal, word); });
    };
    const bool all = !flag.groups.empty() && std::all_of(flag.groups.begin(), flag.groups.end(), any_word);
    if (all && std::find(raised.begin(), raised.end(), flag.code) == raised.end()) raised.push_back(flag.code);
  }
  return raised;
}

}  // namespace

std::vector<std::string> Lexicon::raised_flags(std::u32string_view normal) const { return raised_of(flags, normal); }

std::vector<std::string> Lexicon::alarms(std::u32string_view normal) const { return raised_of(alarm_words, normal); }

}  // namespace vultus
