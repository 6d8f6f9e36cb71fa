#include "vultus/infer/trial_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlopt.hpp>
#include <numbers>

#include "vultus/base/fault.hpp"

namespace vultus {
namespace {

constexpr double scaling_sd = 0.7;        // of the logarithm of a block's variances around where they stand
constexpr double steepness_sd = 0.6;
constexpr double start_mean = -1.0, start_sd = 1.0;  // logit of responders before anything is lowered; an assumption
constexpr double typical_change = 0.2, least_reach = 0.02;  // relative changes
constexpr double variance_sd = 1.5;
// Logits of a hypertrophic scar per day that a burn took to heal: 0.13 in 383 children (doi 10.1186/s41038-016-0068-2), about 0.19 from one
// third of sites healed in 14 to 21 days and 78 % of later ones (Deitch and others 1983, PMID 6632013).
constexpr double per_day_of_healing = 0.16, three_weeks = 21.0;
constexpr std::string_view block_names[] = {"relative", "proportion", "level"};
constexpr std::string_view scaling_names[] = {"across_studies", "within_study", "own"};
constexpr std::size_t scalings = std::size(scaling_names);

std::size_t scaling_of(std::size_t feature) {
  if (feature < across_studies) return 0;
  if (feature < across_studies + within_study) return 1;
  return 2;
}

std::vector<double> exponentials(std::span<const double> logs) {
  std::vector<double> values;
  for (const double l : logs) values.push_back(std::exp(l));
  return values;
}

double variance(const std::vector<double>& values) {
  double mean = 0.0, squares = 0.0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  for (const double v : values) squares += (v - mean) * (v - mean);
  return values.size() < 2 ? 0.04 : std::max(squares / static_cast<double>(values.size()), 1e-6);
}

template <class Variances>
auto& variances_for(Variances& variances, EffectScale scale) {
  if (scale == EffectScale::relative) return variances.relative;
  return scale == EffectScale::proportion ? variances.proportion : variances.level;
}

constexpr double size_sd = 0.3;  // of the logarithm of a group's size; an assumption

/// What the minimiser calls: minus the penalised log likelihood of the variances and, behind them, of the sizes of groups.
struct Likelihood {
  const EffectProcess& process;
  const Eigen::VectorXd& residuals;
  const std::vector<double>& start;
  const std::vector<std::size_t>& group_of;

  double operator()(const std::vector<double>& x, std::vector<double>& gradient) const {
    const auto logs = std::span(x).first(start.size()), sizes = std::span(x).subspan(start.size());
    Eigen::VectorXd of_row(residuals.size());
    for (std::size_t i = 0; i < group_of.size(); ++i) of_row[static_cast<Eigen::Index>(i)] = std::exp(sizes[group_of[i]]);
    const auto density = process.density(residuals, exponentials(logs), of_row);
    double loss = -density.log_density;
    if (!gradient.empty()) std::fill(gradient.begin(), gradient.end(), 0.0);
    for (std::size_t k = 0; k < logs.size(); ++k) {
      const double away = (logs[k] - start[k]) / variance_sd;
      loss += 0.5 * away * away;
      if (!gradient.empty()) gradient[k] = -density.by_log_variance[static_cast<Eigen::Index>(k)] + away / variance_sd;
    }
    for (std::size_t g = 0; g < sizes.size(); ++g) {
      const double away = sizes[g] / size_sd;
      loss += 0.5 * away * away;
      if (!gradient.empty()) gradient[start.size() + g] = away / size_sd;
    }
    if (!gradient.empty())
      for (std::size_t i = 0; i < group_of.size(); ++i) gradient[start.size() + group_of[i]] -= density.by_log_size[static_cast<Eigen::Index>(i)];
    return std::isfinite(loss) ? loss : 1e9;
  }
};

double call(const std::vector<double>& x, std::vector<double>& gradient, void* likelihood) {
  return (*static_cast<Likelihood*>(likelihood))(x, gradient);
}

/// Leaves the best point that the optimiser found in `x`.
void search(nlopt::opt& optimiser, std::vector<double>& x) {
  double best = 0.0;
  try {
    optimiser.optimize(x, best);
  } catch (const nlopt::roundoff_limited&) {  // as good as it gets
  } catch (const std::runtime_error&) {  // the line search found no better point: stay at the best one
  }
}

}  // namespace

double prior_effect(const TrialRow& row) {
  if (row.scale == EffectScale::relative) return !row.untreated && !row.neutral ? 0.3 : 0.0;
  if (row.scale == EffectScale::proportion && row.group == "recur")
    return -std::log(std::max(1.0 - std::exp(-std::max(row.weeks.value_or(52.0), 1.0) / 45.0), 0.02));
  if (row.scale == EffectScale::proportion && row.group == "natural" && row.healing_days) return -per_day_of_healing * (*row.healing_days - three_weeks);
  return 0.0;
}

std::vector<double> prior_log_variances(std::span<const TrialRow> rows, EffectScale scale) {
  std::vector<double> left;
  for (const auto& row : rows)
    if (row.scale == scale) left.push_back(row.y - prior_effect(row));
  const double all = variance(left);
  const double kernels = scale == EffectScale::proportion ? 15.0 : 14.0;  // the number of people counts for proportions only
  std::vector<double> logs(effect_features, std::log(all / kernels));
  for (std::size_t k = across_studies; k < effect_features - 1; ++k) logs[k] = std::log(all / 2.0 / static_cast<double>(within_study));
  logs.back() = std::log(all / 6.0);
  return logs;
}

FittedProcess fitted_process(std::span<const TrialRow> rows, EffectScale scale, const EffectParts& parts) {
  FittedProcess result{prior_log_variances(rows, scale), {}};
  std::vector<EffectRow> mine;
  std::vector<double> left;
  std::vector<std::string> groups;
  std::vector<std::size_t> group_of;
  for (const auto& row : rows)
    if (row.scale == scale) {
      mine.push_back(effect_row(row)), left.push_back(row.y - prior_effect(row));
      const auto at = std::find(groups.begin(), groups.end(), row.group);
      group_of.push_back(static_cast<std::size_t>(at - groups.begin()));
      if (at == groups.end()) groups.push_back(row.group);
    }
  constexpr std::size_t enough = 20;
  if (mine.size() < enough) return result;
  Eigen::VectorXd residuals = Eigen::Map<Eigen::VectorXd>(left.data(), static_cast<Eigen::Index>(left.size()));
  residuals.array() -= residuals.mean();
  const EffectProcess process(std::move(mine), parts);
  Likelihood likelihood{process, residuals, result.log_variances, group_of};
  std::vector<double> x = result.log_variances;
  x.resize(x.size() + groups.size(), 0.0);
  nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(x.size()));
  optimiser.set_min_objective(call, &likelihood);
  optimiser.set_lower_bounds(-20.0);
  optimiser.set_upper_bounds(5.0);
  optimiser.set_maxeval(120);
  optimiser.set_ftol_abs(1e-4);
  search(optimiser, x);
  for (std::size_t g = 0; g < groups.size(); ++g) result.log_sizes[groups[g]] = x[effect_features + g];
  result.log_variances.assign(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(effect_features));
  return result;
}

TrialModel::TrialModel(std::vector<TrialRow> rows, std::vector<bool> learn, const ProcessVariances& variances, const Tissue* tissue,
                       const Catalog* catalog, const OutcomeMap* map, const TrialModelSettings& settings)
    : rows_(map == nullptr ? std::move(rows) : pooled_rows(std::move(rows), *map)), learn_(std::move(learn)), settings_(settings) {
  VULTUS_EXPECTS(learn_.size() == rows_.size(), "every row is learnt or not");
  place_.resize(rows_.size());
  reach_.assign(rows_.size(), 1.0);
  if (tissue != nullptr && settings.mechanism) {
    mechanism_.emplace(*tissue, *catalog, *map, rows_, settings.arms);
    names_ = mechanism_->variables();
    const auto prior = mechanism_->changes(std::vector<double>(names_.size(), 0.0));
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (spoken(i) && rows_[i].scale == EffectScale::relative)
        reach_[i] = std::max(std::abs(prior.change[static_cast<Eigen::Index>(i)]), least_reach) / typical_change;
    steepness_ = names_.size();
    typical_steepness_ = tissue->responder_steepness;
    names_.emplace_back("responder_steepness");
    names_.emplace_back("responder_start");
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (failure_start_ == SIZE_MAX && learn_[i] && spoken(i) && rows_[i].scale == EffectScale::proportion && counts_failures(i)) failure_start_ = names_.size();
    if (failure_start_ != SIZE_MAX) names_.emplace_back("failure_start");
  }
  add_block(EffectScale::relative, variances.relative, variances.relative_sizes);
  add_block(EffectScale::proportion, variances.proportion, variances.proportion_sizes);
  add_block(EffectScale::level, variances.level, {});
}

void TrialModel::add_block(EffectScale scale, const std::vector<double>& log_variances, const std::map<std::string, double>& log_sizes) {
  Block block;
  block.scale = scale;
  block.log_variances = log_variances;
  std::vector<EffectRow> mine, all;
  double sum = 0.0, count = 0.0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].scale != scale) continue;
    place_[i] = all.size();
    all.push_back(effect_row(rows_[i], log_sizes));
    all.back().reach = reach_[i];
    if (!learn_[i]) continue;
    block.rows.push_back(i);
    mine.push_back(all.back());
    if (!spoken(i)) sum += rows_[i].y - prior_effect(rows_[i]), count += 1.0;
  }
  block.offset = count > 0.0 ? sum / count : 0.0;
  if (block.rows.empty() || log_variances.size() != effect_features) return;
  std::vector<std::size_t> blocks;
  for (std::size_t k = 0; k < effect_features; ++k) blocks.push_back(scaling_of(k));
  block.process = std::make_unique<EffectProcess>(EffectProcess(std::move(mine), settings_.parts).in_blocks(exponentials(log_variances), blocks));
  block.table = std::make_unique<EffectTable>(all, settings_.parts);
  block.first_scaling = names_.size();
  for (const auto name : scaling_names) names_.push_back(fmt::format("{}_{}", block_names[static_cast<std::size_t>(scale)], name));
  blocks_.push_back(std::move(block));
}

const TrialModel::Block* TrialModel::block_of(EffectScale scale) const {
  const auto it = std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& b) { return b.scale == scale; });
  return it == blocks_.end() ? nullptr : &*it;
}

std::vector<double> TrialModel::factors_of(const Block& block, std::span<const double> z) const {
  std::vector<double> factors;
  for (std::size_t k = 0; k < scalings; ++k) factors.push_back(std::exp(scaling_sd * z[block.first_scaling + k]));
  return factors;
}

TrialModel::Responders TrialModel::responders_of(std::span<const double> z) const {
  if (!mechanism_) return {};
  const double start = start_mean + start_sd * z[steepness_ + 1];
  return {typical_steepness_ * std::exp(steepness_sd * z[steepness_]), start, failure_start_ == SIZE_MAX ? start : start_mean + start_sd * z[failure_start_]};
}

/// A relative change is aligned like the row; a response grows with how far the observable has been lowered (or raised, where that is better).
double TrialModel::mean_of(std::size_t row, const Block& block, double change, const Responders& responders) const {
  const TrialRow& r = rows_[row];
  if (!spoken(row)) return prior_effect(r) + block.offset;
  if (r.scale == EffectScale::relative) return r.sign * change;
  return (counts_failures(row) ? responders.failure_start : responders.start) - responders.steepness * change;
}

double TrialModel::log_density(std::span<const double> z, std::span<double> gradient) const {
  double sum = 0.0;
  for (std::size_t d = 0; d < z.size(); ++d) sum -= 0.5 * z[d] * z[d], gradient[d] = -z[d];
  const std::size_t variables = mechanism_ ? mechanism_->variables().size() : 0;
  ArmMechanism::Changes changes;
  if (mechanism_) {
    changes = mechanism_->changes(z.first(variables));
    if (!changes.solved) return -std::numeric_limits<double>::infinity();
  }
  const Responders responders = responders_of(z);
  for (const auto& block : blocks_) {
    Eigen::VectorXd residuals(static_cast<Eigen::Index>(block.rows.size()));
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const std::size_t row = block.rows[i];
      const double change = mechanism_ ? changes.change[static_cast<Eigen::Index>(row)] : 0.0;
      residuals[static_cast<Eigen::Index>(i)] = rows_[row].y - mean_of(row, block, change, responders);
    }
    const auto density = block.process->density(residuals, factors_of(block, z));
    if (!std::isfinite(density.log_density)) return -std::numeric_limits<double>::infinity();
    sum += density.log_density;
    for (std::size_t k = 0; k < scalings; ++k)
      gradient[block.first_scaling + k] += scaling_sd * density.by_log_variance[static_cast<Eigen::Index>(k)];
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const std::size_t row = block.rows[i];
      if (!spoken(row)) continue;
      const auto at = static_cast<Eigen::Index>(row);
      const bool relative = rows_[row].scale == EffectScale::relative;
      const double by_mean = -density.by_residual[static_cast<Eigen::Index>(i)];
      const double by_change = by_mean * (relative ? rows_[row].sign : -responders.steepness);
      for (std::size_t v = 0; v < variables; ++v) gradient[v] += by_change * changes.slopes(at, static_cast<Eigen::Index>(v));
      if (relative) continue;
      gradient[steepness_] -= by_mean * responders.steepness * steepness_sd * changes.change[at];
      gradient[counts_failures(row) && failure_start_ != SIZE_MAX ? failure_start_ : steepness_ + 1] += by_mean * start_sd;
    }
  }
  return sum;
}

std::vector<double> TrialModel::mode(std::vector<double> start) const {
  struct Climb {
    const TrialModel* model;
    static double value(const std::vector<double>& z, std::vector<double>& gradient, void* self) {
      std::vector<double> slopes(z.size());
      const double density = static_cast<Climb*>(self)->model->log_density(z, slopes);
      if (!gradient.empty()) gradient = slopes;
      return std::isfinite(density) ? density : -1e12;
    }
  } climb{this};
  nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(start.size()));
  optimiser.set_max_objective(Climb::value, &climb);
  optimiser.set_lower_bounds(-4.0);  // prior sds
  optimiser.set_upper_bounds(4.0);
  optimiser.set_maxeval(200);
  optimiser.set_ftol_abs(1e-3);
  search(optimiser, start);
  return start;
}

TrialModel::Ready TrialModel::ready(std::span<const double> z) const {
  Ready ready{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows_.size())), {}};
  ArmMechanism::Changes changes;
  if (mechanism_) changes = mechanism_->changes(z.first(mechanism_->variables().size()));
  const Responders responders = responders_of(z);
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (const Block* block = block_of(rows_[i].scale))
      ready.mean[static_cast<Eigen::Index>(i)] = mean_of(i, *block, mechanism_ ? changes.change[static_cast<Eigen::Index>(i)] : 0.0, responders);
  for (const auto& block : blocks_) {
    std::vector<double>& logs = variances_for(ready.log_variances, block.scale);
    for (std::size_t k = 0; k < effect_features; ++k) logs.push_back(block.log_variances[k] + scaling_sd * z[block.first_scaling + scaling_of(k)]);
  }
  return ready;
}

TrialModel::Known TrialModel::known_of(const Ready& ready, EffectScale scale, std::span<const std::size_t> given) const {
  Known known;
  std::vector<double> residual;
  for (const std::size_t row : given) {
    if (rows_[row].scale != scale) continue;
    known.places.push_back(place_[row]);
    residual.push_back(rows_[row].y - ready.mean[static_cast<Eigen::Index>(row)]);
  }
  known.residual = Eigen::Map<Eigen::VectorXd>(residual.data(), static_cast<Eigen::Index>(residual.size()));
  return known;
}

Conditional TrialModel::law(const Ready& ready, std::span<const std::size_t> given, std::span<const std::size_t> wanted) const {
  VULTUS_EXPECTS(!wanted.empty() && covers(rows_[wanted.front()].scale), "rows of one scale that is modelled");
  const EffectScale scale = rows_[wanted.front()].scale;
  auto [together, residual] = known_of(ready, scale, given);
  for (const std::size_t row : wanted) together.push_back(place_[row]);
  const auto covariance = block_of(scale)->table->covariance(together, exponentials(variances_for(ready.log_variances, scale)));
  Conditional result = conditional(covariance, residual);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    result.mean[static_cast<Eigen::Index>(i)] += ready.mean[static_cast<Eigen::Index>(wanted[i])];
  return result;
}

Conditional TrialModel::discrepancy(const Ready& ready, std::span<const std::size_t> given, std::span<const std::size_t> wanted) const {
  VULTUS_EXPECTS(!wanted.empty() && covers(rows_[wanted.front()].scale), "rows of one scale that is modelled");
  const EffectScale scale = rows_[wanted.front()].scale;
  const auto [known, residual] = known_of(ready, scale, given);
  std::vector<std::size_t> asked;
  for (const std::size_t row : wanted) asked.push_back(place_[row]);
  const auto variances = exponentials(variances_for(ready.log_variances, scale));
  const EffectTable& table = *block_of(scale)->table;
  const auto n = static_cast<Eigen::Index>(known.size()), m = static_cast<Eigen::Index>(asked.size());
  Eigen::MatrixXd joint(n + m, n + m);
  joint.topLeftCorner(n, n) = table.covariance(known, variances);
  joint.topRightCorner(n, m) = table.across(known, asked, variances);
  joint.bottomLeftCorner(m, n) = joint.topRightCorner(n, m).transpose();
  joint.bottomRightCorner(m, m) = table.across(asked, asked, variances);
  return conditional(joint, residual);
}

}  // namespace vultus
