#include "vultus/decide/plan_forecast.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace vultus {
namespace {

bool contains(const std::string& text, const std::string& word) {
  const auto lower = [](std::string t) {
    for (auto& c : t)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return t;
  };
  return !word.empty() && lower(text).find(lower(word)) != std::string::npos;
}

}  // namespace

AssimilateOptions assimilate_options(const ForecastOptions& options) {
  AssimilateOptions assimilation;
  assimilation.patients = std::min(options.patients, held_at_once);
  // few patients need no more to be drawn from than eight times as many
  assimilation.batch = std::clamp(std::bit_ceil(8 * assimilation.patients), std::size_t{2048}, assimilation.batch);
  assimilation.effective_wanted = std::min(assimilation.effective_wanted, static_cast<double>(assimilation.patients));
  assimilation.settings = settings_of(options);
  return assimilation;
}

Forecast forecast_plan(const Person& p, const Plan& plan, const std::vector<Happening>& happenings,
                       const std::vector<double>& days, Projection* kept) {
  Projection projection = p.held() ? project(p.population, p.cohort, happenings, days, p.matters, p.casefile.today, p.options)
                                   : stream(p.population, happenings, days, p.matters, p.casefile.today, p.options);
  Forecast forecast;
  forecast.case_file = p.casefile.file;
  forecast.plan = plan.name;
  forecast.seed = p.options.seed;
  forecast.patients = p.held() ? p.cohort.patients() : p.options.patients;
  forecast.relative_tolerance = p.options.relative_tolerance;
  forecast.today = p.casefile.today;
  forecast.horizon = p.casefile.horizon_days;
  forecast.days = projection.days;
  forecast.outcomes = std::move(projection.outcomes);
  forecast.events = std::move(projection.events);
  forecast.lanes = projection.lanes;
  forecast.conditioning = p.conditioning;
  add_facts(forecast, p.casefile, plan, p.catalog, p.population);
  if (kept != nullptr) *kept = std::move(projection);
  return forecast;
}

const Matter* matter_of(const std::vector<Matter>& matters, std::string_view code) {
  const auto it = std::find_if(matters.begin(), matters.end(), [&](const Matter& m) { return m.code == code; });
  return it == matters.end() ? nullptr : &*it;
}

const Matter* main_matter(const Tissue& tissue, const CaseFile& casefile, const std::vector<Matter>& matters) {
  for (const auto& event : tissue.events)
    for (const auto& visit : casefile.visits)
      if (visit.outcome == event.code && std::holds_alternative<bool>(visit.value) && std::get<bool>(visit.value))
        return matter_of(matters, event.code + "_gone");
  if (const auto* main = matter_of(matters, tissue.main_event)) return main;
  for (const auto& matter : matters)
    if (matter.kind == EventCurve::Kind::recovered) return &matter;
  return nullptr;
}

std::vector<Words> missing_tissue(const CaseFile& casefile, const Catalog& catalog) {
  if (tissue_for(casefile, catalog) != nullptr) return {};
  std::string kinds;
  for (const auto& condition : casefile.conditions) kinds += (kinds.empty() ? "" : ", ") + condition.kind;
  return {{"no tissue model speaks of " + (kinds.empty() ? std::string("a case without conditions") : kinds),
           "还没有适用于 " + (kinds.empty() ? std::string("(未写病情)") : kinds) + " 的组织模型"}};
}

Words missing_file(const std::string& treatment, const Catalog& catalog) {
  return {"no data file for the treatment " + catalog.name_of("treatment", treatment, Language::en) + ": no evidence here that it could be forecast from",
          "没有“" + catalog.name_of("treatment", treatment, Language::zh) + "”的数据文件:这里没有可供预测的依据"};
}

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

void add_names(std::map<std::string, Words>& names, const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  const auto add = [&](std::string_view kind, const std::string& code) {
    names[code] = {catalog.name_of(kind, code, Language::en), catalog.name_of(kind, code, Language::zh)};
  };
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries) add("treatment", entry.treatment);
  for (const auto& visit : casefile.visits) add(std::holds_alternative<bool>(visit.value) ? "event" : "outcome", visit.outcome);
}

}  // namespace vultus
