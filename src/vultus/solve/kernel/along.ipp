// Jets of kernel numbers: what run() does with packs and single patients, done with derivatives along.
#pragma once
#include "vultus/solve/jet.hpp"
#include "vultus/solve/kernel/carry.ipp"

namespace vultus::solve {
namespace {

/// One or more lanes (L: Scalar or a Pack) whose steps follow their values.
template <class L, int N>
struct Along : Jet<L, N> {
  using Base = Jet<L, N>;
  static constexpr int lanes = L::lanes;
  using Value = L;
  using Single = Along<Scalar, N>;
  Along() = default;
  explicit Along(double v) : Base(v) {}
  explicit Along(const L& v) : Base(v) {}
  Along(const Base& b) : Base(b) {}  // results of jet arithmetic
};

template <class L, int N>
inline L value_of(const Along<L, N>& a) { return a.value; }
template <class L, int N>
inline void set_lane(Along<L, N>& a, int l, const Along<Scalar, N>& b) {
  set_lane(a.value, l, b.value);
  for (std::size_t i = 0; i < N; ++i) set_lane(a.d[i], l, b.d[i]);
}
template <class L, int N>
inline Along<Scalar, N> single(const Along<L, N>& a, int l) {
  Along<Scalar, N> one;
  one.value = single(a.value, l);
  for (std::size_t i = 0; i < N; ++i) one.d[i] = single(a.d[i], l);
  return one;
}
template <class L, int N>
inline Along<L, N> select(const typename L::Mask& m, const Along<L, N>& a, const Along<L, N>& b) {
  Along<L, N> c;
  c.value = select(m, a.value, b.value);
  for (std::size_t i = 0; i < N; ++i) c.d[i] = select(m, a.d[i], b.d[i]);
  return c;
}
#define VULTUS_ALONG(op)                                                                           \
  template <class L, int N>                                                                        \
  inline Along<L, N> operator op(const Along<L, N>& a, const Along<L, N>& b) {                     \
    return static_cast<const Jet<L, N>&>(a) op static_cast<const Jet<L, N>&>(b);                   \
  }                                                                                                \
  template <class L, int N>                                                                        \
  inline Along<L, N> operator op(double a, const Along<L, N>& b) { return Along<L, N>(a) op b; }   \
  template <class L, int N>                                                                        \
  inline Along<L, N> operator op(const Along<L, N>& a, double b) { return a op Along<L, N>(b); }   \
  template <class L, int N>                                                                        \
  inline Along<L, N> operator op(const L& a, const Along<L, N>& b) { return Along<L, N>(a) op b; } \
  template <class L, int N>                                                                        \
  inline Along<L, N> operator op(const Along<L, N>& a, const L& b) { return a op Along<L, N>(b); }
VULTUS_ALONG(+)
VULTUS_ALONG(-)
VULTUS_ALONG(*)
VULTUS_ALONG(/)
#undef VULTUS_ALONG
template <class L, int N>
inline Along<L, N> operator-(const Along<L, N>& a) { return -static_cast<const Jet<L, N>&>(a); }
template <class L, int N>
inline Along<L, N> maximum(const Along<L, N>& a, const Along<L, N>& b) { return select(b.value < a.value, a, b); }
template <class L, int N>
inline Along<L, N> minimum(const Along<L, N>& a, const Along<L, N>& b) { return select(a.value < b.value, a, b); }
template <class L, int N>
inline Along<L, N> where_positive(const Along<L, N>& x, const Along<L, N>& a, const Along<L, N>& b) {
  return select(L(0.0) < x.value, a, b);
}

using kernel::SlopesWork;

/// Parameters named in `wanted` are the variables; states are kept with their derivatives.
struct JetEnds {
  static constexpr int N = kernel::directions;
  const SlopesWork& work;
  template <class Model>
  Along<Scalar, N> param(std::size_t patient, int which) const {
    Along<Scalar, N> p(Scalar(work.carry.params[patient * Model::param_count + static_cast<std::size_t>(which)]));
    for (int d = 0; d < work.wanted_count; ++d)
      if (work.wanted[d] == which) p.d[static_cast<std::size_t>(d)] = Scalar(1.0);
    return p;
  }
  template <class Model>
  void store(std::size_t patient, std::size_t time, int state, const Along<Scalar, N>& value) const {
    const std::size_t at = (patient * work.carry.times + time) * Model::state_count + static_cast<std::size_t>(state);
    double* to = work.jets + at * (N + 1);
    to[0] = value.value.v;
    for (std::size_t i = 0; i < N; ++i) to[i + 1] = value.d[i].v;
  }
};

/// Turns the states of the run into observables and their derivatives.
template <class Model>
void observe_jets(const SlopesWork& work, const JetEnds& ends) {
  constexpr int N = JetEnds::N;
  using Number = Along<Scalar, N>;
  const std::size_t times = work.carry.times;
  for (std::size_t i = 0; i < work.carry.patients; ++i) {
    std::array<Number, Model::param_count> p;
    for (int j = 0; j < Model::param_count; ++j) p[static_cast<std::size_t>(j)] = ends.param<Model>(i, j);
    for (std::size_t t = 0; t < times; ++t) {
      std::array<Number, Model::state_count> x;
      for (std::size_t s = 0; s < x.size(); ++s) {
        const double* from = work.jets + ((i * times + t) * x.size() + s) * (N + 1);
        x[s].value = Scalar(from[0]);
        for (std::size_t d = 0; d < N; ++d) x[s].d[d] = Scalar(from[d + 1]);
      }
      std::array<Number, Model::observable_count> y;
      Model::observe(p, x, y);
      for (std::size_t o = 0; o < y.size(); ++o) {
        work.observed[(o * times + t) * work.stride + i] = y[o].value.v;
        for (int d = 0; d < work.wanted_count; ++d)
          work.slopes[((static_cast<std::size_t>(d) * y.size() + o) * times + t) * work.stride + i] =
              y[o].d[static_cast<std::size_t>(d)].v;
      }
    }
  }
}

template <class Model, class L, template <class, class> class Step>
void carry_jets(const SlopesWork& work) {
  using Number = Along<L, JetEnds::N>;
  const JetEnds ends{work};
  Carrier<Model, Step<Model, Number>, Number, JetEnds>(work.carry, ends).run();
  observe_jets<Model>(work, ends);
}

}  // namespace
}  // namespace vultus::solve
