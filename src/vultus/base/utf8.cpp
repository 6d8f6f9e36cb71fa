#include "vultus/base/utf8.hpp"

namespace vultus {
namespace {

/// How many bytes the lead byte asks for; 0 where it is none.
std::size_t wanted_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

}  // namespace

CodePoint next_code_point(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const std::size_t wanted = wanted_bytes(byte(at));
  if (wanted == 1) return {byte(at), 1, true};
  if (wanted == 0) return {not_readable, 1, false};
  char32_t value = byte(at) & (0x7FU >> wanted);
  std::size_t length = 1;
  for (; length < wanted && at + length < bytes.size() && (byte(at + length) & 0xC0U) == 0x80U; ++length)
    value = value << 6 | (byte(at + length) & 0x3FU);
  const bool overlong = (wanted == 3 && value < 0x800) || (wanted == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (length < wanted) return {not_readable, length, false};
  if (overlong || surrogate || value > 0x10FFFF) return {not_readable, 1, false};
  return {value, wanted, true};
}

void append_utf8(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) append_utf8(c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? not_readable : c, out);
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = next_code_point(text, at);
    out += point.value;
    at += point.length;
  }
  return out;
}

}  // namespace vultus
