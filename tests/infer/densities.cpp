#include "densities.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/solve/jet.hpp"

namespace vultus::tests {
namespace {

nlohmann::json data_of(const std::string& name) {
  return nlohmann::json::parse(std::ifstream(std::string(VULTUS_SOURCE_DIR) + "/tests/reference/" + name + ".json"));
}

double square(double x) { return x * x; }

using Jet6 = solve::Jet<double, 6>;
using Populations = std::array<Jet6, 2>;

/// The classical fourth order Runge-Kutta step of the two populations; directions of the jets: four rates, two starts.
Populations step_of(const std::array<Jet6, 4>& rate, const Populations& z, double h) {
  const auto slope = [&](const Populations& at) {
    return Populations{(rate[0] - rate[1] * at[1]) * at[0], (rate[3] * at[0] - rate[2]) * at[1]};
  };
  const auto moved = [&](const Populations& by, double t) { return Populations{z[0] + t * by[0], z[1] + t * by[1]}; };
  const auto a = slope(z), b = slope(moved(a, 0.5 * h)), c = slope(moved(b, 0.5 * h)), d = slope(moved(c, h));
  Populations next;
  for (std::size_t k = 0; k < 2; ++k) next[k] = z[k] + (h / 6.0) * (a[k] + 2.0 * (b[k] + c[k]) + d[k]);
  return next;
}

struct LynxAndHare {
  std::vector<std::array<double, 2>> log_y;  // at years 0, 1, ...
  int steps = 16;

  double operator()(std::span<const double> q, std::span<double> gradient) const {
    std::array<double, 8> x{};
    for (std::size_t i = 0; i < 8; ++i) x[i] = exp(q[i]);
    double sum = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {  // normal about 1 or 0.05, and the Jacobian of the logarithm
      const double mean = i % 2 == 0 ? 1.0 : 0.05, sd = i % 2 == 0 ? 0.5 : 0.05;
      sum += -0.5 * square((x[i] - mean) / sd) + q[i];
      gradient[i] = -(x[i] - mean) / square(sd) * x[i] + 1.0;
    }
    for (std::size_t i = 4; i < 8; ++i) {  // log-normal: normal on this scale
      const double mean = i < 6 ? log(10.0) : -1.0;
      sum += -0.5 * square(q[i] - mean);
      gradient[i] = mean - q[i];
    }
    return sum + likelihood(x, gradient);
  }

  double likelihood(const std::array<double, 8>& x, std::span<double> gradient) const {
    std::array<Jet6, 4> rate;
    for (int i = 0; i < 4; ++i) rate[static_cast<std::size_t>(i)] = Jet6::variable(x[static_cast<std::size_t>(i)], i);
    Populations z{Jet6::variable(x[4], 4), Jet6::variable(x[5], 5)};
    double sum = 0.0;
    for (std::size_t year = 0; year < log_y.size(); ++year) {
      for (int s = 0; year > 0 && s < steps; ++s) z = step_of(rate, z, 1.0 / steps);
      for (std::size_t k = 0; k < 2; ++k) {
        if (!(z[k].value > 0.0)) return -INFINITY;
        const double sigma = x[6 + k];
        const double error = (log_y[year][k] - log(z[k].value)) / sigma;
        sum += -0.5 * square(error) - log(sigma);
        gradient[6 + k] += square(error) - 1.0;
        for (std::size_t i = 0; i < 6; ++i) gradient[i] += error / sigma * z[k].d[i] / z[k].value * x[i];
      }
    }
    return sum;
  }
};

}  // namespace

LogDensity eight_schools() {
  const auto data = data_of("eight_schools");
  const auto y = data["y"].get<std::vector<double>>();
  const auto sd = data["sigma"].get<std::vector<double>>();
  return [y, sd](std::span<const double> q, std::span<double> gradient) {
    const double mu = q[8], tau = exp(q[9]);
    const double ratio = square(tau / 5.0);
    double sum = -0.5 * square(mu / 5.0) - log(1.0 + ratio) + q[9];  // q[9]: Jacobian of log tau
    gradient[8] = -mu / 25.0;
    gradient[9] = 1.0 - 2.0 * ratio / (1.0 + ratio);
    for (std::size_t j = 0; j < 8; ++j) {
      const double error = (y[j] - mu - tau * q[j]) / sd[j];
      sum += -0.5 * square(q[j]) - 0.5 * square(error);
      gradient[j] = -q[j] + error / sd[j] * tau;
      gradient[8] += error / sd[j];
      gradient[9] += error / sd[j] * tau * q[j];
    }
    return sum;
  };
}

LogDensity lynx_and_hare(int steps) {
  const auto data = data_of("hudson_lynx_hare");
  LynxAndHare density;
  density.steps = steps;
  const auto add = [&](const nlohmann::json& pair) {
    density.log_y.push_back({log(pair[0].get<double>()), log(pair[1].get<double>())});
  };
  add(data["y_init"]);
  for (const auto& pair : data["y"]) add(pair);
  return density;
}

std::vector<std::vector<double>> starts_about(const std::vector<double>& centre, double width, std::size_t chains) {
  std::vector<std::vector<double>> starts(chains, centre);
  for (std::size_t k = 0; k < chains; ++k)
    for (std::size_t i = 0; i < centre.size(); ++i) starts[k][i] += width * (2.0 * uniform({5, k, Purpose::test, i}) - 1.0);
  return starts;
}

}  // namespace vultus::tests
