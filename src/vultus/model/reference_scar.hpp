// Reference problem B: a small stiff scar model in days, for accuracy and speed tests only.
#pragma once
#include <array>
#include <string_view>

#include "vultus/base/elementary.hpp"

namespace vultus::model {

/// Depot D, drug d, signal T, fibroblasts F, myofibroblasts Y, collagen III and I, vessels V, pigment P,
/// proteases X; time in days, everything dimensionless. A test problem with round numbers, not evidence.
struct ReferenceScar {
  static constexpr std::string_view name = "reference_scar";
  static constexpr std::string_view version = "1";
  static constexpr bool stiff = true;

  enum State { depot, drug, signal, fibro, myo, collagen3, collagen1, vessels, pigment, proteases, state_count };
  enum Param {
    kdis, vs, kout, dt_, s0, s1, kta, ic, rf, kf, kfm, kt, kmf, df, dm, ed, p3, kmat, d3, p1, d1, kv, dv, kp, dp,
    sm, dx, am, em, param_count
  };
  enum Port { injection, port_count };
  enum Observable { observed_collagen, observable_count };

  static constexpr std::array<std::string_view, state_count> state_names{
      "depot", "drug", "signal", "fibro", "myo", "collagen3", "collagen1", "vessels", "pigment", "proteases"};
  static constexpr std::array<std::string_view, param_count> param_names{
      "kdis", "vs", "kout", "dt", "s0", "s1",   "kta", "ic", "rf", "kf", "kfm", "kt", "kmf", "df", "dm",
      "ed",   "p3", "kmat", "d3", "p1", "d1",   "kv",  "dv", "kp", "dp", "sm",  "dx", "am",  "em"};
  static constexpr std::array<std::string_view, port_count> port_names{"injection"};
  static constexpr std::array<std::string_view, observable_count> observable_names{"collagen"};
  static constexpr std::array<double, state_count> scale{1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  static constexpr std::array<double, param_count> typical{0.08, 8e-5, 1000, 50,   20,  40,   1,   0.3, 0.3, 2,
                                                           0.2,  0.8,  0.05, 0.05, 0.05, 3,   0.3, 0.03, 0.1, 0.1,
                                                           0.02, 0.2,  0.1,  0.05, 0.03, 10,  10,  1,   1};

  template <class Real>
  static constexpr void start(const std::array<Real, param_count>&, std::array<Real, state_count>& x) {
    constexpr double at_first[] = {0, 0, 0.6, 1, 0.5, 0.8, 1.5, 1, 0.5, 0.6};
    for (int i = 0; i < state_count; ++i) x[static_cast<std::size_t>(i)] = Real(at_first[i]);
  }

  template <class Real>
  static constexpr void rates(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                              std::array<Real, state_count>& dxdt) {
    const Real T = x[signal];
    const Real inhibited = p[ic] / (p[ic] + x[drug]);  // I of the paper sheet
    const Real effect = 1.0 - inhibited;               // E
    const Real hill = T * T / (p[kt] * p[kt] + T * T);
    const Real growth = T / (p[kt] + T);
    const Real feedback = T / (p[kta] + T);
    const Real to_myo = p[kfm] * hill * x[fibro];
    const Real makers = (x[fibro] + 3.0 * x[myo]) * inhibited;
    dxdt[depot] = -p[kdis] * x[depot];
    dxdt[drug] = p[kdis] * x[depot] / p[vs] - p[kout] * x[drug];
    dxdt[signal] = (p[s0] + p[s1] * x[myo] * feedback) * inhibited - p[dt_] * T;
    dxdt[fibro] = p[rf] * x[fibro] * (1.0 - (x[fibro] + x[myo]) / p[kf]) * (0.5 + hill) * inhibited - to_myo +
                  p[kmf] * x[myo] - p[df] * x[fibro];
    dxdt[myo] = to_myo - p[kmf] * x[myo] - p[dm] * (1.0 + p[ed] * effect) * x[myo];
    dxdt[collagen3] = p[p3] * makers * hill - p[kmat] * x[collagen3] - p[d3] * x[proteases] * x[collagen3];
    dxdt[collagen1] = p[p1] * makers * hill + p[kmat] * x[collagen3] - p[d1] * x[proteases] * x[collagen1];
    dxdt[vessels] = p[kv] * growth * (2.0 - x[vessels]) - p[dv] * (1.0 + effect) * x[vessels];
    dxdt[pigment] = p[kp] * T * (1.0 + x[vessels]) - p[dp] * (1.0 + effect) * x[pigment];
    dxdt[proteases] = p[sm] * (x[fibro] + x[myo]) * (1.0 + p[em] * effect) / (1.0 + p[am] * T) - p[dx] * x[proteases];
  }

  template <class Real>
  static constexpr void deliver(int, const std::array<Real, param_count>&, const Real& amount,
                                std::array<Real, state_count>& x) {
    x[depot] = x[depot] + amount;
  }

  template <class Real>
  static constexpr void observe(const std::array<Real, param_count>&, const std::array<Real, state_count>& x,
                                std::array<Real, observable_count>& y) {
    y[observed_collagen] = x[collagen1] + x[collagen3];
  }
};

}  // namespace vultus::model
