// Lists of other articles. They come as title, summary and a line of data; as titles alone; each title printed once or
// twice.
#include <algorithm>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

/// "科普文章 2025-03-12", "Articles", "2026-02-09": what stands under a related item.
struct DataLine {
  bool is_data = false;
  bool known = false;  ///< its category is one of the list, or it has none
  std::string category, date;
};

DataLine data_line(const Parts& parts, std::size_t i) {
  const auto text = parts.normal(i);
  DataLine line;
  if (width_of(text) > 60) return line;
  const auto dates = dates_in(text);
  auto rest = Span{0, text.size()};
  if (!dates.empty()) {
    const auto& date = dates.front();
    line.date = date.day;
    // The category stands on one side of the date.
    rest = bare(text, {0, date.span.begin});
    if (rest.size() == 0) rest = bare(text, {date.span.end, text.size()});
  }
  rest = bare(text, rest);
  const auto words = text.substr(rest.begin, rest.size());
  line.known = words.empty() || parts.phrases.related_kinds.is(words);
  line.is_data = line.known ? !line.date.empty() || !words.empty() : !line.date.empty() && width_of(words) <= 12;
  if (line.is_data) line.category = parts.utf8(parts.in_page(i, rest));
  return line;
}

class RelatedReader {
 public:
  explicit RelatedReader(Parts& parts) : parts_(parts) {}

  void line(std::size_t i) {
    const auto data = data_line(parts_, i);
    if (!data.is_data || (waiting_.empty() && !data.known)) {
      waiting_.push_back(i);
      return;
    }
    if (!waiting_.empty()) {
      if (waiting_.size() > 4) waiting_.erase(waiting_.begin(), waiting_.end() - 2);
      add(waiting_);
      waiting_.clear();
    }
    if (items().empty()) return;
    auto& item = items().back();
    if (item.date.empty()) item.date = data.date;
    if (item.category.empty()) item.category = data.category;
  }

  /// Titles without data, perhaps each with a sentence under it.
  void finish() {
    std::vector<std::size_t> one;
    for (const auto i : waiting_) {
      if (!one.empty() && !is_summary(i) && !is_same(i, one.front())) {
        add(one);
        one.clear();
      }
      one.push_back(i);
    }
    if (!one.empty()) add(one);
    waiting_.clear();
  }

 private:
  std::vector<RelatedItem>& items() { return parts_.article.related; }

  [[nodiscard]] bool is_same(std::size_t a, std::size_t b) const {
    return letters_of(parts_.normal(a)) == letters_of(parts_.normal(b));
  }

  [[nodiscard]] bool is_summary(std::size_t i) const {
    const auto text = parts_.normal(i);
    constexpr std::u32string_view ends = U".。…!;";
    return width_of(text) >= 24 && ends.find(text.back()) != std::u32string_view::npos &&
           parts_.block(i).kind != Block::Kind::link;
  }

  void add(const std::vector<std::size_t>& blocks) {
    RelatedItem item;
    const auto first = blocks.front();
    auto title = Span{list_mark(parts_.normal(first)), parts_.normal(first).size()};
    const auto dates = dates_in(parts_.normal(first));
    if (!dates.empty()) {
      item.date = dates.front().day;
      if (dates.front().span.begin > title.begin + 2)
        title.end = dates.front().span.begin;
      else
        title.begin = dates.front().span.end;
    }
    const auto text = parts_.seen(first);
    while (title.end > title.begin && is_white(text[title.end - 1])) --title.end;
    while (title.begin < title.end && is_white(text[title.begin])) ++title.begin;
    item.title = parts_.utf8(parts_.in_page(first, title));
    for (const auto i : blocks) {
      if (i == first || is_same(i, first)) continue;
      if (!item.summary.empty()) item.summary += ' ';
      item.summary += to_utf8(parts_.seen(i));
    }
    if (!item.title.empty()) items().push_back(std::move(item));
  }

  Parts& parts_;
  std::vector<std::size_t> waiting_;
};

/// Without data a list ends where sentences begin; with data behind the last of its lines.
std::size_t end_of_list(const Parts& parts, std::size_t head) {
  // Titles in a text without markup look like headings.
  const auto end = parts.end_of_part(head, parts.article.page.format == PageFormat::text);
  auto last = head + 1;
  std::size_t since = 0;
  for (auto i = head + 1; i < end && since <= 5; ++i, ++since) {
    const auto data = data_line(parts, i);
    if (data.is_data && (data.known || i > head + 1)) {
      last = i + 1;
      since = 0;
    }
  }
  if (last > head + 1) return last;
  const bool html = parts.article.page.format == PageFormat::html;
  for (; last < end; ++last) {
    const auto text = parts.normal(last);
    if (parts.roles[last] == Role::frame && parts.block(last).kind == Block::Kind::paragraph) break;
    if (parts.phrases.disclaimers.in(text) || parts.phrases.leftovers.at(text, 0) > 0) break;
    const bool prose = width_of(text) > 100 || std::u32string_view(U".。").find(text.back()) != std::u32string_view::npos;
    if (!html && prose) break;
  }
  return last;
}

bool lists_years(const Parts& parts, std::size_t head) {
  const auto end = std::min(parts.end_of_part(head), head + 4);
  for (auto i = head + 1; i < end; ++i)
    for (const std::u32string_view century : {U"19", U"20"})
      if (const auto at = parts.normal(i).find(century);
          at != std::u32string_view::npos && at + 3 < parts.normal(i).size() && is_number(parts.normal(i)[at + 2]) &&
          is_number(parts.normal(i)[at + 3]))
        return true;
  return false;
}

}  // namespace

void find_related(Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.roles[i] == Role::related || parts.block(i).kind == Block::Kind::title) continue;
    if (const auto at = parts.behind_cue(i, parts.phrases.related_heads); at > 0 && at < parts.normal(i).size()) {
      parts.roles[i] = Role::related;
      if (width_of(parts.normal(i)) <= 120)
        parts.article.related.push_back({parts.utf8(parts.in_page(i, {at, parts.normal(i).size()})), {}, {}, {}});
      continue;
    }
    if (!parts.is_head(i, parts.phrases.related_heads)) continue;
    // "Further reading" may be either: with years in it, it is a list of references.
    if (parts.is_head(i, parts.phrases.reference_heads) && lists_years(parts, i)) continue;
    // "Read more" is a button unless it is marked up as a heading.
    if (parts.phrases.leftovers.is(bare_text(parts.normal(i))) &&
        (parts.article.page.format == PageFormat::text || parts.block(i).kind != Block::Kind::heading))
      continue;
    RelatedReader reader(parts);
    const auto end = end_of_list(parts, i);
    parts.roles[i] = Role::related;
    for (auto k = i + 1; k < end; ++k) {
      parts.roles[k] = Role::related;
      reader.line(k);
    }
    reader.finish();
  }
}

}  // namespace vultus
