#include "vultus/forecast/spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vultus {

namespace {

constexpr std::size_t few = 512;        // fewer values are sorted outright
constexpr std::size_t buckets = 1024;

/// Order statistics of many values at once: count into buckets of equal width, then sort only the buckets that hold a wanted
/// rank. Three passes over the values, whatever the number of ranks; a partial sort per rank took three times as long.
class OrderStatistics {
 public:
  OrderStatistics(std::span<const double> values, std::span<const std::size_t> ranks) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    low_ = *low;
    const double range = *high - *low;
    scale_ = range > 0.0 ? (static_cast<double>(buckets) - 0.5) / range : 0.0;
    if (!std::isfinite(scale_)) scale_ = 0.0;  // a denormal range: all in one bucket
    std::vector<std::uint32_t> counts(buckets, 0);
    for (const double v : values) ++counts[bucket_of(v)];
    first_rank_.assign(buckets + 1, 0);
    for (std::size_t b = 0; b < buckets; ++b) first_rank_[b + 1] = first_rank_[b] + counts[b];
    std::vector<unsigned char> wanted(buckets, 0);
    for (const std::size_t rank : ranks) wanted[holder_of(rank)] = 1;
    kept_.resize(buckets);
    for (std::size_t b = 0; b < buckets; ++b)
      if (wanted[b] != 0) kept_[b].reserve(counts[b]);
    for (const double v : values)
      if (const std::size_t b = bucket_of(v); wanted[b] != 0) kept_[b].push_back(v);
    for (auto& bucket : kept_) std::sort(bucket.begin(), bucket.end());
  }

  [[nodiscard]] double at(std::size_t rank) const {
    const std::size_t b = holder_of(rank);
    return kept_[b][rank - first_rank_[b]];
  }

 private:
  [[nodiscard]] std::size_t bucket_of(double v) const { return static_cast<std::size_t>((v - low_) * scale_); }
  [[nodiscard]] std::size_t holder_of(std::size_t rank) const {
    return static_cast<std::size_t>(std::upper_bound(first_rank_.begin(), first_rank_.end(), rank) - first_rank_.begin()) - 1;
  }

  double low_ = 0.0, scale_ = 0.0;
  std::vector<std::size_t> first_rank_;
  std::vector<std::vector<double>> kept_;
};

}  // namespace

std::vector<double> quantiles(std::span<double> values, std::span<const double> levels) {
  std::vector<double> result(levels.size(), std::numeric_limits<double>::quiet_NaN());
  if (values.empty()) return result;
  const std::size_t last = values.size() - 1;
  const auto between = [&](const auto& value_at) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double at = levels[i] * static_cast<double>(last);
      const auto below = static_cast<std::size_t>(at);
      const double share = at - static_cast<double>(below), value = value_at(below);
      result[i] = share > 0.0 ? value + share * (value_at(std::min(below + 1, last)) - value) : value;
    }
  };
  if (values.size() < few) {
    std::sort(values.begin(), values.end());
    between([&](std::size_t rank) { return values[rank]; });
    return result;
  }
  std::vector<std::size_t> ranks;
  for (const double level : levels) {
    const auto below = static_cast<std::size_t>(level * static_cast<double>(last));
    ranks.push_back(below);
    ranks.push_back(std::min(below + 1, last));
  }
  const OrderStatistics order(values, ranks);
  between([&](std::size_t rank) { return order.at(rank); });
  return result;
}

Sketch::Sketch(std::span<const double> first) : counts_(bins + 2, 0) {
  if (first.empty()) return;
  const auto [low, high] = std::minmax_element(first.begin(), first.end());
  const double range = std::max(*high - *low, 1e-9 * (1.0 + std::abs(*high)));
  low_ = *low - 0.5 * range;
  width_ = 2.0 * range / static_cast<double>(bins);
  lowest_ = std::numeric_limits<double>::infinity();
  highest_ = -lowest_;
}

void Sketch::add(std::span<const double> values) {
  for (const double v : values) {
    const double at = (v - low_) / width_;
    const auto bin = at < 0.0 ? std::size_t{0} : at >= static_cast<double>(bins) ? bins + 1 : static_cast<std::size_t>(at) + 1;
    ++counts_[bin];
    lowest_ = std::min(lowest_, v);
    highest_ = std::max(highest_, v);
  }
  total_ += values.size();
}

std::vector<double> Sketch::quantiles(std::span<const double> levels) const {
  std::vector<double> result;
  for (const double level : levels) {
    const double rank = level * static_cast<double>(total_);
    double before = 0.0;
    std::size_t bin = 0;
    while (bin + 1 < counts_.size() && before + counts_[bin] < rank) before += counts_[bin++];
    const double inside = counts_[bin] == 0 ? 0.0 : (rank - before) / counts_[bin];
    double value = low_ + (static_cast<double>(bin) - 1.0 + inside) * width_;
    if (bin == 0) value = lowest_;
    if (bin == bins + 1) value = highest_;
    result.push_back(std::clamp(value, lowest_, highest_));
  }
  return result;
}

GroupMeans group_means(const GroupSums& s) {
  double W = 0.0, S = 0.0, squares_of_means = 0.0, W2 = 0.0, weight2 = 0.0, ratio = 0.0, freedom = 0.0;
  for (std::size_t g = 0; g < s.weight.size(); ++g) {
    if (s.weight[g] <= 0.0) continue;
    W += s.weight[g];
    S += s.sum[g];
    squares_of_means += s.sum[g] * s.sum[g] / s.weight[g];
    W2 += s.weight[g] * s.weight[g];
    weight2 += s.weight_squares[g];
    ratio += s.weight_squares[g] / s.weight[g];
    freedom += s.weight[g] - s.weight_squares[g] / s.weight[g];
  }
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  GroupMeans means{unknown, 0.0, 0.0, std::vector<double>(s.weight.size(), unknown), s.weight};
  if (W <= 0.0) return means;
  means.mean = S / W;
  means.within = freedom > 0.0 ? std::max(s.squares - squares_of_means, 0.0) / freedom : 0.0;
  const double between_squares = squares_of_means - S * S / W;
  const double spread = W - W2 / W;
  means.between = spread > 0.0 ? std::max((between_squares - means.within * (ratio - weight2 / W)) / spread, 0.0) : 0.0;
  for (std::size_t g = 0; g < s.weight.size(); ++g) {
    means.value[g] = means.mean;
    if (s.weight[g] <= 0.0) continue;
    const double noise = means.within * s.weight_squares[g] / (s.weight[g] * s.weight[g]);
    const double keep = means.between > 0.0 ? std::sqrt(means.between / (means.between + noise)) : 0.0;
    means.value[g] = means.mean + keep * (s.sum[g] / s.weight[g] - means.mean);
  }
  return means;
}

MeanInterval mean_interval(const GroupSums& sums) {
  GroupMeans means = group_means(sums);
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (std::isnan(means.mean)) return {unknown, unknown, unknown, 0.0, 0.0};
  std::size_t kept = 0;  // groups without members do not count
  for (std::size_t g = 0; g < means.value.size(); ++g) {
    if (means.weight[g] <= 0.0) continue;
    means.value[kept] = means.value[g];
    means.weight[kept++] = means.weight[g];
  }
  means.value.resize(kept);
  means.weight.resize(kept);
  return {means.mean, weighted_quantile(means.value, means.weight, 0.05), weighted_quantile(means.value, means.weight, 0.95), means.between, means.within};
}

double weighted_quantile(std::vector<double> values, std::vector<double> weights, double level) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  // Mid-point rule: a value stands at the middle of its own weight.
  double before = 0.0, last_at = 0.0, last_value = values[order.front()];
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double value = values[order[k]];
    const double at = (before + 0.5 * weights[order[k]]) / total;
    if (at >= level) {
      if (k == 0 || at == last_at || std::isinf(value) || std::isinf(last_value)) return value;
      return last_value + (value - last_value) * (level - last_at) / (at - last_at);
    }
    before += weights[order[k]];
    last_at = at;
    last_value = value;
  }
  return last_value;
}

}  // namespace vultus
