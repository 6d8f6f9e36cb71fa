#include "vultus/page/page_writer.hpp"

#include <algorithm>

namespace vultus {

bool is_white(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_unseen(char32_t c) {
  return (c < 0x20 && !is_white(c)) || (c >= 0x7F && c <= 0x9F && c != 0x85) || c == 0xAD || c == 0x200B || c == 0x200C ||
         c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

void PageWriter::begin(Block block) {
  end();
  block_ = block;
  // A line feed between blocks is written with the first character that follows it.
  block_.span.begin = page_.text.empty() ? 0 : page_.text.size() + 1;
  open_ = true;
  space_ = false;
}

void PageWriter::end() {
  if (open_ && page_.text.size() > block_.span.begin) {
    block_.span.end = page_.text.size();
    page_.blocks.push_back(block_);
  }
  open_ = false;
}

void PageWriter::append(char32_t c, std::uint32_t origin) {
  page_.text += c;
  page_.origin.push_back(origin);
}

void PageWriter::put(char32_t c, std::uint32_t origin) {
  if (is_unseen(c)) return;
  if (is_white(c)) {
    if (!space_) space_origin_ = origin;
    space_ = true;
    return;
  }
  if (!open_) begin({});
  if (page_.text.size() < block_.span.begin) {
    append(U'\n', origin);
  } else if (space_ && page_.text.size() > block_.span.begin) {
    append(U' ', space_origin_);
  }
  space_ = false;
  append(c, origin);
}

std::vector<TextLine> text_lines(std::u32string_view text) {
  std::vector<TextLine> lines;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || text[i] == U'\n' || text[i] == U'\r' || text[i] == 0x2028 || text[i] == 0x85;
    if (!ends) continue;
    lines.push_back({text.substr(begin, i - begin), static_cast<std::uint32_t>(begin)});
    if (i + 1 < text.size() && text[i] == U'\r' && text[i + 1] == U'\n') ++i;
    begin = i + 1;
  }
  return lines;
}

namespace {

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

std::size_t run_of(std::u32string_view line, std::size_t at, bool (*belongs)(char32_t)) {
  std::size_t length = 0;
  while (at + length < line.size() && belongs(line[at + length])) ++length;
  return length;
}

bool is_chinese_number(char32_t c) {
  return std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

/// Length of "1." or "(2)" or "三、" without the white space; 0: none.
std::size_t number_mark(std::u32string_view line) {
  const bool bracket = line[0] == U'(' || line[0] == U'（' || line[0] == U'[';
  const std::size_t at = bracket ? 1 : 0;
  auto length = run_of(line, at, is_digit);
  const bool digits = length > 0;
  if (!digits) length = run_of(line, at, is_chinese_number);
  if (length == 0 || length > 3 || at + length >= line.size()) return 0;
  const char32_t after = line[at + length];
  if (bracket) return after == U')' || after == U'）' || after == U']' ? at + length + 1 : 0;
  if (std::u32string_view(U".、．)）:：").find(after) == std::u32string_view::npos) return 0;
  if (!digits && after != U'、' && after != U'.' && after != U'．') return 0;
  const bool colon = after == U':' || after == U'：';
  const char32_t next = at + length + 1 < line.size() ? line[at + length + 1] : U' ';
  // "3.5 cm" and "10:30" are no marks.
  if ((after == U'.' || colon) && is_digit(next)) return 0;
  return at + length + 1;
}

}  // namespace

std::size_t list_mark(std::u32string_view line) {
  if (line.empty()) return 0;
  constexpr std::u32string_view bullets = U"•●○◦▪■□◆◇▶►▸✓✔✅☑★☆※·‧∙➤➢❌✘✗";
  constexpr std::u32string_view dashes = U"-*–—+";
  std::size_t length = 0;
  const bool circled = (line[0] >= 0x2460 && line[0] <= 0x2487) || (line[0] >= 0x2776 && line[0] <= 0x2793);
  if (bullets.find(line[0]) != std::u32string_view::npos || circled) {
    length = 1;
  } else if (is_digit(line[0]) && line.substr(0, 3).find(0x20E3) != std::u32string_view::npos) {
    length = line.substr(0, 3).find(0x20E3) + 1;  // a digit on a key
  } else if (dashes.find(line[0]) != std::u32string_view::npos) {
    if (line.size() < 2 || !is_white(line[1])) return 0;
    length = 1;
  } else {
    length = number_mark(line);
  }
  if (length == 0) return 0;
  return length + run_of(line, length, is_white);
}

}  // namespace vultus
