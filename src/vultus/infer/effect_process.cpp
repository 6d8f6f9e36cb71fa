#include "vultus/infer/effect_process.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "vultus/ensemble/population.hpp"

namespace vultus {
namespace {

constexpr double jitter = 1e-6;
constexpr double same_visit = 0.97, other_visit = 0.85;  // correlation of sampling errors: the visits of one arm are the same people
constexpr std::string_view names[effect_features] = {
    "treated_alike", "group", "outcome", "treatment", "treatment_class", "group_class", "group_treatment", "treated",
    "group_treated", "group_time", "class_time", "threshold", "condition", "rater", "topic", "design", "risk_of_bias",
    "sessions", "neutral", "study", "study_group", "study_outcome", "arm", "arm_time", "own"};

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
  const double treatment = common_share(a.treatments, b.treatments), klass = common_share(a.classes, b.classes);
  const double treated = a.untreated == b.untreated ? 1.0 : 0.0;
  const double gap = a.log_weeks - b.log_weeks;
  const double size = a.size * b.size;
  const double study = a.study == b.study ? size : 0.0;
  const double outcome = a.outcome == b.outcome ? 1.0 : 0.0;
  const double arm = a.arm == b.arm ? study : 0.0;
  const double values[] = {live,
                           group,
                           outcome,
                           treatment * live,
                           klass * live,
                           group * klass,
                           group * treatment,
                           treated * live,
                           group * treated,
                           group * bell(gap, 1.2),
                           group * klass * bell(gap, 0.7),
                           group * a.cut * b.cut,
                           a.condition == b.condition ? group : 0.0,
                           a.patient_rated == b.patient_rated ? group : 0.0,
                           a.topic == b.topic ? group : 0.0,
                           a.design == b.design ? live : 0.0,
                           a.bias == b.bias ? live : 0.0,
                           group * a.log_sessions * b.log_sessions,
                           (a.neutral && b.neutral ? 1.0 : 0.0) * group,
                           study,
                           study * group,
                           study * outcome,
                           arm * group,
                           arm * outcome * bell(gap, 1.5),
                           0.0};
  std::copy(std::begin(values), std::end(values), out);
  const double reach = a.reach * b.reach;
  for (std::size_t k = 0; k < across_studies; ++k) out[k] *= reach;
}

bool in_force(std::size_t feature, const EffectParts& parts) {
  if (feature < across_studies) return parts.discrepancy;
  if (feature < across_studies + within_study) return parts.study;
  if (feature < across_studies + within_study + within_arm) return parts.arm;
  return true;
}

double shared_sampling(const EffectRow& a, const EffectRow& b, const EffectParts& parts) {
  if (!parts.arm || a.study != b.study || a.arm != b.arm || a.outcome != b.outcome) return 0.0;
  const bool together = a.week_known == b.week_known && a.weeks == b.weeks;
  return (together ? same_visit : other_visit) * a.sampling_sd * b.sampling_sd;
}

}  // namespace

std::string_view to_text(EffectFeature feature) { return names[static_cast<std::size_t>(feature)]; }

EffectRow effect_row(const TrialRow& row) {
  EffectRow e;
  e.study = name_key(row.study);
  e.arm = name_key(row.arm);
  e.group = name_key(row.group);
  e.outcome = name_key(row.outcome);
  e.condition = name_key(row.condition);
  e.topic = name_key(row.topic);
  e.design = name_key(row.design);
  e.bias = name_key(row.risk_of_bias);
  e.treatments = keys_of(row.treatments);
  e.classes = keys_of(row.classes);
  e.untreated = row.untreated;
  e.neutral = row.neutral;
  e.patient_rated = row.patient_rated;
  e.week_known = row.weeks.has_value();
  e.weeks = row.weeks.value_or(0.0);
  e.log_weeks = std::log(row.weeks.value_or(14.0) + 2.0);
  e.log_sessions = std::log(row.sessions) - 1.0;
  e.cut = row.cut;
  e.size = row.untreated ? 0.4 : 1.0;
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

EffectProcess::Density EffectProcess::density(const Eigen::VectorXd& residuals, std::span<const double> variances) const {
  Density result;
  const Eigen::Index n = residuals.size();
  Eigen::MatrixXd covariance = sampling_;
  for (std::size_t k = 0; k < effect_features; ++k) covariance.noalias() += variances[k] * features_[k];
  result.by_residual = Eigen::VectorXd::Zero(n);
  result.by_log_variance = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(effect_features));
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  if (factor.info() != Eigen::Success) {
    result.log_density = -std::numeric_limits<double>::infinity();
    return result;
  }
  const Eigen::VectorXd weighted = factor.solve(residuals);
  const double log_determinant = 2.0 * factor.matrixLLT().diagonal().array().log().sum();
  result.log_density = -0.5 * (residuals.dot(weighted) + log_determinant + static_cast<double>(n) * std::log(2.0 * std::numbers::pi));
  result.by_residual = -weighted;
  const Eigen::MatrixXd slope = weighted * weighted.transpose() - factor.solve(Eigen::MatrixXd::Identity(n, n));
  for (std::size_t k = 0; k < effect_features; ++k)
    result.by_log_variance[static_cast<Eigen::Index>(k)] = 0.5 * variances[k] * slope.cwiseProduct(features_[k]).sum();
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
