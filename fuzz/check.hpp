// What holds for every input, whatever it is: checked by all fuzzers.
#pragma once
#include <cstdlib>

#include "vultus/base/fault.hpp"
#include "vultus/base/text.hpp"

namespace vultus {

inline void demand(bool condition) {
  if (!condition) std::abort();
}

/// Faults are there, say what was found and what is allowed, and fit on one line of UTF-8 each.
inline void demand_well_formed(const Faults& faults) {
  demand(!faults.empty());
  for (const auto& fault : faults) {
    demand(!fault.found.empty() && !fault.allowed.empty());
    demand(fault.line >= 0 && fault.column >= 0);
    const auto text = to_text(fault);
    demand(!broken_utf8(text).has_value());
    demand(text.find('\n') == std::string::npos);
  }
}

}  // namespace vultus
