#include "vultus/ensemble/population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/ensemble/beside.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

std::size_t parameter_index(const Posterior& posterior, std::string_view name) {
  for (std::size_t i = 0; i < posterior.parameters.size(); ++i)
    if (posterior.parameters[i].name == name) return i;
  return SIZE_MAX;
}

bool has_kind(const CaseFile& casefile, const std::string& kind) {
  return std::any_of(casefile.conditions.begin(), casefile.conditions.end(), [&](const Condition& c) { return c.kind == kind; });
}

/// `patient.age` is the person's and `condition.age` the condition's, where both have a field of that name.
const FieldValue* field_of(const CaseFile& casefile, const std::string& name) {
  constexpr std::string_view of_person = "patient.";
  if (name.starts_with(of_person)) {
    const auto own = casefile.patient.fields.find(name.substr(of_person.size()));
    return own == casefile.patient.fields.end() ? nullptr : &own->second;
  }
  constexpr std::string_view of_condition = "condition.";
  const std::string key = name.starts_with(of_condition) ? name.substr(of_condition.size()) : name;
  for (const auto& condition : casefile.conditions)
    if (const auto it = condition.fields.find(key); it != condition.fields.end()) return &it->second;
  const auto it = casefile.patient.fields.find(name);
  return it == casefile.patient.fields.end() ? nullptr : &it->second;
}

/// How far a field pushes a covariate: 0 when the case does not say.
double push(const Covariate& covariate, const FieldValue* value) {
  if (value == nullptr) return 0.0;
  if (!covariate.equals.empty()) {
    if (const auto* flag = std::get_if<bool>(value)) return *flag == (covariate.equals == "true") ? 1.0 : 0.0;
    const auto* word = std::get_if<std::string>(value);
    return word != nullptr && *word == covariate.equals ? 1.0 : 0.0;
  }
  const auto* number = std::get_if<double>(value);
  return number == nullptr ? 0.0 : (*number - covariate.centre) / covariate.per;
}

double push(const Covariate& covariate, const CaseFile& casefile) {
  if (covariate.field == "kind") return has_kind(casefile, covariate.equals) ? 1.0 : 0.0;
  return push(covariate, field_of(casefile, covariate.field));
}

/// Error of measuring the outcome that a baseline field stands for ("thickness_rest": "masseter_thickness_rest").
double error_of(const Tissue& tissue, const std::string& field) {
  for (const auto& fact : tissue.observables)
    if (fact.code == field || fact.code.ends_with("_" + field)) return fact.measurement_sd;
  return 0.0;
}

}  // namespace

double transformed(Transform transform, double value) {
  return transform == Transform::log ? log(value) : log(value / (1.0 - value));
}

double restored(Transform transform, double value) {
  const double e = exp(value);
  return transform == Transform::log ? e : e / (1.0 + e);
}

std::uint64_t name_key(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

Posterior posterior_of(const Tissue& tissue) {
  Posterior posterior{tissue.model, tissue.version, tissue.status, {}, tissue.status_note, tissue.parameters, {}, {}, {}, {}};
  std::uint64_t h = name_key(tissue.model + tissue.version + tissue.status);
  for (const auto& parameter : tissue.parameters) {
    const Law& law = parameter.calibrated ? *parameter.calibrated : parameter.rough_fit ? *parameter.rough_fit : parameter.prior;
    posterior.laws.push_back(law);
    h = stirred(h ^ name_key(parameter.name));
    for (const double x : {law.median, law.knowledge_sd, law.setting_sd, law.people_sd, parameter.lower, parameter.upper})
      h = stirred(h ^ std::bit_cast<std::uint64_t>(x));
  }
  if (tissue.learnt) {
    posterior.joint = tissue.learnt->parameters;
    posterior.discrepancy = tissue.learnt->discrepancy;
    posterior.root = tissue.learnt->root;
  }
  posterior.digest = tissue.learnt ? tissue.learnt->digest.substr(0, 16) : fmt::format("{:016x}", h);
  return posterior;
}

std::vector<double> case_shifts(const Tissue& tissue, const CaseFile& casefile) {
  std::vector<double> shifts(tissue.parameters.size(), 0.0);
  for (const auto& covariate : tissue.covariates)
    for (std::size_t i = 0; i < shifts.size(); ++i)
      if (tissue.parameters[i].name == covariate.parameter) shifts[i] += covariate.by * push(covariate, casefile);
  return shifts;
}

Population::Population(const Tissue& tissue, Posterior posterior, const CaseFile& casefile, std::uint64_t seed)
    : tissue_(&tissue), posterior_(std::move(posterior)), seed_(seed) {
  for (std::size_t i = 0; i < posterior_.laws.size(); ++i) {
    location_.push_back(transformed(posterior_.parameters[i].transform, posterior_.laws[i].median));
    names_.push_back(name_key(posterior_.parameters[i].name));
  }
  apply_case(casefile);
}

void Population::apply_case(const CaseFile& casefile) {
  for (const auto& covariate : tissue_->covariates) {
    const std::size_t index = parameter_index(posterior_, covariate.parameter);
    const double x = push(covariate, casefile);
    if (index == SIZE_MAX || x == 0.0) continue;
    location_[index] += covariate.by * x;
    if (covariate.knowledge_sd > 0.0)
      shifts_.push_back({x, covariate.knowledge_sd,
                         name_key(covariate.field + "." + covariate.equals + "." + covariate.parameter), index});
  }
  for (const auto& baseline : tissue_->baselines) {
    if (!baseline.outcome.empty()) continue;  // a measurement: see with_baselines()
    const auto* value = field_of(casefile, baseline.field);
    const auto* number = value == nullptr ? nullptr : std::get_if<double>(value);
    if (number == nullptr) continue;
    Given given{parameter_index(posterior_, baseline.parameter), *number, error_of(*tissue_, baseline.field), SIZE_MAX,
                name_key(baseline.field)};
    if (!baseline.divide_by_one_plus.empty())
      given.divide_by_one_plus = parameter_index(posterior_, baseline.divide_by_one_plus);
    // The first baseline that sets a parameter stands: thickness at rest before thickness in clench.
    const bool taken = std::any_of(given_.begin(), given_.end(), [&](const Given& g) { return g.parameter == given.parameter; });
    if (!taken && given.parameter != SIZE_MAX) given_.push_back(given);
  }
}

std::vector<Visit> with_baselines(const CaseFile& casefile, const Tissue& tissue) {
  std::vector<Visit> visits;
  visits.reserve(tissue.baselines.size() + casefile.visits.size());
  for (const auto& baseline : tissue.baselines) {
    if (baseline.outcome.empty()) continue;
    const auto* value = field_of(casefile, baseline.field);
    const auto* number = value == nullptr ? nullptr : std::get_if<double>(value);
    const auto measured = [&](const Visit& v) { return v.day == 0.0 && v.outcome == baseline.outcome; };
    if (number == nullptr || std::any_of(casefile.visits.begin(), casefile.visits.end(), measured)) continue;  // said twice: the visit counts
    visits.push_back({0.0, baseline.outcome, *number, {}});
  }
  for (const auto& seen : tissue.seen) {
    const auto is_it = [&](const Condition& c) { return c.kind == seen.kind; };
    if (std::none_of(casefile.conditions.begin(), casefile.conditions.end(), is_it)) continue;
    const auto event = std::find_if(tissue.events.begin(), tissue.events.end(), [&](const EventFact& e) { return e.code == seen.event; });
    const auto tells = [&](const Visit& v) { return v.day == 0.0 && (v.outcome == seen.event || (event != tissue.events.end() && v.outcome == event->observable)); };
    if (std::none_of(visits.begin(), visits.end(), tells) && std::none_of(casefile.visits.begin(), casefile.visits.end(), tells)) visits.push_back({0.0, seen.event, true, {}});
  }
  visits.insert(visits.end(), casefile.visits.begin(), casefile.visits.end());
  return visits;
}

double Population::knowledge_normal(std::size_t parameter, std::uint64_t group) const {
  return normal({seed_, group, Purpose::knowledge, names_[parameter]}) + (tilt_.empty() ? 0.0 : tilt_[location_.size() + parameter]);
}

/// Parameters learnt together draw on the normals of those before them in the triangle.
double Population::not_known(std::size_t parameter, std::uint64_t group) const {
  const auto at = std::find(posterior_.joint.begin(), posterior_.joint.end(), parameter);
  const double alone = posterior_.laws[parameter].knowledge_sd;
  if (at == posterior_.joint.end()) return alone > 0.0 ? alone * knowledge_normal(parameter, group) : 0.0;
  const auto row = static_cast<std::size_t>(at - posterior_.joint.begin());
  const std::size_t width = posterior_.joint.size() + posterior_.discrepancy.mean.size();
  double sum = 0.0;
  for (std::size_t k = 0; k <= row; ++k) sum += posterior_.root[row * width + k] * knowledge_normal(posterior_.joint[k], group);
  return sum;
}

std::vector<double> Population::discrepancy(std::uint64_t group) const {
  std::vector<double> values = posterior_.discrepancy.mean;
  const std::size_t learnt = posterior_.joint.size(), width = learnt + values.size();
  std::vector<double> z(width);
  for (std::size_t k = 0; k < learnt; ++k) z[k] = knowledge_normal(posterior_.joint[k], group);
  for (std::size_t k = learnt; k < width; ++k) z[k] = normal({seed_, group, Purpose::discrepancy, k - learnt});
  for (std::size_t p = 0; p < values.size(); ++p)
    for (std::size_t k = 0; k <= learnt + p; ++k) values[p] += posterior_.root[(learnt + p) * width + k] * z[k];
  return values;
}

double Population::centre(std::size_t parameter, std::uint64_t group) const {
  const Law& law = posterior_.laws[parameter];
  double x = location_[parameter];
  const std::size_t n = location_.size();
  const double setting_tilt = tilt_.empty() ? 0.0 : tilt_[2 * n + parameter];
  x += not_known(parameter, group);
  if (law.setting_sd > 0.0) x += law.setting_sd * (normal({seed_, group, Purpose::setting, names_[parameter]}) + setting_tilt);
  for (const auto& shift : shifts_)
    if (shift.parameter == parameter)
      x += shift.by * shift.knowledge_sd * normal({seed_, group, Purpose::knowledge, shift.name});
  return x;
}

void Population::draw(std::uint64_t first, std::span<double> rows) const {
  const std::size_t params = param_count();
  VULTUS_EXPECTS(params > 0 && rows.size() % params == 0, fmt::format("{} values for {} parameters", rows.size(), params));
  std::vector<double> centres(params);
  std::uint64_t group = ~std::uint64_t{0};
  for (std::size_t i = 0; i < rows.size() / params; ++i) {
    const std::uint64_t patient = first + i;
    if (group_of(patient) != group) {
      group = group_of(patient);
      for (std::size_t j = 0; j < params; ++j) centres[j] = centre(j, group);
    }
    const auto row = rows.subspan(i * params, params);
    for (std::size_t j = 0; j < params; ++j) {
      const Law& law = posterior_.laws[j];
      const auto& parameter = posterior_.parameters[j];
      double x = centres[j];
      if (law.people_sd > 0.0)
        x += law.people_sd * (normal({seed_, patient, Purpose::people, names_[j]}) + (tilt_.empty() ? 0.0 : tilt_[j]));
      row[j] = std::clamp(restored(parameter.transform, x), parameter.lower, parameter.upper);
    }
    apply_baselines(patient, row);
  }
}

void Population::apply_baselines(std::uint64_t patient, std::span<double> row) const {
  for (const auto& given : given_) {
    const auto& parameter = posterior_.parameters[given.parameter];
    double value = given.value + given.error_sd * normal({seed_, patient, Purpose::measurement, given.name});
    if (given.divide_by_one_plus != SIZE_MAX) value /= 1.0 + row[given.divide_by_one_plus];
    row[given.parameter] = std::clamp(value, parameter.lower, parameter.upper);
  }
}

double Population::factor(std::string_view name, double log_sd, std::uint64_t group) const {
  return exp(log_sd * normal({seed_, group, Purpose::knowledge, name_key(name)}));
}

std::vector<double> Population::people_normals(std::uint64_t patient) const {
  std::vector<double> z(location_.size(), 0.0);
  for (std::size_t j = 0; j < z.size(); ++j)
    if (posterior_.laws[j].people_sd > 0.0) z[j] = normal({seed_, patient, Purpose::people, names_[j]});
  return z;
}

std::vector<double> Population::group_normals(std::uint64_t group) const {
  const std::size_t n = location_.size();
  std::vector<double> z(2 * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    const Law& law = posterior_.laws[j];
    if (law.knowledge_sd > 0.0) z[j] = normal({seed_, group, Purpose::knowledge, names_[j]});
    if (law.setting_sd > 0.0) z[n + j] = normal({seed_, group, Purpose::setting, names_[j]});
  }
  return z;
}

void Population::tilt(std::vector<double> by) {
  VULTUS_EXPECTS(by.empty() || by.size() == 3 * location_.size(), fmt::format("{} tilts", by.size()));
  tilt_ = std::move(by);
}

std::vector<double> Population::log_ratios(std::uint64_t first, std::size_t count) const {
  std::vector<double> ratios(count, 0.0);
  if (tilt_.empty()) return ratios;
  const std::size_t n = location_.size();
  const auto of = [](double t, double z) { return -t * (z + 0.5 * t); };  // log of exp(-(z + t)^2/2) / exp(-z^2/2)
  std::uint64_t group = ~std::uint64_t{0};
  double of_group = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t patient = first + i;
    if (group_of(patient) != group) {
      group = group_of(patient);
      of_group = 0.0;
      for (std::size_t j = 0; j < n; ++j) {
        const Law& law = posterior_.laws[j];
        const double known = tilt_[n + j], setting = tilt_[2 * n + j];
        if (known != 0.0 && law.knowledge_sd > 0.0) of_group += of(known, normal({seed_, group, Purpose::knowledge, names_[j]}));
        if (setting != 0.0 && law.setting_sd > 0.0) of_group += of(setting, normal({seed_, group, Purpose::setting, names_[j]}));
      }
    }
    ratios[i] = of_group;
    for (std::size_t j = 0; j < n; ++j)
      if (tilt_[j] != 0.0 && posterior_.laws[j].people_sd > 0.0) ratios[i] += of(tilt_[j], normal({seed_, patient, Purpose::people, names_[j]}));
  }
  return ratios;
}

void Population::shift(std::size_t parameter, double by) { location_[parameter] += log(by); }

Cohort draw_cohort(const Population& population, std::uint64_t first, std::size_t count, unsigned threads) {
  Cohort cohort;
  cohort.id.resize(count);
  std::iota(cohort.id.begin(), cohort.id.end(), first);
  cohort.group.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    cohort.group[i] = static_cast<std::uint32_t>(Population::group_of(first + i) - Population::group_of(first));
  cohort.groups = count == 0 ? 0 : cohort.group.back() + 1;
  const std::size_t params = population.param_count();
  cohort.params.resize(count * params);
  constexpr std::size_t block = 10 * Population::members;
  solve::share((count + block - 1) / block, threads, [&](std::size_t b) {
    const std::size_t at = b * block, here = std::min(block, count - at);
    population.draw(first + at, std::span(cohort.params).subspan(at * params, here * params));
  });
  return cohort;
}

Cohort thinned(const Cohort& cohort, std::size_t count) {
  const std::size_t n = cohort.patients();
  if (n <= count) return cohort;
  const std::size_t params = cohort.params.size() / n;
  Cohort part;
  part.groups = cohort.groups;
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = k * n / count;
    part.id.push_back(cohort.id[i]);
    part.group.push_back(cohort.group[i]);
    const auto row = cohort.params.begin() + static_cast<std::ptrdiff_t>(i * params);
    part.params.insert(part.params.end(), row, row + static_cast<std::ptrdiff_t>(params));
  }
  return part;
}

solve::Trajectories carry(const Population& population, const Cohort& cohort, const std::vector<Happening>& happenings,
                          const std::vector<double>& days, const solve::Settings& settings) {
  std::vector<solve::Timetable> timetables(1);
  std::vector<const Happening*> mine;
  for (const auto& happening : happenings) {
    if (happening.model != population.tissue().model) continue;
    mine.push_back(&happening);
    timetables[0].deliveries.push_back({happening.day, happening.port, happening.amount});
  }
  timetables[0].observe_days = days;
  std::vector<double> scale;
  const bool any = std::any_of(mine.begin(), mine.end(), [](const Happening* h) { return !h->factors.empty(); });
  if (any) {
    scale.assign(cohort.patients() * mine.size(), 1.0);
    std::uint64_t group = ~std::uint64_t{0};
    std::vector<double> of_group(mine.size(), 1.0);
    for (std::size_t i = 0; i < cohort.patients(); ++i) {
      if (const auto g = Population::group_of(cohort.id[i]); g != group) {
        group = g;
        for (std::size_t d = 0; d < mine.size(); ++d) {
          of_group[d] = 1.0;
          for (const auto& factor : mine[d]->factors) of_group[d] *= population.factor(factor.name, factor.log_sd, group);
        }
      }
      std::copy(of_group.begin(), of_group.end(), scale.begin() + static_cast<std::ptrdiff_t>(i * mine.size()));
    }
  }
  solve::Job job;
  job.model = population.tissue().model;
  job.patients = cohort.patients();
  job.params = cohort.params;
  job.timetables = timetables;
  job.delivery_scale = scale;
  auto result = solve::run(job, settings);
  Beside(population, happenings, days).add_to(result, cohort, settings.threads);
  return result;
}

}  // namespace vultus
