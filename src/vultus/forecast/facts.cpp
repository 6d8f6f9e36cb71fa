// What a forecast rests on and warns of: everything of it that is not simulated.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "vultus/forecast/certainty.hpp"
#include "vultus/forecast/harms.hpp"
#include "vultus/forecast/project.hpp"
#include "vultus/plan/objections.hpp"

namespace vultus {
namespace {

struct Used {
  const Treatment* treatment = nullptr;
  bool past = false, planned = false;
};

/// Distinct treatments of history and plan, in the order of first use.
std::vector<Used> used_treatments(const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  std::vector<Used> used;
  const auto note = [&](const Entry& entry, bool past) {
    const Treatment* treatment = catalog.treatment(entry.treatment);
    if (treatment == nullptr) return;
    auto it = std::find_if(used.begin(), used.end(), [&](const Used& u) { return u.treatment == treatment; });
    if (it == used.end()) it = used.insert(used.end(), Used{treatment, false, false});
    (past ? it->past : it->planned) = true;
  };
  for (const auto& entry : casefile.history) note(entry, true);
  for (const auto& entry : plan.entries) note(entry, false);
  return used;
}

Flag::FlagLevel level_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::now: return Flag::FlagLevel::now;
    case Urgency::within_a_day: return Flag::FlagLevel::within_a_day;
    case Urgency::next_visit: break;
  }
  return Flag::FlagLevel::next_visit;
}

void add_flags(Forecast& forecast, const CaseFile& casefile, const Plan& plan, const std::vector<Used>& used) {
  std::set<std::string> seen;
  for (const auto& u : used)
    for (const auto& red : u.treatment->red_flags)
      if (seen.insert(red.code).second) forecast.flags.push_back({level_of(red.soon), red.code, red.text, red.action, red.source});
  std::stable_sort(forecast.flags.begin(), forecast.flags.end(), [](const Flag& a, const Flag& b) { return a.level < b.level; });
  for (const auto& u : used) {
    if (!u.planned) continue;
    for (const auto& objection : objections(*u.treatment, casefile, &plan))
      forecast.flags.push_back({objection.level == Level::excluded ? Flag::FlagLevel::excluded : Flag::FlagLevel::caution,
                                u.treatment->code + "." + objection.code, objection.reason, {}, objection.source});
  }
  for (const auto& u : used)
    if (u.planned && u.treatment->acts.empty() && u.treatment->code != "none")
      forecast.flags.push_back({Flag::FlagLevel::note, u.treatment->code + ".no_effect_modelled", u.treatment->evidence_note, {}, ""});
  for (const auto& code : forecast.conditioning.unexplained)
    forecast.flags.push_back({Flag::FlagLevel::next_visit, "unexplained." + code,
                              {"This course is not explained by the model: " + code + " lies outside what almost any virtual patient shows. Show it to your doctor.",
                               "模型解释不了这个过程:" + code + "超出了几乎所有虚拟患者的范围。请让医生看一看。"},
                              {}, ""});
}

void add_harms(Forecast& forecast, const CaseFile& casefile, const Catalog& catalog, const std::vector<Used>& used, const Tissue& tissue) {
  const auto is_visit = [&](const std::string& code) {
    return std::any_of(casefile.visits.begin(), casefile.visits.end(), [&](const Visit& v) { return v.outcome == code; });
  };
  for (const auto& u : used) {
    for (const auto& harm : u.treatment->harms) {
      // What the case already reports is forecast from the model, conditional on it, not from a count over everybody.
      const bool modelled = std::any_of(tissue.events.begin(), tissue.events.end(), [&](const EventFact& e) { return e.code == harm.event; });
      if (modelled && is_visit(harm.event)) continue;
      const Rate rate = rate_of(catalog, harm.event, u.treatment->code);
      HarmForecast h;
      h.event = harm.event;
      h.treatment = u.treatment->code;
      h.name = !harm.name.en.empty() ? harm.name : Words{catalog.name_of("event", harm.event, Language::en), catalog.name_of("event", harm.event, Language::zh)};
      h.probability = rate.median;
      h.q05 = rate.q05;
      h.q95 = rate.q95;
      h.from_day = harm.from_day;
      h.to_day = harm.to_day;
      h.urgency = harm.urgency;
      h.what_to_do = harm.what_to_do;
      h.events = rate.events;
      h.people = rate.people;
      h.people_with_others = rate.people_with_others;
      h.rests_on = rate.studies;
      h.past = u.past && !u.planned;
      forecast.harms.push_back(h);
    }
  }
  std::stable_sort(forecast.harms.begin(), forecast.harms.end(),
                   [](const HarmForecast& a, const HarmForecast& b) { return a.probability > b.probability; });
}

void add_citations(Forecast& forecast, const Catalog& catalog, const std::vector<Used>& used) {
  std::vector<std::string> ids;
  for (const auto& u : used) ids.insert(ids.end(), u.treatment->evidence.begin(), u.treatment->evidence.end());
  for (const auto& harm : forecast.harms) ids.insert(ids.end(), harm.rests_on.begin(), harm.rests_on.end());
  std::set<std::string> seen;
  for (const auto& id : ids) {
    const auto it = catalog.studies.find(id);
    if (it == catalog.studies.end() || !seen.insert(id).second) continue;
    const Study& s = it->second;
    forecast.rests_on.push_back({s.id, s.citation, s.doi, s.url, s.risk_of_bias, s.year, s.people});
  }
}

/// Outside the data: each range of the tissue that the case leaves.
std::vector<Words> out_of_range(const Tissue& tissue, const CaseFile& casefile, const Plan& plan) {
  std::vector<Words> reasons;
  const auto test = [&](const Range& range, double value, const Words& name) {
    if (value >= range.low && value <= range.high) return;
    reasons.push_back({fmt::format("{} {:g} lies outside the studies ({:g} to {:g})", name.en, value, range.low, range.high),
                       fmt::format("{} {:g} 超出研究范围({:g}–{:g})", name.zh, value, range.low, range.high)});
  };
  for (const auto& range : tissue.in_range) {
    if (range.field == "dose_per_side") {
      std::set<double> doses;
      for (const auto* entries : {&casefile.history, &plan.entries})
        for (const auto& entry : *entries)
          if (entry.treatment == "botulinum_masseter" && entry.dose) doses.insert(*entry.dose);
      for (const double dose : doses) test(range, dose, {"dose per side", "每侧剂量"});
    } else if (range.field == "horizon") {
      test(range, casefile.horizon_days, {"horizon in days", "预测天数"});
    } else if (const auto* value = range.field == "age" && !casefile.patient.fields.contains("age") ? nullptr : field_of(casefile, range.field)) {
      if (const auto* number = std::get_if<double>(value))
        test(range, *number, range.field == "age" ? Words{"age", "年龄"} : Words{range.field, range.field});
    }
  }
  return reasons;
}

/// Certainty of what is measured; what is derived is never more than very low.
void add_certainty(Forecast& forecast, const Catalog& catalog, const ModelUse& use, const std::vector<Used>& used) {
  std::vector<const Treatment*> treatments;
  treatments.reserve(used.size());
  for (const auto& u : used) treatments.push_back(u.treatment);
  Grade result = grade(evidence_base(treatments, catalog), &use);
  forecast.certainty = result.certainty;
  forecast.certainty_reasons = std::move(result.reasons);
  forecast.certainty_derived = Certainty::very_low;
}

/// What people call the usual product: the longest of its names in Latin letters, the first in Chinese.
std::string product_name(const Treatment& treatment, Language language) {
  std::string name = treatment.default_product;
  std::replace(name.begin(), name.end(), '_', ' ');
  const auto product = std::find_if(treatment.products.begin(), treatment.products.end(), [&](const Product& p) { return p.name == treatment.default_product; });
  if (product == treatment.products.end()) return name;
  const auto latin = [](const std::string& text) { return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; }); };
  if (language == Language::zh) {
    const auto chinese = std::find_if_not(product->aliases.begin(), product->aliases.end(), latin);
    return chinese == product->aliases.end() ? name : *chinese;
  }
  // a product that stands for any of its kind is told by what it is called, not by its code
  std::string longest = treatment.default_product.find("unknown") == std::string::npos ? name : "";
  for (const auto& alias : product->aliases)
    if (latin(alias) && alias != "unknown" && alias.size() > longest.size()) longest = alias;
  return longest.empty() ? name : longest;
}

void add_assumptions(Forecast& forecast, const CaseFile& casefile, const Plan& plan, const Population& population, const Catalog& catalog) {
  const auto say = [&](std::string en, std::string zh) {
    forecast.assumptions_en.push_back(std::move(en));
    forecast.assumptions_zh.push_back(std::move(zh));
  };
  std::set<std::string> said;
  for (const auto* entries : {&casefile.history, &plan.entries})
    for (const auto& entry : *entries) {
      const Treatment* treatment = catalog.treatment(entry.treatment);
      if (treatment == nullptr || treatment->default_product.empty() || !entry.product.empty() || !said.insert(entry.treatment).second) continue;
      say("Product not named for " + treatment->name.en + ": taken as " + product_name(*treatment, Language::en),
          treatment->name.zh + "未写产品:按“" + product_name(*treatment, Language::zh) + "”计算");
    }
  const Tissue& tissue = population.tissue();
  const bool measured_before = std::any_of(tissue.baselines.begin(), tissue.baselines.end(), [&](const Baseline& b) {
    return b.parameter == "thickness" && field_of(casefile, b.field) != nullptr;
  });
  if (tissue.model == "masseter" && !measured_before)
    say("Muscle thickness before the injection is not known: drawn from what is usual", "注射前的咬肌厚度不清楚:按常见范围抽取");
  if (tissue.model != "masseter") {
    std::string en, zh;
    for (const auto& baseline : tissue.baselines) {
      if (field_of(casefile, baseline.field) != nullptr) continue;
      Words what;
      for (const auto& parameter : tissue.parameters)
        if (parameter.name == baseline.parameter) what = parameter.meaning;
      for (const auto& fact : tissue.observables)
        if (fact.code == baseline.outcome) what = fact.name;
      en += (en.empty() ? "" : "; ") + what.en, zh += (zh.empty() ? "" : "、") + what.zh;
    }
    if (!en.empty()) say("Not given, so drawn from what is usual: " + en, "未填,按常见范围抽取:" + zh);
    for (const auto& visit : with_baselines(casefile, tissue)) {
      const bool by_kind = std::holds_alternative<bool>(visit.value) && std::none_of(casefile.visits.begin(), casefile.visits.end(), [&](const Visit& v) { return v.day == visit.day && v.outcome == visit.outcome; });
      for (const auto& event : tissue.events)
        if (by_kind && event.code == visit.outcome) say("Seen on day 0, as the kind says: " + event.name.en, "按类型，首日已有:" + event.name.zh);
    }
  }
  if (field_of(casefile, "sex") == nullptr) say("Sex not given: no adjustment made", "未填性别:不作调整");
  if (!casefile.patient.fields.contains("age")) say("Age not given: taken as in the studies", "未填年龄:按研究中的常见年龄");
  for (const auto& event : tissue.events)
    if (event.derived) say(event.note.en, event.note.zh);
}

}  // namespace

const Tissue* tissue_for(const CaseFile& casefile, const Catalog& catalog) {
  for (const auto& condition : casefile.conditions)
    for (const auto& tissue : catalog.tissues)
      if (std::find(tissue.conditions.begin(), tissue.conditions.end(), condition.kind) != tissue.conditions.end()) return &tissue;
  return nullptr;
}

void add_facts(Forecast& forecast, const CaseFile& casefile, const Plan& plan, const Catalog& catalog, const Population& population) {
  const auto used = used_treatments(casefile, plan, catalog);
  const Tissue& tissue = population.tissue();
  add_flags(forecast, casefile, plan, used);
  add_harms(forecast, casefile, catalog, used, tissue);
  add_citations(forecast, catalog, used);
  ModelUse use;
  use.name = tissue.model;
  use.version = tissue.version;
  use.posterior = population.posterior().digest;
  use.status = population.posterior().status;
  use.status_note = population.posterior().status_note;
  if (tissue.learnt) use.error_against_mean = error_of_forecasts(*tissue.learnt);
  for (const auto& citation : forecast.rests_on) {
    ++use.studies;
    use.participants += citation.people.value_or(0);
  }
  use.out_of_range = out_of_range(tissue, casefile, plan);
  use.in_range = use.out_of_range.empty();
  add_certainty(forecast, catalog, use, used);
  forecast.models.push_back(use);
  add_assumptions(forecast, casefile, plan, population, catalog);
}

}  // namespace vultus
