// How wide text stands in a terminal (Chinese takes two columns a character), padding, and line breaking.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vultus {

/// Columns of one character: 0 for combining marks, 2 for Chinese characters and full-width marks.
int columns_of(char32_t c);
int columns_of(std::string_view text);

std::string padded_right(std::string_view text, int columns);
std::string padded_left(std::string_view text, int columns);
/// At most that many columns, cut with an ellipsis.
std::string cut(std::string_view text, int columns);
/// Lines of at most that many columns. Latin text breaks at spaces; Chinese between characters, but never before a closing
/// mark or after an opening one.
std::vector<std::string> wrapped(std::string_view text, int columns);

}  // namespace vultus
