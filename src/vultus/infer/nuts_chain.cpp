#include "vultus/infer/nuts_chain.hpp"

#include <utility>

namespace vultus {
namespace {

constexpr std::size_t dense_up_to = 40;  // dimensions; beyond, covariances cost more draws than they save steps

void keep(ChainState& state, const Transition& transition) {
  state.values.insert(state.values.end(), state.place.q.begin(), state.place.q.end());
  state.log_density.push_back(state.place.log_density);
  state.energy.push_back(transition.energy);
  state.accept.push_back(transition.accept);
  state.depth.push_back(transition.depth);
  state.leapfrogs.push_back(transition.leapfrogs);
  state.divergent.push_back(transition.divergent ? 1 : 0);
}

}  // namespace

Chain::Chain(LogDensity density, std::size_t index, std::size_t dimensions, const NutsSettings& settings)
    : trajectory_(std::move(density), dimensions, settings.max_depth),
      windows_(settings.warmup),
      index_(index),
      warmup_(settings.warmup),
      seed_(settings.seed),
      target_(settings.target_accept),
      dense_(settings.metric == MetricKind::dense ||
             (settings.metric == MetricKind::by_dimension && dimensions <= dense_up_to)) {}

ChainState Chain::state_at(const std::vector<double>& start) {
  ChainState state;
  state.place.q = start;
  trajectory_.evaluate(state.place);
  state.metric = Metric(start.size(), dense_);
  state.moments = RunningMoments(start.size(), dense_);
  return state;
}

void Chain::go_on(ChainState& state) {
  if (state.iteration == 0)
    state.step.restart(trajectory_.reasonable_step(state.place, state.metric, 1.0, {seed_, index_, 0}));
  const bool adapting = state.iteration < warmup_;
  const double step = adapting ? state.step.current : state.step.settled();
  const auto transition = trajectory_.move(state.place, state.metric, step, {seed_, index_, state.iteration});
  if (adapting)
    learn(state, transition.accept);
  else
    keep(state, transition);
  ++state.iteration;
}

void Chain::learn(ChainState& state, double accept) {
  state.step.learn(accept, target_);
  if (windows_.learns(state.iteration)) state.moments.add(state.place.q);
  if (!windows_.ends_after(state.iteration)) return;
  // a window in which the chain did not move in every direction teaches nothing
  if (Metric learnt = state.moments.metric(); learnt.usable()) state.metric = std::move(learnt);
  state.moments = RunningMoments(state.place.q.size(), dense_);
  const std::uint64_t search = state.iteration + 1;
  state.step.restart(trajectory_.reasonable_step(state.place, state.metric, state.step.current, {seed_, index_, search}));
}

}  // namespace vultus
