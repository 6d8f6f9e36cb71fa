#include "vultus/report/evidence_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "vultus/base/text.hpp"
#include "vultus/report/catalog_words.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

/// The part of a study that passes a filter.
struct Passed {
  const TrialStudy* study = nullptr;
  std::vector<const TrialArm*> arms;
  std::vector<const TrialOutcome*> outcomes;
  std::vector<const TrialHarm*> harms;
};

bool same_or_any(const std::string& wanted, const std::string& given) { return wanted.empty() || wanted == given; }

std::vector<Passed> passed(const std::vector<EvidenceTopic>& topics, const EvidenceFilter& filter) {
  std::vector<Passed> all;
  const auto wanted = split(filter.treatment, '+');
  for (const auto& topic : topics) {
    if (!same_or_any(filter.topic, topic.name)) continue;
    for (const auto& [key, study] : topic.studies) {
      const std::string& id = key;  // clang 14 cannot capture a structured binding
      if (!same_or_any(filter.study, id) || !same_or_any(filter.condition, study.condition)) continue;
      Passed p;
      p.study = &study;
      const auto arm_passes = [&](const std::string& arm_id) {
        if (filter.treatment.empty()) return true;
        const TrialArm* arm = topic.arm(id, arm_id);
        return arm != nullptr && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& treatment) {
          return std::find(arm->treatments.begin(), arm->treatments.end(), treatment) != arm->treatments.end();
        });
      };
      for (const auto& arm : topic.arms)
        if (arm.study == id && arm_passes(arm.id)) p.arms.push_back(&arm);
      for (const auto& o : topic.outcomes)
        if (o.study == id && arm_passes(o.arm) && same_or_any(filter.outcome, o.outcome)) p.outcomes.push_back(&o);
      for (const auto& h : topic.harms)
        if (h.study == id && arm_passes(h.arm) && same_or_any(filter.outcome, h.event)) p.harms.push_back(&h);
      const bool rows = !p.outcomes.empty() || !p.harms.empty();
      if (filter.outcome.empty() ? !p.arms.empty() : rows) all.push_back(std::move(p));
    }
  }
  return all;
}

const char* code_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::exact: return "exact";
    case ValueKind::midpoint: return "midpoint";
    case ValueKind::bound_upper: return "bound_upper";
    case ValueKind::bound_lower: return "bound_lower";
    case ValueKind::approximate: return "approximate";
    case ValueKind::pending: break;
  }
  return "pending";
}

/// "0.4", "at most 0.4", "about 0.4"; a registered trial without result yet has no value.
std::string value_text(const TrialOutcome& o, bool zh) {
  std::string value = fmt::format("{:g} {}", o.value, o.unit);
  switch (o.kind) {
    case ValueKind::bound_upper: return (zh ? "不超过 " : "at most ") + value;
    case ValueKind::bound_lower: return (zh ? "不低于 " : "at least ") + value;
    case ValueKind::approximate: return (zh ? "约 " : "about ") + value;
    case ValueKind::midpoint: return value + (zh ? "（所印范围的中点）" : " (middle of a printed range)");
    case ValueKind::pending: return zh ? "尚无结果" : "no result yet";
    case ValueKind::exact: break;
  }
  return value;
}

std::string number(const std::optional<double>& value) { return value ? fmt::format("{:g}", *value) : ""; }
Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

std::string address(const TrialStudy& s) { return s.doi.empty() ? s.url : "https://doi.org/" + s.doi; }

const TrialArm* arm_of(const Passed& p, const std::string& id) {
  const auto it = std::find_if(p.arms.begin(), p.arms.end(), [&](const TrialArm* a) { return a->id == id; });
  return it == p.arms.end() ? nullptr : *it;
}

std::string row_line(const Passed& p, const TrialOutcome& o, const Catalog& catalog, Language language) {
  const bool zh = language == Language::zh;
  const TrialArm* arm = arm_of(p, o.arm);
  std::string line = fmt::format("    {}  {}", o.arm, arm == nullptr ? "" : joined(arm->treatments, "+"));
  if (arm != nullptr && arm->dose) line += fmt::format(" {:g} {}", *arm->dose, arm->dose_unit);
  line += fmt::format("  {} ({}): {} {}", catalog.name_of("outcome", o.outcome, language), o.outcome, o.statistic, value_text(o, zh));
  if (o.sd) line += fmt::format(", sd {:g}", *o.sd);
  if (o.se) line += fmt::format(", se {:g}", *o.se);
  if (o.ci_low && o.ci_high) line += fmt::format(", {} {:g}{}{:g}", zh ? "区间" : "interval", *o.ci_low, zh ? "–" : " to ", *o.ci_high);
  if (o.weeks) line += zh ? fmt::format(",第 {:g} 周", *o.weeks) : fmt::format(", week {:g}", *o.weeks);
  else line += zh ? ",时间不明" : ", time not known";
  if (o.n) line += fmt::format(", n {:g}", *o.n);
  return line + "\n";
}

/// A count; where the page gives none, what it says instead.
std::string harm_line(const Passed& p, const TrialHarm& h, const Catalog& catalog, Language language) {
  const bool zh = language == Language::zh;
  const TrialArm* arm = arm_of(p, h.arm);
  std::string line = fmt::format("    {}  {}  {} ({}): ", h.arm, arm == nullptr ? "" : joined(arm->treatments, "+"),
                                 catalog.name_of("event", h.event, language), h.event);
  line += fmt::format("{}/{}", h.count ? number(h.count) : "?", h.n ? number(h.n) : "?");
  if (h.weeks) line += zh ? fmt::format("，第 {:g} 周", *h.weeks) : fmt::format(", week {:g}", *h.weeks);
  if (!h.notes.empty()) line += zh ? "（" + h.notes + "）" : " (" + h.notes + ")";
  return line + "\n";
}

std::string as_text(const std::vector<Passed>& all, const Catalog& catalog, Language language) {
  const bool zh = language == Language::zh;
  const char* comma = zh ? "，" : ", ";
  std::string text;
  double people = 0.0;
  std::size_t rows = 0;
  for (const auto& p : all) {
    const TrialStudy& s = *p.study;
    people += s.people.value_or(0.0);
    rows += p.outcomes.size() + p.harms.size();
    text += fmt::format("{}  {}\n  {}\n  {}{}{}{}{} {}{}{}{}\n  {}\n", s.id, s.year > 0 ? std::to_string(s.year) : "", s.citation,
                        design_words(catalog, s.design, language), comma, condition_words(catalog, s.condition, language), comma, zh ? "人数" : "people",
                        s.people ? number(s.people) : "?", comma, zh ? "偏倚风险：" : "risk of bias: ", bias_words(s.risk_of_bias, language), address(s));
    if (!s.overlaps_with.empty())
      text += fmt::format("  {}{}\n", zh ? "受试者可能与这些研究重叠：" : "may share people with: ", joined(s.overlaps_with));
    for (const auto* o : p.outcomes) text += row_line(p, *o, catalog, language);
    for (const auto* h : p.harms) text += harm_line(p, *h, catalog, language);
  }
  text += zh ? fmt::format("{} 项研究,{:g} 人(按研究相加,可能重叠),{} 行\n", all.size(), people, rows)
             : fmt::format("{} studies, {:g} people (summed over studies, some may overlap), {} rows\n", all.size(), people, rows);
  return text;
}

std::string as_json(const std::vector<Passed>& all) {
  Json document{{"format", "vultus-evidence/1"}, {"studies", Json::array()}};
  for (const auto& p : all) {
    const TrialStudy& s = *p.study;
    Json study{{"study_id", s.id}, {"topic", s.topic}, {"year", s.year}, {"citation", s.citation}, {"doi", s.doi}, {"url", s.url},
               {"design", s.design}, {"condition", s.condition}, {"people", json_of(s.people)}, {"risk_of_bias", s.risk_of_bias},
               {"overlaps_with", s.overlaps_with}, {"arms", Json::array()}, {"outcomes", Json::array()}, {"harms", Json::array()}};
    for (const auto* a : p.arms)
      study["arms"].push_back({{"arm_id", a->id}, {"n", json_of(a->n)}, {"treatments", a->treatments}, {"product", a->product},
                               {"dose", json_of(a->dose)}, {"dose_unit", a->dose_unit}, {"dose_2", a->dose_2}, {"sessions", json_of(a->sessions)},
                               {"interval_weeks", json_of(a->interval_weeks)}});
    for (const auto* o : p.outcomes)
      study["outcomes"].push_back({{"row", o->row}, {"arm_id", o->arm}, {"outcome", o->outcome}, {"unit", o->unit},
                                   {"time_weeks", json_of(o->weeks)}, {"statistic", o->statistic},
                                   {"value", o->kind == ValueKind::pending ? Json(nullptr) : Json(o->value)}, {"value_kind", code_of(o->kind)},
                                   {"sd", json_of(o->sd)}, {"se", json_of(o->se)}, {"ci_low", json_of(o->ci_low)},
                                   {"ci_high", json_of(o->ci_high)}, {"n", json_of(o->n)}, {"where", o->where}, {"notes", o->notes}});
    for (const auto* h : p.harms)
      study["harms"].push_back({{"arm_id", h->arm}, {"event", h->event}, {"count", json_of(h->count)}, {"n", json_of(h->n)},
                                {"time_weeks", json_of(h->weeks)}, {"where", h->where}, {"notes", h->notes}});
    document["studies"].push_back(std::move(study));
  }
  return document.dump(2) + "\n";
}

std::string as_csv(const std::vector<Passed>& all) {
  const auto cell = [](const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
  };
  std::string text =
      "topic,study_id,arm_id,treatments,outcome,unit,time_weeks,statistic,value,value_kind,sd,se,ci_low,ci_high,n,risk_of_bias,citation,address\r\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cell(cells[i]);
    text += "\r\n";
  };
  for (const auto& p : all) {
    const TrialStudy& s = *p.study;
    const auto given = [&](const std::string& id) {
      const TrialArm* arm = arm_of(p, id);
      return arm == nullptr ? std::string() : joined(arm->treatments, "+");
    };
    for (const auto* o : p.outcomes)
      line({s.topic, o->study, o->arm, given(o->arm), o->outcome, o->unit, number(o->weeks), o->statistic,
            o->kind == ValueKind::pending ? "" : fmt::format("{:g}", o->value), code_of(o->kind), number(o->sd), number(o->se), number(o->ci_low),
            number(o->ci_high), number(o->n), s.risk_of_bias, s.citation, address(s)});
    for (const auto* h : p.harms)
      line({s.topic, h->study, h->arm, given(h->arm), h->event, "", number(h->weeks), "count", number(h->count), "exact", "", "", "", "", number(h->n),
            s.risk_of_bias, s.citation, address(s)});
  }
  return text;
}

}  // namespace

std::string evidence_text(const std::vector<EvidenceTopic>& topics, const EvidenceFilter& filter, const Catalog& catalog, Language language,
                          KnowledgeFormat format) {
  const auto all = passed(topics, filter);
  if (format == KnowledgeFormat::json) return as_json(all);
  if (format == KnowledgeFormat::csv) return as_csv(all);
  return as_text(all, catalog, language);
}

}  // namespace vultus
