#include "vultus/infer/nuts_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

constexpr double divergence = 1000.0;  // error of the energy beyond which a trajectory is called divergent
constexpr double infinity = std::numeric_limits<double>::infinity();

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// log(e^a + e^b), b may be minus infinity.
double log_sum(double a, double b) {
  const double high = maximum(a, b), low = minimum(a, b);
  return low == -infinity ? high : high + log(1.0 + exp(low - high));
}

/// Both ends move along the way from one to the other: the generalised criterion of Betancourt 2017, appendix A.4.2.
/// `sum + extra` is the sum of momenta from one end to the other.
bool goes_on(const std::vector<double>& first_velocity, const std::vector<double>& last_velocity,
             const std::vector<double>& sum, const std::vector<double>& extra) {
  double at_first = 0.0, at_last = 0.0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const double way = sum[i] + extra[i];
    at_first += first_velocity[i] * way;
    at_last += last_velocity[i] * way;
  }
  return at_first > 0.0 && at_last > 0.0;
}

}  // namespace

void Trajectory::Stretch::turn_round() {
  first_momentum.swap(last_momentum);
  first_velocity.swap(last_velocity);
}

Trajectory::Trajectory(LogDensity density, std::size_t dimensions, int max_depth)
    : density_(std::move(density)), max_depth_(max_depth), whole_(dimensions) {
  for (int depth = 0; depth < max_depth; ++depth) {
    halves_.emplace_back(dimensions);
    halves_.emplace_back(dimensions);
  }
}

void Trajectory::evaluate(SamplerPoint& place) const {
  place.gradient.resize(place.q.size());
  place.log_density = density_(place.q, place.gradient);
  bool finite = std::isfinite(place.log_density);
  for (const double g : place.gradient) finite = finite && std::isfinite(g);
  if (!finite) place.log_density = -infinity;
}

double Trajectory::energy_of(const End& end) { return 0.5 * dot(end.momentum, end.velocity) - end.place.log_density; }

void Trajectory::leapfrog(End& end, double step) const {
  auto& [place, momentum, velocity] = end;
  for (std::size_t i = 0; i < momentum.size(); ++i) momentum[i] += 0.5 * step * place.gradient[i];
  metric_->velocity(momentum, velocity);
  for (std::size_t i = 0; i < momentum.size(); ++i) place.q[i] += step * velocity[i];
  evaluate(place);
  if (place.log_density == -infinity) return;  // the gradient may be anything
  for (std::size_t i = 0; i < momentum.size(); ++i) momentum[i] += 0.5 * step * place.gradient[i];
  metric_->velocity(momentum, velocity);
}

double Trajectory::next_uniform() {
  return uniform({key_.seed, key_.chain, Purpose::trajectory, (key_.iteration << 24) | drawn_++});
}

bool Trajectory::grow_one(End& end, Stretch& grown) {
  leapfrog(end, step_);
  ++leapfrogs_;
  const double energy = energy_of(end);
  const double gain = start_energy_ - energy;
  divergent_ = !(gain >= -divergence);  // so is an energy that is no number
  if (divergent_) return false;
  accept_sum_ += gain > 0.0 ? 1.0 : exp(gain);
  grown.first_momentum = grown.last_momentum = grown.momentum_sum = end.momentum;
  grown.first_velocity = grown.last_velocity = end.velocity;
  grown.chosen = end.place;
  grown.energy = energy;
  grown.log_weight = gain;
  return true;
}

bool Trajectory::join(Stretch& a, Stretch& b, double share_of_b, double log_weight) {
  const bool onwards = goes_on(a.first_velocity, b.last_velocity, a.momentum_sum, b.momentum_sum) &&
                       goes_on(a.first_velocity, b.first_velocity, a.momentum_sum, b.first_momentum) &&
                       goes_on(a.last_velocity, b.last_velocity, b.momentum_sum, a.last_momentum);
  if (next_uniform() < share_of_b) {
    std::swap(a.chosen, b.chosen);
    a.energy = b.energy;
  }
  a.log_weight = log_weight;
  for (std::size_t i = 0; i < a.momentum_sum.size(); ++i) a.momentum_sum[i] += b.momentum_sum[i];
  a.last_momentum.swap(b.last_momentum);
  a.last_velocity.swap(b.last_velocity);
  return onwards;
}

bool Trajectory::grow(int depth, End& end, Stretch& grown) {
  if (depth == 0) return grow_one(end, grown);
  auto& near = halves_[2 * static_cast<std::size_t>(depth) - 2];
  auto& far = halves_[2 * static_cast<std::size_t>(depth) - 1];
  if (!grow(depth - 1, end, near) || !grow(depth - 1, end, far)) return false;
  const double both = log_sum(near.log_weight, far.log_weight);
  const bool onwards = join(near, far, exp(far.log_weight - both), both);
  std::swap(grown, near);
  return onwards;
}

void Trajectory::begin(const SamplerPoint& place) {
  const std::size_t n = place.q.size();
  right_.place = place;
  right_.momentum.resize(n);
  right_.velocity.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    right_.momentum[i] = normal({key_.seed, key_.chain, Purpose::momentum, key_.iteration * n + i});
  metric_->to_momentum(right_.momentum);
  metric_->velocity(right_.momentum, right_.velocity);
  left_ = right_;
  start_energy_ = energy_of(right_);
  whole_.first_momentum = whole_.last_momentum = whole_.momentum_sum = right_.momentum;
  whole_.first_velocity = whole_.last_velocity = right_.velocity;
  whole_.chosen = place;
  whole_.energy = start_energy_;
  whole_.log_weight = 0.0;
  accept_sum_ = 0.0;
  drawn_ = 0;
  leapfrogs_ = 0;
  divergent_ = false;
}

Transition Trajectory::move(SamplerPoint& place, const Metric& metric, double step, const IterationKey& key) {
  metric_ = &metric;
  key_ = key;
  begin(place);
  std::uint32_t depth = 0;
  for (bool onwards = true; onwards && depth < static_cast<std::uint32_t>(max_depth_);) {
    const bool forwards = next_uniform() < 0.5;
    step_ = forwards ? step : -step;
    // the workspace of the depth above is free while this one is grown
    auto& beyond = halves_[2 * static_cast<std::size_t>(depth) + 1];
    if (!grow(static_cast<int>(depth), forwards ? right_ : left_, beyond)) break;
    ++depth;
    if (!forwards) whole_.turn_round();
    // leans towards the new half: farther from the start, still leaving the density as it is
    const double share = beyond.log_weight >= whole_.log_weight ? 1.0 : exp(beyond.log_weight - whole_.log_weight);
    onwards = join(whole_, beyond, share, log_sum(whole_.log_weight, beyond.log_weight));
    if (!forwards) whole_.turn_round();
  }
  std::swap(place, whole_.chosen);
  return {whole_.energy, accept_sum_ / std::max(1u, leapfrogs_), depth, leapfrogs_, divergent_};
}

double Trajectory::reasonable_step(const SamplerPoint& place, const Metric& metric, double step, const IterationKey& search) {
  constexpr double wanted = -0.22314355131420976;  // log 0.8
  metric_ = &metric;
  const std::size_t n = place.q.size();
  int direction = 0;
  for (std::uint64_t trial = 0; trial < 100; ++trial) {
    End end{place, std::vector<double>(n), std::vector<double>(n)};
    for (std::size_t i = 0; i < n; ++i)
      end.momentum[i] = normal({search.seed, search.chain, Purpose::first_step, (search.iteration * 100 + trial) * n + i});
    metric.to_momentum(end.momentum);
    metric.velocity(end.momentum, end.velocity);
    const double before = energy_of(end);
    leapfrog(end, step);
    const int towards = before - energy_of(end) > wanted ? 1 : -1;  // an energy that is no number: smaller
    if (direction == 0) direction = towards;
    if (towards != direction) break;
    step *= direction > 0 ? 2.0 : 0.5;
  }
  return step;
}

}  // namespace vultus
