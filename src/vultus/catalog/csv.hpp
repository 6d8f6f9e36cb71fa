// Tables as comma-separated values (RFC 4180): quoted cells, quotes doubled, line breaks inside quotes, CRLF or LF.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// One row, as cells of the columns asked for, in the order asked.
struct CsvRow {
  std::vector<std::string_view> cells;  ///< valid until the next row
  int line = 0;                         ///< 1-based line on which the row starts
};

/// Reads a table in one pass and calls `take` for each row after the header. The first row names the columns; one that
/// is asked for and missing is a fault, as are a row with more or fewer cells than the header and a quote out of place.
/// A byte-order mark is skipped, empty lines are too.
Faults read_csv(std::string_view text, const std::string& file, std::span<const std::string_view> columns,
                const std::function<void(const CsvRow&)>& take);

}  // namespace vultus
