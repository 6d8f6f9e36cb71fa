#include "vultus/solve/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "vultus/base/fault.hpp"
#include "vultus/model/roster.hpp"
#include "vultus/solve/kernel/along.ipp"

namespace vultus::solve {

namespace kernel {
namespace {
#define VULTUS_SLOPES(M) {&carry_jets<model::M, Scalar, ExplicitStep>, &carry_jets<model::M, Scalar, ImplicitStep>},
constexpr SlopesFunctions table[] = {VULTUS_ROSTER(VULTUS_SLOPES)};
#undef VULTUS_SLOPES
}  // namespace
const SlopesFunctions* scalar_slopes() { return table; }
}  // namespace kernel

Sensitivities sensitivities(std::string_view model, std::span<const double> params, const Timetable& timetable,
                            const Settings& settings) {
  const ModelInfo* info = find_model(model);
  VULTUS_EXPECTS(info != nullptr, fmt::format("no model is called '{}'", model));
  Job job;
  job.model = model;
  job.patients = 1;
  job.params = params;
  job.timetables = {&timetable, 1};
  Settings one = settings;
  one.instructions = InstructionSet::baseline;
  one.threads = 1;
  Sensitivities out;
  out.times = timetable.observe_days.size();
  out.observables = info->observables.size();
  out.params = info->params.size();
  out.derivative.resize(out.observables * out.times * out.params);
  for (std::size_t first = 0; first < out.params; first += kernel::directions) {
    std::vector<std::size_t> wanted;
    for (std::size_t j = first; j < std::min(first + kernel::directions, out.params); ++j) wanted.push_back(j);
    Slopes part = run_with_slopes(job, wanted, one);
    out.status = part.status.front();
    for (std::size_t d = 0; d < wanted.size(); ++d)
      for (std::size_t at = 0; at < part.observed.size(); ++at)
        out.derivative[at * out.params + wanted[d]] = part.slopes[d * part.observed.size() + at];
    out.value = std::move(part.observed);
  }
  return out;
}

}  // namespace vultus::solve
