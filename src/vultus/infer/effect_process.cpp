#include "vultus/infer/effect_process.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "vultus/catalog/harm_table.hpp"
#include "vultus/ensemble/population.hpp"

namespace vultus {
namespace {

constexpr double jitter = 1e-6;
constexpr double same_visit = 0.97, other_visit = 0.85;  // correlation of sampling errors: the visits of one arm are the same people
constexpr std::string_view names[effect_features] = {
    "group", "outcome", "treatment", "group_treated", "threshold", "condition", "topic", "risk_of_bias", "sessions", "treatment_time",
    "treated_time", "treatment_condition", "site", "components", "people", "study", "study_time", "own"};

double common_share(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t both = 0;
  for (const auto x : a) both += static_cast<std::size_t>(std::binary_search(b.begin(), b.end(), x));
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<std::uint64_t> keys_of(const std::set<std::string>& words) {
  std::vector<std::uint64_t> keys;
  keys.reserve(words.size());
  for (const auto& word : words) keys.push_back(name_key(word));
  std::sort(keys.begin(), keys.end());
  return keys;
}

double bell(double gap, double width) { return std::exp(-0.5 * (gap / width) * (gap / width)); }

/// Features of a pair, in the order of EffectFeature; `own` is left at 0.
void compare(const EffectRow& a, const EffectRow& b, double* out) {
  const double live = a.neutral || b.neutral ? 0.0 : 1.0;
  const double group = a.group == b.group ? 1.0 : 0.0;
  const double treatment = common_share(a.treatments, b.treatments) * live;
  const double treated = a.untreated == b.untreated ? 1.0 : 0.0;
  const double condition = a.condition == b.condition ? 1.0 : 0.0;
  const double outcome = a.outcome == b.outcome ? 1.0 : 0.0;
  const double site = a.site == b.site && a.site != TrialRow::Site::unknown ? group : 0.0;
  const double gap = a.log_weeks - b.log_weeks;
  const double study = a.study == b.study ? a.size * b.size : 0.0;
  const double values[] = {group,
                           outcome,
                           treatment,
                           group * treated,
                           group * a.cut * b.cut,
                           group * condition,
                           a.topic == b.topic ? group : 0.0,
                           a.bias == b.bias ? live : 0.0,
                           group * a.log_sessions * b.log_sessions,
                           treatment * bell(gap, 1.0),
                           treated * live * bell(gap, 1.0),
                           treatment * condition,
                           site,
                           live * a.components * b.components,
                           a.proportion && b.proportion ? group * a.log_people * b.log_people : 0.0,
                           study,
                           study * outcome * bell(gap, 0.7),
                           0.0};
  std::copy(std::begin(values), std::end(values), out);
  const double reach = a.reach * b.reach;
  for (std::size_t k = 0; k < across_studies; ++k) out[k] *= reach;
}

bool in_force(std::size_t feature, const EffectParts& parts) {
  if (feature < across_studies) return parts.discrepancy;
  if (feature < across_studies + within_study) return parts.study;
  return true;
}

double shared_sampling(const EffectRow& a, const EffectRow& b, const EffectParts& parts) {
  if (!parts.arm || a.study != b.study || a.arm != b.arm || a.outcome != b.outcome) return 0.0;
  const bool together = a.week_known == b.week_known && a.weeks == b.weeks;
  return (together ? same_visit : other_visit) * a.sampling_sd * b.sampling_sd;
}

}  // namespace

std::string_view to_text(EffectFeature feature) { return names[static_cast<std::size_t>(feature)]; }

EffectRow effect_row(const TrialRow& row, const std::map<std::string, double>& log_sizes) {
  constexpr double usual_log_people = 3.3;
  EffectRow e;
  e.study = name_key(row.study);
  e.arm = name_key(row.arm);
  e.group = name_key(row.group);
  e.outcome = name_key(row.outcome);
  e.condition = name_key(row.condition);
  e.topic = name_key(row.topic);
  e.bias = name_key(row.risk_of_bias);
  e.treatments = keys_of(row.treatments);
  e.untreated = row.untreated;
  e.neutral = row.neutral;
  e.proportion = row.scale == EffectScale::proportion;
  e.site = row.site;
  e.week_known = row.weeks.has_value();
  e.weeks = row.weeks.value_or(0.0);
  e.log_weeks = std::log(row.weeks.value_or(14.0) + 2.0);
  e.log_sessions = std::log(row.sessions) - 1.0;
  e.components = -1.0;
  for (const auto& treatment : row.treatments)
    if (!is_control(treatment)) e.components += 1.0;
  e.log_people = std::log(row.n) - usual_log_people;
  e.cut = row.cut;
  const auto size = log_sizes.find(row.group);
  e.size = size == log_sizes.end() ? 1.0 : std::exp(size->second);
  e.sampling_sd = row.s;
  return e;
}

EffectTable::EffectTable(std::span<const EffectRow> rows, const EffectParts& parts)
    : rows_(rows.size()), shared_(rows.size() * rows.size() * effect_features), sampling_(rows.size() * rows.size()) {
  for (std::size_t i = 0; i < rows_; ++i)
    for (std::size_t j = 0; j < rows_; ++j) {
      double* features = &shared_[(i * rows_ + j) * effect_features];
      compare(rows[i], rows[j], features);
      for (std::size_t k = 0; k < effect_features; ++k)
        if (!in_force(k, parts)) features[k] = 0.0;
      if (i == j) features[effect_features - 1] = rows[i].size * rows[i].size;
      sampling_[i * rows_ + j] = i == j ? rows[i].sampling_sd * rows[i].sampling_sd + jitter : shared_sampling(rows[i], rows[j], parts);
    }
}

Eigen::MatrixXd EffectTable::covariance(std::span<const std::size_t> which, std::span<const double> variances) const {
  const auto n = static_cast<Eigen::Index>(which.size());
  Eigen::MatrixXd covariance(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) {
      const std::size_t at = which[static_cast<std::size_t>(i)] * rows_ + which[static_cast<std::size_t>(j)];
      double sum = sampling_[at];
      for (std::size_t k = 0; k < effect_features; ++k) sum += variances[k] * shared_[at * effect_features + k];
      covariance(i, j) = covariance(j, i) = sum;
    }
  return covariance;
}

Eigen::MatrixXd EffectTable::across(std::span<const std::size_t> rows, std::span<const std::size_t> columns, std::span<const double> variances) const {
  Eigen::MatrixXd covariance(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const double* features = &shared_[(rows[i] * rows_ + columns[j]) * effect_features];
      double sum = 0.0;
      for (std::size_t k = 0; k < across_studies; ++k) sum += variances[k] * features[k];
      covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = sum;
    }
  return covariance;
}

EffectProcess::EffectProcess(std::vector<EffectRow> rows, const EffectParts& parts) : rows_(std::move(rows)) {
  const auto n = static_cast<Eigen::Index>(rows_.size());
  features_.assign(effect_features, Eigen::MatrixXd::Zero(n, n));
  sampling_ = Eigen::MatrixXd::Zero(n, n);
  double features[effect_features];
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) {
      const EffectRow& a = rows_[static_cast<std::size_t>(i)];
      const EffectRow& b = rows_[static_cast<std::size_t>(j)];
      compare(a, b, features);
      for (std::size_t k = 0; k < effect_features; ++k)
        if (in_force(k, parts)) features_[k](i, j) = features[k];
      sampling_(i, j) = i == j ? a.sampling_sd * a.sampling_sd + jitter : shared_sampling(a, b, parts);
    }
  for (Eigen::Index i = 0; i < n; ++i) features_.back()(i, i) = std::pow(rows_[static_cast<std::size_t>(i)].size, 2);
}

EffectProcess EffectProcess::in_blocks(std::span<const double> variances, std::span<const std::size_t> block_of) const {
  EffectProcess merged;
  merged.rows_ = rows_;
  merged.sampling_ = sampling_;
  merged.features_.assign(*std::max_element(block_of.begin(), block_of.end()) + 1, Eigen::MatrixXd::Zero(sampling_.rows(), sampling_.cols()));
  for (std::size_t k = 0; k < features_.size(); ++k) merged.features_[block_of[k]] += variances[k] * features_[k];
  return merged;
}

EffectProcess::Density EffectProcess::density(const Eigen::VectorXd& residuals, std::span<const double> variances) const {
  return density(residuals, variances, Eigen::VectorXd());
}

EffectProcess::Density EffectProcess::density(const Eigen::VectorXd& residuals, std::span<const double> variances, const Eigen::VectorXd& sizes) const {
  Density result;
  const Eigen::Index n = residuals.size();
  Eigen::MatrixXd shared = sampling_, sized = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t k = 0; k < features_.size(); ++k) (k < across_studies ? shared : sized).noalias() += variances[k] * features_[k];
  const Eigen::MatrixXd together = sizes.size() > 0 ? Eigen::MatrixXd(sizes * sizes.transpose()) : Eigen::MatrixXd();
  if (sizes.size() > 0) sized = sized.cwiseProduct(together);
  result.by_residual = Eigen::VectorXd::Zero(n);
  result.by_log_variance = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(features_.size()));
  result.by_log_size = Eigen::VectorXd::Zero(sizes.size());
  const Eigen::LLT<Eigen::MatrixXd> factor(shared + sized);
  if (factor.info() != Eigen::Success) {
    result.log_density = -std::numeric_limits<double>::infinity();
    return result;
  }
  const Eigen::VectorXd weighted = factor.solve(residuals);
  const double log_determinant = 2.0 * factor.matrixLLT().diagonal().array().log().sum();
  result.log_density = -0.5 * (residuals.dot(weighted) + log_determinant + static_cast<double>(n) * std::log(2.0 * std::numbers::pi));
  result.by_residual = -weighted;
  const Eigen::MatrixXd slope = weighted * weighted.transpose() - factor.solve(Eigen::MatrixXd::Identity(n, n));
  if (sizes.size() > 0) result.by_log_size = slope.cwiseProduct(sized).rowwise().sum();
  const Eigen::MatrixXd sized_slope = sizes.size() > 0 ? Eigen::MatrixXd(slope.cwiseProduct(together)) : slope;
  for (std::size_t k = 0; k < features_.size(); ++k)
    result.by_log_variance[static_cast<Eigen::Index>(k)] = 0.5 * variances[k] * (k < across_studies ? slope : sized_slope).cwiseProduct(features_[k]).sum();
  return result;
}

Conditional conditional(const Eigen::MatrixXd& covariance, const Eigen::VectorXd& residual) {
  const Eigen::Index given = residual.size(), wanted = covariance.rows() - given;
  Conditional result{Eigen::VectorXd::Zero(wanted), covariance.bottomRightCorner(wanted, wanted)};
  if (given == 0) return result;
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance.topLeftCorner(given, given));
  const Eigen::MatrixXd across = covariance.topRightCorner(given, wanted);
  const Eigen::MatrixXd gain = factor.solve(across);
  result.mean = gain.transpose() * residual;
  result.covariance -= across.transpose() * gain;
  return result;
}

}  // namespace vultus
