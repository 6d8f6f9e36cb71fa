// Small helpers of the tests of cases: the shipped catalog, read once, and cases built from a few lines.
#pragma once
#include <fstream>
#include <sstream>
#include <string>

#include "vultus/casefile/casefile.hpp"

namespace vultus::tests {

inline const Catalog& catalog() {
  static const Catalog all = read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

inline std::string text_of(const std::string& path) {
  std::ifstream file(std::string(VULTUS_SOURCE_DIR "/") + path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The least that a case needs, and `more` lines.
inline std::string case_with(const std::string& more) {
  return "format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum}]\n" + more;
}

inline Checked<CaseFile> read(const std::string& text) { return read_case(text, "case.yaml", catalog()); }

inline std::string all_faults(const Checked<CaseFile>& result) {
  std::string text;
  if (!result)
    for (const auto& fault : result.error()) text += to_text(fault) + "\n";
  return text;
}

}  // namespace vultus::tests
