// How a column of virtual patients spreads: quantiles between patients, and intervals of the mean between groups.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vultus {

/// Quantiles of values between the order statistics (type 7 of Hyndman and Fan). `values` may be reordered; NaNs and infinities must be gone.
/// `levels` ascending. Empty values give NaN.
std::vector<double> quantiles(std::span<double> values, std::span<const double> levels);

/// Quantiles of a column too long to keep: a histogram over the range of the first values, widened on both sides, with
/// linear interpolation inside a bin. Counts are integers, so the result does not depend on the order of the values.
class Sketch {
 public:
  Sketch() = default;
  /// `first` sets the range; they are not yet counted.
  explicit Sketch(std::span<const double> first);
  void add(std::span<const double> values);
  [[nodiscard]] std::vector<double> quantiles(std::span<const double> levels) const;

 private:
  static constexpr std::size_t bins = 8192;
  double low_ = 0.0, width_ = 1.0, lowest_ = 0.0, highest_ = 0.0;
  std::uint64_t total_ = 0;
  std::vector<std::uint32_t> counts_;
};

/// Where a group's members stand: their summed weights, values, and squares, so that means between groups can be told from
/// the noise of having few members. Copies of one person (equal ids side by side) count as one observation of that weight.
struct GroupSums {
  std::vector<double> weight, sum, weight_squares;  ///< per group
  double squares = 0.0;                             ///< over all: weight x value^2

  explicit GroupSums(std::size_t groups = 0) : weight(groups, 0.0), sum(groups, 0.0), weight_squares(groups, 0.0) {}
  void add(std::uint32_t group, double value, double w) {
    weight[group] += w;
    sum[group] += w * value;
    weight_squares[group] += w * w;
    squares += w * value * value;
  }
};

struct MeanInterval {
  double mean = 0.0, q05 = 0.0, q95 = 0.0;
  double between = 0.0, within = 0.0;  ///< variances: of the groups' true means; of members around them
};

/// Groups' true means as far as they can be told: each group's mean drawn towards the overall mean by as much as its few members make
/// it scatter (one-way analysis of variance, unbalanced).
struct GroupMeans {
  double mean = 0.0, between = 0.0, within = 0.0;  ///< as MeanInterval; NaN without members
  std::vector<double> value, weight;               ///< per group; a group without members has weight 0 and the overall mean
};
GroupMeans group_means(const GroupSums& sums);

/// 90 % interval of a group's true mean: weighted quantiles of group_means().
MeanInterval mean_interval(const GroupSums& sums);

/// Weighted quantile of group values (weights positive); used where a statistic is not a mean.
double weighted_quantile(std::vector<double> values, std::vector<double> weights, double level);

}  // namespace vultus
