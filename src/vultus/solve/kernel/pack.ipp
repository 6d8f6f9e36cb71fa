// The kernel's number types: Pack (one patient per lane, in vectors of the machine's own width) and Scalar (one patient),
// with the same operations in the same order, so that a lane has the bits of the scalar run.
//
// Everything in kernel/*.ipp lives in an unnamed namespace: each instruction set compiles its own copy with internal
// linkage, and the linker cannot hand a plain machine a function that was compiled for a newer one.
#pragma once
#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "vultus/base/elementary.hpp"

#define VULTUS_INLINE inline __attribute__((always_inline))
#define VULTUS_FORCED __attribute__((always_inline))  // the same for lambdas

namespace vultus::solve {
namespace {

/// f(0), ..., f(N - 1) as straight-line code: the arrays they index become registers.
template <int N, class F>
VULTUS_INLINE void each(const F& f) {
  [&]<int... I>(std::integer_sequence<int, I...>) VULTUS_FORCED {
    (f(std::integral_constant<int, I>{}), ...);
  }(std::make_integer_sequence<int, N>{});
}

// ---- one patient

struct Mask1 {
  bool v;
};

struct Scalar {
  static constexpr int lanes = 1;
  using Value = Scalar;
  using Single = Scalar;
  using Mask = Mask1;
  double v;
  Scalar() = default;
  VULTUS_INLINE constexpr explicit Scalar(double a) : v(a) {}
};

VULTUS_INLINE Scalar operator+(Scalar a, Scalar b) { return Scalar(a.v + b.v); }
VULTUS_INLINE Scalar operator-(Scalar a, Scalar b) { return Scalar(a.v - b.v); }
VULTUS_INLINE Scalar operator*(Scalar a, Scalar b) { return Scalar(a.v * b.v); }
VULTUS_INLINE Scalar operator/(Scalar a, Scalar b) { return Scalar(a.v / b.v); }
VULTUS_INLINE Scalar operator-(Scalar a) { return Scalar(-a.v); }
VULTUS_INLINE Scalar sqrt(Scalar a) { return Scalar(__builtin_sqrt(a.v)); }
VULTUS_INLINE Scalar maximum(Scalar a, Scalar b) { return Scalar(a.v > b.v ? a.v : b.v); }
VULTUS_INLINE Scalar minimum(Scalar a, Scalar b) { return Scalar(a.v < b.v ? a.v : b.v); }
VULTUS_INLINE Scalar magnitude(Scalar a) { return Scalar(__builtin_fabs(a.v)); }
VULTUS_INLINE Mask1 operator<(Scalar a, Scalar b) { return {a.v < b.v}; }
VULTUS_INLINE Mask1 operator<=(Scalar a, Scalar b) { return {a.v <= b.v}; }
VULTUS_INLINE Mask1 operator&(Mask1 a, Mask1 b) { return {a.v && b.v}; }
VULTUS_INLINE Mask1 operator|(Mask1 a, Mask1 b) { return {a.v || b.v}; }
VULTUS_INLINE Mask1 operator~(Mask1 a) { return {!a.v}; }
VULTUS_INLINE Scalar select(Mask1 m, Scalar a, Scalar b) { return Scalar(m.v ? a.v : b.v); }
VULTUS_INLINE unsigned bits_of(Mask1 m) { return m.v ? 1u : 0u; }
VULTUS_INLINE void set_bit(Mask1& m, int, bool on) { m.v = on; }
VULTUS_INLINE double lane(Scalar a, int) { return a.v; }
VULTUS_INLINE void set_lane(Scalar& a, int, Scalar b) { a = b; }
VULTUS_INLINE Scalar single(Scalar a, int) { return a; }
VULTUS_INLINE Scalar value_of(Scalar a) { return a; }

struct Bits1 {
  std::uint64_t v;
};
VULTUS_INLINE Bits1 to_bits(Scalar a) { return {__builtin_bit_cast(std::uint64_t, a.v)}; }
VULTUS_INLINE Scalar from_bits(Bits1 a) { return Scalar(__builtin_bit_cast(double, a.v)); }
VULTUS_INLINE Bits1 plus(Bits1 a, Bits1 b) { return {a.v + b.v}; }
VULTUS_INLINE Bits1 plus(Bits1 a, std::uint64_t b) { return {a.v + b}; }
VULTUS_INLINE Bits1 less_from(std::uint64_t b, Bits1 a) { return {b - a.v}; }
VULTUS_INLINE Bits1 left(Bits1 a, int n) { return {a.v << n}; }
VULTUS_INLINE Bits1 right(Bits1 a, int n) { return {a.v >> n}; }
VULTUS_INLINE Bits1 masked(Bits1 a, std::uint64_t keep, std::uint64_t put) { return {(a.v & keep) | put}; }

// ---- many patients: K vectors of W lanes

template <int W, int K>
struct PackMask {
  typedef long long V __attribute__((vector_size(8 * W)));
  V v[K];
};

template <int W, int K>
struct PackBits {
  typedef std::uint64_t V __attribute__((vector_size(8 * W)));
  V v[K];
};

template <int W, int K>
struct Pack {
  static constexpr int lanes = W * K;
  using Value = Pack;
  using Single = Scalar;
  using Mask = PackMask<W, K>;
  using Bits = PackBits<W, K>;
  typedef double V __attribute__((vector_size(8 * W)));
  V v[K];
  Pack() = default;
  VULTUS_INLINE explicit Pack(double a) {
    for (int k = 0; k < K; ++k) v[k] = a - V{};  // subtracting keeps the sign of -0
  }
};

#define VULTUS_EACH(expression)          \
  for (int k = 0; k < K; ++k) {          \
    expression;                          \
  }
#define VULTUS_PACK_BINARY(op)                                        \
  template <int W, int K>                                             \
  VULTUS_INLINE Pack<W, K> operator op(const Pack<W, K>& a, const Pack<W, K>& b) { \
    Pack<W, K> c;                                                     \
    VULTUS_EACH(c.v[k] = a.v[k] op b.v[k])                            \
    return c;                                                         \
  }
VULTUS_PACK_BINARY(+)
VULTUS_PACK_BINARY(-)
VULTUS_PACK_BINARY(*)
VULTUS_PACK_BINARY(/)
#undef VULTUS_PACK_BINARY
template <int W, int K>
VULTUS_INLINE Pack<W, K> operator-(const Pack<W, K>& a) {
  Pack<W, K> c;
  VULTUS_EACH(c.v[k] = -a.v[k])
  return c;
}
#define VULTUS_PACK_COMPARE(op)                                                                     \
  template <int W, int K>                                                                           \
  VULTUS_INLINE PackMask<W, K> operator op(const Pack<W, K>& a, const Pack<W, K>& b) {              \
    PackMask<W, K> c;                                                                               \
    VULTUS_EACH(c.v[k] = a.v[k] op b.v[k])                                                          \
    return c;                                                                                       \
  }
VULTUS_PACK_COMPARE(<)
VULTUS_PACK_COMPARE(<=)
#undef VULTUS_PACK_COMPARE
template <int W, int K>
VULTUS_INLINE PackMask<W, K> operator&(const PackMask<W, K>& a, const PackMask<W, K>& b) {
  PackMask<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] & b.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE PackMask<W, K> operator|(const PackMask<W, K>& a, const PackMask<W, K>& b) {
  PackMask<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] | b.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE PackMask<W, K> operator~(const PackMask<W, K>& a) {
  PackMask<W, K> c;
  VULTUS_EACH(c.v[k] = ~a.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> select(const PackMask<W, K>& m, const Pack<W, K>& a, const Pack<W, K>& b) {
  Pack<W, K> c;
  VULTUS_EACH(c.v[k] = m.v[k] ? a.v[k] : b.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> maximum(const Pack<W, K>& a, const Pack<W, K>& b) {
  Pack<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] > b.v[k] ? a.v[k] : b.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> minimum(const Pack<W, K>& a, const Pack<W, K>& b) {
  Pack<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] < b.v[k] ? a.v[k] : b.v[k])
  return c;
}

/// One bit per lane, lane 0 lowest. A mask's lanes are all ones or all zeros.
template <int W, int K>
VULTUS_INLINE unsigned bits_of(const PackMask<W, K>& m) {
  unsigned all = 0;
  for (int k = 0; k < K; ++k) {
    unsigned some = 0;
#if defined(__AVX512DQ__)
    if constexpr (W == 8) some = _mm512_movepi64_mask(__builtin_bit_cast(__m512i, m.v[k]));
    else
#endif
#if defined(__AVX__)
        if constexpr (W == 4)
      some = static_cast<unsigned>(_mm256_movemask_pd(__builtin_bit_cast(__m256d, m.v[k])));
    else
#endif
        if constexpr (W == 2)
      some = static_cast<unsigned>(_mm_movemask_pd(__builtin_bit_cast(__m128d, m.v[k])));
    else
      for (int i = 0; i < W; ++i) some |= static_cast<unsigned>(m.v[k][i] & 1) << i;
    all |= some << (W * k);
  }
  return all;
}
template <int W, int K>
VULTUS_INLINE void set_bit(PackMask<W, K>& m, int i, bool on) {
  m.v[i / W][i % W] = on ? -1 : 0;
}
template <int W, int K>
VULTUS_INLINE double lane(const Pack<W, K>& a, int i) {
  double one;  // straight from memory: a vector's subscript copies the whole vector first
  __builtin_memcpy(&one, reinterpret_cast<const char*>(&a) + sizeof one * static_cast<std::size_t>(i), sizeof one);
  return one;
}
template <int W, int K>
VULTUS_INLINE void set_lane(Pack<W, K>& a, int i, Scalar b) {
  __builtin_memcpy(reinterpret_cast<char*>(&a) + sizeof b * static_cast<std::size_t>(i), &b, sizeof b);
}
template <int W, int K>
VULTUS_INLINE Scalar single(const Pack<W, K>& a, int i) {
  return Scalar(lane(a, i));
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> value_of(const Pack<W, K>& a) {
  return a;
}

template <int W, int K>
VULTUS_INLINE PackBits<W, K> to_bits(const Pack<W, K>& a) {
  using V = typename PackBits<W, K>::V;
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = (V)a.v[k])  // a vector cast keeps the bits
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> from_bits(const PackBits<W, K>& a) {
  using V = typename Pack<W, K>::V;
  Pack<W, K> c;
  VULTUS_EACH(c.v[k] = (V)a.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> magnitude(const Pack<W, K>& a) {
  return from_bits(masked(to_bits(a), 0x7fffffffffffffffULL, 0));
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> plus(const PackBits<W, K>& a, const PackBits<W, K>& b) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] + b.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> plus(const PackBits<W, K>& a, std::uint64_t b) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] + b)
  return c;
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> less_from(std::uint64_t b, const PackBits<W, K>& a) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = b - a.v[k])
  return c;
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> left(const PackBits<W, K>& a, int n) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] << n)
  return c;
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> right(const PackBits<W, K>& a, int n) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = a.v[k] >> n)
  return c;
}
template <int W, int K>
VULTUS_INLINE PackBits<W, K> masked(const PackBits<W, K>& a, std::uint64_t keep, std::uint64_t put) {
  PackBits<W, K> c;
  VULTUS_EACH(c.v[k] = (a.v[k] & keep) | put)
  return c;
}
template <int W, int K>
VULTUS_INLINE Pack<W, K> sqrt(const Pack<W, K>& a) {
  Pack<W, K> c;
  for (int k = 0; k < K; ++k) {
#if defined(__AVX512F__)
    if constexpr (W == 8) c.v[k] = (typename Pack<W, K>::V)_mm512_sqrt_pd((__m512d)a.v[k]);
    else
#endif
#if defined(__AVX__)
        if constexpr (W == 4)
      c.v[k] = (typename Pack<W, K>::V)_mm256_sqrt_pd((__m256d)a.v[k]);
    else
#endif
        if constexpr (W == 2)
      c.v[k] = (typename Pack<W, K>::V)_mm_sqrt_pd((__m128d)a.v[k]);
    else
      for (int i = 0; i < W; ++i) c.v[k][i] = __builtin_sqrt(a.v[k][i]);
  }
  return c;
}
#undef VULTUS_EACH

// ---- what both share

template <class T>
concept Lane = requires(T a) {
  typename T::Value;
  typename T::Mask;
  to_bits(a);
};

// Each type by its name rather than by the concept: clang substitutes before it asks a constraint, and refuses operators
// of plain numbers.
#define VULTUS_MIXED(op)                                                                             \
  VULTUS_INLINE Scalar operator op(double a, Scalar b) { return Scalar(a) op b; }                    \
  VULTUS_INLINE Scalar operator op(Scalar a, double b) { return a op Scalar(b); }                    \
  template <int W, int K>                                                                            \
  VULTUS_INLINE Pack<W, K> operator op(double a, const Pack<W, K>& b) { return Pack<W, K>(a) op b; } \
  template <int W, int K>                                                                            \
  VULTUS_INLINE Pack<W, K> operator op(const Pack<W, K>& a, double b) { return a op Pack<W, K>(b); }
VULTUS_MIXED(+)
VULTUS_MIXED(-)
VULTUS_MIXED(*)
VULTUS_MIXED(/)
#undef VULTUS_MIXED

/// A number whose lane l is f(l); put together in registers, as writing lane by lane to memory would stall the reader.
template <Lane T, class F>
VULTUS_INLINE T gathered(const F& f) {
  if constexpr (T::lanes == 1) {
    return T(f(std::size_t{0}));
  } else {
    T all;
    constexpr int width = sizeof(all.v[0]) / sizeof(double);
    each<T::lanes / width>([&](auto k) VULTUS_FORCED {
      [&]<int... I>(std::integer_sequence<int, I...>) VULTUS_FORCED {
        all.v[k()] = typename T::V{f(static_cast<std::size_t>(k() * width + I))...};
      }(std::make_integer_sequence<int, width>{});
    });
    return all;
  }
}

template <Lane T>
VULTUS_INLINE T where_positive(const T& x, const T& a, const T& b) {
  return select(T(0.0) < x, a, b);
}

}  // namespace
}  // namespace vultus::solve
