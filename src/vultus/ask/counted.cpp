// Numbers of a question with what they count, in both languages: "a week", "2.5 months", "两个半月", "俩月", "30 units".
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "vultus/ask/reading_parts.hpp"

namespace vultus::asking {
namespace {

struct Name {
  std::u32string_view word;
  std::string_view unit;
};

// Longer words before those that they begin with.
constexpr std::array<Name, 63> unit_names{{
    {U"times a day", "times/day"}, {U"times daily", "times/day"}, {U"x a day", "times/day"}, {U"x daily", "times/day"}, {U"hours a day", "h/day"}, {U"hrs a day", "h/day"},
    {U"years old", "old"}, {U"year old", "old"}, {U"year-old", "old"}, {U"yrs old", "old"}, {U"y/o", "old"}, {U"yo", "old"}, {U"yr old", "old"}, {U"year", "year"}, {U"years", "year"}, {U"yrs", "year"}, {U"yr", "year"},
    {U"months", "month"}, {U"month", "month"}, {U"mths", "month"}, {U"mth", "month"}, {U"mo", "month"}, {U"weeks", "week"}, {U"week", "week"}, {U"wks", "week"}, {U"wk", "week"},
    {U"days", "day"}, {U"day", "day"}, {U"hours", "hour"}, {U"hour", "hour"}, {U"hrs", "hour"}, {U"hr", "hour"}, {U"sessions", "session"}, {U"session", "session"}, {U"times", "session"},
    {U"units", "U"}, {U"unit", "U"}, {U"iu", "U"}, {U"u", "U"}, {U"mm", "mm"}, {U"cm", "cm"}, {U"ml", "ml"}, {U"mg/ml", "mg/ml"}, {U"mg", "mg"}, {U"percent", "%"}, {U"%", "%"}, {U"f", "female"}, {U"m", "male"},
    {U"单位", "U"}, {U"个星期", "week"}, {U"星期", "week"}, {U"个礼拜", "week"}, {U"礼拜", "week"}, {U"周", "week"}, {U"个月", "month"}, {U"月", "month"}, {U"天", "day"}, {U"年", "year"},
    {U"岁", "old"}, {U"个小时", "hour"}, {U"小时", "hour"}, {U"次", "session"}, {U"毫米", "mm"}}};
constexpr std::array<Name, 19> more_units{{{U"fortnights", "fortnight"}, {U"fortnight", "fortnight"}, {U"rounds", "session"}, {U"round", "session"}, {U"goes", "session"}, {U"sittings", "session"}, {U"回", "session"}, {U"轮", "session"}, {U"个钟头", "hour"}, {U"minutes", "minute"}, {U"minute", "minute"}, {U"mins", "minute"}, {U"min", "minute"}, {U"分钟", "minute"}, {U"针", "session"}, {U"厘米", "cm"}, {U"公分", "cm"}, {U"毫升", "ml"}, {U"日", "day"}}};

bool ascii_sign(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }

struct Number {
  double value = 0.0;
  std::size_t end = 0;
};

std::optional<Number> digits_at(std::u32string_view text, std::size_t at) {
  if (!digit(text[at]) || (at > 0 && (digit(text[at - 1]) || text[at - 1] == U'.'))) return std::nullopt;
  std::string figures;
  std::size_t end = at;
  while (end < text.size() && (digit(text[end]) || (text[end] == U'.' && end + 1 < text.size() && digit(text[end + 1])))) figures += static_cast<char>(text[end++]);
  return Number{std::strtod(figures.c_str(), nullptr), end};
}

constexpr std::array<std::pair<std::u32string_view, double>, 22> english_numbers{{{U"one", 1},   {U"two", 2},    {U"three", 3}, {U"four", 4},      {U"five", 5},   {U"six", 6},    {U"seven", 7}, {U"eight", 8},
                                                                                  {U"nine", 9},  {U"ten", 10},   {U"eleven", 11}, {U"twelve", 12}, {U"fifteen", 15}, {U"twenty", 20}, {U"thirty", 30}, {U"half a", 0.5},
                                                                                  {U"a couple of", 2}, {U"couple of", 2}, {U"an", 1}, {U"a", 1}, {U"twice", 2}, {U"once", 1}}};

std::optional<Number> english_at(std::u32string_view text, std::size_t at) {
  if (at > 0 && ascii_sign(text[at - 1])) return std::nullopt;
  for (const auto& [word, value] : english_numbers) {
    const std::size_t end = at + word.size();
    if (text.substr(at, word.size()) == word && (end == text.size() || !ascii_sign(text[end]))) return Number{value, end};
  }
  return std::nullopt;
}

int chinese_digit(char32_t c) {
  constexpr std::u32string_view signs = U"零一二三四五六七八九";
  if (c == U'两' || c == U'俩') return 2;
  const auto at = signs.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<Number> chinese_at(std::u32string_view text, std::size_t at) {
  if (text[at] == U'半') return Number{0.5, at + 1};
  if (at > 0 && (chinese_digit(text[at - 1]) >= 0 || text[at - 1] == U'十')) return std::nullopt;
  const int first = chinese_digit(text[at]);
  if (first < 0 && text[at] != U'十') return std::nullopt;
  double value = first < 0 ? 0.0 : first;
  std::size_t end = at + (first < 0 ? 0 : 1);
  if (end < text.size() && text[end] == U'十') {
    value = (first < 0 ? 1.0 : value) * 10.0;
    ++end;
    if (end < text.size() && chinese_digit(text[end]) > 0) value += chinese_digit(text[end++]);
  }
  return Number{value, end};
}

/// "the third injection": three sessions.
std::optional<Counted> ordinal_at(std::u32string_view text, std::size_t at) {
  constexpr std::array<std::pair<std::u32string_view, double>, 7> ordinals{{{U"second ", 2}, {U"third ", 3}, {U"fourth ", 4}, {U"fifth ", 5}, {U"sixth ", 6}, {U"2nd ", 2}, {U"3rd ", 3}}};
  if (at > 0 && ascii_sign(text[at - 1])) return std::nullopt;
  for (const auto& [word, value] : ordinals) {
    if (text.substr(at, word.size()) != word) continue;
    const auto next = text.substr(at + word.size(), 28);
    for (const auto noun : {U"injection", U"session", U"shot", U"treatment", U"round", U"dose"})
      if (next.find(noun) != std::u32string_view::npos) return Counted{value, "session", at, at + word.size()};
  }
  return std::nullopt;
}

/// "day 3 after", "week 6": the unit before its number.
std::optional<Counted> unit_first_at(std::u32string_view text, std::size_t at) {
  constexpr std::array<Name, 3> units{{{U"day ", "day"}, {U"week ", "week"}, {U"month ", "month"}}};
  if (at > 0 && ascii_sign(text[at - 1])) return std::nullopt;
  if (at > 1 && digit(text[at - 2])) return std::nullopt;  // "2 day 3"
  for (const auto& [word, unit] : units) {
    const std::size_t figures = at + word.size();
    if (text.substr(at, word.size()) != word || figures >= text.size()) continue;
    const auto number = digits_at(text, figures);
    if (number && (number->end == text.size() || !ascii_sign(text[number->end]))) return Counted{number->value, std::string(unit), at, number->end};
  }
  return std::nullopt;
}

/// "and a half", "个半", "年半": half of a unit more.
std::optional<std::pair<std::string_view, std::size_t>> unit_at(std::u32string_view text, std::size_t at) {
  // "four kenalog shots": what is counted one word further on
  for (const auto noun : {U"shots", U"injections", U"treatments"}) {
    const auto ahead = text.substr(at, 24);
    const auto found = ahead.find(noun);
    if (found != std::u32string_view::npos && std::count(ahead.begin(), ahead.begin() + static_cast<std::ptrdiff_t>(found), U' ') <= 2 && ahead.substr(0, found).find_first_of(U",.;?/0123456789") == std::u32string_view::npos)
      return std::pair{std::string_view("session"), at + found};
  }
  const auto match = [&](const Name& name) {
    if (text.substr(at, name.word.size()) != name.word) return false;
    const std::size_t end = at + name.word.size();
    return !ascii_sign(name.word.back()) || end == text.size() || !ascii_sign(text[end]);
  };
  for (const auto& name : unit_names)
    if (match(name)) return std::pair{name.unit, at + name.word.size()};
  for (const auto& name : more_units)
    if (match(name)) return std::pair{name.unit, at + name.word.size()};
  return std::nullopt;
}

}  // namespace

std::vector<Counted> counted_in(std::u32string_view text) {
  std::vector<Counted> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto ordinal = ordinal_at(text, i)) {
      found.push_back(*ordinal);
      i = ordinal->end - 1;
      continue;
    }
    if (const auto counted = unit_first_at(text, i)) {
      found.push_back(*counted);
      i = counted->end - 1;
      continue;
    }
    auto number = digits_at(text, i);
    if (!number) number = english_at(text, i);
    if (!number) number = chinese_at(text, i);
    if (!number) continue;
    std::size_t at = number->end;
    double value = number->value;
    if (text.substr(at, 2) == U"个半") value += 0.5, at += 2;
    const bool day_count = text.substr(at, 6) == U" a day" || text.substr(at, 6) == U" daily";
    while (at < text.size() && (text[at] == U' ' || text[at] == U'-')) ++at;
    auto unit = unit_at(text, at);
    if (!unit && day_count) unit = std::pair{std::string_view("times/day"), std::min(text.size(), at + 5)};
    Counted counted{value, unit ? std::string(unit->first) : std::string(), i, unit ? unit->second : number->end};
    if (counted.unit == "year" && counted.end < text.size() && text[counted.end] == U'半') counted.value += 0.5, ++counted.end;
    if (counted.unit.empty() && !digit(text[i])) continue;
    if ((counted.unit == "female" || counted.unit == "male") && !digit(text[i])) continue;
    found.push_back(counted);
    i = std::max(i, counted.end - 1);
  }
  return found;
}

std::vector<std::pair<std::size_t, std::size_t>> clauses_of(std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> clauses;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool decimal = i > 0 && i + 1 < text.size() && text[i] == U'.' && digit(text[i - 1]) && digit(text[i + 1]);
    const bool ends = i == text.size() || (std::u32string_view(U",.;:!?\n，。；：！？、").find(text[i]) != std::u32string_view::npos && !decimal);
    if (!ends) continue;
    if (i > begin) clauses.emplace_back(begin, i);
    begin = i + 1;
  }
  return clauses;
}

}  // namespace vultus::asking
