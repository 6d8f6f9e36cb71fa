// Draws that nobody calibrated, and faults as text.
#pragma once
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "vultus/store/posterior_file.hpp"

namespace vultus::tests {

/// A folder that is removed when the object goes.
struct Folder {
  std::string path = std::filesystem::temp_directory_path() / "vultus-store-XXXXXX";
  Folder() {
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path + "/" + name; }
};

template <class T>
std::string all_faults(const Checked<T>& result) {
  std::string text;
  if (!result)
    for (const auto& fault : result.error()) text += to_text(fault) + "\n";
  return text;
}

/// Numbers without a pattern, between 0 and 1.
inline std::vector<double> noise(std::size_t count, double start) {
  std::vector<double> values(count);
  double x = start;
  for (auto& value : values) value = x = 3.99 * x * (1.0 - x);
  return values;
}

inline std::vector<double> flags(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = i % 17 == 3 ? 1.0 : 0.0;
  return values;
}

/// A few parameters (one number, one for each study, one for each week and study) and every kind of statistic.
inline PosteriorDraws made_up_draws(std::size_t chains = 2, std::size_t draws = 30) {
  const auto n = chains * draws;
  PosteriorDraws all;
  all.chains = chains;
  all.draws = draws;
  const std::vector<std::string> studies{"kim2005", "李2019", "007"}, weeks{"-4", "0"};
  all.posterior = {{"k_recover", "1/day", {}, {}, {}, noise(n, 0.3)},
                   {"half_life", "days", {}, {}, {}, noise(n, 0.31)},
                   {"onset", "days since injection", {}, {}, {}, noise(n, 0.32)},
                   {"shift", "", {3}, {"study"}, {studies}, noise(3 * n, 0.4)},
                   {"drift", "mm", {2, 3}, {"week", "study"}, {weeks, studies}, noise(6 * n, 0.5)}};
  all.sample_stats = {{"lp", "", {}, {}, {}, noise(n, 0.6)},
                      {"energy", "", {}, {}, {}, noise(n, 0.7)},
                      {"diverging", "", {}, {}, {}, flags(n)},
                      {"tree_depth", "", {}, {}, {}, std::vector<double>(n, 7.0)}};
  for (const auto key : posterior_provenance()) all.provenance[std::string(key)] = "made up: 编造的";
  all.provenance["format"] = posterior_format;
  all.provenance["settings"] = "";
  all.provenance["diagnostics"] = R"({"k_recover":{"rhat":1.001}})" + std::string(100'000, ' ');
  all.diagnostics_passed = true;
  return all;
}

inline PosteriorDraws failing_draws() {
  auto draws = made_up_draws();
  draws.diagnostics_passed = false;
  draws.diagnostics_failed = {"k_recover: rhat 1.4, more than 1.01", "12 divergences"};
  return draws;
}

}  // namespace vultus::tests
