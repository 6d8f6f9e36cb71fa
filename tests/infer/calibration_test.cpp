#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/draws.hpp"
#include "vultus/infer/nuts.hpp"

// Simulation-based calibration (Talts and others 2018): a truth drawn from the prior has a uniform rank among the draws of
// the posterior of its own data. Bands: Saeilynoja, Buerkner & Vehtari 2022, with their level found by simulation.
namespace vultus::tests {
namespace {

constexpr std::size_t replicates = 1000, kept = 63, thinned_by = 5, observations = 20;
constexpr std::size_t ranks = kept + 1;
constexpr double prior_sd = 2.0;

/// Two-sided probability of a count at or beyond it on either side of Binomial(replicates, p), for every count.
std::vector<double> two_sided(double p) {
  std::vector<double> mass(replicates + 1), probability(replicates + 1);
  for (std::size_t k = 0; k <= replicates; ++k) {
    const double n = static_cast<double>(replicates), x = static_cast<double>(k);
    mass[k] = std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * std::log(p) +
                       (n - x) * std::log1p(-p));
  }
  double below = 0.0, above = 0.0;
  std::vector<double> upper(replicates + 1);
  for (std::size_t k = replicates + 1; k-- > 0;) upper[k] = above += mass[k];
  for (std::size_t k = 0; k <= replicates; ++k) {
    below += mass[k];
    probability[k] = 2.0 * std::min(below, upper[k]);
  }
  return probability;
}

class Bands {
 public:
  Bands() {
    for (std::size_t r = 0; r + 1 < ranks; ++r)
      table_.push_back(two_sided(static_cast<double>(r + 1) / static_cast<double>(ranks)));
    std::vector<double> simulated;
    for (std::uint64_t s = 0; s < 2000; ++s) {
      std::vector<std::size_t> counts(ranks, 0);
      for (std::uint64_t i = 0; i < replicates; ++i)
        ++counts[static_cast<std::size_t>(uniform({71, s, Purpose::test, i}) * static_cast<double>(ranks))];
      simulated.push_back(smallest(counts));
    }
    std::sort(simulated.begin(), simulated.end());
    level_ = simulated[20];  // 1 %
  }
  /// The ECDF of the ranks lies everywhere inside bands that uniform ranks leave in 1 % of cases.
  [[nodiscard]] bool hold(const std::vector<std::size_t>& counts) const { return smallest(counts) >= level_; }

 private:
  /// Smallest two-sided probability of the cumulated counts.
  [[nodiscard]] double smallest(const std::vector<std::size_t>& counts) const {
    double least = 1.0;
    std::size_t sum = 0;
    for (std::size_t r = 0; r + 1 < ranks; ++r) {
      sum += counts[r];
      least = std::min(least, table_[r][sum]);
    }
    return least;
  }
  std::vector<std::vector<double>> table_;
  double level_ = 0.0;
};

/// Rank of the truth among the posterior draws; the likelihood that the sampler sees has `variance`, the data have 1.
std::size_t rank_of_truth(std::uint64_t replicate, double variance) {
  const double truth = prior_sd * normal({72, replicate, Purpose::test, 0});
  double sum = 0.0;
  for (std::uint64_t i = 1; i <= observations; ++i) sum += truth + normal({72, replicate, Purpose::test, i});
  const LogDensity density = [sum, variance](std::span<const double> q, std::span<double> gradient) {
    const double precision = 1.0 / (prior_sd * prior_sd) + observations / variance;
    gradient[0] = sum / variance - precision * q[0];
    return q[0] * (sum / variance - 0.5 * precision * q[0]);
  };
  NutsSettings settings;
  settings.chains = settings.threads = 1;
  settings.warmup = 150;
  settings.draws = kept * thinned_by;
  settings.seed = replicate;
  const auto draws = nuts([&] { return density; }, {{0.0}}, settings).value();
  std::size_t rank = 0;
  for (std::size_t k = 0; k < kept; ++k)
    if (draws.values[k * thinned_by] < truth) ++rank;
  return rank;
}

std::vector<std::size_t> rank_counts(double variance) {
  std::vector<std::size_t> counts(ranks, 0);
  for (std::uint64_t r = 0; r < replicates; ++r) ++counts[rank_of_truth(r, variance)];
  return counts;
}

TEST(Calibration, RanksOfTheTruthAreUniform) { EXPECT_TRUE(Bands().hold(rank_counts(1.0))); }

TEST(Calibration, AWrongVarianceInTheLikelihoodIsFound) { EXPECT_FALSE(Bands().hold(rank_counts(1.5))); }

}  // namespace
}  // namespace vultus::tests
