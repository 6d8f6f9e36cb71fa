#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "../support/cases.hpp"
#include "shipped_rows.hpp"
#include "vultus/base/draws.hpp"
#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/nuts.hpp"

// Simulation-based calibration (Talts and others 2018) of the trial model itself: truths from the prior, effects from the
// model at the truth in the designs of shipped arms, ranks of the truths among draws given those effects. By hand:
// VULTUS_SIMULATED_TRIALS=200 test_simulated_trials
namespace vultus::tests {
namespace {

constexpr std::size_t kept = 19, thinned_by = 5, warmup = 150, ranks = kept + 1, designs_wanted = 12;
constexpr std::size_t enough_to_find_bugs = 200;
constexpr double longest_weeks = 13.0;  // quick
constexpr double alarm = 0.01;          // of all dimensions together

std::size_t replicates() {
  const char* const wanted = std::getenv("VULTUS_SIMULATED_TRIALS");
  return wanted == nullptr ? 3 : std::stoul(wanted);
}

/// Effects of a dozen shipped arms, treated and not, of both scales: no study gives more than three rows.
std::vector<TrialRow> dozen() {
  std::vector<TrialRow> rows;
  std::map<std::string, int> of_study;
  for (const EffectScale scale : {EffectScale::relative, EffectScale::proportion})
    for (const auto& row : spoken_rows(*catalog().tissue("masseter"), catalog(), shipped_map(), shipped_rows().rows)) {
      const std::size_t most = scale == EffectScale::relative ? designs_wanted - 4 : designs_wanted;
      if (row.scale == scale && row.weeks.value_or(52.0) <= longest_weeks && rows.size() < most && of_study[row.study]++ < 3)
        rows.push_back(row);
    }
  return rows;
}

TrialModel model_of(std::vector<TrialRow> rows) {
  const auto& all = shipped_rows().rows;
  ProcessVariances variances{
      prior_log_variances(all, EffectScale::relative), prior_log_variances(all, EffectScale::proportion), {}};
  // so few rows must tell much, else every posterior is its prior and no bug can be found
  for (auto* logs : {&variances.relative, &variances.proportion})
    for (double& log : *logs) log -= std::log(20.0);
  TrialModelSettings settings;
  settings.arms.people = 1;  // quick; the law is exact for any number
  settings.arms.most_variables = 3;
  settings.arms.relative_tolerance = 1e-3;
  const std::vector<bool> learn(rows.size(), true);
  return {std::move(rows), learn, variances, catalog().tissue("masseter"), &catalog(), &shipped_map(), settings};
}

/// Effects of all rows drawn from the model at `z`; means of relative changes times `strength`, of which the model does not
/// know.
std::vector<double> simulated_effects(const TrialModel& model, std::span<const double> z, std::uint64_t replicate,
                                      double strength) {
  std::vector<double> effects(model.rows().size());
  const auto ready = model.ready(z);
  for (const EffectScale scale : {EffectScale::relative, EffectScale::proportion}) {
    std::vector<std::size_t> mine;
    for (std::size_t i = 0; i < model.rows().size(); ++i)
      if (model.rows()[i].scale == scale) mine.push_back(i);
    if (mine.empty()) continue;
    const Conditional law = model.law(ready, {}, mine);
    Eigen::VectorXd noise(law.mean.size());
    for (std::size_t i = 0; i < mine.size(); ++i)
      noise[static_cast<Eigen::Index>(i)] = normal({82, replicate, Purpose::test, mine[i]});
    const Eigen::VectorXd drawn = law.mean + law.covariance.llt().matrixL() * noise;
    const double beyond = scale == EffectScale::relative ? strength - 1.0 : 0.0;
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      effects[mine[i]] = drawn[at] + beyond * law.mean[at];
    }
  }
  return effects;
}

/// Rank of the truth among the draws, of each dimension.
std::vector<std::size_t> ranks_of_truth(const TrialModel& model, std::uint64_t replicate, double strength) {
  std::vector<double> truth;
  for (std::size_t d = 0; d < model.dimensions(); ++d) truth.push_back(normal({81, replicate, Purpose::test, d}));
  const std::vector<double> effects = simulated_effects(model, truth, replicate, strength);
  std::vector<TrialRow> rows = model.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].y = effects[i];
  const TrialModel seen = model_of(std::move(rows));
  NutsSettings settings;
  settings.chains = settings.threads = 1;
  settings.warmup = warmup;
  settings.draws = kept * thinned_by;
  settings.seed = replicate;
  const MakeLogDensity make = [&seen] {
    return [&seen](std::span<const double> z, std::span<double> gradient) { return seen.log_density(z, gradient); };
  };
  const Draws draws = nuts(make, {std::vector<double>(seen.dimensions(), 0.0)}, settings).value();
  std::vector<std::size_t> found(truth.size(), 0);
  for (std::size_t d = 0; d < truth.size(); ++d)
    for (std::size_t k = 0; k < kept; ++k) found[d] += draws.at(0, k * thinned_by, d) < truth[d] ? 1U : 0U;
  return found;
}

/// Two-sided probability of every count of Binomial(n, p).
std::vector<double> two_sided(std::size_t n, double p) {
  const auto size = static_cast<double>(n);
  std::vector<double> mass, probability(n + 1);
  for (std::size_t k = 0; k <= n; ++k) {
    const auto x = static_cast<double>(k);
    mass.push_back(std::exp(std::lgamma(size + 1) - std::lgamma(x + 1) - std::lgamma(size - x + 1) + x * std::log(p) +
                            (size - x) * std::log1p(-p)));
  }
  for (std::size_t k = 0; k <= n; ++k) {
    double below = 0.0, above = 0.0;
    for (std::size_t j = 0; j <= n; ++j) (j <= k ? below : above) += mass[j];
    probability[k] = 2.0 * std::min(below, above + mass[k]);
  }
  return probability;
}

/// Bands of the ECDF of ranks (Saeilynoja, Buerkner & Vehtari 2022), their level found by simulation.
class Bands {
 public:
  Bands(std::size_t n, double level) {
    for (std::size_t r = 0; r + 1 < ranks; ++r)
      table_.push_back(two_sided(n, static_cast<double>(r + 1) / static_cast<double>(ranks)));
    constexpr std::size_t simulations = 20000;
    std::vector<double> least;
    for (std::uint64_t s = 0; s < simulations; ++s) {
      std::vector<std::size_t> counts(ranks, 0);
      for (std::uint64_t i = 0; i < n; ++i)
        ++counts[static_cast<std::size_t>(uniform({83, s, Purpose::test, i}) * static_cast<double>(ranks))];
      least.push_back(smallest(counts));
    }
    std::sort(least.begin(), least.end());
    level_ = least[static_cast<std::size_t>(level * static_cast<double>(simulations))];
  }
  [[nodiscard]] bool hold(const std::vector<std::size_t>& counts) const { return smallest(counts) >= level_; }

 private:
  [[nodiscard]] double smallest(const std::vector<std::size_t>& counts) const {
    double least = 1.0;
    std::size_t sum = 0;
    for (std::size_t r = 0; r + 1 < ranks; ++r) least = std::min(least, table_[r][sum += counts[r]]);
    return least;
  }
  std::vector<std::vector<double>> table_;
  double level_ = 0.0;
};

/// Names of the dimensions whose ranks are not uniform.
std::set<std::string> not_uniform(double strength) {
  const TrialModel model = model_of(dozen());
  const std::size_t n = replicates();
  std::vector<std::vector<std::size_t>> counts(model.dimensions(), std::vector<std::size_t>(ranks, 0));
  for (std::uint64_t r = 0; r < n; ++r) {
    const auto found = ranks_of_truth(model, r, strength);
    for (std::size_t d = 0; d < found.size(); ++d) ++counts[d][found[d]];
  }
  const Bands bands(n, alarm / static_cast<double>(model.dimensions()));
  std::set<std::string> names;
  for (std::size_t d = 0; d < counts.size(); ++d)
    if (!bands.hold(counts[d])) names.insert(model.names()[d]);
  return names;
}

TEST(SimulatedTrials, RanksOfTheTruthAreUniform) {
  const TrialModel model = model_of(dozen());
  ASSERT_EQ(model.rows().size(), designs_wanted);
  ASSERT_EQ(model.mechanism()->variables().size(), 3U);
  EXPECT_EQ(not_uniform(1.0), std::set<std::string>());
}

TEST(SimulatedTrials, AMechanismThatIsTooWeakIsFound) {
  if (replicates() < enough_to_find_bugs) GTEST_SKIP() << "VULTUS_SIMULATED_TRIALS=200 or more";
  EXPECT_NE(not_uniform(1.5), std::set<std::string>());
}

}  // namespace
}  // namespace vultus::tests
