// Signs that a text was read in a wrong encoding once and saved again. It is reported, not repaired: places count the input.
#include <algorithm>
#include <array>

#include "vultus/page/converters.hpp"
#include "vultus/page/decode.hpp"
#include "vultus/page/page_text.hpp"
#include "vultus/base/utf8.hpp"

namespace vultus {
namespace {

constexpr std::size_t sample_size = 20000;

/// Characters beyond ASCII with what stands between them left out, so that ASCII does not water down the shares.
std::u32string foreign_part(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (c >= 0x80 && c != 0x3000 && !(c >= 0x2000 && c <= 0x200F)) out += c;
    // A break keeps characters that never stood side by side from making one.
    if (c < 0x80 && !out.empty() && out.back() != U' ') out += U' ';
  }
  return out;
}

/// Share of the bytes beyond ASCII that are whole sequences of UTF-8, and whether these read as a text.
bool reads_as_utf8(std::string_view bytes, std::size_t least) {
  std::size_t high = 0, inside = 0, sequences = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = next_code_point(bytes, at);
    if (point.length > 1 || !point.valid) high += point.length;
    if (point.valid && point.length > 1) {
      ++sequences;
      inside += point.length;
    }
    at += point.length;
  }
  return sequences >= least && inside * 10 >= high * 8;
}

std::string as_western_bytes(std::u32string_view text) {
  constexpr std::u32string_view c1 = U"€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ";
  std::string bytes;
  for (const char32_t c : text) {
    const auto special = c1.find(c);
    if (special != std::u32string_view::npos)
      bytes += static_cast<char>(static_cast<unsigned char>(0x80 + special));
    else
      bytes += c < 0x100 ? static_cast<char>(static_cast<unsigned char>(c)) : ' ';
  }
  return bytes;
}

}  // namespace

std::vector<std::string> mojibake_in(std::u32string_view text) {
  const auto begin = std::ranges::find_if(text, [](char32_t c) { return c >= 0x80; });
  const auto start = static_cast<std::size_t>(begin - text.begin());
  const auto sample = foreign_part(text.substr(start, sample_size));
  std::vector<std::string> warnings;
  if (text.find(U"锟斤拷") != std::u32string_view::npos)
    warnings.emplace_back("characters were lost before it was saved (锟斤拷)");
  if (sample.empty()) return warnings;
  const auto western =
      static_cast<std::size_t>(std::ranges::count_if(sample, [](char32_t c) { return c < 0x3000 && c != U' '; }));
  const auto foreign = static_cast<std::size_t>(std::ranges::count_if(sample, [](char32_t c) { return c != U' '; }));
  if (western * 10 >= foreign * 9) {
    const auto bytes = as_western_bytes(sample);
    if (reads_as_utf8(bytes, 2)) {
      warnings.emplace_back("UTF-8 that was read as Latin-1 and saved again");
    } else {
      const auto chinese = plausibility(decode_as("GB18030", bytes));
      if (western >= 8 && chinese.foreign * 2 >= western - 1 && chinese.common * 10 >= chinese.foreign * 9)
        warnings.emplace_back("GBK that was read as Latin-1 and saved again");
    }
  } else {
    const auto bytes = encode_as("GB18030", sample);
    if (reads_as_utf8(bytes, 4)) {
      const auto chinese = plausibility(to_utf32(bytes));
      if (chinese.common * 10 >= chinese.foreign * 7) warnings.emplace_back("UTF-8 that was read as GBK and saved again");
    }
  }
  return warnings;
}

}  // namespace vultus
