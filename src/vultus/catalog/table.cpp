#include "vultus/catalog/table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "vultus/base/text.hpp"

namespace vultus {

std::string_view Table::cell(std::string_view column) const {
  const auto at = std::find(columns_.begin(), columns_.end(), column);
  return row_->cells[static_cast<std::size_t>(at - columns_.begin())];
}

std::optional<double> Table::number(std::string_view column, double low, double high) {
  const std::string_view given = cell(column);
  if (given.empty()) return std::nullopt;
  double value = 0.0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), value);
  if (read.ec != std::errc() || read.ptr != given.data() + given.size() || !std::isfinite(value)) {
    fault(column, in_quotes(given), "a number or an empty cell");
    return std::nullopt;
  }
  if (value < low || value > high) fault(column, std::string(given) + " is out of range", "a number that is possible here");
  return value;
}

std::size_t Table::word(std::string_view column, std::span<const std::string> names) {
  const auto at = std::find(names.begin(), names.end(), cell(column));
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  fault(column, in_quotes(cell(column)), allowed_names(cell(column), names));
  return names.size() - 1;
}

void Table::code(std::string_view column, std::string_view value, const std::set<std::string, std::less<>>& known) {
  if (known.contains(value)) return;
  const std::vector<std::string> names(known.begin(), known.end());
  fault(column, in_quotes(value) + " is no code of the vocabulary", allowed_names(value, names));
}

void Table::fault(std::string_view column, std::string found, std::string allowed) {
  faults_.push_back({file_, row_->line, 0, std::string(column), std::move(found), std::move(allowed)});
}

}  // namespace vultus
