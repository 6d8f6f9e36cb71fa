// Rates of harm from counts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vultus/catalog/catalog.hpp"
#include "vultus/catalog/harm_table.hpp"

namespace vultus {

/// The rate that one more study or clinic would have, and what it was counted from.
struct Rate {
  double median = 0.0, q05 = 0.0, q95 = 0.0;
  double events = 0.0, people = 0.0;
  double people_with_others = 0.0;   ///< of these, given other treatments with it
  std::vector<std::string> studies;  ///< each once, sorted; empty: nobody counted it, and there is no rate
};

/// Studies of other treatments only lend what is usual for the event and how studies scatter (harm_law.hpp): without a count
/// of its own a treatment has no rate.
Rate rate_of(const HarmCounts& counts);

/// From all that the catalog counts of the event under the treatment.
Rate rate_of(const Catalog& catalog, std::string_view event, std::string_view treatment);

}  // namespace vultus
