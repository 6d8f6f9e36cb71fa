// Explicit Runge-Kutta steps of order 5 with an embedded estimate of order 4; the last stage is the first of the next step.
#pragma once
#include "vultus/solve/kernel/elementary.ipp"
#include "vultus/solve/kernel/formulas.ipp"

namespace vultus::solve {
namespace {

struct Tolerance {
  double absolute, relative;
};

/// Tsitouras 2011, "Runge-Kutta pairs of order 5(4) satisfying only the first column simplifying assumption",
/// Computers & Mathematics with Applications 62: coefficients, error weights, and the interpolant b_i(theta).
struct Tsitouras {
  static constexpr int stages = 7;
  static constexpr double a[7][6] = {
      {},
      {0.161},
      {-0.008480655492356989, 0.335480655492357},
      {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
      {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
      {5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383},
      {0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774}};
  static constexpr double error[7] = {-0.00178001105222577714, -0.0008164344596567469, 0.007880878010261995,
                                      -0.1447110071732629,     0.5823571654525552,     -0.45808210592918697,
                                      0.015151515151515152};
  /// b_i(theta) = theta^2 (row[0] + row[1] theta + row[2] theta^2), and theta more for the first stage.
  static constexpr double dense[7][3] = {{-2.763706197274826, 2.9132554618219126, -1.0530884977290216},
                                         {0.13169999999999998, -0.2234, 0.1017},
                                         {3.9302962368947516, -5.941033872131505, 2.490627285651253},
                                         {-12.411077166933676, 30.33818863028232, -16.548102889244902},
                                         {37.50931341651104, -88.1789048947664, 47.37952196281928},
                                         {-27.896526289197286, 65.09189467479366, -34.87065786149661},
                                         {1.5, -4.0, 2.5}};
};

/// Sum over the square of error over allowance, and the largest state in units of its scale.
template <class Value>
struct Verdict {
  Value error, size;
};

template <class Model, class Real, class Value>
VULTUS_INLINE Verdict<Value> judged(const Real* y, const Real* y1, const Real* error, const Tolerance& allowed) {
  Value sum(0.0), size(0.0);
  for (int i = 0; i < Model::state_count; ++i) {
    const double scale = Model::scale[static_cast<std::size_t>(i)];
    const Value larger = maximum(magnitude(value_of(y[i])), magnitude(value_of(y1[i])));
    const Value share = value_of(error[i]) * rough_inverse(allowed.absolute * scale + allowed.relative * larger);
    sum = sum + share * share;
    size = maximum(scale == 1.0 ? larger : larger * (1.0 / scale), size);  // in this order a NaN does not stick
  }
  return {sum * (1.0 / static_cast<double>(Model::state_count)), size};
}

template <class Model, class Real>
struct ExplicitStep {
  using Method = Tsitouras;
  using Value = typename Real::Value;
  using F = Formulas<Model, false>;
  static constexpr int n = Model::state_count;
  static constexpr int stages = Method::stages;
  static constexpr bool implicit = false;
  static constexpr double order = 5.0;        ///< error of a step falls with this power
  static constexpr double first_step = 0.12;  ///< of the fastest time scale, for a tolerance of 1

  Real k[stages][n];
  Real y1[n];
  Value h;

  /// y + h * (row[0] k[0] + ... + row[count - 1] k[count - 1]). The loop over stages stays a loop: the code of a step
  /// has to fit into what a core keeps decoded.
  VULTUS_INLINE void combine(const double* row, int count, const Real* y, Real* at) const {
    Real sum[n];
    each<n>([&](auto i) VULTUS_FORCED { sum[i] = row[0] * k[0][i]; });
#pragma GCC unroll 1
    for (int j = 1; j < count; ++j) {
      const Value weight(row[j]);
      each<n>([&](auto i) VULTUS_FORCED { sum[i] = sum[i] + weight * k[j][i]; });
    }
    each<n>([&](auto i) VULTUS_FORCED { at[i] = y[i] + h * sum[i]; });
  }

  /// Tries a step of `step` from y with rates f; leaves y1 and the stages.
  __attribute__((noinline)) Verdict<Value> attempt(const Real* ready, const Real* y, const Real* f, const Value& step,
                                                   const Tolerance& allowed) {
    h = step;
    each<n>([&](auto i) VULTUS_FORCED { k[0][i] = f[i]; });
#pragma GCC unroll 1
    for (int s = 1; s < stages; ++s) {
      combine(Method::a[s], s, y, y1);
      execute<F::rates>(ready, y1, k[s]);
    }
    Real nothing[n], error[n];
    each<n>([&](auto i) VULTUS_FORCED { nothing[i] = Real(0.0); });
    combine(Method::error, stages, nothing, error);
    return judged<Model, Real, Value>(y, y1, error, allowed);
  }
  /// The rates at y1.
  VULTUS_INLINE const Real* rates_after() const { return k[stages - 1]; }

  VULTUS_INLINE static void rates(const Real* ready, const Real* y, Real* f) { execute<F::rates>(ready, y, f); }

  VULTUS_INLINE void interpolate(const Real* y, const Value& theta, Real* out) const {
    const Value square = theta * theta;
    const Value h2 = h * square;
    Real sum[n];
    const Value first = h * theta;
    each<n>([&](auto i) VULTUS_FORCED { sum[i] = first * k[0][i]; });
#pragma GCC unroll 1
    for (int s = 0; s < stages; ++s) {
      const Value weight = h2 * (Method::dense[s][0] + theta * Method::dense[s][1] + square * Method::dense[s][2]);
      each<n>([&](auto i) VULTUS_FORCED { sum[i] = sum[i] + weight * k[s][i]; });
    }
    each<n>([&](auto i) VULTUS_FORCED { out[i] = y[i] + sum[i]; });
  }

  /// Is the step at the edge of stability? |f(y1) - f(near y1)| / |y1 - near| times h estimates h times the largest
  /// eigenvalue (Hairer and Wanner, Solving ODEs II, IV.2); here between the last two stages, which share c = 1.
  VULTUS_INLINE typename Value::Mask unstable(const Real* y) const {
    Value change(0.0), distance(0.0);
    Real near[n];
    combine(Method::a[stages - 2], stages - 2, y, near);
    for (int i = 0; i < n; ++i) {
      const Value df = value_of(k[stages - 1][i]) - value_of(k[stages - 2][i]);
      const Value dy = value_of(y1[i]) - value_of(near[i]);
      change = change + df * df;
      distance = distance + dy * dy;
    }
    return distance * 9.0 < h * h * change;  // |h lambda| > 3, near the boundary of the pair
  }
};

}  // namespace
}  // namespace vultus::solve
