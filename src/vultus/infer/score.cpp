#include "vultus/infer/score.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace vultus {
namespace {

constexpr double rounding = 1e-9;  ///< a value on the edge of an interval lies inside
constexpr double cost_of_leaving_out = 1.25;
constexpr std::size_t fewest_studies = 3;  ///< from which a spread can be told
constexpr std::size_t fewest_rows = 5;     ///< from which a ratio says something

using LevelCell = std::tuple<std::string, std::string, std::string>;
LevelCell cell_of(const TrialRow& r) { return {r.outcome, r.unit, r.statistic}; }

/// Standard deviation of each cell of levels that enough studies have measured.
std::map<LevelCell, double> level_spreads(const std::vector<TrialRow>& training) {
  struct Values {
    std::vector<double> y;
    std::set<std::string> studies;
  };
  std::map<LevelCell, Values> cells;
  for (const auto& r : training) {
    if (r.scale != EffectScale::level) continue;
    Values& values = cells[cell_of(r)];
    values.y.push_back(r.y);
    values.studies.insert(r.study);
  }
  std::map<LevelCell, double> spreads;
  for (const auto& [cell, values] : cells) {
    if (values.studies.size() < fewest_studies) continue;
    const auto n = static_cast<double>(values.y.size());
    double mean = 0.0, squares = 0.0;
    for (const double y : values.y) mean += y / n;
    for (const double y : values.y) squares += (y - mean) * (y - mean) / n;
    if (squares > 0.0) spreads.emplace(cell, std::sqrt(squares));
  }
  return spreads;
}

/// Adds up one line of the summary.
class Tally {
 public:
  void add(const ScoredRow& s) {
    if (s.row->kind == ValueKind::pending) return;
    ++line_.rows;
    add_own(s);
    // A row that neither predicts nor has a trial mean to be charged with costs nothing.
    const double cost = s.own ? s.own->crps : s.trial_mean ? cost_of_leaving_out * s.trial_mean->crps : 0.0;
    no_change_.add(cost, s.no_change);
    trial_mean_.add(cost, s.trial_mean);
  }

  SummaryLine line(Task task, SummaryLine::By by, std::string group) && {
    line_.task = task;
    line_.by = by;
    line_.group = std::move(group);
    line_.studies = studies_.size();
    if (const auto n = static_cast<double>(line_.scored); n > 0.0)
      for (double* sum : {&line_.coverage50, &line_.coverage90, &line_.crps}) *sum /= n;
    if (line_.scored > 0) {
      line_.against_no_change = no_change_.ratio();
      line_.against_trial_mean = trial_mean_.ratio();
    }
    return std::move(line_);
  }

 private:
  struct Against {
    double own = 0.0, reference = 0.0;
    std::size_t rows = 0;
    void add(double cost, const std::optional<Score>& by_reference) {
      if (!by_reference) return;
      own += cost;
      reference += by_reference->crps;
      ++rows;
    }
    [[nodiscard]] std::optional<double> ratio() const {
      return rows < fewest_rows ? std::nullopt : std::optional(own / std::max(reference, 1e-12));
    }
  };

  void add_own(const ScoredRow& s) {
    if (!s.own) return;
    ++line_.scored;
    studies_.insert(s.row->study);
    line_.coverage50 += s.own->in50 ? 1.0 : 0.0;
    line_.coverage90 += s.own->in90 ? 1.0 : 0.0;
    line_.crps += s.own->crps;
  }

  SummaryLine line_;
  std::set<std::string> studies_;
  Against no_change_, trial_mean_;
};

bool between(std::span<const double, 19> q, std::size_t low, std::size_t high, double observed) {
  return q[low] - rounding <= observed && observed <= q[high] + rounding;
}

}  // namespace

std::string_view name_of(Task task) {
  static constexpr std::array<std::string_view, 3> names{"new_study", "other_arm", "later_visit"};
  return names[static_cast<std::size_t>(task)];
}

std::vector<std::size_t> known_rows(Task task, const std::vector<TrialRow>& rows, std::size_t i) {
  std::vector<std::size_t> known;
  if (task == Task::new_study) return known;
  const TrialRow& r = rows[i];
  for (std::size_t j = 0; j < rows.size(); ++j) {
    const TrialRow& x = rows[j];
    if (j == i || x.study != r.study || x.scale != r.scale || x.kind == ValueKind::pending) continue;
    if (task == Task::other_arm ? x.arm != r.arm : x.weeks && r.weeks && *x.weeks < *r.weeks) known.push_back(j);
  }
  return known;
}

bool eligible(Task task, const std::vector<TrialRow>& rows, const std::vector<std::size_t>& known, std::size_t i) {
  const TrialRow& r = rows[i];
  return task == Task::new_study || std::any_of(known.begin(), known.end(), [&](std::size_t j) {
           const TrialRow& x = rows[j];
           if (x.outcome != r.outcome) return false;
           return task == Task::later_visit ? x.arm == r.arm : x.weeks == r.weeks && x.statistic == r.statistic;
         });
}

std::vector<TrialRow> scoreable_rows(const std::vector<TrialRow>& rows, const std::vector<TrialRow>& training) {
  const auto spreads = level_spreads(training);
  std::vector<TrialRow> scoreable;
  for (TrialRow r : rows) {
    if (r.scale == EffectScale::level && !r.divisor) {
      const auto spread = spreads.find(cell_of(r));
      if (spread == spreads.end()) continue;
      r.divisor = spread->second;
    }
    scoreable.push_back(std::move(r));
  }
  return scoreable;
}

double to_scored_scale(const TrialRow& row, double reported) {
  if (row.scale == EffectScale::relative) return (reported - row.zero) / row.unit_size;
  return row.scale == EffectScale::level ? reported / row.divisor.value() : reported;
}

double to_reported_scale(const TrialRow& row, double scored) {
  if (row.scale == EffectScale::relative) return row.zero + row.unit_size * scored;
  return row.scale == EffectScale::level ? scored * row.divisor.value() : scored;
}

Quantiles to_scored_scale(const TrialRow& row, const Quantiles& reported) {
  Quantiles scored{};
  for (std::size_t i = 0; i < scored.size(); ++i) scored[i] = to_scored_scale(row, reported[i]);
  return scored;
}

Quantiles to_reported_scale(const TrialRow& row, const Quantiles& scored) {
  Quantiles reported{};
  for (std::size_t i = 0; i < reported.size(); ++i) reported[i] = to_reported_scale(row, scored[i]);
  return reported;
}

double crps(std::span<const double, 19> quantiles, double observed) {
  double sum = 0.0;
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    const double gap = observed - quantiles[i], level = quantile_level(i);
    sum += gap >= 0.0 ? level * gap : (level - 1.0) * gap;
  }
  return 2.0 * sum / static_cast<double>(quantiles.size());
}

bool in50(std::span<const double, 19> quantiles, double observed) { return between(quantiles, 4, 14, observed); }
bool in90(std::span<const double, 19> quantiles, double observed) { return between(quantiles, 0, 18, observed); }

Score score(const TrialRow& row, const Quantiles& reported) {
  const Quantiles q = to_scored_scale(row, reported);
  const double observed = to_scored_scale(row, row.value);
  return {crps(q, observed), in50(q, observed), in90(q, observed)};
}

std::vector<ScoredRow> rows_of_tasks(const std::vector<TrialRow>& rows, std::span<const Task> tasks) {
  std::vector<ScoredRow> all;
  for (const Task task : tasks)
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto known = known_rows(task, rows, i);
      if (!eligible(task, rows, known, i)) continue;
      ScoredRow s;
      s.task = task;
      s.row = &rows[i];
      s.known = std::move(known);
      all.push_back(std::move(s));
    }
  return all;
}

std::vector<SummaryLine> summary(const std::vector<ScoredRow>& scored) {
  using By = SummaryLine::By;
  std::map<std::tuple<Task, By, std::string>, Tally> tallies;
  for (const auto& s : scored) {
    tallies[{s.task, By::all, "all"}].add(s);
    tallies[{s.task, By::topic, s.row->topic}].add(s);
    tallies[{s.task, By::outcome_group, s.row->group}].add(s);
  }
  std::vector<SummaryLine> lines;
  lines.reserve(tallies.size());
  for (auto& [key, tally] : tallies)
    lines.push_back(std::move(tally).line(std::get<0>(key), std::get<1>(key), std::get<2>(key)));
  return lines;
}

}  // namespace vultus
