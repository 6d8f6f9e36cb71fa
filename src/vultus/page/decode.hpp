// Bytes of any encoding as code points. The bytes decide; what the page declares and what uchardet thinks are advice.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

struct Decoded {
  std::string encoding;
  std::u32string text;  ///< without byte order mark
  std::vector<std::string> warnings;
};

/// Bytes that are no text are a fault.
Checked<Decoded> decode(std::string_view bytes, const std::string& file);

/// "a PNG picture"; empty where the first bytes are those of no known kind of file.
std::string kind_of_file(std::string_view bytes);
/// What `<meta charset>` or an XML declaration near the beginning says, in lower case; empty: nothing.
std::string declared_charset(std::string_view bytes);
/// Warnings of a text that was read in a wrong encoding once and saved again.
std::vector<std::string> mojibake_in(std::u32string_view text);

}  // namespace vultus
