#include "tell.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "commands.hpp"
#include "vultus/store/record.hpp"
#include "vultus/store/trial_posterior.hpp"

namespace vultus::cli {

int tell(const Faults& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "{}\n", to_text(fault));
  fmt::print(stderr, "vultus: {} fault{} found; nothing was computed or written\n", faults.size(), faults.size() == 1 ? "" : "s");
  return bad_input;
}

std::string posterior_path(const std::string& data, const Tissue& tissue) { return data + "/posteriors/" + tissue.model + ".nc"; }

namespace {

Faults put_posteriors(const std::string& data, std::vector<Tissue>& tissues) {
  Faults faults;
  for (auto& tissue : tissues) {
    const std::string path = posterior_path(data, tissue);
    if (!std::filesystem::exists(path)) continue;
    const auto file = read_posterior(path);
    const auto learnt = file ? learnt_model(*file, tissue, path) : tl::unexpected(file.error());
    if (!learnt) {
      faults.insert(faults.end(), learnt.error().begin(), learnt.error().end());
      continue;
    }
    put_into(tissue, *learnt);
    tissue.status_note = calibrated_note(*learnt, read_record(data + "/posteriors/" + tissue.model + ".record.csv", faults));
  }
  return faults;
}

}  // namespace

Checked<Catalog> load_catalog() {
  auto catalog = read_catalog(data_directory());
  if (!catalog) return catalog;
  auto faults = put_posteriors(catalog->directory, catalog->tissues);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return catalog;
}

Checked<std::vector<Tissue>> load_tissues() {
  auto tissues = read_tissues(data_directory());
  if (!tissues) return tissues;
  auto faults = put_posteriors(data_directory(), *tissues);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return tissues;
}

}  // namespace vultus::cli
