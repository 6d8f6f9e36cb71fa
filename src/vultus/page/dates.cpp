#include "vultus/page/dates.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "vultus/base/calendar.hpp"
#include "vultus/page/phrases.hpp"

namespace vultus {
namespace {

constexpr std::array<std::u32string_view, 12> months{U"january",   U"february", U"march",    U"april",
                                                     U"may",       U"june",     U"july",     U"august",
                                                     U"september", U"october",  U"november", U"december"};

/// Reads forward through a text; every step says whether it found what it wanted.
class Cursor {
 public:
  Cursor(std::u32string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char32_t next() const { return at_ < text_.size() ? text_[at_] : U'\0'; }

  void blanks() {
    while (next() == U' ') ++at_;
  }
  bool take(char32_t c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }
  bool take_any(std::u32string_view signs) {
    if (next() == 0 || signs.find(next()) == std::u32string_view::npos) return false;
    ++at_;
    return true;
  }
  bool take_word(std::u32string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  /// At most `most` digits; what follows them is not looked at. 0: none.
  int digits(int most) {
    int value = 0;
    for (int count = 0; count < most && is_number(next()); ++count)
      value = value * 10 + static_cast<int>(text_[at_++] - U'0');
    return value;
  }
  /// A number in Chinese characters: 二〇二四, 十二, 二十三.
  int chinese() {
    constexpr std::u32string_view names = U"〇一二三四五六七八九";
    int value = 0;
    for (;; ++at_) {
      const char32_t c = next();
      const auto digit = c == U'零' ? 0 : names.find(c);
      if (c == U'十') {
        const bool more = at_ + 1 < text_.size() && names.find(text_[at_ + 1]) != std::u32string_view::npos;
        value = value == 0 ? 1 : value;  // of 二十三 and 十三 the digit behind makes the second place
        if (!more) value *= 10;
        continue;
      }
      if (c == 0 || digit == std::u32string_view::npos || value > 9999) return value;
      value = value * 10 + static_cast<int>(digit);
    }
  }
  int number(int most) { return is_number(next()) ? digits(most) : chinese(); }
  int month_name() {
    for (std::size_t m = 0; m < months.size(); ++m) {
      if (take_word(months[m])) return static_cast<int>(m) + 1;
      const auto three = months[m].substr(0, 3);
      const auto after = at_ + 3;
      if (text_.substr(at_).starts_with(three) && (after >= text_.size() || !is_letter(text_[after]))) {
        at_ = after;
        take(U'.');
        return static_cast<int>(m) + 1;
      }
    }
    if (take_word(U"sept")) {
      take(U'.');
      return 9;
    }
    return 0;
  }

 private:
  std::u32string_view text_;
  std::size_t at_;
};

std::string day_of(int year, int month, int day) {
  if (year < 1970 || year > 2099) return {};
  auto text = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  return parse_date(text) ? text : std::string{};
}

void skip_ordinal(Cursor& cursor) {
  for (const std::u32string_view end : {U"st", U"nd", U"rd", U"th"})
    if (cursor.take_word(end)) return;
}

/// "2026-02-22", "2026/2/22", "2026.02.22", "2026年2月22日", "2026 年 2 月 22 日".
std::string year_first(Cursor& cursor) {
  const int year = cursor.number(4);
  cursor.blanks();
  if (cursor.take(U'年')) {
    cursor.blanks();
    const int month = cursor.number(2);
    cursor.blanks();
    if (!cursor.take(U'月')) return {};
    cursor.blanks();
    const int day = cursor.number(2);
    cursor.blanks();
    if (!cursor.take(U'日') && !cursor.take(U'号')) return {};
    return day_of(year, month, day);
  }
  const char32_t between = cursor.next();
  if (!cursor.take_any(U"-/.")) return {};
  const int month = cursor.digits(2);
  if (!cursor.take(between)) return {};
  return day_of(year, month, cursor.digits(2));
}

/// "3 May 2024", "3rd of May, 2024", "17/10/2023" where only one reading is a date, "5.3.2024".
std::string day_first(Cursor& cursor) {
  const int first = cursor.digits(2);
  const char32_t between = cursor.next();
  auto behind = cursor;
  behind.take(between);
  if ((between == U'/' || between == U'.' || between == U'-') && is_number(behind.next())) {
    cursor.take(between);
    int day = first, month = cursor.digits(2);
    if (!cursor.take(between)) return {};
    const int year = cursor.digits(4);
    if (is_number(cursor.next())) return {};
    // With points the day stands first everywhere; with strokes two readings are one too many.
    if (between != U'.' && day <= 12 && month <= 12 && day != month) return {};
    if (month > 12) std::swap(day, month);
    return day_of(year, month, day);
  }
  skip_ordinal(cursor);
  cursor.blanks();
  if (cursor.take_word(U"of")) cursor.blanks();
  cursor.take(U'-');
  const int month = cursor.month_name();
  if (month == 0) return {};
  cursor.take_any(U",-");
  cursor.blanks();
  const int year = cursor.digits(4);
  return is_number(cursor.next()) ? std::string{} : day_of(year, month, first);
}

/// "May 3, 2024", "Sept. 3rd 2024".
std::string month_first(Cursor& cursor) {
  const int month = cursor.month_name();
  if (month == 0) return {};
  cursor.blanks();
  const int day = cursor.digits(2);
  skip_ordinal(cursor);
  cursor.take(U',');
  cursor.blanks();
  const int year = cursor.digits(4);
  return is_number(cursor.next()) ? std::string{} : day_of(year, month, day);
}

/// "17:18:46", also glued to the date; "10:15 am".
void skip_time(Cursor& cursor) {
  auto probe = cursor;
  probe.take_any(U"t,");
  probe.blanks();
  if (probe.digits(2) > 24 || !probe.take(U':') || !is_number(probe.next())) return;
  probe.digits(2);
  if (probe.take(U':')) probe.digits(2);
  cursor = probe;
  probe.blanks();
  if (probe.take_word(U"am") || probe.take_word(U"pm")) cursor = probe;
}

bool begins_number(std::u32string_view text, std::size_t at) {
  return is_number(text[at]) &&
         (at == 0 || (!is_number(text[at - 1]) && text[at - 1] != U'.' && text[at - 1] != U'/' && text[at - 1] != U'-'));
}

bool begins_chinese_year(std::u32string_view text, std::size_t at) {
  return text[at] == U'二' && text.size() > at + 4 && text[at + 4] == U'年';
}

}  // namespace

std::vector<PrintedDate> dates_in(std::u32string_view text) {
  std::vector<PrintedDate> dates;
  if (text.find_first_of(U"0123456789") == std::u32string_view::npos && text.find(U'年') == std::u32string_view::npos)
    return dates;
  using Reader = std::string (*)(Cursor&);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool number = begins_number(text, at);
    const bool word = is_letter(text[at]) && (at == 0 || !is_letter(text[at - 1]));
    if (!number && !word && !begins_chinese_year(text, at)) continue;
    for (const Reader reader : {Reader{year_first}, Reader{day_first}, Reader{month_first}}) {
      Cursor cursor(text, at);
      if ((reader == month_first) != word) continue;
      auto day = reader(cursor);
      if (day.empty()) continue;
      skip_time(cursor);
      dates.push_back({{at, cursor.at()}, std::move(day)});
      at = cursor.at() - 1;
      break;
    }
  }
  return dates;
}

}  // namespace vultus
