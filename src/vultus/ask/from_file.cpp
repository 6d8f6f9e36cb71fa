// Answers from a treatment's file: harms, care, when to change; and from claims judged.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/ask/composer.hpp"
#include "vultus/forecast/harms.hpp"
#include "vultus/report/catalog_words.hpp"

namespace vultus::asking {
namespace {

struct Counted {
  const Harm* harm;
  Words name;
  Rate rate;
};

std::vector<Counted> counted_harms(const Treatment& treatment, const Catalog& catalog) {
  std::vector<Counted> list;
  for (const auto& harm : treatment.harms) {
    const Words name = harm.name.en.empty() ? Words{catalog.name_of("event", harm.event, Language::en), catalog.name_of("event", harm.event, Language::zh)} : harm.name;
    list.push_back({&harm, name, rate_of(catalog, harm.event, treatment.code)});
  }
  std::stable_sort(list.begin(), list.end(), [](const Counted& a, const Counted& b) { return (a.rate.people > 0.0 ? a.rate.median : -1.0) > (b.rate.people > 0.0 ? b.rate.median : -1.0); });
  return list;
}

/// "fewer than 1" where rounding would say 0.
Words of_100(double share) {
  if (share > 0.0 && share < 0.005) return {"fewer than 1", "不到 1"};
  return number(std::round(100.0 * share));
}

}  // namespace

void Composer::tell_harms(const Treatment& treatment, std::size_t most) {
  std::size_t told = 0;
  std::vector<Words> uncounted;
  for (const auto& [harm, name, rate] : counted_harms(treatment, catalog)) {
    if (rate.people <= 0.0) {
      uncounted.push_back(lowered_first(name));
      continue;
    }
    if (told++ >= most) continue;
    const int origin = origin_studies(said(say::how_counted, {number(rate.events), number(rate.people)}), rate.studies);
    add(said(say::harm_line, {capital_first(name), of_100(rate.median), of_100(rate.q05), of_100(rate.q95), number(harm->from_day), number(harm->to_day), harm->what_to_do}), origin);
    cite(rate.studies);
  }
  if (!uncounted.empty()) add(said(say::watch_uncounted, {lowered_first(treatment.name), listed(uncounted)}));
}

void Composer::tell_use(const Treatment& treatment) {
  std::vector<Words> parts;
  double lasting = 0.0;
  for (const auto& action : treatment.acts)
    if (action.lasting) lasting = std::max(lasting, action.lasting_days);
  if (treatment.dose && treatment.dose->typical > 0.0 && treatment.dose->units.front().find('U') == std::string::npos) {
    const std::string amount = fmt::format("{:g} {}", treatment.dose->typical, treatment.dose->units.front());
    Words words{amount, amount};
    if (treatment.dose->units.front() == "h/day") words = {fmt::format("{:g} hours a day", treatment.dose->typical), fmt::format("每天 {:g} 小时", treatment.dose->typical)};
    if (treatment.dose->units.front() == "times/day") words = {fmt::format("{:g} times a day", treatment.dose->typical), fmt::format("每天 {:g} 次", treatment.dose->typical)};
    parts.push_back(words);
  }
  if (lasting > 0.0) parts.push_back(said(say::use_weeks, {number(lasting / 7.0)}));
  if (treatment.typical_sessions > 1.0) parts.push_back(said(say::use_sessions, {number(treatment.typical_sessions), number(treatment.typical_every_days / 7.0)}));
  if (parts.empty()) return;
  Words list;
  for (const auto& part : parts) list.en += (list.en.empty() ? "" : ", ") + part.en, list.zh += (list.zh.empty() ? "" : "，") + part.zh;
  add(said(say::usual_use, {list}));
}

void Composer::warn_of(const Treatment& treatment) {
  for (const auto& contra : treatment.contraindications) {
    if (q.fact(contra.field).empty() || contra.below || contra.at_least) continue;
    if (!contra.equals.empty() && contra.equals != q.fact(contra.field)) continue;
    reply.warnings.push_back(contra.reason);
    link(contra.source);
  }
}

void Composer::refused(const Treatment& treatment) {
  reply.verdict = {said(say::refused_no, {treatment.refused->reason}), -1};
  reply.certainty = Certainty::moderate;
  link(treatment.refused->source);
  cite(treatment.evidence);
  if (!treatment.refused->meant.en.empty()) add(treatment.refused->meant);
  reply.basis = words_of(say::basis_file);
  treatments_that_fit();
}

/// By kind of scar, what trials saw most of.
void Composer::treatments_that_fit() {
  const bool jaw = q.condition == "masseter_botulinum";
  if (jaw) return;
  std::vector<std::string> kinds{"hypertrophic_scar", "atrophic_acne_scar", "surgical_scar"};
  if (!q.condition.empty()) kinds = {q.condition};
  else ask_back(say::ask_scar_kind);
  add(words_of(say::what_fits));
  for (const auto& kind : kinds) {
    const ConditionConcept* known = nullptr;
    for (const auto& one : reader.lexicon().conditions)
      if (one.in_case == kind && (known == nullptr || one.code == kind)) known = &one;
    if (known == nullptr) continue;
    struct Found {
      const Treatment* treatment;
      PooledEffect effect;
    };
    std::vector<Found> found;
    for (const auto& treatment : catalog.treatments) {
      const bool suits = std::any_of(treatment.suits.begin(), treatment.suits.end(), [&](const Indication& i) { return i.kind == kind; });
      if (!suits || treatment.refused || treatment.code == "none" || treatment.code == "placebo" || treatment.code == "usual_care") continue;
      PooledEffect effect = reader.judge().pool().effect({{treatment.code}, known->tables, {}});
      if (effect.studies >= 2 && effect.compared && !effect.only_with_others && effect.probability_better >= 0.9) found.push_back({&treatment, std::move(effect)});
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.effect.mean - 1.645 * a.effect.sd > b.effect.mean - 1.645 * b.effect.sd; });
    std::vector<Words> names;
    std::vector<std::string> studies;
    for (const auto& [treatment, effect] : found) {
      if (names.size() == 3) break;
      Words name = lowered_first(treatment->name);
      const Words figures{fmt::format(" ({:+.0f} %; {} studies)", 100.0 * effect.mean, effect.studies), fmt::format("（{:+.0f}%；{} 项研究）", 100.0 * effect.mean, effect.studies)};
      names.push_back({name.en + figures.en, name.zh + figures.zh});
      studies.insert(studies.end(), effect.study_ids.begin(), effect.study_ids.end());
    }
    if (names.empty()) continue;
    const int origin = origin_studies(said(say::how_pooled, {number(static_cast<double>(studies.size())), Words{"-", "-"}}), studies);
    add(said(say::kind_line, {capital_first(known->name), listed(names)}), origin);
    cite(studies);
  }
}

Claim Composer::claim() const {
  Claim claim;
  claim.treatment = q.treatments.empty() ? (q.family.empty() ? (q.outside.empty() ? std::string() : q.outside.front()) : q.family) : q.treatments.front();
  claim.word = claim.treatment;
  claim.condition = lexicon_condition();
  for (const auto& code : q.effects) {
    const auto* effect = reader.lexicon().effect(code);
    if (effect != nullptr && !effect->mechanism && !effect->groups.empty()) claim.effects.push_back(code);
  }
  if (claim.effects.empty()) claim.effects.emplace_back("improve");
  claim.circumstance.pregnancy = !q.fact("pregnant").empty();
  return claim;
}

void Composer::from_judgement(const Judgement& judgement, bool truth) {
  const auto pick = [&](const Term& of_truth, const Term& of_work) { return said(truth ? of_truth : of_work, {judgement.reason}); };
  Words verdict;
  switch (judgement.verdict) {
    case Verdict::supported: verdict = pick(say::true_supported, say::work_supported); break;
    case Verdict::partly_supported: verdict = pick(say::true_partly, say::work_partly); break;
    case Verdict::unsupported: verdict = pick(say::true_unsupported, say::work_unsupported); break;
    case Verdict::contradicted: verdict = pick(say::true_contradicted, say::work_contradicted); break;
    case Verdict::dangerous: verdict = pick(say::true_dangerous, say::true_dangerous); break;
    case Verdict::not_assessed: verdict = pick(say::true_open, say::work_open); break;
  }
  const int origin = judgement.evidence.empty() ? -1 : origin_studies(words_of(say::basis_file), judgement.evidence);
  reply.verdict = {verdict, origin};
  reply.certainty = judgement.certainty;
  reply.certainty_reasons = judgement.certainty_reasons;
  cite(judgement.evidence);
  link(judgement.source);
  if (reply.basis.en.empty()) reply.basis = words_of(say::basis_file);
}

}  // namespace vultus::asking
