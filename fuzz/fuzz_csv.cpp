// Any bytes as a table: faults, or rows of exactly the columns asked for.
#include <array>
#include <cstdint>

#include "check.hpp"
#include "vultus/catalog/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  static constexpr std::array<std::string_view, 2> columns{"a", "b"};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  int line = 0;
  std::size_t characters = 0;
  const auto faults = read_csv(text, "table.csv", columns, [&](const CsvRow& row) {
    demand(row.cells.size() == columns.size());
    demand(row.line > line);
    line = row.line;
    for (const auto cell : row.cells) characters += cell.size();
  });
  demand(characters <= size);
  if (!faults.empty()) demand_well_formed(faults);
  return 0;
}
