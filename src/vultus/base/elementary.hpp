// exp, log and their kin from additions, multiplications and divisions only, so that a result has the
// same bits on every machine and instruction set. Use these, not <cmath>, in anything that reaches a
// forecast; the same code serves double here and packs of lanes in solve/.
#pragma once
#include <bit>
#include <cstdint>

namespace vultus {

namespace elementary {

// exp: x = k ln2 + r, |r| <= ln2/2; e^r by a Taylor polynomial of degree 12. What it leaves out, r^13/13!, would reach 1.5
// units in the last place; most of it is taken up by the term before: r^13 ~ 0.954 (ln2/2)^2 r^11, to 2^-56 of e^r.
inline constexpr double log2_e = 1.4426950408889634074;
inline constexpr double ln2_high = 6.93147180369123816490e-01;  // 33 bits of ln 2, so that k * ln2_high is exact
inline constexpr double ln2_low = 1.90821492927058770002e-10;   // the rest
inline constexpr double eleventh = 1.0 / 39916800.0 + 0.954 * (0.12011325347955035 / 6227020800.0);  // 1/11! and that
inline constexpr double round_magic = 6755399441055744.0;       // 1.5 * 2^52: adding it rounds to an integer
inline constexpr double shifted_nothing = round_magic + 4096.0; // no exponent bits: a NaN with any payload stays NaN
inline constexpr double exp_highest = 709.0;                    // larger arguments are held here: no infinity
inline constexpr double exp_lowest = -708.0;                    // smaller ones likewise: no denormals
inline constexpr double smallest_normal = 2.2250738585072014e-308;
inline constexpr double sqrt_half = 0.70710678118654752440;

/// e^r for |r| <= ln2/2. Pairs of terms first, then pairs of pairs (Estrin): short chains, so that a core finds work.
template <class Real>
[[gnu::always_inline]] constexpr Real exp_polynomial(const Real& r) {
  const Real r2 = r * r;
  const Real r4 = r2 * r2;
  const Real c23 = 1.0 / 2.0 + r * (1.0 / 6.0);
  const Real c45 = 1.0 / 24.0 + r * (1.0 / 120.0);
  const Real c67 = 1.0 / 720.0 + r * (1.0 / 5040.0);
  const Real c89 = 1.0 / 40320.0 + r * (1.0 / 362880.0);
  const Real c1011 = 1.0 / 3628800.0 + r * eleventh;
  const Real low = c23 + r2 * c45;
  const Real high = c67 + r2 * c89;
  const Real highest = c1011 + r2 * (1.0 / 479001600.0);
  return 1.0 + (r + r2 * (low + r4 * (high + r4 * highest)));
}

/// log((1+s)/(1-s)) = 2 (s + s^3/3 + ... + s^21/21) for |s| < 0.1716: the first term left out is below 2^-60.
template <class Real>
[[gnu::always_inline]] constexpr Real log_polynomial(const Real& s) {
  const Real s2 = s * s;
  const Real s4 = s2 * s2;
  const Real s8 = s4 * s4;
  const Real a = 2.0 / 3.0 + s2 * (2.0 / 5.0);
  const Real b = 2.0 / 7.0 + s2 * (2.0 / 9.0);
  const Real c = 2.0 / 11.0 + s2 * (2.0 / 13.0);
  const Real d = 2.0 / 15.0 + s2 * (2.0 / 17.0);
  const Real e = 2.0 / 19.0 + s2 * (2.0 / 21.0);
  return (s + s) + s * (s2 * ((a + s4 * b) + s8 * ((c + s4 * d) + s8 * e)));
}

}  // namespace elementary

/// e^x, x held to [-708, 709] before. Within 2 units in the last place; NaN stays NaN.
constexpr double exp(double x) {
  using namespace elementary;
  x = exp_highest < x ? exp_highest : x;
  x = exp_lowest > x ? exp_lowest : x;
  double shifted = x * log2_e + round_magic;
  shifted = shifted < shifted_nothing ? shifted : shifted_nothing;
  const double k = shifted - round_magic;
  const double r = (x - k * ln2_high) - k * ln2_low;
  // the low bits of `shifted` are the integer k: added to the exponent field they multiply by 2^k
  const auto bits = std::bit_cast<std::uint64_t>(exp_polynomial(r)) + (std::bit_cast<std::uint64_t>(shifted) << 52);
  return std::bit_cast<double>(bits);
}

/// Natural logarithm of a positive, normal number; of zero or less: a large negative number, not NaN,
/// so that a trial step outside the domain is rejected by the error test rather than spoiling a lane.
/// NaN and infinity give NaN.
constexpr double log(double given) {
  using namespace elementary;
  const double x = smallest_normal > given ? smallest_normal : given;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  double k = std::bit_cast<double>((bits >> 52) | 0x4330000000000000ULL) - (0x1.0p52 + 1022.0);
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3fe0000000000000ULL);  // [0.5, 1)
  const bool low = m < sqrt_half;
  m = low ? m + m : m;
  k = low ? k - 1.0 : k;
  const double s = (m - 1.0) / (m + 1.0);
  return ((k * ln2_low + 0.0 * given) + log_polynomial(s)) + k * ln2_high;
}

constexpr double maximum(double a, double b) { return a > b ? a : b; }
constexpr double minimum(double a, double b) { return a < b ? a : b; }
/// a where x > 0, else b. For number types whose comparison has no single truth (packs, jets).
constexpr double where_positive(double x, double a, double b) { return x > 0.0 ? a : b; }
/// Square root: IEEE-exact in hardware everywhere.
inline double sqrt(double x) { return __builtin_sqrt(x); }

/// A smooth max(x, 0): (x + sqrt(x^2 + w^2)) / 2, above max(x, 0) by at most w/2.
template <class Real>
constexpr Real smooth_positive(const Real& x, double width) {
  return 0.5 * (x + sqrt(x * x + width * width));
}

}  // namespace vultus
