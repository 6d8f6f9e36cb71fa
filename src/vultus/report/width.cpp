#include "vultus/report/width.hpp"

#include <algorithm>

#include "vultus/base/utf8.hpp"
#include "vultus/report/words.hpp"

namespace vultus {

int columns_of(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return 0;
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
                    (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                    (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

int columns_of(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const CodePoint c = next_code_point(text, 0);
    columns += columns_of(c.value);
    text.remove_prefix(c.length);
  }
  return columns;
}

std::string padded_right(std::string_view text, int columns) {
  return std::string(text) + std::string(static_cast<std::size_t>(std::max(0, columns - columns_of(text))), ' ');
}

std::string padded_left(std::string_view text, int columns) {
  return std::string(static_cast<std::size_t>(std::max(0, columns - columns_of(text))), ' ') + std::string(text);
}

std::string cut(std::string_view text, int columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::string kept;
  int used = 0;
  while (!text.empty()) {
    const CodePoint c = next_code_point(text, 0);
    if (used + columns_of(c.value) > columns - 1) break;
    used += columns_of(c.value);
    kept += text.substr(0, c.length);
    text.remove_prefix(c.length);
  }
  return kept + "…";
}

namespace {

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool never_first(char32_t c) { return one_of(c, U",.;:!?)]}%，。；：！？、）》」』”’…·–"); }
bool never_last(char32_t c) { return one_of(c, U"([{（《「『“‘–"); }

/// The smallest pieces that may not be broken; a piece keeps the space behind it.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  std::string piece;
  char32_t before = 0;
  while (!text.empty()) {
    const CodePoint c = next_code_point(text, 0);
    const bool after_space = before == U' ' && c.value != U' ';
    const bool beside_chinese = before != 0 && c.value != U' ' && (columns_of(c.value) == 2 || columns_of(before) == 2);
    if (!piece.empty() && (after_space || beside_chinese) && !never_first(c.value) && !never_last(before)) {
      pieces.push_back(piece);
      piece.clear();
    }
    piece += text.substr(0, c.length);
    before = c.value;
    text.remove_prefix(c.length);
  }
  if (!piece.empty()) pieces.push_back(piece);
  return pieces;
}

std::string without_last_spaces(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int columns) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& piece : pieces_of(text)) {
    if (!line.empty() && columns_of(line) + columns_of(without_last_spaces(piece)) > columns) {
      lines.push_back(without_last_spaces(line));
      line.clear();
    }
    line += piece;
  }
  line = without_last_spaces(line);
  if (!line.empty() || lines.empty()) lines.push_back(line);
  return lines;
}

// ---------------------------------------------------------------- patterns and Chinese marks

std::string filled(std::string_view pattern, std::initializer_list<std::string> values) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool value = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                       pattern[i + 1] <= '9' && static_cast<std::size_t>(pattern[i + 1] - '0') < values.size();
    if (!value) {
      text += pattern[i];
      continue;
    }
    text += *(values.begin() + (pattern[i + 1] - '0'));
    i += 2;
  }
  return text;
}

namespace {

std::string_view full_width(char c) {
  switch (c) {
    case ',':
      return "，";
    case ';':
      return "；";
    case ':':
      return "：";
    case '?':
      return "？";
    case '!':
      return "！";
    case '(':
      return "（";
    case ')':
      return "）";
    default:
      return {};
  }
}

/// The character before `at`, or 0.
char32_t before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t start = at - 1;
  while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0u) == 0x80u) --start;
  return next_code_point(text, start).value;
}

}  // namespace

std::string with_chinese_marks(std::string_view text) {
  std::string marked;
  std::vector<bool> opened;  // of each open bracket: was it made full-width?
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view full = full_width(text[i]);
    if (full.empty()) {
      // no space behind a full-width mark
      // ... and none between two Chinese characters
      const char32_t last = before(marked, marked.size());
      const char32_t next = i + 1 < text.size() ? next_code_point(text, i + 1).value : 0;
      const bool idle =
          text[i] == ' ' && (one_of(last, U"，；：？！（）。") || (columns_of(last) == 2 && columns_of(next) == 2));
      if (!idle) marked += text[i];
      continue;
    }
    char32_t left = before(text, i);
    if (left == U' ' && i > 1) left = before(text, i - 1);
    const std::size_t next = i + 1 < text.size() && text[i + 1] == ' ' ? i + 2 : i + 1;
    const char32_t right = next < text.size() ? next_code_point(text, next).value : 0;
    bool chinese = columns_of(left) == 2 || columns_of(right) == 2;
    if (text[i] == '(') opened.push_back(chinese);
    if (text[i] == ')' && !opened.empty()) {
      chinese = opened.back();
      opened.pop_back();
    }
    if (chinese && text[i] == '(' && !marked.empty() && marked.back() == ' ') marked.pop_back();
    if (chinese)
      marked += full;
    else
      marked += text[i];
  }
  return marked;
}

}  // namespace vultus
