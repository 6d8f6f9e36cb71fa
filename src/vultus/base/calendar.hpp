// Dates of the proleptic Gregorian calendar as whole days, exact. Only ISO 8601 dates (2026-03-09) are read.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vultus {

/// A day of the calendar, counted from 1970-01-01.
using CalendarDay = std::chrono::sys_days;

/// The day that "2026-03-09" names; nothing when the text is no such date or the day does not exist (2026-02-30).
std::optional<CalendarDay> parse_date(std::string_view text);
/// Whether the text means to be a date, in whatever form (2026/3/9, 9.3.2026, 2026-3-9, 2026年3月9日).
bool looks_like_date(std::string_view text);
/// "2026-03-09". Years 1 to 9999.
std::string to_text(CalendarDay day);
/// Days from one to the other; negative when `to` is earlier.
long days_between(CalendarDay from, CalendarDay to);

}  // namespace vultus
