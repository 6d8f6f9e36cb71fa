#include "vultus/casefile/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

constexpr double unbounded = 1e9;

/// The kind of quantity where no trial of the tables printed a level, read from the code's own words.
std::optional<Dimension> dimension_by_name(std::string_view code) {
  struct Hint {
    std::string_view word;
    Dimension dimension;
  };
  constexpr std::array hints{
      Hint{"thickness", Dimension::length}, Hint{"depth", Dimension::length},      Hint{"height", Dimension::length},
      Hint{"width", Dimension::length},     Hint{"diameter", Dimension::length},   Hint{"volume", Dimension::volume},
      Hint{"area", Dimension::area},        Hint{"count", Dimension::score},       Hint{"score", Dimension::score},
      Hint{"grade", Dimension::score},      Hint{"days", Dimension::time},         Hint{"months", Dimension::time},
      Hint{"weeks", Dimension::time},       Hint{"duration", Dimension::time},     Hint{"tewl", Dimension::water_loss},
      Hint{"ratio", Dimension::score},      Hint{"stiffness", Dimension::pressure}};
  for (const auto& hint : hints)
    if (code.find(hint.word) != code.npos) return hint.dimension;
  return std::nullopt;
}

Measure of_outcome(const Code& code) {
  Measure measure;
  measure.code = code.code;
  double factor = 1.0;
  if (!code.units.empty()) {
    if (const auto unit = find_unit(code.units.front())) {
      measure.dimension = unit->dimension;
      factor = unit->factor();
    }
    measure.is_share = code.units.front() == "prop";
  } else {
    measure.dimension = dimension_by_name(code.code);
    const bool share = code.scale_min == 0.0 && code.scale_max == 1.0;
    if (!measure.dimension && share) {
      measure.dimension = Dimension::fraction;
      measure.is_share = true;
    } else if (!measure.dimension && code.scale_max) {
      measure.dimension = Dimension::score;
    }
  }
  const bool level_may_be_negative = !code.scale_min.has_value();
  measure.low = code.scale_min ? *code.scale_min * factor : level_may_be_negative ? -unbounded : 0.0;
  measure.high = code.scale_max ? *code.scale_max * factor : unbounded;
  return measure;
}

}  // namespace

std::string Measure::allowed() const {
  if (is_event) return "true or false";
  std::string text = is_share ? "true, false or " : "";
  if (!dimension) return text + "a number with its unit";
  const auto unit = dimension == Dimension::fraction ? std::string_view("%") : canonical_unit(*dimension);
  const double scale = dimension == Dimension::fraction ? 100.0 : 1.0;
  text += dimension == Dimension::score ? "a number" : fmt::format("a number with its unit ({})", units_for(*dimension));
  if (low > -unbounded) text += fmt::format(" from {:g}", low * scale);
  if (high < unbounded) text += fmt::format(" to {:g}", high * scale);
  if ((low > -unbounded || high < unbounded) && !unit.empty()) text += fmt::format(" {}", unit);
  return text;
}

std::optional<Measure> find_measure(std::string_view code, const Catalog& catalog) {
  Measure measure;
  measure.code = code;
  if (catalog.event(code) != nullptr || catalog.code("event", code) != nullptr) {
    measure.is_event = true;
    return measure;
  }
  if (const auto* fact = catalog.observable(code)) {
    if (const auto unit = find_unit(fact->unit)) measure.dimension = unit->dimension;
    measure.low = fact->physical_low;
    measure.high = fact->physical_high;
    return measure;
  }
  if (const auto* outcome = catalog.code("outcome", code)) return of_outcome(*outcome);
  return std::nullopt;
}

std::vector<std::string> measure_codes(const Catalog& catalog) {
  std::vector<std::string> codes;
  for (const auto& tissue : catalog.tissues) {
    for (const auto& fact : tissue.observables) codes.push_back(fact.code);
    for (const auto& fact : tissue.events) codes.push_back(fact.code);
  }
  for (const char* kind : {"outcome", "event"})
    if (const auto found = catalog.codes.find(kind); found != catalog.codes.end())
      for (const auto& [code, unused] : found->second) codes.push_back(code);
  return codes;
}

bool is_of_kind(const Quantity& quantity, const Measure& measure) {
  if (quantity.basis == Basis::total) return false;
  if (measure.dimension) return quantity.dimension == *measure.dimension;
  return quantity.dimension != Dimension::score;
}

std::optional<std::variant<double, bool>> read_value(const Spot& spot, const Measure& measure, FaultList& faults) {
  using Value = std::variant<double, bool>;
  const TreeNode& node = *spot.node;
  const auto refuse = [&](const std::string& found) {
    faults.add(node, spot.path, found, measure.allowed());
    return std::nullopt;
  };
  if (node.kind != TreeNode::Kind::scalar) return refuse(what_stands_there(node));
  const auto flag = flag_of(node);
  if (flag && (measure.is_event || measure.is_share)) return Value(*flag);
  if (measure.is_event || flag) return refuse(in_quotes(node.text));
  const auto quantity = parse_quantity(node.text);
  if (!quantity) return refuse(quantity.error().found);
  if (!is_of_kind(*quantity, measure)) {
    const bool bare = quantity->dimension == Dimension::score && quantity->basis == Basis::none;
    return refuse(in_quotes(node.text) + (bare ? " has no unit" : " has a unit of another kind"));
  }
  if (quantity->value < measure.low || quantity->value > measure.high)
    return refuse(in_quotes(node.text) +
                  (quantity->value < 0.0 && measure.low >= 0.0 ? " is negative" : " is not possible"));
  return Value(quantity->value);
}

}  // namespace vultus
