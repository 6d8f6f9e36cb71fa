// Charts of the page: curves with their table, and the arrays of 100 people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/report/chart_svg.hpp"
#include "vultus/report/html_parts.hpp"
#include "vultus/report/markup.hpp"
#include "vultus/report/terms.hpp"

namespace vultus::page {
namespace {

/// The curve's values about every four weeks, today and the end.
std::string chart_table(const Figure& figure, const Voice& voice) {
  const Band& band = *figure.band;
  std::string rows;
  double last = -1e9;
  const double step = std::max(4.0, (figure.last_week() - figure.first_week()) / 14.0);
  for (std::size_t i = 0; i < figure.weeks.size(); ++i) {
    const bool wanted = i + 1 == figure.weeks.size() || figure.weeks[i] - last >= step - 0.01 ||
                        std::abs(figure.weeks[i] - figure.today) < 0.01;
    if (!wanted) continue;
    last = figure.weeks[i];
    const auto in = [&](double v) { return voice.value(figure.outcome, v); };
    rows += fmt::format(
        "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>",
        coordinate(figure.weeks[i]), escaped(in(band.median[i])), escaped(voice.from_to(in(band.q25[i]), in(band.q75[i]))),
        escaped(voice.from_to(in(band.q05[i]), in(band.q95[i]))));
    if (figure.nothing != nullptr)
      rows += fmt::format("<td class=\"number\">{}</td>",
                          escaped(in(at_day(figure.nothing_weeks, figure.nothing->median, figure.weeks[i]))));
    rows += "</tr>\n";
  }
  std::string head;
  std::vector<const Term*> columns{&say::column_week, &say::column_median, &say::column_half, &say::column_ninety};
  if (figure.nothing != nullptr) columns.push_back(&say::column_nothing);
  for (const Term* column : columns)
    head += fmt::format("<th scope=\"col\"{}>{}</th>", column == columns.front() ? "" : " class=\"number\"",
                        escaped(voice.say(*column)));
  return fmt::format(
      "<details><summary>{}</summary>\n<div class=\"scroll\"><table class=\"tight\"><caption>{}"
      "{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div></details>\n",
      escaped(voice.say(say::chart_table)), escaped(figure.title), figure.unit.empty() ? std::string() : " (" + escaped(figure.unit) + ")", head, rows);
}

std::string caption(const Figure& figure, const Voice& voice) {
  std::string text = escaped(figure.title);
  if (figure.derived) text += fmt::format(" <span>· {}</span>", escaped(voice.say(say::derived)));
  return fmt::format("<figcaption>{}</figcaption>\n", text);
}

std::string legend(const std::vector<Figure>& figures, const Voice& voice) {
  std::string items;
  for (const LegendEntry& entry : svg_legend(figures, voice))
    items += fmt::format("<li><svg viewBox=\"0 0 28 14\" aria-hidden=\"true\">{}</svg>{}</li>\n", entry.picture,
                         escaped(entry.text));
  return "<ul class=\"legend\">\n" + items + "</ul>\n";
}

/// The same element twice, for wide and for narrow screens; CSS shows one.
std::string with_class(std::string svg, std::string_view kind) {
  return svg.replace(0, 4, fmt::format("<svg class=\"{}\"", kind));
}

/// 100 little people, ten in a row: filled ones are through, outlined ones are not.
std::string people(const Moment& m, const std::string& label) {
  const long through = std::clamp(std::lround(100.0 * (1.0 - m.share)), 0L, 100L);
  std::string marks;
  for (long i = 0; i < 100; ++i)
    marks += fmt::format("<use href=\"#{}\" x=\"{}\" y=\"{}\"/>", i < through ? "through" : "still", (i % 10) * 11,
                         (i / 10) * 14);
  return fmt::format("<svg role=\"img\" viewBox=\"-1 -1 112 142\" aria-label=\"{}\">{}</svg>", escaped(label), marks);
}

constexpr const char* symbols =
    "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\n"
    "<g id=\"through\" class=\"i-through\"><circle cx=\"4.5\" cy=\"2.4\" r=\"2.2\"/><path d=\"M.8 11.5V8.6a3.7 3.7 0 0 1 "
    "7.4 0v2.9z\"/></g>\n"
    "<g id=\"still\" class=\"i-still\"><circle cx=\"4.5\" cy=\"2.4\" r=\"1.8\"/><path d=\"M1.3 11V8.6a3.2 3.2 0 0 1 6.4 "
    "0V11z\"/></g>\n"
    "</defs></svg>\n";

}  // namespace

std::string moments(const Moments& m, const Voice& voice) {
  if (m.columns.empty()) return {};
  const bool nothing = !m.nothing_seen.empty();
  std::string rows, arrays;
  for (const Moment& one : m.columns) {
    const std::string date = one.date.empty() ? std::string() : voice.say(say::comma) + one.date;
    rows += fmt::format(
        "<tr><th scope=\"row\">{}<small>{}{}</small></th><td class=\"number\">{}</td><td class=\"number\">{}</td>",
        escaped(one.when), escaped(one.week), escaped(date), escaped(one.not_seen), escaped(one.seen));
    rows += nothing ? fmt::format("<td class=\"number\">{}</td></tr>\n", escaped(one.nothing_seen)) : std::string("</tr>\n");
    const std::string told = voice.say(say::both_sides, {one.not_seen, m.not_seen, one.seen, m.seen});
    arrays += fmt::format("<figure><figcaption>{}<br><span>{}</span></figcaption>{}</figure>\n", escaped(one.when),
                          escaped(one.week), people(one, told));
  }
  std::string head;
  for (const std::string* name : {&m.not_seen, &m.seen, &m.nothing_seen})
    if (!name->empty()) head += fmt::format("<th scope=\"col\" class=\"number\">{}</th>", escaped(*name));
  return fmt::format(
      "<section>\n<h2>{}</h2>\n{}<div class=\"people\">\n{}</div>\n<ul class=\"legend\"><li><svg viewBox=\"-9 0 28 14\" "
      "aria-hidden=\"true\">"
      "<use href=\"#through\"/></svg>{}</li><li><svg viewBox=\"-9 0 28 14\" aria-hidden=\"true\"><use "
      "href=\"#still\"/></svg>{}</li></ul>\n"
      "<table class=\"tight moments\"><thead><tr><td></td>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n</section>\n",
      escaped(m.heading), symbols, arrays, escaped(m.not_seen), escaped(m.seen), head, rows);
}

std::string first_chart(const std::vector<Figure>& figures, const Voice& voice) {
  if (figures.empty()) return {};
  const Figure& figure = figures.front();
  return "<figure>\n" + caption(figure, voice) + with_class(svg_chart(figure, {800, 360}, "c0", voice), "wide") +
         with_class(svg_chart(figure, {390, 300}, "c0n", voice), "narrow") + legend(figures, voice) +
         chart_table(figure, voice) + "</figure>\n";
}

std::string other_charts(const std::vector<Figure>& figures, const Voice& voice) {
  if (figures.size() < 2) return {};
  std::string out = "<div class=\"grid\">\n";
  for (std::size_t i = 1; i < figures.size(); ++i)
    out += "<figure>\n" + caption(figures[i], voice) + svg_chart(figures[i], {430, 280}, "c" + std::to_string(i), voice) +
           chart_table(figures[i], voice) + "</figure>\n";
  return out + "</div>\n";
}

}  // namespace vultus::page
