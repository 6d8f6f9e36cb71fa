#include "vultus/casefile/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

using Type = FieldRule::Type;

FieldRule quantity(const char* name, Dimension dimension, double low, double high) {
  return {name, Type::quantity, dimension, low, high, {}};
}
FieldRule number(const char* name, double low, double high) { return {name, Type::number, Dimension::score, low, high, {}}; }
FieldRule flag(const char* name) { return {name, Type::flag, Dimension::score, 0, 0, {}}; }
FieldRule word(const char* name, std::vector<std::string> words = {}) {
  return {name, Type::word, Dimension::score, 0, 0, std::move(words)};
}

constexpr double century = 36525.0;  // days

std::vector<FieldRule> with(std::vector<FieldRule> first, const std::vector<FieldRule>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

/// What every scar may have. Ranges are what a face, or for old burns a body, can hold.
std::vector<FieldRule> scar(const std::vector<FieldRule>& more) {
  return with(
      {word("location"), quantity("length", Dimension::length, 0.1, 1000), quantity("width", Dimension::length, 0.1, 500),
       quantity("area", Dimension::area, 0.01, 1e6), word("subtype"), quantity("age", Dimension::time, 0, century),
       word("cause"), number("vss", 0, 15), number("posas_patient", 6, 60), number("posas_observer", 5, 60),
       number("itch", 0, 10), number("pain", 0, 10), word("tension", {"low", "normal", "high"}), flag("recurrent")},
      more);
}

std::vector<KindRule> make_kind_rules() {
  const auto height = quantity("height", Dimension::length, 0, 100);
  const auto depth = quantity("depth", Dimension::length, 0, 50);
  const auto location = word("location");
  const auto grade = number("grade", 0, 10);
  const auto age = quantity("age", Dimension::time, 0, century);
  const auto elasticity = word("skin_elasticity", {"low", "normal", "high"});
  const std::vector<FieldRule> marks{location,
                                     word("subtype"),
                                     age,
                                     quantity("area", Dimension::area, 0.01, 1e6),
                                     number("count", 0, 10000),
                                     grade,
                                     number("erythema_index", 0, 999),
                                     number("melanin_index", 0, 999)};
  const auto acne = scar({depth, number("count", 0, 10000), number("goodman_baron", 0, 84), number("ecca", 0, 540), grade});
  return {
      {"masseter_botulinum",
       {quantity("thickness_rest", Dimension::length, 2, 40), quantity("thickness_clench", Dimension::length, 2, 50),
        quantity("masseter_volume", Dimension::volume, 2, 100), quantity("bite_force", Dimension::force, 10, 3000),
        elasticity, word("chewing_load", {"low", "normal", "high"})}},
      {"keloid", scar({height, quantity("volume", Dimension::volume, 0, 1000), flag("growing")})},
      {"hypertrophic_scar", scar({height, quantity("volume", Dimension::volume, 0, 1000), flag("growing")})},
      {"surgical_scar", scar({height, depth})},
      {"burn_scar", scar({height, depth, quantity("healing_time", Dimension::time, 0, 3650)})},
      {"atrophic_acne_scar", acne},
      {"post_acne_erythema", marks},
      {"post_inflammatory_hyperpigmentation", marks},
      {"tear_trough",
       {location, depth, quantity("length", Dimension::length, 1, 100), quantity("volume", Dimension::volume, 0, 20),
        word("subtype"), age, grade, elasticity}},
      {"volume_loss",
       {location, depth, quantity("volume", Dimension::volume, 0, 100), word("subtype"), age, grade, elasticity}},
      {"skin_laxity", {location, quantity("slack", Dimension::length, 0, 100), word("subtype"), age, grade, elasticity}},
  };
}

/// "any short word": letters of any script, digits, blanks, - and _.
std::optional<FieldValue> free_word(const Spot& spot, FaultList& faults) {
  constexpr std::size_t longest = 100;
  const TreeNode& node = *spot.node;
  if (node.kind == TreeNode::Kind::scalar && !node.text.empty() && node.text.size() <= longest) return node.text;
  faults.add(node, spot.path, what_stands_there(node), "a word");
  return std::nullopt;
}

std::optional<FieldValue> phototype(const Spot& spot, FaultList& faults) {
  static const std::vector<std::string> roman{"I", "II", "III", "IV", "V", "VI"};
  static const std::vector<std::string> arabic{"1", "2", "3", "4", "5", "6"};
  const std::string text = plain_width(trimmed(spot.node->text));
  for (std::size_t i = 0; i < roman.size(); ++i)
    if (text == roman[i] || text == arabic[i]) return static_cast<double>(i + 1);
  faults.add(*spot.node, spot.path, what_stands_there(*spot.node), "I, II, III, IV, V or VI (or 1 to 6)");
  return std::nullopt;
}

/// The range in the words of a message; canonical units.
std::string range_of(const FieldRule& rule, std::string_view unit) {
  return fmt::format("from {} to {}{}{}", rule.low, rule.high, unit.empty() ? "" : " ", unit);
}

std::optional<FieldValue> in_range(double value, const Spot& spot, const FieldRule& rule, std::string_view unit,
                                   FaultList& faults) {
  if (value >= rule.low && value <= rule.high) return value;
  const char* why = value < 0.0 && rule.low >= 0.0 ? " is negative" : value < rule.low ? " is too small" : " is too large";
  faults.add(*spot.node, spot.path, in_quotes(spot.node->text) + why, range_of(rule, unit));
  return std::nullopt;
}

/// Years or months: the bare number, or any length of time.
std::optional<FieldValue> calendar_span(const Spot& spot, const FieldRule& rule, double days, const char* unit,
                                        FaultList& faults) {
  const auto read = parse_quantity(spot.node->text);
  const bool fits =
      read && (read->dimension == Dimension::score || read->dimension == Dimension::time) && read->basis == Basis::none;
  if (!fits) {
    const auto found = read ? in_quotes(spot.node->text) + " has a unit of another kind" : read.error().found;
    faults.add(*spot.node, spot.path, found, fmt::format("a number of {}", unit));
    return std::nullopt;
  }
  const double value = read->dimension == Dimension::time ? read->value / days : read->value;
  return in_range(value, spot, rule, unit, faults);
}

std::optional<FieldValue> bare_number(const Spot& spot, const FieldRule& rule, FaultList& faults) {
  const auto read = parse_quantity(spot.node->text);
  if (read && read->dimension == Dimension::score && read->basis == Basis::none)
    return in_range(read->value, spot, rule, "", faults);
  const auto found = read ? in_quotes(spot.node->text) + " has a unit" : read.error().found;
  faults.add(*spot.node, spot.path, found, "a number " + range_of(rule, ""));
  return std::nullopt;
}

}  // namespace

std::vector<FieldRule> patient_rules(const Catalog& catalog) {
  std::vector<FieldRule> rules{
      {"age", Type::years, Dimension::time, 0, 120, {}},
      word("sex", {"female", "male"}),
      {"phototype", Type::phototype, Dimension::score, 1, 6, {}},
      flag("pregnant"),
      flag("breast_feeding"),
      flag("anticoagulants"),
      flag("immunosuppressed"),
      {"isotretinoin_months_ago", Type::months, Dimension::time, 0, 1200, {}},
      {"infection", Type::flag_or_word, Dimension::score, 0, 0, {}},
      flag("history_of_keloid"),
      word("care", {"poor", "usual", "good"}),
  };
  for (const auto& treatment : catalog.treatments) {
    for (const auto& reason : treatment.contraindications) {
      const auto known = [&](const FieldRule& rule) { return rule.name == reason.field; };
      if (reason.field == "allergies" || std::any_of(rules.begin(), rules.end(), known)) continue;
      rules.push_back({reason.field, Type::flag_or_word, Dimension::score, 0, 0, {}});
    }
  }
  return rules;
}

const std::vector<KindRule>& kind_rules() {
  static const std::vector<KindRule> rules = make_kind_rules();
  return rules;
}

const KindRule* kind_rule(std::string_view kind) {
  for (const auto& rule : kind_rules())
    if (rule.kind == kind) return &rule;
  return nullptr;
}

std::optional<FieldValue> read_field(const Spot& spot, const FieldRule& rule, FaultList& faults) {
  const auto as_value = [](auto read) { return read ? std::optional<FieldValue>(*read) : std::nullopt; };
  if (spot.node->kind != TreeNode::Kind::scalar) {
    const char* what = rule.type == Type::flag ? "true or false" : rule.type == Type::word ? "a word" : "a single value";
    faults.add(*spot.node, spot.path, what_stands_there(*spot.node), what);
    return std::nullopt;
  }
  switch (rule.type) {
    case Type::quantity: {
      const auto value = read_quantity(spot, rule.dimension, faults);
      return value ? in_range(*value, spot, rule, canonical_unit(rule.dimension), faults) : std::nullopt;
    }
    case Type::number:
      return bare_number(spot, rule, faults);
    case Type::years:
      return calendar_span(spot, rule, 365.25, "years", faults);
    case Type::months:
      return calendar_span(spot, rule, 30.4375, "months", faults);
    case Type::word:
      return rule.words.empty() ? free_word(spot, faults) : as_value(read_word(spot, rule.words, faults));
    case Type::flag:
      return as_value(read_flag(spot, faults));
    case Type::flag_or_word:
      return flag_of(*spot.node) ? as_value(flag_of(*spot.node)) : free_word(spot, faults);
    case Type::phototype:
      return phototype(spot, faults);
  }
  return std::nullopt;
}

}  // namespace vultus
