// One iteration of the no-U-turn sampler: a trajectory that doubles until it turns back, and a point chosen on it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vultus/infer/nuts.hpp"
#include "vultus/infer/nuts_metric.hpp"

namespace vultus {

/// A position with what the density says there.
struct SamplerPoint {
  std::vector<double> q, gradient;
  double log_density = 0.0;
};

/// How an iteration went.
struct Transition {
  double energy = 0.0;  ///< of the chosen point
  double accept = 0.0;  ///< mean over the trajectory's steps of min(1, exp(-energy error))
  std::uint32_t depth = 0, leapfrogs = 0;
  bool divergent = false;
};

/// Names the random numbers of an iteration.
struct IterationKey {
  std::uint64_t seed = 0, chain = 0, iteration = 0;
};

/// Workspace and density of one chain. Not for two threads at once.
class Trajectory {
 public:
  Trajectory(LogDensity density, std::size_t dimensions, int max_depth);

  /// Log density and gradient at place.q; minus infinity where either is not finite.
  void evaluate(SamplerPoint& place) const;
  /// Moves `place` on.
  Transition move(SamplerPoint& place, const Metric& metric, double step, const IterationKey& key);
  /// A step size at which one step from `place` changes the energy by about log 0.8, found by doubling or halving `step`.
  /// `search` names the random numbers.
  double reasonable_step(const SamplerPoint& place, const Metric& metric, double step, const IterationKey& search);

 private:
  /// An end of the trajectory.
  struct End {
    SamplerPoint place;
    std::vector<double> momentum, velocity;
  };
  /// A stretch of the trajectory, from the point nearest to where it was grown from to the farthest.
  struct Stretch {
    std::vector<double> first_momentum, first_velocity, last_momentum, last_velocity;
    std::vector<double> momentum_sum;
    SamplerPoint chosen;
    double energy = 0.0;      ///< of the chosen point
    double log_weight = 0.0;  ///< log of the sum of exp(start energy - energy) of its points

    explicit Stretch(std::size_t n)
        : first_momentum(n),
          first_velocity(n),
          last_momentum(n),
          last_velocity(n),
          momentum_sum(n),
          chosen{std::vector<double>(n), std::vector<double>(n), 0.0} {}
    void turn_round();
  };

  void leapfrog(End& end, double step) const;
  [[nodiscard]] static double energy_of(const End& end);
  /// Grows 2^depth points beyond `end`; false if the stretch turned back within itself or diverged.
  bool grow(int depth, End& end, Stretch& grown);
  bool grow_one(End& end, Stretch& grown);
  /// Appends b to a; false if the whole, or either half with the next point of the other, turns back. Chooses b's point
  /// with probability `share_of_b`.
  bool join(Stretch& a, Stretch& b, double share_of_b, double log_weight);
  double next_uniform();
  void begin(const SamplerPoint& place);

  LogDensity density_;
  int max_depth_;
  End left_, right_;
  Stretch whole_;
  std::vector<Stretch> halves_;  // two for each depth
  // of the iteration that is under way
  const Metric* metric_ = nullptr;
  IterationKey key_;
  double step_ = 0.0, start_energy_ = 0.0, accept_sum_ = 0.0;
  std::uint64_t drawn_ = 0;
  std::uint32_t leapfrogs_ = 0;
  bool divergent_ = false;
};

}  // namespace vultus
