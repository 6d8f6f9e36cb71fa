#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "vultus/base/text.hpp"
#include "vultus/catalog/csv.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {

namespace {

namespace fs = std::filesystem;

template <class Number>
std::optional<Number> number_in(std::string_view cell) {
  Number value{};
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (result.ec != std::errc() || result.ptr != cell.data() + cell.size()) return std::nullopt;
  return value;
}

void add(Faults& all, const Faults& more) { all.insert(all.end(), more.begin(), more.end()); }

Faults read_vocabulary(const std::string& file, Catalog& catalog) {
  static constexpr std::array<std::string_view, 7> columns{"kind",      "code",      "meaning",  "meaning_zh",
                                                           "scale_min", "scale_max", "direction"};
  Faults faults;
  const std::string text = file_text(file);
  const auto limit = [&](const CsvRow& row, std::size_t i) {
    const auto value = number_in<double>(row.cells[i]);
    if (!value && !row.cells[i].empty())
      faults.push_back({file, row.line, 0, std::string(columns[i]), in_quotes(row.cells[i]), "a number or an empty cell"});
    return value;
  };
  const auto wrong = read_csv(text, file, columns, [&](const CsvRow& row) {
    Code code;
    code.kind = row.cells[0];
    code.code = row.cells[1];
    code.meaning = row.cells[2];
    code.meaning_zh = row.cells[3];
    code.scale_min = limit(row, 4);
    code.scale_max = limit(row, 5);
    code.direction = row.cells[6];
    auto& of_kind = catalog.codes[code.kind];
    const std::string key = code.code;
    if (!of_kind.emplace(key, std::move(code)).second)
      faults.push_back({file, row.line, 0, "code", in_quotes(key) + " a second time", "each code of a kind once"});
  });
  add(faults, wrong);
  return faults;
}

Faults read_studies(const std::string& file, const std::string& topic, Catalog& catalog) {
  static constexpr std::array<std::string_view, 10> columns{"study_id", "year",      "citation", "doi",          "url",
                                                            "design",   "condition", "n_total",  "risk_of_bias", "overlaps_with"};
  Faults faults;
  const std::string text = file_text(file);
  const auto wrong = read_csv(text, file, columns, [&](const CsvRow& row) {
    Study study;
    study.id = row.cells[0];
    study.topic = topic;
    study.year = number_in<int>(row.cells[1]).value_or(0);
    study.citation = row.cells[2];
    study.doi = row.cells[3];
    study.url = row.cells[4];
    study.design = row.cells[5];
    study.condition = row.cells[6];
    study.people = number_in<int>(row.cells[7]);
    study.risk_of_bias = row.cells[8];
    study.overlaps_with = split(row.cells[9], '|');
    const std::string key = study.id;
    if (!catalog.studies.emplace(key, std::move(study)).second)
      faults.push_back(
          {file, row.line, 0, "study_id", in_quotes(key) + " a second time", "ids that are unique over all topics"});
  });
  add(faults, wrong);
  return faults;
}

using UnitCounts = std::map<std::string, std::map<std::string, int>, std::less<>>;  // outcome -> unit -> rows

/// Units in which the level of an outcome was printed. Changes, differences and ratios have units of their own.
Faults count_units(const std::string& file, UnitCounts& counts) {
  static constexpr std::array<std::string_view, 3> columns{"outcome", "unit", "statistic"};
  const std::string text = file_text(file);
  return read_csv(text, file, columns, [&](const CsvRow& row) {
    const std::string_view statistic = row.cells[2];
    const bool change_in_unit = statistic == "mean_change" || statistic == "median_change";
    const bool level =
        statistic == "mean" || statistic == "median" || statistic == "proportion" || statistic == "unspecified";
    if (!level && !change_in_unit) return;
    auto outcome = counts.find(row.cells[0]);
    if (outcome == counts.end()) outcome = counts.emplace(std::string(row.cells[0]), UnitCounts::mapped_type{}).first;
    outcome->second[std::string(row.cells[1])] += level ? 100 : 1;  // a level's unit goes before a change's
  });
}

void give_units(const UnitCounts& counts, Catalog& catalog) {
  auto& outcomes = catalog.codes["outcome"];
  for (const auto& [outcome, units] : counts) {
    const auto code = outcomes.find(outcome);
    if (code == outcomes.end()) continue;
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [unit, rows] : units) order.emplace_back(-rows, unit);
    std::sort(order.begin(), order.end());
    for (const auto& [rows, unit] : order) code->second.units.push_back(unit);
  }
}

}  // namespace

Faults read_evidence(const std::string& directory, Catalog& catalog) {
  Faults faults = read_vocabulary(directory + "/vocabulary.csv", catalog);
  std::vector<std::string> topics;
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.is_directory() && fs::exists(entry.path() / "studies.csv")) topics.push_back(entry.path().filename().string());
  std::sort(topics.begin(), topics.end());
  UnitCounts counts;
  for (const auto& topic : topics) {
    const std::string folder = (fs::path(directory) / topic).string();
    add(faults, read_studies(folder + "/studies.csv", topic, catalog));
    if (fs::exists(folder + "/outcomes.csv")) add(faults, count_units(folder + "/outcomes.csv", counts));
  }
  give_units(counts, catalog);
  return faults;
}

}  // namespace vultus
