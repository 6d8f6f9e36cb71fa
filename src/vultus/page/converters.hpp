// Single encodings, and how much a text decoded in one of them looks like something that a person wrote.
#pragma once
#include <string>
#include <string_view>

namespace vultus {

/// The whole of the bytes in an encoding that ICU knows; U+FFFD for what cannot be read. Nothing known of the name: empty.
std::u32string decode_as(const std::string& encoding, std::string_view bytes);
/// The other way; `?` or other substitutes for what the encoding lacks.
std::string encode_as(const std::string& encoding, std::u32string_view text);
/// "gb2312" -> "GB18030", "latin1" -> "windows-1252"; a name that ICU does not know: empty.
std::string canonical_encoding(const std::string& name);

struct Plausibility {
  std::size_t foreign = 0;     ///< characters beyond ASCII
  std::size_t unreadable = 0;  ///< U+FFFD, controls, private use
  std::size_t common = 0;      ///< Han characters of the first levels of GB 2312 and Big5, CJK punctuation
  std::size_t frequent = 0;    ///< of them, the hundred that every text has
  std::size_t latin = 0;       ///< Latin letters beside other letters, quotation marks, dashes, degree signs
  /// About 1 for a text in its own encoding, below 0 for noise.
  [[nodiscard]] double chinese() const;
  [[nodiscard]] double western() const;
};
Plausibility plausibility(std::u32string_view text);
bool is_common_han(char32_t c);

}  // namespace vultus
