// What belongs to the page and not to its article: navigation, buttons, breadcrumbs; and lists of references.
#include <algorithm>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

using Kind = Block::Kind;

/// "Home > Health > Scars", "首页>美容>祛疤", "About | Team | Contact".
bool is_breadcrumb(std::u32string_view text) {
  for (const char32_t divider : std::u32string_view(U">»/|›")) {
    std::size_t parts = 1, longest = 0, length = 0;
    for (const char32_t c : text) {
      length += 1 + (is_han(c) ? 1U : 0U);
      if (c == divider) {
        ++parts;
        longest = std::max(longest, length);
        length = 0;
      }
    }
    longest = std::max(longest, length);
    if (parts >= 3 && longest <= 32 && text.find_first_of(U"。!?;") == std::u32string_view::npos) return true;
  }
  return false;
}

bool tells_of_article(const Parts& parts, std::u32string_view text) {
  return parts.phrases.author_cues.in(text) || parts.phrases.grades.in(text) || parts.phrases.date_cues.in(text) ||
         !dates_in(text).empty();
}

/// A mark that has lost its words.
bool is_empty_line(std::u32string_view text) { return letters_of(text).empty(); }

bool is_leftover(const Parts& parts, std::size_t i) {
  const auto text = parts.normal(i);
  const auto kind = parts.block(i).kind;
  if (kind == Kind::cell) return false;
  if (is_empty_line(text)) return true;
  if (width_of(text) > 90) return false;
  const auto span = bare(text, {0, text.size()});
  const auto length = parts.phrases.leftovers.at(text, span.begin);
  if (length > 0) {
    const auto rest = text.substr(span.begin + length, span.end - span.begin - length);
    if (rest.empty() || (width_of(rest) <= 70 && sentences_in(rest).size() <= 1 &&
                         (rest.size() < 3 || !is_letter(rest[0]) || width_of(rest) <= 24)))
      return true;
  }
  if (kind != Kind::heading && kind != Kind::item && is_breadcrumb(text) && !tells_of_article(parts, text)) return true;
  return kind == Kind::link && width_of(text) <= 40;
}

}  // namespace

void mark_frame(Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto kind = parts.block(i).kind;
    if (kind == Kind::menu || kind == Kind::title || is_leftover(parts, i)) parts.roles[i] = Role::frame;
  }
}

void find_references(Parts& parts) {
  const auto& heads = parts.phrases.reference_heads;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts.is_open(i)) continue;
    const bool inline_list = parts.behind_cue(i, heads) > 0;
    if (!inline_list && !parts.is_head(i, heads)) continue;
    const auto end = inline_list ? i + 1 : parts.end_of_part(i);
    for (auto k = i; k < end; ++k) {
      if (!parts.is_open(k)) continue;
      // What follows a list without numbers or years is the article again.
      const auto text = parts.normal(k);
      const bool cites = std::ranges::any_of(text, is_number) || text.find(U"http") != std::u32string_view::npos || k == i;
      if (!cites) break;
      parts.roles[k] = Role::reference;
      if (k > i || inline_list) parts.article.references.push_back(parts.block(k).span);
    }
  }
}

}  // namespace vultus
