// vultus-answer/1.
#include <nlohmann/json.hpp>
#include <string>

#include "vultus/ask/reply.hpp"
#include "vultus/report/json_parts.ipp"

namespace vultus {

using namespace json_parts;

namespace {

Json origin_of(const Origin& origin, Language language) {
  return {{"from", origin.how.in(language)}, {"posterior", origin.posterior.empty() ? Json(nullptr) : Json(origin.posterior)}, {"studies", origin.studies}};
}

Json line_of(const ReplyLine& line, const Reply& reply, Language language, bool explain) {
  if (!explain) return line.text.in(language);
  Json j{{"text", line.text.in(language)}};
  j["from"] = line.origin < 0 ? Json(nullptr) : origin_of(reply.origins[static_cast<std::size_t>(line.origin)], language);
  return j;
}

}  // namespace

std::string reply_json(const Reply& reply, Language language, bool explain) {
  const Question& q = reply.question;
  Json j;
  j["format"] = "vultus-answer/1";
  j["question"] = q.text;
  j["language"] = language == Language::zh ? "zh" : "en";
  j["intent"] = q.intent;
  if (reply.outside) j["topic"] = q.topic;
  j["condition"] = q.condition.empty() ? Json(nullptr) : Json(q.condition);
  j["treatments"] = q.treatments;
  j["facts"] = Json::object();
  for (const auto& [field, value] : q.facts) j["facts"][field] = value;
  j["mended"] = Json::array();
  for (const auto& [from, to] : q.mended) j["mended"].push_back({{"typed", from}, {"read", to}});
  j["assumed"] = texts(reply.assumed, language);
  j["asks"] = texts(reply.asks, language);
  j["red_flags"] = Json::array();
  for (const auto& flag : reply.flags)
    j["red_flags"].push_back({{"code", flag.code}, {"text", flag.text.in(language)}, {"do", flag.action.in(language)}, {"soon", to_code(flag.soon)}, {"source", flag.source}});
  j["warnings"] = texts(reply.warnings, language);
  j["verdict"] = reply.verdict.text.in(language);
  if (explain) j["verdict_from"] = line_of(reply.verdict, reply, language, true)["from"];
  j["details"] = Json::array();
  for (const auto& line : reply.details) j["details"].push_back(line_of(line, reply, language, explain));
  j["watch"] = texts(reply.watch, language);
  j["care"] = texts(reply.aftercare, language);
  j["help_at_once"] = reply.alarm.en.empty() ? Json(nullptr) : Json(reply.alarm.in(language));
  j["basis"] = reply.basis.in(language);
  j["patients"] = reply.patients;
  j["certainty"] = to_code(reply.certainty);
  j["certainty_reasons"] = texts(reply.certainty_reasons, language);
  j["sources"] = Json::array();
  for (const auto& source : reply.sources)
    j["sources"].push_back({{"study_id", source.study_id}, {"citation", source.citation}, {"doi", source.doi}, {"url", source.url}, {"risk_of_bias", source.risk_of_bias}});
  for (const auto& link : reply.links) j["sources"].push_back({{"study_id", nullptr}, {"citation", link}});
  j["read_next"] = texts(reply.read_next, language);
  return j.dump(2) + "\n";
}

}  // namespace vultus
