#include "version.hpp"

#include <fmt/format.h>

#include "tell.hpp"
#include "vultus/ensemble/population.hpp"
#include "vultus/store/record.hpp"

namespace vultus::cli {

int print_version() {
  fmt::print("vultus {}\n", VULTUS_VERSION);
  const auto tissues = read_tissues(data_directory());
  if (!tissues) {
    return tell(tissues.error());
  }
  for (const auto& tissue : *tissues) {
    const std::string shipped = shipped_digest(data_directory(), tissue);
    fmt::print("model {} {}  posterior {} ({})\n", tissue.model, tissue.version, shipped.empty() ? posterior_of(tissue).digest : shipped,
               shipped.empty() ? "rough fit" : "calibrated");
  }
  return 0;
}

}  // namespace vultus::cli
