#include "vultus/infer/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double worst_r_hat = 1.01, least_ess = 400.0, least_e_bfmi = 0.3;
constexpr std::size_t least_draws = 4;  // in half a chain: fewer have no autocorrelation to speak of

/// Chains of equal length, one after another.
struct Halves {
  std::vector<double> values;
  std::size_t chains = 0, draws = 0;
  [[nodiscard]] std::span<const double> chain(std::size_t k) const { return {&values[k * draws], draws}; }
};

Halves halved(const Series& series) {
  Halves halves{{}, 2 * series.chains, series.draws() / 2};
  for (std::size_t k = 0; k < series.chains; ++k) {
    const auto chain = series.values.subspan(k * series.draws(), series.draws());
    const auto first = chain.first(halves.draws), second = chain.last(halves.draws);
    halves.values.insert(halves.values.end(), first.begin(), first.end());
    halves.values.insert(halves.values.end(), second.begin(), second.end());
  }
  return halves;
}

bool meaningless(const Halves& halves) {
  if (halves.draws < least_draws) return true;
  bool finite = true, all_equal = true;
  for (const double v : halves.values) {
    finite = finite && std::isfinite(v);
    all_equal = all_equal && v == halves.values.front();
  }
  return !finite || all_equal;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return sum / static_cast<double>(values.size() - 1);
}

/// Each value becomes the normal quantile of its rank, ties sharing the mean of theirs (equation 14).
Halves rank_normalised(Halves halves) {
  const std::size_t n = halves.values.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return halves.values[a] < halves.values[b]; });
  std::vector<double> scores(n);
  for (std::size_t first = 0; first < n;) {
    std::size_t end = first + 1;
    while (end < n && halves.values[order[end]] == halves.values[order[first]]) ++end;
    const double rank = 0.5 * static_cast<double>(first + 1 + end);
    const double score = normal_quantile((rank - 0.375) / (static_cast<double>(n) + 0.25));
    for (; first < end; ++first) scores[order[first]] = score;
  }
  halves.values = std::move(scores);
  return halves;
}

/// Variances within chains and of all draws (equations 1 to 3).
struct Variances {
  double within = 0.0, all = 0.0;
};

Variances variances_of(const Halves& halves) {
  std::vector<double> means, variances;
  for (std::size_t k = 0; k < halves.chains; ++k) {
    means.push_back(mean_of(halves.chain(k)));
    variances.push_back(variance_of(halves.chain(k)));
  }
  const double n = static_cast<double>(halves.draws);
  const double within = mean_of(variances);
  return {within, within * (n - 1.0) / n + variance_of(means)};
}

double plain_r_hat(const Halves& halves) {
  const auto [within, all] = variances_of(halves);
  return sqrt(all / within);
}

/// Autocorrelation at one lag after another (equation 10); each costs a pass over the draws, so ask only for those needed.
class Autocorrelation {
 public:
  explicit Autocorrelation(const Halves& halves) : centred_(halves), variances_(variances_of(halves)) {
    for (std::size_t k = 0; k < halves.chains; ++k) {
      const double mean = mean_of(halves.chain(k));
      for (std::size_t i = 0; i < halves.draws; ++i) centred_.values[k * halves.draws + i] -= mean;
    }
  }
  double operator()(std::size_t lag) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < centred_.chains; ++k) {
      const auto chain = centred_.chain(k);
      for (std::size_t i = lag; i < chain.size(); ++i) sum += chain[i] * chain[i - lag];
    }
    const double covariance = sum / static_cast<double>(centred_.draws * centred_.chains);
    return 1.0 - (variances_.within - covariance) / variances_.all;
  }

 private:
  Halves centred_;
  Variances variances_;
};

/// Draws divided by the autocorrelation time: Geyer's (1992) initial monotone sequence of sums of neighbouring lags.
double plain_ess(const Halves& halves) {
  if (meaningless(halves)) return nan;
  const Autocorrelation correlation(halves);
  const double total = static_cast<double>(halves.values.size());
  double even = 1.0, odd = correlation(1), time = -1.0, last_pair = std::numeric_limits<double>::infinity();
  std::size_t lag = 0;
  while (even + odd > 0.0) {
    last_pair = minimum(last_pair, even + odd);
    time += 2.0 * last_pair;
    lag += 2;
    if (lag + 1 >= halves.draws - 3) break;  // the last lags are products of a few draws only
    even = correlation(lag);
    odd = correlation(lag + 1);
  }
  if (lag + 1 < halves.draws - 3 && even > 0.0) time += even;  // half of a pair whose odd member is noise
  // antithetic chains: more effective draws than draws, held to a factor of log10(draws)
  return total / maximum(time, 2.302585092994046 / log(total));
}

/// Effective number of draws for the probability of lying at or below a quantile.
double quantile_ess(const Series& series, double quantile) {
  std::vector<double> below;
  for (const double v : series.values) below.push_back(v <= quantile ? 1.0 : 0.0);
  return plain_ess(halved({below, series.chains}));
}

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> list(values.begin(), values.end());
  std::sort(list.begin(), list.end());
  return list;
}

Words too_large_r_hat(const ParameterDiagnosis& p) {
  return {fmt::format("{}: R-hat is {:.3f}, above 1.01: the chains do not agree.", p.name, p.r_hat),
          fmt::format("{}：R-hat 为 {:.3f}，高于 1.01：各条链不一致。", p.name, p.r_hat)};
}

Words too_few(const ParameterDiagnosis& p, double effective, bool tail) {
  return {
      fmt::format("{}: {:.0f} effective draws for the {}, fewer than 400.", p.name, effective, tail ? "tails" : "middle"),
      fmt::format("{}：{}的有效样本数为 {:.0f}，少于 400。", p.name, tail ? "尾部" : "中部", effective)};
}

}  // namespace

double sorted_quantile(std::span<const double> sorted, double level) {
  const double at = level * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const auto high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

double r_hat(const Series& series) {
  Halves halves = halved(series);
  if (meaningless(halves)) return nan;
  const double bulk = plain_r_hat(rank_normalised(halves));
  const double median = sorted_quantile(sorted(halves.values), 0.5);
  for (double& v : halves.values) v = std::abs(v - median);
  if (meaningless(halves)) return bulk;  // two values at equal distances: no spread to compare
  return maximum(bulk, plain_r_hat(rank_normalised(halves)));
}

double bulk_ess(const Series& series) {
  const Halves halves = halved(series);
  return meaningless(halves) ? nan : plain_ess(rank_normalised(halves));
}

double tail_ess(const Series& series) {
  if (meaningless(halved(series))) return nan;
  const auto ordered = sorted(series.values);
  const double low = quantile_ess(series, sorted_quantile(ordered, 0.05));
  const double high = quantile_ess(series, sorted_quantile(ordered, 0.95));
  return low < high || std::isnan(low) ? low : high;
}

double ess(const Series& series) { return plain_ess(halved(series)); }

double mcse_mean(const Series& series) { return sqrt(variance_of(series.values) / ess(series)); }

double mcse_sd(const Series& series) {
  // delta method: the sd is the root of the mean squared deviation, whose own variance needs the fourth moment
  const double mean = mean_of(series.values);
  std::vector<double> squares, fourth;
  for (const double v : series.values) {
    squares.push_back((v - mean) * (v - mean));
    fourth.push_back(squares.back() * squares.back());
  }
  const double variance = mean_of(squares);
  const double error = (mean_of(fourth) - variance * variance) / ess({squares, series.chains});
  return sqrt(error / variance / 4.0);
}

double e_bfmi(std::span<const double> energy) {
  if (energy.size() < least_draws) return nan;
  double steps = 0.0;
  for (std::size_t i = 1; i < energy.size(); ++i) steps += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
  return steps / (variance_of(energy) * static_cast<double>(energy.size() - 1));
}

ParameterDiagnosis diagnose(const Series& series, std::string name) {
  ParameterDiagnosis p;
  p.name = std::move(name);
  const auto ordered = sorted(series.values);
  p.mean = mean_of(series.values);
  p.sd = sqrt(variance_of(series.values));
  p.q05 = sorted_quantile(ordered, 0.05);
  p.q50 = sorted_quantile(ordered, 0.5);
  p.q95 = sorted_quantile(ordered, 0.95);
  p.mcse_mean = mcse_mean(series);
  p.mcse_sd = mcse_sd(series);
  p.r_hat = r_hat(series);
  p.bulk_ess = bulk_ess(series);
  p.tail_ess = tail_ess(series);
  return p;
}

Diagnosis diagnose(const Draws& draws, const std::vector<std::string>& names, int max_depth) {
  VULTUS_EXPECTS(names.size() == draws.dimensions,
                 fmt::format("{} names for {} dimensions", names.size(), draws.dimensions));
  VULTUS_EXPECTS(draws.draws > 1, fmt::format("{} draws", draws.draws));
  Diagnosis diagnosis;
  for (std::size_t d = 0; d < draws.dimensions; ++d) {
    const auto values = draws.of(d);
    diagnosis.parameters.push_back(diagnose({values, draws.chains}, names[d]));
  }
  diagnosis.divergent = static_cast<std::size_t>(std::count(draws.divergent.begin(), draws.divergent.end(), 1));
  const auto deepest = static_cast<std::uint32_t>(max_depth);
  diagnosis.at_max_depth = static_cast<std::size_t>(std::count(draws.depth.begin(), draws.depth.end(), deepest));
  for (std::size_t k = 0; k < draws.chains; ++k)
    diagnosis.e_bfmi.push_back(e_bfmi(std::span(draws.energy).subspan(k * draws.draws, draws.draws)));
  return diagnosis;
}

std::vector<Words> Diagnosis::reasons() const {
  // written so that NaN, too, is a reason
  std::vector<Words> list;
  for (const auto& p : parameters) {
    if (!(p.r_hat <= worst_r_hat)) list.push_back(too_large_r_hat(p));
    if (!(p.bulk_ess >= least_ess)) list.push_back(too_few(p, p.bulk_ess, false));
    if (!(p.tail_ess >= least_ess)) list.push_back(too_few(p, p.tail_ess, true));
  }
  if (divergent > 0)
    list.push_back(
        {fmt::format("{} draws with a divergent trajectory: the density has corners that the chains miss.", divergent),
         fmt::format("{} 次抽样的轨迹发散：密度中有链到达不了的角落。", divergent)});
  for (std::size_t k = 0; k < e_bfmi.size(); ++k)
    if (!(e_bfmi[k] >= least_e_bfmi))
      list.push_back({fmt::format("Chain {}: E-BFMI is {:.2f}, below 0.3: it moves slowly between levels of the density.", k,
                                  e_bfmi[k]),
                      fmt::format("链 {}：E-BFMI 为 {:.2f}，低于 0.3：在密度的不同水平之间移动缓慢。", k, e_bfmi[k])});
  return list;
}

}  // namespace vultus
