#include "version.hpp"

#include <fmt/format.h>

#include "tell.hpp"
#include "vultus/ensemble/population.hpp"

namespace vultus::cli {

int print_version() {
  fmt::print("vultus {}\n", VULTUS_VERSION);
  const auto tissues = load_tissues();
  if (!tissues) {
    return tell(tissues.error());
  }
  for (const auto& tissue : *tissues) {
    const Posterior posterior = posterior_of(tissue);
    fmt::print("model {} {}  posterior {} ({})\n", tissue.model, tissue.version, posterior.digest,
               tissue.status == "calibrated" ? "calibrated" : "rough fit");
  }
  return 0;
}

}  // namespace vultus::cli
