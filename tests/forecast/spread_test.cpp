#include "vultus/forecast/spread.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "vultus/base/draws.hpp"

namespace vultus::test {
namespace {

std::vector<double> normals(std::size_t n, std::uint64_t stream) {
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = normal({7, stream, Purpose::test, i});
  return values;
}

const std::vector<double> levels{0.05, 0.25, 0.5, 0.75, 0.95};

TEST(Quantiles, EqualThoseOfASortedColumn) {
  for (const std::size_t n : {1U, 2U, 3U, 7U, 100U, 1001U, 10'000U}) {
    auto values = normals(n, n);
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const auto got = quantiles(values, levels);
    for (std::size_t k = 0; k < levels.size(); ++k) {
      const double at = levels[k] * static_cast<double>(n - 1);
      const auto below = static_cast<std::size_t>(at);
      const double next = sorted[std::min(below + 1, n - 1)];
      EXPECT_DOUBLE_EQ(got[k], sorted[below] + (at - static_cast<double>(below)) * (next - sorted[below])) << n << " " << levels[k];
    }
  }
}

TEST(Quantiles, SurviveTiesAndConstants) {
  std::vector<double> same(1000, 3.5), two(1000, 0.0);
  std::fill(two.begin() + 500, two.end(), 1.0);

  for (const double q : quantiles(same, levels)) EXPECT_EQ(q, 3.5);
  const auto got = quantiles(two, levels);
  EXPECT_EQ(got.front(), 0.0);
  EXPECT_EQ(got.back(), 1.0);
}

TEST(Quantiles, OfNothingAreNotANumber) {
  std::vector<double> none;
  EXPECT_TRUE(std::isnan(quantiles(none, levels)[0]));
}

TEST(Sketch, AgreesWithTheWholeColumnWithinABin) {
  auto values = normals(200'000, 3);
  Sketch sketch(std::span<const double>(values).first(8192));
  for (std::size_t i = 0; i < values.size(); i += 8192) sketch.add(std::span<const double>(values).subspan(i, std::min<std::size_t>(8192, values.size() - i)));
  const auto rough = sketch.quantiles(levels);
  const auto exact = quantiles(values, levels);

  for (std::size_t k = 0; k < levels.size(); ++k) EXPECT_NEAR(rough[k], exact[k], 0.004);  // a bin is twice the range of 8,192 normals / 8192
}

TEST(Sketch, DoesNotDependOnTheOrder) {
  auto values = normals(20'000, 4);
  Sketch forward(std::span<const double>(values).first(1000)), backward(std::span<const double>(values).first(1000));
  forward.add(values);
  std::reverse(values.begin(), values.end());
  backward.add(values);

  EXPECT_EQ(forward.quantiles(levels), backward.quantiles(levels));
}

GroupSums sums_of(std::size_t groups, std::size_t members, double between, std::uint64_t stream) {
  GroupSums sums(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    const double mean = 10.0 + between * normal({11, stream, Purpose::test, g});
    for (std::size_t m = 0; m < members; ++m) sums.add(static_cast<std::uint32_t>(g), mean + normal({12, stream * 1000 + g, Purpose::test, m}), 1.0);
  }
  return sums;
}

TEST(MeanInterval, FindsTheSpreadBetweenGroupsThroughTheNoiseOfFewMembers) {
  const auto interval = mean_interval(sums_of(400, 10, 0.5, 1));  // noise of a group's mean: 0.32

  EXPECT_NEAR(interval.q95 - interval.q05, 2 * 1.645 * 0.5, 0.2);  // 0.2: sampling error of a 90 % range over 400 groups
}

TEST(MeanInterval, OfGroupsThatDoNotDifferIsNarrow) {
  const auto interval = mean_interval(sums_of(400, 10, 0.0, 2));

  EXPECT_LT(interval.q95 - interval.q05, 0.35);  // raw group means would span 1.04
}

TEST(MeanInterval, CountsCopiesOfOnePersonOnce) {
  GroupSums once(200), copied(200);
  for (std::size_t g = 0; g < 200; ++g)
    for (std::size_t m = 0; m < 5; ++m) {
      const double value = normal({13, g, Purpose::test, m});
      once.add(static_cast<std::uint32_t>(g), value, 1.0);
      copied.add(static_cast<std::uint32_t>(g), value, 3.0);
    }

  EXPECT_NEAR(mean_interval(once).q95, mean_interval(copied).q95, 1e-9);
}

TEST(WeightedQuantile, OfEqualWeightsIsTheMidpointRule) {
  EXPECT_DOUBLE_EQ(weighted_quantile({3, 1, 2}, {1, 1, 1}, 0.5), 2.0);
  EXPECT_DOUBLE_EQ(weighted_quantile({1, 2}, {1, 1}, 0.5), 1.5);
}

TEST(WeightedQuantile, GivesInfinityOnlyWhereItStands) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(weighted_quantile({1, 2, inf}, {1, 1, 1}, 0.95), inf);
  EXPECT_LT(weighted_quantile({1, 2, inf}, {1, 1, 1}, 0.4), 3.0);
}

}  // namespace
}  // namespace vultus::test
