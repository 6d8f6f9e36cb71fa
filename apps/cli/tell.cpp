#include "tell.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "commands.hpp"
#include "vultus/store/trial_posterior.hpp"

namespace vultus::cli {

int tell(const Faults& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "{}\n", to_text(fault));
  fmt::print(stderr, "vultus: {} fault{} found; nothing was computed or written\n", faults.size(), faults.size() == 1 ? "" : "s");
  return bad_input;
}

std::string posterior_path(const Catalog& catalog, const Tissue& tissue) { return catalog.directory + "/posteriors/" + tissue.model + ".nc"; }

Checked<Catalog> load_catalog() {
  auto catalog = read_catalog(data_directory());
  if (!catalog) return catalog;
  Faults faults;
  for (auto& tissue : catalog->tissues) {
    const std::string path = posterior_path(*catalog, tissue);
    if (!std::filesystem::exists(path)) continue;
    const auto file = read_posterior(path);
    if (!file) {
      faults.insert(faults.end(), file.error().begin(), file.error().end());
      continue;
    }
    const auto learnt = learnt_model(*file, tissue, path);
    if (learnt) put_into(tissue, *learnt);
    else faults.insert(faults.end(), learnt.error().begin(), learnt.error().end());
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return catalog;
}

}  // namespace vultus::cli
