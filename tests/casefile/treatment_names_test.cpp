// Whatever a person may write for a treatment of scars means a treatment that the program knows, be it one that it refuses.
#include <gtest/gtest.h>

#include <array>
#include <map>

#include "../support/cases.hpp"
#include "vultus/base/text.hpp"
#include "vultus/catalog/csv.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {
namespace {

using tests::all_faults;
using tests::catalog;
using tests::read;

TEST(TreatmentNames, EveryTreatmentOfTheScarStudiesHasAFile) {
  const std::string file = VULTUS_SOURCE_DIR "/data/evidence/vocabulary.csv";
  static constexpr std::array<std::string_view, 3> columns{"kind", "code", "used_in"};
  int treatments = 0;
  const auto faults = read_csv(file_text(file), file, columns, [&](const CsvRow& row) {
    const bool of_scars = row.cells[2].find("raised_scar_drugs") != std::string_view::npos ||
                          row.cells[2].find("raised_scar_devices") != std::string_view::npos;
    if (row.cells[0] != "treatment" || !of_scars) return;
    ++treatments;
    EXPECT_NE(catalog().treatment(row.cells[1]), nullptr) << row.cells[1] << ": studied in scars, and no file says what it does or why it is refused";
  });
  EXPECT_TRUE(faults.empty());
  EXPECT_GE(treatments, 39);
}

TEST(TreatmentNames, EveryChemotherapyDrugInACaseMeansTheRefusedTreatment) {
  const Treatment* chemotherapy = catalog().treatment("chemotherapy_systemic");
  ASSERT_NE(chemotherapy, nullptr);
  ASSERT_TRUE(chemotherapy->refused.has_value());
  ASSERT_GE(chemotherapy->also_called.size(), 100u);
  std::string entries;
  for (const auto& name : chemotherapy->also_called) entries += "  - {day: 0, treatment: \"" + name + "\"}\n";
  const auto result = read("format: vultus-case/1\nconditions: [{kind: keloid, height: 2 mm}]\nhistory:\n" + entries);

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  ASSERT_EQ(result->history.size(), chemotherapy->also_called.size());
  for (std::size_t i = 0; i < result->history.size(); ++i) EXPECT_EQ(result->history[i].treatment, "chemotherapy_systemic") << chemotherapy->also_called[i];
}

TEST(TreatmentNames, NoNameMeansTwoTreatments) {
  std::map<std::string, std::string> meant;
  for (const auto& treatment : catalog().treatments) {
    for (const auto& name : treatment.also_called) {
      const auto [at, fresh] = meant.emplace(lowered(plain_width(trimmed(name))), treatment.code);
      EXPECT_TRUE(fresh || at->second == treatment.code) << name << ": " << at->second << " and " << treatment.code;
      EXPECT_EQ(catalog().treatment_called(name), &treatment) << name;
    }
  }
}

}  // namespace
}  // namespace vultus
