// What a visit or a goal may speak of: outcomes and events of the vocabulary and of the tissues, each with its unit and
// range.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vultus/base/units.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/catalog/fields.hpp"

namespace vultus {

struct Measure {
  std::string code;
  bool is_event = false;               ///< true or false, nothing else
  bool is_share = false;               ///< a proportion in trials, so in one person also true or false
  std::optional<Dimension> dimension;  ///< nothing: the trials do not tell, any unit may stand
  double low = 0.0, high = 0.0;        ///< physically possible, canonical units

  /// "a quantity in mm from 2 to 40 mm"
  [[nodiscard]] std::string allowed() const;
};

/// The measure that a code means. Tissues' observables and events go before the vocabulary, events before outcomes.
std::optional<Measure> find_measure(std::string_view code, const Catalog& catalog);
/// Every code that find_measure knows.
std::vector<std::string> measure_codes(const Catalog& catalog);

/// What was measured: its value in canonical units, or whether the event is there.
std::optional<std::variant<double, bool>> read_value(const Spot& spot, const Measure& measure, FaultList& faults);
/// Whether a quantity is of the measure's kind ("9 ml per side" is, where the measure is one side's anyway).
bool is_of_kind(const Quantity& quantity, const Measure& measure);

}  // namespace vultus
