#include "vultus/infer/discrepancy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "vultus/base/draws.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr double asked_weeks[] = {2.0, 4.0, 8.0, 13.0, 26.0, 39.0, 52.0};
constexpr double least_left = 0.05;  // of an observable, relative to before: below it a logarithm says nothing

/// What lies beside a mechanism differs from treatment to treatment: it is learnt only where all treated arms are of one class.
bool of_one_class(const std::vector<TrialRow>& learnt) {
  std::set<std::string> classes;
  for (const auto& row : learnt)
    if (!row.untreated) classes.insert(row.classes.begin(), row.classes.end());
  return classes.size() <= 1;
}

/// The row that stands for an observable: of its most frequent outcome, the first after a single session.
std::map<std::string, const TrialRow*> templates_of(const Tissue& tissue, const OutcomeMap& map, const std::vector<TrialRow>& learnt) {
  std::map<std::string, std::map<std::string, std::vector<const TrialRow*>>> found;
  for (const auto& row : learnt) {
    const OutcomeMeaning& meaning = map.meaning(row.outcome);
    if (row.scale == EffectScale::relative && meaning.link == Link::direct && meaning.model == tissue.model && !row.untreated && row.of_arm->sessions.value_or(1.0) <= 1.0)
      found[meaning.observable][row.outcome].push_back(&row);
  }
  std::map<std::string, const TrialRow*> templates;
  for (const auto& [observable, outcomes] : found) {
    const auto most = std::max_element(outcomes.begin(), outcomes.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    templates[observable] = most->second.front();
  }
  return templates;
}

/// A trial that nobody has run: one session, the same for every week.
TrialRow asked(const TrialRow& like, const std::string& observable, double weeks) {
  TrialRow row = like;
  row.study = fmt::format("asked {} {:g}", observable, weeks);
  row.arm = "a";
  row.weeks = weeks;
  row.design = "rct";
  row.risk_of_bias = "low";
  row.sessions = 1.0;
  row.patient_rated = false;
  row.y = 0.0;
  return row;
}

/// The part of the discrepancy that is a multiple of the effect, observable by observable. When the muscle is thinnest (weeks 8 to 17)
/// is better known than the few visits after that tell: the rest would move that week about.
Eigen::VectorXd in_shape(const Eigen::VectorXd& miss, const Eigen::VectorXd& effect, std::size_t weeks) {
  Eigen::VectorXd shaped(miss.size());
  const auto n = static_cast<Eigen::Index>(weeks);
  for (Eigen::Index first = 0; first < miss.size(); first += n) {
    const Eigen::VectorXd own = effect.segment(first, n);
    shaped.segment(first, n) = own * (miss.segment(first, n).dot(own) / std::max(own.squaredNorm(), 1e-12));
  }
  return shaped;
}

/// Square root of a covariance that may be singular.
Eigen::MatrixXd root_of(const Eigen::MatrixXd& covariance) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum(covariance);
  return spectrum.eigenvectors() * spectrum.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

}  // namespace

DiscrepancyDraws discrepancy_draws(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, const std::vector<TrialRow>& learnt,
                                   const ProcessVariances& variances, const TrialModelSettings& settings,
                                   const std::vector<std::vector<double>>& draws, std::uint64_t seed, unsigned threads) {
  DiscrepancyDraws result;
  const auto templates = templates_of(tissue, map, learnt);
  if (templates.empty() || !of_one_class(learnt) || !settings.mechanism || !settings.parts.discrepancy) return result;
  result.weeks.assign(std::begin(asked_weeks), std::end(asked_weeks));
  std::vector<TrialRow> rows = learnt;
  std::vector<double> signs;
  std::set<std::string> treatments;
  for (const auto& [observable, like] : templates) {
    result.observables.push_back(observable);
    treatments.insert(like->treatments.begin(), like->treatments.end());
    for (const double week : asked_weeks) rows.push_back(asked(*like, observable, week)), signs.push_back(like->sign);
  }
  result.treatments.assign(treatments.begin(), treatments.end());
  std::vector<bool> learn(rows.size(), false);
  std::fill_n(learn.begin(), learnt.size(), true);
  std::vector<std::size_t> given(learnt.size()), wanted(signs.size());
  std::iota(given.begin(), given.end(), std::size_t{0});
  std::iota(wanted.begin(), wanted.end(), learnt.size());
  const TrialModel model(std::move(rows), std::move(learn), variances, &tissue, &catalog, &map, settings);
  result.values.resize(draws.size() * wanted.size());
  solve::share(draws.size(), threads, [&](std::size_t d) {
    const auto ready = model.ready(draws[d]);
    const Conditional law = model.discrepancy(ready, given, wanted);
    Eigen::VectorXd z(static_cast<Eigen::Index>(wanted.size()));
    for (std::size_t i = 0; i < wanted.size(); ++i) z[static_cast<Eigen::Index>(i)] = normal({seed, d, Purpose::discrepancy, i});
    const Eigen::VectorXd effect = ready.mean.tail(static_cast<Eigen::Index>(wanted.size()));
    const Eigen::VectorXd miss = in_shape(law.mean + root_of(law.covariance) * z, effect, result.weeks.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const double said = std::max(1.0 + signs[i] * effect[static_cast<Eigen::Index>(i)], least_left);
      const double shown = std::max(said + signs[i] * miss[static_cast<Eigen::Index>(i)], least_left);
      result.values[d * wanted.size() + i] = std::log(shown / said);
    }
  });
  return result;
}

}  // namespace vultus
