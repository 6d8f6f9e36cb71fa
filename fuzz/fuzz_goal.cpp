// Any text as a goal: faults, or a goal whose own text reads to the same goal again.
#include <cmath>
#include <cstdint>

#include "check.hpp"
#include "vultus/casefile/goals.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto goal = parse_goal(text, catalog(), "2026-01-01");
  if (!goal) {
    demand_well_formed(goal.error());
    return 0;
  }
  demand(std::isfinite(goal->amount));
  const auto again = parse_goal(goal->text, catalog(), "2026-01-01");
  demand(again && again->code == goal->code && again->kind == goal->kind && again->amount == goal->amount);
  return 0;
}
