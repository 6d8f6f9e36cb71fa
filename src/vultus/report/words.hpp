// Wording that must exist in English and in Chinese: a Term that lacks a language, or whose two sides say different
// numbers or take different values, does not compile.
#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

#include "vultus/base/language.hpp"

namespace vultus {

/// Sums of the digits and of the {n} of a pattern; equal on both sides of a Term.
struct PatternMarks {
  std::array<int, 10> values{}, digits{};
  friend constexpr bool operator==(const PatternMarks&, const PatternMarks&) = default;
};

constexpr PatternMarks marks_of(std::string_view pattern) {
  PatternMarks marks;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] < '0' || pattern[i] > '9') continue;
    const auto digit = static_cast<std::size_t>(pattern[i] - '0');
    const bool value = i > 0 && pattern[i - 1] == '{' && i + 1 < pattern.size() && pattern[i + 1] == '}';
    (value ? marks.values : marks.digits)[digit] += 1;
  }
  return marks;
}

constexpr bool well_said(std::string_view en, std::string_view zh) {
  return !en.empty() && !zh.empty() && marks_of(en) == marks_of(zh);
}

/// A sentence or word in both languages; {0} to {9} stand for values.
struct Term {
  std::string_view en, zh;
  consteval Term(const char* english, const char* chinese) : en(english), zh(chinese) {
    if (!well_said(en, zh)) throw std::logic_error("the two languages of a term differ in their values or numbers");
  }
  [[nodiscard]] constexpr std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
};

/// The pattern with {0}, {1} ... replaced.
std::string filled(std::string_view pattern, std::initializer_list<std::string> values);

/// Chinese text with the full-width marks that Chinese takes: a comma, colon, bracket ... beside a Chinese character.
std::string with_chinese_marks(std::string_view text);

}  // namespace vultus
