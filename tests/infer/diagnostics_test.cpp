#include "vultus/infer/diagnostics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "vultus/base/draws.hpp"

namespace vultus::tests {
namespace {

/// Chains of x_t = rho x_{t-1} + sqrt(1 - rho^2) e_t from their stationary law, [chains x draws].
std::vector<double> autoregressive(double rho, std::size_t chains, std::size_t draws) {
  std::vector<double> values;
  for (std::size_t k = 0; k < chains; ++k) {
    double x = normal({3, k, Purpose::test, 0});
    for (std::size_t t = 1; t <= draws; ++t) {
      values.push_back(x);
      x = rho * x + std::sqrt(1.0 - rho * rho) * normal({3, k, Purpose::test, t});
    }
  }
  return values;
}

TEST(Diagnostics, EffectiveDrawsOfAnAutoregressiveChainAreTheTheoreticalOnes) {
  // n (1 - rho) / (1 + rho). 10 %: the estimate's own spread at 40,000 draws is about 4 %.
  for (const double rho : {-0.3, 0.0, 0.5, 0.9}) {
    const auto values = autoregressive(rho, 4, 10'000);
    const double expected = 40'000.0 * (1.0 - rho) / (1.0 + rho);

    EXPECT_NEAR(ess({values, 4}) / expected, 1.0, 0.1) << rho;
    EXPECT_NEAR(bulk_ess({values, 4}) / expected, 1.0, 0.1) << rho;
    EXPECT_NEAR(mcse_mean({values, 4}) / std::sqrt(1.0 / expected), 1.0, 0.1) << rho;
  }
}

TEST(Diagnostics, ErrorOfTheSdOfIndependentNormalDrawsIsTheTheoreticalOne) {
  const auto values = autoregressive(0.0, 4, 10'000);

  EXPECT_NEAR(mcse_sd({values, 4}) * std::sqrt(2.0 * 40'000.0), 1.0, 0.1);  // sd / sqrt(2 n)
}

TEST(Diagnostics, TailsOfIndependentDrawsAreAsManyAsTheDraws) {
  const auto values = autoregressive(0.0, 4, 10'000);

  EXPECT_NEAR(tail_ess({values, 4}) / 40'000.0, 1.0, 0.1);
}

TEST(Diagnostics, AgreeingChainsHaveAnRHatOfOne) {
  const auto values = autoregressive(0.3, 4, 2'000);

  EXPECT_NEAR(r_hat({values, 4}), 1.0, 0.005);
}

TEST(Diagnostics, RHatFlagsAChainElsewhere) {
  auto values = autoregressive(0.3, 4, 1'000);
  for (std::size_t i = 0; i < 1'000; ++i) values[i] += 0.5;

  EXPECT_GT(r_hat({values, 4}), 1.01);
}

TEST(Diagnostics, RHatFlagsAChainOfAnotherSpread) {
  auto values = autoregressive(0.3, 4, 1'000);
  for (std::size_t i = 0; i < 1'000; ++i) values[i] *= 2.0;

  EXPECT_GT(r_hat({values, 4}), 1.01);
}

TEST(Diagnostics, RHatFlagsADrift) {
  auto values = autoregressive(0.3, 4, 1'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += static_cast<double>(i % 1'000) / 1'000.0;

  EXPECT_GT(r_hat({values, 4}), 1.01);
}

TEST(Diagnostics, RHatDoesNotChangeUnderAMonotoneTransformation) {
  auto values = autoregressive(0.3, 4, 1'001);
  const double bulk = bulk_ess({values, 4});
  for (double& v : values) v = std::exp(3.0 * v);

  EXPECT_EQ(bulk_ess({values, 4}), bulk);
}

TEST(Diagnostics, DrawsThatDoNotMoveHaveNoNumbersAndAreNotGood) {
  Draws draws;
  draws.chains = 2;
  draws.draws = 100;
  draws.dimensions = 1;
  draws.values.assign(200, 1.0);
  draws.energy.assign(200, 1.0);
  draws.depth.assign(200, 1);
  draws.divergent.assign(200, 0);
  draws.divergent[7] = 1;
  const auto diagnosis = diagnose(draws, {"stuck"});

  EXPECT_TRUE(std::isnan(diagnosis.parameters[0].r_hat));
  EXPECT_FALSE(diagnosis.good());
  EXPECT_EQ(diagnosis.reasons().size(), 6U);  // R-hat, both ESS, the divergence, both chains' energy
  for (const auto& reason : diagnosis.reasons()) EXPECT_FALSE(reason.en.empty() || reason.zh.empty());
}

TEST(Diagnostics, EnergyOfIndependentDrawsIsRenewedAndThatOfARandomWalkIsNot) {
  const auto fresh = autoregressive(0.0, 1, 4'000), slow = autoregressive(0.95, 1, 4'000);

  EXPECT_NEAR(e_bfmi(fresh), 2.0, 0.15);  // 2 (1 - rho)
  EXPECT_LT(e_bfmi(slow), 0.3);
}

}  // namespace
}  // namespace vultus::tests
