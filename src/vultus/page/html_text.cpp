#include "vultus/page/html_text.hpp"

#include <algorithm>

#include "vultus/page/html_tree.hpp"
#include "vultus/base/utf8.hpp"

namespace vultus {
namespace {

bool is_name(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Length of the entity at the beginning of `source` ("&amp;", "&#8211;", "&nbsp" before "x"); `after` is the text that
/// follows it.
std::size_t entity_length(std::string_view source, std::string_view after) {
  std::size_t length = 1;
  if (length < source.size() && source[length] == '#') ++length;
  while (length < source.size() && length < 40 && is_name(source[length])) ++length;
  if (length < source.size() && source[length] == ';') return length + 1;
  // Without its semicolon a name ends where the text after it begins.
  const auto next = after.substr(0, 3);
  for (auto shorter = length; shorter > 2 && !next.empty(); --shorter)
    if (source.substr(shorter).starts_with(next)) return shorter;
  return length;
}

bool is_written_ampersand(std::string_view source) {
  for (const std::string_view written : {"&amp", "&AMP", "&#38", "&#x26", "&#X26", "&#038", "&#x0026"})
    if (source.starts_with(written)) return true;
  return false;
}

}  // namespace

void walk_text(std::string_view text, std::string_view source, std::size_t at,
               const std::function<void(char32_t, std::size_t)>& put) {
  std::size_t place = at;  // of a whole character, also where the source ends too early
  for (std::size_t i = 0; i < text.size();) {
    const auto point = next_code_point(text, i);
    i += point.length;
    // Zeros and tags that the parser dropped lie between pieces of one text.
    while (at < source.size() && source[at] == '\0' && point.value != not_readable) ++at;
    for (int tags = 0; tags < 64 && at < source.size() && source[at] == '<' && point.value != U'<'; ++tags)
      at += tag_length(source, at);
    if (at < source.size()) place = at;
    put(point.value, place);
    if (at >= source.size()) continue;
    if (source[at] == '&' && (point.value != U'&' || is_written_ampersand(source.substr(at, 8)))) {
      at += entity_length(source.substr(at), text.substr(i));
    } else if (source[at] == '\r' && point.value == U'\n') {
      at += at + 1 < source.size() && source[at + 1] == '\n' ? 2 : 1;
    } else {
      at += next_code_point(source, at).length;
    }
  }
}

}  // namespace vultus
