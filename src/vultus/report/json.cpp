#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "vultus/report/answer.hpp"
#include "vultus/report/report.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

/// Infinity ("not by the horizon") and NaN ("cannot be said") are null.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbers(const std::vector<double>& values) {
  Json array = Json::array();
  auto& items = array.get_ref<Json::array_t&>();
  items.reserve(values.size());
  for (const double value : values) items.push_back(number(value));
  return array;
}

std::string_view to_code(Flag::FlagLevel level) {
  switch (level) {
    case Flag::FlagLevel::now:
      return "now";
    case Flag::FlagLevel::within_a_day:
      return "within_a_day";
    case Flag::FlagLevel::next_visit:
      return "next_visit";
    case Flag::FlagLevel::excluded:
      return "excluded";
    case Flag::FlagLevel::caution:
      return "caution";
    case Flag::FlagLevel::note:
      break;
  }
  return "note";
}

std::string_view to_code(Urgency urgency) {
  switch (urgency) {
    case Urgency::now:
      return "now";
    case Urgency::within_a_day:
      return "within_a_day";
    case Urgency::next_visit:
      break;
  }
  return "next_visit";
}

std::string_view to_code(EventCurve::Kind kind) {
  switch (kind) {
    case EventCurve::Kind::noticed:
      return "noticed";
    case EventCurve::Kind::gone:
      return "gone";
    case EventCurve::Kind::recovered:
      return "recovered";
    case EventCurve::Kind::goal:
      break;
  }
  return "goal";
}

std::string_view to_code(Certainty certainty) {
  switch (certainty) {
    case Certainty::high:
      return "high";
    case Certainty::moderate:
      return "moderate";
    case Certainty::low:
      return "low";
    case Certainty::very_low:
      return "very_low";
    case Certainty::none:
      break;
  }
  return "none";
}

Json texts(const std::vector<Words>& words, Language language) {
  Json array = Json::array();
  for (const Words& one : words) array.push_back(one.in(language));
  return array;
}

Json outcome_of(const Band& band, const std::vector<double>& days, Language language) {
  Json j;
  j["outcome"] = band.outcome;
  j["unit"] = band.unit;
  j["days"] = numbers(days);
  j["median"] = numbers(band.median);
  j["q05"] = numbers(band.q05);
  j["q25"] = numbers(band.q25);
  j["q75"] = numbers(band.q75);
  j["q95"] = numbers(band.q95);
  j["mean_q05"] = numbers(band.mean_q05);
  j["mean_q95"] = numbers(band.mean_q95);
  j["measured_q05"] = numbers(band.measured_q05);
  j["measured_q95"] = numbers(band.measured_q95);
  j["variance_shares"] = {{"parameters", numbers(band.share_parameters)},
                          {"discrepancy", numbers(band.share_discrepancy)},
                          {"people", numbers(band.share_people)},
                          {"measurement", numbers(band.share_measurement)}};
  j["name"] = band.name.in(language);
  j["baseline_median"] = number(band.baseline_median);
  j["derived"] = band.derived;
  return j;
}

Json event_of(const EventCurve& event, Language language) {
  Json j;
  j["event"] = event.code;
  j["probability"] = number(event.probability);
  j["q05_day"] = number(event.q05_day);
  j["median_day"] = number(event.median_day);
  j["q95_day"] = number(event.q95_day);
  j["kind"] = to_code(event.kind);
  j["about"] = event.about;
  j["name"] = event.name.in(language);
  j["probability_q05"] = number(event.probability_q05);
  j["probability_q95"] = number(event.probability_q95);
  j["half_day"] = number(event.half_day);
  j["half_day_q05"] = number(event.half_day_q05);
  j["half_day_q95"] = number(event.half_day_q95);
  j["ninety_day"] = number(event.ninety_day);
  j["share"] = numbers(event.share);
  j["share_q05"] = numbers(event.share_q05);
  j["share_q95"] = numbers(event.share_q95);
  j["derived"] = event.derived;
  return j;
}

Json harm_of(const HarmForecast& harm, Language language) {
  Json j;
  j["event"] = harm.event;
  j["probability"] = number(harm.probability);
  j["q05"] = number(harm.q05);
  j["q95"] = number(harm.q95);
  j["rests_on"] = harm.rests_on;
  j["treatment"] = harm.treatment;
  j["name"] = harm.name.in(language);
  j["from_day"] = number(harm.from_day);
  j["to_day"] = number(harm.to_day);
  j["urgency"] = to_code(harm.urgency);
  j["what_to_do"] = harm.what_to_do.in(language);
  j["counted_events"] = number(harm.events);
  j["counted_people"] = number(harm.people);
  j["n_studies"] = harm.rests_on.size();
  j["counted_with_other_treatments"] = number(harm.people_with_others);
  j["past"] = harm.past;
  return j;
}

Json flag_of(const Flag& flag, Language language) {
  Json j;
  j["level"] = to_code(flag.level);
  j["code"] = flag.code;
  j["text"] = flag.text.in(language);
  j["source"] = flag.source;
  j["action"] = flag.action.in(language);
  return j;
}

Json model_of(const ModelUse& model, Language language) {
  Json j;
  j["name"] = model.name;
  j["version"] = model.version;
  j["posterior"] = model.posterior;
  j["studies"] = model.studies;
  j["participants"] = model.participants;
  j["in_range"] = model.in_range;
  j["status"] = model.status;
  j["status_note"] = model.status_note.in(language);
  j["out_of_range"] = texts(model.out_of_range, language);
  return j;
}

Json citation_of(const Citation& citation) {
  Json j;
  j["study_id"] = citation.study_id;
  j["citation"] = citation.citation;
  j["doi"] = citation.doi;
  j["risk_of_bias"] = citation.risk_of_bias;
  j["url"] = citation.url;
  j["year"] = citation.year;
  j["people"] = citation.people ? Json(*citation.people) : Json(nullptr);
  return j;
}

template <class List, class ToJson>
Json list_of(const List& list, ToJson to_one) {
  Json array = Json::array();
  for (const auto& one : list) array.push_back(to_one(one));
  return array;
}

Json lanes_of(const solve::RunSummary& lanes) {
  Json j;
  j["solved"] = lanes.solved;
  j["failed"] = lanes.failed();
  j["step_limit"] = lanes.step_limit;
  j["not_finite"] = lanes.not_finite;
  j["out_of_bounds"] = lanes.out_of_bounds;
  j["steps"] = lanes.steps;
  j["rejected"] = lanes.rejected;
  j["looks_stiff"] = lanes.looks_stiff;
  j["looks_nonstiff"] = lanes.looks_nonstiff;
  return j;
}

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

Json conditioning_of(const Conditioning& conditioning) {
  Json j;
  j["on_visits"] = conditioning.on_visits;
  j["drawn"] = conditioning.drawn;
  j["effective"] = number(conditioning.effective);
  j["explained"] = conditioning.explained;
  j["unexplained"] = conditioning.unexplained;
  j["not_modelled"] = conditioning.not_modelled;
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
  j["certainty"] = {{"level", to_code(plan.certainty)},
                    {"derived", to_code(plan.certainty_derived)},
                    {"reasons", texts(plan.certainty_reasons, language)}};
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
