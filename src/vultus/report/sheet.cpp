#include "vultus/report/sheet.hpp"

#include <string_view>

#include "vultus/report/terms.hpp"

namespace vultus {

void Sheet::title(const std::string& title, const std::string& stamp) {
  const int gap = columns_ - columns_of(title) - columns_of(stamp);
  if (gap >= 2) {
    line(bold(title) + std::string(static_cast<std::size_t>(gap), ' ') + faint(stamp));
  } else {
    for (const std::string& part : wrapped(title, columns_)) line(bold(part));
    for (const std::string& part : wrapped(stamp, columns_)) line(faint(part));
  }
}

void Sheet::paragraph(const std::string& text, int indent, const std::string& first, bool strong) {
  const std::string space(static_cast<std::size_t>(indent), ' ');
  bool begun = false;
  for (const std::string& part : wrapped(text, columns_ - indent)) {
    lines_.push_back((begun || first.empty() ? space : first) + (strong ? bold(part) : part));
    begun = true;
  }
}

void Sheet::item(const std::string& text, const std::string& mark) {
  const int indent = 2 + columns_of(mark) + 1;
  paragraph(text, indent, "  " + mark + " ");
}

std::string Sheet::text() const {
  std::string all;
  for (const std::string& one : lines_) {
    std::string_view kept = one;
    while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
    all += kept;
    all += '\n';
  }
  return all;
}

void Sheet::table(const std::vector<std::vector<std::string>>& rows, std::size_t header_rows, int widest_first) {
  if (rows.empty()) return;
  std::vector<int> widths(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i + 1 < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  int middle = 2;  // all but the first and the last column
  for (std::size_t i = 1; i + 1 < widths.size(); ++i) middle += widths[i] + 2;
  const int least = 18, first = columns_ - middle - least - 2;
  widths[0] = std::max(8, std::min({widths[0], widest_first, first}));
  const int rest = std::max(least, columns_ - middle - widths[0] - 2);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      cells.push_back(wrapped(rows[r][i], i + 1 < rows[r].size() ? std::max(4, widths[i]) : rest));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t h = 0; h < height; ++h) {
      std::string line = "  ";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string part = h < cells[i].size() ? cells[i][h] : std::string();
        line += i + 1 < cells.size() ? padded_right(part, widths[i] + 2) : part;
      }
      lines_.push_back(r < header_rows ? faint(line) : line);
    }
  }
}

void add_red_flags(Sheet& sheet, const std::vector<FlagLine>& flags, const Voice& voice) {
  std::string text;
  std::vector<const FlagLine*> now, day;
  for (const FlagLine& flag : flags) (flag.level == Flag::FlagLevel::now ? now : day).push_back(&flag);
  if (now.size() == 1) text = voice.say(say::if_you_have, {now[0]->signs, lower_first(now[0]->action)});
  if (now.size() > 1) {
    std::string signs;
    for (const FlagLine* flag : now) signs += (signs.empty() ? "" : voice.say(say::semicolon)) + flag->signs;
    text = voice.say(say::if_any_now, {signs});
  }
  for (const FlagLine* flag : day)
    text +=
        (text.empty() ? "" : voice.say(say::space)) + voice.say(say::if_you_have, {flag->signs, lower_first(flag->action)});
  if (!text.empty()) sheet.paragraph(voice.say(text));
}

std::string cited(const std::vector<int>& numbers) {
  std::vector<int> sorted = numbers;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string text;
  for (const int n : sorted) text += (text.empty() ? "" : ", ") + std::to_string(n);
  return text.empty() ? text : " [" + text + "]";
}

}  // namespace vultus
