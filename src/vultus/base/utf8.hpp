// UTF-8 to code points and back.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace vultus {

constexpr char32_t not_readable = 0xFFFD;

struct CodePoint {
  char32_t value = not_readable;
  std::size_t length = 1;  ///< bytes, at least 1
  bool valid = false;
};

/// The code point that begins at byte `at`, which must exist. What breaks the rules is U+FFFD.
CodePoint next_code_point(std::string_view bytes, std::size_t at);
void append_utf8(char32_t c, std::string& out);

std::string to_utf8(std::u32string_view text);
/// Broken UTF-8 becomes U+FFFD.
std::u32string to_utf32(std::string_view text);

}  // namespace vultus
