#include "vultus/infer/predict_arms.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

namespace vultus {
namespace {

/// Shape and scale of the generalised Pareto law of ascending exceedances (Zhang and Stephens 2009, with the weak prior of
/// the smoothing paper, worth ten observations at shape 1/2).
std::pair<double, double> pareto_fit(std::span<const double> x) {
  const auto n = static_cast<double>(x.size());
  const auto points = static_cast<std::size_t>(30.0 + std::sqrt(n));
  const double quarter = x[(2 * x.size() + 4) / 8 - 1];
  std::vector<double> slope(points), likelihood(points);
  for (std::size_t i = 0; i < points; ++i) {
    slope[i] = 1.0 / x.back() + (1.0 - std::sqrt(static_cast<double>(points) / (static_cast<double>(i) + 0.5))) / (3.0 * quarter);
    double k = 0.0;
    for (const double v : x) k += std::log1p(-slope[i] * v) / n;
    likelihood[i] = n * (std::log(-slope[i] / k) - k - 1.0);
  }
  double total = 0.0, mean = 0.0;
  const double top = *std::max_element(likelihood.begin(), likelihood.end());
  for (std::size_t i = 0; i < points; ++i) total += std::exp(likelihood[i] - top);
  for (std::size_t i = 0; i < points; ++i) mean += slope[i] * std::exp(likelihood[i] - top) / total;
  double k = 0.0;
  for (const double v : x) k += std::log1p(-mean * v) / n;
  const double scale = -k / mean;
  return {(k * n + 5.0) / (n + 10.0), scale};
}

double log_density(const Conditional& law, const Eigen::VectorXd& y) {
  const Eigen::LLT<Eigen::MatrixXd> factor(law.covariance);
  const Eigen::VectorXd away = y - law.mean;
  return -0.5 * (away.dot(factor.solve(away)) + static_cast<double>(y.size()) * std::log(2.0 * std::numbers::pi)) -
         factor.matrixLLT().diagonal().array().log().sum();
}

/// Law of member `wanted` given the members `known` of a joint law, without `own`, the sampling variance of the wanted one.
EffectLaw within(const Conditional& joint, const Eigen::VectorXd& y, const std::vector<Eigen::Index>& known, Eigen::Index wanted, double own) {
  double mean = joint.mean[wanted], variance = joint.covariance(wanted, wanted);
  if (!known.empty()) {
    const auto n = static_cast<Eigen::Index>(known.size());
    Eigen::MatrixXd among(n, n);
    Eigen::VectorXd across(n), away(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Eigen::Index a = known[static_cast<std::size_t>(i)];
      across[i] = joint.covariance(a, wanted);
      away[i] = y[a] - joint.mean[a];
      for (Eigen::Index j = 0; j < n; ++j) among(i, j) = joint.covariance(a, known[static_cast<std::size_t>(j)]);
    }
    const Eigen::VectorXd gain = among.llt().solve(across);
    mean += gain.dot(away);
    variance -= gain.dot(across);
  }
  return {mean, std::sqrt(std::max(variance - own, 1e-4))};
}

/// Rows of the study of one scale, and their law under each draw.
struct Part {
  std::vector<std::size_t> rows;
  std::vector<Conditional> laws;  ///< per draw
  Eigen::VectorXd y;
};

}  // namespace

SmoothedWeights smoothed_weights(std::span<const double> log_ratios) {
  SmoothedWeights result;
  const std::size_t n = log_ratios.size();
  std::vector<double> logs(log_ratios.begin(), log_ratios.end());
  const double top = *std::max_element(logs.begin(), logs.end());
  for (double& l : logs) l -= top;
  const std::size_t tail = std::min(n / 5, static_cast<std::size_t>(3.0 * std::sqrt(static_cast<double>(n))));
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return logs[a] < logs[b]; });
  constexpr std::size_t fewest = 5;
  const double cutoff = tail >= fewest ? std::exp(logs[order[n - tail - 1]]) : 0.0;
  std::vector<double> excess;
  for (std::size_t i = n - tail; i < n; ++i) excess.push_back(std::exp(logs[order[i]]) - cutoff);
  if (tail >= fewest && excess.front() > 0.0 && excess.back() > excess.front()) {
    const auto [k, scale] = pareto_fit(excess);
    result.pareto_k = k;
    for (std::size_t i = 0; i < tail; ++i) {
      const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(tail);
      const double q = std::abs(k) < 1e-12 ? -scale * std::log1p(-p) : scale * std::expm1(-k * std::log1p(-p)) / k;
      logs[order[n - tail + i]] = std::min(0.0, std::log(cutoff + q));
    }
  }
  double total = 0.0;
  for (const double l : logs) total += std::exp(l);
  for (const double l : logs) result.weights.push_back(std::exp(l) / total);
  return result;
}

StudyPrediction predict_study(const TrialModel& model, std::span<const TrialModel::Ready> draws, const std::string& study,
                              std::span<const Task> tasks, bool reweight) {
  const auto& rows = model.rows();
  std::vector<std::size_t> others;
  std::map<EffectScale, Part> parts;
  bool learnt = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].study != study) {
      if (model.learnt(i)) others.push_back(i);
    } else if (model.covers(rows[i].scale)) {
      parts[rows[i].scale].rows.push_back(i);
      learnt = learnt || model.learnt(i);
    }
  }
  std::vector<double> log_study(draws.size(), 0.0);
  for (auto& [scale, part] : parts) {
    part.y.resize(static_cast<Eigen::Index>(part.rows.size()));
    for (std::size_t i = 0; i < part.rows.size(); ++i) part.y[static_cast<Eigen::Index>(i)] = rows[part.rows[i]].y;
    for (std::size_t d = 0; d < draws.size(); ++d) {
      part.laws.push_back(model.law(draws[d], others, part.rows));
      log_study[d] += log_density(part.laws.back(), part.y);
    }
  }
  StudyPrediction result;
  std::vector<double> weights(draws.size(), 1.0 / static_cast<double>(draws.size()));
  if (reweight && learnt && draws.size() > 1) {
    std::vector<double> ratios;
    ratios.reserve(log_study.size());
    for (const double l : log_study) ratios.push_back(-l);
    auto smoothed = smoothed_weights(ratios);
    weights = std::move(smoothed.weights);
    result.pareto_k = smoothed.pareto_k;
  }
  for (const Task task : tasks)
    for (const auto& [scale, part] : parts)
      for (std::size_t i = 0; i < part.rows.size(); ++i) {
        const auto seen = known_rows(task, rows, part.rows[i]);
        if (!eligible(task, rows, seen, part.rows[i])) continue;
        std::vector<Eigen::Index> known;
        for (std::size_t j = 0; j < part.rows.size(); ++j)
          if (std::find(seen.begin(), seen.end(), part.rows[j]) != seen.end()) known.push_back(static_cast<Eigen::Index>(j));
        double mean = 0.0, square = 0.0;
        for (std::size_t d = 0; d < draws.size(); ++d) {
          const EffectLaw law = within(part.laws[d], part.y, known, static_cast<Eigen::Index>(i), std::pow(rows[part.rows[i]].s, 2));
          mean += weights[d] * law.mean;
          square += weights[d] * (law.sd * law.sd + law.mean * law.mean);
        }
        result.rows.push_back({part.rows[i], task, {mean, std::sqrt(std::max(square - mean * mean, 1e-6))}, model.spoken(part.rows[i])});
      }
  return result;
}

}  // namespace vultus
