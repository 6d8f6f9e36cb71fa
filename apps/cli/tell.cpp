#include "tell.hpp"

#include <fmt/format.h>

#include "commands.hpp"
#include "vultus/store/record.hpp"

namespace vultus::cli {

int tell(const Faults& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "{}\n", to_text(fault));
  fmt::print(stderr, "vultus: {} fault{} found; nothing was computed or written\n", faults.size(), faults.size() == 1 ? "" : "s");
  return bad_input;
}

Checked<Catalog> load_catalog() {
  auto catalog = read_catalog(data_directory());
  if (!catalog) return catalog;
  auto faults = put_shipped_posteriors(catalog->directory, catalog->tissues);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return catalog;
}

}  // namespace vultus::cli
