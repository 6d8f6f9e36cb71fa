// Name, rank, department and hospital in a line such as "王克明副主任医师 整形外科" or "Reviewed by Jane Roe, MD".
#pragma once
#include <optional>

#include "vultus/page/parts.hpp"

namespace vultus {

struct PersonLine {
  Author author;             ///< its name may be empty
  bool cue = false;          ///< said to be the author: "作者：", "By"
  bool house = false;        ///< said to be nobody in particular
  std::u32string_view said;  ///< the cue
};

/// What a short line says of a person; nothing where it says nothing. `from`: how much of the block to leave out.
std::optional<PersonLine> read_person(const Parts& parts, std::size_t i, Span within);
/// A capital of Latin script, accents included.
bool is_upper(char32_t c);
/// Two to four Han characters that may be a name.
bool is_han_name(const Parts& parts, std::u32string_view text);

}  // namespace vultus
