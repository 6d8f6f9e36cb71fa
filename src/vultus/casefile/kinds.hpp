// Which fields a person and each kind of condition may have. To add a field or a kind, add a line in kinds.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/units.hpp"
#include "vultus/casefile/casefile.hpp"
#include "vultus/catalog/fields.hpp"

namespace vultus {

struct FieldRule {
  enum class Type {
    quantity,  ///< a number with a unit of `dimension`
    number,    ///< a bare number: a score, a count, a grade
    years,     ///< a bare number of years, or a length of time
    months,    ///< a bare number of months, or a length of time
    word,      ///< one of `words`; any short word when there are none
    flag,      ///< true or false
    flag_or_word,
    phototype,  ///< I to VI or 1 to 6
  };
  std::string name;
  Type type = Type::word;
  Dimension dimension = Dimension::score;
  double low = 0.0, high = 0.0;  ///< canonical units
  std::vector<std::string> words;
};

struct KindRule {
  std::string kind;
  std::vector<FieldRule> fields;
};

/// Fields of `patient`, those that the treatments' contra-indications ask for included; `allergies` is a list and apart.
std::vector<FieldRule> patient_rules(const Catalog& catalog);
/// Every kind of condition.
const std::vector<KindRule>& kind_rules();
const KindRule* kind_rule(std::string_view kind);

/// The value of one field, in canonical units.
std::optional<FieldValue> read_field(const Spot& spot, const FieldRule& rule, FaultList& faults);

}  // namespace vultus
