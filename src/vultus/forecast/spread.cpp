#include "vultus/forecast/spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vultus {

std::vector<double> quantiles(std::span<double> values, std::span<const double> levels) {
  std::vector<double> result(levels.size(), std::numeric_limits<double>::quiet_NaN());
  if (values.empty()) return result;
  auto from = values.begin();
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double at = levels[i] * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::ptrdiff_t>(at);
    const auto nth = values.begin() + below;
    if (nth >= from) {  // everything before `from` is already in its place below
      std::nth_element(from, nth, values.end());
      from = nth;
    }
    double value = *nth;
    if (const double share = at - static_cast<double>(below); share > 0.0 && nth + 1 != values.end())
      value += share * (*std::min_element(nth + 1, values.end()) - value);
    result[i] = value;
  }
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

MeanInterval mean_interval(const GroupSums& s) {
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
  if (W <= 0.0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const double mean = S / W;
  const double within = freedom > 0.0 ? std::max(s.squares - squares_of_means, 0.0) / freedom : 0.0;
  const double between_squares = squares_of_means - S * S / W;
  const double spread = W - W2 / W;
  const double between = spread > 0.0 ? std::max((between_squares - within * (ratio - weight2 / W)) / spread, 0.0) : 0.0;
  std::vector<double> values, weights;
  for (std::size_t g = 0; g < s.weight.size(); ++g) {
    if (s.weight[g] <= 0.0) continue;
    const double noise = within * s.weight_squares[g] / (s.weight[g] * s.weight[g]);
    const double keep = between > 0.0 ? std::sqrt(between / (between + noise)) : 0.0;
    values.push_back(mean + keep * (s.sum[g] / s.weight[g] - mean));
    weights.push_back(s.weight[g]);
  }
  return {mean, weighted_quantile(values, weights, 0.05), weighted_quantile(values, weights, 0.95)};
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
