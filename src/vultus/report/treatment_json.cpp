#include <nlohmann/json.hpp>

#include "vultus/report/catalog_words.hpp"
#include "vultus/report/json_parts.ipp"
#include "vultus/report/treatment_facts.hpp"
#include "vultus/report/treatment_page.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

Json both(const Words& words) {
  return words.en.empty() && words.zh.empty() ? Json(nullptr) : Json{{"en", words.en}, {"zh", words.zh}};
}

Json all_of(const std::vector<Words>& list) {
  Json items = Json::array();
  for (const auto& words : list) items.push_back(both(words));
  return items;
}

const char* code_of(Level level) { return level == Level::excluded ? "excluded" : "caution"; }

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json actions(const Treatment& t) {
  Json list = Json::array();
  for (const auto& a : t.acts) {
    Json act{
        {"model", a.model},
        {"port", a.port},
        {"does", {{"en", port_words(a.model, a.port, Language::en)}, {"zh", port_words(a.model, a.port, Language::zh)}}}};
    if (a.amount_is_dose)
      act["per_dose"] = a.per, act["power"] = a.power;
    else
      act["amount"] = a.amount, act["knowledge_sd"] = a.knowledge_sd;
    if (a.lasting) act["lasting_days"] = a.lasting_days;
    list.push_back(std::move(act));
  }
  return list;
}

Json against(const Treatment& t) {
  Json list = Json::array();
  for (const auto& c : t.contraindications)
    list.push_back({{"field", c.field},
                    {"equals", c.equals},
                    {"below", number(c.below)},
                    {"at_least", number(c.at_least)},
                    {"level", code_of(c.level)},
                    {"reason", both(c.reason)},
                    {"source", c.source}});
  return list;
}

Json harms(const TreatmentFacts& facts) {
  Json list = Json::array();
  for (const auto& fact : facts.harms) {
    const bool counted = fact.rate.people > 0.0;
    const auto rate = [&](double value) { return counted ? Json(value) : Json(nullptr); };
    list.push_back({{"event", fact.harm->event},
                    {"name", both(fact.name)},
                    {"probability", rate(fact.rate.median)},
                    {"q05", rate(fact.rate.q05)},
                    {"q95", rate(fact.rate.q95)},
                    {"events", fact.rate.events},
                    {"n", fact.rate.people},
                    {"n_with_other_treatments", fact.rate.people_with_others},
                    {"n_studies", fact.rate.studies.size()},
                    {"rests_on", fact.rate.studies},
                    {"from_day", fact.harm->from_day},
                    {"to_day", fact.harm->to_day},
                    {"urgency", json_parts::to_code(fact.harm->urgency)},
                    {"what_to_do", both(fact.harm->what_to_do)},
                    {"note", both(fact.harm->note)}});
  }
  return list;
}

Json evidence(const Treatment& t, const TreatmentFacts& facts, const Catalog& catalog) {
  Json studies = Json::array();
  for (const auto& id : t.evidence)
    if (const auto it = catalog.studies.find(id); it != catalog.studies.end()) {
      const Study& s = it->second;
      studies.push_back({{"study_id", s.id},
                         {"year", s.year},
                         {"citation", s.citation},
                         {"doi", s.doi},
                         {"url", s.url},
                         {"design", s.design},
                         {"condition", s.condition},
                         {"people", s.people ? Json(*s.people) : Json(nullptr)},
                         {"risk_of_bias", s.risk_of_bias}});
    }
  Json base{{"n_studies", facts.evidence.studies},
            {"n_randomised", facts.evidence.randomised},
            {"people", facts.evidence.people},
            {"people_at_high_risk_of_bias", facts.evidence.people_biased},
            {"designs", facts.designs},
            {"risk_of_bias", facts.bias}};
  base["certainty"] = t.refused ? "none" : json_parts::to_code(facts.grade.certainty);
  base["certainty_reasons"] = all_of(facts.grade.reasons);
  base["studies"] = std::move(studies);
  return base;
}

}  // namespace

std::string treatment_json(const Treatment& t, const Catalog& catalog) {
  const auto facts = facts_of(t, catalog);
  Json row{{"treatment", t.code},
           {"name_en", t.name.en},
           {"name_zh", t.name.zh},
           {"mechanism_en", t.mechanism.en},
           {"mechanism_zh", t.mechanism.zh}};
  row["also_called"] = t.also_called;
  row["refused"] = nullptr;
  if (t.refused)
    row["refused"] = {{"kind", t.refused->kind == Refusal::Kind::unsafe ? "unsafe" : "no_evidence"},
                      {"reason", both(t.refused->reason)},
                      {"meant", both(t.refused->meant)},
                      {"source", t.refused->source}};
  row["evidence_note"] = both(t.evidence_note);
  row["acts"] = Json::array();
  for (const auto& a : t.acts) row["acts"].push_back(a.model + "." + a.port);
  row["actions"] = actions(t);
  row["dose"] = nullptr;
  if (t.dose && !t.dose->units.empty())
    row["dose"] = {
        {"unit", t.dose->units.front()}, {"typical", t.dose->typical}, {"low", t.dose->low}, {"high", t.dose->high}};
  row["sessions"] = {{"typical", t.typical_sessions}, {"every_days", t.typical_every_days}};
  row["downtime_days"] = {t.downtime_low_days, t.downtime_high_days};
  row["suits"] = Json::array();
  for (const auto& suit : t.suits) row["suits"].push_back({{"kind", suit.kind}, {"least_height_mm", suit.least_height}});
  row["not_suited"] = both(t.not_suited);
  row["not_suited_source"] = t.not_suited_source;
  row["contraindications"] = against(t);
  row["interactions"] = Json::array();
  for (const auto& i : t.interactions)
    row["interactions"].push_back(
        {{"with", i.with}, {"level", code_of(i.level)}, {"reason", both(i.reason)}, {"source", i.source}});
  row["harms"] = harms(facts);
  row["red_flags"] = Json::array();
  for (const auto& flag : t.red_flags)
    row["red_flags"].push_back({{"code", flag.code},
                                {"text", both(flag.text)},
                                {"action", both(flag.action)},
                                {"soon", json_parts::to_code(flag.soon)},
                                {"source", flag.source}});
  row["watch"] = all_of(t.watch);
  row["change_when"] = all_of(t.change_when);
  row["aftercare"] = all_of(t.aftercare);
  row["beliefs"] = Json::array();
  for (const auto& belief : t.beliefs)
    row["beliefs"].push_back({{"factor", both(belief.factor)}, {"finding", both(belief.finding)}});
  row["evidence"] = t.evidence;
  row["evidence_base"] = evidence(t, facts, catalog);
  return Json::array({row}).dump(2) + "\n";
}

}  // namespace vultus
