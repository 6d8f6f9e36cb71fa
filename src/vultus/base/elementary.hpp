// exp, log and their kin from additions, multiplications and divisions only, so that a result has the
// same bits on every machine and instruction set. Use these, not <cmath>, in anything that reaches a
// forecast; the same code serves double here and packs of lanes in solve/.
#pragma once
#include <bit>
#include <cstdint>

namespace vultus {

namespace elementary {

// exp: x = k ln2 + r, |r| <= ln2/2; e^r by a degree-12 Taylor polynomial (remainder below 2^-54 of e^r).
inline constexpr double log2_e = 1.4426950408889634074;
inline constexpr double ln2_high = 6.93147180369123816490e-01;  // 33 bits of ln 2, so that k * ln2_high is exact
inline constexpr double ln2_low = 1.90821492927058770002e-10;   // the rest
inline constexpr double round_magic = 6755399441055744.0;       // 1.5 * 2^52: adding it rounds to an integer
inline constexpr double exp_highest = 709.0;                    // larger arguments are held here: no infinity
inline constexpr double exp_lowest = -708.0;                    // smaller ones likewise: no denormals
inline constexpr double exp_terms[] = {1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0,
                                       1.0 / 40320.0,     1.0 / 5040.0,     1.0 / 720.0,     1.0 / 120.0,
                                       1.0 / 24.0,        1.0 / 6.0,        0.5,             1.0};
// log: x = 2^k m, m in [sqrt(1/2), sqrt(2)); s = (m-1)/(m+1); log m = 2 (s + s^3/3 + ... + s^21/21),
// |s| < 0.1716, so the first term left out is below 2^-60.
inline constexpr double log_terms[] = {2.0 / 21.0, 2.0 / 19.0, 2.0 / 17.0, 2.0 / 15.0, 2.0 / 13.0,
                                       2.0 / 11.0, 2.0 / 9.0,  2.0 / 7.0,  2.0 / 5.0,  2.0 / 3.0};
inline constexpr double sqrt_half = 0.70710678118654752440;

}  // namespace elementary

/// e^x, held to [-708, 709] before. Below 2 units in the last place of the true value.
constexpr double exp(double x) {
  using namespace elementary;
  x = x > exp_highest ? exp_highest : x;
  x = x < exp_lowest ? exp_lowest : x;
  const double k = (x * log2_e + round_magic) - round_magic;
  const double r = (x - k * ln2_high) - k * ln2_low;
  double sum = exp_terms[0];
  for (int i = 1; i < 12; ++i) sum = sum * r + exp_terms[i];
  sum = sum * r + 1.0;
  const auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52;
  return sum * std::bit_cast<double>(bits);
}

/// Natural logarithm of a positive, normal number; of zero or less: a large negative number, never NaN,
/// so that a trial step outside the domain is rejected by the error test rather than spoiling a lane.
constexpr double log(double x) {
  using namespace elementary;
  constexpr double smallest = 2.2250738585072014e-308;
  x = x < smallest ? smallest : x;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  double k = static_cast<double>(static_cast<std::int64_t>(bits >> 52)) - 1022.0;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3fe0000000000000ULL);  // [0.5, 1)
  const bool low = m < sqrt_half;
  m = low ? m + m : m;
  k = low ? k - 1.0 : k;
  const double s = (m - 1.0) / (m + 1.0);
  const double s2 = s * s;
  double sum = log_terms[0];
  for (int i = 1; i < 10; ++i) sum = sum * s2 + log_terms[i];
  sum = (sum * s2 + 2.0) * s;
  return (k * ln2_low + sum) + k * ln2_high;
}

constexpr double maximum(double a, double b) { return a > b ? a : b; }
constexpr double minimum(double a, double b) { return a < b ? a : b; }
/// a where x > 0, else b. For number types whose comparison has no single truth (packs, jets).
constexpr double where_positive(double x, double a, double b) { return x > 0.0 ? a : b; }
/// Square root: IEEE-exact in hardware everywhere.
inline double sqrt(double x) { return __builtin_sqrt(x); }

/// A smooth max(x, 0): (x + sqrt(x^2 + w^2)) / 2, above max(x, 0) by at most w/2.
template <class Real>
inline Real smooth_positive(const Real& x, double width) {
  return 0.5 * (x + sqrt(x * x + width * width));
}

}  // namespace vultus
