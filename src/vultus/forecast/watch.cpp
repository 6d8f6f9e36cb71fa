#include "vultus/forecast/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/fault.hpp"
#include "vultus/forecast/spread.hpp"

namespace vultus {
namespace {

constexpr double back_within = 0.10;  // "recovered": within a tenth of baseline
constexpr auto not_a_day = std::numeric_limits<float>::quiet_NaN();

std::size_t observable_index(const Tissue& tissue, std::string_view code) {
  for (std::size_t i = 0; i < tissue.observables.size(); ++i)
    if (tissue.observables[i].code == code) return i;
  return SIZE_MAX;
}

std::size_t parameter_index(const Tissue& tissue, std::string_view name) {
  for (std::size_t i = 0; i < tissue.parameters.size(); ++i)
    if (tissue.parameters[i].name == name) return i;
  return SIZE_MAX;
}

bool needs_baseline(const Matter& matter) {
  return matter.rule == Goal::Kind::within_of_baseline || matter.rule == Goal::Kind::falls_by || matter.rule == Goal::Kind::rises_by;
}

/// Positive while the matter is not so. y: value, b: baseline, t: the person's threshold.
double margin(const Matter& m, double y, double b, double t) {
  switch (m.rule) {
    case Goal::Kind::event_absent: return y - t;
    case Goal::Kind::event_present: return t - y;
    case Goal::Kind::within_of_baseline: return std::abs(y - b) - m.amount * std::abs(b);
    case Goal::Kind::at_most: return y - m.amount;
    case Goal::Kind::at_least: return m.amount - y;
    case Goal::Kind::falls_by: return y - (m.relative ? b * (1.0 - m.amount) : b - m.amount);
    case Goal::Kind::rises_by: return (m.relative ? b * (1.0 + m.amount) : b + m.amount) - y;
  }
  return 0.0;
}

/// Positive while the value is up again by a share of the baseline, having been down by half of it.
double back_again(double y, double baseline, double lowest, double share) {
  return std::min(y - lowest - share * baseline, 0.5 * baseline - lowest);
}

}  // namespace

std::vector<Matter> matters_of(const Population& population, const CaseFile& casefile) {
  const Tissue& tissue = population.tissue();
  std::vector<Matter> matters;
  for (const auto& event : tissue.events) {
    Matter m;
    m.code = m.about = event.code;
    m.name = event.name;
    m.derived = event.derived;
    m.observable = observable_index(tissue, event.observable);
    m.threshold = parameter_index(tissue, event.threshold);
    if (event.falls_by > 0.0) {
      m.kind = EventCurve::Kind::goal;
      m.rule = Goal::Kind::falls_by;
      m.amount = event.falls_by;
      m.relative = true;
    }
    m.returns = event.returns_by > 0.0;
    if (m.returns) m.amount = event.returns_by;
    matters.push_back(m);
    if (event.threshold.empty()) continue;
    m.kind = EventCurve::Kind::gone;
    m.code = event.code + "_gone";
    m.name = {event.name.en + ": gone", event.name.zh + "消失"};
    matters.push_back(m);
  }
  for (const auto& code : tissue.recovers) {
    const std::size_t o = observable_index(tissue, code);
    const auto& fact = tissue.observables[o];
    Matter m;
    m.kind = EventCurve::Kind::recovered;
    m.code = fact.code + "_recovered";
    m.about = fact.code;
    m.name = {fact.name.en + ": back within 10 % of before", fact.name.zh + "恢复到原来的九成以上"};
    m.observable = o;
    m.rule = Goal::Kind::within_of_baseline;
    m.amount = back_within;
    matters.push_back(m);
  }
  int number = 0;
  for (const auto& goal : casefile.goals) {
    ++number;
    Matter m;
    m.kind = EventCurve::Kind::goal;
    m.code = fmt::format("goal_{}", number);
    m.about = goal.text;
    m.name = {goal.text, goal.text};
    m.rule = goal.kind;
    m.amount = goal.amount;
    m.relative = goal.relative;
    m.by_day = goal.by_day.value_or(never);
    const auto event = std::find_if(tissue.events.begin(), tissue.events.end(), [&](const EventFact& e) { return e.code == goal.code; });
    if (event != tissue.events.end()) {
      m.returns = event->returns_by > 0.0;
      if (m.returns) m.amount = event->returns_by;
      if (event->falls_by > 0.0) m.rule = Goal::Kind::falls_by, m.amount = event->falls_by, m.relative = true;
      m.observable = observable_index(tissue, event->observable);
      m.threshold = parameter_index(tissue, event->threshold);
      m.derived = event->derived;
    } else {
      m.observable = observable_index(tissue, goal.code);
    }
    if (m.observable != SIZE_MAX) matters.push_back(m);
  }
  return matters;
}

Watch::Watch(Matter matter, std::vector<double> days, double today, std::size_t groups)
    : matter_(std::move(matter)), days_(std::move(days)), today_(today), times_(days_.size()), groups_(groups) {
  VULTUS_EXPECTS(!days_.empty() && matter_.observable != SIZE_MAX, matter_.code);
  while (times_ > 1 && days_[times_ - 1] > matter_.by_day) --times_;
  yes_.assign(times_, 0.0);
  all_.assign(times_, 0.0);
  yes_by_group_.assign(times_, std::vector<float>(groups_, 0.0F));
  all_by_group_.assign(groups_, 0.0F);
}

void Watch::margins(const Cohort& cohort, const solve::Trajectories& run, std::size_t time, std::span<double> lowest, std::span<double> out) const {
  const auto values = run.of(matter_.observable, time);
  if (matter_.returns) {
    const auto baseline = run.of(matter_.observable, 0);
    const double sign = matter_.rule == Goal::Kind::event_present ? -1.0 : 1.0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      lowest[i] = std::min(lowest[i], values[i]);
      out[i] = std::isnan(values[i]) ? values[i] : sign * back_again(values[i], baseline[i], lowest[i], matter_.amount);
    }
    return;
  }
  const auto before = needs_baseline(matter_) ? run.of(matter_.observable, 0) : values;
  const std::size_t params = cohort.params.size() / std::max<std::size_t>(cohort.patients(), 1);
  const bool personal = matter_.threshold != SIZE_MAX;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = margin(matter_, values[i], before[i], personal ? cohort.params[i * params + matter_.threshold] : 0.0);
}

void Watch::add(const Cohort& cohort, const solve::Trajectories& run) {
  const std::size_t n = cohort.patients();
  const bool noticing = matter_.kind == EventCurve::Kind::noticed;
  std::vector<double> now(n), before(n), lowest(n, never);
  std::vector<float> first(n, not_a_day), last(n, not_a_day);
  std::vector<unsigned char> open(n, 0), later(n, 0), valid(n, 1), so(n * times_, 0);
  for (std::size_t t = 0; t < times_; ++t) {
    margins(cohort, run, t, lowest, now);
    for (std::size_t i = 0; i < n; ++i) {
      if (std::isnan(now[i])) valid[i] = 0;
      const bool bad = now[i] > 0.0;
      if (bad != (open[i] != 0)) {  // it began or ended since the day before; where, by a straight line
        float day = static_cast<float>(days_[t]);
        if (t > 0) day = static_cast<float>(days_[t - 1] + (days_[t] - days_[t - 1]) * before[i] / (before[i] - now[i]));
        if (bad && std::isnan(first[i])) first[i] = day;
        if (!bad) last[i] = day;
        open[i] = bad ? 1 : 0;
      }
      if (bad && days_[t] >= today_) later[i] = 1;
      so[t * n + i] = bad == noticing ? 1 : 0;
    }
    std::swap(now, before);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const bool ever_bad = !std::isnan(first[i]);
    const bool concerned = valid[i] != 0 && (matter_.kind != EventCurve::Kind::gone || ever_bad);
    float day = not_a_day;
    if (concerned && noticing) day = ever_bad ? first[i] : std::numeric_limits<float>::infinity();
    if (concerned && !noticing) day = open[i] != 0 ? std::numeric_limits<float>::infinity() : ever_bad ? last[i] : 0.0F;
    day_.push_back(day);
    group_.push_back(cohort.group[i]);
    happens_.push_back(concerned && (noticing ? later[i] != 0 : open[i] == 0) ? 1 : 0);
    if (!concerned) continue;
    const bool grouped = cohort.group[i] < groups_;
    if (grouped) all_by_group_[cohort.group[i]] += 1.0F;
    for (std::size_t t = 0; t < times_; ++t) {
      all_[t] += 1.0;
      if (so[t * n + i] == 0) continue;
      yes_[t] += 1.0;
      if (grouped) yes_by_group_[t][cohort.group[i]] += 1.0F;
    }
  }
}

namespace {

/// Interval of a share between groups: each member is a 0 or 1 of weight 1.
MeanInterval share_interval(std::span<const float> yes, std::span<const float> all) {
  GroupSums sums(all.size());
  for (std::size_t g = 0; g < all.size(); ++g) {
    sums.weight[g] = sums.weight_squares[g] = all[g];
    sums.sum[g] = yes[g];
    sums.squares += yes[g];
  }
  MeanInterval interval = mean_interval(sums);
  interval.q05 = std::clamp(interval.q05, 0.0, 1.0);
  interval.q95 = std::clamp(interval.q95, 0.0, 1.0);
  return interval;
}

}  // namespace

void Watch::fill_shares(EventCurve& curve) const {
  for (std::size_t t = 0; t < days_.size(); ++t) {
    const std::size_t at = std::min(t, times_ - 1);
    const MeanInterval interval = share_interval(yes_by_group_[at], all_by_group_);
    curve.share.push_back(all_[at] > 0.0 ? yes_[at] / all_[at] : std::numeric_limits<double>::quiet_NaN());
    curve.share_q05.push_back(interval.q05);
    curve.share_q95.push_back(interval.q95);
  }
}

void Watch::fill_days(EventCurve& curve) const {
  std::vector<double> among, everyone;
  std::vector<std::vector<double>> by_group(groups_);
  std::vector<float> yes(groups_, 0.0F), all(groups_, 0.0F);
  double happening = 0.0;
  for (std::size_t i = 0; i < day_.size(); ++i) {
    if (std::isnan(day_[i])) continue;
    everyone.push_back(day_[i]);
    happening += happens_[i];
    if (happens_[i] != 0 && std::isfinite(day_[i])) among.push_back(day_[i]);
    if (group_[i] >= groups_) continue;
    by_group[group_[i]].push_back(day_[i]);
    all[group_[i]] += 1.0F;
    yes[group_[i]] += happens_[i];
  }
  if (everyone.empty()) return;
  curve.probability = happening / static_cast<double>(everyone.size());
  const MeanInterval interval = share_interval(yes, all);
  curve.probability_q05 = interval.q05;
  curve.probability_q95 = interval.q95;
  if (!among.empty()) {
    const auto q = quantiles(among, std::vector<double>{0.05, 0.5, 0.95});
    curve.q05_day = q[0], curve.median_day = q[1], curve.q95_day = q[2];
  }
  // Days by which so many of all are there: an order statistic, as days may be infinite.
  std::sort(everyone.begin(), everyone.end());
  const auto nth = [](const std::vector<double>& sorted, double level) {
    return sorted[static_cast<std::size_t>(std::lround(level * static_cast<double>(sorted.size() - 1)))];
  };
  curve.half_day = nth(everyone, 0.5);
  curve.ninety_day = nth(everyone, 0.9);
  std::vector<double> halves, weights;
  double noise = 0.0, members = 0.0;
  for (auto& days : by_group) {
    if (days.empty()) continue;
    std::sort(days.begin(), days.end());
    halves.push_back(nth(days, 0.5));
    weights.push_back(static_cast<double>(days.size()));
    // Interquartile range of a group gives the sampling error of its median (normal law: 1.2533 sd / sqrt n).
    const double iqr = nth(days, 0.75) - nth(days, 0.25);
    if (std::isfinite(iqr)) noise += std::pow(1.2533 * iqr / 1.349, 2) * 1.0, members += static_cast<double>(days.size());
  }
  // Few members make a group's median scatter; draw the medians in by that much, as mean_interval does for means.
  const bool finite = std::all_of(halves.begin(), halves.end(), [](double h) { return std::isfinite(h); });
  if (finite && members > 0.0 && std::isfinite(curve.half_day)) {
    double spread = 0.0;
    for (const double h : halves) spread += (h - curve.half_day) * (h - curve.half_day);
    spread /= static_cast<double>(halves.size());
    const double error = noise / members;
    const double keep = spread > error ? std::sqrt((spread - error) / spread) : 0.0;
    for (double& h : halves) h = curve.half_day + keep * (h - curve.half_day);
  }
  curve.half_day_q05 = weighted_quantile(halves, weights, 0.05);
  curve.half_day_q95 = weighted_quantile(halves, weights, 0.95);
}

EventCurve Watch::result() const {
  EventCurve curve;
  curve.kind = matter_.kind;
  curve.code = matter_.code;
  curve.about = matter_.about;
  curve.name = matter_.name;
  curve.derived = matter_.derived;
  fill_days(curve);
  fill_shares(curve);
  return curve;
}

}  // namespace vultus
