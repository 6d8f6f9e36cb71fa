#include "vultus/report/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus {
namespace {

double round_step(double span, int wanted) {
  const double raw = span / std::max(1, wanted);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= raw * 0.999) return factor * power;
  return 10.0 * power;
}

void widen(double& low, double& high, const std::vector<double>& values) {
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
}

void set_value_axis(Figure& figure) {
  const OutcomeWords& words = outcome_words(figure.outcome);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Band* band : {figure.band, figure.nothing})
    if (band != nullptr)
      for (const auto* values : {&band->median, &band->q05, &band->q95}) widen(low, high, *values);
  for (const Figure::Point& point : figure.measured) widen(low, high, {point.value});
  if (figure.before) widen(low, high, {*figure.before});
  if (!(low <= high)) low = 0.0, high = 1.0;
  if (words.from_zero) low = std::min(low, 0.0);
  if (high - low < words.least_range) {
    const double missing = words.least_range - (high - low);
    if (!words.from_zero) low -= missing / 2.0;
    high = low + words.least_range;
  }
  figure.least = low;
  figure.most = high;
  const double step = round_step(high - low, 4);
  const double half = step / 2.0;  // the axis ends on half a step, its ticks stand on whole ones
  figure.low = std::floor(low / half + 1e-9) * half;
  figure.high = std::ceil(high / half - 1e-9) * half;
  for (double tick = std::ceil(figure.low / step - 1e-9) * step; tick <= figure.high + 1e-9 * step; tick += step)
    figure.value_ticks.push_back(tick);
  figure.decimals = step < 0.999 ? 1 : 0;
}

void set_week_axis(Figure& figure) {
  const double span = figure.last_week() - figure.first_week();
  int step = 0;
  for (const int candidate : {1, 2, 4, 8, 13, 26, 52, 104, 260, 520})
    if (step == 0 && span / candidate <= 8.0) step = candidate;
  if (step == 0) step = 1040;
  for (int week = static_cast<int>(std::ceil(figure.first_week() / step)) * step; week <= figure.last_week() + 1e-6;
       week += step)
    figure.week_ticks.push_back(week);
}

std::vector<double> weeks_of(const Forecast& forecast, const Voice& voice) {
  std::vector<double> weeks;
  for (const double day : forecast.days) weeks.push_back((day - voice.anchor()) / 7.0);
  return weeks;
}

bool drawable(const Band& band, std::size_t days) {
  return days > 1 && band.median.size() == days && band.q05.size() == days && band.q95.size() == days &&
         band.q25.size() == days && band.q75.size() == days;
}

std::string describe(const Figure& figure, const Voice& voice) {
  const Band& band = *figure.band;
  const std::size_t end = band.median.size() - 1;
  const auto in = [&](double v) { return voice.value(figure.outcome, v); };
  return voice.say(say::chart_describe,
                   {figure.title, in(at_day(figure.weeks, band.median, figure.today)), in(band.median[end]),
                    std::to_string(static_cast<int>(std::lround(figure.last_week()))), in(band.q05[end]), in(band.q95[end]),
                    figure.unit});
}

Figure figure_of(const Outlook& outlook, const Band& band, const Voice& voice) {
  Figure figure;
  figure.outcome = band.outcome;
  const OutcomeWords& words = outcome_words(band.outcome);
  figure.title = has_own_words(words) ? voice.say(words.name) : voice.say(band.name);
  if (figure.title.empty()) figure.title = voice.name_of(band.outcome);
  figure.unit = voice.unit(band.unit);
  figure.x_title = voice.say(say::weeks_axis, {voice.after()});
  figure.derived = band.derived;
  figure.band = &band;
  figure.weeks = weeks_of(outlook.plan, voice);
  if (outlook.nothing) {
    const Band* nothing = find_band(*outlook.nothing, band.outcome);
    if (nothing != nullptr && drawable(*nothing, outlook.nothing->days.size())) {
      figure.nothing = nothing;
      figure.nothing_weeks = weeks_of(*outlook.nothing, voice);
    }
  }
  for (const Visit& visit : outlook.casefile.visits)
    if (visit.outcome == band.outcome && std::holds_alternative<double>(visit.value))
      figure.measured.push_back({(visit.day - voice.anchor()) / 7.0, std::get<double>(visit.value)});
  figure.today = (outlook.plan.today - voice.anchor()) / 7.0;
  if (band.baseline_median > 0.0 && !words.from_zero) figure.before = band.baseline_median;
  set_value_axis(figure);
  set_week_axis(figure);
  figure.describe = describe(figure, voice);
  return figure;
}

}  // namespace

std::string Figure::tick_text(double value) const {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  return text == "-0" || text == "-0.0" ? text.substr(1) : text;
}

std::vector<Figure> figures_of(const Outlook& outlook, const Voice& voice) {
  std::vector<const Band*> ordered;
  const auto add = [&](const Band* band) {
    if (band == nullptr || !drawable(*band, outlook.plan.days.size())) return;
    if (std::find(ordered.begin(), ordered.end(), band) == ordered.end()) ordered.push_back(band);
  };
  add(find_band(outlook.plan, outlook.main_outcome));
  for (const OutcomeWords& words : outcomes_in_order()) add(find_band(outlook.plan, words.code));
  for (const Band& band : outlook.plan.outcomes) add(&band);
  std::vector<Figure> figures;
  figures.reserve(ordered.size());
  for (const Band* band : ordered) figures.push_back(figure_of(outlook, *band, voice));
  return figures;
}

}  // namespace vultus
