// How a chain learns its step size and when it renews its metric: dual averaging and the windows of the warm-up.
#pragma once
#include <cstddef>
#include <vector>

namespace vultus {

/// Dual averaging of the logarithm of the step size (Nesterov 2009; Hoffman & Gelman 2014, section 3.2).
struct StepSize {
  double current = 1.0;   ///< used while adapting
  double centre = 0.0;    ///< log of ten times the step size at the start: trials lean towards it
  double error = 0.0;     ///< weighted mean of target minus acceptance
  double averaged = 0.0;  ///< log of the step size to keep
  double count = 0.0;

  /// Starts anew from a step size.
  void restart(double step);
  /// After an iteration with this mean acceptance.
  void learn(double accept, double target);
  /// The step size to keep after the adaptation.
  [[nodiscard]] double settled() const;
};

/// The iterations of a warm-up: step size alone, then windows that double, each ending with a new metric made of its
/// draws, then step size alone. 75, 25 + 50 + 100 + ... and 50 iterations where there are as many as 150; in a shorter
/// warm-up 15 %, one window of 75 %, and 10 %; below 20 no metric is learnt.
struct Windows {
  std::size_t begin = 0;          ///< first iteration that counts for the metric
  std::vector<std::size_t> ends;  ///< the metric is renewed after as many iterations

  explicit Windows(std::size_t warmup);
  [[nodiscard]] bool learns(std::size_t iteration) const {
    return !ends.empty() && iteration >= begin && iteration < ends.back();
  }
  [[nodiscard]] bool ends_after(std::size_t iteration) const;
};

}  // namespace vultus
