// Answers by computing: one outlook, plans beside each other, or effects pooled over trials where no model speaks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/ask/composer.hpp"
#include "vultus/base/text.hpp"
#include "vultus/report/answer.hpp"
#include "vultus/report/comparison_answer.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/voice.hpp"

namespace vultus::asking {
namespace {

Words paired(const std::string& en, const std::string& zh) { return {en, with_chinese_marks(zh)}; }

Words basis_of(const ModelUse& use, const Tissue* tissue, std::size_t patients) {
  const auto studies = tissue != nullptr && tissue->learnt ? tissue->learnt->studies.size() : static_cast<std::size_t>(std::max(0, use.studies));
  const std::string people = Voice::thousands(static_cast<double>(patients));
  return said(say::basis_model, {{use.name, use.name}, {use.version, use.version}, number(static_cast<double>(studies)), {people, people}});
}

/// "in 4 weeks <1, in 3 months 7": how many no longer see it.
Words moments_of(const Moments& en, const Moments& zh) {
  std::vector<Words> parts;
  for (std::size_t i = 0; i < std::min(en.columns.size(), zh.columns.size()); ++i)
    parts.push_back(said(say::moment_one, {paired(en.columns[i].when, zh.columns[i].when), paired(en.columns[i].not_seen, zh.columns[i].not_seen)}));
  const Words list = joined(parts, ", ", "，");
  return said(say::moments_line, {paired(en.not_seen, zh.not_seen), list});
}

void keep_assumptions(Reply& reply, const Forecast& forecast) {
  for (std::size_t i = 0; i < std::min(forecast.assumptions_en.size(), forecast.assumptions_zh.size()); ++i) {
    const Words words{forecast.assumptions_en[i], with_chinese_marks(forecast.assumptions_zh[i])};
    if (std::find(reply.assumed.begin(), reply.assumed.end(), words) == reply.assumed.end()) reply.assumed.push_back(words);
  }
}

}  // namespace

void Composer::tell_outlook(const Outlook& outlook) {
  const Answer en = answer_of(outlook, Language::en), zh = answer_of(outlook, Language::zh);
  const int origin = origin_of(outlook.plan);
  reply.patients = outlook.plan.patients;
  reply.verdict = {paired(en.verdict, zh.verdict), origin};
  for (std::size_t i = 0; i < std::min(en.verdict_more.size(), zh.verdict_more.size()); ++i) add(paired(en.verdict_more[i], zh.verdict_more[i]), origin);
  const auto& columns = en.moments.columns;
  const bool idle = std::all_of(columns.begin(), columns.end(), [&](const Moment& m) { return m.not_seen == columns.front().not_seen; });
  if (!idle) add(moments_of(en.moments, zh.moments), origin);
  for (std::size_t i = 1; i < std::min({en.events.size(), zh.events.size(), std::size_t{3}}); ++i)
    add(said(en.events[i].among ? say::event_line_among : say::event_line, {paired(sections::as_sentence(en.events[i].name), zh.events[i].name), paired(en.events[i].of_100, zh.events[i].of_100), paired(en.events[i].when, zh.events[i].when)}), origin);
  for (std::size_t i = 0; i < std::min(en.exclusions.size(), zh.exclusions.size()); ++i) reply.warnings.push_back(paired(en.exclusions[i].signs, zh.exclusions[i].signs));
  if (!en.alarm.empty()) reply.warnings.push_back(paired(en.alarm, zh.alarm));
  for (std::size_t i = 0; i < std::min({en.look_again.size(), zh.look_again.size(), std::size_t{2}}); ++i) reply.watch.push_back(paired(en.look_again[i], zh.look_again[i]));
  for (const auto& words : outlook.watch)
    if (reply.watch.size() < 4) reply.watch.push_back(words);
  const Forecast& plan = outlook.plan;
  const auto* main = find_event(plan, outlook.main_event);
  reply.certainty = main != nullptr && main->derived ? plan.certainty_derived : plan.certainty;
  reply.certainty_reasons = plan.certainty_reasons;
  if (!plan.models.empty()) reply.basis = basis_of(plan.models.front(), catalog.tissue(plan.models.front().name), plan.patients);
  cite(plan.rests_on);
  keep_assumptions(reply, plan);
}

/// One treatment beside doing nothing: how many of 100, with and without.
bool Composer::one_beside_nothing(const Comparison& comparison) {
  const ComparedPlan* wait = comparison.plan(comparison.wait);
  const ComparedPlan* plan = &comparison.plans.front() == wait ? &comparison.plans.back() : &comparison.plans.front();
  if (wait == nullptr || plan == wait || plan->goals.empty() || !plan->goals.front().modelled || !plan->modelled) return false;
  const Outlook empty{};
  const Voice english(empty, Language::en), chinese(empty, Language::zh);
  const auto told = [&](const GoalForecast& goal) {
    const Words share{english.of_100(goal.probability), chinese.of_100(goal.probability)}, span{english.span_of_100(goal.q05, goal.q95), chinese.span_of_100(goal.q05, goal.q95)};
    const bool exact = goal.probability < 0.01 || goal.probability > 0.99 || english.cell(goal.probability) == span.en;
    return exact ? said(say::people_of_it, {share}) : said(say::range_of_it, {share, span});
  };
  Words name;
  for (const auto& code : split(plan->plan.name, '+')) name = name.en.empty() ? lowered_first(treatment_name(code)) : Words{name.en + " + " + lowered_first(treatment_name(code)).en, name.zh + " + " + treatment_name(code).zh};
  const std::string& goal = plan->goals.front().goal;
  const Term& what = goal.starts_with("sunken") ? say::goal_no_hollow : goal.starts_with("skin_laxity") ? say::goal_no_slack : goal.starts_with("hypertrophic") ? say::goal_stays_flat : say::goal_flatter;
  const int origin = origin_of(plan->forecast);
  const Words by = words_of(comparison.casefile.horizon_days <= 183.0 ? say::within_half_a_year : say::within_a_year);
  reply.verdict = {capital_first(followed(lead_of(plan->forecast.certainty), said(say::with_and_without, {name, told(plan->goals.front()), words_of(what), told(wait->goals.front()), by}))), origin};
  for (const auto& difference : comparison.differences)
    if (difference.plan == plan->plan.name && difference.than == comparison.wait && difference.goal == goal) add(words_of(difference.verdict == Contrast::no_clear_difference ? say::not_clearly : say::is_clearly), origin);
  return true;
}

void Composer::tell_comparison(Comparison comparison) {
  comparison.candidates = true;  // plans are named after their treatments
  const ComparisonAnswer en = comparison_answer(comparison, Language::en), zh = comparison_answer(comparison, Language::zh);
  const ComparedPlan* best = comparison.plan(comparison.best);
  const Forecast& forecast = best != nullptr ? best->forecast : comparison.plans.front().forecast;
  const int origin = origin_of(forecast);
  reply.patients = forecast.patients;
  reply.verdict = {paired(en.verdict, zh.verdict), origin};
  if (comparison.plans.size() == 2 && one_beside_nothing(comparison)) {
    reply.certainty = forecast.certainty;
  } else {
    for (std::size_t i = 0; i < std::min({en.verdict_more.size(), zh.verdict_more.size(), std::size_t{3}}); ++i) add(paired(en.verdict_more[i], zh.verdict_more[i]), origin);
  }
  // a row per plan: its goal
  for (const auto& name : comparison.ranking) {
    const ComparedPlan* plan = comparison.plan(name);
    if (comparison.plans.size() <= 2 || plan == nullptr || plan->goals.empty() || !plan->goals.front().modelled || reply.details.size() >= 8) continue;
    const GoalForecast& goal = plan->goals.front();
    const auto told = [&](Language language) {
      Outlook frame;
      frame.casefile = comparison.casefile, frame.plan = plan->forecast, frame.names = comparison.names;
      const Voice voice(frame, language);
      std::string who;
      for (const auto& code : split(name, '+')) who += (who.empty() ? "" : " + ") + (name == comparison.wait ? std::string() : voice.name_of(code));
      if (name == comparison.wait) who = language == Language::en ? "Doing nothing" : "什么都不做";
      return fmt::format(fmt::runtime(language == Language::en ? "{}: {} of 100 ({})." : "{}：100 人里 {} 人（{}）。"), who, voice.of_100(goal.probability), voice.span_of_100(goal.q05, goal.q95));
    };
    add(paired(told(Language::en), told(Language::zh)), origin_of(plan->forecast));
  }
  const auto told = [&](const Words& words) { return std::any_of(reply.warnings.begin(), reply.warnings.end(), [&](const Words& w) { return words.en.find(w.en) != std::string::npos; }); };
  for (std::size_t i = 0; i < std::min(en.excluded.size(), zh.excluded.size()); ++i) {
    const Words words = paired(en.excluded[i], zh.excluded[i]);
    if (reply.warnings.size() < 2 && !told(words) && (!q.treatments.empty() || comparison.plans.size() <= 4)) reply.warnings.push_back(words);
  }
  if (best != nullptr)
    for (const auto& caution : best->cautions)
      if (reply.warnings.size() < 4 && !told(caution.reason)) reply.warnings.push_back(caution.reason), link(caution.source);
  if (best != nullptr && q.fact("pregnant").empty())
    for (const auto& code : split(best->plan.name, '+'))
      if (const auto* treatment = catalog.treatment(code); treatment != nullptr)
        if (const auto* rule = barred_in_pregnancy(*treatment)) add(said(say::if_pregnant, {lowered_first(short_name(treatment->name)), lowered_first(rule->reason)})), link(rule->source);
  if (best != nullptr)
    if (const auto* back = find_event(best->forecast, "recurrence"); back != nullptr && back->probability >= 0.01) {
      const Outlook empty{};
      const Words share{Voice(empty, Language::en).of_100(back->probability), Voice(empty, Language::zh).of_100(back->probability)};
      add(said(say::comes_back, {share}), origin);
    }
  if (best != nullptr)
    for (const auto& words : best->watch)
      if (reply.watch.size() < 3) reply.watch.push_back(words);
  reply.certainty = forecast.certainty;
  reply.certainty_reasons = forecast.certainty_reasons;
  if (!forecast.models.empty()) reply.basis = basis_of(forecast.models.front(), catalog.tissue(forecast.models.front().name), forecast.patients);
  cite(forecast.rests_on);
  for (const auto& plan : comparison.plans) keep_assumptions(reply, plan.forecast);
}

bool Composer::by_model(const std::vector<std::string>& plans) {
  if (!modelled()) return false;
  const bool jaw = q.condition == "masseter_botulinum", flat = q.condition == "surgical_scar";
  const std::string goal = jaw ? (q.hint("_slack") && !q.hint("_hollow") ? "skin_laxity_jowling is absent" : "sunken_cheek is absent") : flat ? "hypertrophic_scar is absent" : "scar_height falls by 50 %";
  const auto casefile = as_case(plans, goal);
  if (!casefile) return false;
  CompareOptions how;
  how.candidates = how.tried_only = plans.empty();
  how.forecast = forecast_options(plans.empty() ? std::min(options.patients_compared, std::size_t{300}) : options.patients_compared);
  how.forecast.bands = false;  // goals are what is told
  auto comparison = compare(*casefile, catalog, how);
  if (!comparison) return false;
  if (!jaw && q.fact("age_of_scar").empty() && q.fact("height").empty()) ask_back(say::ask_scar_age);
  if (!jaw) assume(words_of(say::assume_today));
  for (const auto& name : plans)
    if (const auto* treatment = catalog.treatment(name); treatment != nullptr) assume(said(say::assume_typical, {lowered_first(treatment->name)}));
  tell_comparison(std::move(*comparison));
  std::vector<Words> untried;
  if (plans.empty())
    for (const auto& treatment : catalog.treatments)
      if (!treatment.tried() && !treatment.refused && !treatment.acts.empty() && treatment.is_for(q.condition))
        untried.push_back(lowered_first(treatment.name));
  if (!untried.empty()) add(said(say::untried, {listed(untried)}));
  return true;
}

void Composer::by_pools(const std::vector<std::string>& treatments) {
  const auto* known = reader.lexicon().condition(lexicon_condition());
  struct Found {
    std::string code;
    PooledEffect effect;
  };
  std::vector<Found> found;
  for (const auto& code : treatments) {
    PooledEffect effect = reader.judge().pool().effect({{code}, known == nullptr ? std::vector<std::string>{} : known->tables, {}});
    found.push_back({code, std::move(effect)});
  }
  // what was compared goes before what was only followed; then by the lower end of what it may be
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    const auto worth = [](const PooledEffect& e) { return e.studies == 0 ? -9.0 : e.mean > 1.0 ? -8.0 : e.mean - 1.645 * e.sd - (e.compared ? 0.0 : 1.0); };
    return worth(a.effect) > worth(b.effect);
  });
  int told = 0, studies = 0;
  double people = 0.0;
  for (const auto& [code, effect] : found) {
    const Words name = treatment_name(code);
    if (effect.studies == 0) {
      if (treatments.size() <= 4) add(said(say::pooled_none, {name}));
      continue;
    }
    if (effect.mean > 1.0) {
      add(said(say::pooled_odd, {name, studies_words(effect.studies), number(effect.people)}), origin_pooled(effect));
      cite(effect.study_ids);
      continue;
    }
    if (++told > 6) break;
    studies += effect.studies, people += effect.people;
    const double low = 100.0 * (effect.mean - 1.645 * effect.sd), high = 100.0 * (effect.mean + 1.645 * effect.sd);
    Words line = said(say::pooled_line, {name, number(100.0 * effect.mean), number(low), number(high), studies_words(effect.studies), number(effect.people)});
    const Words how = words_of(effect.compared ? say::pooled_alone : say::pooled_before);
    line = {line.en.substr(0, line.en.size() - 1) + ", " + how.en + (effect.only_with_others ? ", " + words_of(say::pooled_together).en : "") + ".",
            line.zh.substr(0, line.zh.size() - 3) + "，" + how.zh + (effect.only_with_others ? "，" + words_of(say::pooled_together).zh : "") + "。"};
    add(line, origin_pooled(effect));
    cite(effect.study_ids);
    if (told == 1) reply.certainty = effect.certainty, reply.certainty_reasons = effect.reasons;
  }
  if (told == 0) {
    reply.verdict = {capital_first(words_of(say::best_none_measured)), -1};
    return;
  }
  reply.basis = studies == 1 ? said(say::basis_pooled_one, {number(people)}) : said(say::basis_pooled, {number(studies), number(people)});
  const PooledEffect& first = found.front().effect;
  const PooledEffect* second = found.size() > 1 && found[1].effect.studies > 0 && found[1].effect.mean <= 1.0 ? &found[1].effect : nullptr;
  const bool apart = second == nullptr || (first.mean - second->mean > 1.28 * std::hypot(first.sd, second->sd) && first.compared == second->compared);
  if (first.probability_better < 0.9 || !apart) {
    reply.verdict = {capital_first(followed(lead_of(reply.certainty), words_of(say::no_clear_difference))), -1};
    if (!apart) reply.verdict.text = capital_first(words_of(say::no_clear_difference));
  } else {
    reply.verdict = {capital_first(followed(without_stop(lead_of(reply.certainty)), said(say::best_pooled, {treatments.size() > 1 ? lowered_first(treatment_name(found.front().code)) : treatment_name(found.front().code)}))), -1};
  }
}

}  // namespace vultus::asking
