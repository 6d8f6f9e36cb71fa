#include "version.hpp"

#include <fmt/format.h>

#include "vultus/ensemble/population.hpp"

namespace vultus::cli {

int print_version() {
  fmt::print("vultus {}\n", VULTUS_VERSION);
  const auto tissues = read_tissues(data_directory());
  if (!tissues) {
    for (const auto& fault : tissues.error()) fmt::print(stderr, "{}\n", to_text(fault));
    return 3;
  }
  for (const auto& tissue : *tissues) {
    const Posterior posterior = posterior_of(tissue);
    fmt::print("model {} {}  posterior {} ({})\n", tissue.model, tissue.version, posterior.digest,
               tissue.status == "calibrated" ? "calibrated" : "rough fit");
  }
  return 0;
}

}  // namespace vultus::cli
