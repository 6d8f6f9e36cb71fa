// One field of a CSV file.
#pragma once
#include <string>
#include <string_view>

namespace vultus {

/// RFC 4180: a field with a comma, a quote or a line break stands in quotes, its quotes doubled.
inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace vultus
