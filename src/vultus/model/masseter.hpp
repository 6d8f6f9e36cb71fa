// The masseter after botulinum toxin: block of the end plates, muscle size, the cheek above it, skin slack, and two remedies.
#pragma once
#include <array>
#include <string_view>

#include "vultus/base/elementary.hpp"

namespace vultus::model {

/// One side of the face; time in days.
///
///   A  toxin at work in the end plates [U of onabotulinum]      dA/dt = -k_clear A
///   B  share of end plates blocked [0..1]                       dB/dt = k_block A/(A + A_half) (1 - B) - k_recover B
///   P  sprouts: follow the block with a delay [0..1]            dP/dt = k_sprout (B - P)
///      activity U = 1 - B (1 - s P)
///   D  disuse carried over from earlier doses [1]               dD/dt = k_disuse (1 - U) - k_forget D
///   M  muscle size relative to the patient's own [1]            dM/dt = -k_atrophy (1 - U)(M - M_floor) + k_regrow U (1 - M)/(1 + r D)
///      floor M_floor = m_floor / (1 + f D)
///   E  how far the skin envelope has drawn in [mm]              dE/dt = k_retract (e L+ - E)
///      lost support L = c T0 (1 - M) - h V [mm]; L+ is its positive part, rounded
///      over half a millimetre: filler beyond the loss hardly stretches the skin for good
///   V  filler [ml per side]                                     dV/dt = -k_resorb V
///   H  heat signal of radiofrequency or focused ultrasound [1]  dH/dt = -k_heat H
///   C  collagen made by it [1]                                  dC/dt = k_heat H - k_wane C
///
/// Size lags far behind force: force follows U, size follows the integral of U. What each parameter is, its prior and
/// its source stand in data/tissues/masseter.yaml; the mechanism's sources in docs/science/masseter.md.
struct Masseter {
  static constexpr std::string_view name = "masseter";
  static constexpr std::string_view version = "0.1";
  static constexpr bool stiff = false;

  enum State { toxin, blocked, sprouts, disuse, size, envelope, filler, heat, collagen, state_count };
  enum Param {
    k_clear,          ///< 1/day
    k_block,          ///< 1/day
    a_half,           ///< U at which block forms at half its speed
    uptake,           ///< share of the dose that reaches end plates
    k_recover,        ///< 1/day, the person's own recovery rate
    k_sprout,         ///< 1/day
    sprout_share,     ///< share of the block that sprouts can bypass
    k_disuse,         ///< 1/day
    k_forget,         ///< 1/day
    floor_deepens,    ///< per unit of disuse
    regrowth_slows,   ///< per unit of disuse
    k_atrophy,        ///< 1/day
    k_regrow,         ///< 1/day
    size_floor,       ///< size that a muscle without any activity tends to
    thickness,        ///< mm, at rest, before the first dose
    clench_gain,      ///< thickening in full clench, share of thickness at rest
    volume,           ///< ml per side before the first dose
    force,            ///< N, maximum bite force before the first dose
    force_share,      ///< share of the bite force that is lost with a fully blocked masseter
    force_by_size,    ///< how much of the masseter's share also goes with size
    contour_share,    ///< mm of cheek contour lost per mm of muscle thickness lost
    k_retract,        ///< 1/day, the envelope's retraction
    retract_share,    ///< share of lost support that the envelope can follow
    projection,       ///< mm of contour per ml of filler
    k_resorb,         ///< 1/day
    k_heat,           ///< 1/day
    k_wane,           ///< 1/day
    tightening,       ///< mm of envelope per unit of new collagen
    notice_hollow,    ///< mm of lost contour that this person notices as a hollow
    notice_slack,     ///< mm of slack that this person notices as sagging
    param_count
  };
  enum Port { toxin_units, filler_ml, heat_session, port_count };
  enum Observable {
    masseter_thickness_rest,    ///< mm
    masseter_thickness_clench,  ///< mm
    masseter_volume,            ///< ml per side
    bite_force,                 ///< N
    cheek_hollowing,            ///< mm of contour lost since before the first dose; negative: fuller
    skin_slack,                 ///< mm of skin in excess of its support
    observable_count
  };

  static constexpr std::array<std::string_view, state_count> state_names{
      "toxin", "blocked", "sprouts", "disuse", "size", "envelope", "filler", "heat", "collagen"};
  static constexpr std::array<std::string_view, param_count> param_names{
      "k_clear",      "k_block",        "a_half",     "uptake",        "k_recover",     "k_sprout",
      "sprout_share", "k_disuse",       "k_forget",   "floor_deepens", "regrowth_slows", "k_atrophy",
      "k_regrow",     "size_floor",     "thickness",  "clench_gain",   "volume",        "force",
      "force_share",  "force_by_size",  "contour_share", "k_retract",  "retract_share", "projection",
      "k_resorb",     "k_heat",         "k_wane",     "tightening",    "notice_hollow", "notice_slack"};
  static constexpr std::array<std::string_view, port_count> port_names{"toxin_units", "filler_ml", "heat_session"};
  static constexpr std::array<std::string_view, observable_count> observable_names{
      "masseter_thickness_rest", "masseter_thickness_clench", "masseter_volume",
      "bite_force",              "cheek_hollowing",           "skin_slack"};
  static constexpr std::array<double, state_count> scale{30, 1, 1, 1, 1, 1, 1, 1, 1};
  static constexpr double rounding = 0.5;  ///< mm; of the positive part of lost support, so that steps need not find a corner

  template <class Real>
  static constexpr void start(const std::array<Real, param_count>&, std::array<Real, state_count>& x) {
    for (auto& value : x) value = Real(0.0);
    x[size] = Real(1.0);
  }

  /// mm of support that the skin has lost, less what filler gives back.
  template <class Real>
  static constexpr Real lost_support(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x) {
    return p[contour_share] * p[thickness] * (1.0 - x[size]) - p[projection] * x[filler];
  }

  template <class Real>
  static constexpr Real activity(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x) {
    return 1.0 - x[blocked] * (1.0 - p[sprout_share] * x[sprouts]);
  }

  template <class Real>
  static constexpr void rates(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                              std::array<Real, state_count>& dxdt) {
    const Real use = activity(p, x);
    // one division serves the three quotients
    const Real saturation = x[toxin] + p[a_half];
    const Real slowing = 1.0 + p[regrowth_slows] * x[disuse];
    const Real deepening = 1.0 + p[floor_deepens] * x[disuse];
    const Real slow_deep = slowing * deepening;
    const Real inverse = 1.0 / (saturation * slow_deep);
    const Real bound = x[toxin] * slow_deep * inverse;
    const Real floor = p[size_floor] * saturation * slowing * inverse;
    const Real regrowth = p[k_regrow] * saturation * deepening * inverse;
    const Real made = p[k_heat] * x[heat];
    dxdt[toxin] = -p[k_clear] * x[toxin];
    dxdt[blocked] = p[k_block] * bound * (1.0 - x[blocked]) - p[k_recover] * x[blocked];
    dxdt[sprouts] = p[k_sprout] * (x[blocked] - x[sprouts]);
    dxdt[disuse] = p[k_disuse] * (1.0 - use) - p[k_forget] * x[disuse];
    dxdt[size] = regrowth * use * (1.0 - x[size]) - p[k_atrophy] * (1.0 - use) * (x[size] - floor);
    dxdt[envelope] = p[k_retract] * (p[retract_share] * (smooth_positive(lost_support(p, x), rounding) - 0.5 * rounding) - x[envelope]);
    dxdt[filler] = -p[k_resorb] * x[filler];
    dxdt[heat] = -made;
    dxdt[collagen] = made - p[k_wane] * x[collagen];
  }

  template <class Real>
  static constexpr void deliver(int port, const std::array<Real, param_count>& p, const Real& amount,
                                std::array<Real, state_count>& x) {
    switch (port) {
      case toxin_units: x[toxin] = x[toxin] + p[uptake] * amount; break;
      case filler_ml: x[filler] = x[filler] + amount; break;
      case heat_session: x[heat] = x[heat] + amount; break;
      default: break;
    }
  }

  template <class Real>
  static constexpr void observe(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                                std::array<Real, observable_count>& y) {
    const Real use = activity(p, x);
    const Real rest = p[thickness] * x[size];
    const Real support = lost_support(p, x);
    const Real drive = use * (1.0 - p[force_by_size] * (1.0 - x[size]));
    y[masseter_thickness_rest] = rest;
    y[masseter_thickness_clench] = rest * (1.0 + p[clench_gain] * use);
    y[masseter_volume] = p[volume] * x[size];
    y[bite_force] = p[force] * (1.0 - p[force_share] * (1.0 - drive));
    y[cheek_hollowing] = support;
    y[skin_slack] = maximum(support - x[envelope] - p[tightening] * x[collagen], Real(0.0));
  }
};

}  // namespace vultus::model
