#include "vultus/report/chart_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/report/markup.hpp"
#include "vultus/report/report.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

constexpr double left = 46.0, right = 14.0, top = 30.0, foot = 42.0;

/// From weeks and values to the picture.
struct Frame {
  const Figure& figure;
  double width, height;
  [[nodiscard]] double x(double week) const {
    return left + (width - left - right) * (week - figure.first_week()) / (figure.last_week() - figure.first_week());
  }
  [[nodiscard]] double y(double value) const {
    const double inside = std::clamp(value, figure.low, figure.high);
    return top + (height - top - foot) * (figure.high - inside) / (figure.high - figure.low);
  }
};

std::string point(const Frame& f, double week, double value) { return coordinate(f.x(week)) + "," + coordinate(f.y(value)); }

std::string line_path(const Frame& f, const std::vector<double>& weeks, const std::vector<double>& values) {
  std::string path;
  bool pen_down = false;
  for (std::size_t i = 0; i < std::min(weeks.size(), values.size()); ++i) {
    if (!std::isfinite(values[i])) {
      pen_down = false;
      continue;
    }
    path += (pen_down ? "L" : "M") + point(f, weeks[i], values[i]);
    pen_down = true;
  }
  return path;
}

std::string area_path(const Frame& f, const std::vector<double>& weeks, const std::vector<double>& low,
                      const std::vector<double>& high) {
  std::string path, back;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    if (!std::isfinite(low[i]) || !std::isfinite(high[i])) continue;
    path += (path.empty() ? "M" : "L") + point(f, weeks[i], high[i]);
    back.insert(0, "L" + point(f, weeks[i], low[i]));
  }
  return path.empty() ? path : path + back + "Z";
}

std::string text_at(double x, double y, std::string_view kind, std::string_view text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", coordinate(x), coordinate(y), kind, escaped(text));
}

std::string stroke(double x1, double y1, double x2, double y2, std::string_view kind) {
  return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", coordinate(x1), coordinate(y1),
                     coordinate(x2), coordinate(y2), kind);
}

std::string path_of(const std::string& d, std::string_view kind) {
  return d.empty() ? std::string() : fmt::format("<path d=\"{}\" class=\"{}\"/>\n", d, kind);
}

std::string axes(const Frame& f, const Voice& voice) {
  const Figure& figure = f.figure;
  std::string out;
  for (const double tick : figure.value_ticks) {
    out += stroke(left, f.y(tick), f.width - right, f.y(tick), "c-grid");
    out += text_at(left - 7.0, f.y(tick) + 4.0, "c-tick c-end", figure.tick_text(tick));
  }
  out += stroke(left, f.height - foot, f.width - right, f.height - foot, "c-axis");
  for (const int week : figure.week_ticks) {
    out += stroke(f.x(week), f.height - foot, f.x(week), f.height - foot + 4.0, "c-axis");
    out += text_at(f.x(week), f.height - foot + 17.0, "c-tick c-mid", std::to_string(week));
  }
  out += text_at(left + (f.width - left - right) / 2.0, f.height - 7.0, "c-name c-mid", figure.x_title);
  out += text_at(4.0, 14.0, "c-name", figure.unit);
  if (figure.before && *figure.before >= figure.low && *figure.before <= figure.high) {
    out += stroke(left, f.y(*figure.before), f.width - right, f.y(*figure.before), "c-before");
    out += text_at(f.width - right, f.y(*figure.before) - 4.0, "c-name c-end", voice.say(say::legend_before));
  }
  return out;
}

std::string today_mark(const Frame& f, const Voice& voice) {
  const double x = f.x(f.figure.today);
  if (f.figure.today < f.figure.first_week() || f.figure.today > f.figure.last_week()) return {};
  const bool at_edge = x < left + 24.0;
  return stroke(x, top - 8.0, x, f.height - foot, "c-today") +
         text_at(at_edge ? left : x, top - 13.0, at_edge ? "c-name" : "c-name c-mid", voice.say(say::today));
}

}  // namespace

std::string svg_marks(const Figure& figure, const SvgSize& size, const Voice& voice) {
  const Frame f{figure, static_cast<double>(size.width), static_cast<double>(size.height)};
  const Band& band = *figure.band;
  std::string out = path_of(area_path(f, figure.weeks, band.q05, band.q95), "c-ninety");
  out += path_of(area_path(f, figure.weeks, band.q25, band.q75), "c-half");
  out += axes(f, voice);
  out += today_mark(f, voice);
  if (figure.nothing != nullptr) out += path_of(line_path(f, figure.nothing_weeks, figure.nothing->median), "c-nothing");
  out += path_of(line_path(f, figure.weeks, band.median), "c-middle");
  for (const Figure::Point& p : figure.measured)
    if (std::isfinite(p.value) && p.week >= figure.first_week() && p.week <= figure.last_week())
      out += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"5\" class=\"c-measured\"/>\n", coordinate(f.x(p.week)),
                         coordinate(f.y(p.value)));
  return out;
}

std::string svg_chart(const Figure& figure, const SvgSize& size, const std::string& id, const Voice& voice) {
  return fmt::format(
             "<svg role=\"img\" viewBox=\"0 0 {0} {1}\" aria-labelledby=\"{2}-t {2}-d\">\n<title id=\"{2}-t\">{3}</title>\n"
             "<desc id=\"{2}-d\">{4}</desc>\n",
             size.width, size.height, id, escaped(figure.title), escaped(figure.describe)) +
         svg_marks(figure, size, voice) + "</svg>\n";
}

std::vector<LegendEntry> svg_legend(const std::vector<Figure>& figures, const Voice& voice) {
  bool nothing = false, measured = false, before = false;
  for (const Figure& figure : figures) {
    nothing = nothing || figure.nothing != nullptr;
    measured = measured || !figure.measured.empty();
    before = before || figure.before.has_value();
  }
  const std::string wide = "<path d=\"M0,7L28,7\" class=\"";
  std::vector<LegendEntry> legend{{wide + "c-middle\"/>", voice.say(say::legend_median)},
                                  {"<path d=\"M0,1H28V13H0Z\" class=\"c-half\"/>", voice.say(say::legend_half)},
                                  {"<path d=\"M0,1H28V13H0Z\" class=\"c-ninety\"/>", voice.say(say::legend_ninety)}};
  if (nothing) legend.push_back({wide + "c-nothing\"/>", voice.say(say::legend_nothing)});
  if (measured)
    legend.push_back({"<circle cx=\"14\" cy=\"7\" r=\"5\" class=\"c-measured\"/>", voice.say(say::legend_measured)});
  if (before) legend.push_back({wide + "c-before\"/>", voice.say(say::legend_before)});
  return legend;
}

std::string_view svg_rules() {
  return ".c-ninety{fill:var(--ninety);stroke:var(--edge);stroke-width:.75;stroke-dasharray:2 2}\n"
         ".c-half{fill:var(--half);stroke:var(--edge);stroke-width:.75}\n"
         ".c-middle{fill:none;stroke:var(--accent);stroke-width:3;stroke-linejoin:round;stroke-linecap:round}\n"
         ".c-nothing{fill:none;stroke:var(--ink);stroke-width:2;stroke-dasharray:7 5}\n"
         ".c-measured{fill:var(--ink);stroke:var(--paper);stroke-width:2}\n"
         ".c-grid{stroke:var(--grid);stroke-width:1}\n.c-axis{stroke:var(--muted);stroke-width:1}\n"
         ".c-today{stroke:var(--muted);stroke-width:1.25;stroke-dasharray:2 3}\n"
         ".c-before{stroke:var(--muted);stroke-width:1.25;stroke-dasharray:1 3;stroke-linecap:round}\n"
         ".c-tick,.c-name{font-size:13px;fill:var(--muted);font-variant-numeric:tabular-nums}\n"
         ".c-mid{text-anchor:middle}\n.c-end{text-anchor:end}\n";
}

std::string_view svg_light() {
  return "--paper:#fdfcfa;--ink:#1d2528;--muted:#566167;--grid:#e4e2dc;--accent:#0b6470;--half:#97c9cc;--ninety:#d8eaea;--"
         "edge:#5f9aa0;";
}

std::string_view svg_dark() {
  return "--paper:#14191b;--ink:#e9ecec;--muted:#a3afb2;--grid:#2b3437;--accent:#7fd6d8;--half:#2b5d62;--ninety:#1f3a3e;--"
         "edge:#4d8288;";
}

std::string to_svg(const Outlook& outlook, Language language) {
  const Voice voice(outlook, language);
  const std::vector<Figure> figures = figures_of(outlook, voice);
  constexpr SvgSize size{720, 300};
  constexpr int head = 34, legend_row = 22;
  std::string describe, marks;
  double x = 12.0;
  int y = 14;
  for (const LegendEntry& entry : svg_legend(figures, voice)) {
    const double width = 34.0 + 7.2 * columns_of(entry.text);
    if (x + width > size.width - right) x = 12.0, y += legend_row;  // no room: the next line
    marks += fmt::format("<g transform=\"translate({},{})\">{}</g>\n", coordinate(x), y, entry.picture) +
             text_at(x + 34.0, y + 12.0, "c-tick", entry.text);
    x += width + 18.0;
  }
  y += legend_row + 4;
  const int height = y + static_cast<int>(figures.size()) * (size.height + head) + 24;
  for (const Figure& figure : figures) {
    std::string title = figure.title;
    if (figure.derived) title += " · " + voice.say(say::derived);
    marks += text_at(12.0, y + 24.0, "c-title", title);
    marks += fmt::format("<g transform=\"translate(0,{})\">\n{}</g>\n", y + head, svg_marks(figure, size, voice));
    describe += figure.describe + " ";
    y += size.height + head;
  }
  marks += text_at(12.0, height - 8.0, "c-tick", voice.say(say::stamp));
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" "
      "aria-labelledby=\"t d\">\n<title id=\"t\">{}</title>\n<desc "
      "id=\"d\">{}</desc>\n<style>\nsvg{{{}font-family:system-ui,sans-serif;"
      "background:var(--paper)}}\n@media "
      "(prefers-color-scheme:dark){{svg{{{}}}}}\n{}.c-title{{font-size:16px;font-weight:600;"
      "fill:var(--ink)}}\n</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill:var(--paper)\"/>\n{}</svg>\n",
      voice.chinese() ? "zh-Hans" : "en", size.width, height, size.width, height, escaped(voice.say(say::heading_curves)),
      escaped(describe), svg_light(), svg_dark(), svg_rules(), marks);
}

}  // namespace vultus
