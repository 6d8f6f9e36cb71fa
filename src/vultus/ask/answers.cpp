// One answer per intent.
#include <algorithm>
#include <cmath>

#include "vultus/ask/composer.hpp"
#include "vultus/catalog/harm_table.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/voice.hpp"

namespace vultus::asking {
namespace {

Words first_sentence(Words words) {
  if (const auto at = words.en.find(". "); at != std::string::npos) words.en.resize(at + 1);
  if (const auto at = words.zh.find("。"); at != std::string::npos) words.zh.resize(at + 3);
  return words;
}

std::string weeks_text(const Outlook& outlook, double day) { return std::to_string(static_cast<int>(std::lround(day / 7.0)) + (outlook.plan.today < 0 ? 1 : 0)); }

}  // namespace

void Composer::will_it_work() {
  const Treatment* treatment = subject();
  if (treatment != nullptr && treatment->refused) return treatment->refused->kind == Refusal::Kind::unsafe ? refused(*treatment) : from_judgement(reader.judge().judge(claim()), false);
  if (q.names("none")) return will_it_recover();
  if (treatment != nullptr && forbidden(*treatment)) return;
  if (q.condition == "masseter_botulinum" && q.names("botulinum_masseter")) {
    const auto casefile = injection_past() ? as_case({}) : as_case({"botulinum_masseter"});
    const ForecastOptions how = forecast_options(options.patients);
    if (casefile)
      if (const auto seen = outlook(*casefile, casefile->plans.back(), catalog, how)) return tell_outlook(*seen);
  }
  if (treatment != nullptr && !treatment->acts.empty() && modelled()) {
    std::vector<std::string> plans;
    std::string together;
    for (const auto& code : q.treatments)
      if (catalog.treatment(code) != nullptr) plans.push_back(code), together += (together.empty() ? "" : "+") + code;
    if (plans.size() > 1) plans = {together};
    if (by_model(plans)) {
      tell_use(*treatment);
      return;
    }
  }
  if (treatment == nullptr && q.treatments.empty() && !q.family.empty()) {
    const auto members = reader.lexicon().members(q.family, catalog);
    if (!q.condition.empty()) return by_pools(members);
    treatments_that_fit(members);
    reply.verdict = {words_of(say::depends_on_kind), -1};
    reply.basis = words_of(say::basis_pooled_by_kind);
    reply.certainty = Certainty::low;
    ask_back(say::ask_which);
    return;
  }
  if (treatment == nullptr && q.treatments.empty() && q.outside.empty()) return which_is_best();
  const Judgement judgement = reader.judge().judge(claim());
  from_judgement(judgement, false);
  if (treatment == nullptr) return;
  const bool helps = judgement.verdict == Verdict::supported || judgement.verdict == Verdict::partly_supported;
  if (helps) tell_use(*treatment);
  else treatments_that_fit();
  if (q.condition.empty() && q.spoken_of == "scar") ask_back(say::ask_scar_kind);
  if (q.condition == "atrophic_acne_scar" && q.fact("subtype").empty()) ask_back(say::ask_pit_shape);
  if (treatment->code.find("laser") != std::string::npos && q.fact("phototype").empty()) ask_back(say::ask_skin_type);
}

void Composer::which_is_best() {
  for (const auto& code : q.treatments)
    if (const auto* treatment = catalog.treatment(code); treatment != nullptr && treatment->refused && treatment->refused->kind == Refusal::Kind::unsafe) return refused(*treatment);
  std::vector<std::string> named;
  for (const auto& code : q.treatments)
    if (code != "none") named.push_back(code);
  if (q.condition.empty() && named.size() < 2) {
    treatments_that_fit();
    reply.verdict = {words_of(say::depends_on_kind), -1};
    std::erase_if(reply.details, [&](const ReplyLine& line) { return line.text == words_of(say::what_fits); });
    reply.basis = words_of(say::basis_pooled_by_kind);
    reply.certainty = Certainty::low;
    return;
  }
  if (named.size() == 1 && !q.outside.empty() && catalog.treatment(named.front()) != nullptr) {
    const auto& known = *catalog.treatment(named.front());
    reply.verdict = {said(say::cannot_compare, {lowered_first(treatment_name(q.outside.front())), lowered_first(short_name(known.name))}), -1};
    add(reader.judge().judge(claim()).reason);
    if (!known.evidence_note.en.empty()) add(known.evidence_note);
    cite(known.evidence);
    reply.basis = words_of(say::basis_file);
    reply.certainty = Certainty::low;
    return;
  }
  const bool all_act = !named.empty() && std::all_of(named.begin(), named.end(), [&](const std::string& code) {
    const auto* treatment = catalog.treatment(code);
    return treatment != nullptr && !treatment->acts.empty();
  });
  if (modelled() && (all_act || named.size() < 2))
    if (by_model(named.size() < 2 ? std::vector<std::string>{} : named)) return;
  if (named.size() < 2 && !q.family.empty()) named = reader.lexicon().members(q.family, catalog);
  if (named.size() < 2)
    for (const auto& treatment : catalog.treatments)
      if (!treatment.refused && treatment.is_for(q.condition) && !is_control(treatment.code) && !q.names(treatment.code)) named.push_back(treatment.code);
  by_pools(named);
  for (const auto& code : named)
    if (const auto* treatment = catalog.treatment(code); treatment != nullptr && named.size() <= 4) {
      if (forbidden(*treatment)) return;
      if (!q.condition.empty() && !treatment->suits.empty() && !treatment->is_for(q.condition)) add(treatment->not_suited), link(treatment->not_suited_source);
    }
  if (named.size() > 4 && !q.family.empty())  // of a family the members share their rules
    for (const auto& code : named)
      if (const auto* treatment = catalog.treatment(code); reply.warnings.empty() && treatment != nullptr && cautioned(*treatment) && forbidden(*treatment)) return;
  if (q.condition == "atrophic_acne_scar" && q.fact("subtype").empty()) ask_back(say::ask_pit_shape);
  if (q.fact("phototype").empty()) ask_back(say::ask_skin_type);
}

void Composer::will_it_recover() {
  const Treatment* treatment = subject();
  const ForecastOptions how = forecast_options(options.patients);
  const bool harmed_by_it = treatment != nullptr && q.condition != "masseter_botulinum";
  const Harm* asked = treatment == nullptr ? nullptr : harm_asked_about(*treatment);
  if (asked != nullptr && catalog.event(asked->event) == nullptr && !q.hint("_weak")) return is_it_normal();  // a crooked smile: no model follows it
  if (modelled() && !harmed_by_it) {
    const auto casefile = as_case({});
    if (casefile)
      if (const auto seen = outlook(*casefile, casefile->plans.front(), catalog, how)) {
        tell_outlook(*seen);
        const auto* force = seen->plan.event("bite_force_recovered");
        if (q.hint("_weak") && !q.hint("_hollow") && !q.hint("_slack") && force != nullptr && std::isfinite(force->half_day)) {
          const Words before = reply.verdict.text;
          reply.verdict.text = capital_first(followed(without_stop(lead_of(seen->plan.certainty)), said(say::force_back, {{weeks_text(*seen, force->half_day), weeks_text(*seen, force->half_day)}, {weeks_text(*seen, force->ninety_day), weeks_text(*seen, force->ninety_day)}})));
          reply.details.insert(reply.details.begin(), {before, reply.verdict.origin});
        }
        if (treatment != nullptr) {
          std::vector<Words> beliefs;
          for (const auto& belief : treatment->beliefs) beliefs.push_back(belief.factor);
          if (q.hint("_hollow") && q.condition == "masseter_botulinum")
            for (const char* code : {"ha_filler", "radiofrequency"})
              if (const auto* other = catalog.treatment(code)) add(said(say::meanwhile, {short_name(other->name), first_sentence(other->evidence_note)}));
          if (!beliefs.empty()) add(said(say::no_numbers_for, {listed(beliefs)}));
        }
        if (q.condition != "masseter_botulinum" && q.fact("age_of_scar").empty()) ask_back(say::ask_scar_age);
        return;
      }
  }
  if (treatment == nullptr) {
    reply.verdict = {capital_first(words_of(say::not_followed)), -1};
    if (q.condition.empty()) ask_back(q.spoken_of == "acne_mark" ? say::ask_mark_colour : say::ask_scar_kind);
    reply.basis = words_of(say::basis_file);
    return;
  }
  is_it_normal();
}

void Composer::what_to_watch() {
  const Treatment* treatment = subject();
  if (treatment == nullptr) return will_it_work();
  if (treatment->refused && treatment->refused->kind == Refusal::Kind::unsafe) return refused(*treatment);
  if (forbidden(*treatment)) return;
  const Harm* asked = harm_asked_about(*treatment);
  tell_harms(*treatment, 5, asked);
  if (asked != nullptr) {  // "can it blind me?": rare or not, that is what was asked
    reply.verdict = {said(say::true_happens, {reply.details.front().text}), reply.details.front().origin};
    reply.details.erase(reply.details.begin());
    reply.watch = treatment->watch;
    reply.basis = words_of(say::basis_file);
    reply.certainty = Certainty::low;
    cite(treatment->evidence);
    return;
  }
  std::vector<Words> often;
  for (const auto& line : reply.details)
    if (line.origin >= 0 && often.size() < 3) {
      const auto upto = [](const std::string& text, std::string_view stop) { return text.substr(0, text.find(stop)); };
      often.push_back(lowered_first({upto(line.text.en, ", day"), upto(line.text.zh, "，第")}));
    }
  for (auto& words : often) {
    const auto strip = [](std::string text, std::string_view from, std::string_view to) {
      if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
      return text;
    };
    words = {strip(words.en, ": ", ", "), strip(words.zh, "：", "，")};
  }
  const Words list = joined(often, "; ", "；");
  reply.verdict = {often.empty() ? said(say::watch_none, {lowered_first(treatment->name)}) : said(say::watch_most, {lowered_first(treatment->name), list}), often.empty() ? -1 : reply.details.front().origin};
  if (often.empty() && !reply.details.empty()) reply.verdict = reply.details.front(), reply.details.erase(reply.details.begin());
  reply.watch = treatment->watch;
  reply.basis = words_of(say::basis_file);
  reply.certainty = Certainty::low;
  cite(treatment->evidence);
}

void Composer::how_to_care() {
  const Treatment* treatment = subject();
  if (treatment == nullptr) return will_it_work();
  if (forbidden(*treatment)) return;
  reply.basis = words_of(say::basis_file);
  reply.certainty = Certainty::low;
  cite(treatment->evidence);
  if (treatment->refused && treatment->refused->kind == Refusal::Kind::unsafe) return refused(*treatment);
  if (!q.condition.empty() && !treatment->suits.empty() && !treatment->is_for(q.condition)) reply.warnings.push_back(treatment->not_suited), link(treatment->not_suited_source);
  const auto speaks_of = [&](std::u32string_view word) { return q.normal.find(word) != std::u32string::npos; };
  if (speaks_of(U"herpes") || speaks_of(U"fever blister") || speaks_of(U"cold sore") || speaks_of(U"疱疹"))
    for (const auto& flag : treatment->red_flags)
      if (flag.code == "herpes") reply.warnings.push_back({sections::as_sentence(flag.text.en) + ": " + lower_first(flag.action.en), flag.text.zh + "：" + flag.action.zh}), link(flag.source);
  tell_use(*treatment);
  if (treatment->aftercare.empty()) {
    reply.verdict = {said(say::care_none, {lowered_first(treatment->name)}), -1};
  } else {
    reply.verdict = {said(say::care_for, {treatment->name, lowered_first(without_stop(treatment->aftercare.front()))}), -1};
    reply.aftercare.assign(treatment->aftercare.begin() + 1, treatment->aftercare.end());
  }
  if (!treatment->evidence_note.en.empty()) add(treatment->evidence_note);
}

void Composer::when_to_change() {
  const Treatment* treatment = subject();
  if (treatment == nullptr) return will_it_work();
  if (forbidden(*treatment)) return;
  reply.basis = words_of(say::basis_file);
  reply.certainty = Certainty::low;
  cite(treatment->evidence);
  std::vector<Words> rules = treatment->change_when;
  if (q.condition == "masseter_botulinum" && q.names("botulinum_masseter")) {
    const auto casefile = as_case({});
    const ForecastOptions how = forecast_options(options.patients);
    if (casefile)
      if (const auto seen = outlook(*casefile, casefile->plans.front(), catalog, how)) {
        tell_outlook(*seen);
        const auto* back = seen->plan.event("masseter_thickness_rest_recovered");
        if (back != nullptr && !back->share.empty()) {
          const Words now = number(std::round(seen->plan.today / 7.0)), share = number(std::round(100.0 * at_day(seen->plan.days, back->share, seen->plan.today)));
          const Words end = number(std::round(seen->plan.horizon / 7.0)), at_end = number(std::round(100.0 * back->share.back()));
          const Words before = reply.verdict.text;
          const Words when = std::isfinite(back->half_day) ? number(std::round(back->half_day / 7.0)) : end;
          reply.verdict.text = capital_first(followed(without_stop(lead_of(seen->plan.certainty)), said(std::isfinite(back->half_day) ? say::size_now : say::size_now_beyond, {now, share, when, at_end})));
          reply.details.insert(reply.details.begin(), {before, reply.verdict.origin});
        }
        for (const auto& words : treatment->watch)
          if (words.en.find("next dose") != std::string::npos) reply.details.insert(reply.details.begin(), {words, -1});
        std::erase_if(reply.watch, [](const Words& words) { return words.en.find("next dose") != std::string::npos; });
        return;
      }
  }
  if (rules.empty()) {
    reply.verdict = {said(say::change_else, {lowered_first(treatment->name)}), -1};
    reply.watch = treatment->watch;
  } else {
    reply.verdict = {said(say::change_when, {lowered_first(without_stop(rules.front()))}), -1};
    for (std::size_t i = 1; i < rules.size(); ++i) add(rules[i]);
    reply.watch = treatment->watch;
  }
  if (!q.fact("time_since").empty()) reply.verdict.text = followed(said(say::change_at, {number(std::round(weeks_since()))}), reply.verdict.text);
  tell_use(*treatment);
  for (std::size_t i = 1; i < q.treatments.size(); ++i) {
    const auto* other = catalog.treatment(q.treatments[i]);
    add(other == nullptr ? said(say::not_held, {treatment_name(q.treatments[i])}) : Words{other->name.en + ": " + other->evidence_note.en, other->name.zh + "：" + other->evidence_note.zh});
  }
}

void Composer::is_it_true() {
  const Treatment* treatment = subject();
  if (treatment != nullptr && forbidden(*treatment)) return;
  Claim asked = claim();
  if (treatment != nullptr && q.names("botulinum_masseter") && (q.hint("_slack") || !q.events.empty())) {
    asked.polarity = Polarity::harms;
    asked.effects = q.hint("_slack") ? std::vector<std::string>{"skin_laxity_jowling"} : q.events;
  }
  if (treatment != nullptr && !q.outside.empty() && q.has_had(treatment->code)) asked.treatment = asked.word = q.outside.front();  // "after Botox, does gum help?"
  const Judgement judgement = reader.judge().judge(asked);
  const Belief* belief = treatment == nullptr ? nullptr : believed(*treatment);
  from_judgement(judgement, true, asked.polarity == Polarity::harms);
  if (belief != nullptr && judgement.verdict != Verdict::dangerous) {
    reply.verdict = {said(say::belief_says, {belief->factor, without_stop(belief->finding)}), -1};
    reply.certainty = Certainty::low;
    reply.certainty_reasons.clear();
    cite(treatment->evidence);
  }
  if (treatment == nullptr) return;
  if (treatment->refused && treatment->refused->kind == Refusal::Kind::unsafe) return treatments_that_fit();
  if (!treatment->evidence_note.en.empty()) add(treatment->evidence_note);
}

void Composer::is_it_normal() {
  reply.basis = words_of(say::basis_file);
  reply.certainty = Certainty::low;
  const Treatment* treatment = subject();
  if (treatment == nullptr) {
    const Words name = q.treatments.empty() ? (q.outside.empty() ? condition_name() : treatment_name(q.outside.front())) : treatment_name(q.treatments.front());
    reply.verdict = {said(say::normal_no_file, {lowered_first(name)}), -1};
    return;
  }
  cite(treatment->evidence);
  const Harm* matched = harm_asked_about(*treatment);
  if (matched == nullptr && q.given.empty() && q.events.empty() && forbidden(*treatment)) return;  // "my son of 14 wants it, is that ok?"
  reply.watch = treatment->watch;
  if (matched == nullptr && q.hint("_no_change") && q.names("botulinum_masseter") && modelled())  // "ten days, and no slimmer": when it is thinnest says whether that is early
    if (const auto casefile = as_case({}))
      if (const auto seen = outlook(*casefile, casefile->plans.front(), catalog, forecast_options(options.patients))) return tell_outlook(*seen);
  tell_harms(*treatment, matched == nullptr ? 4 : 3, matched);
  if (matched == nullptr) {
    reply.verdict = {said(say::normal_unknown, {lowered_first(short_name(treatment->name))}), -1};
    return;
  }
  const double day = 7.0 * weeks_since();
  const bool other_time = !q.fact("time_since").empty() && (day < matched->from_day || day > matched->to_day);
  reply.verdict = {said(other_time ? say::normal_other_time : say::normal_known, {lowered_first(reply.details.front().text)}), reply.details.front().origin};
  reply.details.erase(reply.details.begin());
  if (!matched->note.en.empty()) add(matched->note);
  if (!q.fact("time_since").empty()) add(said(say::normal_window, {number(matched->from_day), number(matched->to_day), number(std::round(day))}));
}

}  // namespace vultus::asking
