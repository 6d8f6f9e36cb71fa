#include "vultus/casefile/casefile.hpp"

#include "vultus/catalog/document.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {

const Plan* CaseFile::plan(std::string_view name) const {
  for (const auto& plan : plans)
    if (plan.name == name) return &plan;
  return nullptr;
}

Checked<CaseFile> read_case_file(const std::string& path, const Catalog& catalog) {
  // one byte more than may be read tells that there is too much; the rest stays where it is
  return read_case(file_text(path, DocumentLimits{}.bytes + 1), path, catalog);
}

}  // namespace vultus
