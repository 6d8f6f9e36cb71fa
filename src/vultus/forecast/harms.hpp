// Rates of harm from counts.
#pragma once
#include <vector>

#include "vultus/catalog/catalog.hpp"

namespace vultus {

struct Rate {
  double median = 0.0, q05 = 0.0, q95 = 0.0;
  double events = 0.0, people = 0.0;
};

/// 90 % interval of a rate from pooled counts: a beta law with Jeffreys' prior (Beta(1/2, 1/2)). Where several studies scatter
/// more than the binomial law allows (Pearson chi-square over its degrees of freedom above 1), the counts are divided by that
/// ratio first, which widens the interval. No counts: all zero.
Rate rate_of(const std::vector<HarmCount>& counts);

/// Quantile of a beta law, by bisection on the regularised incomplete beta function. Absolute error below 1e-10.
double beta_quantile(double a, double b, double level);

}  // namespace vultus
