#include <algorithm>
#include <array>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

using Kind = Block::Kind;

/// `<title>` without the name of the site behind a stroke.
Span without_site(std::u32string_view text) {
  constexpr std::array<std::u32string_view, 7> dividers{U" | ", U" - ", U" – ", U" — ", U"_", U"|", U" · "};
  auto end = text.size();
  for (const auto divider : dividers) {
    const auto at = text.find(divider);
    if (at != std::u32string_view::npos && at >= 4) end = std::min(end, at);
  }
  const auto dash = text.rfind(U'-');
  // In Chinese the stroke stands without spaces.
  if (dash != std::u32string_view::npos && dash >= 6 && is_han(text[dash - 1]) && dash + 1 < text.size() &&
      is_han(text[dash + 1]))
    end = std::min(end, dash);
  while (end > 0 && is_white(text[end - 1])) --end;
  return {0, end};
}

bool can_be_title(const Parts& parts, std::size_t i) {
  const auto text = parts.normal(i);
  if (parts.is_head(i, parts.phrases.plain_heads) || parts.is_head(i, parts.phrases.tip_heads)) return false;
  return letters_of(text).size() >= 2;
}

std::optional<std::size_t> heading_as_title(const Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts.is_open(i) && parts.block(i).kind == Kind::heading && parts.block(i).level == 1 && can_be_title(parts, i))
      return i;
  const auto prose = parts.first_prose();
  for (std::size_t i = 0; i < prose; ++i)
    if (parts.is_open(i) && parts.block(i).kind == Kind::heading && can_be_title(parts, i)) return i;
  return std::nullopt;
}

/// The first line of a text, where it looks like a title and something follows it. Returns how much of the block it takes.
std::optional<std::pair<std::size_t, Span>> line_as_title(const Parts& parts) {
  int looked = 0;
  for (std::size_t i = 0; i < parts.size() && looked < 3; ++i) {
    if (!parts.is_open(i)) continue;
    const auto text = parts.normal(i);
    ++looked;
    const auto dates = dates_in(text);
    const bool data = parts.phrases.author_cues.at(text, 0) > 0 || parts.phrases.date_cues.at(text, 0) > 0 ||
                      (!dates.empty() && width_of(text) < 60) || (parts.phrases.grades.in(text) && width_of(text) < 30);
    if (data) continue;
    if (parts.behind_cue(i, parts.phrases.question_cues) > 0 || parts.behind_cue(i, parts.phrases.answer_cues) > 0 ||
        greets_doctor(text))
      return std::nullopt;
    if (parts.block(i).kind == Kind::cell || parts.block(i).kind == Kind::item || !can_be_title(parts, i))
      return std::nullopt;
    constexpr std::u32string_view no_ends = U"。.;,:、";
    const bool follows = i + 1 < parts.size();
    if (follows && width_of(text) <= 110 && no_ends.find(text.back()) == std::u32string_view::npos)
      return std::pair{i, Span{0, text.size()}};
    // A title run together with a list: "...大全,赶紧收藏!①...".
    for (std::size_t k = 4; k < std::min<std::size_t>(text.size(), 60); ++k) {
      const bool ends = text[k - 1] == U'!' || text[k - 1] == U'?';
      if (ends && (text[k] == U'①' || list_mark(text.substr(k)) > 0)) return std::pair{i, Span{0, k}};
      if (text[k] == U'。') break;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

bool is_question(const Parts& parts, std::u32string_view text) {
  return text.find(U'?') != std::u32string_view::npos || parts.phrases.question_words.in(text);
}

/// Lines that print the title once more.
void mark_repeats(Parts& parts) {
  const auto title = letters_of(normal_form(to_utf32(parts.article.title)));
  if (title.size() < 3) return;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts.is_open(i) && parts.block(i).kind != Kind::cell && width_of(parts.normal(i)) <= width_of(title) + 40 &&
        letters_of(parts.normal(i)) == title)
      parts.roles[i] = Role::title;
}

}  // namespace

void find_title(Parts& parts) {
  auto& article = parts.article;
  const bool plain = article.page.format == PageFormat::text;
  if (const auto heading = plain ? std::nullopt : heading_as_title(parts)) {
    const auto text = parts.seen(*heading);
    article.title = to_utf8(text);
    parts.roles[*heading] = Role::title;
  } else if (article.page.format == PageFormat::html) {
    for (const auto& block : article.page.blocks)
      if (block.kind == Kind::title && article.title.empty()) {
        const auto span = without_site(article.page.seen(block.span));
        article.title = parts.utf8({block.span.begin, block.span.begin + span.end});
      }
  } else if (const auto line = line_as_title(parts)) {
    const auto span = parts.in_page(line->first, line->second);
    article.title = parts.utf8(span);
    if (span == parts.block(line->first).span)
      parts.roles[line->first] = Role::title;
    else
      parts.cuts.push_back(span);
  }
  mark_repeats(parts);
  const auto title = normal_form(to_utf32(article.title));
  if (is_question(parts, title)) article.question = article.title;
}

}  // namespace vultus
