#include "vultus/infer/nuts_metric.hpp"

#include <cmath>
#include <utility>

#include "vultus/base/elementary.hpp"

namespace vultus {

Metric::Metric(std::size_t dimensions, bool dense) : dimensions_(dimensions), dense_(dense && dimensions > 1) {
  covariance_.assign(dense_ ? dimensions * dimensions : dimensions, dense_ ? 0.0 : 1.0);
  if (dense_)
    for (std::size_t i = 0; i < dimensions; ++i) covariance_[i * dimensions + i] = 1.0;
  factorise();
}

Metric::Metric(std::vector<double> covariance, std::size_t dimensions)
    : dimensions_(dimensions), dense_(covariance.size() != dimensions), covariance_(std::move(covariance)) {
  // one dimension has one variance either way: taken as diagonal
  factorise();
}

void Metric::factorise() {
  const std::size_t n = dimensions_;
  factor_ = covariance_;
  usable_ = true;
  if (!dense_) {
    for (double& f : factor_) {
      usable_ = usable_ && std::isfinite(f) && f > 0.0;
      f = sqrt(f);
    }
    return;
  }
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = j; i < n; ++i) {
      double rest = covariance_[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor_[i * n + k] * factor_[j * n + k];
      if (i == j) {
        usable_ = usable_ && std::isfinite(rest) && rest > 0.0;
        factor_[j * n + j] = sqrt(rest);
      } else {
        factor_[i * n + j] = rest / factor_[j * n + j];
      }
    }
}

void Metric::velocity(std::span<const double> momentum, std::span<double> velocity) const {
  const std::size_t n = dimensions_;
  if (!dense_) {
    for (std::size_t i = 0; i < n; ++i) velocity[i] = covariance_[i] * momentum[i];
    return;
  }
  for (std::size_t i = 0; i < n; ++i) velocity[i] = 0.0;
  for (std::size_t j = 0; j < n; ++j) {  // by columns, which are rows too: sums in lanes without reordering
    const double p = momentum[j];
    const double* column = &covariance_[j * n];
    for (std::size_t i = 0; i < n; ++i) velocity[i] += column[i] * p;
  }
}

void Metric::to_momentum(std::span<double> z) const {
  const std::size_t n = dimensions_;
  if (!dense_) {
    for (std::size_t i = 0; i < n; ++i) z[i] /= factor_[i];
    return;
  }
  for (std::size_t i = n; i-- > 0;) {  // solves L'p = z from the last row up: C^-1 = L'^-1 L^-1
    for (std::size_t k = i + 1; k < n; ++k) z[i] -= factor_[k * n + i] * z[k];
    z[i] /= factor_[i * n + i];
  }
}

RunningMoments::RunningMoments(std::size_t dimensions, bool dense)
    : mean(dimensions, 0.0), squares(dense ? dimensions * dimensions : dimensions, 0.0) {}

void RunningMoments::add(std::span<const double> q) {
  const std::size_t n = mean.size();
  count += 1.0;
  std::vector<double> before(n);
  for (std::size_t i = 0; i < n; ++i) {
    before[i] = q[i] - mean[i];
    mean[i] += before[i] / count;
  }
  const bool dense = squares.size() != n;
  for (std::size_t i = 0; i < n; ++i) {
    if (!dense) squares[i] += before[i] * (q[i] - mean[i]);
    for (std::size_t j = 0; dense && j < n; ++j) squares[i * n + j] += before[i] * before[j] * ((count - 1.0) / count);
  }
}

Metric RunningMoments::metric() const {
  const std::size_t n = mean.size();
  std::vector<double> covariance = squares;
  const double dimensions = static_cast<double>(n);
  const double share = dimensions / (count + dimensions);
  for (std::size_t i = 0; i < covariance.size(); ++i) {
    covariance[i] /= count - 1.0;
    const bool between = covariance.size() != n && i / n != i % n;
    if (between) covariance[i] *= 1.0 - share * share;
  }
  return {std::move(covariance), n};
}

}  // namespace vultus
