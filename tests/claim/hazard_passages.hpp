// Passages of tests/hazards: what harms, and what only shares its words.
#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace vultus::tests {

struct HazardPassage {
  bool danger = false;
  std::string kind, title, text, quote;
};

/// `set`: "open", which weights are learnt from, or "aside". A file that is not there throws.
inline std::vector<HazardPassage> hazard_passages(const std::string& language, const std::string& set) {
  const std::string name = std::string(VULTUS_SOURCE_DIR "/tests/hazards/") + language + "-" + set + ".jsonl";
  std::ifstream file(name);
  if (!file) throw std::runtime_error(name + " cannot be read");
  std::vector<HazardPassage> read;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line);
    read.push_back({json.at("kind") == "danger", json.at("type"), json.value("title", ""), json.at("text"), json.value("quote", "")});
  }
  return read;
}

}  // namespace vultus::tests
