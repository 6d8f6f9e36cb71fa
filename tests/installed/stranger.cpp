// Follows a few muscles after one injection and prints how thin the middle one is after twelve weeks, as a share of its start.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "vultus/solve/solve.hpp"

namespace {

constexpr std::array<double, 5> recovery_rates{0.005, 0.0075, 0.01, 0.0125, 0.015};  // 1/day

std::size_t index_of(std::span<const std::string_view> names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

double start_of(std::string_view parameter) {
  // Round numbers of the right size; the calibrated ones come with the data.
  if (parameter == "k_recover") return recovery_rates[2];
  if (parameter == "thickness") return 14.0;
  if (parameter == "a_half") return 5.0;
  if (parameter == "uptake") return 1.0;
  if (parameter == "size_floor") return 0.5;
  if (parameter == "k_clear" || parameter == "k_block") return 0.7;
  return 0.02;
}

}  // namespace

int main() {
  const auto* model = vultus::solve::find_model("masseter");
  if (model == nullptr) return 1;
  std::vector<double> params;
  for (const double rate : recovery_rates)
    for (const auto name : model->params) params.push_back(name == "k_recover" ? rate : start_of(name));
  const int port = static_cast<int>(index_of(model->ports, "toxin_units"));
  const std::array timetables{vultus::solve::Timetable{{{0.0, port, 30.0}}, {0.0, 84.0}}};

  const auto run = vultus::solve::run({.model = "masseter",
                                       .patients = recovery_rates.size(),
                                       .params = params,
                                       .timetables = timetables,
                                       .timetable_of = {},
                                       .delivery_scale = {}});

  if (run.summary.failed() != 0) return 1;
  const auto rest = index_of(model->observables, "masseter_thickness_rest");
  const auto before = run.of(rest, 0);
  const auto after = run.of(rest, 1);
  std::printf("%.6f\n", after[2] / before[2]);
}
