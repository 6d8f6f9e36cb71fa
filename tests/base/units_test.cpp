#include "vultus/base/units.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/draws.hpp"
#include "vultus/base/unit_names.hpp"

namespace vultus {
namespace {

Quantity read(std::string_view text) {
  const auto quantity = parse_quantity(text);
  EXPECT_TRUE(quantity.has_value()) << text << ": " << (quantity ? "" : quantity.error().found);
  return quantity.value_or(Quantity{NAN, Dimension::score, Basis::none});
}

struct Written {
  const char* text;
  double value;
  Dimension dimension;
  Basis basis = Basis::none;
};

TEST(Units, AreReadAsPeopleWriteThem) {
  const Written cases[] = {
      {"36 U per side", 36, Dimension::toxin, Basis::per_side},
      {"36U/side", 36, Dimension::toxin, Basis::per_side},
      {"36 units per side", 36, Dimension::toxin, Basis::per_side},
      {"36 [U] per side", 36, Dimension::toxin, Basis::per_side},
      {"36 u each side", 36, Dimension::toxin, Basis::per_side},
      {"36 U_per_side", 36, Dimension::toxin, Basis::per_side},
      {"72 U total", 72, Dimension::toxin, Basis::total},
      {"72 U in total", 72, Dimension::toxin, Basis::total},
      {"72 U (both sides)", 72, Dimension::toxin, Basis::total},
      {"50 mg/ml", 50, Dimension::concentration},
      {"50 mg/mL", 50, Dimension::concentration},
      {"50 mg per ml", 50, Dimension::concentration},
      {"0.5 ml", 0.5, Dimension::volume},
      {".5 mL", 0.5, Dimension::volume},
      {"0.5 cc", 0.5, Dimension::volume},
      {"1 ml per side", 1, Dimension::volume, Basis::per_side},
      {"250 mm3", 0.25, Dimension::volume},
      {"12 h/day", 12, Dimension::daily_time},
      {"12 hours per day", 12, Dimension::daily_time},
      {"12 h a day", 12, Dimension::daily_time},
      {"30 min/day", 0.5, Dimension::daily_time},
      {"2 times/day", 2, Dimension::daily_count},
      {"13.2 mm", 13.2, Dimension::length},
      {"1.32 cm", 13.2, Dimension::length},
      {"13.2MM", 13.2, Dimension::length},
      {"13200 um", 13.2, Dimension::length},
      {"9 weeks", 63, Dimension::time},
      {"9 wk", 63, Dimension::time},
      {"3 months", 91.3125, Dimension::time},
      {"3 mo", 91.3125, Dimension::time},
      {"2 years", 730.5, Dimension::time},
      {"2 a", 730.5, Dimension::time},
      {"12 h", 0.5, Dimension::time},
      {"1 year 3 months", 456.5625, Dimension::time},
      {"2 weeks and 3 days", 17, Dimension::time},
      {"520 N", 520, Dimension::force},
      {"10 %", 0.1, Dimension::fraction},
      {"10%", 0.1, Dimension::fraction},
      {"15 Gy", 15, Dimension::radiation},
      {"1500 cGy", 15, Dimension::radiation},
      {"24 mmHg", 24, Dimension::pressure},
      {"7 J/cm2", 7, Dimension::fluence},
      {"7 J/cm^2", 7, Dimension::fluence},
      {"7 J/cm²", 7, Dimension::fluence},
      {"2 g per day", 2, Dimension::daily_mass},
      {"8", 8, Dimension::score},
      {"8 points", 8, Dimension::score},
      {"-0.4 mm", -0.4, Dimension::length},
      {"1e-1 mm", 0.1, Dimension::length},
  };
  for (const auto& c : cases) EXPECT_EQ(read(c.text), (Quantity{c.value, c.dimension, c.basis})) << c.text;
}

TEST(Units, AreReadInChineseAndFullWidth) {
  const Written cases[] = {
      {"１３．２ｍｍ", 13.2, Dimension::length},
      {"13.2毫米", 13.2, Dimension::length},
      {"1.32 厘米", 13.2, Dimension::length},
      {"13.2㎜", 13.2, Dimension::length},
      {"9周", 63, Dimension::time},
      {"9 个星期", NAN, Dimension::time},
      {"3个月", 91.3125, Dimension::time},
      {"42天", 42, Dimension::time},
      {"36 单位/侧", 36, Dimension::toxin, Basis::per_side},
      {"每侧36单位", 36, Dimension::toxin, Basis::per_side},
      {"双侧共72单位", 72, Dimension::toxin, Basis::total},
      {"１２小时/天", 12, Dimension::daily_time},
      {"每侧1毫升", 1, Dimension::volume, Basis::per_side},
      {"５０毫克/毫升", 50, Dimension::concentration},
      {"１０％", 0.1, Dimension::fraction},
      {"520牛", 520, Dimension::force},
  };
  for (const auto& c : cases) {
    if (std::isnan(c.value))
      EXPECT_FALSE(parse_quantity(c.text).has_value()) << c.text;
    else
      EXPECT_EQ(read(c.text), (Quantity{c.value, c.dimension, c.basis})) << c.text;
  }
}

TEST(Units, RefuseWhatTheyCannotReadExactly) {
  const char* cases[] = {"",
                         "mm",
                         "9.1.2 mm",
                         "9,1 mm",
                         "1,200 N",
                         "10-12 mm",
                         "10 to 12 mm",
                         "10至12毫米",
                         "~10 mm",
                         "about 9",
                         "> 9 mm",
                         "1/2 ml",
                         "9 mmm",
                         "9 parsec",
                         "9 mm 3",
                         "9 mm 3 ml",
                         "nan mm",
                         ".inf mm",
                         "0x10 mm",
                         "1e999 mm",
                         "9 mm per",
                         "2026-01-01",
                         "36 U per side total",
                         "9 m m",
                         "--9 mm",
                         "9 MJ",
                         "9 mPa"};
  for (const auto* text : cases) {
    const auto quantity = parse_quantity(text);
    ASSERT_FALSE(quantity.has_value()) << text;
    EXPECT_FALSE(quantity.error().found.empty()) << text;
    EXPECT_FALSE(quantity.error().allowed.empty()) << text;
  }
  EXPECT_FALSE(parse_quantity(std::string(1000, '9') + " mm").has_value());
}

TEST(Units, ConvertWithOneRounding) {
  // n/100 cm must be the double nearest to n/10 mm, as if the person had written millimetres.
  for (int n = 1; n < 5000; ++n) {
    const std::string cm = std::to_string(n / 100) + "." + (n % 100 < 10 ? "0" : "") + std::to_string(n % 100) + " cm";
    const std::string mm = std::to_string(n / 10) + "." + std::to_string(n % 10) + " mm";
    EXPECT_EQ(read(cm).value, read(mm).value) << cm << " and " << mm;
  }
}

TEST(Units, SurviveWritingAndReading) {
  // Random values over 12 decades in every dimension and basis: what to_text writes, parse_quantity reads back to the bit.
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const auto draw = [&](std::uint64_t index) { return uniform({11, i, Purpose::test, index}); };
    Quantity quantity;
    quantity.dimension = static_cast<Dimension>(static_cast<int>(draw(0) * dimension_count));
    quantity.basis = static_cast<Basis>(static_cast<int>(draw(1) * 3));
    if (quantity.dimension == Dimension::score) quantity.basis = Basis::none;
    quantity.value = (draw(2) < 0.2 ? -1.0 : 1.0) * std::pow(10.0, 12.0 * draw(3) - 6.0);
    const auto text = to_text(quantity);
    const auto again = parse_quantity(text);
    ASSERT_TRUE(again.has_value()) << "key " << i << ": " << text << ": " << again.error().found;
    EXPECT_EQ(*again, quantity) << "key " << i << ": " << text;
  }
}

TEST(Units, HaveNamesThatAreFoundAndNotShared) {
  for (const auto& unit : unit_names::all) {
    for (std::string_view rest = unit.names; !rest.empty();) {
      const auto end = std::min(rest.find(' '), rest.size());
      const auto name = rest.substr(0, end);
      rest.remove_prefix(std::min(rest.size(), end + 1));
      const auto found = find_unit(name);
      ASSERT_TRUE(found.has_value()) << name;
      EXPECT_EQ(found->dimension, unit.dimension) << name;
      EXPECT_EQ(found->numerator, unit.numerator) << name;
      EXPECT_EQ(found->exponent, unit.exponent) << name;
    }
  }
}

TEST(Units, HaveACanonicalUnitOfFactorOne) {
  for (int i = 1; i < dimension_count; ++i) {
    const auto dimension = static_cast<Dimension>(i);
    const auto unit = find_unit(canonical_unit(dimension));
    ASSERT_TRUE(unit.has_value()) << canonical_unit(dimension);
    EXPECT_EQ(unit->dimension, dimension);
    const double expected = dimension == Dimension::fraction ? 0.01 : 1.0;
    EXPECT_EQ(unit->factor(), expected) << canonical_unit(dimension);
  }
}

TEST(Units, OfTheEvidenceTablesAreKnown) {
  for (const char* name : {"mm",          "cm",          "um",        "mm2",        "mm3",
                           "ml",          "ml_per_side", "ml_total",  "N",          "pct",
                           "prop",        "score",       "count",     "ratio",      "au",
                           "smd",         "days",        "weeks",     "months",     "years",
                           "min",         "ms",          "s",         "mmHg",       "kPa",
                           "MPa",         "Gy",          "mg_per_ml", "mg_per_cm2", "ng_ml",
                           "U_per_side",  "U_total",     "U_per_cm2", "U_per_ml",   "h_per_day",
                           "h_per_night", "g_per_day",   "g_m2_h",    "J",          "mJ",
                           "J_per_cm2",   "uV",          "m_per_s",   "per_hour",   "application_per_day"})
    EXPECT_TRUE(find_unit(name).has_value()) << name;
}

TEST(Numbers, AreBareAndDecimal) {
  EXPECT_EQ(parse_number("42").value_or(NAN), 42.0);
  EXPECT_EQ(parse_number(" ４２．５ ").value_or(NAN), 42.5);
  EXPECT_EQ(parse_number("-1e3").value_or(NAN), -1000.0);
  for (const char* text : {"", "42 mm", "4,2", "1/2", "nan", "inf", "0x1f", "1e400", "4 2"})
    EXPECT_FALSE(parse_number(text).has_value()) << text;
}

}  // namespace
}  // namespace vultus
