// One chain of the sampler: what it has to remember, and how it goes on by one iteration.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vultus/infer/nuts.hpp"
#include "vultus/infer/nuts_metric.hpp"
#include "vultus/infer/nuts_step.hpp"
#include "vultus/infer/nuts_tree.hpp"

namespace vultus {

/// All that a chain needs to go on, with the draws so far.
struct ChainState {
  std::size_t iteration = 0;  ///< done, warm-up included
  SamplerPoint place;
  StepSize step;
  Metric metric;
  RunningMoments moments;  ///< of the window under way
  std::vector<double> values, log_density, energy, accept;
  std::vector<std::uint32_t> depth, leapfrogs;
  std::vector<std::uint8_t> divergent;
};

class Chain {
 public:
  Chain(LogDensity density, std::size_t index, std::size_t dimensions, const NutsSettings& settings);

  /// The state at `start`; its log density is minus infinity where a chain cannot start.
  [[nodiscard]] ChainState state_at(const std::vector<double>& start);
  /// One iteration more.
  void go_on(ChainState& state);

 private:
  void learn(ChainState& state, double accept);

  Trajectory trajectory_;
  Windows windows_;
  std::size_t index_, warmup_;
  std::uint64_t seed_;
  double target_;
  bool dense_;
};

}  // namespace vultus
