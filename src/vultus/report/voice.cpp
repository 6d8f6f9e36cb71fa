#include "vultus/report/voice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus {

Voice::Voice(const Outlook& outlook, Language language) : outlook_(&outlook), language_(language) {
  const std::string& iso = outlook.casefile.day_zero;
  std::array<int, 3> parts{};
  if (iso.size() == 10 && iso[4] == '-' && iso[7] == '-') {
    std::from_chars(iso.data(), iso.data() + 4, parts[0]);
    std::from_chars(iso.data() + 5, iso.data() + 7, parts[1]);
    std::from_chars(iso.data() + 8, iso.data() + 10, parts[2]);
    const std::chrono::year_month_day day{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                                          std::chrono::day{static_cast<unsigned>(parts[2])}};
    has_dates_ = day.ok();
    if (has_dates_) day_zero_ = std::chrono::sys_days{day}.time_since_epoch().count();
  }
  find_anchor();
}

void Voice::find_anchor() {
  const Plan* plan = nullptr;
  for (const Plan& one : outlook_->casefile.plans)
    if (one.name == outlook_->plan.plan) plan = &one;
  const Entry* found = nullptr;
  int times = 0;
  const auto look = [&](const std::vector<Entry>& entries, bool last, std::string_view code) {
    for (const Entry& entry : entries) {
      if (!code.empty() && entry.treatment != code) continue;
      times += 1;
      if (last || found == nullptr) found = &entry;
    }
  };
  for (const std::string_view code : counted_from())
    if (found == nullptr) look(outlook_->casefile.history, true, code);
  if (found == nullptr) look(outlook_->casefile.history, true, {});
  for (const std::string_view code : counted_from())
    if (found == nullptr && plan != nullptr) look(plan->entries, false, code);
  if (found == nullptr && plan != nullptr) look(plan->entries, false, {});
  if (found == nullptr) {
    after_ = say(say::after_day_zero);
    return;
  }
  anchor_ = found->day;
  const bool given = found->day <= outlook_->plan.today;
  const TreatmentWords& words = treatment_words(found->treatment);
  after_ = say(given && times > 1 ? words.after_last : words.after);
}

std::string Voice::say(const Term& term) const { return say(std::string(term.in(language_))); }

std::string Voice::say(const Term& term, std::initializer_list<std::string> values) const {
  return say(filled(term.in(language_), values));
}

std::string Voice::say(const Words& words) const { return say(words.in(language_)); }

std::string Voice::say(const std::string& text) const { return chinese() ? with_chinese_marks(text) : text; }

// ---------------------------------------------------------------- people

namespace {

constexpr int not_known = -2;

/// Hundredths, with -1 for under 1 and 101 for over 99.
int hundredths(double share) {
  if (std::isnan(share)) return not_known;
  if (!(share >= 0.01)) return -1;
  if (share > 0.99) return 101;
  return static_cast<int>(std::lround(100.0 * share));
}

int complement(int of_100) { return of_100 == not_known ? of_100 : of_100 < 0 ? 101 : of_100 > 100 ? -1 : 100 - of_100; }

std::string words_for(int of_100, const Voice& voice) {
  if (of_100 == not_known) return "?";
  if (of_100 < 0) return voice.say(say::fewer_than_1);
  if (of_100 > 100) return voice.say(say::more_than_99);
  return std::to_string(of_100);
}

std::string cell_for(int of_100) {
  if (of_100 == not_known) return "?";
  if (of_100 < 0) return "<1";
  if (of_100 > 100) return ">99";
  return std::to_string(of_100);
}

}  // namespace

std::string Voice::of_100(double share) const { return words_for(hundredths(share), *this); }
std::string Voice::others_of_100(double share) const { return words_for(complement(hundredths(share)), *this); }
std::string Voice::cell(double share) const { return cell_for(hundredths(share)); }
std::string Voice::others_cell(double share) const { return cell_for(complement(hundredths(share))); }

std::string Voice::span_of_100(double low, double high) const {
  std::string from = cell(low);
  const std::string to = cell(high);
  if (from == to) return from;
  return say(say::number_to_number, {from, to});
}

std::string Voice::from_to(const std::string& low, const std::string& high) const {
  return say(low.starts_with('-') || high.starts_with('-') ? say::from_minus : say::number_to_number, {low, high});
}

const Term& Voice::chance_word(double share) const {
  const int n = hundredths(share);
  if (n >= 95) return say::almost_all;
  if (n >= 61) return say::most;
  if (n >= 40) return say::about_half;
  if (n >= 15) return say::some;
  if (n >= 3) return say::few;
  if (n >= 1) return say::rarely;
  return say::very_rarely;
}

// ---------------------------------------------------------------- days

int Voice::week_number(double day) const { return static_cast<int>(std::ceil((day - anchor_) / 7.0 - 1e-6)); }

std::string Voice::week(double day) const {
  const int n = week_number(day);
  if (n < 0) return say(say::weeks_before, {std::to_string(-n)});
  return say(say::week_n, {std::to_string(n)});
}

std::string Voice::weeks_between(double from_day, double to_day) const {
  const std::string last = std::to_string(week_number(horizon()));
  if (!std::isfinite(from_day)) return say(say::after_week_n, {last});
  if (week_number(from_day) <= 0) {  // some have it from the start
    if (!std::isfinite(to_day)) return say(say::any_time, {last});
    if (week_number(to_day) <= 0) return say(say::from_the_start);
    return say(say::up_to_week_n, {std::to_string(week_number(to_day))});
  }
  const std::string from = std::to_string(week_number(from_day));
  if (!std::isfinite(to_day)) return say(say::week_n_or_after_horizon, {from, last});
  const std::string to = std::to_string(week_number(to_day));
  if (from == to) return say(say::week_n, {from});
  return say(say::week_n_to_m, {from, to});
}

std::string Voice::date(double day) const {
  if (!has_dates_) return {};
  const auto whole = static_cast<long long>(std::floor(day + 0.5));
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day_zero_ + whole}}};
  const int year = static_cast<int>(ymd.year());
  const unsigned month = static_cast<unsigned>(ymd.month()), of_month = static_cast<unsigned>(ymd.day());
  static constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};
  if (chinese()) return fmt::format("{}年{}月{}日", year, month, of_month);
  return fmt::format("{} {} {}", of_month, months[month - 1], year);
}

std::string Voice::dated(double day) const {
  if (!has_dates_) return {};
  return say(say::in_brackets, {date(day)});
}

// ---------------------------------------------------------------- values and names

std::string Voice::value(std::string_view outcome, double value) const {
  if (!std::isfinite(value)) return "–";
  std::string text = fmt::format("{:.{}f}", value, outcome_words(outcome).decimals);
  if (text == "-0" || text == "-0.0") text.erase(0, 1);
  return text;
}

std::string Voice::unit(std::string_view unit) const {
  if (unit == "1") return {};
  if (!chinese()) return std::string(unit);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names{
      {{"mm", "毫米"}, {"ml", "毫升"}, {"N", "牛"}, {"1", ""}}};
  for (const auto& [code, name] : names)
    if (code == unit) return std::string(name);
  return std::string(unit);
}

std::string Voice::thousands(double count) {
  std::string digits = fmt::format("{:.0f}", count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string Voice::list(const std::vector<std::string>& items) const {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += chinese() ? "、" : ", ";
    text += item;
  }
  return text;
}

std::string Voice::list_apart(const std::vector<std::string>& items) const {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? std::string() : say(say::semicolon)) + item;
  return text;
}

std::string Voice::name_of(std::string_view code) const {
  if (const auto& words = treatment_words(code); has_own_words(words)) return say(words.name);
  if (const auto& words = outcome_words(code); has_own_words(words)) return say(words.name);
  if (const auto found = outlook_->names.find(std::string(code)); found != outlook_->names.end()) {
    std::string name = say(found->second);
    if (!name.empty()) return name;
  }
  std::string plain(code);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

// ---------------------------------------------------------------- looking up

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

const Band* find_band(const Forecast& forecast, std::string_view code) {
  for (const Band& band : forecast.outcomes)
    if (band.outcome == code) return &band;
  return nullptr;
}

const EventCurve* find_event(const Forecast& forecast, std::string_view code) {
  for (const EventCurve& event : forecast.events)
    if (event.code == code) return &event;
  return nullptr;
}

const EventCurve* find_event(const Forecast& forecast, EventCurve::Kind kind, std::string_view about) {
  for (const EventCurve& event : forecast.events)
    if (event.kind == kind && event.about == about) return &event;
  return nullptr;
}

double at_day(const std::vector<double>& days, const std::vector<double>& values, double day) {
  const std::size_t n = std::min(days.size(), values.size());
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  if (day <= days[0]) return values[0];
  for (std::size_t i = 1; i < n; ++i) {
    if (day > days[i]) continue;
    const double width = days[i] - days[i - 1];
    const double part = width > 0.0 ? (day - days[i - 1]) / width : 1.0;
    return values[i - 1] + part * (values[i] - values[i - 1]);
  }
  return values[n - 1];
}

}  // namespace vultus
