#include "vultus/forecast/harm_law.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>

#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

// Rates stand on an even grid of log odds. The step is small against everything smooth on it: a scatter of 0.1 or more.
constexpr double furthest = 11.5, step = 0.125;
constexpr double negligible = 1e-12;  // of weights that add up to 1
constexpr std::size_t points = static_cast<std::size_t>(2 * furthest / step) + 1;

struct Point {
  double logit = 0.0, p = 0.0, q = 0.0, log_p = 0.0, log_q = 0.0;
};

std::vector<Point> grid_of_rates() {
  std::vector<Point> grid(points);
  for (std::size_t k = 0; k < points; ++k) {
    Point& at = grid[k];
    at.logit = -furthest + step * static_cast<double>(k);
    const double odds = exp(at.logit);
    at.p = odds / (1.0 + odds);
    at.q = 1.0 / (1.0 + odds);
    at.log_p = log(at.p);
    at.log_q = log(at.q);
  }
  return grid;
}

const std::vector<Point>& rates() {
  static const std::vector<Point> grid = grid_of_rates();
  return grid;
}

/// log of the gamma function of a positive number: Stirling's series from 8 on, absolute error below 1e-11 there.
double log_gamma(double x) {
  double product = 1.0;
  while (x < 8.0) {
    product *= x;
    x += 1.0;
  }
  const double r = 1.0 / x, r2 = r * r;
  const double series = r * (1.0 / 12.0 - r2 * (1.0 / 360.0 - r2 * (1.0 / 1260.0 - r2 * (1.0 / 1680.0))));
  return (x - 0.5) * log(x) - x + 0.91893853320467274178 + series - log(product);
}

/// log of a (a + 1) ... (a + n - 1); `log_gamma_a` is that of a.
double log_rising(double a, double log_gamma_a, double n) {
  constexpr double few = 12.0;  // so few factors cannot overflow
  if (n <= 0.0) return 0.0;
  if (n > few || n != static_cast<double>(static_cast<int>(n))) return log_gamma(a + n) - log_gamma_a;
  double product = a;
  for (double i = 1.0; i < n; i += 1.0) product *= a + i;
  return log(product);
}

/// The beta law of studies about a treatment's rate; without scatter (0) every study has that rate.
struct StudyLaw {
  double a = 0.0, b = 0.0, log_gamma_a = 0.0, log_gamma_b = 0.0, log_gamma_both = 0.0;
};

StudyLaw study_law(const Point& at, double scatter) {
  StudyLaw law;
  if (scatter <= 0.0) return law;
  const double precision = 1.0 / (scatter * scatter * at.p * at.q) - 1.0;
  law.a = at.p * precision;
  law.b = at.q * precision;
  law.log_gamma_a = log_gamma(law.a);
  law.log_gamma_b = log_gamma(law.b);
  law.log_gamma_both = log_gamma(precision);
  return law;
}

double log_likelihood(const StudyCount& count, const Point& at, const StudyLaw& law) {
  const double without = count.n - count.events;
  if (law.a <= 0.0) return count.events * at.log_p + without * at.log_q;
  return log_rising(law.a, law.log_gamma_a, count.events) + log_rising(law.b, law.log_gamma_b, without) -
         log_rising(law.a + law.b, law.log_gamma_both, count.n);
}

/// Turns logarithms into shares of their largest.
void exponentiate(std::vector<double>& logs) {
  const double highest = *std::max_element(logs.begin(), logs.end());
  for (double& value : logs) value = exp(value - highest);
}

void normalise(double* values, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += values[i];
  for (std::size_t i = 0; i < n; ++i) values[i] /= sum;
}

/// The beta law on the grid of log odds, its cells adding up to 1.
void beta_on_grid(double a, double b, double* cells) {
  const auto& grid = rates();
  double highest = -1e300;
  for (std::size_t k = 0; k < points; ++k) {
    cells[k] = a * grid[k].log_p + b * grid[k].log_q;
    highest = std::max(highest, cells[k]);
  }
  for (std::size_t k = 0; k < points; ++k) cells[k] = exp(cells[k] - highest);
  normalise(cells, points);
}

/// The laws of a treatment's rate: a row of cells for each mean and spread.
std::vector<double> treatment_laws(const HarmLaw& law) {
  std::vector<double> rows(law.mean.values.size() * law.spread.values.size() * points);
  double* row = rows.data();
  for (const double mean : law.mean.values)
    for (const double spread : law.spread.values) {
      const double precision = 1.0 / (spread * spread * mean * (1.0 - mean)) - 1.0;
      beta_on_grid(mean * precision, (1.0 - mean) * precision, row);
      row += points;
    }
  return rows;
}

/// How the studies of a treatment scatter: one law for each scatter and treatment's rate.
std::vector<StudyLaw> study_laws(const HarmLaw& law) {
  std::vector<StudyLaw> laws;
  laws.reserve(law.scatter.values.size() * points);
  for (const double scatter : law.scatter.values)
    for (const auto& at : rates()) laws.push_back(study_law(at, scatter));
  return laws;
}

/// The same as rows of cells.
std::vector<double> study_cells(const std::vector<StudyLaw>& laws) {
  std::vector<double> rows(laws.size() * points);
  for (std::size_t i = 0; i < laws.size(); ++i) {
    if (laws[i].a > 0.0)
      beta_on_grid(laws[i].a, laws[i].b, &rows[i * points]);
    else
      rows[i * points + i % points] = 1.0;
  }
  return rows;
}

/// A law with its tables.
struct Tables {
  explicit Tables(const HarmLaw& given)
      : law(given), treatments(treatment_laws(given)), studies(study_laws(given)), cells(study_cells(studies)) {}
  const HarmLaw& law;
  std::vector<double> treatments;
  std::vector<StudyLaw> studies;
  std::vector<double> cells;
};

/// Likelihood of one treatment's studies: scatter by scatter, a row over rates.
std::vector<double> likelihood(const std::vector<StudyCount>& studies, const Tables& tables) {
  std::vector<double> values(tables.studies.size());
  for (const auto& study : studies)
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] += log_likelihood(study, rates()[i % points], tables.studies[i]);
  exponentiate(values);
  return values;
}

double dot(const double* a, const double* b) {
  double sums[4] = {0.0, 0.0, 0.0, 0.0};  // four chains, so that a core finds work; their order never changes
  std::size_t k = 0;
  for (; k + 4 <= points; k += 4)
    for (std::size_t i = 0; i < 4; ++i) sums[i] += a[k + i] * b[k + i];
  for (; k < points; ++k) sums[0] += a[k] * b[k];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// A weight times a row, added to another row. Eigen, as the compiler keeps to one number at a time where a row has an odd number of them.
void add_times(double weight, const double* row, double* sums) {
  using Row = Eigen::Array<double, static_cast<int>(points), 1>;
  Eigen::Map<Row>(sums, points) += weight * Eigen::Map<const Row>(row, points);
}

/// How likely each (mean, spread; scatter) is, before the counts of the treatment asked for.
std::vector<double> learnt_from(const std::vector<std::vector<StudyCount>>& others, const Tables& tables) {
  const auto& [mean, spread, scatter] = tables.law;
  const std::size_t spreads = spread.values.size(), laws = mean.values.size() * spreads, scatters = scatter.values.size();
  std::vector<double> weights(laws * scatters);
  for (std::size_t h = 0; h < laws; ++h)
    for (std::size_t s = 0; s < scatters; ++s)
      weights[h * scatters + s] = mean.weights[h / spreads] * spread.weights[h % spreads] * scatter.weights[s];
  for (const auto& studies : others) {
    const auto values = likelihood(studies, tables);
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] = weights[i] < negligible ? 0.0 : weights[i] * dot(&tables.treatments[i / scatters * points], &values[i % scatters * points]);
    normalise(weights.data(), weights.size());
  }
  return weights;
}

/// The rate of one more study: each pair of scatter and treatment's rate spreads its weight over the grid.
std::vector<double> one_more_study(const std::vector<double>& pairs, const Tables& tables) {
  std::vector<double> cells(points);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i] < negligible) continue;
    add_times(pairs[i], &tables.cells[i * points], cells.data());
  }
  normalise(cells.data(), points);
  return cells;
}

double quantile(const std::vector<double>& cells, double level) {
  double below = 0.0;
  std::size_t k = 0;
  while (k + 1 < points && below + cells[k] < level) below += cells[k++];
  const double within = cells[k] > 0.0 ? (level - below) / cells[k] : 0.5;
  const double odds = exp(rates()[k].logit + step * (std::clamp(within, 0.0, 1.0) - 0.5));
  return odds / (1.0 + odds);
}

PredictedRate predicted(const std::vector<StudyCount>& own, const std::vector<std::vector<StudyCount>>& others,
                        const Tables& tables) {
  const std::size_t scatters = tables.law.scatter.values.size();
  const auto weights = learnt_from(others, tables);
  auto pairs = likelihood(own, tables);
  std::vector<double> before(scatters * points);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] < negligible) continue;
    add_times(weights[i], &tables.treatments[i / scatters * points], &before[i % scatters * points]);
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] *= before[i];
  normalise(pairs.data(), pairs.size());
  const auto cells = one_more_study(pairs, tables);
  return {quantile(cells, 0.5), quantile(cells, 0.05), quantile(cells, 0.95)};
}

HarmLaw make_usual_law() {
  HarmLaw law;
  constexpr std::size_t means = 20;
  constexpr double lowest = -6.2, highest = 3.9;  // log odds of 1 in 500 and of 98 of 100
  law.mean.values.reserve(means);
  law.mean.weights.reserve(means);
  for (std::size_t i = 0; i < means; ++i) {
    const double odds = exp(lowest + (highest - lowest) * static_cast<double>(i) / static_cast<double>(means - 1));
    const double mean = odds / (1.0 + odds);
    law.mean.values.push_back(mean);
    law.mean.weights.push_back(sqrt(mean) * (1.0 - mean) * (1.0 - mean));  // Beta(1/2, 2) on the log odds
  }
  law.spread = {{0.25, 0.4, 0.6, 0.9, 1.3, 1.8}, {1.0, 1.0, 1.0, 1.0, 1.0, 1.0}};
  law.scatter.values = {0.1, 0.2, 0.3, 0.45, 0.65, 0.9, 1.2};
  law.scatter.weights.reserve(law.scatter.values.size());
  for (const double scatter : law.scatter.values) {
    constexpr double sd = 0.7;
    law.scatter.weights.push_back(
        scatter * exp(-0.5 * scatter * scatter / (sd * sd)));  // times scatter: the values stand a factor apart
  }
  return law;
}

}  // namespace

const HarmLaw& usual_harm_law() {
  static const HarmLaw law = make_usual_law();
  return law;
}

PredictedRate predict_rate(const std::vector<StudyCount>& own, const std::vector<std::vector<StudyCount>>& others,
                           const HarmLaw& law) {
  static const Tables usual(usual_harm_law());
  return &law == &usual_harm_law() ? predicted(own, others, usual) : predicted(own, others, Tables(law));
}

}  // namespace vultus
