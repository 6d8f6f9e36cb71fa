#include "vultus/ensemble/beside.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vultus/base/elementary.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr double weeks_added = 2.0;  // to a time before its logarithm, as in the process that it was learnt with

double place(double weeks) { return log(weeks + weeks_added); }

/// Weights of the values at `weeks` in that at `week`.
std::vector<double> cubic(const std::vector<double>& weeks, double week) {
  std::vector<double> weights(weeks.size(), 0.0);
  if (week <= 0.0) return weights;
  std::vector<double> knots{place(0.0)};
  for (const double w : weeks) knots.push_back(place(w));
  const double x = place(std::min(week, weeks.back()));
  const std::size_t last = weeks.size();
  const auto above = static_cast<std::size_t>(std::lower_bound(knots.begin() + 1, knots.end(), x) - knots.begin());
  const std::size_t below = above - 1;
  const double width = knots[above] - knots[below], t = (x - knots[below]) / width;
  const auto add = [&](std::size_t knot, double weight) {  // the value at the treatment itself is 0
    if (knot > 0) weights[knot - 1] += weight;
  };
  const auto add_slope = [&](std::size_t knot, double weight) {
    if (knot == last) return;  // ends flat
    const std::size_t before = knot == 0 ? 0 : knot - 1;
    const double per = weight / (knots[knot + 1] - knots[before]);
    add(knot + 1, per), add(before, -per);
  };
  add(below, (1.0 + 2.0 * t) * (1.0 - t) * (1.0 - t));
  add(above, t * t * (3.0 - 2.0 * t));
  add_slope(below, width * t * (1.0 - t) * (1.0 - t));
  add_slope(above, -width * t * t * (1.0 - t));
  return weights;
}

/// Day of the first session of what the discrepancy was learnt on; infinity without one.
double first_day(const Discrepancy& discrepancy, const Tissue& tissue, const std::vector<Happening>& happenings) {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& happening : happenings) {
    const bool learnt = std::find(discrepancy.treatments.begin(), discrepancy.treatments.end(), happening.treatment) != discrepancy.treatments.end();
    if (learnt && happening.model == tissue.model) first = std::min(first, happening.day);
  }
  return first;
}

}  // namespace

Beside::Beside(const Population& population, const std::vector<Happening>& happenings, std::span<const double> days)
    : population_(&population), discrepancy_(&population.posterior().discrepancy) {
  const double start = first_day(*discrepancy_, population.tissue(), happenings);
  if (discrepancy_->observables.empty() || std::isinf(start)) return;
  place_.assign(population.tissue().observables.size(), SIZE_MAX);
  for (std::size_t o = 0; o < discrepancy_->observables.size(); ++o) place_[discrepancy_->observables[o]] = o;
  for (const double day : days) weights_.push_back(cubic(discrepancy_->weeks, (day - start) / 7.0));
}

double Beside::log_factor(const Group& group, std::size_t observable, std::size_t day) const {
  if (!speaks_of(observable)) return 0.0;
  const double* own = &group[place_[observable] * discrepancy_->weeks.size()];
  double sum = 0.0;
  for (std::size_t k = 0; k < weights_[day].size(); ++k) sum += weights_[day][k] * own[k];
  return sum;
}

std::vector<Beside::Group> Beside::groups(const Cohort& cohort) const {
  std::vector<Group> all;
  if (!any() || cohort.patients() == 0) return all;
  const std::uint32_t first = cohort.group.front();
  for (std::size_t i = 0; i < cohort.patients(); ++i)
    if (cohort.group[i] - first == all.size()) all.push_back(group(Population::group_of(cohort.id[i])));
  return all;
}

void Beside::add_to(solve::Trajectories& run, const Cohort& cohort, unsigned threads) const {
  if (!any()) return;
  std::vector<std::uint64_t> keys;  // patients of one group stand side by side
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < cohort.patients(); ++i)
    if (const auto key = Population::group_of(cohort.id[i]); keys.empty() || key != keys.back()) keys.push_back(key), first.push_back(i);
  first.push_back(cohort.patients());
  std::vector<Group> groups(keys.size());
  solve::share(keys.size(), threads, [&](std::size_t g) { groups[g] = group(keys[g]); });
  solve::share(discrepancy_->observables.size() * weights_.size(), threads, [&](std::size_t column) {
    const std::size_t o = discrepancy_->observables[column / weights_.size()], day = column % weights_.size();
    double* observed = &run.observed[(o * run.times + day) * run.patients];
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double factor = exp(log_factor(groups[g], o, day));
      for (std::size_t i = first[g]; i < first[g + 1]; ++i) observed[i] *= factor;
    }
  });
}

}  // namespace vultus
