// Builds a page's text block by block; white space collapses, characters that nobody sees are left out.
#pragma once
#include <cstdint>
#include <string_view>

#include "vultus/page/page_text.hpp"

namespace vultus {

class PageWriter {
 public:
  explicit PageWriter(PageText& page) : page_(page) {}

  /// Ends the block that is open, if any; an empty one leaves no trace.
  void begin(Block block);
  void end();
  /// One character seen at code point `origin` of the input.
  void put(char32_t c, std::uint32_t origin);
  [[nodiscard]] bool is_open() const { return open_; }
  /// Length of the open block so far.
  [[nodiscard]] std::size_t written() const { return open_ ? page_.text.size() - block_.span.begin : 0; }

 private:
  void append(char32_t c, std::uint32_t origin);

  PageText& page_;
  Block block_;
  bool open_ = false;
  bool space_ = false;  ///< white space was read and not yet written
  std::uint32_t space_origin_ = 0;
};

/// Space, tab, line ends, no-break and ideographic space.
bool is_white(char32_t c);
/// Controls, zero-width spaces, soft hyphens, marks of direction. What joins or shapes emoji stays: it is seen.
bool is_unseen(char32_t c);
bool is_han(char32_t c);

/// One line of a text: code points [begin, end) of the input without its line end.
struct TextLine {
  std::u32string_view text;
  std::uint32_t begin = 0;
};
std::vector<TextLine> text_lines(std::u32string_view text);

/// Length of a mark of a list at the beginning of a line ("1.", "（2）", "三、", "•", "- "), white space behind it included;
/// 0: none.
std::size_t list_mark(std::u32string_view line);

void read_html(std::u32string_view source, PageText& page);
void read_plain(std::u32string_view source, PageText& page);
void read_markdown(std::u32string_view source, PageText& page);

}  // namespace vultus
