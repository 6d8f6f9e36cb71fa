#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "densities.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/infer/diagnostics.hpp"

namespace vultus::tests {
namespace {

struct Reference {
  std::string name;
  double draws = 0.0, mean = 0.0, sd = 0.0;
};

std::vector<Reference> references_of(const std::string& posterior) {
  std::ifstream file(std::string(VULTUS_SOURCE_DIR) + "/tests/reference/posteriors.csv");
  std::vector<Reference> list;
  for (std::string line; std::getline(file, line);) {
    std::stringstream cells(line);
    std::vector<std::string> cell;
    for (std::string c; std::getline(cells, c, ',');) cell.push_back(c);
    if (cell.front() == posterior) list.push_back({cell[1], std::stod(cell[2]), std::stod(cell[3]), std::stod(cell[4])});
  }
  return list;
}

/// Means within 4 standard errors of both together, sds within 5 %.
void agrees(const ParameterDiagnosis& p, const Reference& reference) {
  const double error = sqrt(p.mcse_mean * p.mcse_mean + reference.sd * reference.sd / reference.draws);
  EXPECT_NEAR(p.mean, reference.mean, 4.0 * error) << p.name;
  EXPECT_NEAR(p.sd / reference.sd, 1.0, 0.05) << p.name;
}

/// Central differences of fourth order: their error, with steps of 1e-3 and derivatives of order one, is below 1e-10.
void gradient_is_right(const LogDensity& density, const std::vector<double>& at) {
  std::vector<double> gradient(at.size()), unused(at.size());
  density(at, gradient);
  double largest = 1.0;
  for (const double g : gradient) largest = maximum(largest, std::abs(g));
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto moved = [&](double by) {
      auto q = at;
      q[i] += by;
      return density(q, unused);
    };
    constexpr double h = 2e-4;
    const double slope = (8.0 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12.0 * h);
    EXPECT_NEAR(gradient[i], slope, 1e-7 * largest) << i;
  }
}

const std::vector<double> near_lynx = {-0.6, -3.6, -0.22, -3.7, 3.5, 1.8, -1.4, -1.4};

Draws drawn(const MakeLogDensity& make, const std::vector<std::vector<double>>& starts, std::size_t draws, double target) {
  NutsSettings settings;
  settings.seed = 20;
  settings.draws = draws;
  settings.target_accept = target;
  return nuts(make, starts, settings).value();
}

TEST(ReferencePosteriors, GradientOfEightSchoolsIsThatOfItsDensity) {
  gradient_is_right(eight_schools(), {0.3, -0.2, 0.1, 0.5, -1.1, 0.7, 0.9, -0.4, 4.0, 1.1});
}

TEST(ReferencePosteriors, GradientOfLynxAndHareIsThatOfItsDensity) {
  for (const auto& at : starts_about(near_lynx, 0.1, 3)) gradient_is_right(lynx_and_hare(), at);
}

TEST(ReferencePosteriors, LynxAndHareAreIntegratedFinelyEnough) {
  std::vector<double> unused(8);
  for (const auto& at : starts_about(near_lynx, 0.1, 3))
    EXPECT_NEAR(lynx_and_hare()(at, unused), lynx_and_hare(64)(at, unused), 0.01);
}

TEST(ReferencePosteriors, EightSchools) {
  const auto draws = drawn(eight_schools, starts_about(std::vector<double>(10, 0.0), 2.0, 4), 4000, 0.95);
  const auto references = references_of("eight_schools-eight_schools_noncentered");
  ASSERT_EQ(references.size(), 10U);

  for (std::size_t i = 0; i < 10; ++i) {
    auto values = draws.of(i);
    const auto mu = draws.of(8), log_tau = draws.of(9);
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (i < 8) values[k] = mu[k] + exp(log_tau[k]) * values[k];
      if (i == 9) values[k] = exp(values[k]);
    }
    agrees(diagnose({values, draws.chains}, references[i].name), references[i]);
  }
  const auto diagnosis = diagnose(draws, {"e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "mu", "log tau"});
  EXPECT_TRUE(diagnosis.good()) << diagnosis.reasons().front().en;
}

TEST(ReferencePosteriors, LynxAndHare) {
  const auto draws = drawn([] { return lynx_and_hare(); }, starts_about(near_lynx, 0.2, 4), 1500, 0.8);
  const auto references = references_of("hudson_lynx_hare-lotka_volterra");
  ASSERT_EQ(references.size(), 8U);

  for (std::size_t i = 0; i < 8; ++i) {
    auto values = draws.of(i);
    for (double& v : values) v = exp(v);
    agrees(diagnose({values, draws.chains}, references[i].name), references[i]);
  }
  const auto diagnosis = diagnose(draws, {"alpha", "beta", "gamma", "delta", "hares", "lynxes", "sigma 1", "sigma 2"});
  EXPECT_TRUE(diagnosis.good()) << diagnosis.reasons().front().en;
}

}  // namespace
}  // namespace vultus::tests
