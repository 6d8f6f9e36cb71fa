#include "vultus/decide/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "vultus/decide/contrast.hpp"
#include "vultus/decide/plan_forecast.hpp"
#include "vultus/plan/objections.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr double least_level = 5.0;  // errors of measuring; a tenth of it is half an error; an assumption
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The case's plans or the candidates, doing nothing among them.
std::vector<Plan> plans_to_compare(const CaseFile& casefile, const Catalog& catalog, const CompareOptions& options) {
  std::vector<Plan> plans = options.candidates ? candidate_plans(casefile, catalog) : casefile.plans;
  const auto untried = [&](const Entry& entry) {
    const Treatment* treatment = catalog.treatment(entry.treatment);
    return treatment != nullptr && !treatment->tried();
  };
  if (options.candidates && options.tried_only) std::erase_if(plans, [&](const Plan& plan) { return std::any_of(plan.entries.begin(), plan.entries.end(), untried); });
  const auto named = [&](const std::string& name) {
    return std::any_of(plans.begin(), plans.end(), [&](const Plan& p) { return p.name == name; });
  };
  if (std::any_of(plans.begin(), plans.end(), [](const Plan& p) { return p.entries.empty(); })) return plans;
  std::string name = "wait";
  while (named(name)) name += " (nothing)";
  plans.insert(plans.begin(), Plan{name, {}});
  return plans;
}

/// A case without goals whose visits speak of something seen asks when it goes.
std::vector<Goal> goals_of(const CaseFile& casefile, const Tissue& tissue) {
  if (!casefile.goals.empty()) return casefile.goals;
  for (const auto& event : tissue.events)
    for (const auto& visit : casefile.visits)
      if (!event.threshold.empty() && visit.outcome == event.code && std::holds_alternative<bool>(visit.value) && std::get<bool>(visit.value)) {
        Goal goal;
        goal.text = event.code + " is absent";
        goal.kind = Goal::Kind::event_absent;
        goal.code = event.code;
        return {goal};
      }
  return {};
}

std::string goal_code(std::size_t at) { return "goal_" + std::to_string(at + 1); }

std::vector<GoalForecast> goal_forecasts(const CaseFile& asked, bool implied, const Forecast& forecast) {
  std::vector<GoalForecast> goals;
  goals.reserve(asked.goals.size());
  for (std::size_t g = 0; g < asked.goals.size(); ++g) {
    const EventCurve* event = forecast.event(goal_code(g));
    if (event == nullptr) goals.push_back({asked.goals[g].text, implied, false, unknown, unknown, unknown, never});
    else goals.push_back({asked.goals[g].text, implied, true, event->probability, event->probability_q05, event->probability_q95, event->median_day});
  }
  return goals;
}

bool is_lasting(const Entry& entry, const Treatment* treatment) {
  return entry.until_day || (treatment != nullptr && std::any_of(treatment->acts.begin(), treatment->acts.end(), [](const Action& a) { return a.lasting; }));
}

void add_burden(ComparedPlan& compared, const CaseFile& casefile, const Catalog& catalog) {
  for (const auto& entry : compared.plan.entries) {
    const Treatment* treatment = catalog.treatment(entry.treatment);
    if (treatment == nullptr || treatment->code == "none") continue;
    if (is_lasting(entry, treatment)) {
      double until = entry.day;
      for (const auto& action : treatment->acts) until = std::max(until, entry.day + action.lasting_days);
      until = std::min(entry.until_day.value_or(until), casefile.horizon_days);
      compared.lasting_days = std::max(compared.lasting_days, until - entry.day);
      continue;
    }
    int sessions = 0;
    while (sessions < entry.sessions && entry.day + sessions * entry.every_days <= casefile.horizon_days) ++sessions;
    compared.sessions += sessions;
    compared.downtime_low_days += sessions * treatment->downtime_low_days;
    compared.downtime_high_days += sessions * treatment->downtime_high_days;
  }
  for (const auto& harm : compared.forecast.harms) {
    if (harm.past) continue;
    if (harm.people > 0.0) compared.harms += harm.probability;
    else compared.uncounted.push_back(harm.treatment + "." + harm.event);
  }
}

/// What must be minded, and what nobody can put a number on.
void add_cautions(ComparedPlan& compared, const CaseFile& casefile, const Catalog& catalog, const Tissue& tissue) {
  bool reached = compared.plan.entries.empty();
  std::vector<std::string> seen;
  for (const auto& entry : compared.plan.entries) {
    if (std::find(seen.begin(), seen.end(), entry.treatment) != seen.end()) continue;
    seen.push_back(entry.treatment);
    const Treatment* treatment = catalog.treatment(entry.treatment);
    if (treatment == nullptr) continue;
    for (const auto& objection : objections(*treatment, casefile, &compared.plan))
      compared.cautions.push_back({entry.treatment, objection.code, objection.reason, objection.source});
    const bool acts = treatment->code == "none" || std::any_of(treatment->acts.begin(), treatment->acts.end(), [&](const Action& a) { return a.model == tissue.model; });
    reached = reached || acts;
    if (!acts) compared.cautions.push_back({entry.treatment, "no_effect_modelled", treatment->evidence_note, ""});
  }
  compared.modelled = reached;
}

std::optional<bool> lower_is_better(const std::string& outcome, const Tissue& tissue, const Catalog& catalog) {
  if (const Code* code = catalog.code("outcome", outcome); code != nullptr) {
    if (code->direction == "higher_is_worse") return true;
    if (code->direction == "higher_is_better") return false;
    return std::nullopt;
  }
  for (const auto& event : tissue.events)
    if (event.observable == outcome) return true;  // the more of it, the sooner it is noticed
  return std::nullopt;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0, count = 0.0;
  for (const double v : values)
    if (!std::isnan(v)) sum += v, count += 1.0;
  return count > 0.0 ? sum / count : unknown;
}

/// A column for each goal that the tissue knows.
Reached reached_goals(const Projection& kept, std::size_t goals, std::size_t patients) {
  Reached reached;
  for (std::size_t g = 0; g < goals; ++g)
    for (const auto& watch : kept.watches) {
      if (watch.matter().code != goal_code(g)) continue;
      std::vector<double> column(patients, unknown);
      for (std::size_t i = 0; i < patients; ++i)
        if (const double day = watch.patient_days()[i]; !std::isnan(day)) column[i] = std::isfinite(day) ? 1.0 : 0.0;
      reached.columns.push_back(std::move(column));
    }
  return reached;
}

/// Everything of one comparison while it is computed.
struct Work {
  Person person;
  Comparison result;
  bool implied = false;
  std::size_t main_outcome = 0;
  std::vector<Reached> reached;
  Yardstick yardstick;
  Cohort who;
};

void choose_yardstick(Work& w, const CaseFile& casefile, const Catalog& catalog) {
  const auto& matters = w.person.matters;
  for (std::size_t g = 0; g < casefile.goals.size(); ++g)
    if (matter_of(matters, goal_code(g)) != nullptr) w.yardstick.names.push_back(casefile.goals[g].text);
  if (!w.yardstick.names.empty()) return;
  const Tissue& tissue = w.person.population.tissue();
  const auto named = std::find_if(tissue.observables.begin(), tissue.observables.end(), [&](const ObservableFact& o) { return o.code == tissue.main_outcome; });
  const Matter* matter = main_matter(tissue, casefile, matters);
  w.main_outcome = named != tissue.observables.end() ? static_cast<std::size_t>(named - tissue.observables.begin()) : matter == nullptr ? 0 : matter->observable;
  const auto& fact = tissue.observables[w.main_outcome];
  w.result.outcome = ComparedOutcome{fact.code, fact.unit, unknown, lower_is_better(fact.code, tissue, catalog)};
  const auto& lower = w.result.outcome->lower_is_better;
  w.yardstick = {{fact.code}, important_change, !lower ? 0.0 : *lower ? -1.0 : 1.0};
}

/// What one plan came to, before it is set beside the others.
struct PlanRun {
  ComparedPlan compared;
  Reached reached;
  double before = 0.0;  ///< mean of the main outcome on day 0: the same in every plan
};

PlanRun run_plan(const Work& w, const Plan& plan) {
  const CaseFile& casefile = w.person.casefile;
  const auto happenings = timetable(casefile, plan, w.person.catalog);
  Projection kept;
  PlanRun run;
  ComparedPlan& compared = run.compared;
  compared.plan = plan;
  compared.forecast = forecast_plan(w.person, plan, happenings, forecast_days(casefile, happenings), &kept);
  compared.goals = goal_forecasts(casefile, w.implied, compared.forecast);
  add_burden(compared, casefile, w.person.catalog);
  add_cautions(compared, casefile, w.person.catalog, w.person.population.tissue());
  if (!w.result.outcome) {
    run.reached = reached_goals(kept, casefile.goals.size(), w.who.patients());
    return run;
  }
  const Ends& ends = kept.ends[w.main_outcome];
  run.before = mean_of(ends.first);
  // Of a level near nothing a tenth could not be measured: then the error of measuring is what counts.
  const double least = least_level * w.person.population.tissue().observables[w.main_outcome].measurement_sd;
  const double scale = std::abs(run.before) >= std::max(least, 1e-9) ? run.before : std::max(least, 1e-9);
  std::vector<double> column(ends.last);
  for (double& value : column) value /= scale;
  run.reached.columns.push_back(std::move(column));
  return run;
}

void take(Work& w, PlanRun run) {
  if (w.result.outcome) w.result.outcome->before = run.before;
  w.reached.push_back(std::move(run.reached));
  w.result.plans.push_back(std::move(run.compared));
}

/// Few patients keep one core busy only: then the plans are carried at the same time instead of the patients. `how` is what `w` reads.
void run_side_by_side(Work& w, const std::vector<Plan>& plans, ForecastOptions& how) {
  const unsigned threads = std::exchange(how.threads, 1U);
  std::vector<PlanRun> runs(plans.size());
  solve::share(plans.size(), threads, [&](std::size_t i) { runs[i] = run_plan(w, plans[i]); });
  how.threads = threads;
  for (auto& run : runs) take(w, std::move(run));
}

std::vector<Difference> differences_of(const Work& w, std::size_t plan, std::size_t than) {
  std::vector<Difference> found;
  found.reserve(w.yardstick.names.size());
  for (std::size_t c = 0; c < w.yardstick.names.size(); ++c) {
    Difference d = difference_of(w.reached[plan], w.reached[than], c, w.yardstick, w.who);
    d.plan = w.result.plans[plan].plan.name;
    d.than = w.result.plans[than].plan.name;
    found.push_back(std::move(d));
  }
  return found;
}

/// Which plan is best how often, their order, and which another one beats.
void rank(Work& w, std::size_t wait) {
  auto& plans = w.result.plans;
  std::vector<bool> in;
  in.reserve(plans.size());
  for (const auto& plan : plans) in.push_back(plan.modelled);
  std::vector<std::size_t> order(plans.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(wait), order.begin() + static_cast<std::ptrdiff_t>(wait) + 1);
  if (w.yardstick.sign != 0.0) {
    const auto standing = standing_of(w.reached, in, wait, w.yardstick, w.who);
    for (std::size_t p = 0; p < plans.size(); ++p)
      if (in[p]) plans[p].probability_best = standing.share[p];
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t p) { return std::tuple(!in[p], -standing.gain[p], plans[p].sessions, plans[p].harms); };
      return key(a) < key(b);
    });
    for (const std::size_t b : order)
      for (const std::size_t a : order)
        if (a != b && plans[b].dominated_by.empty() && beats(plans[a], plans[b], differences_of(w, a, b))) plans[b].dominated_by = plans[a].plan.name;
  }
  for (const std::size_t p : order) w.result.ranking.push_back(plans[p].plan.name);
  w.result.best = w.result.ranking.front();
  const std::size_t best = order.front();
  const auto add = [&](std::size_t p, std::size_t than) {
    if (p == than) return;
    auto found = differences_of(w, p, than);
    w.result.differences.insert(w.result.differences.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  };
  for (std::size_t p = 0; p < plans.size(); ++p) {
    add(p, wait);
    if (best != wait) add(p, best);
  }
}

void add_words(Comparison& result, const CaseFile& casefile, const Catalog& catalog, const Tissue& tissue) {
  const auto add = [](std::vector<Words>& list, const std::vector<Words>& more) {
    for (const auto& words : more)
      if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(words);
  };
  for (auto& compared : result.plans) {
    add_names(result.names, casefile, compared.plan, catalog);
    for (const auto& band : compared.forecast.outcomes) result.names[band.outcome] = band.name;
    for (const auto& entry : compared.plan.entries)
      if (const Treatment* treatment = catalog.treatment(entry.treatment)) {
        add(compared.watch, treatment->watch);
        add(compared.change_when, treatment->change_when);
        if (treatment->dose && !treatment->dose->units.empty()) result.dose_units[treatment->code] = treatment->dose->units.front();
      }
  }
  for (const auto& event : tissue.events) result.names[event.code] = event.name;
  for (const auto& excluded : result.excluded)
    result.names[excluded.treatment] = {catalog.name_of("treatment", excluded.treatment, Language::en), catalog.name_of("treatment", excluded.treatment, Language::zh)};
}

void add_citations(Comparison& result, const Catalog& catalog) {
  const auto add = [&](const Citation& citation) {
    if (std::none_of(result.citations.begin(), result.citations.end(), [&](const Citation& c) { return c.study_id == citation.study_id; })) result.citations.push_back(citation);
  };
  const auto add_source = [&](const std::string& source) {
    if (const auto it = catalog.studies.find(source); it != catalog.studies.end()) {
      const Study& s = it->second;
      add({s.id, s.citation, s.doi, s.url, s.risk_of_bias, s.year, s.people});
    }
  };
  for (const auto& compared : result.plans) {
    for (const auto& citation : compared.forecast.rests_on) add(citation);
    for (const auto& caution : compared.cautions) add_source(caution.source);
  }
  for (const auto& excluded : result.excluded) add_source(excluded.source);
}

}  // namespace

const ComparedPlan* Comparison::plan(std::string_view name) const {
  const auto it = std::find_if(plans.begin(), plans.end(), [&](const ComparedPlan& p) { return p.plan.name == name; });
  return it == plans.end() ? nullptr : &*it;
}

tl::expected<Comparison, NotCompared> compare(const CaseFile& casefile, const Catalog& catalog, const CompareOptions& options) {
  std::vector<Plan> plans = plans_to_compare(casefile, catalog, options);
  NotCompared not_compared;
  const auto excluded = [&](const Plan& plan) {
    auto found = exclusions(plan, casefile, catalog);
    not_compared.excluded.insert(not_compared.excluded.end(), found.begin(), found.end());
    return !found.empty();
  };
  plans.erase(std::remove_if(plans.begin(), plans.end(), excluded), plans.end());
  not_compared.missing = missing_tissue(casefile, catalog);
  for (const auto& entry : casefile.history)
    if (catalog.treatment(entry.treatment) == nullptr) not_compared.missing.push_back(missing_file(entry.treatment, catalog));
  if (!not_compared.missing.empty()) return tl::unexpected(std::move(not_compared));

  const Tissue& tissue = *tissue_for(casefile, catalog);
  CaseFile asked = casefile;
  asked.goals = goals_of(casefile, tissue);
  ForecastOptions how = options.forecast;
  how.progress = {};  // told per plan
  Population population(tissue, posterior_of(tissue), asked, how.seed);
  const Plan nothing{"wait", {}};
  auto assimilated = assimilate(population, timetable(asked, nothing, catalog), with_baselines(asked, tissue), assimilate_options(how));
  Work w{{asked, catalog, how, std::move(assimilated.population), std::move(assimilated.cohort), assimilated.conditioning, matters_of(population, asked)},
         {}, casefile.goals.empty() && !asked.goals.empty(), 0, {}, {}, {}};
  w.who = who_counts(w.person);
  w.result.candidates = options.candidates;
  w.result.excluded = std::move(not_compared.excluded);
  choose_yardstick(w, asked, catalog);
  const auto told = [&] {
    if (options.forecast.progress && !options.forecast.progress(static_cast<double>(w.result.plans.size()) / static_cast<double>(plans.size())))
      throw std::runtime_error("stopped");
  };
  constexpr std::size_t few = 1000;  // patients
  if (how.patients <= few) {
    run_side_by_side(w, plans, how);
    told();
  } else {
    for (const Plan& plan : plans) take(w, run_plan(w, plan)), told();
  }
  const auto wait = static_cast<std::size_t>(std::find_if(plans.begin(), plans.end(), [](const Plan& p) { return p.entries.empty(); }) - plans.begin());
  w.result.wait = plans[wait].name;
  w.result.draws = w.who.groups;
  rank(w, wait);
  w.result.emergency = is_emergency(casefile, nothing, catalog);
  if (!options.candidates)
    for (const Plan& plan : casefile.plans) w.result.emergency = w.result.emergency || is_emergency(casefile, plan, catalog);
  add_words(w.result, casefile, catalog, tissue);
  add_citations(w.result, catalog);
  w.result.casefile = std::move(asked);
  w.result.casefile.plans = std::move(plans);
  return std::move(w.result);
}

}  // namespace vultus
