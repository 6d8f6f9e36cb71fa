#include "vultus/infer/stack.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace vultus {
namespace {

constexpr double grid = 20.0;        // weights are multiples of a twentieth: rows cannot tell more
constexpr double prior_worth = 10.0;  // as much as that many studies of one row each; an assumption

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
  std::map<std::string, double> rows_of;  // rows of one study go together: they tell as much as the root of their number
  for (const auto& row : rows) rows_of[row.study] += 1.0;
  StackWeights best = unlearnt_weights;
  double highest = -std::numeric_limits<double>::infinity();
  for (int a = 0; a <= static_cast<int>(grid); ++a)
    for (int b = 0; a + b <= static_cast<int>(grid); ++b) {
      const StackWeights weights{a / grid, b / grid, (grid - a - b) / grid};
      double sum = 0.0;
      for (std::size_t r = 0; r < rivals; ++r) sum += prior_worth * unlearnt_weights[r] * std::log(weights[r] + 0.5 / grid);
      for (const auto& row : rows)
        if (row.study != without) sum += log_score(row, stacked(row.laws, weights)) / std::sqrt(rows_of[row.study]);
      if (sum > highest) highest = sum, best = weights;
    }
  return best;
}

}  // namespace vultus
