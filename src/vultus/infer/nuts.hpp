// Draws from a probability density known up to a constant, given with its gradient: nuts() runs several chains in parallel,
// the same bytes at any number of threads, and goes on after an interruption as if there had been none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// Natural logarithm of a density at `q` (all real numbers; the caller's transformations with their Jacobians are inside),
/// up to a constant; writes its gradient, of the same length. Minus infinity, or NaN, outside the density's support: the
/// gradient is not read then. The same `q` gives the same bits, else no run can be repeated.
using LogDensity = std::function<double(std::span<const double> q, std::span<double> gradient)>;
/// Called once for each chain, before the chains start; what it returns is used by that chain's thread alone.
using MakeLogDensity = std::function<LogDensity()>;

/// What the sampler learns of the density's shape in the warm-up: all covariances, or variances only.
enum class MetricKind { by_dimension, dense, diagonal };  ///< by_dimension: dense up to 40 dimensions

/// Where a chain stands, told after each of its blocks.
struct NutsProgress {
  std::size_t chain = 0;
  std::size_t iteration = 0;   ///< iterations done, warm-up included
  std::size_t iterations = 0;  ///< to do in all
  std::size_t divergent = 0;   ///< of the iterations after the warm-up
  double step_size = 0.0;
};

struct NutsSettings {
  std::size_t chains = 4;
  std::size_t warmup = 1000;  ///< iterations that adapt step size and metric, of each chain; not kept
  std::size_t draws = 1000;   ///< kept, of each chain
  std::uint64_t seed = 1;
  unsigned threads = 0;        ///< 0: as many as the machine has
  double target_accept = 0.8;  ///< mean acceptance that the step size is adapted to, in (0, 1)
  int max_depth = 10;          ///< a trajectory has at most 2^max_depth steps; 1 to 20
  MetricKind metric = MetricKind::by_dimension;
  std::string checkpoint;  ///< path; each chain K keeps its state in the file <checkpoint>.chainK. Empty: none
  std::string identity;    ///< what the density is made of (a digest of data and model): guards the checkpoint
  std::size_t block = 50;  ///< iterations between checkpoints, of each chain
  std::function<bool(const NutsProgress&)>
      progress;  ///< after each block, one at a time; false stops every chain at its next
};

/// Draws of all chains: each array is ordered by chain, then draw, then dimension.
struct Draws {
  std::size_t chains = 0, draws = 0, dimensions = 0;
  bool complete = false;            ///< false: stopped by progress(); `draws` is what every chain has by then
  std::vector<double> values;       ///< [chains x draws x dimensions]
  std::vector<double> log_density;  ///< [chains x draws], at the value
  std::vector<double> energy;       ///< [chains x draws], minus log density plus kinetic energy of the chosen point
  std::vector<double> accept;       ///< [chains x draws], mean acceptance along the trajectory, 0 to 1
  std::vector<std::uint32_t> depth, leapfrogs;  ///< [chains x draws], doublings and steps of the trajectory
  std::vector<std::uint8_t> divergent;          ///< [chains x draws], 1: the energy's error passed 1000
  std::vector<double> step_size;                ///< [chains], after the warm-up
  std::vector<std::vector<double>> metric;      ///< [chains], the adapted covariances (dense: dimensions^2) or variances

  [[nodiscard]] double at(std::size_t chain, std::size_t draw, std::size_t dimension) const {
    return values[(chain * draws + draw) * dimensions + dimension];
  }
  /// One dimension's draws, [chains x draws].
  [[nodiscard]] std::vector<double> of(std::size_t dimension) const;
  /// Every draw as a point, chain by chain.
  [[nodiscard]] std::vector<std::vector<double>> points() const;

  friend bool operator==(const Draws&, const Draws&) = default;
};

/// Multinomial no-U-turn sampling (Hoffman & Gelman 2014; Betancourt 2017, with the U-turn also looked for between
/// subtrees), step size by dual averaging, metric in windows that double. `starts`: a point for each chain.
/// With a checkpoint whose files are there already the chains go on where those stand; a finished one is only read.
/// Faults: a start outside the support; a checkpoint that is damaged or of another run. A disk that fails throws
/// std::system_error. What the density throws passes through.
Checked<Draws> nuts(const MakeLogDensity& make, const std::vector<std::vector<double>>& starts,
                    const NutsSettings& settings);

/// Deletes the checkpoint's files of all chains, if there are any: once the draws are kept elsewhere.
void forget_checkpoint(const NutsSettings& settings);

}  // namespace vultus
