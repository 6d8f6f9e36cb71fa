#include "vultus/report/json_parts.ipp"

#include <cmath>
#include <string_view>

namespace vultus::json_parts {
namespace {

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

}  // namespace

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

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbers(const std::vector<double>& values) {
  Json array = Json::array();
  auto& items = array.get_ref<Json::array_t&>();
  items.reserve(values.size());
  for (const double value : values) items.push_back(number(value));
  return array;
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

Json certainty_of(const Forecast& forecast, Language language) {
  Json j;
  j["level"] = to_code(forecast.certainty);
  j["derived"] = to_code(forecast.certainty_derived);
  j["reasons"] = texts(forecast.certainty_reasons, language);
  return j;
}

}  // namespace vultus::json_parts
