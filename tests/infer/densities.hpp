// Densities that the sampler's tests share, with gradients, on the unconstrained scale.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "vultus/infer/nuts.hpp"

namespace vultus::tests {

/// Normal with mean zero and a precision matrix (row by row).
inline LogDensity normal_density(std::vector<double> precision, std::size_t n) {
  return [precision = std::move(precision), n](std::span<const double> q, std::span<double> gradient) {
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = 0.0;
      for (std::size_t j = 0; j < n; ++j) gradient[i] -= precision[i * n + j] * q[j];
      sum += 0.5 * q[i] * gradient[i];
    }
    return sum;
  };
}

/// First order autoregressive normal of unit variances and correlation rho^|i-j|: its precision is tridiagonal.
inline LogDensity chain_normal(std::size_t n, double rho) {
  std::vector<double> precision(n * n, 0.0);
  const double scale = 1.0 / (1.0 - rho * rho);
  for (std::size_t i = 0; i < n; ++i) {
    precision[i * n + i] = i == 0 || i + 1 == n ? scale : (1.0 + rho * rho) * scale;
    if (i > 0) precision[i * n + i - 1] = precision[(i - 1) * n + i] = -rho * scale;
  }
  return normal_density(std::move(precision), n);
}

/// q: e_1 ... e_8, mu, log tau.
LogDensity eight_schools();
/// q: logarithms of alpha, beta, gamma, delta, both initial populations, both sigmas. `steps`: of the integration, a year.
LogDensity lynx_and_hare(int steps = 16);

/// Starting points of `chains` chains, each coordinate uniform within `width` of `centre`.
std::vector<std::vector<double>> starts_about(const std::vector<double>& centre, double width, std::size_t chains);

}  // namespace vultus::tests
