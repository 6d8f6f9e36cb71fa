// Says numbers, days and chances of one case in one language: "week 12 to 30", "fewer than 1", "most".
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/decide/outlook.hpp"
#include "vultus/report/words.hpp"

namespace vultus {

class Voice {
 public:
  Voice(const Outlook& outlook, Language language);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool chinese() const { return language_ == Language::zh; }
  [[nodiscard]] std::string say(const Term& term) const;
  [[nodiscard]] std::string say(const Term& term, std::initializer_list<std::string> values) const;
  [[nodiscard]] std::string say(const Words& words) const;
  /// Text that has one language only, such as an assumption.
  [[nodiscard]] std::string say(const std::string& text) const;

  /// Of 100 people; "fewer than 1" and "more than 99" where rounding would lie.
  [[nodiscard]] std::string of_100(double share) const;
  [[nodiscard]] std::string others_of_100(double share) const;
  /// The same for the narrow cell of a table: "<1", ">99".
  [[nodiscard]] std::string cell(double share) const;
  [[nodiscard]] std::string others_cell(double share) const;
  /// "30 to 40", "30–40"; one number when both round alike.
  [[nodiscard]] std::string span_of_100(double low, double high) const;
  /// Two values of an outcome; never "-0.2–0.5".
  [[nodiscard]] std::string from_to(const std::string& low, const std::string& high) const;
  [[nodiscard]] const Term& chance_word(double share) const;

  /// The week, counted from the treatment, in which that day lies; day 0 is week 0.
  [[nodiscard]] int week_number(double day) const;
  [[nodiscard]] std::string week(double day) const;
  /// "week 12 to 30"; an open end is said as such.
  [[nodiscard]] std::string weeks_between(double from_day, double to_day) const;
  /// " (12 July 2026)" when the case has dates, else nothing.
  [[nodiscard]] std::string dated(double day) const;
  [[nodiscard]] std::string date(double day) const;
  [[nodiscard]] bool has_dates() const { return has_dates_; }

  /// A value of an outcome with the digits that a person can use.
  [[nodiscard]] std::string value(std::string_view outcome, double value) const;
  [[nodiscard]] std::string unit(std::string_view unit) const;
  /// "2,036"
  [[nodiscard]] static std::string thousands(double count);
  [[nodiscard]] std::string list(const std::vector<std::string>& items) const;
  /// The same for items that hold commas themselves.
  [[nodiscard]] std::string list_apart(const std::vector<std::string>& items) const;
  /// The reader's name for a treatment, outcome or event of the case.
  [[nodiscard]] std::string name_of(std::string_view code) const;

  /// The day from which weeks are counted, and how that is said: "after the injection".
  [[nodiscard]] double anchor() const { return anchor_; }
  [[nodiscard]] std::string after() const { return after_; }
  [[nodiscard]] double horizon() const { return outlook_->plan.horizon; }
  [[nodiscard]] double today() const { return outlook_->plan.today; }

 private:
  void find_anchor();
  const Outlook* outlook_;
  Language language_;
  double anchor_ = 0.0;
  std::string after_;
  bool has_dates_ = false;
  long long day_zero_ = 0;  ///< days since 1970-01-01
};

/// Without its capital letter, to go on within a sentence.
std::string lower_first(std::string text);
/// The band or event of that code, or nullptr.
const Band* find_band(const Forecast& forecast, std::string_view code);
const EventCurve* find_event(const Forecast& forecast, std::string_view code);
/// The event of that kind about that code, or nullptr.
const EventCurve* find_event(const Forecast& forecast, EventCurve::Kind kind, std::string_view about);
/// Between two forecast days in a straight line; the ends beyond them; NaN without values.
double at_day(const std::vector<double>& days, const std::vector<double>& values, double day);

}  // namespace vultus
