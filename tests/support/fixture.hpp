// A frozen table of expected values beside the tests.
#pragma once
#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cases.hpp"

namespace vultus::tests {

/// Cells by the name of their column; no quotes, no line breaks in cells.
class Fixture {
 public:
  class Row {
   public:
    Row(const std::vector<std::string>& columns, const std::string& line) {
      std::stringstream cells(line);
      std::string cell;
      for (const auto& column : columns) {
        cell.clear();
        std::getline(cells, cell, ',');
        cells_[column] = cell;
      }
    }
    [[nodiscard]] const std::string& text(const std::string& column) const { return cells_.at(column); }
    /// Nothing for an empty cell.
    [[nodiscard]] std::optional<double> number(const std::string& column) const {
      const std::string& cell = text(column);
      double value = 0.0;
      if (cell.empty()) return std::nullopt;
      const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), value);
      EXPECT_TRUE(read.ec == std::errc() && read.ptr == cell.data() + cell.size()) << column << " " << cell;
      return value;
    }

   private:
    std::map<std::string, std::string> cells_;
  };

  explicit Fixture(const std::string& path) {
    std::stringstream lines(text_of(path));
    std::string line, name;
    std::getline(lines, line);
    std::vector<std::string> columns;
    for (std::stringstream names(line); std::getline(names, name, ',');) columns.push_back(name);
    while (std::getline(lines, line)) rows_.emplace_back(columns, line);
    EXPECT_FALSE(rows_.empty()) << path;
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
};

}  // namespace vultus::tests
