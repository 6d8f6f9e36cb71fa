#include "vultus/casefile/days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/text.hpp"
#include "vultus/base/units.hpp"

namespace vultus {

namespace {

constexpr double last_day = 36525.0;  // a century: beyond it lies a slip of the pen
constexpr const char* forms = "a day such as 42, or a date such as 2026-03-09";

}  // namespace

std::optional<DayBook::Ticket> DayBook::note(const Spot& spot, FaultList& faults) {
  const TreeNode& node = *spot.node;
  const auto refuse = [&](const std::string& found, const std::string& allowed) {
    faults.add(node, spot.path, found, allowed);
    return std::nullopt;
  };
  if (node.kind != TreeNode::Kind::scalar) return refuse(what_stands_there(node), forms);
  std::string text = plain_width(trimmed(node.text));
  Noted noted;
  noted.spot = spot;
  if (const auto date = parse_date(text)) {
    noted.is_date = true;
    noted.date = *date;
  } else if (looks_like_date(text)) {
    return refuse(in_quotes(text) + " is no ISO date of the calendar", "a date such as 2026-03-09, without a time");
  } else {
    if (lowered(text).starts_with("day ")) text = std::string(trimmed(std::string_view(text).substr(4)));
    const auto count = parse_quantity(text);
    if (!count) return refuse(count.error().found, forms);
    const bool fits =
        (count->dimension == Dimension::score || count->dimension == Dimension::time) && count->basis == Basis::none;
    if (!fits) return refuse(in_quotes(text) + " is no day", forms);
    if (count->value < 0.0)
      return refuse(in_quotes(text) + " is negative", "days from 0; day 0 is the first day of the case");
    if (count->value > last_day) return refuse(in_quotes(text) + " is more than a century", forms);
    noted.count = count->value;
  }
  noted_.push_back(std::move(noted));
  return noted_.size() - 1;
}

void DayBook::settle(FaultList& faults) {
  const auto dates = std::count_if(noted_.begin(), noted_.end(), [](const Noted& n) { return n.is_date; });
  const auto counts = static_cast<std::ptrdiff_t>(noted_.size()) - dates;
  dates_ = dates > counts || (dates == counts && dates > 0 && noted_.front().is_date);
  bool first = true;
  for (const auto& noted : noted_) {
    if (noted.is_date != dates_) {
      faults.add(
          *noted.spot.node, noted.spot.path,
          in_quotes(noted.spot.node->text) + (noted.is_date ? " is a date, but the other days of the case are counts"
                                                            : " is a count, but the other days of the case are dates"),
          dates_ ? "a date such as 2026-03-09" : "a day such as 42");
    } else if (dates_) {
      zero_ = first ? noted.date : std::min(zero_, noted.date);
      first = false;
    }
  }
  if (!dates_) return;
  for (const auto& noted : noted_)
    if (noted.is_date && static_cast<double>(days_between(zero_, noted.date)) > last_day)
      faults.add(*noted.spot.node, noted.spot.path,
                 in_quotes(noted.spot.node->text) + " lies more than a century after the first day", "dates of one case");
}

std::optional<double> DayBook::day(Ticket ticket) const {
  const auto& noted = noted_[ticket];
  if (noted.is_date != dates_) return std::nullopt;
  return dates_ ? static_cast<double>(days_between(zero_, noted.date)) : noted.count;
}

std::string DayBook::day_zero() const { return dates_ ? to_text(zero_) : std::string(); }

std::string DayBook::in_words(double day) const {
  if (!dates_) return fmt::format("day {}", day);
  return to_text(zero_ + std::chrono::days(static_cast<long>(std::floor(day))));
}

}  // namespace vultus
