#include "vultus/model/roster.hpp"

#include "vultus/solve/solve.hpp"

namespace vultus::solve {
namespace {

template <class Model>
constexpr ModelInfo info() {
  return {Model::name,        Model::version,    Model::stiff,     Model::state_names,
          Model::param_names, Model::port_names, Model::observable_names, Model::scale};
}

#define VULTUS_INFO(M) info<model::M>(),
constexpr ModelInfo infos[] = {VULTUS_ROSTER(VULTUS_INFO)};
#undef VULTUS_INFO

}  // namespace

std::span<const ModelInfo> roster() { return infos; }

const ModelInfo* find_model(std::string_view name) {
  for (const ModelInfo& info : infos)
    if (info.name == name) return &info;
  return nullptr;
}

}  // namespace vultus::solve
