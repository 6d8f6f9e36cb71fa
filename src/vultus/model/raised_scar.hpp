// A raised scar: wound, hypertrophic scar or keloid from the injury on, and what acts on it.
#pragma once
#include <array>
#include <string_view>

#include "vultus/base/elementary.hpp"

namespace vultus::model {

/// Time in days; 1 is the level in a scar whose drive just keeps itself up, unless a unit is given.
///
///   s(I) = 2 I/(1 + I): saturating answer to the drive, 1 at I = 1
///   L = loop (1 + g (tension (1 - relief) - 1)) (1 - e W): gain of the drive on itself
///   d = h/(h + S): damping by steroid, S from depot and from what is worn
///   I  inflammatory (TGF-beta) drive     dI/dt = k_drive ((L ((1 - m) Y ((1 - v) + v Q) + m (C3 + C1)) + w Z) d - I)
///   F  fibroblasts, 1 = as in normal skin dF/dt = k_fibro ((1 + 2 s(I))/(1 + X) - F) - kill A F
///   Y  myofibroblasts                     dY/dt = k_myo (F s(I)/3 - Y) - kill A Y
///   C3 immature collagen in excess        dC3/dt = k_make Y d - k_mature C3 - k_break3 (1 + B) C3
///   C1 mature collagen in excess          dC1/dt = k_mature C3 - k_break1 (1 + B) C1
///      B = b V + b_s (1 - d): breakdown by what dissolves, and by steroid; k_make such that C3 + C1 = 1 where Y = 1
///   Q  vessels in excess                  dQ/dt = k_vessel (s(I) - Q)
///   N  pigment in excess                  dN/dt = k_pigment (c (I/2 + Z) (1 - shade/2) - N)
///   Z  fresh wound                        dZ/dt = -k_wound Z
///   A  cytotoxic drug                     dA/dt = -k_cytotoxic A
///   X  arrest of division                 dX/dt = -k_arrest X
///   S  steroid depot                      dS/dt = -k_depot S
///   V  what breaks collagen down          dV/dt = -k_dissolve V
///   R  tension released by toxin          dR/dt = -k_relax R
///   worn hydration W, relief, pressing, steroid, shade: constant between deliveries
///
/// The share m of the loop comes from the scar's own stiff collagen, which outlasts the cells: what is left of it after a treatment drives the
/// next ones, and a cut takes it away. A cut (excision) adds q to Z, as a share of the injury that made the scar.
/// The loop has two stable ends for L above about 1: none and full drive; a keloid stays at the upper one and falls back to it unless
/// treatment takes it below the threshold between them. Below 1 the drive dies away, the more slowly the nearer to 1. The natural
/// course before day 0 is run in start(), from the injury to the scar's age. Numbers and sources: data/tissues/raised_scar.yaml.
struct RaisedScar {
  static constexpr std::string_view name = "raised_scar";
  static constexpr std::string_view version = "0.1";
  static constexpr bool stiff = true;

  enum State {
    drive, fibroblasts, myofibroblasts, collagen3, collagen1, vessels, pigment, raw, drug, arrested, depot, dissolver, relaxed,
    hydration_worn, relief_worn, pressed, steroid_worn, shade_worn, state_count
  };
  enum Param {
    loop,              ///< gain of the drive on itself
    k_drive,           ///< 1/day
    k_fibro,           ///< 1/day
    k_myo,             ///< 1/day
    k_mature,          ///< 1/day
    k_break3,          ///< 1/day
    k_break1,          ///< 1/day
    k_vessel,          ///< 1/day
    k_pigment,         ///< 1/day
    k_wound,           ///< 1/day
    wound_drive,       ///< drive that the injury makes
    cut_share,         ///< ... and a clean cut, closed at once, as a share of that
    vessel_share,      ///< share of the loop that needs vessels
    matrix_share,      ///< share of the loop that comes from the scar's collagen
    tension,           ///< of the place, 1 = a usual one
    tension_gain,      ///< how much of the loop goes with tension
    epidermal_share,   ///< share of the loop that a wet horny layer takes away
    k_cytotoxic,       ///< 1/day
    kill,              ///< 1/day per unit of cytotoxic drug
    stop,              ///< arrest of division per cytotoxic session
    radiation,         ///< arrest of division per course of radiotherapy
    k_arrest,          ///< 1/day
    k_depot,           ///< 1/day
    steroid_half,      ///< depot that halves the drive
    steroid_break,     ///< how much faster collagen goes under full steroid
    worn_steroid,      ///< depot that a potent steroid worn all day amounts to
    k_dissolve,        ///< 1/day
    dissolve,          ///< how much faster collagen goes per session of what breaks it down
    k_relax,           ///< 1/day
    relax_share,       ///< share of tension that one toxin session takes away
    pigment_gain,      ///< how strongly this skin darkens
    height_full,       ///< mm at a bulk of 1
    length,            ///< mm
    width,             ///< mm
    age,               ///< days since the injury, on day 0
    itch_share,        ///< of the itch scale at a drive of 1
    pain_share,        ///< of the pain scale at a drive of 1
    raised_from,       ///< mm from which a scar counts as raised
    param_count
  };
  enum Port {
    cytotoxic, steroid, breakdown, arrest, vessel_closure, removal, excision, wound, hydration, relief, relaxation, topical_steroid,
    pigment_loss, shade, compression, port_count
  };
  enum Observable {
    scar_height,         ///< mm
    scar_volume,         ///< ml
    vss_total,           ///< 0 to 14, sum of the four items
    vss_vascularity,     ///< 0 to 3
    vss_pliability,      ///< 0 to 5
    vss_pigmentation,    ///< 0 to 3
    posas_observer,      ///< 6 to 60
    posas_patient,       ///< 6 to 60
    posas_patient_itch,  ///< 1 to 10
    posas_patient_pain,  ///< 1 to 10
    observable_count
  };

  static constexpr std::array<std::string_view, state_count> state_names{
      "drive", "fibroblasts", "myofibroblasts", "collagen3", "collagen1", "vessels", "pigment", "raw", "drug", "arrested", "depot",
      "dissolver", "relaxed", "hydration_worn", "relief_worn", "pressed", "steroid_worn", "shade_worn"};
  static constexpr std::array<std::string_view, param_count> param_names{
      "loop", "k_drive", "k_fibro", "k_myo", "k_mature", "k_break3", "k_break1", "k_vessel", "k_pigment", "k_wound", "wound_drive",
      "cut_share", "vessel_share", "matrix_share", "tension", "tension_gain", "epidermal_share", "k_cytotoxic", "kill", "stop", "radiation",
      "k_arrest", "k_depot", "steroid_half", "steroid_break", "worn_steroid", "k_dissolve", "dissolve", "k_relax", "relax_share", "pigment_gain", "height_full",
      "length", "width", "age", "itch_share", "pain_share", "raised_from"};
  static constexpr std::array<std::string_view, port_count> port_names{
      "cytotoxic", "steroid", "breakdown", "arrest", "vessel_closure", "removal", "excision", "wound", "hydration", "relief",
      "relaxation", "topical_steroid", "pigment_loss", "shade", "compression"};
  static constexpr std::array<std::string_view, observable_count> observable_names{
      "scar_height", "scar_volume", "vss_total", "vss_vascularity", "vss_pliability", "vss_pigmentation", "posas_observer",
      "posas_patient", "posas_patient_itch", "posas_patient_pain"};
  static constexpr std::array<double, state_count> scale{1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  static constexpr double oedema = 0.15;         ///< share of the bulk that is vessels and fluid, not collagen
  static constexpr int course_steps = 144;       ///< of the course before day 0

  template <class Real>
  static constexpr Real answer(const Real& drive_level) {
    return 2.0 * drive_level / (1.0 + drive_level);
  }

  template <class Real>
  static constexpr Real make_rate(const std::array<Real, param_count>& p) {
    return (p[k_mature] + p[k_break3]) * p[k_break1] / (p[k_break1] + p[k_mature]);
  }

  /// What pressure presses out is back as soon as it ends.
  template <class Real>
  static constexpr Real bulk(const std::array<Real, state_count>& x) {
    return (1.0 - oedema) * (x[collagen3] + x[collagen1]) + oedema * x[vessels] * (1.0 - minimum(x[pressed], Real(1.0)));
  }

  /// What the cells and the collagen of the scar send back to the drive, at a gain of 1.
  template <class Real>
  static constexpr Real echo(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x) {
    const Real cells = x[myofibroblasts] * ((1.0 - p[vessel_share]) + p[vessel_share] * x[vessels]);
    return cells + p[matrix_share] * (x[collagen3] + x[collagen1] - cells);
  }

  /// The untreated course from the injury on, implicit in each state by itself, with steps that grow with time: within two or three
  /// percent of the exact one, which is far less than what is not known of it.
  template <class Real>
  static constexpr void start(const std::array<Real, param_count>& p, std::array<Real, state_count>& x) {
    for (auto& value : x) value = Real(0.0);
    x[fibroblasts] = Real(1.0);
    x[raw] = Real(1.0);
    const Real gain = p[loop] * (1.0 + p[tension_gain] * (p[tension] - 1.0));
    const Real make = make_rate(p);
    for (int i = 0; i < course_steps; ++i) {
      const Real h = p[age] * ((2.0 * i + 1.0) / (course_steps * course_steps));
      const auto towards = [&](Real& value, const Real& rate, const Real& target) {
        const Real step = h * rate;
        value = (value + step * target) / (1.0 + step);
      };
      towards(x[raw], p[k_wound], Real(0.0));
      const Real s = answer(x[drive]);
      const Real loop_drive = gain * echo(p, x);
      towards(x[drive], p[k_drive], loop_drive + p[wound_drive] * x[raw]);
      towards(x[fibroblasts], p[k_fibro], 1.0 + 2.0 * s);
      towards(x[myofibroblasts], p[k_myo], x[fibroblasts] * s * (1.0 / 3.0));
      towards(x[vessels], p[k_vessel], s);
      towards(x[pigment], p[k_pigment], p[pigment_gain] * (0.5 * x[drive] + x[raw]));
      const Real gone3 = p[k_mature] + p[k_break3];
      towards(x[collagen3], gone3, make * x[myofibroblasts] / gone3);
      towards(x[collagen1], p[k_break1], p[k_mature] * x[collagen3] / p[k_break1]);
    }
  }

  template <class Real>
  static constexpr void rates(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                              std::array<Real, state_count>& dxdt) {
    const Real s = answer(x[drive]);
    const Real pull = p[tension] * maximum(1.0 - x[relief_worn], Real(0.0)) * (1.0 - x[relaxed]);  // two devices take away no more than all
    const Real gain = p[loop] * (1.0 + p[tension_gain] * (pull - 1.0)) * (1.0 - p[epidermal_share] * minimum(x[hydration_worn], Real(1.0)));
    const Real damp = p[steroid_half] / (p[steroid_half] + x[depot] + p[worn_steroid] * x[steroid_worn]);
    const Real faster = 1.0 + p[dissolve] * x[dissolver] + p[steroid_break] * (1.0 - damp);
    const Real killed = p[kill] * x[drug];
    const Real loop_drive = gain * echo(p, x);
    const Real matured = p[k_mature] * x[collagen3];
    dxdt[drive] = p[k_drive] * ((loop_drive + p[wound_drive] * x[raw]) * damp - x[drive]);
    dxdt[fibroblasts] = p[k_fibro] * ((1.0 + 2.0 * s) / (1.0 + x[arrested]) - x[fibroblasts]) - killed * x[fibroblasts];
    dxdt[myofibroblasts] = p[k_myo] * (x[fibroblasts] * s * (1.0 / 3.0) - x[myofibroblasts]) - killed * x[myofibroblasts];
    dxdt[collagen3] = make_rate(p) * x[myofibroblasts] * damp - matured - p[k_break3] * faster * x[collagen3];
    dxdt[collagen1] = matured - p[k_break1] * faster * x[collagen1];
    dxdt[vessels] = p[k_vessel] * (s - x[vessels]);
    dxdt[pigment] = p[k_pigment] * (p[pigment_gain] * (0.5 * x[drive] + x[raw]) * (1.0 - 0.5 * x[shade_worn]) - x[pigment]);
    dxdt[raw] = -p[k_wound] * x[raw];
    dxdt[drug] = -p[k_cytotoxic] * x[drug];
    dxdt[arrested] = -p[k_arrest] * x[arrested];
    dxdt[depot] = -p[k_depot] * x[depot];
    dxdt[dissolver] = -p[k_dissolve] * x[dissolver];
    dxdt[relaxed] = -p[k_relax] * x[relaxed];
    for (const int worn : {hydration_worn, relief_worn, pressed, steroid_worn, shade_worn}) dxdt[static_cast<std::size_t>(worn)] = Real(0.0);
  }

  template <class Real>
  static constexpr void deliver(int port, const std::array<Real, param_count>& p, const Real& amount,
                                std::array<Real, state_count>& x) {
    switch (port) {
      case cytotoxic:
        x[drug] = x[drug] + amount;
        x[arrested] = x[arrested] + p[stop] * amount;
        break;
      case steroid: x[depot] = x[depot] + amount; break;
      case breakdown: x[dissolver] = x[dissolver] + amount; break;
      case arrest: x[arrested] = x[arrested] + p[radiation] * amount; break;
      case vessel_closure: x[vessels] = x[vessels] * exp(-amount); break;
      case removal: {
        const Real left = exp(-amount);
        for (const int part : {fibroblasts, myofibroblasts, collagen3, collagen1}) x[static_cast<std::size_t>(part)] = x[static_cast<std::size_t>(part)] * left;
        break;
      }
      case excision: {  // a twentieth stays behind; the edges are normal skin
        const Real left = exp(-3.0 * amount);
        for (const int part : {drive, myofibroblasts, collagen3, collagen1, vessels, pigment}) x[static_cast<std::size_t>(part)] = x[static_cast<std::size_t>(part)] * left;
        x[fibroblasts] = 1.0 + (x[fibroblasts] - 1.0) * left;
        x[raw] = x[raw] + p[cut_share] * amount;
        break;
      }
      case wound: x[raw] = x[raw] + amount; break;
      case hydration: x[hydration_worn] = x[hydration_worn] + amount; break;
      case relief: x[relief_worn] = x[relief_worn] + amount; break;
      case relaxation: x[relaxed] = x[relaxed] + (1.0 - x[relaxed]) * (1.0 - exp(-p[relax_share] * amount)); break;
      case topical_steroid: x[steroid_worn] = x[steroid_worn] + amount; break;
      case pigment_loss: x[pigment] = x[pigment] * exp(-amount); break;
      case shade: x[shade_worn] = x[shade_worn] + amount; break;
      case compression: x[pressed] = x[pressed] + amount; break;
      default: break;
    }
  }

  /// How many of an item's cut points lie below: its expected grade, with the rater's unsharpness as the width.
  template <class Real, std::size_t cuts>
  static constexpr Real graded(const Real& level, const std::array<double, cuts>& cut, double width) {
    Real grade(0.0);
    for (const double at : cut) grade = grade + 1.0 / (1.0 + exp((at - level) * (1.0 / width)));
    return grade;
  }

  template <class Real>
  static constexpr void observe(const std::array<Real, param_count>& p, const std::array<Real, state_count>& x,
                                std::array<Real, observable_count>& y) {
    const Real height = p[height_full] * bulk(x);
    const Real collagen = x[collagen3] + x[collagen1];
    const Real s = answer(x[drive]);
    const Real itch = minimum(p[itch_share] * s, Real(1.0));
    const Real pain = minimum(p[pain_share] * s, Real(1.0));
    y[scar_height] = height;
    y[scar_volume] = (0.5e-3 * 0.785398163397448) * p[length] * p[width] * height;  // half an elliptic plate, ml
    y[vss_vascularity] = graded(x[vessels], std::array{0.2, 0.5, 1.0}, 0.08);
    y[vss_pliability] = graded(collagen, std::array{0.2, 0.4, 0.7, 1.0, 1.6}, 0.08);
    y[vss_pigmentation] = graded(x[pigment], std::array{0.2, 0.4, 0.9}, 0.08);
    y[vss_total] = y[vss_vascularity] + y[vss_pliability] + y[vss_pigmentation] + graded(height, std::array{0.5, 2.0, 5.0}, 0.2);
    const Real colour = (y[vss_vascularity] + y[vss_pigmentation]) * (1.0 / 6.0);
    const Real stiff_share = y[vss_pliability] * (1.0 / 5.0);
    const Real thick = height / (height + 3.0);
    y[posas_observer] = 6.0 + 54.0 * ((y[vss_vascularity] + y[vss_pigmentation]) * (1.0 / 3.0) + stiff_share + 3.0 * thick) * (1.0 / 6.0);
    y[posas_patient] = 6.0 + 54.0 * (itch + pain + colour + stiff_share + 2.0 * thick) * (1.0 / 6.0);
    y[posas_patient_itch] = 1.0 + 9.0 * itch;
    y[posas_patient_pain] = 1.0 + 9.0 * pain;
  }
};

}  // namespace vultus::model
