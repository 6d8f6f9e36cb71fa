// Any bytes as a case: either every fault, well formed, or a case whose every plan can be put on a timetable.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "check.hpp"
#include "vultus/plan/timetable.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = read_case(text, "case.yaml", catalog());
  if (!read) {
    demand_well_formed(read.error());
    return 0;
  }
  demand(!read->plans.empty() && !read->conditions.empty());
  demand(read->today <= read->horizon_days || !read->visits.empty() || !read->history.empty());
  for (const auto& visit : read->visits) demand(visit.day <= read->today);
  for (const auto& plan : read->plans) {
    const auto happenings = timetable(*read, plan, catalog());
    const auto days = forecast_days(*read, happenings);
    demand(std::is_sorted(days.begin(), days.end()) && days.back() <= std::max(read->horizon_days, read->today));
    std::map<std::pair<std::string, int>, double> held;  // what lasting care put on a port is taken from it when it ends
    for (const auto& happening : happenings) {
      demand(std::isfinite(happening.amount) && happening.port >= 0);
      double& sum = held[{happening.model, happening.port}];
      sum += happening.amount;
      demand(sum >= -1e-9 * std::fabs(happening.amount));
    }
  }
  return 0;
}
