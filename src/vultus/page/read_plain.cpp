// A text without markup: a block per line. What is a heading or an item has to be told from its looks.
#include <algorithm>

#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

struct Line {
  std::u32string_view text;  ///< without white space at its ends
  std::uint32_t begin = 0;
};

std::vector<Line> lines_of(std::u32string_view source) {
  std::vector<Line> lines;
  for (const auto& raw : text_lines(source)) {
    const auto* first = std::ranges::find_if(raw.text, [](char32_t c) { return !is_white(c) && !is_unseen(c); });
    auto text = raw.text.substr(static_cast<std::size_t>(first - raw.text.begin()));
    while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
    lines.push_back({text, raw.begin + static_cast<std::uint32_t>(first - raw.text.begin())});
  }
  return lines;
}

bool ends_sentence(std::u32string_view text) {
  constexpr std::u32string_view signs = U".!?;,:。！？；，：…、\"”)）";
  return !text.empty() && signs.find(text.back()) != std::u32string_view::npos;
}

std::size_t width_of(std::u32string_view text) {
  return text.size() + static_cast<std::size_t>(std::ranges::count_if(text, is_han));
}

/// Texts wrapped at a fixed width: the line goes on in the next one.
bool goes_on(std::u32string_view line, std::u32string_view next) {
  return line.size() >= 55 && line.size() <= 100 && !ends_sentence(line.substr(0, line.size())) && !next.empty() &&
         next[0] >= U'a' && next[0] <= U'z';
}

/// Long lines that hold sentences.
bool is_prose(std::u32string_view text) { return width_of(text) >= 60 && list_mark(text) == 0; }

bool is_emoji(char32_t c) {
  return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF);
}

/// Lines that begin with the same emoji as a line beside them are a list.
bool has_emoji_mark(const std::vector<Line>& lines, std::size_t i) {
  const auto begins_alike = [&](std::size_t k) {
    return k < lines.size() && !lines[k].text.empty() && lines[k].text[0] == lines[i].text[0];
  };
  return is_emoji(lines[i].text[0]) && (begins_alike(i + 1) || (i > 0 && begins_alike(i - 1)));
}

bool is_shouted(std::u32string_view text) {
  const auto is_small = [](char32_t c) { return c >= U'a' && c <= U'z'; };
  const auto is_capital = [](char32_t c) { return c >= U'A' && c <= U'Z'; };
  return std::ranges::none_of(text, is_small) && std::ranges::count_if(text, is_capital) >= 4 &&
         std::ranges::none_of(text, is_han);
}

std::size_t next_line(const std::vector<Line>& lines, std::size_t i) {
  for (++i; i < lines.size() && lines[i].text.empty();) ++i;
  return i;
}

/// A short line without final punctuation, before prose.
bool is_heading(const std::vector<Line>& lines, std::size_t i) {
  const auto text = lines[i].text;
  const auto following = next_line(lines, i);
  if (is_shouted(text) && width_of(text) <= 60 && list_mark(text) == 0)
    return following < lines.size() && !is_shouted(lines[following].text);
  const bool asks = text.back() == U'?' || text.back() == U'？';
  if (width_of(text) > (asks ? 120U : 80U) || (ends_sentence(text) && !asks && text.back() != U':' && text.back() != U'：'))
    return false;
  // Two sentences are no heading.
  const auto inner = text.find_first_of(U"。?？!！");
  if ((inner != std::u32string_view::npos && inner + 1 < text.size() && !ends_sentence(text.substr(inner + 1, 1))) ||
      text.find(U". ") != std::u32string_view::npos)
    return false;
  if (!asks && text.find_first_of(U",，") != std::u32string_view::npos) return false;
  if (has_emoji_mark(lines, i)) return false;
  // Dates, times and prices.
  const auto digits = std::ranges::count_if(text, [](char32_t c) { return c >= U'0' && c <= U'9'; });
  if (static_cast<std::size_t>(digits) * 3 > text.size()) return false;
  // A numbered line behind a numbered line is an item.
  if (list_mark(text) > 0)
    for (auto before = i; before-- > 0;) {
      if (lines[before].text.empty()) continue;
      if (list_mark(lines[before].text) > 0) return false;
      break;
    }
  if (following >= lines.size()) return false;
  const auto mark = list_mark(lines[following].text);
  return is_prose(lines[following].text.substr(mark)) || (mark > 0 && list_mark(text) == 0);
}

}  // namespace

void read_plain(std::u32string_view source, PageText& page) {
  PageWriter writer(page);
  const auto lines = lines_of(source);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto line = lines[i];
    if (line.text.empty()) continue;
    Block block;
    if (list_mark(line.text) > 0 || has_emoji_mark(lines, i)) {
      block.kind = Block::Kind::item;
      block.level = 1;
    }
    if (is_heading(lines, i) && (block.kind != Block::Kind::item || line.text[0] != U'-')) {
      block.kind = Block::Kind::heading;
      block.level = 2;
    }
    writer.begin(block);
    for (;;) {
      for (std::size_t k = 0; k < line.text.size(); ++k)
        writer.put(line.text[k], line.begin + static_cast<std::uint32_t>(k));
      if (i + 1 >= lines.size() || block.kind == Block::Kind::heading || !goes_on(line.text, lines[i + 1].text)) break;
      line = lines[++i];
      writer.put(U' ', line.begin);
    }
    writer.end();
  }
}

}  // namespace vultus
