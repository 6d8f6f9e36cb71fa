// The shape of a density as the sampler sees it: covariances that steps are scaled by, learnt from draws.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace vultus {

/// Kinetic energy p'Cp/2 with C the covariance of the density, so that all directions are alike to the sampler.
class Metric {
 public:
  Metric() = default;
  /// Unit covariance.
  Metric(std::size_t dimensions, bool dense);
  /// From covariances (dimensions^2) or variances (dimensions). Those must be positive definite: see usable().
  Metric(std::vector<double> covariance, std::size_t dimensions);

  /// Whether the covariances have a Cholesky factor, all finite and positive on the diagonal.
  [[nodiscard]] bool usable() const { return usable_; }
  [[nodiscard]] bool dense() const { return dense_; }
  [[nodiscard]] const std::vector<double>& covariance() const { return covariance_; }
  /// velocity = C momentum.
  void velocity(std::span<const double> momentum, std::span<double> velocity) const;
  /// Turns standard normals into a momentum with covariance C^-1, in place.
  void to_momentum(std::span<double> normals) const;

 private:
  void factorise();

  std::size_t dimensions_ = 0;
  bool dense_ = false, usable_ = true;
  std::vector<double> covariance_;  // dense: row by row
  std::vector<double> factor_;      // dense: lower Cholesky factor, row by row; else the square roots
};

/// Running mean and covariances of a window of the warm-up (Welford 1962).
struct RunningMoments {
  std::vector<double> mean, squares;  ///< squares: sums of products of deviations, as many as the metric has
  double count = 0.0;

  RunningMoments() = default;
  RunningMoments(std::size_t dimensions, bool dense);
  void add(std::span<const double> q);
  /// Metric of the window. Correlations are drawn towards zero by (d / (n + d))^2, d dimensions, n draws: enough to be
  /// positive definite where n < d, and nearly nothing at n = 10 d, where the sample's own correlations are better.
  [[nodiscard]] Metric metric() const;
};

}  // namespace vultus
