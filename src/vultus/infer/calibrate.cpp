#include "vultus/infer/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>

#include "vultus/base/draws.hpp"
#include "vultus/ensemble/population.hpp"
#include "vultus/infer/score.hpp"

namespace vultus {
namespace {

constexpr double careful_accept = 0.96;  // of an expanded model: its tails bend more than its middle
constexpr int expansions = 3;  // of a stiff model, each around the mode of the one before
constexpr double unprinted_sd = 0.25;  // of a relative change between people, where the page gives no spread

std::string digest_of(const std::vector<TrialRow>& rows) {
  std::uint64_t h = name_key("vultus-evidence");
  for (const auto& row : rows) {
    for (const auto& word : {row.topic, row.study, row.arm, row.outcome, row.unit, row.statistic}) h = stirred(h ^ name_key(word));
    for (const double x : {row.value, row.weeks.value_or(-1.0), row.s, row.y}) h = stirred(h ^ std::bit_cast<std::uint64_t>(x));
  }
  return fmt::format("{:016x}", h);
}

/// Observables of the person with every parameter at its prior's median, before any treatment.
std::vector<double> untreated_observables(const Tissue& tissue) {
  std::vector<double> params;
  for (const auto& parameter : tissue.parameters) params.push_back(parameter.prior.median);
  const std::vector<solve::Timetable> untouched{{{}, {0.0}}};
  solve::Job job;
  job.model = tissue.model;
  job.patients = 1;
  job.params = params;
  job.timetables = untouched;
  return solve::run(job).observed;
}

double participants_of(const std::vector<TrialRow>& rows) {
  std::map<std::pair<std::string, std::string>, double> arms;
  for (const auto& row : rows)
    if (row.n_known) arms[{row.study, row.arm}] = std::max(arms[{row.study, row.arm}], row.n);
  double sum = 0.0;
  for (const auto& [arm, n] : arms) sum += n;
  return sum;
}

}  // namespace

TrialEvidence trial_evidence(const std::vector<EvidenceTopic>& topics, const OutcomeMap& map) {
  const auto all = trial_rows(topics, map).rows;
  TrialEvidence evidence{scoreable_rows(all, all), {}, digest_of(all)};
  for (const auto& row : all)
    if (row.scale == EffectScale::level && (row.statistic == "mean_change" || row.statistic == "median_change")) evidence.changes.push_back(row);
  return evidence;
}

std::vector<TrialRow> spoken_rows(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, std::vector<TrialRow> rows) {
  ArmMechanismSettings settings;
  settings.variables = {tissue.parameters.front().name};  // none is asked for
  const ArmMechanism mechanism(tissue, catalog, map, rows, settings);
  std::vector<TrialRow> spoken;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (mechanism.speaks(i)) spoken.push_back(std::move(rows[i]));
  return spoken;
}

std::vector<TrialRow> made_relative(const Tissue& tissue, const OutcomeMap& map, const std::vector<TrialRow>& changes) {
  const std::vector<double> untreated = untreated_observables(tissue);
  std::vector<TrialRow> rows;
  for (TrialRow row : changes) {
    const OutcomeMeaning& meaning = map.meaning(row.outcome);
    if (meaning.link != Link::direct || meaning.model != tissue.model) continue;
    for (std::size_t o = 0; o < tissue.observables.size(); ++o) {
      const auto& fact = tissue.observables[o];
      if (fact.code != meaning.observable || fact.unit != row.unit || untreated[o] <= 0.0) continue;
      row.scale = EffectScale::relative;
      row.sign = meaning.better == OutcomeMeaning::Better::up ? 1.0 : -1.0;
      row.unit_size = untreated[o];
      row.y = row.sign * row.value / untreated[o];
      row.s = row.se ? *row.se / untreated[o] : unprinted_sd / std::sqrt(row.n);
      rows.push_back(row);
    }
  }
  return rows;
}

ProcessVariances process_variances(const std::vector<TrialRow>& rows, const OutcomeMap& map, const EffectParts& parts) {
  const auto pooled = pooled_rows(rows, map);
  auto relative = fitted_process(pooled, EffectScale::relative, parts), proportion = fitted_process(pooled, EffectScale::proportion, parts);
  return {std::move(relative.log_variances), std::move(proportion.log_variances), {}, std::move(relative.log_sizes), std::move(proportion.log_sizes)};
}

Checked<Calibration> calibrate(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, const TrialEvidence& evidence,
                               const CalibrateSettings& settings) {
  Calibration result;
  result.model = tissue.model;
  result.model_version = tissue.version;
  result.evidence_digest = evidence.digest;
  std::vector<TrialRow> kept;
  for (const auto& row : evidence.rows)
    if (std::find(settings.without.begin(), settings.without.end(), row.study) == settings.without.end()) kept.push_back(row);
  result.variances = process_variances(kept, map, settings.model.parts);
  for (const auto& row : made_relative(tissue, map, evidence.changes))
    if (std::find(settings.without.begin(), settings.without.end(), row.study) == settings.without.end()) kept.push_back(row);
  const std::vector<TrialRow> mine = spoken_rows(tissue, catalog, map, kept);
  std::set<std::string> studies;
  for (const auto& row : mine) studies.insert(row.study);
  result.rows = mine.size();
  result.studies.assign(studies.begin(), studies.end());
  result.participants = participants_of(mine);

  TrialModelSettings how = settings.model;
  const auto make = [&] {
    return std::make_shared<TrialModel>(mine, std::vector<bool>(mine.size(), true), result.variances, &tissue, &catalog, &map, how);
  };
  auto model = make();
  if (solve::find_model(tissue.model)->stiff && model->mechanism() != nullptr && !how.arms.simple_course && how.arms.expand_at.empty()) {
    how.arms.variables = model->mechanism()->variables();
    how.arms.expand_at.assign(how.arms.variables.size(), 0.0);
    for (int round = 0; round < expansions; ++round) {
      model = make();
      const auto mode = model->mode(std::vector<double>(model->dimensions(), 0.0));
      how.arms.expand_at.assign(mode.begin(), mode.begin() + static_cast<std::ptrdiff_t>(how.arms.variables.size()));
    }
    model = make();
  }
  result.expanded_at = how.arms.expand_at;
  result.names = model->names();
  if (model->mechanism() != nullptr) result.variables = model->mechanism()->variables();
  NutsSettings sampler = settings.sampler;
  if (!how.arms.expand_at.empty()) sampler.target_accept = std::max(sampler.target_accept, careful_accept);
  const ArmMechanismSettings& arms = settings.model.arms;
  const EffectParts& parts = settings.model.parts;
  sampler.identity = fmt::format("{} {} {} {}", result.model, result.model_version, result.evidence_digest, fmt::join(result.names, " "));
  sampler.identity += fmt::format(" parts {}{}{} people {} {} tolerance {}", parts.study, parts.arm, parts.discrepancy, arms.people, arms.people_sd,
                                  arms.relative_tolerance);
  for (const double z : how.arms.expand_at) sampler.identity += fmt::format(" {:.6g}", z);
  for (const auto& study : settings.without) sampler.identity += " without " + study;
  std::vector<std::vector<double>> starts;
  for (std::size_t chain = 0; chain < sampler.chains; ++chain) {
    std::vector<double> start;
    for (std::size_t d = 0; d < result.names.size(); ++d) start.push_back(0.5 * normal({sampler.seed, chain, Purpose::knowledge, d}));
    starts.push_back(std::move(start));
  }
  auto draws = nuts([&] { return [model = make()](std::span<const double> z, std::span<double> gradient) { return model->log_density(z, gradient); }; },
                    starts, sampler);
  if (!draws) return tl::unexpected(draws.error());
  result.draws = std::move(*draws);
  result.diagnosis = diagnose(result.draws, result.names);
  if (settings.discrepancy) {
    TrialModelSettings same = how;
    same.arms.variables = result.variables;
    result.discrepancy = discrepancy_draws(tissue, catalog, map, mine, result.variances, same, result.draws.points(), sampler.seed, sampler.threads);
  }
  return result;
}

}  // namespace vultus
