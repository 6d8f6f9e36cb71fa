// Reference problem A: a small non-stiff masseter model in weeks, for accuracy and speed tests only.
#pragma once
#include <array>
#include <string_view>

#include "vultus/base/elementary.hpp"

namespace vultus::model {

/// Toxin T, blocked B, sprouts S, muscle M, hollow H, laxity L; time in weeks, everything dimensionless.
/// A test problem with round numbers, not evidence.
struct ReferenceMasseter {
  static constexpr std::string_view name = "reference_masseter";
  static constexpr std::string_view version = "1";
  static constexpr bool stiff = false;

  enum State { toxin, blocked, sprouts, muscle, hollow, laxity, state_count };
  enum Param { ka, kon, a50, krec, ks, kgrow, katr, mmax, kh, kl, c, param_count };
  enum Port { injection, port_count };
  enum Observable { observed_muscle, observable_count };

  static constexpr std::array<std::string_view, state_count> state_names{"toxin",  "blocked", "sprouts",
                                                                         "muscle", "hollow",  "laxity"};
  static constexpr std::array<std::string_view, param_count> param_names{"ka",   "kon",  "a50", "krec", "ks", "kgrow",
                                                                         "katr", "mmax", "kh",  "kl",   "c"};
  static constexpr std::array<std::string_view, port_count> port_names{"injection"};
  static constexpr std::array<std::string_view, observable_count> observable_names{"muscle"};
  /// Size of each state for which the absolute tolerance is meant.
  static constexpr std::array<double, state_count> scale{1, 1, 1, 1, 1, 1};
  static constexpr std::array<double, param_count> typical{1, 3, 0.3, 0.12, 0.1, 0.15, 0.08, 1.1, 0.1, 0.05, 0.1};

  template <class Real>
  static constexpr void start(const std::array<Real, param_count>&, std::array<Real, state_count>& x) {
    for (auto& value : x) value = Real(0.0);
    x[muscle] = Real(1.0);
  }

  template <class Real>
  static constexpr void rates(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                              std::array<Real, state_count>& dxdt) {
    const Real use = 1.0 - x[blocked];
    const Real loss = 1.0 - x[muscle];
    dxdt[toxin] = -p[ka] * x[toxin];
    dxdt[blocked] = p[kon] * x[toxin] * use / (p[a50] + x[toxin]) - p[krec] * x[sprouts] * x[blocked];
    dxdt[sprouts] = p[ks] * (x[blocked] - x[sprouts]);
    dxdt[muscle] = p[kgrow] * use * (1.0 - x[muscle] / p[mmax]) * x[muscle] - p[katr] * x[blocked] * x[muscle];
    dxdt[hollow] = p[kh] * (loss - x[hollow]);
    // softplus with slope 50: 0.02 log(1 + e^(50 y))
    const Real surplus = 0.02 * log(1.0 + exp(50.0 * (loss - p[c])));
    dxdt[laxity] = p[kl] * (surplus - x[laxity]);
  }

  template <class Real>
  static constexpr void deliver(int, const std::array<Real, param_count>&, const Real& amount,
                                std::array<Real, state_count>& x) {
    x[toxin] = x[toxin] + amount;
  }

  template <class Real>
  static constexpr void observe(const std::array<Real, param_count>&, const std::array<Real, state_count>& x,
                                std::array<Real, observable_count>& y) {
    y[observed_muscle] = x[muscle];
  }
};

}  // namespace vultus::model
