// The file as xarray reads it, by both of its ways to HDF5: read_posterior.py prints what it sees.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <numeric>

#include "made_up.hpp"

namespace vultus {
namespace {

/// Standard output of a command; the test fails when the command does.
std::string output_of(const std::string& command) {
  std::string text;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen failed");
  char part[4096];
  while (const auto n = std::fread(part, 1, sizeof part, pipe)) text.append(part, n);
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return text;
}

std::string type_of(const std::string& variable, Precision precision) {
  if (variable == "diverging") return "bool";
  if (variable == "tree_depth") return "int64";
  return precision == Precision::float32 ? "float32" : "float64";
}

std::string lines_for(const std::string& group, const std::vector<PosteriorVariable>& variables, Precision precision) {
  std::string text;
  for (const auto& variable : variables) {
    auto dims = variable.extra_dim_names;
    dims.insert(dims.begin(), {"chain", "draw"});
    std::string labels;
    for (const auto& each : variable.extra_coords) labels += fmt::format(" [{}]", fmt::join(each, " "));
    const double sum = std::accumulate(variable.values.begin(), variable.values.end(), 0.0);
    text += fmt::format("{} {} {} {} ({}){} {:.12g} {:.12g}\n", group, variable.name, type_of(variable.name, precision),
                        variable.unit.empty() ? "-" : variable.unit, fmt::join(dims, " "), labels,
                        sum / static_cast<double>(variable.values.size()), variable.values.back());
  }
  return text;
}

void expect_same(const std::string& engine, Precision precision) {
  const tests::Folder folder;
  const auto path = folder.file("p.nc");
  ASSERT_TRUE(write_posterior(path, tests::failing_draws(), true, precision));
  const auto draws = read_posterior(path).value();
  const auto seen =
      output_of(fmt::format("{} {}/tests/store/read_posterior.py {} {}", VULTUS_PYTHON, VULTUS_SOURCE_DIR, path, engine));
  std::string expected;
  for (const auto& [key, text] : draws.provenance) expected += fmt::format("{} {}\n", key, text.substr(0, 40));
  expected += "diagnostics_failed k_recover: rhat 1.4, more than 1.01|12 divergences\ndiagnostics_passed no\nforced yes\n";
  expected += lines_for("posterior", draws.posterior, precision) + lines_for("sample_stats", draws.sample_stats, precision);
  EXPECT_EQ(seen, expected);
}

TEST(Python, SeesTheSameNumbersNamesUnitsAndLabels) {
  for (const char* engine : {"netcdf4", "h5netcdf"})
    for (const auto precision : {Precision::float64, Precision::float32}) expect_same(engine, precision);
}

}  // namespace
}  // namespace vultus
