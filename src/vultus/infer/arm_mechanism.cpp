#include "vultus/infer/arm_mechanism.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "vultus/base/draws.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/ensemble/population.hpp"
#include "vultus/plan/timetable.hpp"
#include "vultus/solve/sensitivity.hpp"

namespace vultus {
namespace {

constexpr double unknown_time_days = 84.0;  // "end of treatment": where most trials look; an assumption
constexpr double long_ago = 3650.0;
constexpr double longest_followed_days = 1092.0;  // three years: a scar that is later looked at is read there; an assumption
constexpr double least_left = 1e-3, most_left = 20.0;  // of an observable, relative to before
constexpr double sharpness = 4.0;                      // of the corner at most_left
constexpr double tells = 1e-3;  // information on a variable, in units of its prior, below which it is not learnt

bool acts_on(const Treatment& treatment, std::string_view model) {
  return std::any_of(treatment.acts.begin(), treatment.acts.end(), [&](const Action& a) { return a.model == model; });
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// The product whose name or alias the printed one holds ("letibotulinumtoxinA (Botulax)"); the longest match counts.
std::string product_of(const std::string& printed, const Treatment& treatment) {
  const std::string text = lower(printed);
  std::string found;
  std::size_t longest = 0;
  for (const auto& product : treatment.products) {
    std::vector<std::string> names = product.aliases;
    names.push_back(product.name);
    for (const auto& name : names)
      if (name.size() > longest && name.size() > 2 && text.find(lower(name)) != std::string::npos) found = product.name, longest = name.size();
  }
  return found;
}

/// Doses of both sides together are halved; a dose that does not say is taken as one side's.
std::optional<double> dose_of(const TrialArm& arm) {
  if (!arm.dose) return std::nullopt;
  return arm.dose_unit.ends_with("_total") ? *arm.dose / 2.0 : *arm.dose;
}

Entry entry_of(const TrialArm& arm, const Treatment& treatment, double followed_days) {
  Entry entry;
  entry.treatment = treatment.code;
  entry.product = product_of(arm.product, treatment);
  if (treatment.dose) entry.dose = dose_of(arm);
  entry.sessions = std::max(1, static_cast<int>(std::lround(arm.sessions.value_or(1.0))));
  if (entry.sessions > 1)
    entry.every_days = arm.interval_weeks ? 7.0 * *arm.interval_weeks : followed_days / static_cast<double>(entry.sessions);
  return entry;
}

double radical_inverse(std::size_t n, std::size_t base) {
  double result = 0.0, share = 1.0 / static_cast<double>(base);
  for (; n > 0; n /= base, share /= static_cast<double>(base)) result += share * static_cast<double>(n % base);
  return result;
}

/// Halton points and their mirror images, as standard normals: people x dimensions. Mirroring keeps the mean at 0.
std::vector<double> halton_normals(std::size_t people, std::size_t dimensions) {
  constexpr std::size_t primes[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113};
  constexpr std::size_t skipped = 41;
  std::vector<double> z(people * dimensions);
  for (std::size_t i = 0; i < people; ++i)
    for (std::size_t j = 0; j < dimensions; ++j) {
      const double one = normal_quantile(radical_inverse(skipped + i / 2, primes[j % std::size(primes)]));
      z[i * dimensions + j] = i % 2 == 0 ? one : -one;
    }
  return z;
}

/// The arm's people as a case: what the tables say of them that a tissue may know as a factor.
CaseFile case_of(const TrialRow& row) {
  CaseFile people;
  people.conditions.push_back({row.condition, {}, {}});
  auto& fields = people.conditions.front().fields;
  if (row.site == TrialRow::Site::ear) fields.emplace("location", "earlobe");
  if (row.site == TrialRow::Site::tense) fields.emplace("location", "chest");
  if (row.healing_days) fields.emplace("healing_time", *row.healing_days);
  return people;
}

/// Whether a tissue learns from people with this condition.
bool learns_from(const Tissue& tissue, const std::string& condition) {
  const auto holds = [&](const std::vector<std::string>& kinds) { return std::find(kinds.begin(), kinds.end(), condition) != kinds.end(); };
  return tissue.trial_conditions.empty() || holds(tissue.conditions) || holds(tissue.trial_conditions);
}

double days_of(const TrialRow& row) { return row.weeks ? std::min(7.0 * *row.weeks, longest_followed_days) : unknown_time_days; }

}  // namespace

std::vector<solve::Delivery> deliveries_of(const TrialArm& arm, std::string_view model, double followed_days, const Catalog& catalog) {
  CaseFile nobody;
  nobody.horizon_days = long_ago;
  Plan plan;
  for (const auto& code : arm.treatments)
    if (const Treatment* treatment = catalog.treatment(code); treatment != nullptr && acts_on(*treatment, model))
      plan.entries.push_back(entry_of(arm, *treatment, followed_days));
  std::vector<solve::Delivery> deliveries;
  for (const auto& happening : timetable(nobody, plan, catalog))
    if (happening.model == model) deliveries.push_back({happening.day, happening.port, happening.amount});
  return deliveries;
}

ArmMechanism::ArmMechanism(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, std::span<const TrialRow> rows,
                           const ArmMechanismSettings& settings)
    : tissue_(&tissue), settings_(settings), link_(rows.size()) {
  people_normals_ = halton_normals(settings.people, tissue.parameters.size());
  lay_out(catalog, map, rows);
  if (settings.simple_course) {
    make_course();
  } else {
    choose_variables();
    for (const std::size_t v : variables_) names_.push_back(tissue.parameters[v].name);
    expand();
  }
}

/// Every observable has a depth, read or not: what is learnt then has the same names whatever the rows.
void ArmMechanism::make_course() {
  std::vector<std::string> observables;
  for (const auto& fact : tissue_->observables) observables.push_back(fact.code);
  course_ = SimpleCourse(std::move(observables), timetables_);
  names_ = course_.names();
}

void ArmMechanism::lay_out(const Catalog& catalog, const OutcomeMap& map, std::span<const TrialRow> rows) {
  std::map<std::string, double> followed;
  for (const auto& row : rows) followed[row.study + "\n" + row.arm] = std::max(followed[row.study + "\n" + row.arm], days_of(row));
  std::map<std::pair<std::vector<double>, std::vector<std::pair<double, std::pair<int, double>>>>, std::size_t> known;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TrialRow& row = rows[i];
    const OutcomeMeaning& meaning = map.meaning(row.outcome);
    if (meaning.link == vultus::Link::not_modelled || meaning.model != tissue_->model || row.scale == EffectScale::level) continue;
    if (!learns_from(*tissue_, row.condition)) continue;
    if (row.of_arm->technique.find(" + ") != std::string::npos) continue;  // other places treated too
    const auto deliveries = deliveries_of(*row.of_arm, tissue_->model, followed[row.study + "\n" + row.arm], catalog);
    if (deliveries.empty() && !row.untreated) continue;
    std::vector<std::pair<double, std::pair<int, double>>> key;
    key.reserve(deliveries.size());
    for (const auto& d : deliveries) key.push_back({d.day, {d.port, d.amount}});
    const auto [at, fresh] = known.try_emplace({case_shifts(*tissue_, case_of(row)), key}, timetables_.size());
    if (fresh) timetables_.push_back({deliveries, {0.0}}), shifts_.push_back(at->first.first);
    link_[i].design = at->second;
    timetables_[at->second].observe_days.push_back(days_of(row));
    for (std::size_t o = 0; o < tissue_->observables.size(); ++o)
      if (tissue_->observables[o].code == meaning.observable) link_[i].observable = o;
  }
  for (auto& table : timetables_) {
    std::sort(table.observe_days.begin(), table.observe_days.end());
    table.observe_days.erase(std::unique(table.observe_days.begin(), table.observe_days.end()), table.observe_days.end());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!speaks(i)) continue;
    const auto& days = timetables_[link_[i].design].observe_days;
    link_[i].time = static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), days_of(rows[i])) - days.begin());
  }
}

std::size_t ArmMechanism::spoken() const {
  return static_cast<std::size_t>(std::count_if(link_.begin(), link_.end(), [](const Link& l) { return l.design != SIZE_MAX; }));
}

void ArmMechanism::choose_variables() {
  for (const auto& name : settings_.variables)
    for (std::size_t j = 0; j < tissue_->parameters.size(); ++j)
      if (tissue_->parameters[j].name == name) variables_.push_back(j);
  if (!settings_.variables.empty()) return;
  std::vector<std::pair<double, std::size_t>> information;
  std::vector<std::size_t> open;
  for (std::size_t j = 0; j < tissue_->parameters.size(); ++j)
    if (tissue_->parameters[j].prior.knowledge_sd > 0.0) open.push_back(j);
  constexpr std::size_t at_once = 8;
  for (std::size_t first = 0; first < open.size() && !timetables_.empty(); first += at_once) {
    const auto part = std::span(open).subspan(first, std::min(at_once, open.size() - first));
    const Changes found = changes_along(std::vector<double>(part.size(), 0.0), part);
    for (std::size_t v = 0; v < part.size(); ++v)
      information.push_back({found.slopes.col(static_cast<Eigen::Index>(v)).squaredNorm(), part[v]});
  }
  std::stable_sort(information.begin(), information.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [tells_us, parameter] : information)
    if (tells_us > tells && variables_.size() < settings_.most_variables) variables_.push_back(parameter);
}

void ArmMechanism::expand() {
  if (settings_.expand_at.empty()) return;
  VULTUS_EXPECTS(settings_.expand_at.size() == variables_.size(), "a value for each variable to expand around");
  const Changes exact = changes_along(settings_.expand_at, variables_);
  expansion_.at = Eigen::Map<const Eigen::VectorXd>(settings_.expand_at.data(), static_cast<Eigen::Index>(variables_.size()));
  const Eigen::VectorXd left = (exact.change.array() + 1.0).cwiseMax(least_left).matrix();
  expansion_.log_left = left.array().log().matrix();
  expansion_.slopes = left.cwiseInverse().asDiagonal() * exact.slopes;
}

ArmMechanism::Changes ArmMechanism::changes(std::span<const double> z) const {
  VULTUS_EXPECTS(z.size() == names_.size(), "one value for each variable");
  if (settings_.simple_course) return changes_of_course(z);
  if (expansion_.at.size() == 0) return exact_changes(z);
  const Eigen::VectorXd away = Eigen::Map<const Eigen::VectorXd>(z.data(), static_cast<Eigen::Index>(z.size())) - expansion_.at;
  const Eigen::ArrayXd log_left = (expansion_.log_left + expansion_.slopes * away).array();
  // A smooth minimum with the logarithm of most_left: the sampler stumbles over a corner.
  const Eigen::ArrayXd held = (-sharpness * log_left).exp() + std::pow(most_left, -sharpness);
  const Eigen::VectorXd left = held.pow(-1.0 / sharpness).matrix();
  const Eigen::VectorXd by_log = (left.array() * (-sharpness * log_left).exp() / held).matrix();
  return {(left.array() - 1.0).matrix(), by_log.asDiagonal() * expansion_.slopes, true};  // silent rows: nothing changes
}

ArmMechanism::Changes ArmMechanism::exact_changes(std::span<const double> z) const { return changes_along(z, variables_); }

ArmMechanism::Changes ArmMechanism::changes_of_course(std::span<const double> z) const {
  const auto n = static_cast<Eigen::Index>(z.size());
  Changes result{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(link_.size())), Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(link_.size()), n), true};
  for (std::size_t i = 0; i < link_.size(); ++i) {
    if (!speaks(i)) continue;
    const Link& link = link_[i];
    const auto& table = timetables_[link.design];
    const std::size_t depth = link.observable;
    const auto value = course_.at(z, depth, table.deliveries, table.observe_days[link.time]);
    const auto at = static_cast<Eigen::Index>(i);
    result.change[at] = value.change;
    result.slopes(at, static_cast<Eigen::Index>(depth)) = value.by_depth;
    result.slopes(at, n - 3) = value.by_onset;
    result.slopes(at, n - 2) = value.by_return;
    result.slopes(at, n - 1) = value.by_slope;
  }
  return result;
}

ArmMechanism::Changes ArmMechanism::changes_along(std::span<const double> z, std::span<const std::size_t> variables) const {
  const std::size_t n = tissue_->parameters.size(), people = settings_.people;
  std::vector<double> centre(n), one_sd(variables.size());
  for (std::size_t j = 0; j < n; ++j) centre[j] = transformed(tissue_->parameters[j].transform, tissue_->parameters[j].prior.median);
  for (std::size_t v = 0; v < variables.size(); ++v) {
    one_sd[v] = tissue_->parameters[variables[v]].prior.knowledge_sd;
    centre[variables[v]] += one_sd[v] * z[v];
  }
  const std::size_t all = timetables_.size() * people;
  std::vector<double> params(all * n), slope(all * n);  // slope: of the parameter along its centre
  std::vector<std::uint32_t> table_of(all);
  for (std::size_t i = 0; i < all; ++i) {
    const std::size_t design = i / people, k = i % people;
    table_of[i] = static_cast<std::uint32_t>(design);
    for (std::size_t j = 0; j < n; ++j) {
      const Parameter& parameter = tissue_->parameters[j];
      const double spread = parameter.prior.knowledge_sd <= 0.0 ? 0.0 : parameter.prior.people_sd > 0.0 ? parameter.prior.people_sd : settings_.people_sd;
      const double value = restored(parameter.transform, centre[j] + shifts_[design][j] + spread * people_normals_[k * n + j]);
      params[i * n + j] = std::clamp(value, parameter.lower, parameter.upper);
      if (value > parameter.lower && value < parameter.upper)
        slope[i * n + j] = parameter.transform == Transform::log ? value : value * (1.0 - value);
    }
  }
  solve::Job job;
  job.model = tissue_->model;
  job.patients = all;
  job.params = params;
  job.timetables = timetables_;
  job.timetable_of = table_of;
  solve::Settings settings;
  settings.relative = settings_.relative_tolerance;
  settings.absolute = 1e-2 * settings_.relative_tolerance;
  settings.threads = settings_.threads;
  const solve::Slopes run = solve::run_with_slopes(job, variables, settings);

  Changes result{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(link_.size())),
                 Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(link_.size()), static_cast<Eigen::Index>(variables.size())), true};
  for (const auto status : run.status) result.solved = result.solved && status == solve::LaneStatus::solved;
  for (std::size_t i = 0; i < link_.size(); ++i) {
    if (!speaks(i)) continue;
    const Link& link = link_[i];
    const std::size_t first = link.design * people;
    const auto now = run.of(link.observable, link.time).subspan(first, people), before = run.of(link.observable, 0).subspan(first, people);
    double after = 0.0, base = 0.0;
    for (std::size_t k = 0; k < people; ++k) after += now[k], base += before[k];
    const auto at = static_cast<Eigen::Index>(i);
    result.change[at] = after / base - 1.0;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      const auto d_now = run.slope(v, link.observable, link.time).subspan(first, people), d_before = run.slope(v, link.observable, 0).subspan(first, people);
      double d_after = 0.0, d_base = 0.0;
      for (std::size_t k = 0; k < people; ++k) {
        const double along = slope[(first + k) * n + variables[v]] * one_sd[v];
        d_after += d_now[k] * along, d_base += d_before[k] * along;
      }
      result.slopes(at, static_cast<Eigen::Index>(v)) = (d_after - after / base * d_base) / base;
    }
  }
  return result;
}

}  // namespace vultus
