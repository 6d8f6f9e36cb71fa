// Which counts of a harm speak of one treatment, and which of others: what a rate is learnt from.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vultus/catalog/catalog.hpp"

namespace vultus {

/// The counts of one event, seen from one treatment. Studies that may share people are never both there: the one with more
/// people stays, those of the treatment itself before others.
struct HarmCounts {
  std::vector<HarmTally> own;  ///< of people who got the treatment, alone or with others
  std::vector<std::vector<HarmTally>>
      others;  ///< a list for each other treatment or combination; arms without treatment are in none
};

/// Untreated arms, placebo and uncontrolled care: no treatment that others are like.
bool is_control(std::string_view treatment);

HarmCounts harm_counts(const Catalog& catalog, std::string_view event, std::string_view treatment);

}  // namespace vultus
