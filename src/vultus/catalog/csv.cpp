#include "vultus/catalog/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

/// Cuts a text into rows of cells. Cells are views into the text; only those with doubled quotes are copied.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& file, Faults& faults) : text_(text), file_(file), faults_(faults) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  /// The next row into `cells`; false at the end.
  bool next(std::vector<std::string_view>& cells, int& line) {
    cells.clear();
    unescaped_used_ = 0;
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) line_ += text_[at_++] == '\n';
    if (at_ >= text_.size()) return false;
    line = line_;
    for (;;) {
      cells.push_back(text_[at_ < text_.size() ? at_ : 0] == '"' && at_ < text_.size() ? quoted_cell() : plain_cell());
      if (at_ >= text_.size()) return true;
      const char mark = text_[at_++];
      if (mark == ',') continue;
      if (mark == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return true;
    }
  }

  void fault(int line, std::string found, std::string allowed) {
    constexpr std::size_t most = 50;
    if (faults_.size() < most) faults_.push_back({file_, line, 0, "", std::move(found), std::move(allowed)});
  }

 private:
  std::string_view plain_cell() {
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    return text_.substr(from, at_ - from);
  }

  std::string_view quoted_cell() {
    const int start_line = line_;
    const std::size_t from = ++at_;
    bool doubled = false;
    for (;;) {
      const void* hit = std::memchr(text_.data() + at_, '"', text_.size() - at_);
      if (hit == nullptr) {
        fault(start_line, "a quotation mark that is never closed", "a cell that ends with a quotation mark");
        const auto cell = text_.substr(from);
        at_ = text_.size();
        return cell;
      }
      const auto end = static_cast<std::size_t>(static_cast<const char*>(hit) - text_.data());
      line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                           text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
      at_ = end + 1;
      if (at_ < text_.size() && text_[at_] == '"') {
        doubled = true;
        ++at_;
        continue;
      }
      auto cell = text_.substr(from, end - from);
      if (doubled) cell = unescape(cell);
      if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
        fault(line_, "text after the closing quotation mark of a cell", "a comma or the end of the line");
        plain_cell();
      }
      return cell;
    }
  }

  std::string_view unescape(std::string_view cell) {
    if (unescaped_used_ == unescaped_.size()) unescaped_.push_back(std::make_unique<std::string>());
    std::string& text = *unescaped_[unescaped_used_++];
    text.clear();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      text += cell[i];
      if (cell[i] == '"') ++i;
    }
    return text;
  }

  std::string_view text_;
  const std::string& file_;
  Faults& faults_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<std::unique_ptr<std::string>> unescaped_;
  std::size_t unescaped_used_ = 0;
};

}  // namespace

Faults read_csv(std::string_view text, const std::string& file, std::span<const std::string_view> columns,
                const std::function<void(const CsvRow&)>& take) {
  Faults faults;
  if (const auto problem = encoding_problem(text)) {
    const auto line =
        1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(problem->at), '\n'));
    faults.push_back({file, line, 0, "", problem->found, problem->remedy});
    return faults;
  }
  Scanner scanner(text, file, faults);
  std::vector<std::string_view> cells;
  int line = 1;
  if (!scanner.next(cells, line)) {
    scanner.fault(1, "an empty table", "a first row that names the columns");
    return faults;
  }
  const std::vector<std::string> header(cells.begin(), cells.end());
  std::vector<std::size_t> places;
  for (const auto column : columns) {
    const auto found = std::find(header.begin(), header.end(), column);
    if (found == header.end())
      scanner.fault(line, fmt::format("no column {}", in_quotes(column)), "columns " + on_one_line(joined(header)));
    else if (std::find(found + 1, header.end(), column) != header.end())
      scanner.fault(line, fmt::format("the column {} twice", in_quotes(column)), "each column once");
    places.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  if (!faults.empty()) return faults;
  CsvRow row;
  while (scanner.next(cells, row.line)) {
    if (cells.size() != header.size()) {
      scanner.fault(row.line, fmt::format("{} cells", cells.size()),
                    fmt::format("{} cells, as in the first row", header.size()));
      continue;
    }
    row.cells.clear();
    for (const auto place : places) row.cells.push_back(cells[place]);
    take(row);
  }
  return faults;
}

}  // namespace vultus
