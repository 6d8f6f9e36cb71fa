// Effective draws a second of processor time: the sampler on the eight schools, non-centred, as rstan runs them by default
// (four chains of 1,000 and 1,000 iterations, target 0.8, diagonal metric), and with the dense metric.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "../tests/infer/densities.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/infer/diagnostics.hpp"

namespace {

using namespace vultus;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(const char* name, MetricKind metric) {
  constexpr std::size_t repeats = 20;
  double seconds = 0.0, least = 0.0, middle = 0.0, of_tau = 0.0, steps = 0.0;
  const auto starts = tests::starts_about(std::vector<double>(10, 0.0), 2.0, 4);
  for (std::size_t r = 0; r < repeats; ++r) {
    NutsSettings settings;
    settings.threads = 1;
    settings.seed = r;
    settings.metric = metric;
    const double begin = processor_seconds();
    const Draws draws = nuts([] { return tests::eight_schools(); }, starts, settings).value();
    seconds += processor_seconds() - begin;
    std::vector<double> bulk;
    for (std::size_t d = 0; d < 10; ++d) {
      const auto values = draws.of(d);
      bulk.push_back(bulk_ess({values, 4}));
    }
    of_tau += bulk[9];
    std::sort(bulk.begin(), bulk.end());
    least += bulk.front();
    middle += 0.5 * (bulk[4] + bulk[5]);
    for (const auto n : draws.leapfrogs) steps += n;
  }
  fmt::print(
      "{}: {:.4f} s a run (warm-up included), {:.1f} steps a draw; bulk ESS least {:.0f}, median {:.0f}, log tau {:.0f};\n"
      "   a second: least {:.0f}, median {:.0f}, log tau {:.0f}\n",
      name, seconds / repeats, steps / (repeats * 4000.0), least / repeats, middle / repeats, of_tau / repeats,
      least / seconds, middle / seconds, of_tau / seconds);
}

}  // namespace

int main() {
  measure("diagonal", MetricKind::diagonal);
  measure("dense", MetricKind::dense);
}
