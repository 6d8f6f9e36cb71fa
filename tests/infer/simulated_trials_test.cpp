#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "../support/cases.hpp"
#include "shipped_rows.hpp"
#include "vultus/base/draws.hpp"
#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/nuts.hpp"

// Simulation-based calibration (Talts and others 2018) of the trial model itself: truths from the prior, effects from the
// model at the truth in the designs of shipped arms, ranks of the truths among draws given those effects. The likelihood
// of the truth is ranked too (Modrak and others 2023): a likelihood that is too flat leaves the prior, and with it uniform
// ranks of every parameter. By hand, with slips planted in the likelihood that have to be found:
// VULTUS_SIMULATED_TRIALS=200 test_simulated_trials
namespace vultus::tests {
namespace {

constexpr std::size_t kept = 19, thinned_by = 5, warmup = 150, ranks = kept + 1, designs_wanted = 12;
constexpr std::size_t enough_to_find_slips = 200;
constexpr double longest_weeks = 13.0;  // quick
constexpr double alarm = 0.01;          // of all quantities together

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

/// What a likelihood is made of; a slip changes something of it that the data do not know of.
struct Parts {
  std::vector<TrialRow> rows;
  ProcessVariances variances;
  TrialModelSettings settings;
};
using Slip = std::function<void(Parts&)>;

TrialModel model_of(std::vector<TrialRow> rows, const Slip& slip = {}) {
  const auto& all = shipped_rows().rows;
  Parts parts{std::move(rows),
              {prior_log_variances(all, EffectScale::relative), prior_log_variances(all, EffectScale::proportion), {}},
              {}};
  // so few rows must tell much, else every posterior is its prior and no slip can be found
  for (auto* logs : {&parts.variances.relative, &parts.variances.proportion})
    for (double& log : *logs) log -= std::log(20.0);
  parts.settings.arms.people = 1;  // quick; the law is exact for any number
  parts.settings.arms.most_variables = 3;
  parts.settings.arms.relative_tolerance = 1e-3;
  if (slip) slip(parts);
  const std::vector<bool> learn(parts.rows.size(), true);
  return {std::move(parts.rows), learn, parts.variances, catalog().tissue("masseter"), &catalog(), &shipped_map(),
          parts.settings};
}

/// Effects of all rows drawn from the model at `z`.
std::vector<double> simulated_effects(const TrialModel& model, std::span<const double> z, std::uint64_t replicate) {
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
    for (std::size_t i = 0; i < mine.size(); ++i) effects[mine[i]] = drawn[static_cast<Eigen::Index>(i)];
  }
  return effects;
}

/// Logarithm of the likelihood: the density without its standard normal prior.
double without_prior(double log_density, std::span<const double> z) {
  for (const double one : z) log_density += 0.5 * one * one;
  return log_density;
}

/// Rank of the truth among the draws, of each dimension and of the likelihood.
std::vector<std::size_t> ranks_of_truth(const TrialModel& model, std::uint64_t replicate, const Slip& slip) {
  std::vector<double> truth;
  for (std::size_t d = 0; d < model.dimensions(); ++d) truth.push_back(normal({81, replicate, Purpose::test, d}));
  const std::vector<double> effects = simulated_effects(model, truth, replicate);
  std::vector<TrialRow> rows = model.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].y = effects[i];
  const TrialModel seen = model_of(std::move(rows), slip);
  NutsSettings settings;
  settings.chains = settings.threads = 1;
  settings.warmup = warmup;
  settings.draws = kept * thinned_by;
  settings.seed = replicate;
  const MakeLogDensity make = [&seen] {
    return [&seen](std::span<const double> z, std::span<double> gradient) { return seen.log_density(z, gradient); };
  };
  const Draws draws = nuts(make, {std::vector<double>(seen.dimensions(), 0.0)}, settings).value();
  std::vector<double> unused(truth.size());
  const double likelihood = without_prior(seen.log_density(truth, unused), truth);
  std::vector<std::size_t> found(truth.size() + 1, 0);
  for (std::size_t k = 0; k < kept; ++k) {
    for (std::size_t d = 0; d < truth.size(); ++d) found[d] += draws.at(0, k * thinned_by, d) < truth[d] ? 1U : 0U;
    const auto drawn = std::span(draws.values).subspan(k * thinned_by * truth.size(), truth.size());
    found.back() += without_prior(draws.log_density[k * thinned_by], drawn) < likelihood ? 1U : 0U;
  }
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
  explicit Bands(std::size_t n) {
    for (std::size_t r = 0; r + 1 < ranks; ++r)
      table_.push_back(two_sided(n, static_cast<double>(r + 1) / static_cast<double>(ranks)));
    for (std::uint64_t s = 0; s < 20000; ++s) {
      std::vector<std::size_t> counts(ranks, 0);
      for (std::uint64_t i = 0; i < n; ++i)
        ++counts[static_cast<std::size_t>(uniform({83, s, Purpose::test, i}) * static_cast<double>(ranks))];
      least_.push_back(smallest(counts));
    }
    std::sort(least_.begin(), least_.end());
  }
  /// Share of uniform ranks whose ECDF leaves its bands as far as this one, or farther.
  [[nodiscard]] double share_beyond(const std::vector<std::size_t>& counts) const {
    const auto as_far = std::upper_bound(least_.begin(), least_.end(), smallest(counts)) - least_.begin();
    return static_cast<double>(as_far) / static_cast<double>(least_.size());
  }

 private:
  [[nodiscard]] double smallest(const std::vector<std::size_t>& counts) const {
    double least = 1.0;
    std::size_t sum = 0;
    for (std::size_t r = 0; r + 1 < ranks; ++r) least = std::min(least, table_[r][sum += counts[r]]);
    return least;
  }
  std::vector<std::vector<double>> table_;
  std::vector<double> least_;
};

/// How often each rank was found, of each quantity.
std::vector<std::vector<std::size_t>> counts_of_ranks(const TrialModel& model, const Slip& slip) {
  std::vector<std::vector<std::size_t>> found(replicates());
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    for (unsigned w = 0; w < std::max(1U, std::thread::hardware_concurrency()); ++w)
      workers.emplace_back([&] {
        for (std::size_t r; (r = next++) < found.size();) found[r] = ranks_of_truth(model, r, slip);
      });
  }
  std::vector<std::vector<std::size_t>> counts(model.dimensions() + 1, std::vector<std::size_t>(ranks, 0));
  for (const auto& of_replicate : found)
    for (std::size_t d = 0; d < counts.size(); ++d) ++counts[d][of_replicate[d]];
  return counts;
}

/// Names of the quantities whose ranks are not uniform; prints them all.
std::set<std::string> not_uniform(const Slip& slip = {}) {
  const TrialModel model = model_of(dozen());
  const auto counts = counts_of_ranks(model, slip);
  std::vector<std::string> quantities = model.names();
  quantities.emplace_back("likelihood");
  const Bands bands(replicates());
  std::set<std::string> names;
  for (std::size_t d = 0; d < counts.size(); ++d) {
    const double share = bands.share_beyond(counts[d]);
    std::cout << fmt::format("{:<26} p {:.4f}  ranks {}\n", quantities[d], share, fmt::join(counts[d], " "));
    if (share < alarm / static_cast<double>(counts.size())) names.insert(quantities[d]);
  }
  return names;
}

TEST(SimulatedTrials, RanksOfTheTruthAreUniform) {
  const TrialModel model = model_of(dozen());
  ASSERT_EQ(model.rows().size(), designs_wanted);
  ASSERT_EQ(model.mechanism()->variables().size(), 3U);
  EXPECT_EQ(not_uniform(), std::set<std::string>());
}

void is_found(const Slip& slip) {
  if (replicates() < enough_to_find_slips) GTEST_SKIP() << "VULTUS_SIMULATED_TRIALS=200 or more";
  EXPECT_NE(not_uniform(slip), std::set<std::string>());
}

TEST(SimulatedTrials, AStandardDeviationTakenForAVarianceIsFound) {
  is_found([](Parts& parts) {
    for (auto& row : parts.rows) row.s = std::sqrt(row.s);
  });
}

TEST(SimulatedTrials, AMechanismThatIsTooWeakIsFound) {
  is_found([](Parts& parts) {
    for (auto& row : parts.rows)
      if (row.scale == EffectScale::relative) row.sign /= 1.5;
  });
}

TEST(SimulatedTrials, AMeanWithTheWrongSignIsFound) {
  is_found([](Parts& parts) {
    const std::string outcome = parts.rows.front().outcome;
    for (auto& row : parts.rows)
      if (row.outcome == outcome && row.scale == EffectScale::relative) row.sign = -row.sign;
  });
}

}  // namespace
}  // namespace vultus::tests
