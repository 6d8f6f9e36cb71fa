#include "vultus/report/chart_terminal.hpp"

#include <algorithm>
#include <cmath>

#include "vultus/report/terms.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

constexpr const char* mark_half = "▒";
constexpr const char* mark_ninety = "░";
constexpr const char* mark_measured = "●";
constexpr const char* mark_today = "┊";
constexpr const char* mark_nothing = "×";
constexpr const char* mark_before = "┄";

enum class Ink { none, band, middle, other };

struct Cell {
  std::string text = " ";
  Ink ink = Ink::none;
};

/// The plot as a grid of characters, row 0 on top: light shade for 90 %, dark shade for 50 %, half blocks for the middle.
class Plot {
 public:
  Plot(const Figure& figure, int columns, int rows)
      : figure_(figure),
        columns_(columns),
        rows_(rows),
        cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

  void draw() {
    draw_before();
    draw_bands();
    draw_today();
    draw_nothing();
    draw_middle();
    draw_measured();
  }

  [[nodiscard]] std::string line(int row, bool colour) const {
    std::string text;
    Ink ink = Ink::none;
    for (int column = 0; column < columns_; ++column) {
      const Cell& cell = cells_[index(row, column)];
      if (colour && cell.ink != ink) {
        if (ink != Ink::none) text += "\x1b[0m";
        if (cell.ink == Ink::band) text += "\x1b[34m";
        if (cell.ink == Ink::middle) text += "\x1b[1;36m";
        if (cell.ink == Ink::other) text += "\x1b[1m";
        ink = cell.ink;
      }
      text += cell.text;
    }
    if (colour && ink != Ink::none) text += "\x1b[0m";
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  }

  [[nodiscard]] int row_of(double value) const {
    return std::clamp(static_cast<int>(std::floor(height_of(value) * rows_)), 0, rows_ - 1);
  }
  [[nodiscard]] int column_of(double week) const {
    const double part = (week - figure_.first_week()) / (figure_.last_week() - figure_.first_week());
    return std::clamp(static_cast<int>(std::lround(part * (columns_ - 1))), 0, columns_ - 1);
  }

 private:
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }
  /// 0 on top of the plot, 1 at its foot.
  [[nodiscard]] double height_of(double value) const { return (figure_.high - value) / (figure_.high - figure_.low); }
  [[nodiscard]] double week_at(int column) const {
    return figure_.first_week() + (figure_.last_week() - figure_.first_week()) * column / (columns_ - 1);
  }
  void put(int row, int column, const char* text, Ink ink) { cells_[index(row, column)] = {text, ink}; }

  void draw_before() {
    if (!figure_.before) return;
    for (int column = 0; column < columns_; ++column) put(row_of(*figure_.before), column, mark_before, Ink::none);
  }

  /// Does the band cover enough of that row to be shown there?
  [[nodiscard]] bool covers(int row, double low, double high) const {
    const double top = height_of(high) * rows_, foot = height_of(low) * rows_;
    return std::min(foot, row + 1.0) - std::max(top, static_cast<double>(row)) >= 0.33;
  }

  void draw_bands() {
    const Band& band = *figure_.band;
    for (int column = 0; column < columns_; ++column) {
      const double week = week_at(column);
      const auto at = [&](const std::vector<double>& values) { return at_day(figure_.weeks, values, week); };
      const double q05 = at(band.q05), q25 = at(band.q25), q75 = at(band.q75), q95 = at(band.q95);
      for (int row = 0; row < rows_; ++row) {
        if (covers(row, q05, q95)) put(row, column, mark_ninety, Ink::band);
        if (covers(row, q25, q75)) put(row, column, mark_half, Ink::band);
      }
    }
  }

  void draw_today() {
    for (int row = 0; row < rows_; ++row) put(row, column_of(figure_.today), mark_today, Ink::other);
  }

  void draw_nothing() {
    if (figure_.nothing == nullptr) return;
    for (int column = column_of(figure_.today) + 2; column < columns_; column += 3) {
      const double value = at_day(figure_.nothing_weeks, figure_.nothing->median, week_at(column));
      if (std::isfinite(value)) put(row_of(value), column, mark_nothing, Ink::other);
    }
  }

  /// Half a row fine; a steep piece is drawn from one half row to the next.
  void draw_middle() {
    const int down = rows_ * 2;
    int before = -1;
    for (int column = 0; column < columns_; ++column) {
      const double value = at_day(figure_.weeks, figure_.band->median, week_at(column));
      if (!std::isfinite(value)) continue;
      const int y = std::clamp(static_cast<int>(std::floor(height_of(value) * down)), 0, down - 1);
      const int from = before < 0 ? y : before < y ? before + 1 : before > y ? before - 1 : y;
      const int top = std::min(from, y), foot = std::max(from, y);
      for (int row = top / 2; row <= foot / 2; ++row) {
        const bool upper = 2 * row >= top, lower = 2 * row + 1 <= foot;
        put(row, column, upper && lower ? "█" : upper ? "▀" : "▄", Ink::middle);
      }
      before = y;
    }
  }

  void draw_measured() {
    for (const Figure::Point& point : figure_.measured)
      if (point.week >= figure_.first_week() && point.week <= figure_.last_week() && std::isfinite(point.value))
        put(row_of(point.value), column_of(point.week), mark_measured, Ink::other);
  }

  const Figure& figure_;
  int columns_, rows_;
  std::vector<Cell> cells_;
};

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// "0─────8─────16" with today and the axis title in place; every label stands under its column.
std::string axis_line(const Figure& figure, const Plot& plot, int label_columns, int columns, const Voice& voice) {
  std::vector<std::string> cells(static_cast<std::size_t>(columns), "─");
  const auto place = [&](int column, const std::string& text) {
    const int width = columns_of(text);
    const int start = std::clamp(column - width / 2, 0, columns - width);
    for (int i = std::max(0, start - 1); i < std::min(columns, start + width + 1); ++i)
      if (cells[static_cast<std::size_t>(i)] != "─") return false;
    const auto first = static_cast<std::size_t>(start), end = first + static_cast<std::size_t>(width);
    for (std::size_t i = first; i < end; ++i) cells[i] = "";
    cells[first] = text;
    return true;
  };
  const std::string title = " " + voice.say(say::weeks_short);
  place(columns - columns_of(title) / 2 - columns_of(title) % 2, title);
  place(plot.column_of(figure.today), voice.say(say::today));
  for (const int week : figure.week_ticks) place(plot.column_of(week), std::to_string(week));
  std::string line = std::string(static_cast<std::size_t>(label_columns - 1), ' ') + "└";
  for (const std::string& cell : cells) line += cell;
  return line;
}

/// An axis whose rows have round values at their middle, so that every label is true of its row; rows that would stay
/// empty on top are left out.
Figure with_rows(Figure figure, int& rows) {
  const double span = std::max(1e-9, figure.most - figure.least);
  for (double power = std::pow(10.0, std::floor(std::log10(span / rows)) - 1.0);; power *= 10.0)
    for (const double factor : {1.0, 2.0, 3.0, 4.0, 5.0}) {
      const double step = factor * power;
      const double foot = std::floor((figure.least + step / 2.0) / step + 1e-9) * step;
      if (foot + (rows - 0.5) * step < figure.most - 1e-9) continue;
      while (rows > 3 && foot + (rows - 1.5) * step >= figure.most - 1e-9) --rows;
      figure.low = foot - step / 2.0;
      figure.high = foot + (rows - 0.5) * step;
      figure.decimals = step < 0.099 ? 2 : step < 0.999 ? 1 : 0;
      figure.value_ticks.clear();
      for (int row = 0; row<rows; row += rows> 5 ? 2 : 1) figure.value_ticks.push_back(foot + row * step);
      return figure;
    }
}

}  // namespace

std::string chart_legend(const std::vector<Figure>& figures, const Voice& voice) {
  bool nothing = false, measured = false, before = false;
  for (const Figure& figure : figures) {
    nothing = nothing || figure.nothing != nullptr;
    measured = measured || !figure.measured.empty();
    before = before || figure.before.has_value();
  }
  std::string text = "▀▀ " + voice.say(say::legend_median) + "  " + mark_half + mark_half + " " +
                     voice.say(say::legend_half) + "  " + mark_ninety + mark_ninety + " " + voice.say(say::legend_ninety);
  if (nothing) text += std::string("  ") + mark_nothing + " " + voice.say(say::legend_nothing);
  if (measured) text += std::string("  ") + mark_measured + " " + voice.say(say::legend_measured);
  if (before) text += "  " + repeated(mark_before, 2) + " " + voice.say(say::legend_before);
  return text;
}

std::vector<std::string> draw_chart(const Figure& drawn, const ChartSize& size, const Voice& voice) {
  int rows = size.rows;
  const Figure figure = with_rows(drawn, rows);
  constexpr int label_columns = 8;
  const int columns = std::max(20, size.columns - label_columns - 1);
  Plot plot(figure, columns, rows);
  plot.draw();
  std::vector<std::string> labels(static_cast<std::size_t>(rows));
  for (const double tick : figure.value_ticks) labels[static_cast<std::size_t>(plot.row_of(tick))] = figure.tick_text(tick);
  std::string title = figure.title + (figure.unit.empty() ? std::string() : voice.say(say::comma) + figure.unit);
  if (figure.derived) title += " · " + voice.say(say::derived);
  std::vector<std::string> lines{title};
  for (int row = 0; row < rows; ++row)
    lines.push_back(padded_left(labels[static_cast<std::size_t>(row)], label_columns - 2) + " │" +
                    plot.line(row, size.colour));
  lines.push_back(axis_line(figure, plot, label_columns, columns, voice));
  return lines;
}

}  // namespace vultus
