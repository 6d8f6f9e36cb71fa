// Linearly implicit steps (Rosenbrock-Wanner) of order 5 with an estimate of order 4, for stiff models.
#pragma once
#include "vultus/solve/kernel/explicit.ipp"

namespace vultus::solve {
namespace {

/// Rodas5P: Steinebach 2023, "Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks within the Julia
/// Differential Equations package", BIT 63:27. Transformed coefficients; the stages 7 and 8 and the result each add the
/// stage before to where that one started. No loss of order on stiff linear problems.
struct Rodas5P {
  static constexpr int stages = 8;
  static constexpr int free_stages = 6;  ///< those with a row of `a` of their own
  static constexpr int dense_rows = 3;
  static constexpr double order = 5.0;
  static constexpr double gamma = 0.21193756319429014;
  static constexpr double a[6][5] = {
      {},
      {3.0},
      {2.849394379747939, 0.45842242204463923},
      {-6.954028509809101, 2.489845061869568, -10.358996098473584},
      {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
      {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946}};
  static constexpr double c[8][7] = {
      {},
      {-14.155112264123755},
      {-17.97296035885952, -2.859693295451294},
      {147.12150275711716, -1.41221402718213, 71.68940251302358},
      {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306},
      {24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471},
      {30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
       -28.087943162872662},
      {37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
       -54.66780262877968, -9.48861652309627}};
  static constexpr double dense[3][8] = {
      {25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
       1.1241088310450404, 0.4272876194431874, -0.17202221070155493},
      {-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
       15.98066361424651, -6.789040303419874, -6.710236069923372},
      {11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
       -59.78993625266729, -0.15582684282751913, 4.883087185713722}};
};

/// Rodas4P: Steinebach 1995, "Order reduction of ROW methods for DAEs and method of lines applications". Order 4(3).
struct Rodas4P {
  static constexpr int stages = 6;
  static constexpr int free_stages = 5;
  static constexpr int dense_rows = 2;
  static constexpr double order = 4.0;
  static constexpr double gamma = 0.25;
  static constexpr double a[5][4] = {{},
                                     {3.0},
                                     {1.831036793486759, 0.4955183967433795},
                                     {2.304376582692669, -0.05249275245743001, -1.176798761832782},
                                     {-7.170454962423024, -4.741636671481785, -16.31002631330971, -1.062004044111401}};
  static constexpr double c[6][5] = {
      {},
      {-12.0},
      {-8.791795173947035, -2.207865586973518},
      {10.81793056857153, 6.780270611428266, 19.53485944642410},
      {34.19095006749676, 15.49671153725963, 54.74760875964130, 14.16005392148534},
      {34.62605830930532, 15.30084976114473, 56.99955578662667, 18.40807009793095, -5.714285714285717}};
  static constexpr double dense[2][6] = {
      {25.09876703708589, 11.62013104361867, 28.49148307714626, -5.664021568594133, 0.0, 0.0},
      {1.638054557396973, -0.7373619806678748, 8.477918219238990, 15.99253148779520, -1.882352941176471, 0.0}};
};

#ifndef VULTUS_ROW_METHOD
#define VULTUS_ROW_METHOD Rodas5P
#endif

template <class Model, class Real>
struct ImplicitStep {
  using Method = VULTUS_ROW_METHOD;
  using Value = typename Real::Value;
  using F = Formulas<Model, true>;
  static constexpr int n = Model::state_count;
  static constexpr int stages = Method::stages;
  static constexpr bool implicit = true;
  static constexpr double order = Method::order;
  static constexpr double first_step = 0.3;

  Real u[stages][n];
  Real y1[n];
  Value h;
  Real factors[F::factor_count];
  Value fastest;  ///< largest |J_ii|, for the judgement whether the implicit method was needed

  VULTUS_INLINE static void rates(const Real* ready, const Real* y, Real* f) { execute<F::rates>(ready, y, f); }

  __attribute__((noinline)) Verdict<Value> attempt(const Real* ready, const Real* y, const Real*, const Value& step,
                                                   const Tolerance& allowed) {
    h = step;
    const Value inverse_h = 1.0 / h;
    head(ready, y, inverse_h);
#pragma GCC unroll 1
    for (int s = 1; s < stages; ++s) {
      if (s < Method::free_stages) sum_up(Method::a[s], s, y, y1);
      else each<n>([&](auto i) VULTUS_FORCED { y1[i] = y1[i] + u[s - 1][i]; });
      Real f[n], nothing[n], sum[n];
      each<n>([&](auto i) VULTUS_FORCED { nothing[i] = Real(0.0); });
      sum_up(Method::c[s], s, nothing, sum);
      execute<F::rates>(ready, y1, f);
      each<n>([&](auto i) VULTUS_FORCED { f[i] = f[i] + inverse_h * sum[i]; });
      F::solve(factors, f);
      each<n>([&](auto i) VULTUS_FORCED { u[s][i] = f[i]; });
    }
    each<n>([&](auto i) VULTUS_FORCED { y1[i] = y1[i] + u[stages - 1][i]; });
    return judged<Model, Real, Value>(y, y1, u[stages - 1], allowed);
  }

  /// Rates, Jacobian and factors at y, and the first stage.
  VULTUS_INLINE void head(const Real* ready, const Real* y, const Value& inverse_h) {
    Real inputs[n + 1], f[n];
    each<n>([&](auto i) VULTUS_FORCED { inputs[i] = y[i]; });
    inputs[n] = Real(0.0) + inverse_h * (1.0 / Method::gamma);
    Real results[2 * n + F::factor_count];
    execute<F::head>(ready, inputs, results);
    fastest = Value(0.0);
    each<n>([&](auto i) VULTUS_FORCED {
      f[i] = results[i];
      fastest = maximum(magnitude(value_of(results[n + i])), fastest);
    });
    each<F::factor_count>([&](auto i) VULTUS_FORCED { factors[i] = results[2 * n + i]; });
    F::solve(factors, f);
    each<n>([&](auto i) VULTUS_FORCED { u[0][i] = f[i]; });
  }

  /// from + row[0] u[0] + ... + row[count - 1] u[count - 1]
  VULTUS_INLINE void sum_up(const double* row, int count, const Real* from, Real* to) const {
    Real sum[n];
    each<n>([&](auto i) VULTUS_FORCED { sum[i] = from[i]; });
#pragma GCC unroll 1
    for (int j = 0; j < count; ++j) {
      const Value weight(row[j]);
      each<n>([&](auto i) VULTUS_FORCED { sum[i] = sum[i] + weight * u[j][i]; });
    }
    each<n>([&](auto i) VULTUS_FORCED { to[i] = sum[i]; });
  }
  VULTUS_INLINE const Real* rates_after() const { return u[0]; }  // not used: rates are made anew at each step

  VULTUS_INLINE void interpolate(const Real* y, const Value& theta, Real* out) const {
    const Value left = 1.0 - theta;
    // y + theta (y1 - y) + theta (1 - theta) (row0 + theta row1 + theta^2 row2): one weight per stage
    Real sum[n];
    each<n>([&](auto i) VULTUS_FORCED { sum[i] = left * y[i] + theta * y1[i]; });
    const Value bend = theta * left;
#pragma GCC unroll 1
    for (int s = 0; s < stages; ++s) {
      Value weight(Method::dense[Method::dense_rows - 1][s]);
      each<Method::dense_rows - 1>([&](auto r) VULTUS_FORCED {
        weight = Value(Method::dense[Method::dense_rows - 2 - r()][s]) + theta * weight;
      });
      weight = bend * weight;
      each<n>([&](auto i) VULTUS_FORCED { sum[i] = sum[i] + weight * u[s][i]; });
    }
    each<n>([&](auto i) VULTUS_FORCED { out[i] = sum[i]; });
  }
};

}  // namespace
}  // namespace vultus::solve
