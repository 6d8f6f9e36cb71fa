// exp and log against long double: how many units in the last place they are off, at most.
#include "vultus/base/elementary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "vultus/base/draws.hpp"

namespace vultus {
namespace {

double units_off(double got, long double truth) {
  const double nearest = static_cast<double>(truth);
  const double unit = std::nextafter(std::fabs(nearest), INFINITY) - std::fabs(nearest);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - truth) / static_cast<long double>(unit));
}

TEST(Elementary, ExpIsWithinTwoUnits) {
  double worst = 0.0;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const double x = -700.0 + 1400.0 * uniform({1, i, Purpose::test, 0});
    const double small = -2.0 + 4.0 * uniform({1, i, Purpose::test, 1});
    worst = std::max({worst, units_off(exp(x), expl(static_cast<long double>(x))),
                      units_off(exp(small), expl(static_cast<long double>(small)))});
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LT(worst, 2.0);
}

TEST(Elementary, LogIsWithinTwoUnits) {
  double worst = 0.0;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const double x = std::exp(-700.0 + 1400.0 * uniform({2, i, Purpose::test, 0}));
    const double near_one = 0.5 + 1.5 * uniform({2, i, Purpose::test, 1});
    worst = std::max({worst, units_off(log(x), logl(static_cast<long double>(x))),
                      units_off(log(near_one), logl(static_cast<long double>(near_one)))});
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LT(worst, 2.0);
}

TEST(Elementary, ExactWhereItMustBe) {
  EXPECT_EQ(exp(0.0), 1.0);
  EXPECT_EQ(log(1.0), 0.0);
}

TEST(Elementary, HoldsTheEnds) {
  EXPECT_EQ(exp(1e6), exp(709.0));
  EXPECT_EQ(exp(-1e6), exp(-708.0));
  EXPECT_LT(log(0.0), -700.0);
  EXPECT_LT(log(-3.0), -700.0);
}

TEST(Elementary, NothingHidesANaN) {
  for (const char* payload : {"", "1", "4095"}) {
    EXPECT_TRUE(std::isnan(exp(std::nan(payload)))) << payload;
    EXPECT_TRUE(std::isnan(log(std::nan(payload)))) << payload;
  }
}

}  // namespace
}  // namespace vultus
