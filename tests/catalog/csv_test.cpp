#include "vultus/catalog/csv.hpp"

#include <gtest/gtest.h>

#include <array>

namespace vultus {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Faults read(std::string_view text, Rows& rows, std::vector<int>* lines = nullptr) {
  static constexpr std::array<std::string_view, 2> columns{"a", "b"};
  return read_csv(text, "t.csv", columns, [&](const CsvRow& row) {
    rows.emplace_back(row.cells.begin(), row.cells.end());
    if (lines != nullptr) lines->push_back(row.line);
  });
}

TEST(Csv, ReadsQuotesLineBreaksAndBothLineEnds) {
  struct Table {
    const char* text;
    Rows rows;
  };
  const Table tables[] = {
      {"a,b\n1,2\n", {{"1", "2"}}},
      {"a,b\n1,2", {{"1", "2"}}},
      {"a,b\r\n1,2\r\n", {{"1", "2"}}},
      {"\xef\xbb\xbf"
       "a,b\n1,2\n",
       {{"1", "2"}}},
      {"b,x,a\n1,2,3\n", {{"3", "1"}}},
      {"a,b\n,\n", {{"", ""}}},
      {"a,b\n\"x, y\",\"say \"\"ah\"\"\"\n", {{"x, y", "say \"ah\""}}},
      {"a,b\n\"two\nlines\",2\n3,4\n", {{"two\nlines", "2"}, {"3", "4"}}},
      {"a,b\n\"\",\"\"\n", {{"", ""}}},
      {"a,b\n\n1,2\n\n", {{"1", "2"}}},
      {"a,b\n咬肌,\"脸,颊\"\n", {{"咬肌", "脸,颊"}}},
      {"a,b\n\"\"\"\",\"\"\"\"\"\"\n", {{"\"", "\"\""}}},
      {"a,b\n", {}},
  };
  for (const auto& table : tables) {
    Rows rows;
    const auto faults = read(table.text, rows);
    EXPECT_TRUE(faults.empty()) << table.text << (faults.empty() ? "" : to_text(faults[0]));
    EXPECT_EQ(rows, table.rows) << table.text;
  }
}

TEST(Csv, CountsLinesAcrossQuotedLineBreaks) {
  Rows rows;
  std::vector<int> lines;
  EXPECT_TRUE(read("a,b\n\"x\n\ny\",1\n2,3\r\n4,5\n", rows, &lines).empty());
  EXPECT_EQ(lines, (std::vector<int>{2, 5, 6}));
}

TEST(Csv, NamesEveryFaultWithItsLine) {
  struct Bad {
    const char *text, *found;
    int line;
  };
  const Bad bad[] = {
      {"", "empty table", 1},
      {"a,c\n1,2\n", "no column \"b\"", 1},
      {"a,b,a\n1,2,3\n", "twice", 1},
      {"a,b\n1\n", "1 cells", 2},
      {"a,b\n1,2,3\n", "3 cells", 2},
      {"a,b\n1,2\n\"open,3\n", "never closed", 3},
      {"a,b\n\"x\"y,3\n", "closing quotation mark", 2},
      {"a,b\n\xff,3\n", "UTF-8", 2},
  };
  for (const auto& b : bad) {
    Rows rows;
    const auto faults = read(b.text, rows);
    ASSERT_FALSE(faults.empty()) << b.text;
    EXPECT_NE(faults[0].found.find(b.found), std::string::npos) << b.text << to_text(faults[0]);
    EXPECT_EQ(faults[0].line, b.line) << b.text;
  }
}

}  // namespace
}  // namespace vultus
