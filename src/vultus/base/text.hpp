// Text as people write it: full-width letters folded to ASCII, valid names that lie nearest to a mistyped one.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vultus {

/// Without white space at either end (the ideographic space counts).
std::string_view trimmed(std::string_view text);
/// ASCII letters lowered; everything else as it is.
std::string lowered(std::string_view text);
/// Full-width ASCII (Ｕ, １２．５, ％), the ideographic space and compatibility units (㎜, ㎎, ...) as plain ASCII.
std::string plain_width(std::string_view text);
/// The words joined: "a, b, c".
std::string joined(std::span<const std::string> words, std::string_view between = ", ");
/// The parts between `by`, without the empty ones.
std::vector<std::string> split(std::string_view text, char by);

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; ASCII case ignored.
int edit_distance(std::string_view a, std::string_view b);
/// The name that the word was most likely meant to be; nothing when none is near. Ties go to the earlier name.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> names);
/// "a, b, c (nearest: b)"; with more names than `most` only the nearest and how many there are.
std::string allowed_names(std::string_view word, std::span<const std::string> names, std::size_t most = 30);
/// The word in quotation marks, shortened, control characters shown as \x...: fit for a message on one line.
std::string in_quotes(std::string_view word);

/// The same without quotation marks, up to `most` characters.
std::string on_one_line(std::string_view text, std::size_t most = 200);

/// What keeps bytes from being a text in UTF-8.
struct EncodingProblem {
  std::size_t at = 0;  ///< offset of the byte
  std::string found;   ///< "UTF-16 text", "text that is not UTF-8 (it looks like GBK)"
  std::string remedy;
};
/// Nothing when the text is UTF-8 without control characters other than tab, line feed and carriage return.
std::optional<EncodingProblem> encoding_problem(std::string_view text);
/// Offset of the first byte that breaks UTF-8 (overlong forms and surrogates count); nothing when all is well.
std::optional<std::size_t> broken_utf8(std::string_view text);
/// Code points in a valid UTF-8 text.
int code_points(std::string_view text);

}  // namespace vultus
