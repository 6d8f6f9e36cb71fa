// The days of a case: all of them counts from day 0, or all of them ISO dates, and then day 0 is the earliest.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "vultus/base/calendar.hpp"
#include "vultus/catalog/fields.hpp"

namespace vultus {

/// Collects every day of a case; what they mean is settled when all have been read.
class DayBook {
 public:
  using Ticket = std::size_t;

  /// Notes "42", "day 42", "6 weeks" or "2026-03-09". Nothing, and a fault, for anything else.
  std::optional<Ticket> note(const Spot& spot, FaultList& faults);
  /// To be called once: a case that mixes counts and dates gets a fault for each day of the rarer form.
  void settle(FaultList& faults);
  /// Day of the case; after settle(). Nothing for a day of the rarer form, whose fault is told already.
  [[nodiscard]] std::optional<double> day(Ticket ticket) const;
  [[nodiscard]] std::optional<double> day(std::optional<Ticket> ticket) const {
    return ticket ? day(*ticket) : std::nullopt;
  }
  /// ISO date of day 0; empty when the case counts days.
  [[nodiscard]] std::string day_zero() const;
  /// How the person would write that day: "day 42", or the date.
  [[nodiscard]] std::string in_words(double day) const;

 private:
  struct Noted {
    Spot spot;
    bool is_date = false;
    double count = 0.0;
    CalendarDay date{};
  };
  std::vector<Noted> noted_;
  bool dates_ = false;
  CalendarDay zero_{};
};

}  // namespace vultus
