#include "version.hpp"

#include <fmt/format.h>

#include "vultus/ensemble/population.hpp"

namespace vultus::cli {

int print_version() {
  fmt::print("vultus {}\n", VULTUS_VERSION);
  const auto catalog = read_catalog(data_directory());
  if (!catalog) {
    for (const auto& fault : catalog.error()) fmt::print(stderr, "{}\n", to_text(fault));
    return 3;
  }
  for (const auto& tissue : catalog->tissues) {
    const Posterior posterior = posterior_of(tissue);
    fmt::print("model {} {}  posterior {} ({})\n", tissue.model, tissue.version, posterior.digest,
               tissue.status == "calibrated" ? "calibrated" : "rough fit");
  }
  return 0;
}

}  // namespace vultus::cli
