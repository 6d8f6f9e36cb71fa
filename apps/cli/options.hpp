// What a person typed, parsed.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "vultus/base/language.hpp"

namespace vultus::cli {

struct Options {
  std::string command;
  std::string subject;  ///< the case file, or the name to explain
  std::vector<std::string> pages;  ///< of `read`
  bool strict = false;             ///< of `read`: exit 1 for a dangerous or contradicted claim
  bool explain = false;            ///< of `ask`: where each number comes from
  std::string plan;
  std::size_t patients = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  std::string lang;     ///< empty: that of the case, else en
  std::string format = "text";
  std::string output;   ///< empty or "-": standard output
  std::string evidence, topic, study, treatment, outcome, condition;  ///< of `evidence`
  std::string page;     ///< --page FILE: also write the answer as a page
  std::string model, task, posterior, record;  ///< of `validate`
  bool refit = false;
  std::optional<double> weight;        ///< of the tissue model where it speaks; the process has the rest
  std::set<std::string> without;       ///< parts of the trial model switched off, to compare: mechanism, discrepancy, study, arm
  std::size_t chains = 4, warmup = 1000, draws = 500;  ///< of `calibrate`
  bool force = false;                  ///< keep a posterior whose diagnostics did not pass
  bool quiet = false;
  bool candidates = false;   ///< of `compare`: every treatment that fits
  bool factors = false;      ///< --factors
  bool no_factors = false;   ///< --no-factors
};

/// Parses the command line. Prints help, version or completion itself; then `done` holds the exit code.
struct Parsed {
  Options options;
  std::optional<int> done;
};
Parsed parse(int argc, char** argv);

inline std::optional<Language> language_of(const std::string& word) {
  if (word == "en") return Language::en;
  if (word == "zh") return Language::zh;
  return std::nullopt;
}

}  // namespace vultus::cli
