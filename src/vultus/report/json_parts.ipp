// Pieces of the JSON answers, the same in a forecast, a comparison and a treatment's page. Not installed.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/forecast/forecast.hpp"

namespace vultus::json_parts {

using Json = nlohmann::ordered_json;

std::string_view to_code(Urgency urgency);
std::string_view to_code(Certainty certainty);
/// Infinity ("not by the horizon") and NaN ("cannot be said") are null.
Json number(double value);
Json numbers(const std::vector<double>& values);
Json texts(const std::vector<Words>& words, Language language);
Json outcome_of(const Band& band, const std::vector<double>& days, Language language);
Json event_of(const EventCurve& event, Language language);
Json harm_of(const HarmForecast& harm, Language language);
Json flag_of(const Flag& flag, Language language);
Json model_of(const ModelUse& model, Language language);
Json citation_of(const Citation& citation);
Json lanes_of(const solve::RunSummary& lanes);
Json conditioning_of(const Conditioning& conditioning);
Json certainty_of(const Forecast& forecast, Language language);

template <class List, class ToJson>
Json list_of(const List& list, ToJson to_one) {
  Json array = Json::array();
  for (const auto& one : list) array.push_back(to_one(one));
  return array;
}

}  // namespace vultus::json_parts
