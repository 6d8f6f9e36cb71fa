// Rivals that predicted the same trials, each unseen, share one prediction by how well each did: a stack.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/infer/simple_references.hpp"

namespace vultus {

/// Who predicts a row that a tissue model speaks of.
enum class Rival {
  mechanism,    ///< the tissue model with its learned discrepancy
  statistics,   ///< the process alone
  course,       ///< a course of onset and return without tissue
};
inline constexpr std::size_t rivals = 3;
std::string_view name_of(Rival rival);

using StackWeights = std::array<double, rivals>;  ///< not negative, their sum is 1
using TaskWeights = std::array<StackWeights, all_tasks.size()>;  ///< by task: what is known of a study decides who predicts it best
/// Before anything is learnt: what did best on these tables when it was tried by hand (docs/science/masseter.md), a twentieth for the rest.
inline constexpr StackWeights unlearnt_weights{0.55, 0.4, 0.05};
inline constexpr TaskWeights unlearnt_task_weights{unlearnt_weights, unlearnt_weights, unlearnt_weights};

/// What the rivals said of a row before it was seen.
struct StackedRow {
  std::string study;
  double y = 0.0, s = 0.0;  ///< the effect and its sampling error
  std::array<EffectLaw, rivals> laws;
};

/// The average of the rivals' quantiles. Of normal laws: their means and their sds are averaged.
EffectLaw stacked(std::span<const EffectLaw, rivals> laws, const StackWeights& weights);

/// log density of the row's effect under a law, sampling error included.
double log_score(const StackedRow& row, const EffectLaw& law);

/// The weights that make the rows likeliest, rows of `without` left out; a study's rows count as the root of their number, since they
/// are alike. The prior is a Dirichlet law around unlearnt_weights, which stand without rows.
StackWeights stack_weights(std::span<const StackedRow> rows, std::string_view without = {});

}  // namespace vultus
