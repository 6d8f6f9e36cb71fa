#include "vultus/forecast/harms.hpp"

#include <gtest/gtest.h>

namespace vultus::test {
namespace {

TEST(BetaQuantile, KnowsClosedForms) {
  EXPECT_NEAR(beta_quantile(1, 1, 0.3), 0.3, 1e-9);
  EXPECT_NEAR(beta_quantile(2, 1, 0.25), 0.5, 1e-9);            // F(x) = x^2
  EXPECT_NEAR(beta_quantile(1, 3, 0.875), 0.5, 1e-9);           // F(x) = 1 - (1-x)^3
  EXPECT_NEAR(beta_quantile(0.5, 0.5, 1.0 / 3.0), 0.25, 1e-9);  // F(x) = 2/pi asin(sqrt x)
}

TEST(RateOf, HoldsTheObservedShareAndNarrowsWithPeople) {
  const Rate few = rate_of({{"a", 3, 10}}), many = rate_of({{"a", 300, 1000}});

  EXPECT_LT(few.q05, 0.3);
  EXPECT_GT(few.q95, 0.3);
  EXPECT_LT(many.q95 - many.q05, (few.q95 - few.q05) / 5);
}

TEST(RateOf, OfNoneInManyIsSmallButNotZero) {
  const Rate rate = rate_of({{"a", 0, 98}});

  EXPECT_GT(rate.q95, 0.005);
  EXPECT_LT(rate.q95, 0.03);
  EXPECT_LT(rate.median, 0.01);
}

TEST(RateOf, WidensWhereStudiesDisagree) {
  const Rate agree = rate_of({{"a", 30, 100}, {"b", 30, 100}}), disagree = rate_of({{"a", 5, 100}, {"b", 55, 100}});

  EXPECT_GT(disagree.q95 - disagree.q05, 2.0 * (agree.q95 - agree.q05));
}

TEST(RateOf, WithoutCountsSaysNothing) { EXPECT_EQ(rate_of({}).people, 0.0); }

}  // namespace
}  // namespace vultus::test
