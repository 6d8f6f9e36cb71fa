// The text that a reader of a page sees, in blocks, each character with its place in the input.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/utf8.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/base/language.hpp"

namespace vultus {

/// Positions [begin, end) in PageText::text.
struct Span {
  std::size_t begin = 0, end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A stretch of text that stands for itself: a paragraph, a heading, an item of a list, a cell of a table.
struct Block {
  enum class Kind { title, heading, paragraph, item, cell, link, menu } kind = Kind::paragraph;
  int level = 0;  ///< of a heading, 1 to 6; of a list item, its depth
  int row = -1;   ///< of a cell: rows are numbered through the page
  int depth = 0;  ///< in HTML, how deep in the tree it stands
  Span span;
};

enum class PageFormat { html, text, markdown };

/// Three strings of the same length: what is seen, the same for matching, and where each character stood.
struct PageText {
  PageFormat format = PageFormat::text;
  std::string encoding;               ///< as found: "UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252"
  std::vector<std::string> warnings;  ///< a false charset, characters that could not be read, mojibake
  std::u32string text;                ///< visible text; blocks are divided by one line feed
  std::u32string normal;              ///< the same length: lower case, half width, simplified characters, one kind of quotation mark and dash
  std::vector<std::uint32_t> origin;  ///< for each character of `text`, its code point in the input (markup counted); ascending
  std::uint32_t input_size = 0;       ///< code points of the input
  std::vector<Block> blocks;          ///< in the order of the text
  Language language = Language::en;

  [[nodiscard]] std::u32string_view seen(Span span) const { return std::u32string_view(text).substr(span.begin, span.size()); }
  [[nodiscard]] std::u32string_view matched(Span span) const { return std::u32string_view(normal).substr(span.begin, span.size()); }
};

/// Bytes of any encoding as a page. Bytes that are no text at all (a picture, an archive) and an empty input are faults; anything else
/// gives a page. `file` names it in faults, and its ending (.html, .htm, .md, .txt) helps to tell the format.
Checked<PageText> read_page_text(std::string_view bytes, const std::string& file);

/// For matching: one character for one character.
std::u32string normal_form(std::u32string_view text);

}  // namespace vultus
