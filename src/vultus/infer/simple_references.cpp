#include "vultus/infer/simple_references.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

constexpr std::size_t fewest_studies = 3;
constexpr std::size_t fewest_values = 5;  ///< from which the spread of values is trusted
constexpr double widest_inflation = 1.8;  ///< of a normal sd by Student's t
constexpr double least_variance = 1e-6;   ///< of a study's mean
constexpr double least_carrying_sd = 0.02;
constexpr std::size_t pieces = 400;  ///< equally likely, of the law of a logit

using Rows = std::vector<const TrialRow*>;

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Sum of squares about the mean over (n - less).
double variance_of(const std::vector<double>& values, double less) {
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return squares / (static_cast<double>(values.size()) - less);
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

// ---------------------------------------------------------------- Student's t

/// Density of Student's t with `df` degrees of freedom. Gamma((df+1)/2) / Gamma(df/2) by its recurrence over two degrees.
double student_density(double t, int df) {
  const double pi = 3.14159265358979323846;
  double ratio = df % 2 == 1 ? 1.0 / std::sqrt(pi) : std::sqrt(pi) / 2.0;  // at df 1 and 2
  for (int d = df % 2 == 1 ? 1 : 2; d < df; d += 2) ratio *= static_cast<double>(d + 1) / d;
  return ratio / std::sqrt(df * pi) * exp(-0.5 * (df + 1) * log(1.0 + t * t / df));
}

/// Probability between 0 and t, by Simpson's rule.
double student_probability(double t, int df) {
  constexpr int steps = 400;
  double sum = student_density(0.0, df) + student_density(t, df);
  for (int i = 1; i < steps; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * student_density(t * i / steps, df);
  return sum * t / (3.0 * steps);
}

/// The quantile 0.95 by Newton's method; from the normal one it rises towards the root without passing it.
double student_quantile_95(int df) {
  double t = normal_quantile(0.95);
  for (int i = 0; i < 30; ++i) {
    const double step = (0.45 - student_probability(t, df)) / student_density(t, df);
    t += step;
    if (std::abs(step) < 1e-13 * t) break;
  }
  return t;
}

/// How much wider than normal a new study is predicted after `studies` of them.
double inflation(std::size_t studies) {
  // One degree of freedom reaches the widest in any case.
  if (studies <= 2) return widest_inflation;
  return std::min(student_quantile_95(static_cast<int>(studies) - 1) / normal_quantile(0.95), widest_inflation);
}

// ---------------------------------------------------------------- binomial counts

/// Adds the probabilities of 0 ... n events at the given log odds, over `pieces`, to `shares`: from the likeliest count
/// outwards, so that nothing underflows.
void add_binomial(double log_odds, std::vector<double>& shares) {
  const auto n = static_cast<double>(shares.size() - 1);
  const double odds = exp(log_odds);
  const auto mode = static_cast<std::size_t>(std::clamp(std::floor((n + 1.0) / (1.0 + 1.0 / odds)), 0.0, n));
  std::vector<double> weights(shares.size(), 0.0);
  weights[mode] = 1.0;
  for (std::size_t k = mode; k + 1 < shares.size(); ++k) {
    const auto count = static_cast<double>(k);
    weights[k + 1] = weights[k] * odds * (n - count) / (count + 1.0);
  }
  for (std::size_t k = mode; k > 0; --k) {
    const auto count = static_cast<double>(k);
    weights[k - 1] = weights[k] * count / (odds * (n - count + 1.0));
  }
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t k = 0; k < shares.size(); ++k) shares[k] += weights[k] / (total * static_cast<double>(pieces));
}

Quantiles proportion_quantiles(const TrialRow& row, const EffectLaw& law, double at_least) {
  std::vector<double> shares(static_cast<std::size_t>(std::max(std::nearbyint(row.n), 1.0)) + 1, 0.0);
  for (std::size_t i = 0; i < pieces; ++i) {
    const double z = normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(pieces));
    add_binomial(row.sign * (law.mean + law.sd * z), shares);
  }
  constexpr double hardly_possible = 1e-2;  // then the floor itself is all that is left
  const auto people = static_cast<double>(shares.size() - 1);
  const auto least = static_cast<std::size_t>(std::clamp(std::ceil(at_least * people - 1e-6), 0.0, people));
  double left = 0.0;
  for (std::size_t k = least; k < shares.size(); ++k) left += shares[k];
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (left > hardly_possible) shares[k] = k < least ? 0.0 : shares[k] / left;
    else shares[k] = k == least ? 1.0 : 0.0;
  }
  Quantiles q{};
  double below = shares[0];
  std::size_t count = 0;
  for (std::size_t i = 0; i < q.size(); ++i) {
    while (below < quantile_level(i) && count + 1 < shares.size()) below += shares[++count];
    q[i] = static_cast<double>(count) / static_cast<double>(shares.size() - 1);
  }
  return q;
}

// ---------------------------------------------------------------- cells of similar rows

/// Before week 6, 18, 40, later; unknown.
int window(const TrialRow& r) { return r.weeks ? (*r.weeks >= 6.0) + (*r.weeks >= 18.0) + (*r.weeks >= 40.0) : -1; }

bool share_a_class(const TrialRow& a, const TrialRow& b) {
  return std::any_of(a.classes.begin(), a.classes.end(), [&](const auto& c) { return b.classes.contains(c); });
}

constexpr int cells = 6;  ///< of falling specificity
bool in_cell(int cell, const TrialRow& x, const TrialRow& r) {
  switch (cell) {
    case 0:
      return x.outcome == r.outcome && x.treatments == r.treatments && window(x) == window(r);
    case 1:
      return x.treatments == r.treatments && window(x) == window(r);
    case 2:
      return x.treatments == r.treatments;
    case 3:
      return share_a_class(x, r) && x.untreated == r.untreated;
    case 4:
      return x.topic == r.topic && x.untreated == r.untreated;
    default:
      return x.untreated == r.untreated;
  }
}

bool pools_with(const TrialRow& x, const TrialRow& r) {
  if (r.scale != EffectScale::level) return x.group == r.group;
  return x.outcome == r.outcome && x.unit == r.unit && x.statistic == r.statistic;
}

bool enough_studies(const Rows& rows) {
  std::set<std::string_view> studies;
  for (const auto* r : rows) studies.insert(r->study);
  return studies.size() >= fewest_studies;
}

/// The rows of each study together, in the order of their first row.
std::vector<Rows> by_study(const Rows& rows) {
  std::vector<Rows> studies;
  std::map<std::string_view, std::size_t> place;
  for (const auto* r : rows) {
    const auto found = place.emplace(r->study, studies.size());
    if (found.second) studies.emplace_back();
    studies[found.first->second].push_back(r);
  }
  return studies;
}

/// The mean of the other arms at that time, or the arm's own last value.
std::optional<double> carried_value(Task task, const std::vector<TrialRow>& rows, const std::vector<std::size_t>& known,
                                    const TrialRow& r) {
  Rows same;
  for (const std::size_t j : known) {
    const TrialRow& x = rows[j];
    if (x.outcome == r.outcome && x.statistic == r.statistic &&
        (task == Task::other_arm ? x.weeks == r.weeks : x.arm == r.arm))
      same.push_back(&x);
  }
  if (same.empty()) return std::nullopt;
  const auto earlier = [](const TrialRow* a, const TrialRow* b) { return a->weeks < b->weeks; };
  const auto last = (*std::max_element(same.begin(), same.end(), earlier))->weeks;
  std::vector<double> values;
  for (const auto* x : same)
    if (x->weeks == last) values.push_back(x->y);
  return mean_of(values);
}

}  // namespace

Quantiles reported_quantiles(const TrialRow& row, const EffectLaw& law, double at_least) {
  if (row.scale == EffectScale::proportion) return proportion_quantiles(row, law, at_least);
  const double sd = std::sqrt(law.sd * law.sd + row.s * row.s);
  Quantiles q{};
  for (std::size_t i = 0; i < q.size(); ++i)
    q[i] = row.zero + row.unit_size * (row.sign * law.mean + sd * normal_quantile(quantile_level(i)));
  return q;
}

EffectLaw pooled(const std::vector<const TrialRow*>& rows) {
  std::vector<double> y, v, within;
  for (const auto& study : by_study(rows)) {
    std::vector<double> effects, variances;
    for (const auto* r : study) {
      effects.push_back(r->y);
      variances.push_back(r->s * r->s);
    }
    y.push_back(mean_of(effects));
    v.push_back(mean_of(variances) + least_variance);
    if (effects.size() > 1) within.push_back(variance_of(effects, 1.0));
  }
  double weight = 0.0, weight2 = 0.0, mean = 0.0, q = 0.0;
  const auto weigh = [&](double tau2) {
    weight = weight2 = mean = q = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double w = 1.0 / (v[i] + tau2);
      weight += w;
      weight2 += w * w;
      mean += w * y[i];
    }
    mean /= weight;
    for (std::size_t i = 0; i < y.size(); ++i) q += (y[i] - mean) * (y[i] - mean) / (v[i] + tau2);
  };
  weigh(0.0);
  const double freedom = static_cast<double>(y.size()) - 1.0, scale = weight - weight2 / weight;
  const double tau2 = scale > 0.0 ? std::max(0.0, (q - freedom) / scale) : 0.0;
  weigh(tau2);
  const double spread = within.empty() ? 0.0 : median_of(within);
  return {mean, inflation(y.size()) * std::sqrt(tau2 + spread + 1.0 / weight)};
}

SimpleReferences::SimpleReferences(const std::vector<TrialRow>& training) : training_(training) {
  learn_untreated();
  learn_carrying();
}

void SimpleReferences::learn_untreated() {
  std::vector<double> y;
  for (const auto& r : training_)
    if (r.scale == EffectScale::relative && r.untreated) y.push_back(r.y);
  if (y.size() >= fewest_values) untreated_sd_ = std::sqrt(variance_of(y, 0.0));
}

void SimpleReferences::learn_carrying() {
  struct Misses {
    std::vector<double> carried, carried_size, pooled_size;
  };
  std::map<std::pair<Task, EffectScale>, Misses> all;
  static constexpr std::array<Task, 2> tasks{Task::other_arm, Task::later_visit};
  for (const auto& s : rows_of_tasks(training_, tasks)) {
    if (s.row->scale == EffectScale::level) continue;
    const auto value = carried_value(s.task, training_, s.known, *s.row);
    const auto law = value ? trial_mean(*s.row) : std::nullopt;
    if (!law) continue;
    Misses& m = all[{s.task, s.row->scale}];
    m.carried.push_back(s.row->y - *value);
    m.carried_size.push_back(std::abs(s.row->y - *value));
    m.pooled_size.push_back(std::abs(s.row->y - law->mean));
  }
  for (const auto& [key, m] : all)
    if (m.carried.size() >= fewest_values && median_of(m.carried_size) < median_of(m.pooled_size))
      carrying_sd_[key] = std::sqrt(variance_of(m.carried, 0.0));
}

std::optional<EffectLaw> SimpleReferences::trial_mean(const TrialRow& row) const {
  Rows others, pool;
  for (const auto& x : training_) {
    if (x.scale != row.scale || x.study == row.study) continue;
    others.push_back(&x);
    if (pools_with(x, row)) pool.push_back(&x);
  }
  for (int cell = 0; cell < cells; ++cell) {
    Rows similar;
    for (const auto* x : pool)
      if (in_cell(cell, *x, row)) similar.push_back(x);
    if (enough_studies(similar)) return pooled(similar);
  }
  if (row.scale == EffectScale::level || !enough_studies(others)) return std::nullopt;
  return pooled(others);
}

std::optional<EffectLaw> SimpleReferences::carried(const ScoredRow& row, const std::vector<TrialRow>& rows) const {
  const auto sd = carrying_sd_.find({row.task, row.row->scale});
  if (sd == carrying_sd_.end()) return std::nullopt;
  const auto value = carried_value(row.task, rows, row.known, *row.row);
  if (!value) return std::nullopt;
  // The spread of such differences holds the sampling error already.
  const double s = row.row->s;
  const double own = std::max(sd->second * sd->second - s * s, least_carrying_sd * least_carrying_sd);
  return EffectLaw{*value, std::sqrt(own)};
}

void SimpleReferences::add_scores(std::vector<ScoredRow>& scored, const std::vector<TrialRow>& rows) const {
  std::map<const TrialRow*, std::optional<EffectLaw>> means;  // looked up only; the same for every task
  for (auto& s : scored) {
    const TrialRow& r = *s.row;
    if (r.kind == ValueKind::pending) continue;
    if (r.scale == EffectScale::relative) s.no_change = score(r, reported_quantiles(r, no_change()));
    auto law = carried(s, rows);
    if (!law) {
      const auto known = means.find(&r);
      law = known != means.end() ? known->second : means.emplace(&r, trial_mean(r)).first->second;
    }
    if (law) s.trial_mean = score(r, reported_quantiles(r, *law));
  }
}

}  // namespace vultus
