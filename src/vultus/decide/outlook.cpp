#include "vultus/decide/outlook.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "vultus/base/elementary.hpp"
#include "vultus/decide/factors.hpp"
#include "vultus/decide/next_measurement.hpp"
#include "vultus/forecast/project.hpp"

namespace vultus {
namespace {

/// Everything that one case and plan are computed with.
struct Setting {
  const CaseFile& casefile;
  const Plan& plan;
  const Catalog& catalog;
  const ForecastOptions& options;
  Population population;
  std::vector<Happening> happenings;
  std::vector<double> days;
  std::vector<Matter> matters;
};

std::vector<Words> missing_pieces(const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  std::vector<Words> missing;
  if (tissue_for(casefile, catalog) == nullptr) {
    std::string kinds;
    for (const auto& condition : casefile.conditions) kinds += (kinds.empty() ? "" : ", ") + condition.kind;
    missing.push_back({"no tissue model speaks of " + (kinds.empty() ? std::string("a case without conditions") : kinds),
                       "还没有适用于 " + (kinds.empty() ? std::string("(未写病情)") : kinds) + " 的组织模型"});
  }
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries)
      if (const auto* treatment = catalog.treatment(entry.treatment); treatment != nullptr && treatment->refused && entries == &plan.entries)
        missing.push_back(treatment->refused->reason);
      else if (treatment == nullptr)
        missing.push_back({"no data file for the treatment " + catalog.name_of("treatment", entry.treatment, Language::en) + ": no evidence here that it could be forecast from",
                           "没有“" + catalog.name_of("treatment", entry.treatment, Language::zh) + "”的数据文件:这里没有可供预测的依据"});
  return missing;
}

AssimilateOptions assimilate_options(const ForecastOptions& options) {
  AssimilateOptions assimilation;
  assimilation.patients = std::min(options.patients, held_at_once);
  assimilation.settings = settings_of(options);
  return assimilation;
}

Forecast forecast_of(const Setting& s, const Cohort& cohort, const Conditioning& conditioning, const Plan& plan,
                     const std::vector<Happening>& happenings) {
  const bool whole = conditioning.on_visits || s.options.patients <= held_at_once;
  Projection projection = whole ? project(s.population, cohort, happenings, s.days, s.matters, s.casefile.today, s.options)
                                : stream(s.population, happenings, s.days, s.matters, s.casefile.today, s.options);
  Forecast forecast;
  forecast.case_file = s.casefile.file;
  forecast.plan = plan.name;
  forecast.seed = s.options.seed;
  forecast.patients = whole ? cohort.patients() : s.options.patients;
  forecast.relative_tolerance = s.options.relative_tolerance;
  forecast.today = s.casefile.today;
  forecast.horizon = s.casefile.horizon_days;
  forecast.days = projection.days;
  forecast.outcomes = std::move(projection.outcomes);
  forecast.events = std::move(projection.events);
  forecast.lanes = projection.lanes;
  forecast.conditioning = conditioning;
  add_facts(forecast, s.casefile, plan, s.catalog, s.population);
  return forecast;
}

const Matter* matter_of(const std::vector<Matter>& matters, std::string_view code) {
  const auto it = std::find_if(matters.begin(), matters.end(), [&](const Matter& m) { return m.code == code; });
  return it == matters.end() ? nullptr : &*it;
}

/// What the question is about: a hollow or slack that has been seen; else whether the first outcome comes back.
const Matter* main_matter(const Setting& s) {
  for (const auto& event : s.population.tissue().events)
    for (const auto& visit : s.casefile.visits)
      if (visit.outcome == event.code && std::holds_alternative<bool>(visit.value) && std::get<bool>(visit.value))
        return matter_of(s.matters, event.code + "_gone");
  if (const auto* main = matter_of(s.matters, s.population.tissue().main_event)) return main;
  for (const auto& matter : s.matters)
    if (matter.kind == EventCurve::Kind::recovered) return &matter;
  return nullptr;
}

/// The answer again with one event's threshold moved, for each direction.
ThresholdAnswer threshold_answer(const Setting& s, const Population& prior, const EventFact& event) {
  ThresholdAnswer answer;
  answer.event = event.code;
  answer.name = event.name;
  answer.moved_by = event.threshold_moved_by;
  const auto& parameters = s.population.posterior().parameters;
  const auto index = static_cast<std::size_t>(
      std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == event.threshold; }) - parameters.begin());
  auto options = assimilate_options(s.options);
  options.patients = std::min<std::size_t>(options.patients, 2'000);
  options.effective_wanted = 500.0;  // a rough answer will do: it shows how much rests on an assumption
  for (const bool sooner : {true, false}) {
    Population population = prior;
    population.shift(index, sooner ? 1.0 / event.threshold_moved_by : event.threshold_moved_by);
    const auto assimilated = assimilate(population, s.happenings, with_baselines(s.casefile, s.population.tissue()), options);
    const Matter* noticed = matter_of(s.matters, event.code);
    const Matter* gone = matter_of(s.matters, event.code + "_gone");
    const auto projection = project(assimilated.population, assimilated.cohort, s.happenings, s.days, {*noticed, *gone}, s.casefile.today, s.options);
    (sooner ? answer.noticed_sooner_seen : answer.noticed_later_seen) = projection.events[0].probability;
    (sooner ? answer.half_day_sooner_seen : answer.half_day_later_seen) = projection.events[1].half_day;
    (sooner ? answer.share_sooner_seen : answer.share_later_seen) = projection.events[1].probability;
  }
  return answer;
}

bool contains(const std::string& text, const std::string& word) {
  const auto lower = [](std::string t) {
    for (auto& c : t)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return t;
  };
  return !word.empty() && lower(text).find(lower(word)) != std::string::npos;
}

/// A red flag that cannot wait and fits the question or a visit.
bool is_emergency(const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries) {
      const Treatment* treatment = catalog.treatment(entry.treatment);
      if (treatment == nullptr) continue;
      for (const auto& flag : treatment->red_flags) {
        if (flag.soon != Urgency::now) continue;
        for (const auto* words : {&flag.words_en, &flag.words_zh})
          for (const auto& word : *words)
            if (contains(casefile.question, word)) return true;
      }
      for (const auto& harm : treatment->harms)
        for (const auto& visit : casefile.visits)
          if (harm.urgency == Urgency::now && visit.outcome == harm.event && std::holds_alternative<bool>(visit.value) && std::get<bool>(visit.value))
            return true;
    }
  return false;
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

/// What the case speaks of, by code, as the catalog names it.
void add_names(Outlook& outlook, const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  const auto add = [&](std::string_view kind, const std::string& code) {
    outlook.names[code] = {catalog.name_of(kind, code, Language::en), catalog.name_of(kind, code, Language::zh)};
  };
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries) add("treatment", entry.treatment);
  for (const auto& visit : casefile.visits) add(std::holds_alternative<bool>(visit.value) ? "event" : "outcome", visit.outcome);
  for (const auto& band : outlook.plan.outcomes) outlook.names[band.outcome] = band.name;
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
  const auto happenings = timetable(casefile, plan, catalog);
  Setting s{casefile, plan, catalog, options, Population(tissue, posterior_of(tissue), casefile, options.seed), happenings,
            forecast_days(casefile, happenings), {}};
  s.matters = matters_of(s.population, casefile);

  const auto assimilated = assimilate(s.population, s.happenings, with_baselines(casefile, tissue), assimilate_options(options));
  const Population prior = std::exchange(s.population, assimilated.population);
  Outlook result;
  result.casefile = casefile;
  result.emergency = is_emergency(casefile, plan, catalog);
  result.plan = forecast_of(s, assimilated.cohort, assimilated.conditioning, plan, s.happenings);
  const Plan wait{"wait", {}};
  if (!plan.entries.empty())
    result.nothing = forecast_of(s, assimilated.cohort, assimilated.conditioning, wait, timetable(casefile, wait, catalog));
  const Matter* matter = main_matter(s);
  if (matter != nullptr) {
    result.main_event = matter->code;
    result.main_outcome = tissue.observables[matter->observable].code;
    if (options.factors) {
      result.factors = factors_of(s.population, assimilated.cohort, casefile, plan, catalog, *matter, options);
      result.next_measurement = next_measurement(s.population, assimilated.cohort, casefile, plan, catalog, *matter, options);
    }
  }
  if (options.factors)
    for (const auto& event : tissue.events)
      if (event.derived) result.thresholds.push_back(threshold_answer(s, prior, event));
  result.weeks_size_lags_force = lag_of(result.plan);
  add_advice(result, casefile, plan, catalog);
  add_names(result, casefile, plan, catalog);
  return result;
}

}  // namespace vultus
