// Dates as pages print them. What names no single day (05/2024, 03/04/2024, 30 February) is no date.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vultus/page/page_text.hpp"

namespace vultus {

struct PrintedDate {
  Span span;        ///< with the time of day, if one stands behind it
  std::string day;  ///< "2026-02-22"
};

/// All dates of a text in normal form, in its order; places count from the beginning of `text`.
std::vector<PrintedDate> dates_in(std::u32string_view text);

}  // namespace vultus
