#include "vultus/infer/nuts_step.hpp"

#include <algorithm>

#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

// Hoffman & Gelman 2014, section 3.2.1.
constexpr double strength = 0.05;    // gamma: how hard the error pulls
constexpr double steadiness = 10.0;  // t0: damps the first iterations
constexpr double forgetting = 0.75;  // kappa: weight of iteration t in the average is t^-kappa

}  // namespace

void StepSize::restart(double step) {
  current = step;
  centre = log(10.0 * step);
  error = averaged = count = 0.0;
}

void StepSize::learn(double accept, double target) {
  count += 1.0;
  const double weight = 1.0 / (count + steadiness);
  error = (1.0 - weight) * error + weight * (target - accept);
  const double trial = centre - error * sqrt(count) / strength;
  const double share = exp(-forgetting * log(count));
  averaged = (1.0 - share) * averaged + share * trial;
  current = exp(trial);
}

double StepSize::settled() const { return count > 0.0 ? exp(averaged) : current; }

Windows::Windows(std::size_t warmup) {
  if (warmup < 20) return;
  const bool roomy = warmup >= 150;
  begin = roomy ? 75 : warmup * 15 / 100;
  const std::size_t stop = warmup - (roomy ? 50 : warmup / 10);
  std::size_t width = roomy ? 25 : stop - begin;
  for (std::size_t at = begin; at < stop; width *= 2) {
    const bool another_fits = at + width + 2 * width <= stop;
    at = another_fits ? at + width : stop;
    ends.push_back(at);
  }
}

bool Windows::ends_after(std::size_t iteration) const { return std::binary_search(ends.begin(), ends.end(), iteration + 1); }

}  // namespace vultus
