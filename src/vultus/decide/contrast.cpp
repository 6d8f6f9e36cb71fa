#include "vultus/decide/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vultus {
namespace {

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> difference(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) difference[i] = a[i] - b[i];
  return difference;
}

GroupMeans grouped(const std::vector<double>& column, const Cohort& who) {
  GroupSums sums(who.groups);
  add_to_groups(sums, who, column);
  return group_means(sums);
}

}  // namespace

Cohort who_counts(const Person& person) {
  Cohort who;
  if (person.held()) {
    who.id = person.cohort.id;
    who.group = person.cohort.group;
    who.groups = person.cohort.groups;
    return who;
  }
  const std::size_t count = std::min(person.options.patients, groups_kept * Population::members);
  who.id.resize(count);
  who.group.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    who.id[i] = i;
    who.group[i] = static_cast<std::uint32_t>(Population::group_of(i));
  }
  who.groups = who.group.back() + 1;
  return who;
}

Difference difference_of(const Reached& a, const Reached& b, std::size_t column, const Yardstick& yardstick, const Cohort& who) {
  Difference result;
  result.goal = yardstick.names[column];
  const GroupMeans means = grouped(minus(a.columns[column], b.columns[column]), who);
  result.difference = means.mean;
  std::vector<double> values, weights;
  values.reserve(means.value.size());
  weights.reserve(means.value.size());
  double better = 0.0, worse = 0.0, all = 0.0;
  for (std::size_t g = 0; g < means.value.size(); ++g) {
    if (means.weight[g] <= 0.0) continue;
    values.push_back(means.value[g]);
    weights.push_back(means.weight[g]);
    all += means.weight[g];
    if (yardstick.sign * means.value[g] > yardstick.important) better += means.weight[g];
    if (yardstick.sign * means.value[g] < -yardstick.important) worse += means.weight[g];
  }
  result.q05 = weighted_quantile(values, weights, 0.05);
  result.q95 = weighted_quantile(values, weights, 0.95);
  if (all <= 0.0) return result;
  result.better = better / all;
  result.worse = worse / all;
  if (result.better >= sure_enough) result.verdict = Contrast::better;
  if (result.worse >= sure_enough) result.verdict = Contrast::worse;
  return result;
}

Standing standing_of(const std::vector<Reached>& plans, const std::vector<bool>& in, std::size_t wait, const Yardstick& yardstick, const Cohort& who) {
  std::vector<GroupMeans> gains;
  gains.reserve(plans.size());
  for (const auto& plan : plans) {
    std::vector<double> sum(who.patients(), 0.0);
    for (std::size_t c = 0; c < plan.columns.size(); ++c) {
      const auto gain = minus(plan.columns[c], plans[wait].columns[c]);
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += yardstick.sign * gain[i];
    }
    gains.push_back(grouped(sum, who));
  }
  Standing standing;
  standing.share.assign(plans.size(), 0.0);
  for (const auto& gain : gains) standing.gain.push_back(gain.mean);
  auto& shares = standing.share;
  double all = 0.0;
  for (std::size_t g = 0; g < who.groups; ++g) {
    const double weight = gains[wait].weight[g];
    if (weight <= 0.0) continue;
    double most = -std::numeric_limits<double>::infinity();
    int ties = 0;
    for (std::size_t p = 0; p < plans.size(); ++p) {
      if (!in[p] || std::isnan(gains[p].value[g])) continue;
      if (gains[p].value[g] > most) most = gains[p].value[g], ties = 0;
      if (gains[p].value[g] == most) ++ties;
    }
    for (std::size_t p = 0; p < plans.size(); ++p)
      if (in[p] && gains[p].value[g] == most) shares[p] += weight / ties;
    all += weight;
  }
  for (double& share : shares) share = all > 0.0 ? share / all : 0.0;
  return standing;
}

bool beats(const ComparedPlan& a, const ComparedPlan& b, const std::vector<Difference>& a_from_b) {
  if (!a.modelled || !b.modelled) return false;  // an effect that nobody can put a number on beats nothing, and is beaten by nothing
  const bool no_other_harm = std::all_of(a.uncounted.begin(), a.uncounted.end(), [&](const std::string& harm) { return std::find(b.uncounted.begin(), b.uncounted.end(), harm) != b.uncounted.end(); });
  const bool as_good = no_other_harm && a.sessions <= b.sessions && a.harms <= b.harms + important_harm &&
                       std::all_of(a_from_b.begin(), a_from_b.end(), [](const Difference& d) { return 1.0 - d.worse >= sure_enough; });
  return as_good && (a.sessions < b.sessions || a.harms < b.harms - important_harm ||
                     std::any_of(a_from_b.begin(), a_from_b.end(), [](const Difference& d) { return d.verdict == Contrast::better; }));
}

}  // namespace vultus
