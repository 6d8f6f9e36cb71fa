// The table of runs with derivatives of one instruction set. The including file sets VULTUS_WIDTH and VULTUS_TABLE.
#include "vultus/model/roster.hpp"
#include "vultus/solve/kernel/along.ipp"

namespace vultus::solve::kernel {
namespace {

template <class Model>
constexpr SlopesFunctions of_model() {
  if constexpr (Model::stiff) return {};
  else return {&carry_jets<Model, Pack<VULTUS_WIDTH, 1>, ExplicitStep>, nullptr};
}

#define VULTUS_SLOPES(M) of_model<model::M>(),
constexpr SlopesFunctions table[] = {VULTUS_ROSTER(VULTUS_SLOPES)};
#undef VULTUS_SLOPES

}  // namespace

const SlopesFunctions* VULTUS_TABLE() { return table; }

}  // namespace vultus::solve::kernel
