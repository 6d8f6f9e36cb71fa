#include "vultus/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "vultus/base/calendar.hpp"
#include "vultus/base/text.hpp"
#include "vultus/base/unit_names.hpp"

namespace vultus {

namespace {

using unit_names::Named;

constexpr std::string_view how_numbers_look = "a number such as 9.1 or 0.5";

bool digit(char c) { return c >= '0' && c <= '9'; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

bool cut_suffix(std::string& text, std::string_view suffix) {
  if (text.size() < suffix.size()) return false;
  if (lowered(std::string_view(text).substr(text.size() - suffix.size())) != suffix) return false;
  text.resize(text.size() - suffix.size());
  text = std::string(trimmed(text));
  return true;
}

bool cut_prefix(std::string& text, std::string_view prefix) {
  if (!lowered(text).starts_with(prefix)) return false;
  text = std::string(trimmed(std::string_view(text).substr(prefix.size())));
  return true;
}

constexpr std::array<std::string_view, 14> side_endings{"/side",  "/cheek",    "/muscle",    "/masseter", "/侧",
                                                        "/边",    "each side", "a side",     "(/side)",   "单侧",
                                                        "(每侧)", "(单侧)",    "/each side", "/one side"};
constexpr std::array<std::string_view, 16> total_endings{
    "/total",        "in total",       "total",      "(total)", "in all", "altogether", "both sides together",
    "on both sides", "for both sides", "both sides", "/两侧",   "/双侧",  "(总量)",     "总量",
    "总共",          "(双侧)"};

/// Takes "per side" or "total" off a unit's name.
Basis cut_basis(std::string& name) {
  for (const auto ending : side_endings)
    if (cut_suffix(name, ending)) return Basis::per_side;
  for (const auto ending : total_endings)
    if (cut_suffix(name, ending)) return Basis::total;
  return Basis::none;
}

/// One spelling of the ways to write a compound unit: "units per side" -> "units/side", "[U]" -> "U", "cm^2" -> "cm2".
std::string one_spelling(std::string_view name) {
  std::string text = plain_width(trimmed(name));
  if (const auto open = text.find(" ("); open != std::string::npos && text.back() == ')') {  // U (per side)
    text.pop_back();
    text.erase(open + 1, 1);
  }
  replace_all(text, "[iU]", "IU");
  replace_all(text, "[IU]", "IU");
  replace_all(text, "[U]", "U");
  replace_all(text, "_per_", "/");
  replace_all(text, "_total", " total");
  replace_all(text, " per ", "/");
  replace_all(text, " a day", "/day");
  replace_all(text, " daily", "/day");
  replace_all(text, "每", "/");
  replace_all(text, "^", "");
  while (text.find("  ") != std::string::npos) replace_all(text, "  ", " ");
  replace_all(text, " /", "/");
  replace_all(text, "/ ", "/");
  if (text.starts_with("per ")) text.replace(0, 4, "/");
  while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';')) text.pop_back();
  return std::string(trimmed(text));
}

/// MJ is not mJ and mPa not MPa, while nobody means anything but mm by MM.
bool milli_or_mega(std::string_view written, std::string_view unit, Dimension dimension) {
  const bool plain = dimension == Dimension::length || dimension == Dimension::volume || dimension == Dimension::mass ||
                     dimension == Dimension::concentration || dimension == Dimension::area;
  return !plain && (written[0] == 'M' || written[0] == 'm') && written[0] != unit[0];
}

const Named* lookup(std::string_view name, bool any_case) {
  const std::string wanted = any_case ? lowered(name) : std::string(name);
  const Named* found = nullptr;
  for (const auto& unit : unit_names::all) {
    for (std::string_view rest = unit.names; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view one = rest.substr(0, end);
      rest.remove_prefix(std::min(rest.size(), end + 1));
      if (any_case ? lowered(one) != wanted : one != wanted) continue;
      if (!any_case) return &unit;
      if (milli_or_mega(name, one, unit.dimension)) return nullptr;
      if (found != nullptr && found != &unit) return nullptr;
      found = &unit;
    }
  }
  return found;
}

/// A decimal number split into digits and a power of ten; `end` is where it ends in the text.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
  std::size_t end = 0;
};

std::optional<Decimal> scan_decimal(std::string_view text) {
  Decimal result;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) result.negative = text[at++] == '-';
  bool any = false;
  for (; at < text.size() && digit(text[at]); ++at, any = true) result.digits += text[at];
  if (at + 1 < text.size() && text[at] == '.' && digit(text[at + 1])) {
    for (++at; at < text.size() && digit(text[at]); ++at, any = true) {
      result.digits += text[at];
      --result.exponent;
    }
  }
  if (!any) return std::nullopt;
  if (at + 1 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t power = at + 1;
    if (text[power] == '-' || text[power] == '+') ++power;
    int value = 0;
    const std::size_t from = power;
    for (; power < text.size() && digit(text[power]) && power < from + 5; ++power) value = value * 10 + (text[power] - '0');
    if (power > from) {
      result.exponent += text[at + 1] == '-' ? -value : value;
      at = power;
    }
  }
  result.end = at;
  return result;
}

/// digits * 10^exponent * numerator, correctly rounded, then divided: one rounding when the denominator is 1.
double scaled(const Decimal& decimal, const Unit& unit) {
  std::string digits = decimal.digits;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  int exponent = decimal.exponent + unit.exponent;
  if (unit.numerator != 1) {  // schoolbook product of the digits and a small number
    std::string product;
    unsigned long long carry = 0;
    for (std::size_t i = digits.size(); i-- > 0;) {
      carry += static_cast<unsigned long long>(digits[i] - '0') * static_cast<unsigned long long>(unit.numerator);
      product.insert(product.begin(), static_cast<char>('0' + carry % 10));
      carry /= 10;
    }
    for (; carry > 0; carry /= 10) product.insert(product.begin(), static_cast<char>('0' + carry % 10));
    digits = product;
  }
  const std::string text = fmt::format("{}e{}", digits, exponent);
  double value = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) value = exponent > 0 ? HUGE_VAL : 0.0;
  value /= static_cast<double>(unit.denominator);
  return decimal.negative ? -value : value;
}

/// What else a text may be that is no plain number, told apart to say what to do.
QuantityProblem not_a_number(const std::string& text) {
  if (text.empty()) return {"nothing", std::string(how_numbers_look)};
  const std::string small = lowered(text);
  const bool about = small.starts_with("about") || small.starts_with("~") || small.starts_with("约") ||
                     small.starts_with("<") || small.starts_with(">") || small.starts_with("≈") || small.starts_with("大约");
  if (about) return {in_quotes(text) + " is no exact number", "one number, the best that is known"};
  return {in_quotes(text) + " is not a number", std::string(how_numbers_look)};
}

/// Complaints about what follows the digits of a number: "10-12 mm", "1,5 mm", "1/2 ml". Nothing when it can be a unit.
std::optional<QuantityProblem> number_goes_on(const std::string& text, std::string_view rest) {
  if (rest.empty()) return std::nullopt;
  const std::string_view after = trimmed(rest.substr(1));
  const bool number_next = !after.empty() && digit(after[0]);
  if (rest[0] == ',' && number_next)
    return QuantityProblem{in_quotes(text) + " has a comma in its number",
                           "a point for decimals and nothing between thousands"};
  if ((rest[0] == '-' || rest[0] == '~') && number_next)
    return QuantityProblem{in_quotes(text) + " is a range", "one number, the best that is known"};
  if (trimmed(rest).starts_with("to ") || trimmed(rest).starts_with("至") || trimmed(rest).starts_with("到"))
    return QuantityProblem{in_quotes(text) + " is a range", "one number, the best that is known"};
  if (rest[0] == '/' && number_next)
    return QuantityProblem{in_quotes(text) + " is a fraction", "a decimal number such as 0.5"};
  if (rest[0] == '.' || rest[0] == ':')
    return QuantityProblem{in_quotes(text) + " is not a number", std::string(how_numbers_look)};
  return std::nullopt;
}

/// "每侧 50 单位" says the basis first.
Basis leading_basis(std::string& text) {
  for (const std::string_view word : {"每侧", "单侧", "每边", "per side", "each side"})
    if (cut_prefix(text, word)) return Basis::per_side;
  for (const std::string_view word : {"双侧共", "两侧共", "双侧", "两侧", "总共", "共", "合计", "total of", "total"})
    if (cut_prefix(text, word)) return Basis::total;
  return Basis::none;
}

/// One number and one unit from the front of `text`; what is left stays in it.
tl::expected<Quantity, QuantityProblem> one_quantity(std::string_view& rest, const std::string& whole) {
  const auto decimal = scan_decimal(rest);
  if (!decimal) return tl::unexpected(not_a_number(whole));
  rest.remove_prefix(decimal->end);
  if (auto problem = number_goes_on(whole, rest)) return tl::unexpected(*problem);
  // the unit's name goes up to the next number that stands apart ("1 year 3 months"); "mm2" and "g/m2/h" hold digits
  std::size_t end = 0;
  const auto next_number = [&](std::size_t i) {
    return digit(rest[i]) && i > 0 && rest[i - 1] == ' ' && !(i + 1 < rest.size() && rest[i + 1] == '/');  // 1/h is a unit
  };
  while (end < rest.size() && !next_number(end)) ++end;
  std::string name(trimmed(rest.substr(0, end)));
  rest.remove_prefix(end);
  for (const std::string_view word : {" and", ",", "又", "零"})
    if (!rest.empty()) cut_suffix(name, word);
  const auto unit = name.empty() ? std::optional<Unit>(Unit{}) : find_unit(name);
  if (!unit) {
    const auto looks =
        looks_like_date(whole) ? "a quantity, not a date" : "a number and a unit, such as 9.1 mm, 36 U per side or 12 weeks";
    return tl::unexpected(QuantityProblem{in_quotes(whole) + " has an unknown unit", looks});
  }
  const double value = scaled(*decimal, *unit);
  if (!std::isfinite(value))
    return tl::unexpected(QuantityProblem{in_quotes(whole) + " is too large", std::string(how_numbers_look)});
  return Quantity{value, unit->dimension, unit->basis};
}

}  // namespace

double Unit::factor() const {
  Decimal one;
  one.digits = "1";
  return scaled(one, *this);
}

std::string_view canonical_unit(Dimension dimension) { return unit_names::canonical[static_cast<std::size_t>(dimension)]; }

std::string units_for(Dimension dimension, Basis basis) {
  std::vector<std::string> names;
  for (const auto& unit : unit_names::all) {
    if (unit.dimension != dimension || names.size() == 4) continue;
    names.emplace_back(unit.names.substr(0, unit.names.find(' ')));
  }
  if (dimension == Dimension::score) return "a bare number";
  if (dimension == Dimension::fraction) return "%";
  if (basis == Basis::per_side) return fmt::format("{0} per side or {0} total", canonical_unit(dimension));
  if (names.size() == 1) return names[0];
  const std::string last = names.back();
  names.pop_back();
  return joined(names) + " or " + last;
}

std::optional<Unit> find_unit(std::string_view name) {
  std::string text = one_spelling(name);
  const Named* unit = lookup(text, false);
  Basis basis = Basis::none;
  if (unit == nullptr) {
    basis = cut_basis(text);
    unit = lookup(text, false);
  }
  if (unit == nullptr) unit = lookup(text, true);
  if (unit == nullptr) return std::nullopt;
  return Unit{unit->dimension, basis, unit->numerator, unit->exponent, unit->denominator};
}

tl::expected<double, QuantityProblem> parse_number(std::string_view text) {
  const std::string plain = plain_width(trimmed(text));
  const auto decimal = scan_decimal(plain);
  if (!decimal) return tl::unexpected(not_a_number(plain));
  const std::string_view rest = std::string_view(plain).substr(decimal->end);
  if (auto problem = number_goes_on(plain, rest)) return tl::unexpected(*problem);
  if (!rest.empty())
    return tl::unexpected(QuantityProblem{in_quotes(plain) + " is not a bare number", "a number without a unit"});
  const double value = scaled(*decimal, Unit{});
  if (!std::isfinite(value))
    return tl::unexpected(QuantityProblem{in_quotes(plain) + " is too large", std::string(how_numbers_look)});
  return value;
}

tl::expected<Quantity, QuantityProblem> parse_quantity(std::string_view text) {
  constexpr std::size_t longest = 200;
  if (text.size() > longest)
    return tl::unexpected(QuantityProblem{in_quotes(text) + " is too long for a quantity", "a number and a unit"});
  const std::string whole = plain_width(trimmed(text));
  std::string body = whole;
  const Basis first_said = leading_basis(body);
  std::string_view rest = body;
  auto sum = one_quantity(rest, whole);
  if (!sum) return sum;
  while (!rest.empty()) {
    auto next = one_quantity(rest, whole);
    if (!next) return next;
    if (sum->dimension != Dimension::time || next->dimension != Dimension::time)
      return tl::unexpected(QuantityProblem{in_quotes(whole) + " holds two quantities", "one number and one unit"});
    sum->value += next->value;
  }
  if (first_said != Basis::none) {
    if (sum->basis != Basis::none && sum->basis != first_said)
      return tl::unexpected(
          QuantityProblem{in_quotes(whole) + " is said to be both per side and in total", "one of the two"});
    sum->basis = first_said;
  }
  if (sum->dimension == Dimension::score && sum->basis != Basis::none)
    return tl::unexpected(QuantityProblem{in_quotes(whole) + " has no unit", "a number and a unit, such as 36 U per side"});
  return sum;
}

std::string to_text(const Quantity& quantity) {
  const char* basis = quantity.basis == Basis::per_side ? " per side" : quantity.basis == Basis::total ? " total" : "";
  if (quantity.dimension == Dimension::score) return fmt::format("{}{}", quantity.value, basis);
  if (quantity.dimension == Dimension::fraction) {
    const double percent = quantity.value * 100.0;
    const auto again = parse_quantity(fmt::format("{} %", percent));
    if (again && again->value == quantity.value) return fmt::format("{} %{}", percent, basis);
    return fmt::format("{} fraction{}", quantity.value, basis);
  }
  return fmt::format("{} {}{}", quantity.value, canonical_unit(quantity.dimension), basis);
}

}  // namespace vultus
