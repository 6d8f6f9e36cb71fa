#include "vultus/forecast/harms.hpp"

#include <algorithm>
#include <cmath>

namespace vultus {
namespace {

/// Continued fraction of the incomplete beta function (modified Lentz), good for x < (a + 1)/(a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);
  d = 1.0 / (std::abs(d) < tiny ? tiny : d);
  double f = d;
  for (int m = 1; m < 5000; ++m) {
    for (const bool even : {true, false}) {
      const double k = even ? m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
                            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
      d = 1.0 + k * d;
      d = 1.0 / (std::abs(d) < tiny ? tiny : d);
      c = 1.0 + k / c;
      if (std::abs(c) < tiny) c = tiny;
      f *= c * d;
      if (!even && std::abs(c * d - 1.0) < 1e-15) return f;
    }
  }
  return f;
}

double beta_probability(double a, double b, double x) {
  if (x <= 0.0) return 0.0;
  if (x >= 1.0) return 1.0;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1.0) / (a + b + 2.0)) return front * beta_fraction(a, b, x) / a;
  return 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
}

}  // namespace

double beta_quantile(double a, double b, double level) {
  double low = 0.0, high = 1.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (beta_probability(a, b, middle) < level ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

Rate rate_of(const std::vector<HarmCount>& counts) {
  Rate rate;
  for (const auto& count : counts) {
    rate.events += count.events;
    rate.people += count.n;
  }
  if (rate.people <= 0.0) return rate;
  const double pooled = (rate.events + 0.5) / (rate.people + 1.0);
  double chi_square = 0.0;
  for (const auto& count : counts) {
    const double expected = pooled * count.n;
    chi_square += (count.events - expected) * (count.events - expected) / std::max(expected * (1.0 - pooled), 1e-9);
  }
  const double freedom = static_cast<double>(counts.size()) - 1.0;
  const double excess = freedom > 0.0 ? std::max(1.0, chi_square / freedom) : 1.0;
  const double a = 0.5 + rate.events / excess, b = 0.5 + (rate.people - rate.events) / excess;
  rate.median = beta_quantile(a, b, 0.5);
  rate.q05 = beta_quantile(a, b, 0.05);
  rate.q95 = beta_quantile(a, b, 0.95);
  return rate;
}

}  // namespace vultus
