#include "vultus/infer/nuts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

#include "vultus/base/draws.hpp"
#include "vultus/infer/nuts_chain.hpp"
#include "vultus/infer/nuts_checkpoint.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

std::string path_of(const NutsSettings& settings, std::size_t chain) {
  return fmt::format("{}.chain{}", settings.checkpoint, chain);
}

/// What a checkpoint has to agree in, in words that tell a person what differs. Threads and blocks change no draw.
std::string run_of(const NutsSettings& s, std::size_t chain, const std::vector<double>& start) {
  std::uint64_t digest = start.size();
  for (const double q : start) digest = stirred(digest ^ std::bit_cast<std::uint64_t>(q));
  constexpr const char* metrics[] = {"by dimension", "dense", "diagonal"};
  return fmt::format(
      "chain {} of {}, seed {}, {} warm-up, {} draws, target {}, depth {}, metric {}, {} dimensions, start {:016x}, "
      "identity \"{}\"",
      chain, s.chains, s.seed, s.warmup, s.draws, s.target_accept, s.max_depth, metrics[static_cast<std::size_t>(s.metric)],
      start.size(), digest, s.identity);
}

void check(const std::vector<std::vector<double>>& starts, const NutsSettings& s) {
  VULTUS_EXPECTS(s.chains > 0 && starts.size() == s.chains, fmt::format("{} starts for {} chains", starts.size(), s.chains));
  for (const auto& start : starts)
    VULTUS_EXPECTS(!start.empty() && start.size() == starts.front().size(),
                   fmt::format("a start of {} dimensions", start.size()));
  VULTUS_EXPECTS(s.target_accept > 0.0 && s.target_accept < 1.0, fmt::format("target_accept {}", s.target_accept));
  VULTUS_EXPECTS(s.max_depth >= 1 && s.max_depth <= 20, fmt::format("max_depth {}", s.max_depth));
  VULTUS_EXPECTS(s.block > 0, "block 0");
}

/// The chains, each where its checkpoint stands or at its start.
struct Run {
  std::vector<Chain> chains;
  std::vector<ChainState> states;
  std::vector<std::string> runs;
};

Checked<ChainState> state_of(Chain& chain, std::size_t index, const std::string& run, const std::vector<double>& start,
                             const NutsSettings& settings) {
  if (!settings.checkpoint.empty()) {
    auto kept = read_checkpoint(path_of(settings, index), run);
    if (!kept) return tl::unexpected(std::move(kept).error());
    if (*kept) return std::move(**kept);
  }
  ChainState state = chain.state_at(start);
  if (!std::isfinite(state.place.log_density))
    return tl::unexpected(
        Faults{{"", 0, 0, fmt::format("starts[{}]", index), "a point of density zero, or with a gradient that is not finite",
                "a point inside the support"}});
  return state;
}

Checked<Run> prepared(const MakeLogDensity& make, const std::vector<std::vector<double>>& starts,
                      const NutsSettings& settings) {
  Run run;
  Faults faults;
  for (std::size_t k = 0; k < settings.chains; ++k) {
    run.chains.emplace_back(make(), k, starts[k].size(), settings);
    run.runs.push_back(run_of(settings, k, starts[k]));
    auto state = state_of(run.chains[k], k, run.runs[k], starts[k], settings);
    if (state)
      run.states.push_back(std::move(*state));
    else
      faults.insert(faults.end(), state.error().begin(), state.error().end());
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return run;
}

NutsProgress progress_of(const ChainState& state, std::size_t chain, std::size_t iterations) {
  const auto divergent = static_cast<std::size_t>(std::count(state.divergent.begin(), state.divergent.end(), 1));
  return {chain, state.iteration, iterations, divergent, state.step.settled()};
}

/// Carries every chain to its end, or to the end of its block once progress() has said stop.
void carry_on(Run& run, const NutsSettings& settings) {
  const std::size_t iterations = settings.warmup + settings.draws;
  std::atomic<bool> stopped{false};
  std::mutex telling;
  solve::share(settings.chains, settings.threads, [&](std::size_t k) {
    ChainState& state = run.states[k];
    while (state.iteration < iterations && !stopped) {
      const std::size_t stop = std::min(iterations, (state.iteration / settings.block + 1) * settings.block);
      while (state.iteration < stop) run.chains[k].go_on(state);
      if (!settings.checkpoint.empty()) write_checkpoint(path_of(settings, k), run.runs[k], state);
      if (!settings.progress) continue;
      const std::lock_guard lock(telling);
      if (!settings.progress(progress_of(state, k, iterations))) stopped = true;
    }
  });
}

template <class T>
void append(std::vector<T>& all, const std::vector<T>& of_chain, std::size_t count) {
  all.insert(all.end(), of_chain.begin(), of_chain.begin() + static_cast<std::ptrdiff_t>(count));
}

Draws gathered(const std::vector<ChainState>& states, const NutsSettings& settings) {
  Draws all;
  all.chains = settings.chains;
  all.dimensions = states.front().place.q.size();
  all.draws = settings.draws;
  all.complete = true;
  for (const auto& state : states) {
    all.draws = std::min(all.draws, state.energy.size());
    all.complete = all.complete && state.iteration == settings.warmup + settings.draws;
  }
  for (const auto& state : states) {
    append(all.values, state.values, all.draws * all.dimensions);
    append(all.log_density, state.log_density, all.draws);
    append(all.energy, state.energy, all.draws);
    append(all.accept, state.accept, all.draws);
    append(all.depth, state.depth, all.draws);
    append(all.leapfrogs, state.leapfrogs, all.draws);
    append(all.divergent, state.divergent, all.draws);
    all.step_size.push_back(state.step.settled());
    all.metric.push_back(state.metric.covariance());
  }
  return all;
}

}  // namespace

std::vector<double> Draws::of(std::size_t dimension) const {
  std::vector<double> one;
  one.reserve(chains * draws);
  for (std::size_t i = dimension; i < values.size(); i += dimensions) one.push_back(values[i]);
  return one;
}

std::vector<std::vector<double>> Draws::points() const {
  std::vector<std::vector<double>> points;
  points.reserve(chains * draws);
  for (std::size_t i = 0; i < chains * draws; ++i) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(i * dimensions);
    points.emplace_back(first, first + static_cast<std::ptrdiff_t>(dimensions));
  }
  return points;
}

Checked<Draws> nuts(const MakeLogDensity& make, const std::vector<std::vector<double>>& starts,
                    const NutsSettings& settings) {
  check(starts, settings);
  auto run = prepared(make, starts, settings);
  if (!run) return tl::unexpected(std::move(run).error());
  carry_on(*run, settings);
  return gathered(run->states, settings);
}

void forget_checkpoint(const NutsSettings& settings) {
  if (settings.checkpoint.empty()) return;
  for (std::size_t k = 0; k < settings.chains; ++k) delete_checkpoint(path_of(settings, k));
}

}  // namespace vultus
