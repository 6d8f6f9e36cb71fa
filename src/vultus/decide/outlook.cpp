#include "vultus/decide/outlook.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "vultus/base/elementary.hpp"
#include "vultus/decide/factors.hpp"
#include "vultus/decide/next_measurement.hpp"
#include "vultus/decide/plan_forecast.hpp"
#include "vultus/forecast/project.hpp"

namespace vultus {
namespace {

/// Everything that one case and plan are computed with.
struct Setting {
  Person person;
  std::vector<Happening> happenings;
  std::vector<double> days;
};

std::vector<Words> missing_pieces(const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  std::vector<Words> missing = missing_tissue(casefile, catalog);
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries)
      if (const auto* treatment = catalog.treatment(entry.treatment); treatment != nullptr && treatment->refused && entries == &plan.entries)
        missing.push_back(treatment->refused->reason);
      else if (treatment == nullptr)
        missing.push_back(missing_file(entry.treatment, catalog));
  return missing;
}

/// The answer again with one event's threshold moved, for each direction.
ThresholdAnswer threshold_answer(const Setting& s, const Population& prior, const EventFact& event) {
  ThresholdAnswer answer;
  answer.event = event.code;
  answer.name = event.name;
  answer.moved_by = event.threshold_moved_by;
  const auto& parameters = s.person.population.posterior().parameters;
  const auto index = static_cast<std::size_t>(
      std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == event.threshold; }) - parameters.begin());
  auto options = assimilate_options(s.person.options);
  options.patients = std::min<std::size_t>(options.patients, 2'000);
  options.effective_wanted = 500.0;  // a rough answer will do: it shows how much rests on an assumption
  for (const bool sooner : {true, false}) {
    Population population = prior;
    population.shift(index, sooner ? 1.0 / event.threshold_moved_by : event.threshold_moved_by);
    const auto assimilated = assimilate(population, s.happenings, with_baselines(s.person.casefile, s.person.population.tissue()), options);
    const Matter* noticed = matter_of(s.person.matters, event.code);
    const Matter* gone = matter_of(s.person.matters, event.code + "_gone");
    const auto projection = project(assimilated.population, assimilated.cohort, s.happenings, s.days, {*noticed, *gone}, s.person.casefile.today, s.person.options);
    (sooner ? answer.noticed_sooner_seen : answer.noticed_later_seen) = projection.events[0].probability;
    (sooner ? answer.half_day_sooner_seen : answer.half_day_later_seen) = projection.events[1].half_day;
    (sooner ? answer.share_sooner_seen : answer.share_later_seen) = projection.events[1].probability;
  }
  return answer;
}

void add_advice(Outlook& outlook, const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  const auto add = [](std::vector<Words>& list, const std::vector<Words>& more) {
    for (const auto& words : more)
      if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(words);
  };
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries)
      if (const Treatment* treatment = catalog.treatment(entry.treatment)) {
        add(outlook.watch, treatment->watch);
        add(outlook.aftercare, treatment->aftercare);
      }
}

double lag_of(const Forecast& forecast) {
  const EventCurve* size = forecast.event("masseter_thickness_rest_recovered");
  const EventCurve* force = forecast.event("bite_force_recovered");
  if (size == nullptr || force == nullptr || std::isinf(size->half_day) || std::isinf(force->half_day)) return std::numeric_limits<double>::quiet_NaN();
  return (size->half_day - force->half_day) / 7.0;
}

}  // namespace

tl::expected<Outlook, Uncovered> outlook(const CaseFile& casefile, const Plan& plan, const Catalog& catalog,
                                         const ForecastOptions& options) {
  if (auto missing = missing_pieces(casefile, plan, catalog); !missing.empty()) return tl::unexpected(Uncovered{std::move(missing)});
  const Tissue& tissue = *tissue_for(casefile, catalog);
  Population population(tissue, posterior_of(tissue), casefile, options.seed);
  Setting s{{casefile, catalog, options, population, {}, {}, matters_of(population, casefile)}, timetable(casefile, plan, catalog), {}};
  s.days = forecast_days(casefile, s.happenings);
  auto assimilated = assimilate(population, s.happenings, with_baselines(casefile, tissue), assimilate_options(options));
  s.person.population = std::move(assimilated.population);
  s.person.cohort = std::move(assimilated.cohort);
  s.person.conditioning = assimilated.conditioning;

  Outlook result;
  result.casefile = casefile;
  result.emergency = is_emergency(casefile, plan, catalog);
  result.plan = forecast_plan(s.person, plan, s.happenings, s.days);
  const Plan wait{"wait", {}};
  if (!plan.entries.empty()) result.nothing = forecast_plan(s.person, wait, timetable(casefile, wait, catalog), s.days);
  const Matter* matter = main_matter(tissue, casefile, s.person.matters);
  if (matter != nullptr) {
    result.main_event = matter->code;
    result.main_outcome = tissue.observables[matter->observable].code;
    if (options.factors) {
      result.factors = factors_of(s.person.population, s.person.cohort, casefile, plan, catalog, *matter, options);
      result.next_measurement = next_measurement(s.person.population, s.person.cohort, casefile, plan, catalog, *matter, options);
    }
  }
  if (options.factors)
    for (const auto& event : tissue.events)
      if (event.derived) result.thresholds.push_back(threshold_answer(s, population, event));
  result.weeks_size_lags_force = lag_of(result.plan);
  add_advice(result, casefile, plan, catalog);
  add_names(result.names, casefile, plan, catalog);
  for (const auto& band : result.plan.outcomes) result.names[band.outcome] = band.name;
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries) {
      const Treatment* treatment = catalog.treatment(entry.treatment);
      if (treatment != nullptr && treatment->dose && !treatment->dose->units.empty()) result.dose_units[entry.treatment] = treatment->dose->units.front();
    }
  return result;
}

}  // namespace vultus
