#include "vultus/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vultus {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::optional<CalendarDay> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && !digit(text[i])) return std::nullopt;
  const int year = number(text.substr(0, 4));
  if (year == 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
                                         std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2))))};
  if (!date.ok()) return std::nullopt;
  return CalendarDay(date);
}

bool looks_like_date(std::string_view text) {
  if (text.find("年") != text.npos && text.find("月") != text.npos) return true;
  // digits, mark, digits, the same mark, digits; something like a time may follow
  std::size_t at = 0;
  const auto run = [&] {
    const std::size_t from = at;
    while (at < text.size() && digit(text[at])) ++at;
    return at - from;
  };
  const std::size_t first = run();
  if (first == 0 || first > 4 || at == text.size()) return false;
  const char mark = text[at];
  if (mark != '-' && mark != '/' && mark != '.') return false;
  ++at;
  const std::size_t second = run();
  if (second == 0 || second > 2 || at == text.size() || text[at] != mark) return false;
  ++at;
  const std::size_t third = run();
  return third > 0 && third <= 4;
}

std::string to_text(CalendarDay day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

long days_between(CalendarDay from, CalendarDay to) { return static_cast<long>((to - from).count()); }

}  // namespace vultus
