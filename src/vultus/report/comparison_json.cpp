#include <nlohmann/json.hpp>

#include "vultus/report/comparison.hpp"
#include "vultus/report/comparison_answer.hpp"
#include "vultus/report/json_parts.ipp"

namespace vultus {

using namespace json_parts;

namespace {

std::string_view to_code(Contrast verdict) {
  switch (verdict) {
    case Contrast::better:
      return "better";
    case Contrast::worse:
      return "worse";
    case Contrast::no_clear_difference:
      break;
  }
  return "no_clear_difference";
}

Json goal_of(const GoalForecast& goal) {
  Json j;
  j["goal"] = goal.goal;
  j["probability"] = number(goal.probability);
  j["q05"] = number(goal.q05);
  j["q95"] = number(goal.q95);
  j["median_day"] = number(goal.median_day);
  j["implied"] = goal.implied;
  j["modelled"] = goal.modelled;
  return j;
}

Json entry_of(const Entry& entry) {
  Json j;
  j["day"] = number(entry.day);
  j["treatment"] = entry.treatment;
  j["dose"] = entry.dose ? number(*entry.dose) : Json(nullptr);
  j["sessions"] = entry.sessions;
  j["every_days"] = number(entry.every_days);
  j["until_day"] = entry.until_day ? number(*entry.until_day) : Json(nullptr);
  return j;
}

Json caution_of(const Caution& caution, Language language) {
  Json j;
  j["treatment"] = caution.treatment;
  j["code"] = caution.code;
  j["reason"] = caution.reason.in(language);
  j["source"] = caution.source;
  return j;
}

Json plan_of(const ComparedPlan& plan, Language language) {
  const Forecast& forecast = plan.forecast;
  Json j;
  j["plan"] = plan.plan.name;
  j["entries"] = list_of(plan.plan.entries, entry_of);
  j["modelled"] = plan.modelled;
  j["goals"] = list_of(plan.goals, goal_of);
  j["outcomes"] = list_of(forecast.outcomes, [&](const Band& b) { return outcome_of(b, forecast.days, language); });
  j["events"] = list_of(forecast.events, [&](const EventCurve& e) { return event_of(e, language); });
  j["harms"] = list_of(forecast.harms, [&](const HarmForecast& h) { return harm_of(h, language); });
  j["sessions"] = plan.sessions;
  j["downtime_days"] = number(plan.downtime_high_days);
  j["downtime_days_low"] = number(plan.downtime_low_days);
  j["lasting_days"] = number(plan.lasting_days);
  j["harms_expected"] = number(plan.harms);
  j["harms_uncounted"] = plan.uncounted;
  j["certainty"] = certainty_of(forecast, language);
  j["probability_best"] = plan.probability_best ? number(*plan.probability_best) : Json(nullptr);
  j["dominated_by"] = plan.dominated_by.empty() ? Json(nullptr) : Json(plan.dominated_by);
  j["cautions"] = list_of(plan.cautions, [&](const Caution& c) { return caution_of(c, language); });
  j["watch"] = texts(plan.watch, language);
  j["change_when"] = texts(plan.change_when, language);
  j["flags"] = list_of(forecast.flags, [&](const Flag& f) { return flag_of(f, language); });
  j["models"] = list_of(forecast.models, [&](const ModelUse& m) { return model_of(m, language); });
  j["lanes"] = lanes_of(forecast.lanes);
  return j;
}

Json excluded_of(const ExcludedPlan& excluded, Language language) {
  Json j;
  j["plan"] = excluded.plan;
  j["code"] = excluded.code;
  j["reason"] = excluded.reason.in(language);
  j["source"] = excluded.source;
  j["treatment"] = excluded.treatment;
  j["meant"] = excluded.meant.in(language);
  return j;
}

Json difference_json(const Difference& d) {
  Json j;
  j["plan"] = d.plan;
  j["than"] = d.than;
  j["goal"] = d.goal;
  j["difference"] = number(d.difference);
  j["q05"] = number(d.q05);
  j["q95"] = number(d.q95);
  j["verdict"] = to_code(d.verdict);
  j["probability_better"] = number(d.better);
  j["probability_worse"] = number(d.worse);
  return j;
}

Json yardstick_of(const Comparison& c) {
  Json j;
  j["of"] = c.outcome ? "outcome" : "goals";
  j["important_difference"] = c.outcome ? important_change : important_probability;
  j["sure_enough"] = sure_enough;
  j["important_harm"] = important_harm;
  if (!c.outcome) return j;
  j["outcome"] = c.outcome->outcome;
  j["unit"] = c.outcome->unit;
  j["before"] = number(c.outcome->before);
  j["better"] = !c.outcome->lower_is_better ? Json(nullptr) : Json(*c.outcome->lower_is_better ? "lower" : "higher");
  return j;
}

}  // namespace

std::string comparison_json(const Comparison& c, Language language) {
  const ComparedPlan& wait = *c.plan(c.wait);
  Json j;
  j["format"] = "vultus-comparison/1";
  j["case"] = c.casefile.file;
  j["seed"] = wait.forecast.seed;
  j["patients"] = wait.forecast.patients;
  j["language"] = language == Language::zh ? "zh" : "en";
  j["emergency"] = c.emergency;
  j["verdict"] = comparison_answer(c, language).verdict;
  j["today"] = number(wait.forecast.today);
  j["horizon"] = number(wait.forecast.horizon);
  j["day_zero"] = c.casefile.day_zero.empty() ? Json(nullptr) : Json(c.casefile.day_zero);
  j["candidates"] = c.candidates;
  j["wait"] = c.wait;
  j["best"] = c.best;
  j["ranking"] = c.ranking;
  j["plans"] = list_of(c.plans, [&](const ComparedPlan& p) { return plan_of(p, language); });
  j["excluded"] = list_of(c.excluded, [&](const ExcludedPlan& e) { return excluded_of(e, language); });
  j["differences"] = list_of(c.differences, difference_json);
  j["compared_by"] = yardstick_of(c);
  j["draws"] = c.draws;
  j["conditioning"] = conditioning_of(wait.forecast.conditioning);
  j["rests_on"] = list_of(c.citations, citation_of);
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vultus
