#include "vultus/solve/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "vultus/base/fault.hpp"
#include "vultus/model/roster.hpp"
#include "vultus/solve/jet.hpp"
#include "vultus/solve/kernel/carry.ipp"

namespace vultus::solve {
namespace {

/// A jet of kernel numbers is one lane whose steps follow its value.
template <int N>
struct Along : Jet<Scalar, N> {
  using Base = Jet<Scalar, N>;
  static constexpr int lanes = 1;
  using Value = Scalar;
  using Single = Along;
  Along() = default;
  explicit Along(double v) : Base(v) {}
  explicit Along(const Scalar& v) : Base(v) {}
  Along(const Base& b) : Base(b) {}  // results of jet arithmetic
};

template <int N>
inline Scalar value_of(const Along<N>& a) { return a.value; }
template <int N>
inline void set_lane(Along<N>& a, int, const Along<N>& b) { a = b; }
template <int N>
inline Along<N> single(const Along<N>& a, int) { return a; }
template <int N>
inline Along<N> select(Mask1 m, const Along<N>& a, const Along<N>& b) { return m.v ? a : b; }
#define VULTUS_ALONG(op)                                                                                        \
  template <int N>                                                                                              \
  inline Along<N> operator op(const Along<N>& a, const Along<N>& b) {                                    \
    return static_cast<const Jet<Scalar, N>&>(a) op static_cast<const Jet<Scalar, N>&>(b);                      \
  }                                                                                                             \
  template <int N>                                                                                              \
  inline Along<N> operator op(double a, const Along<N>& b) { return Along<N>(a) op b; }                  \
  template <int N>                                                                                              \
  inline Along<N> operator op(const Along<N>& a, double b) { return a op Along<N>(b); }                  \
  template <int N>                                                                                              \
  inline Along<N> operator op(const Scalar& a, const Along<N>& b) { return Along<N>(a) op b; }           \
  template <int N>                                                                                              \
  inline Along<N> operator op(const Along<N>& a, const Scalar& b) { return a op Along<N>(b); }
VULTUS_ALONG(+)
VULTUS_ALONG(-)
VULTUS_ALONG(*)
VULTUS_ALONG(/)
#undef VULTUS_ALONG
template <int N>
inline Along<N> operator-(const Along<N>& a) { return -static_cast<const Jet<Scalar, N>&>(a); }
template <int N>
inline Along<N> maximum(const Along<N>& a, const Along<N>& b) { return b.value.v < a.value.v ? a : b; }
template <int N>
inline Along<N> minimum(const Along<N>& a, const Along<N>& b) { return a.value.v < b.value.v ? a : b; }
template <int N>
inline Along<N> where_positive(const Along<N>& x, const Along<N>& a, const Along<N>& b) {
  return x.value.v > 0.0 ? a : b;
}

constexpr int directions = 8;  ///< parameters in one run: more would only make each jet slower
using Number = Along<directions>;

/// Parameters `first`, ..., `first + directions - 1` are the variables.
struct JetEnds {
  const CarryWork& work;
  int first;
  Number* states;  ///< times x states
  template <class Model>
  Number param(std::size_t, int which) const {
    Number p(Scalar(work.params[which]));
    if (which >= first && which < first + directions) p.d[static_cast<std::size_t>(which - first)] = Scalar(1.0);
    return p;
  }
  template <class Model>
  void store(std::size_t, std::size_t time, int state, const Number& value) const {
    states[time * Model::state_count + static_cast<std::size_t>(state)] = value;
  }
};

template <class Model>
void fill(Sensitivities& out, const CarryWork& work, const JetEnds& ends) {
  std::array<Number, Model::param_count> p;
  for (int j = 0; j < Model::param_count; ++j) p[static_cast<std::size_t>(j)] = ends.param<Model>(0, j);
  for (std::size_t t = 0; t < out.times; ++t) {
    std::array<Number, Model::state_count> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = ends.states[t * x.size() + i];
    std::array<Number, Model::observable_count> y;
    Model::observe(p, x, y);
    for (std::size_t o = 0; o < y.size(); ++o) {
      out.value[o * out.times + t] = y[o].value.v;
      const auto first = static_cast<std::size_t>(ends.first);
      for (std::size_t d = 0; d < directions && first + d < out.params; ++d)
        out.derivative[(o * out.times + t) * out.params + first + d] = y[o].d[d].v;
    }
  }
  (void)work;
}

template <class Model>
void along(Sensitivities& out, const CarryWork& work, bool implicit) {
  out.params = Model::param_count;
  out.observables = Model::observable_count;
  out.value.resize(out.observables * out.times);
  out.derivative.resize(out.observables * out.times * out.params);
  std::vector<Number> states(out.times * Model::state_count);
  for (int first = 0; first < Model::param_count; first += directions) {
    const JetEnds ends{work, first, states.data()};
    if (implicit) Carrier<Model, ImplicitStep<Model, Number>, Number, JetEnds>(work, ends).run();
    else Carrier<Model, ExplicitStep<Model, Number>, Number, JetEnds>(work, ends).run();
    fill<Model>(out, work, ends);
  }
}

#define VULTUS_ALONG(M) &along<model::M>,
constexpr void (*all[])(Sensitivities&, const CarryWork&, bool) = {VULTUS_ROSTER(VULTUS_ALONG)};
#undef VULTUS_ALONG

}  // namespace

Sensitivities sensitivities(std::string_view model, std::span<const double> params, const Timetable& timetable,
                            const Settings& settings) {
  const ModelInfo* info = find_model(model);
  VULTUS_EXPECTS(info != nullptr, fmt::format("no model is called '{}'", model));
  VULTUS_EXPECTS(params.size() == info->params.size(),
                 fmt::format("{} parameters, not {}", info->params.size(), params.size()));
  VULTUS_EXPECTS(settings.method != Method::judge, "the judge has no sensitivities");
  VULTUS_EXPECTS(std::ranges::is_sorted(timetable.observe_days) &&
                     std::ranges::is_sorted(timetable.deliveries, {}, &Delivery::day),
                 "the timetable must be sorted");
  for (const Delivery& d : timetable.deliveries)
    VULTUS_EXPECTS(d.day >= 0.0 && d.port >= 0 && static_cast<std::size_t>(d.port) < info->ports.size(),
                   fmt::format("delivery on day {} into port {} of {}", d.day, d.port, info->ports.size()));
  Sensitivities out;
  out.times = timetable.observe_days.size();
  const FlatTimetable table{timetable.observe_days.data(), timetable.deliveries.data(),
                            static_cast<std::uint32_t>(timetable.observe_days.size()),
                            static_cast<std::uint32_t>(timetable.deliveries.size())};
  kernel::Tally tally;
  CarryWork work;
  work.params = params.data();
  work.tables = &table;
  work.patients = 1;
  work.times = out.times;
  work.absolute = settings.absolute;
  work.relative = settings.relative;
  work.step_limit = settings.step_limit;
  work.status = &out.status;
  work.tally = &tally;
  const bool implicit =
      settings.method == Method::rosenbrock || (settings.method == Method::of_model && info->stiff);
  all[info - roster().data()](out, work, implicit);
  return out;
}

}  // namespace vultus::solve
