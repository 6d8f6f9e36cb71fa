// One table of data/ while it is read: typed cells by the name of their column, and the place of every fault.
#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"
#include "vultus/catalog/csv.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {

class Table {
 public:
  /// `columns` must be there; others may. Faults go to `faults`, which outlives the table.
  Table(std::string file, std::vector<std::string_view> columns, Faults& faults)
      : file_(std::move(file)), columns_(std::move(columns)), faults_(faults) {}

  /// Calls `take(number)` for each row of the file; the first after the header is number 1.
  template <class Take>
  void each(const Take& take) {
    each_of(file_text(file_), take);
  }
  /// The same with the file's text in hand.
  template <class Take>
  void each_of(std::string_view text, const Take& take) {
    int number = 0;
    const auto wrong = read_csv(text, file_, columns_, [&](const CsvRow& row) {
      row_ = &row;
      ++number;
      take(number);
    });
    faults_.insert(faults_.end(), wrong.begin(), wrong.end());
  }

  // What follows speaks of the row at hand.

  [[nodiscard]] std::string_view cell(std::string_view column) const;
  [[nodiscard]] std::string text(std::string_view column) const { return std::string(cell(column)); }
  /// Nothing for an empty cell and, after a fault, for one that is no number or out of range.
  std::optional<double> number(std::string_view column, double low = -1e12, double high = 1e12);
  /// The place of a word in a list of names; the last of them when it is none (after a fault).
  std::size_t word(std::string_view column, std::span<const std::string> names);
  /// A fault unless the value is one of the codes.
  void code(std::string_view column, std::string_view value, const std::set<std::string, std::less<>>& known);
  void fault(std::string_view column, std::string found, std::string allowed);

 private:
  std::string file_;
  std::vector<std::string_view> columns_;
  Faults& faults_;
  const CsvRow* row_ = nullptr;
};

}  // namespace vultus
