#include "vultus/store/trial_posterior.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "vultus/ensemble/population.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

const Parameter* parameter_of(const Tissue& tissue, const std::string& name) {
  const auto it = std::find_if(tissue.parameters.begin(), tissue.parameters.end(), [&](const Parameter& p) { return p.name == name; });
  return it == tissue.parameters.end() ? nullptr : &*it;
}

double in_own_unit(const Parameter& parameter, double z) {
  return restored(parameter.transform, transformed(parameter.transform, parameter.prior.median) + parameter.prior.knowledge_sd * z);
}

PosteriorVariable standardised(const Calibration& calibration) {
  PosteriorVariable all;
  all.name = "standardised";
  all.extra_dims = {calibration.names.size()};
  all.extra_dim_names = {"quantity"};
  all.extra_coords = {calibration.names};
  all.values = calibration.draws.values;
  return all;
}

PosteriorVariable discrepancy_of(const DiscrepancyDraws& draws) {
  PosteriorVariable variable;
  variable.name = "discrepancy";
  variable.extra_dims = {draws.observables.size(), draws.weeks.size()};
  variable.extra_dim_names = {"observable", "week"};
  variable.extra_coords = {draws.observables, {}};
  for (const double week : draws.weeks) variable.extra_coords[1].push_back(fmt::format("{:g}", week));
  variable.values = draws.values;
  return variable;
}

template <class Values>
PosteriorVariable statistic(const std::string& name, const Values& values) {
  PosteriorVariable variable;
  variable.name = name;
  variable.values.assign(values.begin(), values.end());
  return variable;
}

/// A trajectory that diverged is accepted with probabilities that float32 cannot hold: none, to any reader.
std::vector<double> acceptance(std::vector<double> accept) {
  for (double& a : accept)
    if (a < static_cast<double>(std::numeric_limits<float>::min())) a = 0.0;
  return accept;
}

Json diagnostics(const Calibration& calibration) {
  Json all = Json::object();
  for (const auto& p : calibration.diagnosis.parameters)
    all[p.name] = {{"mean", p.mean}, {"sd", p.sd}, {"r_hat", p.r_hat}, {"ess_bulk", p.bulk_ess}, {"ess_tail", p.tail_ess}};
  return all;
}

}  // namespace

PosteriorDraws to_posterior_draws(const Calibration& calibration, const Tissue& tissue, const CalibrateSettings& settings,
                                  const std::string& created_by) {
  PosteriorDraws file;
  const Draws& draws = calibration.draws;
  file.chains = draws.chains;
  file.draws = draws.draws;
  for (std::size_t v = 0; v < calibration.variables.size(); ++v) {
    const Parameter& parameter = *parameter_of(tissue, calibration.variables[v]);
    PosteriorVariable variable;
    variable.name = parameter.name;
    variable.unit = parameter.unit;
    for (const double z : draws.of(v)) variable.values.push_back(in_own_unit(parameter, z));
    file.posterior.push_back(std::move(variable));
  }
  file.posterior.push_back(standardised(calibration));
  if (!calibration.discrepancy.empty()) file.posterior.push_back(discrepancy_of(calibration.discrepancy));
  file.sample_stats = {statistic("lp", draws.log_density), statistic("energy", draws.energy), statistic("diverging", draws.divergent),
                       statistic("tree_depth", draws.depth), statistic("acceptance_rate", acceptance(draws.accept))};
  PosteriorVariable step = statistic("step_size", std::vector<double>{});
  for (std::size_t chain = 0; chain < draws.chains; ++chain) step.values.insert(step.values.end(), draws.draws, draws.step_size[chain]);
  file.sample_stats.push_back(std::move(step));
  const Json how{{"chains", settings.sampler.chains}, {"warmup", settings.sampler.warmup}, {"draws", settings.sampler.draws},
                 {"target_accept", settings.sampler.target_accept}, {"people_of_an_arm", settings.model.arms.people},
                 {"relative_tolerance", settings.model.arms.relative_tolerance}};
  const Json process{{"relative", calibration.variances.relative}, {"proportion", calibration.variances.proportion},
                     {"relative_sizes", calibration.variances.relative_sizes}, {"proportion_sizes", calibration.variances.proportion_sizes}};
  file.provenance = {{"format", std::string(posterior_format)}, {"model", calibration.model}, {"model_version", calibration.model_version},
                     {"engine", "nuts, jets through the ensemble solver"}, {"evidence_digest", calibration.evidence_digest},
                     {"seed", std::to_string(settings.sampler.seed)}, {"settings", how.dump()}, {"studies", Json(calibration.studies).dump()},
                     {"participants", fmt::format("{}", calibration.participants)}, {"created_by", created_by},
                     {"diagnostics", diagnostics(calibration).dump()}, {"variables", Json(calibration.variables).dump()},
                     {"names", Json(calibration.names).dump()},
                     {"process_log_variances", process.dump()},
                     {"discrepancy_after", Json(calibration.discrepancy.treatments).dump()}};
  if (!calibration.expanded_at.empty()) file.provenance["expanded_at"] = Json(calibration.expanded_at).dump();
  file.diagnostics_passed = calibration.diagnosis.good();
  for (const auto& reason : calibration.diagnosis.reasons()) file.diagnostics_failed.push_back(reason.en);
  return file;
}

Checked<LearntModel> learnt_model(const PosteriorDraws& file, const Tissue& tissue, const std::string& path) {
  const auto fault = [&](const std::string& what, const std::string& remedy) { return tl::unexpected(Faults{{path, 0, 0, "", what, remedy}}); };
  const auto text = [&](const std::string& key) {
    const auto it = file.provenance.find(key);
    return it == file.provenance.end() ? std::string() : it->second;
  };
  LearntModel learnt;
  learnt.model = text("model");
  learnt.model_version = text("model_version");
  if (learnt.model != tissue.model || learnt.model_version != tissue.version)
    return fault(fmt::format("a posterior of {} {}", learnt.model, learnt.model_version), fmt::format("one of {} {}: run `vultus calibrate {}`", tissue.model, tissue.version, tissue.model));
  learnt.evidence_digest = text("evidence_digest");
  learnt.digest = file.digest;
  learnt.forced = file.forced;
  try {
    learnt.variables = Json::parse(text("variables")).get<std::vector<std::string>>();
    learnt.names = Json::parse(text("names")).get<std::vector<std::string>>();
    learnt.studies = Json::parse(text("studies")).get<std::vector<std::string>>();
    const Json process = Json::parse(text("process_log_variances"));
    learnt.variances.relative = process.at("relative").get<std::vector<double>>();
    learnt.variances.proportion = process.at("proportion").get<std::vector<double>>();
    learnt.variances.relative_sizes = process.at("relative_sizes").get<std::map<std::string, double>>();
    learnt.variances.proportion_sizes = process.at("proportion_sizes").get<std::map<std::string, double>>();
    learnt.participants = std::stod(text("participants"));
    if (const std::string at = text("expanded_at"); !at.empty()) learnt.expanded_at = Json::parse(at).get<std::vector<double>>();
  } catch (const std::exception& error) {
    return fault(fmt::format("provenance that cannot be read ({})", error.what()), "a file that `vultus calibrate` wrote");
  }
  for (const auto& name : learnt.variables)
    if (parameter_of(tissue, name) == nullptr) return fault("a parameter " + name, "parameters of the model " + tissue.model);
  const auto all = std::find_if(file.posterior.begin(), file.posterior.end(), [](const PosteriorVariable& v) { return v.name == "standardised"; });
  if (all == file.posterior.end() || all->extra_dims != std::vector<std::size_t>{learnt.names.size()} ||
      learnt.names.size() < learnt.variables.size() || learnt.variances.relative.size() != effect_features ||
      learnt.variances.proportion.size() != effect_features)
    return fault("no standardised draws, or names and variances that do not fit them", "a file that `vultus calibrate` wrote");
  for (std::size_t i = 0; i < file.chains * file.draws; ++i) {
    const auto first = all->values.begin() + static_cast<std::ptrdiff_t>(i * learnt.names.size());
    learnt.draws.emplace_back(first, first + static_cast<std::ptrdiff_t>(learnt.names.size()));
  }
  const auto miss = std::find_if(file.posterior.begin(), file.posterior.end(), [](const PosteriorVariable& v) { return v.name == "discrepancy"; });
  if (miss == file.posterior.end()) return learnt;
  try {
    learnt.discrepancy.treatments = Json::parse(text("discrepancy_after")).get<std::vector<std::string>>();
    learnt.discrepancy.observables = miss->extra_coords.at(0);
    for (const auto& week : miss->extra_coords.at(1)) learnt.discrepancy.weeks.push_back(std::stod(week));
  } catch (const std::exception& error) {
    return fault(fmt::format("a discrepancy that cannot be read ({})", error.what()), "a file that `vultus calibrate` wrote");
  }
  const auto& weeks = learnt.discrepancy.weeks;
  if (weeks.empty() || !(weeks.front() > 0.0) || std::adjacent_find(weeks.begin(), weeks.end(), [](double a, double b) { return !(a < b); }) != weeks.end())
    return fault("weeks of the discrepancy that do not ascend from above 0", "a file that `vultus calibrate` wrote");
  for (const auto& code : learnt.discrepancy.observables)
    if (std::none_of(tissue.observables.begin(), tissue.observables.end(), [&](const ObservableFact& o) { return o.code == code; }))
      return fault("a discrepancy of " + code, "observables of the model " + tissue.model);
  learnt.discrepancy.values = miss->values;
  return learnt;
}

namespace {

/// Draws of the parameters learnt, on their own scales, and beside them of the discrepancy: draws x both.
Eigen::MatrixXd drawn(const Tissue& tissue, const LearntModel& learnt) {
  const std::size_t variables = learnt.variables.size(), points = learnt.discrepancy.observables.size() * learnt.discrepancy.weeks.size();
  Eigen::MatrixXd values(static_cast<Eigen::Index>(learnt.draws.size()), static_cast<Eigen::Index>(variables + points));
  for (std::size_t v = 0; v < variables; ++v) {
    const Parameter& parameter = *parameter_of(tissue, learnt.variables[v]);
    const double centre = transformed(parameter.transform, parameter.prior.median);
    for (std::size_t i = 0; i < learnt.draws.size(); ++i)
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(v)) = centre + parameter.prior.knowledge_sd * learnt.draws[i][v];
  }
  for (std::size_t i = 0; i < learnt.draws.size(); ++i)
    for (std::size_t p = 0; p < points; ++p)
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(variables + p)) = learnt.discrepancy.values[i * points + p];
  return values;
}

template <class Facts, class Name>
std::size_t index_of(const Facts& facts, const Name& is_it) {
  return static_cast<std::size_t>(std::find_if(facts.begin(), facts.end(), is_it) - facts.begin());
}

}  // namespace

void put_into(Tissue& tissue, const LearntModel& learnt) {
  constexpr double singular = 1e-10;  // neighbouring weeks of a smooth discrepancy are nearly one
  const Eigen::MatrixXd values = drawn(tissue, learnt);
  const Eigen::RowVectorXd mean = values.colwise().mean();
  const Eigen::MatrixXd away = values.rowwise() - mean;
  Eigen::MatrixXd covariance = away.transpose() * away / static_cast<double>(values.rows() - 1);
  covariance.diagonal().array() += singular;
  const Eigen::MatrixXd root = covariance.llt().matrixL();
  LearntLaws laws;
  for (Eigen::Index v = 0; v < values.cols(); ++v)
    for (Eigen::Index w = 0; w < values.cols(); ++w) laws.root.push_back(w <= v ? root(v, w) : 0.0);
  for (std::size_t v = 0; v < learnt.variables.size(); ++v) {
    const std::size_t at = index_of(tissue.parameters, [&](const Parameter& p) { return p.name == learnt.variables[v]; });
    Parameter& parameter = tissue.parameters[at];
    laws.parameters.push_back(at);
    Law law = parameter.rough_fit ? *parameter.rough_fit : parameter.prior;
    law.median = restored(parameter.transform, mean[static_cast<Eigen::Index>(v)]);
    law.knowledge_sd = std::sqrt(covariance(static_cast<Eigen::Index>(v), static_cast<Eigen::Index>(v)));
    law.source = fmt::format("calibrated on {} studies (posterior {})", learnt.studies.size(), learnt.digest.substr(0, 16));
    parameter.calibrated = law;
  }
  laws.discrepancy.weeks = learnt.discrepancy.weeks;
  laws.discrepancy.treatments = learnt.discrepancy.treatments;
  for (const auto& code : learnt.discrepancy.observables)
    laws.discrepancy.observables.push_back(index_of(tissue.observables, [&](const ObservableFact& o) { return o.code == code; }));
  for (auto p = static_cast<Eigen::Index>(learnt.variables.size()); p < mean.size(); ++p) laws.discrepancy.mean.push_back(mean[p]);
  laws.digest = learnt.digest;
  laws.studies = learnt.studies;
  laws.participants = learnt.participants;
  tissue.learnt = std::move(laws);
  tissue.status = "calibrated";
}

}  // namespace vultus
