// Where sentences end, and the numbers in them.
#include <algorithm>
#include <array>
#include <cmath>

#include "vultus/claim/claim.hpp"

namespace vultus {
namespace {

bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == 0x3000; }

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

/// "dr.", "e.g.", "vs.", "approx.": a full stop that ends no sentence.
bool abbreviation(std::u32string_view text, std::size_t at) {
  static const std::array<std::u32string_view, 11> known{U"dr", U"mr", U"mrs", U"ms", U"prof", U"e.g", U"i.e", U"vs", U"approx", U"fig", U"al"};
  std::size_t begin = at;
  while (begin > 0 && (letter(text[begin - 1]) || text[begin - 1] == U'.')) --begin;
  const auto word = text.substr(begin, at - begin);
  if (word == U"no") return at + 2 < text.size() && digit(text[at + 2]);  // "no. 4", but not the answer "No."
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// A full stop that ends a sentence: not inside a number, not after an abbreviation, not the one of a numbered point.
bool ends(std::u32string_view text, std::size_t at) {
  if (one_of(text[at], U"。!?！？;；\n")) return true;
  if (text[at] != U'.') return false;
  if (at + 1 < text.size() && !blank(text[at + 1]) && !one_of(text[at + 1], U"\"')")) return false;
  if (at > 0 && digit(text[at - 1]) && (at < 3 || blank(text[at - 2]) || (digit(text[at - 2]) && blank(text[at - 3])))) return false;
  return !abbreviation(text, at);
}

/// A numbered point inside a line: "... 2. Laser", "…。3、激光".
bool point_begins(std::u32string_view text, std::size_t at) {
  if (!digit(text[at]) || (at > 0 && !blank(text[at - 1]) && !one_of(text[at - 1], U"。;；"))) return false;
  std::size_t after = at;
  while (after < text.size() && digit(text[after])) ++after;
  if (after - at > 2 || after >= text.size() || !one_of(text[after], U".、)")) return false;
  return after + 1 < text.size() && !digit(text[after + 1]);
}

}  // namespace

std::vector<Span> sentences(const PageText& page, Span span) {
  const std::u32string_view text = page.normal;
  std::vector<Span> found;
  std::size_t begin = span.begin;
  const auto close = [&](std::size_t end) {
    std::size_t from = begin, to = end;
    while (from < to && blank(text[from])) ++from;
    while (to > from && blank(text[to - 1])) --to;
    if (to > from) found.push_back({from, to});
    begin = end;
  };
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (i > begin && point_begins(text, i)) close(i);
    if (!ends(text, i)) continue;
    std::size_t end = i + 1;
    while (end < span.end && one_of(text[end], U"\"')”’」』）)")) ++end;
    close(end);
    i = end - 1;
  }
  close(span.end);
  return found;
}

namespace {

struct Number {
  double value = 0.0;
  std::size_t begin = 0, end = 0;
};

std::optional<double> chinese_digit(char32_t c) {
  static const std::u32string_view digits = U"零一二三四五六七八九十";
  const auto at = digits.find(c);
  if (c == U'两') return 2.0;
  if (c == U'半') return 0.5;
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<double>(at);
}

std::vector<Number> numbers_in(std::u32string_view text) {
  static const std::array<std::pair<std::u32string_view, double>, 14> spelled{{{U"one", 1}, {U"two", 2}, {U"three", 3}, {U"four", 4}, {U"five", 5}, {U"six", 6}, {U"seven", 7}, {U"eight", 8}, {U"nine", 9}, {U"ten", 10}, {U"twelve", 12}, {U"half a", 0.5}, {U"a", 1}, {U"an", 1}}};
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (digit(text[i])) {
      std::size_t end = i;
      double value = 0.0, place = 0.0;
      while (end < text.size() && (digit(text[end]) || (place == 0.0 && text[end] == U'.' && end + 1 < text.size() && digit(text[end + 1])))) {
        if (text[end] == U'.') place = 1.0;
        else if (place == 0.0) value = value * 10 + (text[end] - U'0');
        else place /= 10.0, value += place * (text[end] - U'0');
        ++end;
      }
      numbers.push_back({value, i, end});
      i = end;
      continue;
    }
    if (const auto value = chinese_digit(text[i])) {
      // 十二, 二十: at most two characters are read together
      double sum = *value;
      std::size_t end = i + 1;
      if (end < text.size())
        if (const auto next = chinese_digit(text[end]); next && *next >= 1.0 && (*value == 10.0 || *next == 10.0)) sum = *value == 10.0 ? 10.0 + *next : 10.0 * *value, ++end;
      numbers.push_back({sum, i, end});
      i = end;
      continue;
    }
    std::size_t next = i + 1;
    if (letter(text[i]) && (i == 0 || !letter(text[i - 1])))
      for (const auto& [word, value] : spelled)
        if (text.substr(i, word.size()) == word && (i + word.size() == text.size() || !letter(text[i + word.size()]))) {
          numbers.push_back({value, i, i + word.size()});
          next = i + word.size();
          break;
        }
    i = next;
  }
  return numbers;
}

/// What stands between the two ends of a range.
bool joins(std::u32string_view between) {
  std::u32string bare;
  for (const char32_t c : between)
    if (!blank(c)) bare.push_back(c);
  return bare == U"-" || bare == U"--" || bare == U"to" || bare == U"or" || bare == U"至" || bare == U"到" || bare == U"~";
}

bool only_blanks(std::u32string_view between) {
  return std::all_of(between.begin(), between.end(), [](char32_t c) { return blank(c) || c == U'个' || c == U'多' || c == U'+' || c == U'-'; });
}

}  // namespace

std::vector<std::pair<ClaimedQuantity, Span>> quantities_in(std::u32string_view normal, const std::vector<Word>& words) {
  std::vector<std::pair<ClaimedQuantity, Span>> found;
  const auto numbers = numbers_in(normal);
  for (const auto& unit : words) {
    if (unit.kind != WordKind::unit) continue;
    for (std::size_t k = numbers.size(); k-- > 0;) {
      const Number& last = numbers[k];
      if (last.end > unit.begin || !only_blanks(normal.substr(last.end, unit.begin - last.end))) continue;
      ClaimedQuantity quantity{last.value, last.value, std::string(unit.code)};
      std::size_t begin = last.begin;
      if (k > 0) {
        const Number& first = numbers[k - 1];
        std::size_t end = first.end;  // "3个月-6个月": the unit may stand at both ends
        for (const auto& other : words)
          if (other.kind == WordKind::unit && other.code == unit.code && other.begin >= first.end && other.end <= last.begin) end = other.end;
        const bool adjacent = first.end == last.begin && first.value >= 1.0 && last.value == first.value + 1.0 && first.value < 10.0 && !digit(normal[first.begin]);
        if ((end <= last.begin && joins(normal.substr(end, last.begin - end)) && first.value < last.value) || adjacent) quantity.low = first.value, begin = first.begin;
      }
      if (quantity.unit != "people") found.emplace_back(std::move(quantity), Span{begin, unit.end});
      break;
    }
  }
  return found;
}

std::optional<ClaimedQuantity> quantity_in(std::u32string_view normal, const std::vector<Word>& words) {
  auto all = quantities_in(normal, words);
  if (all.empty()) return std::nullopt;
  for (auto& [quantity, span] : all)  // "半年到1年": the first end alone was found before the range
    if (span.begin == all.front().second.begin && quantity.low < quantity.high) return std::move(quantity);
  return std::move(all.front().first);
}

}  // namespace vultus
