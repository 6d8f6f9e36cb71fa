// exp and log on the kernel's numbers, operation by operation those of base/elementary.hpp, and two rough
// helpers for the step-size control, made of exactly rounded operations too so that all machines agree.
#pragma once
#include "vultus/solve/kernel/pack.ipp"

namespace vultus::solve {
namespace {

template <Lane T>
VULTUS_INLINE T exp(const T& given) {
  using namespace elementary;
  T x = minimum(T(exp_highest), given);  // in this order a NaN stays one
  x = maximum(T(exp_lowest), x);
  const T shifted = minimum(x * log2_e + round_magic, T(shifted_nothing));
  const T k = shifted - round_magic;
  const T r = (x - k * ln2_high) - k * ln2_low;
  return from_bits(plus(to_bits(exp_polynomial(r)), left(to_bits(shifted), 52)));
}

template <Lane T>
VULTUS_INLINE T log(const T& given) {
  using namespace elementary;
  const T x = maximum(T(smallest_normal), given);
  const auto bits = to_bits(x);
  // the exponent field, put into the low bits of 2^52, is an integer that a subtraction frees
  T k = from_bits(masked(right(bits, 52), ~std::uint64_t{0}, 0x4330000000000000ULL)) - (0x1.0p52 + 1022.0);
  T m = from_bits(masked(bits, 0x000fffffffffffffULL, 0x3fe0000000000000ULL));
  const auto low = m < T(sqrt_half);
  m = select(low, m + m, m);
  k = select(low, k - 1.0, k);
  const T s = (m - 1.0) / (m + 1.0);
  return ((k * ln2_low + 0.0 * given) + log_polynomial(s)) + k * ln2_high;
}

/// log2 x to 0.01, for positive normal x.
template <Lane T>
VULTUS_INLINE T rough_log2(const T& x) {
  const auto bits = to_bits(x);
  const T k = from_bits(masked(right(bits, 52), ~std::uint64_t{0}, 0x4330000000000000ULL)) - (0x1.0p52 + 1023.0);
  const T m = from_bits(masked(bits, 0x000fffffffffffffULL, 0x3ff0000000000000ULL));  // [1, 2)
  // a parabola through log2 at 1 and 2, and close between
  return k + (m - 1.0) * (1.3465 - 0.3465 * (m - 1.0) );
}

/// 2^x to 1 per cent, |x| < 1000.
template <Lane T>
VULTUS_INLINE T rough_exp2(const T& x) {
  const T shifted = x + elementary::round_magic;
  const T f = x - (shifted - elementary::round_magic);  // [-1/2, 1/2]
  const T p = 1.0 + f * (0.6931471805599453 + f * 0.2402265069591007);
  return from_bits(plus(to_bits(p), left(to_bits(shifted), 52)));
}

/// 1/x to 2 per cent, for positive normal x: a straight line on the bits, then one Newton step.
template <Lane T>
VULTUS_INLINE T rough_inverse(const T& x) {
  const T first = from_bits(less_from(0x7fde623822fc16e6ULL, to_bits(x)));
  return first * (2.0 - x * first);
}

}  // namespace
}  // namespace vultus::solve
