// Answers from a treatment's file: harms, care, when to change; and from claims judged.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "vultus/ask/composer.hpp"
#include "vultus/catalog/harm_table.hpp"
#include "vultus/forecast/harms.hpp"
#include "vultus/page/page_text.hpp"
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
Words of_100(double share, bool about = false) {
  if (share > 0.0 && share < 0.005) return {"fewer than 1", "不到 1"};
  const Words rounded = number(std::round(100.0 * share));
  return about ? Words{"about " + rounded.en, "约 " + rounded.zh} : rounded;
}

}  // namespace

void Composer::tell_harms(const Treatment& treatment, std::size_t most, const Harm* first) {
  std::vector<Words> uncounted;
  const auto tell = [&](const Counted& counted) {
    const auto& [harm, name, rate] = counted;
    const Words from = number(harm->from_day), to = number(harm->to_day);
    if (rate.people <= 0.0) return add(said(say::harm_plain, {capital_first(name), from, to, harm->what_to_do}));
    const int origin = origin_studies(said(say::how_counted, {number(rate.events), number(rate.people)}), rate.studies);
    constexpr double rare = 0.002;  // told of so many more people, or all that is left of it is "fewer than 1"
    if (rate.median < rare) add(said(say::harm_rare, {capital_first(name), number(std::round(1e4 * rate.median)), number(std::round(1e4 * rate.q05)), number(std::round(1e4 * rate.q95)), from, to, harm->what_to_do}), origin);
    else add(said(say::harm_line, {capital_first(name), of_100(rate.median, true), of_100(rate.q05), of_100(rate.q95), from, to, harm->what_to_do}), origin);
    cite(rate.studies);
  };
  const auto list = counted_harms(treatment, catalog);
  for (const auto& counted : list)
    if (counted.harm == first) tell(counted);
  std::size_t told = 0;
  for (const auto& counted : list) {
    if (counted.harm == first) continue;
    if (counted.rate.people <= 0.0) uncounted.push_back(lowered_first(counted.name));
    else if (told++ < most) tell(counted);
  }
  if (!uncounted.empty()) add(said(say::watch_uncounted, {lowered_first(short_name(treatment.name)), listed(uncounted)}));
}

const Harm* Composer::harm_asked_about(const Treatment& treatment) const {
  const auto hinted = [&](const std::string& event) {
    if (std::find(q.events.begin(), q.events.end(), event) != q.events.end()) return true;
    if (event == "pain" && q.hint("_hurts")) return true;
    if (event == "skin_laxity_jowling") return q.hint("_slack");
    if (event == "sunken_cheek") return q.hint("_hollow") && q.condition == "masseter_botulinum";
    if (event == "paradoxical_bulging") return q.hint("_bulge");
    if (event == "asymmetric_smile") return q.hint("_uneven") && q.hint("_smile");
    if (event == "asymmetry") return q.hint("_uneven");
    return (event == "atrophy" || event == "skin_atrophy") && q.hint("_hollow");
  };
  const Harm* first = nullptr;
  const double day = q.fact("time_since").empty() ? -1.0 : 7.0 * weeks_since();
  for (const auto& harm : treatment.harms) {
    if (!hinted(harm.event)) continue;
    if (day >= harm.from_day && day <= harm.to_day) return &harm;  // the one that belongs to this time
    if (first == nullptr) first = &harm;
  }
  return first;
}

namespace {

/// Words of four letters and more without endings; of Chinese, pairs of characters.
std::set<std::u32string> pieces_of(const std::string& text) {
  const std::u32string normal = normal_form(to_utf32(text));
  std::set<std::u32string> pieces;
  std::u32string word;
  for (std::size_t i = 0; i <= normal.size(); ++i) {
    const char32_t c = i < normal.size() ? normal[i] : U' ';
    if (c >= U'a' && c <= U'z') {
      word += c;
      continue;
    }
    if (word.size() >= 4) pieces.insert(word.substr(0, std::min<std::size_t>(word.size() - (word.back() == U's' ? 1 : 0), 7)));
    word.clear();
    if (c >= 0x3400 && i + 1 < normal.size() && normal[i + 1] >= 0x3400) pieces.insert(normal.substr(i, 2));
  }
  return pieces;
}

}  // namespace

const Belief* Composer::believed(const Treatment& treatment) const {
  const auto asked = pieces_of(q.text);
  const Belief* best = nullptr;
  double most = 0.39;
  for (const auto& belief : treatment.beliefs) {
    const auto pieces = pieces_of(belief.factor.in(q.language));
    const auto shared = std::count_if(pieces.begin(), pieces.end(), [&](const std::u32string& p) { return asked.contains(p); });
    const double share = pieces.empty() ? 0.0 : static_cast<double>(shared) / static_cast<double>(pieces.size());
    const bool whole_name = q.language == Language::zh && shared >= 3;  // "嚼口香糖"
    if (shared >= 2 && (share > most || (whole_name && best == nullptr))) most = std::max(most, share), best = &belief;
  }
  return best;
}

void Composer::tell_use(const Treatment& treatment) {
  std::vector<Words> parts;
  double lasting = 0.0;
  for (const auto& action : treatment.acts)
    if (action.lasting) lasting = std::max(lasting, action.lasting_days);
  if (treatment.dose && treatment.dose->typical > 0.0 && treatment.dose->units.front().find('U') == std::string::npos) {
    const std::string amount = fmt::format("{:g} {}", treatment.dose->typical, treatment.dose->units.front());
    Words words{amount, amount};
    if (treatment.dose->units.front() == "ml per side") words.zh = fmt::format("每侧 {:g} ml", treatment.dose->typical);
    if (treatment.dose->units.front() == "h/day") words = {fmt::format("{:g} hours a day", treatment.dose->typical), fmt::format("每天 {:g} 小时", treatment.dose->typical)};
    if (treatment.dose->units.front() == "times/day") words = {fmt::format("{:g} times a day", treatment.dose->typical), fmt::format("每天 {:g} 次", treatment.dose->typical)};
    parts.push_back(words);
  }
  if (lasting > 0.0) parts.push_back(said(say::use_weeks, {number(lasting / 7.0)}));
  if (treatment.typical_sessions > 1.0) parts.push_back(said(say::use_sessions, {number(treatment.typical_sessions), number(treatment.typical_every_days / 7.0)}));
  if (parts.empty()) return;
  const Words list = joined(parts, ", ", "，");
  add(said(say::usual_use, {list}));
}

bool Composer::applies(const Contraindication& contra) const {
  if (q.fact(contra.field).empty()) return false;
  if (contra.below || contra.at_least) {
    const double value = std::strtod(q.fact(contra.field).c_str(), nullptr);
    return (!contra.below || value < *contra.below) && (!contra.at_least || value >= *contra.at_least);
  }
  return contra.equals.empty() || contra.equals == q.fact(contra.field);
}

bool Composer::cautioned(const Treatment& treatment) const {
  return std::any_of(treatment.contraindications.begin(), treatment.contraindications.end(), [&](const Contraindication& contra) { return applies(contra); });
}

bool Composer::forbidden(const Treatment& treatment) {
  for (const auto& contra : treatment.contraindications) {
    if (contra.level != Level::excluded || !applies(contra)) continue;
    reply.verdict = {said(say::not_for_you, {lowered_first(short_name(treatment.name)), contra.reason}), -1};
    reply.certainty = Certainty::moderate;
    reply.basis = words_of(say::basis_file);
    link(contra.source);
    if (!q.condition.empty()) treatments_that_fit();
    not_given = true;
    return true;
  }
  for (const auto& contra : treatment.contraindications)
    if (applies(contra)) {
      reply.warnings.push_back(contra.reason);
      link(contra.source);
    }
  return false;
}

const Contraindication* barred_in_pregnancy(const Treatment& treatment) {
  for (const auto& contra : treatment.contraindications)
    if (contra.field == "pregnant" && contra.level == Level::excluded) return &contra;
  return nullptr;
}

void Composer::take_a_member() {
  const bool of_a_file = q.intent == "how_to_care" || q.intent == "what_to_watch" || q.intent == "is_it_normal" || q.intent == "when_to_change" || asks_of_the_file();
  const auto* family = q.family.empty() ? nullptr : reader.lexicon().family(q.family);
  if (!of_a_file || family == nullptr || !q.treatments.empty()) return;
  const Treatment* taken = nullptr;
  for (const auto& code : family->members)
    if (const auto* member = catalog.treatment(code); member != nullptr && !member->refused && (taken == nullptr || (!q.condition.empty() && !taken->is_for(q.condition) && member->is_for(q.condition)))) taken = member;
  if (taken == nullptr) return;
  reply.question.treatments = {taken->code};
  assume(said(say::assume_member, {family->name, lowered_first(short_name(taken->name))}));
  ask_back(say::ask_which);
}

bool Composer::by_own_hand() {
  const Treatment* treatment = subject();
  const auto& trained = reader.lexicon().professional;
  if (!q.hint("_self") || treatment == nullptr || std::find(trained.begin(), trained.end(), treatment->code) == trained.end()) return false;
  if (q.has_had(treatment->code)) return false;
  Claim done = claim();
  done.polarity = Polarity::helps;
  done.circumstance.home = true;
  from_judgement(reader.judge().judge(done), false);
  treatments_that_fit();
  return true;
}

bool Composer::never_to_be_done() {
  for (const auto& code : q.outside) {
    const auto* outside = reader.lexicon().family(code);
    if (outside == nullptr || !(outside->unsafe || (outside->harms_unborn && q.fact("pregnant") == "true"))) continue;
    reply.verdict = {said(say::refused_no, {outside->note}), -1};
    reply.basis = words_of(say::basis_known);
    reply.certainty = Certainty::moderate;
    link(outside->source);
    not_given = true;
    if (!outside->harms_unborn && !q.condition.empty() && q.condition != "volume_loss" && q.condition != "masseter_botulinum") treatments_that_fit();
    return true;
  }
  return false;
}

bool Composer::in_pregnancy() {
  if (q.fact("pregnant") != "true") return false;
  const Treatment* treatment = subject();
  if (treatment != nullptr && q.has_had(treatment->code)) {
    const auto* rule = barred_in_pregnancy(*treatment);
    if (rule == nullptr) return false;
    reply.verdict = {said(say::given_already, {rule->reason}), -1};
    reply.basis = words_of(say::basis_file);
    reply.certainty = Certainty::very_low;
    link(rule->source);
    return true;
  }
  const bool which = q.intent == "which_is_best" || (q.intent == "will_it_work" && treatment == nullptr);
  if (!which || q.condition.empty()) return false;
  std::vector<Words> never;
  for (const auto& one : catalog.treatments) {
    const bool meant = q.names(one.code) || one.is_for(q.condition);
    const auto* rule = barred_in_pregnancy(one);
    if (one.refused || !meant || rule == nullptr) continue;
    never.push_back(lowered_first(short_name(one.name)));
    link(rule->source);
  }
  if (never.empty()) return false;
  reply.verdict = {said(say::pregnant_wait, {listed(never)}), -1};
  reply.basis = words_of(say::basis_file);
  reply.certainty = Certainty::low;
  return true;
}

void Composer::refused(const Treatment& treatment) {
  reply.verdict = {said(q.intent == "which_is_best" ? say::refused_all : say::refused_no, {treatment.refused->reason}), -1};
  reply.certainty = Certainty::moderate;
  link(treatment.refused->source);
  cite(treatment.evidence);
  if (!treatment.refused->meant.en.empty()) add(treatment.refused->meant);
  reply.basis = words_of(say::basis_file);
  treatments_that_fit();
}

namespace {

struct Tested {
  const Treatment* treatment;
  PooledEffect effect;
};

/// Treatments for that kind with something behind them: those compared first, then by the lower end of what the effect may be.
std::vector<Tested> tested_for(const ConditionConcept& known, const Composer& c, const std::vector<std::string>& among) {
  std::vector<Tested> found;
  for (const auto& treatment : c.catalog.treatments) {
    if (treatment.refused || is_control(treatment.code) || c.cautioned(treatment)) continue;
    const bool asked = std::find(among.begin(), among.end(), treatment.code) != among.end();
    if (among.empty() ? !treatment.is_for(known.in_case) : !asked) continue;
    PooledEffect effect = c.reader.judge().pool().effect({{treatment.code}, known.tables, {}});
    if (effect.studies > 0 && effect.people >= 10.0 && !effect.only_with_others && effect.probability_better >= 0.9 && effect.mean <= 1.0) found.push_back({&treatment, std::move(effect)});
  }
  const auto worth = [](const PooledEffect& e) { return e.mean - 1.645 * e.sd - (e.compared ? 0.0 : 0.2) - (e.studies > 1 ? 0.0 : 0.3); };
  std::stable_sort(found.begin(), found.end(), [&](const Tested& a, const Tested& b) { return worth(a.effect) > worth(b.effect); });
  return found;
}

/// "laser (+31 %, 2 studies)", "TCA CROSS (+75 % since the start, 1 study)"
Words figures_of(const Tested& tested) {
  const Words name = lowered_first(short_name(tested.treatment->name));
  const Words studies = studies_words(tested.effect.studies);
  const bool compared = tested.effect.compared;
  return {fmt::format("{} ({:+.0f} %{}, {})", name.en, 100.0 * tested.effect.mean, compared ? "" : " since the start", studies.en),
          fmt::format("{}（{}{:+.0f}%，{}）", name.zh, compared ? "" : "比治疗前 ", 100.0 * tested.effect.mean, studies.zh)};
}

}  // namespace

void Composer::treatments_that_fit(const std::vector<std::string>& among) {
  if (q.condition == "masseter_botulinum") return;
  std::vector<std::string> kinds{"raised_scar", "surgical_scar", "pockmark", "post_acne_erythema"};
  if (!q.condition.empty()) kinds = {lexicon_condition()};
  else ask_back(say::ask_scar_kind);
  bool first = true;
  for (const auto& kind : kinds) {
    const auto* known = reader.lexicon().condition(kind);
    if (known == nullptr) continue;
    std::vector<Words> names;
    std::vector<std::string> studies;
    double people = 0.0;
    for (const auto& tested : tested_for(*known, *this, among)) {
      if (names.size() == 3) break;
      names.push_back(figures_of(tested));
      people += tested.effect.people;
      studies.insert(studies.end(), tested.effect.study_ids.begin(), tested.effect.study_ids.end());
    }
    if (names.empty() && !among.empty()) add(said(say::kind_line, {capital_first(known->name), words_of(say::kind_none)}));
    if (names.empty()) continue;
    if (first && among.empty()) add(words_of(say::what_fits));
    first = false;
    add(said(say::kind_line, {capital_first(known->name), listed(names)}), origin_studies(said(say::how_pooled, {number(static_cast<double>(studies.size())), number(people)}), studies));
    cite(studies);
  }
  if (first) return;
  add(words_of(say::figures_are));
  if (reply.basis == words_of(say::basis_file)) reply.basis = words_of(say::basis_file_and_pools);
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
  if (!q.fact("pregnant").empty()) claim.circumstance.situations = {"pregnant"};
  return claim;
}

void Composer::from_judgement(const Judgement& judgement, bool truth, bool happens) {
  const auto pick = [&](const Term& of_truth, const Term& of_work) { return said(truth ? of_truth : of_work, {judgement.reason}); };
  const bool sure = judgement.certainty == Certainty::high || judgement.certainty == Certainty::moderate;  // else the reason says how little it is
  const bool says_itself = judgement.reason.en.starts_with("It ");  // "It probably helps: 5 studies ..."
  Words verdict;
  switch (judgement.verdict) {
    case Verdict::supported: verdict = sure && (truth || !says_itself) ? pick(say::true_supported, say::work_supported) : judgement.reason; break;
    case Verdict::partly_supported: verdict = (sure && !says_itself) || truth ? pick(say::true_partly, say::work_partly) : judgement.reason; break;
    case Verdict::unsupported: verdict = pick(say::true_unsupported, judgement.negative == Negative::tested_no_effect ? say::work_tested : say::work_untested); break;
    case Verdict::contradicted: verdict = pick(say::true_contradicted, say::work_contradicted); break;
    case Verdict::dangerous: verdict = pick(say::true_dangerous, say::refused_no); break;
    case Verdict::not_assessed: verdict = pick(say::true_open, say::work_open); break;
  }
  const int origin = judgement.evidence.empty() ? -1 : origin_studies(words_of(say::basis_file), judgement.evidence);
  if (truth && happens && judgement.verdict == Verdict::supported) verdict = said(say::true_happens, {judgement.reason});
  reply.verdict = {verdict, origin};
  reply.certainty = judgement.certainty;
  reply.certainty_reasons = judgement.certainty_reasons;
  cite(judgement.evidence);
  link(judgement.source);
  if (reply.basis.en.empty()) reply.basis = words_of(say::basis_file);
}

}  // namespace vultus::asking
