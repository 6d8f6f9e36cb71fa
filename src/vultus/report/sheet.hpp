// A sheet of terminal text: headings, paragraphs, items and tables within a width. Not for other rooms.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "vultus/report/answer.hpp"
#include "vultus/report/report.hpp"
#include "vultus/report/width.hpp"

namespace vultus {

/// Lines of text, wrapped and indented; headings are bold where colour is allowed.
class Sheet {
 public:
  explicit Sheet(const TextStyle& style) : columns_(std::clamp(style.columns, 40, 100)), colour_(style.colour) {}

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] bool colour() const { return colour_; }
  [[nodiscard]] int lines() const { return static_cast<int>(lines_.size()); }
  [[nodiscard]] std::string bold(const std::string& text) const { return colour_ ? "\x1b[1m" + text + "\x1b[0m" : text; }
  [[nodiscard]] std::string faint(const std::string& text) const { return colour_ ? "\x1b[2m" + text + "\x1b[0m" : text; }
  void line(const std::string& text) { lines_.push_back(text); }
  void blank() {
    if (!lines_.empty() && !lines_.back().empty()) lines_.emplace_back();
  }
  void heading(const std::string& text) {
    blank();
    line(bold(text));
  }
  /// A title with a faint stamp at the right, below it where there is no room.
  void title(const std::string& title, const std::string& stamp);
  void paragraph(const std::string& text, int indent = 2, const std::string& first = {}, bool strong = false);
  void item(const std::string& text, const std::string& mark = "-");
  /// Rows of cells; the last column takes what is left and wraps.
  void table(const std::vector<std::vector<std::string>>& rows, std::size_t header_rows, int widest_first);
  [[nodiscard]] std::string text() const;

 private:
  int columns_;
  bool colour_;
  std::vector<std::string> lines_;
};

/// All signs in one paragraph. Signs with different things to do are named together here, and one by one further below.
void add_red_flags(Sheet& sheet, const std::vector<FlagLine>& flags, const Voice& voice);

/// " [1, 4]": numbers of sources, sorted, each once; nothing without any.
std::string cited(const std::vector<int>& numbers);

}  // namespace vultus
