// Quantities as people write them ("36 U per side", "1.32 cm", "12 h/day", "9 周"), read exactly into canonical units.
//
// A month is 365.25/12 = 30.4375 days and a year 365.25 days. Decimal factors lose nothing: 1.32 cm is the double nearest
// to 13.2, not 1.32 * 10.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace vultus {

/// What kind of thing a quantity is. The comment is its canonical unit.
enum class Dimension {
  score,                ///< 1: points of a scale, counts, ratios; no unit needs to be written
  time,                 ///< day
  length,               ///< mm
  area,                 ///< mm2
  volume,               ///< ml
  mass,                 ///< mg
  force,                ///< N
  toxin,                ///< U
  activity,             ///< IU
  fraction,             ///< 1, written in %
  concentration,        ///< mg/ml
  toxin_concentration,  ///< U/ml
  daily_time,           ///< h/day
  daily_count,          ///< times/day
  daily_mass,           ///< g/day
  radiation,            ///< Gy
  pressure,             ///< mmHg
  energy,               ///< J
  fluence,              ///< J/cm2
  surface_mass,         ///< mg/cm2
  surface_toxin,        ///< U/cm2
  voltage,              ///< uV
  speed,                ///< m/s
  water_loss,           ///< g/m2/h
  hourly_count,         ///< 1/h
};
inline constexpr int dimension_count = 25;

/// Whether an amount is meant for each side of the face or for both together.
enum class Basis { none, per_side, total };

struct Quantity {
  double value = 0.0;  ///< in the canonical unit
  Dimension dimension = Dimension::score;
  Basis basis = Basis::none;
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// A unit: one of it is numerator * 10^exponent / denominator canonical ones.
struct Unit {
  Dimension dimension = Dimension::score;
  Basis basis = Basis::none;
  long long numerator = 1;
  int exponent = 0;
  long long denominator = 1;

  /// How many canonical units one of this unit is.
  [[nodiscard]] double factor() const;
  friend bool operator==(const Unit&, const Unit&) = default;
};

struct QuantityProblem {
  std::string found, allowed;
};

/// The canonical unit's name: "mm", "U", "h/day"; "%" for fractions, empty for scores.
std::string_view canonical_unit(Dimension dimension);
/// Units in which a quantity of this kind may be written: "mm, cm or um".
std::string units_for(Dimension dimension, Basis basis = Basis::none);

/// A unit by any of its names: "mm", "毫米", "[U]", "U per side", "h_per_day"; nothing when there is no such unit.
std::optional<Unit> find_unit(std::string_view name);

/// A number and its unit. A bare number is a quantity of kind score: whoever wants another kind refuses it.
/// Lengths of time may be compound ("1 year 3 months").
tl::expected<Quantity, QuantityProblem> parse_quantity(std::string_view text);

/// A number without unit, in decimal notation; full-width digits are read, ranges, fractions and nan are not.
tl::expected<double, QuantityProblem> parse_number(std::string_view text);

/// "13.2 mm", "36 U per side", "10 %": the shortest text that parse_quantity reads back to the same quantity.
std::string to_text(const Quantity& quantity);

}  // namespace vultus
