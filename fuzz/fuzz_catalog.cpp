// Any bytes as a tissue or treatment file: faults, never a crash. The first byte chooses which.
#include <cstdint>

#include "check.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  Faults faults;
  if (data[0] == 'T') {
    Tissue tissue;
    faults = read_tissue("tissue.yaml", text, catalog(), tissue);
  } else {
    Treatment treatment;
    faults = read_treatment("treatment.yaml", text, catalog(), treatment);
  }
  if (!faults.empty()) demand_well_formed(faults);
  return 0;
}
