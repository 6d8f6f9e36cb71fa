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
  for (const auto& raw : source_lines(source)) {
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

/// A short line without final punctuation, before prose.
bool is_heading(const std::vector<Line>& lines, std::size_t i) {
  const auto text = lines[i].text;
  const bool asks = text.back() == U'?' || text.back() == U'？';
  if (width_of(text) > (asks ? 120U : 80U) || (ends_sentence(text) && !asks && text.back() != U':' && text.back() != U'：'))
    return false;
  for (auto next = i + 1; next < lines.size() && next <= i + 4; ++next)
    if (!lines[next].text.empty()) {
      const auto mark = list_mark(lines[next].text);
      return is_prose(lines[next].text.substr(mark)) || (mark > 0 && list_mark(text) == 0);
    }
  return false;
}

}  // namespace

void read_plain(std::u32string_view source, PageText& page) {
  PageWriter writer(page);
  const auto lines = lines_of(source);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto line = lines[i];
    if (line.text.empty()) continue;
    Block block;
    if (list_mark(line.text) > 0) {
      block.kind = Block::Kind::item;
      block.level = 1;
    }
    if (is_heading(lines, i) && (block.kind != Block::Kind::item || line.text[0] != U'-')) {
      block.kind = Block::Kind::heading;
      block.level = 2;
    }
    writer.begin(block);
    for (;;) {
      for (std::size_t k = 0; k < line.text.size(); ++k) writer.put(line.text[k], line.begin + static_cast<std::uint32_t>(k));
      if (i + 1 >= lines.size() || block.kind == Block::Kind::heading || !goes_on(line.text, lines[i + 1].text)) break;
      line = lines[++i];
      writer.put(U' ', line.begin);
    }
    writer.end();
  }
}

}  // namespace vultus
