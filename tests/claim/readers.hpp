// The shipped words and tables, read once, and pages from a few lines.
#pragma once
#include <string>

#include "../support/cases.hpp"
#include "vultus/claim/reading.hpp"

namespace vultus::tests {

inline const PageReader& reader() {
  static const PageReader all = PageReader::open(VULTUS_SOURCE_DIR "/data", catalog()).value();
  return all;
}

inline Reading reading_of(const std::string& text, const std::string& file = "page.txt") { return reader().read(text, file).value(); }

/// The first claim of a treatment; an empty one where there is none.
inline JudgedClaim claim_on(const Reading& reading, const std::string& treatment) {
  for (const auto& item : reading.claims)
    if (item.claim.treatment == treatment) return item;
  return {};
}

}  // namespace vultus::tests
