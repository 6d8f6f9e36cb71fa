#include "vultus/page/article.hpp"

#include <algorithm>

#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

/// What is left of a block when its cuts are taken out; `next` goes through the cuts, which are sorted.
void add_body(const Parts& parts, std::size_t i, std::size_t& next, std::vector<Span>& body) {
  const auto& text = parts.article.page.text;
  const auto whole = parts.block(i).span;
  const auto add = [&](Span span) {
    while (span.begin < span.end && is_white(text[span.begin])) ++span.begin;
    while (span.end > span.begin && is_white(text[span.end - 1])) --span.end;
    if (span.begin < span.end) body.push_back(span);
  };
  auto from = whole.begin;
  while (next < parts.cuts.size() && parts.cuts[next].end <= whole.begin) ++next;
  for (; next < parts.cuts.size() && parts.cuts[next].begin < whole.end; ++next) {
    const auto& cut = parts.cuts[next];
    if (cut.begin > from) add({from, cut.begin});
    from = std::max(from, cut.end);
  }
  if (from < whole.end) add({from, whole.end});
}

void collect_body(Parts& parts) {
  std::ranges::sort(parts.cuts, [](Span a, Span b) { return a.begin < b.begin || (a.begin == b.begin && a.end < b.end); });
  std::size_t next = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto role = parts.roles[i];
    if (role == Role::open || role == Role::tip || role == Role::precaution) add_body(parts, i, next, parts.article.body);
  }
}

}  // namespace

Article read_article(PageText page, const AllPageWords& words) {
  Article article;
  article.page = std::move(page);
  const PagePhrases phrases(words);
  Parts parts(article, phrases);
  mark_frame(parts);
  find_related(parts);
  find_title(parts);
  find_references(parts);
  find_posts(parts);
  find_author(parts);
  find_published(parts);
  find_notices(parts);
  find_sections(parts);
  collect_body(parts);
  return article;
}

}  // namespace vultus
