// Sections under headings, and under numbered points that stand inside a line: "... 1. 药物时效性:... 2. 注射剂量:...".
#include <algorithm>

#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

bool is_body(Role role) { return role == Role::open || role == Role::tip || role == Role::precaution; }

/// The number in a mark: "2.", "（2）", "②", "二、".
std::optional<int> number_of(std::u32string_view mark) {
  constexpr std::u32string_view chinese = U"一二三四五六七八九十";
  int value = 0;
  bool any = false;
  for (const char32_t c : mark) {
    if (c >= 0x2460 && c <= 0x2487) return static_cast<int>((c - 0x2460) % 20) + 1;
    if (c >= 0x2776 && c <= 0x2793) return static_cast<int>((c - 0x2776) % 10) + 1;
    const auto digit = chinese.find(c);
    if (is_number(c)) {
      value = value * 10 + static_cast<int>(c - U'0');
      any = true;
    } else if (digit != std::u32string_view::npos) {
      const int d = static_cast<int>(digit) + 1;
      value = d == 10 ? std::max(value, 1) * 10 : value + d;
      any = true;
    }
  }
  return any ? std::optional(value) : std::nullopt;
}

struct Point {
  Span mark, heading;  ///< within the block; the colon belongs to neither
  std::size_t text = 0;
  std::optional<int> number;
};

/// A numbered point with a heading before a colon, at `at`.
std::optional<Point> point_at(std::u32string_view text, std::size_t at) {
  const auto mark = list_mark(text.substr(at));
  if (mark == 0) return std::nullopt;
  Point point{{at, at + mark}, {}, 0, number_of(text.substr(at, mark))};
  if (!point.number) return std::nullopt;
  for (auto i = at + mark; i < text.size() && width_of(text.substr(at + mark, i - at - mark)) <= 60; ++i) {
    if (text[i] == U':') {
      if (i == at + mark) return std::nullopt;
      point.heading = {at + mark, i};
      point.text = i + 1;
      while (point.text < text.size() && is_white(text[point.text])) ++point.text;
      return point;
    }
    const bool stop = std::u32string_view(U"。;!?").find(text[i]) != std::u32string_view::npos ||
                      (text[i] == U'.' && (i + 1 >= text.size() || text[i + 1] == U' '));
    if (stop) return std::nullopt;
  }
  return std::nullopt;
}

/// Points of a block. One at its beginning counts alone; inside a line two are needed, each behind the end of a sentence.
std::vector<Point> points_of(std::u32string_view text) {
  std::vector<Point> points;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0) {
      auto before = at;
      while (before > 0 && is_white(text[before - 1])) --before;
      if (before == 0 || std::u32string_view(U".。;:!?)\"").find(text[before - 1]) == std::u32string_view::npos) continue;
    }
    if (!is_number(text[at]) && text[at] < 0x2460 && text[at] != U'(') continue;
    const auto point = point_at(text, at);
    if (!point) continue;
    points.push_back(*point);
    at = point->text - 1;
  }
  if (points.size() == 1 && points[0].mark.begin > 0) points.clear();
  return points;
}

class SectionMaker {
 public:
  explicit SectionMaker(Parts& parts) : parts_(parts), sections_(parts.article.sections) {}

  void heading(std::size_t i) {
    const auto text = parts_.normal(i);
    const auto mark = list_mark(text);
    auto span = Span{mark, text.size()};
    const auto number = number_of(text.substr(0, mark));
    if (text[span.begin < text.size() ? span.begin : 0] == U'[') span = bare(text, span);
    while (span.size() > 1 && (text[span.end - 1] == U':' || is_white(text[span.end - 1]))) --span.end;
    open(parts_.utf8(parts_.in_page(i, span)), number);
  }

  void body(std::size_t i) {
    const auto text = parts_.normal(i);
    const auto points = points_of(text);
    std::size_t from = 0;
    for (std::size_t p = 0; p < points.size(); ++p) {
      const auto& point = points[p];
      extend(parts_.in_page(i, {from, point.mark.begin}));
      open(parts_.utf8(parts_.in_page(i, point.heading)), point.number);
      // The heading of a point belongs to its sentence: "Skin grafting: for severe scars ..."; its number does not.
      parts_.cuts.push_back(parts_.in_page(i, point.mark));
      from = point.text;
    }
    if (points.size() >= 2) {
      if (const auto end = end_of_points(text, points); end > 0) {
        extend(parts_.in_page(i, {from, end}));
        open({}, std::nullopt);
        from = end;
      }
    } else if (points.empty()) {
      const auto mark = list_mark(text);
      if (mark > 0 && mark < text.size()) parts_.cuts.push_back(parts_.in_page(i, {0, mark}));
    }
    extend(parts_.in_page(i, {from, text.size()}));
  }

  void finish() {
    std::erase_if(sections_, [](const Section& s) { return s.heading.empty() && s.span.size() == 0; });
  }

 private:
  void open(std::string heading, std::optional<int> number) { sections_.push_back({std::move(heading), number, {}}); }

  void extend(Span span) {
    const auto& text = parts_.article.page.text;
    while (span.end > span.begin && is_white(text[span.end - 1])) --span.end;
    while (span.begin < span.end && is_white(text[span.begin])) ++span.begin;
    if (span.size() == 0) return;
    if (sections_.empty()) open({}, std::nullopt);
    auto& section = sections_.back();
    if (section.span.size() == 0)
      section.span = span;
    else
      section.span.end = span.end;
  }

  /// Chinese pages part joined paragraphs by a space behind the full stop: what follows one after the last point sums up.
  [[nodiscard]] static std::size_t end_of_points(std::u32string_view text, const std::vector<Point>& points) {
    const auto parted = std::ranges::count_if(points, [&](const Point& point) {
      return point.mark.begin >= 2 && text[point.mark.begin - 1] == U' ' && text[point.mark.begin - 2] == U'。';
    });
    if (static_cast<std::size_t>(parted) + 1 < points.size()) return 0;
    const auto at = text.find(U"。 ", points.back().text);
    return at == std::u32string_view::npos ? 0 : at + 2;
  }

  Parts& parts_;
  std::vector<Section>& sections_;
};

}  // namespace

void find_sections(Parts& parts) {
  SectionMaker maker(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool head = parts.block(i).kind == Block::Kind::heading && parts.is_open(i);
    // "3. Avoid getting wet: Before it dries, ..." is a point, however it looks.
    if (head && points_of(parts.normal(i)).empty()) {
      parts.roles[i] = Role::heading;
    } else if (is_body(parts.roles[i])) {
      maker.body(i);
      continue;
    }
    if (parts.roles[i] == Role::heading) maker.heading(i);
  }
  maker.finish();
}

}  // namespace vultus
