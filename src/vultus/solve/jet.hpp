// A number that carries its derivatives along N directions: run a model on it to learn how a result depends on inputs.
#pragma once
#include <array>
#include <cstddef>
#include <type_traits>

#include "vultus/base/elementary.hpp"

namespace vultus::solve {

/// value + sum of d[i] e_i with e_i e_j = 0. T: double, or what offers the same operations.
template <class T, int N>
struct Jet {
  T value;
  std::array<T, static_cast<std::size_t>(N)> d;

  Jet() = default;
  constexpr explicit Jet(double v) : value(v) { d.fill(T(0.0)); }
  constexpr explicit Jet(const T& v) requires(!std::is_same_v<T, double>) : value(v) { d.fill(T(0.0)); }
  /// The variable of direction i.
  static constexpr Jet variable(const T& v, int i) {
    Jet jet(v);
    jet.d[static_cast<std::size_t>(i)] = T(1.0);
    return jet;
  }
  /// `v` with derivative `slope` times that of `inner`: the chain rule.
  static constexpr Jet chain(const T& v, const T& slope, const Jet& inner) {
    Jet jet;
    jet.value = v;
    for (std::size_t i = 0; i < N; ++i) jet.d[i] = slope * inner.d[i];
    return jet;
  }
};

template <class T, int N>
constexpr Jet<T, N> operator+(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> c;
  c.value = a.value + b.value;
  for (std::size_t i = 0; i < N; ++i) c.d[i] = a.d[i] + b.d[i];
  return c;
}
template <class T, int N>
constexpr Jet<T, N> operator-(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> c;
  c.value = a.value - b.value;
  for (std::size_t i = 0; i < N; ++i) c.d[i] = a.d[i] - b.d[i];
  return c;
}
template <class T, int N>
constexpr Jet<T, N> operator*(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> c;
  c.value = a.value * b.value;
  for (std::size_t i = 0; i < N; ++i) c.d[i] = a.d[i] * b.value + a.value * b.d[i];
  return c;
}
template <class T, int N>
constexpr Jet<T, N> operator/(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> c;
  c.value = a.value / b.value;
  for (std::size_t i = 0; i < N; ++i) c.d[i] = (a.d[i] - c.value * b.d[i]) / b.value;
  return c;
}
template <class T, int N>
constexpr Jet<T, N> operator-(const Jet<T, N>& a) {
  Jet<T, N> c;
  c.value = -a.value;
  for (std::size_t i = 0; i < N; ++i) c.d[i] = -a.d[i];
  return c;
}

// with a plain number on one side; T itself counts as plain
#define VULTUS_JET_MIXED(op)                                                                                     \
  template <class T, int N>                                                                                      \
  constexpr Jet<T, N> operator op(double a, const Jet<T, N>& b) {                                                \
    return Jet<T, N>(a) op b;                                                                                    \
  }                                                                                                              \
  template <class T, int N>                                                                                      \
  constexpr Jet<T, N> operator op(const Jet<T, N>& a, double b) {                                                \
    return a op Jet<T, N>(b);                                                                                    \
  }                                                                                                              \
  template <class T, int N>                                                                                      \
  constexpr Jet<T, N> operator op(const T& a, const Jet<T, N>& b) requires(!std::is_same_v<T, double>) {         \
    return Jet<T, N>(a) op b;                                                                                    \
  }                                                                                                              \
  template <class T, int N>                                                                                      \
  constexpr Jet<T, N> operator op(const Jet<T, N>& a, const T& b) requires(!std::is_same_v<T, double>) {         \
    return a op Jet<T, N>(b);                                                                                    \
  }
VULTUS_JET_MIXED(+)
VULTUS_JET_MIXED(-)
VULTUS_JET_MIXED(*)
VULTUS_JET_MIXED(/)
#undef VULTUS_JET_MIXED

template <class T, int N>
constexpr Jet<T, N> exp(const Jet<T, N>& a) {
  using vultus::exp;  // for T = double; other numbers bring their own
  const T e = exp(a.value);
  return Jet<T, N>::chain(e, e, a);
}
template <class T, int N>
constexpr Jet<T, N> log(const Jet<T, N>& a) {
  using vultus::log;
  return Jet<T, N>::chain(log(a.value), 1.0 / a.value, a);
}
template <class T, int N>
constexpr Jet<T, N> sqrt(const Jet<T, N>& a) {
  using vultus::sqrt;
  const T root = sqrt(a.value);
  return Jet<T, N>::chain(root, 0.5 / root, a);
}
template <class T, int N>
constexpr Jet<T, N> where_positive(const Jet<T, N>& x, const Jet<T, N>& a, const Jet<T, N>& b) {
  using vultus::where_positive;
  Jet<T, N> c;
  c.value = where_positive(x.value, a.value, b.value);
  for (std::size_t i = 0; i < N; ++i) c.d[i] = where_positive(x.value, a.d[i], b.d[i]);
  return c;
}
template <class T, int N>
constexpr Jet<T, N> maximum(const Jet<T, N>& a, const Jet<T, N>& b) {
  return where_positive(a - b, a, b);
}
template <class T, int N>
constexpr Jet<T, N> minimum(const Jet<T, N>& a, const Jet<T, N>& b) {
  return where_positive(a - b, b, a);
}

}  // namespace vultus::solve
