#include "vultus/claim/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/claim/judge_parts.ipp"

namespace vultus {
namespace {

/// The verb that a certainty allows.
Words may(Certainty certainty) {
  switch (certainty) {
    case Certainty::high: return {"Shown to help", "有依据"};
    case Certainty::moderate: return {"It probably helps", "很可能有用"};
    case Certainty::low: return {"It may help", "可能有用"};
    default: return {"We do not know; what little there is points to a benefit", "证据很少，看来有用"};
  }
}

/// Why what reads like harm is one.
Words harm_of(Hazard hazard) {
  switch (hazard) {
    case Hazard::wait_out: return {"Read from the wording: a sign that cannot wait is played down. Lost hours can cost sight, skin or life: get help at once.", "从措辞判断：把不能等的情况说轻了。耽误几小时就可能损失视力、皮肤甚至生命，应立即就医。"};
    case Hazard::contraindicated: return {"Read from the wording: it is offered to people to whom it may do harm. Whoever is pregnant, nursing, ill, under age or on medicines asks the doctor first.", "从措辞判断：推荐给了可能因此受害的人。怀孕、哺乳、有病、未成年或在用药的人，要先问医生。"};
    case Hazard::by_oneself: return {"Read from the wording: what belongs in trained hands is done by oneself or by somebody untrained. It can burn, scar, infect, or hurt vessels and eyes.", "从措辞判断：该由受过训练的人做的，让人自己做或找没资质的人做。可能灼伤、留疤、感染，或伤到血管和眼睛。"};
    case Hazard::caustic: return {"Read from the wording: what burns skin is put on it. A burn leaves new scars and marks. If it is on: wash it off with running water for 20 minutes and have it seen.", "从措辞判断：把会烧伤皮肤的东西涂在皮肤上，烧伤会留下新的疤和印。已经涂了的：用流动水冲20分钟，再去看医生。"};
    case Hazard::drugs_of_the_body: return {"Read from the wording: drugs that poison cells are given to the whole body for a scar. They can lower the blood counts so far that an infection kills.", "从措辞判断：为了治疤，全身使用杀伤细胞的药。血细胞可能降得很低，一次感染就可能致命。"};
    case Hazard::wrong_dose: return {"Read from the wording: the amount, strength, depth or interval is far from what trials gave.", "从措辞判断：用量、浓度、深度或间隔远远超出试验里用过的。"};
    case Hazard::delay: return {"Read from the wording: it would have readers skip or put off an examination or a treatment that they need.", "从措辞判断：会让人跳过或推迟该做的检查或治疗。"};
    case Hazard::none: break;
  }
  return {};
}

Words no_word_on_safety() { return {"No source that vultus holds says that it is safe for these people.", "vultus 掌握的资料里，没有说它对这类人安全。"}; }

}  // namespace

std::string_view code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::supported: return "supported";
    case Verdict::partly_supported: return "partly_supported";
    case Verdict::unsupported: return "unsupported";
    case Verdict::contradicted: return "contradicted";
    case Verdict::dangerous: return "dangerous";
    case Verdict::not_assessed: break;
  }
  return "not_assessed";
}

std::string_view code_of(Negative negative) {
  switch (negative) {
    case Negative::tested_no_effect: return "tested_no_effect";
    case Negative::never_tested: return "never_tested";
    case Negative::other_condition_only: return "other_condition_only";
    case Negative::laboratory_only: return "laboratory_only";
    case Negative::none: break;
  }
  return "";
}

Judge::Judge(const Catalog& catalog, const Lexicon& lexicon, EvidencePool pool)
    : catalog_(catalog), lexicon_(lexicon), pool_(std::move(pool)), kept_(std::make_shared<Kept>()) {}

Words Judge::condition_name(const std::string& code) const {
  if (const auto* condition = lexicon_.condition(code)) return condition->name;
  return {catalog_.name_of("condition", code, Language::en), catalog_.name_of("condition", code, Language::zh)};
}

std::vector<std::string> Judge::tables_of(const Claim& claim) const {
  if (!claim.effects.empty())
    if (const auto* effect = lexicon_.effect(claim.effects.front()); effect != nullptr && !effect->tables.empty()) return effect->tables;
  const auto* condition = lexicon_.condition(claim.condition);
  // what the treatment itself left behind: its own trials were of people before it
  if (condition == nullptr || (condition->after == claim.treatment && claim.polarity == Polarity::helps && !condition->after.empty())) return {};
  return condition->tables;
}

/// Outcome groups of the effects named; empty: any (a bare "it works").
std::vector<std::string> Judge::groups_of(const Claim& claim) const {
  std::vector<std::string> groups;
  for (const auto& code : claim.effects)
    if (const auto* effect = lexicon_.effect(code)) {
      if (effect->any) return {};
      for (const auto& group : effect->groups)
        if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    }
  return groups;
}

/// A treatment whose file says that it is not for this condition.
const Treatment* Judge::unsuited(const Claim& claim, const std::vector<std::string>& members) const {
  const auto* condition = lexicon_.condition(claim.condition);
  if (condition == nullptr || condition->in_case.empty()) return nullptr;
  for (const auto& code : members) {
    const auto* treatment = catalog_.treatment(code);
    if (treatment == nullptr || treatment->suits.empty() || treatment->not_suited.en.empty()) return nullptr;
    if (treatment->is_for(condition->in_case) || treatment->is_for(condition->code)) return nullptr;
  }
  return members.empty() ? nullptr : catalog_.treatment(members.front());
}

Judgement Judge::judge(const Claim& claim) const {
  const auto* condition = lexicon_.condition(claim.condition);
  const auto members = lexicon_.members(claim.treatment, catalog_);
  if (const auto found = danger(claim, members)) return *found;
  Judgement none;
  if (condition != nullptr && condition->outside) {
    none.reason = both("vultus holds no trials on this condition ({0}).", "vultus 没有这种情况（{1}）的试验资料。", condition->name.en, condition->name.zh);
    return none;
  }
  const bool course = claim.circumstance.recovers || claim.circumstance.lasts;
  // what happens by itself after the injection; sleep or food named beside it have to show their own effect
  const bool muscle = std::find(members.begin(), members.end(), "botulinum_masseter") != members.end() || (claim.treatment == "none" && claim.condition == "masseter_botulinum");
  if (course && muscle && claim.polarity == Polarity::helps) return judge_course(claim);
  if (claim.circumstance.lasts && claim.quantity && claim.polarity == Polarity::helps && !members.empty())
    if (auto found = judge_lasting(claim, members)) return *found;
  if (members.empty()) {
    if (const Belief* belief = belief_on(claim.word); belief != nullptr && claim.polarity == Polarity::helps) {
      none.verdict = Verdict::unsupported, none.negative = Negative::never_tested;
      none.reason = {belief->factor.en + ": " + belief->finding.en + ".", belief->factor.zh + "：" + belief->finding.zh + "。"};
      return none;
    }
    none.reason = both("vultus holds no trials of this ({0}).", "vultus 没有它（{1}）的试验资料。", name(claim).en, name(claim).zh);
    return none;
  }
  switch (claim.polarity) {
    case Polarity::helps: return judge_help_here(claim, members);
    case Polarity::harms: return judge_harm(claim, members);
    case Polarity::no_effect: return claim.circumstance.allowed ? judge_allowed(claim, members) : judge_no_effect(claim, members);
    case Polarity::unsuitable: return judge_unsuitable(claim, members);
  }
  return none;
}

/// A benefit, where the condition is said; one that is carried from the text before may be another's: then what the trials of the treatment say
/// of any condition is told, surer of less.
Judgement Judge::judge_help_here(const Claim& claim, const std::vector<std::string>& members) const {
  if (auto caused = helps_what_it_causes(claim, members)) return *std::move(caused);
  Judgement judged = judge_help(claim, members);
  if (judged.negative == Negative::other_condition_only && !claim.circumstance.condition_said && judged.source.empty() && unsuited(claim, members) == nullptr) {
    Claim anywhere = claim;
    anywhere.condition.clear();
    const EvidenceQuestion measured{members, tables_of(anywhere), groups_of(anywhere)};
    if (effect_of(measured).studies > 0) judged = judge_help(anywhere, members);
  }
  const auto* condition = lexicon_.condition(claim.condition);
  if (condition != nullptr && speaks_of_after(claim, *condition) && (judged.verdict == Verdict::supported || judged.verdict == Verdict::partly_supported)) {
    judged.verdict = Verdict::unsupported, judged.negative = Negative::other_condition_only;
    judged.reason = joined_words(both("Nobody has tested it in {0}; in other people:", "{1}的人，没有人测过；在其他人：", condition->name.en, condition->name.zh), judged.reason);
  }
  if (const auto* contra = contraindication_in(claim.circumstance.situations, members, Level::caution); contra != nullptr && says_safe_without_source(claim) && contra->level == Level::caution && (contra->field == "pregnant" || contra->field == "breast_feeding")) {
    judged = {};  // the file knows these people, and neither forbids it nor calls it safe
    judged.verdict = Verdict::partly_supported, judged.certainty = Certainty::low;
    judged.reason = contra->reason, judged.source = contra->source;
    return judged;
  }
  if (says_safe_without_source(claim) && (judged.verdict == Verdict::supported || judged.verdict == Verdict::partly_supported)) {
    judged.verdict = Verdict::unsupported, judged.negative = Negative::never_tested;
    judged.reason = joined_words(no_word_on_safety(), judged.reason);
  }
  return to_its_extent(std::move(judged), claim, members);
}

/// "Nursing mothers may have it", where danger() found nothing.
Judgement Judge::judge_allowed(const Claim& claim, const std::vector<std::string>& members) const {
  Judgement judged;
  judged.certainty = Certainty::low;
  if (const auto* contra = contraindication_in(claim.circumstance.situations, members, Level::caution)) {
    judged.verdict = Verdict::partly_supported;
    judged.reason = contra->reason, judged.source = contra->source;
    return judged;
  }
  judged.verdict = Verdict::unsupported, judged.negative = Negative::never_tested;
  judged.reason = no_word_on_safety();
  return judged;
}

/// "The jaw injection fills hollow cheeks": of a treatment that a condition follows, what it is known to cause.
std::optional<Judgement> Judge::helps_what_it_causes(const Claim& claim, const std::vector<std::string>& members) const {
  const bool followed = std::any_of(lexicon_.conditions.begin(), lexicon_.conditions.end(), [&](const ConditionConcept& c) { return !c.after.empty() && c.after == claim.treatment; });
  const bool all_harms = !claim.effects.empty() && std::all_of(claim.effects.begin(), claim.effects.end(), [&](const std::string& code) {
    const auto* effect = lexicon_.effect(code);
    const auto* treatment = catalog_.treatment(claim.treatment);
    return effect != nullptr && treatment != nullptr && std::any_of(treatment->harms.begin(), treatment->harms.end(), [&](const Harm& h) { return h.event == effect->event; });
  });
  if (!followed || !all_harms) return std::nullopt;
  Claim harm = claim;
  harm.polarity = Polarity::harms;
  Judgement judged = judge_harm(harm, members);
  if (judged.verdict != Verdict::supported) return std::nullopt;
  judged.verdict = Verdict::contradicted;
  judged.reason = joined_words({"It is known to bring this on.", "它反而会引起这个。"}, judged.reason);
  return judged;
}

/// Whether the sentence itself is about people who had the treatment that the condition follows, and another one is to help them.
bool Judge::speaks_of_after(const Claim& claim, const ConditionConcept& condition) const {
  if (!condition.follows_another_than(claim.treatment)) return false;
  const auto words = lexicon_.find(claim.said);
  return std::any_of(words.begin(), words.end(), [&](const Word& w) {
    if (w.kind != WordKind::treatment) return false;
    const auto members = lexicon_.members(w.code, catalog_);
    return std::find(members.begin(), members.end(), condition.after) != members.end();
  });
}

/// Whether a treatment's own file cites a study of one of these conditions, also where the tables hold it as the other arm only.
bool Judge::told_by_file(const Treatment& treatment, const std::vector<std::string>& tables) const {
  return std::any_of(treatment.evidence.begin(), treatment.evidence.end(), [&](const std::string& id) {
    const auto* study = pool_.study(id);
    return study != nullptr && std::find(tables.begin(), tables.end(), study->condition) != tables.end();
  });
}

/// What a treatment's file says of something that people believe in.
const Belief* Judge::belief_on(const std::string& word) const {
  const std::u32string named = normal_form(to_utf32(word));
  if (named.size() < 2) return nullptr;
  for (const auto& treatment : catalog_.treatments)
    for (const auto& belief : treatment.beliefs)
      for (const auto* text : {&belief.factor.en, &belief.factor.zh})
        if (normal_form(to_utf32(*text)).find(named) != std::u32string::npos) return &belief;
  return nullptr;
}

const Contraindication* Judge::contraindication_in(const std::vector<std::string>& situations, const std::vector<std::string>& members, Level least) const {
  for (const auto& code : members)
    if (const auto* treatment = catalog_.treatment(code))
      for (const auto& contra : treatment->contraindications)
        if (contra.level <= least && std::find(situations.begin(), situations.end(), contra.field) != situations.end()) return &contra;
  return nullptr;
}

std::optional<Judgement> Judge::danger(const Claim& claim, const std::vector<std::string>& members) const {
  if (claim.polarity != Polarity::helps && claim.polarity != Polarity::no_effect) return std::nullopt;
  Judgement found;
  found.verdict = Verdict::dangerous;
  found.certainty = Certainty::moderate;
  if (claim.circumstance.hazard == Hazard::wrong_dose && as_in_trials(claim, members)) return std::nullopt;
  if (claim.circumstance.hazard != Hazard::none) {
    found.certainty = Certainty::low;
    found.reason = harm_of(claim.circumstance.hazard);
    found.source = "assumption: what passages written and labelled for this have in common (data/language/*/hazards.csv)";
    return found;
  }
  if (claim.circumstance.wait_out) {
    found.reason = {"This sign cannot wait: lost hours can cost sight, skin or life. Get help at once.", "这种情况不能等：耽误几小时就可能损失视力、皮肤甚至生命，应立即就医。"};
    return found;
  }
  // "improves infected skin" is no word on safety; what is said of pregnant women is
  std::vector<std::string> risky;
  for (const auto& situation : claim.circumstance.situations)
    if (((delicate(situation) || situation == "age") && !claim.circumstance.warned) || (claim.polarity == Polarity::no_effect && !claim.circumstance.warned) || claim.circumstance.called_safe || claim.circumstance.allowed) risky.push_back(situation);
  // what the file only warns of is dangerous where the page says that there is nothing to fear
  for (const auto& situation : risky)
    if (const auto* contra = contraindication_in({situation}, members, claim.circumstance.called_safe ? Level::caution : Level::excluded); contra != nullptr && !contra->mild) {
      found.reason = contra->reason, found.source = contra->source;
      return found;
    }
  // called harmless: as dangerous to believe as that it works
  const bool harm_denied = claim.polarity == Polarity::no_effect && !claim.circumstance.untested && std::any_of(claim.effects.begin(), claim.effects.end(), [&](const std::string& e) { return lexicon_.effect(e) == nullptr; });
  if (claim.polarity != Polarity::helps && !harm_denied) return std::nullopt;
  const bool unborn = std::find(claim.circumstance.situations.begin(), claim.circumstance.situations.end(), "pregnant") != claim.circumstance.situations.end() && !claim.circumstance.warned;
  if (const auto* outside = members.empty() ? lexicon_.family(claim.treatment) : nullptr; outside != nullptr && (outside->unsafe || (outside->harms_unborn && unborn))) {
    found.reason = outside->note, found.source = outside->source;
    return found;
  }
  if (claim.polarity == Polarity::helps)
    if (auto too_much = overdone(claim, members)) {
      found.reason = std::move(*too_much), found.source = "assumption: what trials of the treatment's file gave, and a margin around it";
      return found;
    }
  // drugs that poison cells have their place in other diseases; the rest of what is refused as unsafe has none
  const auto* condition = lexicon_.condition(claim.condition);
  const bool elsewhere = condition != nullptr && condition->outside && claim.treatment == "chemotherapy_systemic";
  const Treatment* which = nullptr;
  if (const auto* refusal = refusal_of(catalog_, members, Refusal::Kind::unsafe, &which); refusal != nullptr && !elsewhere) {
    found.reason = joined_words(refusal->reason, refusal->meant);
    found.source = refusal->source;
    found.evidence = which->evidence;
    return found;
  }
  if (claim.circumstance.home && claim.polarity == Polarity::helps)
    for (const auto& code : members.empty() ? std::vector<std::string>{claim.treatment} : members)
      if (std::find(lexicon_.professional.begin(), lexicon_.professional.end(), code) != lexicon_.professional.end()) {
        found.reason = both("{0}: only in trained hands. Done at home it can burn, scar, infect, or hurt vessels and eyes.", "{1}：只能由受过训练的人操作。在家自己做可能灼伤、留疤、感染，或伤到血管和眼睛。", name(claim).en, name(claim).zh);
        found.source = "assumption: what needs a sterile field, an exact dose or a device setting is not safe without training";
        return found;
      }
  return std::nullopt;
}

Judgement Judge::from_pool(const Claim& claim, const std::vector<std::string>& members) const {
  Judgement judged;
  const EvidenceQuestion question{members, tables_of(claim), groups_of(claim)};
  PooledEffect pooled = effect_of(question);
  if (pooled.compared && pooled.studies <= 2 && pooled.mean > -0.05 && pooled.probability_better < shown) {
    // one or two small comparisons decide little: what more studies saw since the beginning is told instead, at its lower certainty
    const PooledEffect since = effect_of(question, true);
    if (since.studies > pooled.studies && since.probability_better >= shown) pooled = since;
  }
  if (const auto* wider = lexicon_.family(claim.treatment); wider != nullptr && wider->inverse) pooled.mean = -pooled.mean, pooled.probability_better = 1.0 - pooled.probability_better;
  judged.evidence = pooled.study_ids;
  judged.certainty = pooled.certainty;
  judged.certainty_reasons = pooled.reasons;
  if (pooled.studies == 0) return judged;
  const double mean = per_hundred(pooled.mean), low = per_hundred(pooled.mean - 1.645 * pooled.sd), high = per_hundred(pooled.mean + 1.645 * pooled.sd);
  const char* versus_en = pooled.compared ? "against people or places without it" : "since the beginning, without a comparison";
  const char* versus_zh = pooled.compared ? "与没有用的人或部位相比" : "与开始时相比，没有对照";
  const Words people = pooled.people > 0.0 ? both(", {0:.0f} people", "，{0:.0f} 人", pooled.people) : Words{", people not stated", "，人数不详"};
  const Words figures = both("{0} {7}{1}: on average {2:+.0f} % ({3:+.0f} to {4:+.0f} %) {5}.", "{0} 项研究{8}：平均 {2:+.0f}%（{3:+.0f} 到 {4:+.0f}%），{6}。", pooled.studies, people.en, mean, low, high, versus_en, versus_zh,
                             pooled.studies == 1 ? "study" : "studies", people.zh);
  const bool alone = !pooled.only_with_others;
  if (pooled.probability_better >= (claim.strength == Strength::hedged || claim.circumstance.slight ? shown_in_part : shown)) {
    const Words lead = may(pooled.certainty);
    judged.verdict = alone && claim.strength != Strength::guaranteed ? Verdict::supported : Verdict::partly_supported;
    judged.reason = joined_words({lead.en + ":", lead.zh + "："}, figures);
    if (!alone) judged.reason = joined_words(judged.reason, {"It was only tested together with something else.", "它只和别的办法一起试过。"});
    if (claim.strength == Strength::guaranteed) judged.reason = joined_words(judged.reason, {"A benefit for everyone or for ever is not what was found.", "但并没有发现“人人有效”或“永久有效”。"});
  } else if (pooled.probability_better >= shown_in_part) {
    judged.verdict = Verdict::partly_supported;
    judged.reason = joined_words({"It points that way, but it may be nothing:", "方向如此，但也可能没有作用："}, figures);
  } else if (pooled.probability_better <= shown_wrong) {
    judged.verdict = Verdict::contradicted;
    judged.reason = joined_words({"What was measured went the other way:", "测量结果相反："}, figures);
  } else {
    judged.verdict = Verdict::unsupported;
    judged.negative = Negative::tested_no_effect;
    judged.reason = joined_words({"Tested, and no clear effect was seen:", "试过，没有看到明确的作用："}, figures);
  }
  return judged;
}

/// Effects that are about other people than the claim's (elastic skin on a page about hollow cheeks) are judged apart.
std::optional<Judgement> Judge::judge_apart(const Claim& claim, const std::vector<std::string>& members) const {
  Claim elsewhere = claim, here = claim;
  elsewhere.effects.clear(), here.effects.clear();
  for (const auto& code : claim.effects) {
    const auto* effect = lexicon_.effect(code);
    (effect != nullptr && !effect->tables.empty() ? elsewhere : here).effects.push_back(code);
  }
  if (elsewhere.effects.empty() || here.effects.empty()) return std::nullopt;
  Judgement first = judge_help(here, members);
  const Judgement second = judge_help(elsewhere, members);
  const auto shown_at_all = [](const Judgement& j) { return j.verdict == Verdict::supported || j.verdict == Verdict::partly_supported; };
  const auto named = [&](const Claim& part) {
    Words names;
    for (const auto& code : part.effects) {
      const auto* effect = lexicon_.effect(code);
      const Words name = effect != nullptr ? effect->name : Words{catalog_.name_of("event", code, Language::en), catalog_.name_of("event", code, Language::zh)};
      names = {names.en + (names.en.empty() ? "" : ", ") + name.en, names.zh + (names.zh.empty() ? "" : "、") + name.zh};
    }
    return names;
  };
  const Words a = named(here), b = named(elsewhere);
  if (first.verdict != second.verdict && (shown_at_all(first) || shown_at_all(second))) first.verdict = Verdict::partly_supported, first.negative = Negative::none;
  first.reason = {a.en + ": " + first.reason.en + " " + b.en + ": " + second.reason.en, a.zh + "：" + first.reason.zh + b.zh + "：" + second.reason.zh};
  first.evidence.insert(first.evidence.end(), second.evidence.begin(), second.evidence.end());
  std::sort(first.evidence.begin(), first.evidence.end());
  first.evidence.erase(std::unique(first.evidence.begin(), first.evidence.end()), first.evidence.end());
  first.certainty = std::max(first.certainty, second.certainty);
  return first;
}

Judgement Judge::judge_help(const Claim& claim, const std::vector<std::string>& members) const {
  if (auto apart = judge_apart(claim, members)) return *apart;
  Judgement judged = from_pool(claim, members);
  if (!judged.evidence.empty()) return judged;
  judged.verdict = Verdict::unsupported;
  judged.certainty = Certainty::none;
  if (const auto* treatment = unsuited(claim, members)) {
    judged.reason = treatment->not_suited;
    judged.source = treatment->not_suited_source;
  }
  // tested here, but this effect was not measured by itself: raters' overall judgement and responders speak for it, another measure only in part
  const EvidenceQuestion overall{members, tables_of(claim), {"gais", "resp"}}, any_measure{members, tables_of(claim), {}};
  const bool rated = effect_of(overall).studies > 0;
  const auto any_group = effect_of(rated ? overall : any_measure);
  if (any_group.studies > 0) {
    Claim any = claim;
    any.effects = {rated ? "satisfaction" : "improve"};
    const Words apart = both("Trials of it here ({0} studies) did not measure this by itself.", "这方面有它的试验（{0} 项），但没有单独测过这一点。", any_group.studies);
    judged = from_pool(any, members);
    if (judged.certainty < Certainty::very_low) judged.certainty = static_cast<Certainty>(static_cast<int>(judged.certainty) + 1);
    judged.reason = joined_words(apart, judged.reason);
    if (judged.negative == Negative::tested_no_effect) judged.negative = Negative::never_tested;
    if (!rated && judged.verdict == Verdict::supported) judged.verdict = Verdict::partly_supported;
    return judged;
  }
  const auto tables = tables_of(claim);
  const auto tested = pool_.conditions_tested(members);
  const bool tested_here = std::any_of(tables.begin(), tables.end(), [&](const std::string& t) { return tested.count(t) > 0; });
  for (const auto& code : members)
    if (const auto* treatment = catalog_.treatment(code); treatment != nullptr && (tested_here || (tested.empty() && told_by_file(*treatment, tables))) && !treatment->refused && !treatment->evidence.empty() && judged.reason.en.empty()) {
      judged.verdict = claim.strength == Strength::guaranteed ? Verdict::partly_supported : Verdict::supported;
      judged.certainty = Certainty::very_low;
      judged.certainty_reasons = {{"numbers that cannot be pooled", "数字无法合并"}};
      judged.reason = joined_words({may(judged.certainty).en + ".", may(judged.certainty).zh + "："}, treatment->evidence_note);
      judged.evidence = treatment->evidence;
      return judged;
    }
  auto conditions = tested;
  for (const auto& here : tables) conditions.erase(here);  // there, only beside something else
  if (claim.circumstance.laboratory) judged.negative = Negative::laboratory_only;
  else if (conditions.empty()) judged.negative = Negative::never_tested;
  else judged.negative = Negative::other_condition_only;
  const Treatment* which = nullptr;
  if (const auto* refusal = refusal_of(catalog_, members, Refusal::Kind::no_evidence, &which)) {
    judged.reason = refusal->reason, judged.source = refusal->source;
    return judged;
  }
  std::string en, zh;
  for (const auto& code : conditions) {
    en += (en.empty() ? "" : ", ") + catalog_.name_of("condition", code, Language::en);
    zh += (zh.empty() ? "" : "、") + catalog_.name_of("condition", code, Language::zh);
  }
  const Words lack = conditions.empty() ? both("No trial of it ({0}) is in the tables.", "表中没有它（{1}）的试验。", name(claim).en, name(claim).zh)
                                        : both("No trial tested it for this; it was tested for: {0}.", "没有针对这种情况的试验；试过的是：{1}。", en, zh);
  if (judged.reason.en.empty()) judged.reason = lack;  // else the file says it, and why
  return judged;
}

Judgement Judge::judge_no_effect(const Claim& claim, const std::vector<std::string>& members) const {
  Judgement judged;
  if (claim.circumstance.untested) {
    judged = from_pool(claim, members);
    const auto* condition = lexicon_.condition(claim.condition);
    const bool of_others = condition != nullptr && condition->follows_another_than(claim.treatment);
    const bool seen = judged.verdict == Verdict::supported && judged.certainty != Certainty::very_low && !of_others;
    if (seen && (condition == nullptr || !claim.circumstance.condition_said)) {
      judged.verdict = Verdict::partly_supported;  // of which people it speaks is not sure
    } else if (seen) {
      judged.verdict = Verdict::contradicted;
    } else {
      judged.verdict = Verdict::supported;
      judged.negative = Negative::none;
      judged.certainty = Certainty::low;
      judged.reason = judged.evidence.empty() ? Words{"True: no trial of it for this is in the tables.", "没错：表中没有这方面的试验。"} : joined_words({"Nearly so:", "大致如此："}, judged.reason);
    }
    return judged;
  }
  // "does not cause ...": a harm denied
  for (const auto& effect : claim.effects)
    if (lexicon_.effect(effect) == nullptr) {
      Claim harm = claim;
      harm.polarity = Polarity::harms;
      const Judgement as_harm = judge_harm(harm, members);
      judged = as_harm;
      if (as_harm.verdict == Verdict::supported) judged.verdict = Verdict::contradicted;
      else if (as_harm.verdict == Verdict::contradicted) judged.verdict = claim.strength == Strength::guaranteed ? Verdict::partly_supported : Verdict::supported, judged.negative = Negative::none;
      return judged;
    }
  if (auto refused = borne_out_by_refusal(catalog_, members); refused && !claim.circumstance.unclear) return *std::move(refused);
  judged = from_pool(claim, members);
  if (!judged.evidence.empty()) {
    switch (judged.verdict) {
      // what it does not do may be something that the words known do not name
      case Verdict::supported: judged.verdict = judged.certainty == Certainty::very_low || claim.circumstance.unclear ? Verdict::unsupported : Verdict::contradicted; break;
      case Verdict::partly_supported: judged.verdict = Verdict::unsupported; break;
      default: judged.verdict = Verdict::supported; break;
    }
    judged.negative = judged.verdict == Verdict::unsupported ? Negative::never_tested : Negative::none;
    return judged;
  }
  if (const auto any_measure = effect_of({members, tables_of(claim), {}}); any_measure.studies > 0) {
    judged.verdict = Verdict::unsupported, judged.negative = Negative::never_tested;
    judged.certainty = Certainty::very_low, judged.evidence = any_measure.study_ids;
    judged.reason = both("Trials of it here ({0} studies) did not measure this by itself.", "这方面有它的试验（{0} 项），但没有单独测过这一点。", any_measure.studies);
    return judged;
  }
  if (const auto* treatment = unsuited(claim, members)) {
    judged.verdict = Verdict::supported, judged.certainty = Certainty::low;
    judged.reason = treatment->not_suited, judged.source = treatment->not_suited_source;
    return judged;
  }
  judged.verdict = Verdict::unsupported;
  judged.negative = pool_.conditions_tested(members).empty() ? Negative::never_tested : Negative::other_condition_only;
  judged.reason = {"Nobody has measured it here, so neither an effect nor its absence is shown.", "这方面没有人测过，有用还是没用都没有依据。"};
  return judged;
}

}  // namespace vultus
