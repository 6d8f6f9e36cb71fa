// Markdown: headings, lists, tables and paragraphs become blocks; marks of emphasis and addresses of links go.
#include <algorithm>
#include <optional>

#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

using Kind = Block::Kind;

/// Of a link's text or address; a bracket without its counterpart costs no more.
constexpr std::size_t longest_link = 500;

std::size_t indent_of(std::u32string_view line) {
  std::size_t width = 0;
  for (const char32_t c : line) {
    if (!is_white(c)) break;
    width += c == U'\t' ? 4 : 1;
  }
  return width;
}

std::size_t blank_prefix(std::u32string_view line) {
  return static_cast<std::size_t>(std::ranges::find_if(line, [](char32_t c) { return !is_white(c); }) - line.begin());
}

Block of_kind(Kind kind, int level, int row = -1) {
  Block block;
  block.kind = kind;
  block.level = level;
  block.row = row;
  return block;
}

bool is_made_of(std::u32string_view line, std::u32string_view signs, std::size_t least) {
  std::size_t count = 0;
  for (const char32_t c : line) {
    if (is_white(c)) continue;
    if (signs.find(c) == std::u32string_view::npos) return false;
    ++count;
  }
  return count >= least;
}

bool is_rule(std::u32string_view line) {
  return is_made_of(line, U"-", 3) || is_made_of(line, U"*", 3) || is_made_of(line, U"_", 3);
}

bool is_word(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c > 0x7F;
}

/// Where the address of a link ends: the index behind "](...)" or "][...]" at `at`, which is the ']'.
std::size_t behind_address(std::u32string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return at + 1;
  const char32_t close = text[at + 1] == U'(' ? U')' : text[at + 1] == U'[' ? U']' : U'\0';
  if (close == 0) return at + 1;
  const auto end = text.substr(at + 2, longest_link).find(close);
  return end == std::u32string_view::npos ? at + 1 : at + 2 + end + 1;
}

/// Lines between two rules at the very beginning, "title: ..." and the like, are not shown.
std::size_t front_matter(const std::vector<TextLine>& lines) {
  if (lines.empty() || lines[0].text != U"---") return 0;
  for (std::size_t i = 1; i < std::min<std::size_t>(lines.size(), 60); ++i) {
    if (lines[i].text == U"---") return i + 1;
    if (lines[i].text.find(U':') == std::u32string_view::npos && !lines[i].text.starts_with(U" ") &&
        !lines[i].text.starts_with(U"-"))
      return 0;
  }
  return 0;
}

class MarkdownReader {
 public:
  explicit MarkdownReader(PageText& page) : writer_(page) {}

  void line(const TextLine& line, std::u32string_view next) {
    const auto blank = blank_prefix(line.text);
    const auto text = line.text.substr(blank);
    const auto begin = line.begin + static_cast<std::uint32_t>(blank);
    if (text.starts_with(U"```") || text.starts_with(U"~~~")) {
      writer_.end();
      return;
    }
    if (text.empty() || is_rule(text) || is_definition(text)) {
      if (!text.empty() || !in_table(next)) in_table_ = false;
      writer_.end();
      return;
    }
    if (text[0] == U'|' || (in_table_ && text.find(U'|') != std::u32string_view::npos) || is_table_head(text, next))
      return table_row(text, begin);
    in_table_ = false;
    if (heading(text, begin) || underlined(text, begin, next)) return;
    if (is_made_of(text, U"=", 2)) return writer_.end();
    std::size_t quote = 0;
    while (quote < text.size() && (text[quote] == U'>' || is_white(text[quote]))) ++quote;
    body_line(text.substr(quote), begin + static_cast<std::uint32_t>(quote), indent_of(line.text));
  }

  void finish() { writer_.end(); }

 private:
  static bool in_table(std::u32string_view next) { return !next.empty() && next[0] == U'|'; }
  static bool is_definition(std::u32string_view text) {
    return text[0] == U'[' && text.find(U"]:") != std::u32string_view::npos &&
           text.find(U"://") != std::u32string_view::npos;
  }
  static bool is_table_head(std::u32string_view text, std::u32string_view next) {
    return text.find(U'|') != std::u32string_view::npos && next.find(U'-') != std::u32string_view::npos &&
           next.find(U'|') != std::u32string_view::npos && is_made_of(next, U"|-: ", 3);
  }

  bool heading(std::u32string_view text, std::uint32_t begin) {
    const auto marks = std::min(text.find_first_not_of(U'#'), text.size());
    if (marks == 0 || marks > 6 || marks >= text.size() || (!is_white(text[marks]) && !is_han(text[marks]))) return false;
    auto words = text.substr(marks);
    while (!words.empty() && (words.back() == U'#' || is_white(words.back()))) words.remove_suffix(1);
    block(of_kind(Kind::heading, static_cast<int>(marks)), words, begin + static_cast<std::uint32_t>(marks));
    writer_.end();
    return true;
  }

  /// "Heading" over a line of = or -.
  bool underlined(std::u32string_view text, std::uint32_t begin, std::u32string_view next) {
    const bool first = is_made_of(next, U"=", 2);
    if (writer_.is_open() || list_mark(text) > 0 || (!first && !is_made_of(next, U"-", 3))) return false;
    block(of_kind(Kind::heading, first ? 1 : 2), text, begin);
    writer_.end();
    return true;
  }

  void table_row(std::u32string_view text, std::uint32_t begin) {
    writer_.end();
    in_table_ = true;
    if (is_made_of(text, U"|-:+ ", 2)) return;
    std::size_t cell = text[0] == U'|' ? 1 : 0;
    while (cell < text.size()) {
      const auto end = std::min(text.find(U'|', cell), text.size());
      block(of_kind(Kind::cell, 0, rows_), text.substr(cell, end - cell), begin + static_cast<std::uint32_t>(cell));
      cell = end + 1;
    }
    writer_.end();
    ++rows_;
  }

  void body_line(std::u32string_view text, std::uint32_t begin, std::size_t indent) {
    const auto mark = list_mark(text);
    if (mark > 0) {
      // Numbers are read by people; other marks only divide.
      const bool number = text[0] != U'-' && text[0] != U'*' && text[0] != U'+';
      const auto skipped = number ? 0 : mark;
      auto words = text.substr(skipped);
      std::uint32_t more = 0;
      for (const std::u32string_view box : {U"[ ] ", U"[x] ", U"[X] "})
        if (words.starts_with(box)) more = 4;
      block(of_kind(Kind::item, 1 + static_cast<int>(indent / 2)), words.substr(more),
            begin + static_cast<std::uint32_t>(skipped) + more);
      return;
    }
    if (writer_.is_open()) {
      writer_.put(U' ', begin);
      inline_text(text, begin);
    } else {
      block({}, text, begin);
    }
    // Two spaces or a backslash at the end break the line.
    if (text.ends_with(U"  ") || text.ends_with(U"\\")) writer_.end();
  }

  void block(Block kind, std::u32string_view text, std::uint32_t begin) {
    writer_.begin(kind);
    inline_text(text, begin);
  }

  void inline_text(std::u32string_view text, std::uint32_t begin) {
    for (std::size_t i = 0; i < text.size();) {
      if (const auto marks = marks_at(text, i); marks > 0) {
        i += marks;
        continue;
      }
      if (text[i] == U'\\' && i + 1 < text.size() && !is_word(text[i + 1])) ++i;
      writer_.put(text[i], begin + static_cast<std::uint32_t>(i));
      ++i;
    }
  }

  /// How many characters at `i` are marks that nobody sees; 0: none.
  static std::size_t marks_at(std::u32string_view text, std::size_t i) {
    const auto rest = text.substr(i);
    switch (text[i]) {
      case U'!': {
        const auto close = rest.starts_with(U"![") ? rest.substr(0, longest_link).find(U']') : std::u32string_view::npos;
        return close == std::u32string_view::npos ? 0 : behind_address(text, i + close) - i;
      }
      case U'[':
        return opens_link(rest) ? 1 : 0;
      case U']': {
        const auto behind = behind_address(text, i);
        return behind > i + 1 ? behind - i : 0;
      }
      case U'<':
        return is_tag(rest) ? rest.find(U'>') + 1 : 0;
      case U'`':
        return 1;
      default:
        return is_emphasis(text, i) ? 1 : 0;
    }
  }

  static bool opens_link(std::u32string_view rest) {
    const auto close = rest.substr(0, longest_link).find(U']');
    return close != std::u32string_view::npos && behind_address(rest, close) > close + 1;
  }

  static bool is_tag(std::u32string_view rest) {
    const auto end = rest.substr(0, 300).find(U'>');
    if (end == std::u32string_view::npos || rest.size() < 3) return false;
    return rest[1] == U'/' || rest[1] == U'!' || (rest[1] >= U'a' && rest[1] <= U'z') ||
           (rest[1] >= U'A' && rest[1] <= U'Z');
  }

  /// Stars and tildes that stand at a word; an underscore within a word is part of it.
  static bool is_emphasis(std::u32string_view text, std::size_t i) {
    const char32_t c = text[i];
    const char32_t before = i > 0 ? text[i - 1] : U' ';
    const char32_t after = i + 1 < text.size() ? text[i + 1] : U' ';
    if (c == U'*') return !(is_white(before) && is_white(after));
    if (c == U'~') return before == U'~' || after == U'~';
    return c == U'_' && !(is_word(before) && before != U'_' && is_word(after) && after != U'_') &&
           !(is_white(before) && is_white(after));
  }

  PageWriter writer_;
  bool in_table_ = false;
  int rows_ = 0;
};

}  // namespace

void read_markdown(std::u32string_view source, PageText& page) {
  MarkdownReader reader(page);
  const auto lines = text_lines(source);
  for (std::size_t i = front_matter(lines); i < lines.size(); ++i)
    reader.line(lines[i], i + 1 < lines.size() ? lines[i + 1].text : U"");
  reader.finish();
}

}  // namespace vultus
