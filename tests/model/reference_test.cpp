// The reference problems against figures worked out by hand from the problem sheet.
#include "vultus/model/reference_masseter.hpp"
#include "vultus/model/reference_scar.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vultus::test {
namespace {

TEST(ReferenceMasseter, RatesAreThoseOfTheSheet) {
  using M = model::ReferenceMasseter;
  const std::array<double, M::state_count> x{0.5, 0.4, 0.3, 0.9, 0.05, 0.01};
  std::array<double, M::state_count> dxdt{};
  M::rates(M::typical, x, dxdt);

  EXPECT_NEAR(dxdt[M::toxin], -0.5, 1e-15);
  EXPECT_NEAR(dxdt[M::blocked], 3 * 0.5 * 0.6 / 0.8 - 0.12 * 0.3 * 0.4, 1e-14);
  EXPECT_NEAR(dxdt[M::sprouts], 0.1 * 0.1, 1e-15);
  EXPECT_NEAR(dxdt[M::muscle], 0.15 * 0.6 * (1 - 0.9 / 1.1) * 0.9 - 0.08 * 0.4 * 0.9, 1e-14);
  EXPECT_NEAR(dxdt[M::hollow], 0.1 * (0.1 - 0.05), 1e-15);
  EXPECT_NEAR(dxdt[M::laxity], 0.05 * (0.02 * std::log(1 + std::exp(50 * 0.0)) - 0.01), 1e-14);
}

TEST(ReferenceScar, RatesAreThoseOfTheSheet) {
  using M = model::ReferenceScar;
  const std::array<double, M::state_count> x{0.7, 0.2, 0.6, 1.0, 0.5, 0.8, 1.5, 1.0, 0.5, 0.6};
  std::array<double, M::state_count> dxdt{};
  M::rates(M::typical, x, dxdt);

  const double I = 0.3 / 0.5, E = 1 - I, h = 0.36 / (0.64 + 0.36), g = 0.6 / 1.4, a = 0.6 / 1.6;
  EXPECT_NEAR(dxdt[M::depot], -0.08 * 0.7, 1e-14);
  EXPECT_NEAR(dxdt[M::drug], 0.08 * 0.7 / 8e-5 - 1000 * 0.2, 1e-9);
  EXPECT_NEAR(dxdt[M::signal], (20 + 40 * 0.5 * a) * I - 50 * 0.6, 1e-12);
  EXPECT_NEAR(dxdt[M::fibro], 0.3 * (1 - 1.5 / 2) * (0.5 + h) * I - 0.2 * h + 0.05 * 0.5 - 0.05, 1e-13);
  EXPECT_NEAR(dxdt[M::myo], 0.2 * h - 0.05 * 0.5 - 0.05 * (1 + 3 * E) * 0.5, 1e-14);
  EXPECT_NEAR(dxdt[M::collagen3], 0.3 * 2.5 * h * I - 0.03 * 0.8 - 0.1 * 0.6 * 0.8, 1e-14);
  EXPECT_NEAR(dxdt[M::collagen1], 0.1 * 2.5 * h * I + 0.03 * 0.8 - 0.02 * 0.6 * 1.5, 1e-14);
  EXPECT_NEAR(dxdt[M::vessels], 0.2 * g * 1.0 - 0.1 * (1 + E), 1e-14);
  EXPECT_NEAR(dxdt[M::pigment], 0.05 * 0.6 * 2 - 0.03 * (1 + E) * 0.5, 1e-14);
  EXPECT_NEAR(dxdt[M::proteases], 10 * 1.5 * (1 + E) / 1.6 - 10 * 0.6, 1e-12);
}

}  // namespace
}  // namespace vultus::test
