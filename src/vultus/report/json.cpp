#include <nlohmann/json.hpp>
#include <string>

#include "vultus/report/answer.hpp"
#include "vultus/report/json_parts.ipp"
#include "vultus/report/report.hpp"

namespace vultus {

using namespace json_parts;

namespace {

/// What a forecast of another plan of the same case adds: models, flags and sources are those of the whole answer.
Json curves_of(const Forecast& forecast, Language language) {
  Json j;
  j["plan"] = forecast.plan;
  j["outcomes"] = list_of(forecast.outcomes, [&](const Band& b) { return outcome_of(b, forecast.days, language); });
  j["events"] = list_of(forecast.events, [&](const EventCurve& e) { return event_of(e, language); });
  j["harms"] = list_of(forecast.harms, [&](const HarmForecast& h) { return harm_of(h, language); });
  j["lanes"] = lanes_of(forecast.lanes);
  return j;
}

Json factor_of(const FactorEffect& factor, Language language) {
  Json j;
  j["factor"] = factor.code;
  j["label"] = factor.label.in(language);
  j["measured"] = factor.measured;
  j["finding"] = factor.finding.in(language);
  j["weeks"] = number(factor.weeks);
  j["weeks_q05"] = number(factor.weeks_q05);
  j["weeks_q95"] = number(factor.weeks_q95);
  j["share"] = number(factor.share);
  j["share_q05"] = number(factor.share_q05);
  j["share_q95"] = number(factor.share_q95);
  j["depth"] = number(factor.depth);
  j["depth_q05"] = number(factor.depth_q05);
  j["depth_q95"] = number(factor.depth_q95);
  j["beyond_horizon"] = factor.beyond_horizon;
  return j;
}

Json threshold_of(const ThresholdAnswer& threshold, Language language) {
  Json j;
  j["event"] = threshold.event;
  j["name"] = threshold.name.in(language);
  j["moved_by"] = number(threshold.moved_by);
  j["half_day_sooner_seen"] = number(threshold.half_day_sooner_seen);
  j["half_day_later_seen"] = number(threshold.half_day_later_seen);
  j["share_sooner_seen"] = number(threshold.share_sooner_seen);
  j["share_later_seen"] = number(threshold.share_later_seen);
  j["noticed_sooner_seen"] = number(threshold.noticed_sooner_seen);
  j["noticed_later_seen"] = number(threshold.noticed_later_seen);
  return j;
}

Json next_of(const std::optional<NextMeasurement>& next, Language language) {
  if (!next) return nullptr;
  Json j;
  j["outcome"] = next->outcome;
  j["day"] = number(next->day);
  j["narrows"] = number(next->narrows);
  j["name"] = next->name.in(language);
  return j;
}

void add_the_rest(Json& j, const Outlook& outlook, Language language) {
  const Forecast& plan = outlook.plan;
  j["conditioning"] = conditioning_of(plan.conditioning);
  j["certainty"] = certainty_of(plan, language);
  j["assumptions"] = language == Language::zh ? plan.assumptions_zh : plan.assumptions_en;
  j["main_event"] = outlook.main_event;
  j["main_outcome"] = outlook.main_outcome;
  j["weeks_size_lags_force"] = number(outlook.weeks_size_lags_force);
  j["factors"] = list_of(outlook.factors, [&](const FactorEffect& f) { return factor_of(f, language); });
  j["thresholds"] = list_of(outlook.thresholds, [&](const ThresholdAnswer& t) { return threshold_of(t, language); });
  j["next_measurement"] = next_of(outlook.next_measurement, language);
  j["watch"] = texts(outlook.watch, language);
  j["aftercare"] = texts(outlook.aftercare, language);
  j["doing_nothing"] = outlook.nothing ? curves_of(*outlook.nothing, language) : Json(nullptr);
}

}  // namespace

std::string to_json(const Outlook& outlook, Language language) {
  const Forecast& plan = outlook.plan;
  Json j;
  j["format"] = "vultus-forecast/1";
  j["case"] = plan.case_file;
  j["plan"] = plan.plan;
  j["seed"] = plan.seed;
  j["patients"] = plan.patients;
  j["language"] = language == Language::zh ? "zh" : "en";
  j["emergency"] = outlook.emergency;
  j["verdict"] = verdict_text(outlook, language);
  j["today"] = number(plan.today);
  j["horizon"] = number(plan.horizon);
  j["day_zero"] = outlook.casefile.day_zero.empty() ? Json(nullptr) : Json(outlook.casefile.day_zero);
  j["models"] = list_of(plan.models, [&](const ModelUse& m) { return model_of(m, language); });
  j["outcomes"] = list_of(plan.outcomes, [&](const Band& b) { return outcome_of(b, plan.days, language); });
  j["events"] = list_of(plan.events, [&](const EventCurve& e) { return event_of(e, language); });
  j["harms"] = list_of(plan.harms, [&](const HarmForecast& h) { return harm_of(h, language); });
  j["flags"] = list_of(plan.flags, [&](const Flag& f) { return flag_of(f, language); });
  j["rests_on"] = list_of(plan.rests_on, citation_of);
  j["lanes"] = lanes_of(plan.lanes);
  add_the_rest(j, outlook, language);
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vultus
