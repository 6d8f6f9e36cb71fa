#include "vultus/infer/stack.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vultus {
namespace {

constexpr double grid = 20.0;        // weights are multiples of a twentieth: rows cannot tell more
constexpr double prior_rows = 3.0;   // each rival is given this much of one row's log weight; an assumption

}  // namespace

std::string_view name_of(Rival rival) {
  static constexpr std::array<std::string_view, rivals> names{"mechanism", "statistics", "course"};
  return names[static_cast<std::size_t>(rival)];
}

EffectLaw stacked(std::span<const EffectLaw, rivals> laws, const StackWeights& weights) {
  EffectLaw law;
  for (std::size_t r = 0; r < rivals; ++r) law.mean += weights[r] * laws[r].mean, law.sd += weights[r] * laws[r].sd;
  return law;
}

double log_score(const StackedRow& row, const EffectLaw& law) {
  const double variance = law.sd * law.sd + row.s * row.s, away = row.y - law.mean;
  return -0.5 * (away * away / variance + std::log(2.0 * std::numbers::pi * variance));
}

StackWeights stack_weights(std::span<const StackedRow> rows, std::string_view without) {
  StackWeights best{};
  best.fill(1.0 / static_cast<double>(rivals));
  double highest = -std::numeric_limits<double>::infinity();
  for (int a = 0; a <= static_cast<int>(grid); ++a)
    for (int b = 0; a + b <= static_cast<int>(grid); ++b) {
      const StackWeights weights{a / grid, b / grid, (grid - a - b) / grid};
      double sum = 0.0;
      for (const double w : weights) sum += prior_rows / static_cast<double>(rivals) * std::log(w + 0.5 / grid);
      for (const auto& row : rows)
        if (row.study != without) sum += log_score(row, stacked(row.laws, weights));
      if (sum > highest) highest = sum, best = weights;
    }
  return best;
}

}  // namespace vultus
