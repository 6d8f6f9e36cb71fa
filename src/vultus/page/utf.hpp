// One code point of UTF-8 at a time, for decoders and for finding places in a source.
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

}  // namespace vultus
