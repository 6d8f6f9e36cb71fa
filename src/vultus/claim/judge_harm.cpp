// Claims of harm and of unsuitability.
#include <algorithm>

#include "vultus/claim/clause.hpp"
#include "vultus/claim/judge_parts.ipp"
#include "vultus/forecast/harms.hpp"

namespace vultus {
namespace {

/// Whether a sentence and a reason name the same thing: four characters of Chinese, or a long word of English, in common.
bool share_a_word(std::u32string_view said, const Words& reason) {
  const std::u32string zh = normal_form(to_utf32(reason.zh)), en = normal_form(to_utf32(reason.en));
  for (std::size_t i = 0; i + 4 <= zh.size(); ++i) {
    const auto piece = std::u32string_view(zh).substr(i, 4);
    if (std::all_of(piece.begin(), piece.end(), [](char32_t c) { return c >= 0x4e00 && c <= 0x9fff; }) && said.find(piece) != std::u32string_view::npos) return true;
  }
  std::u32string word;
  for (std::size_t i = 0; i <= en.size(); ++i) {
    const bool letter = i < en.size() && en[i] >= U'a' && en[i] <= U'z';
    if (letter) word.push_back(en[i]);
    else if (word.size() >= 9 && said.find(word) != std::u32string_view::npos) return true;
    if (!letter) word.clear();
  }
  return false;
}

/// A share of people from which "it comes back all the same" is borne out: an assumption.
constexpr double told_from = 0.05;

}  // namespace

Judgement Judge::judge_unsuitable(const Claim& claim, const std::vector<std::string>& members) const {
  Judgement judged;
  if (const auto* contra = contraindication_in(claim.circumstance.situations, members, Level::caution)) {
    judged.verdict = Verdict::supported, judged.certainty = Certainty::low;
    judged.reason = contra->reason, judged.source = contra->source;
    return judged;
  }
  if (auto refused = borne_out_by_refusal(catalog_, members)) return *std::move(refused);
  for (const auto& code : members)
    if (const auto* treatment = catalog_.treatment(code))
      for (const auto& contra : treatment->contraindications)
        if (share_a_word(claim.said, contra.reason)) {
          judged.verdict = Verdict::supported, judged.certainty = Certainty::low;
          judged.reason = contra.reason, judged.source = contra.source;
          return judged;
        }
  if (const auto* treatment = unsuited(claim, members)) {
    judged.verdict = Verdict::supported, judged.certainty = Certainty::low;
    judged.reason = treatment->not_suited, judged.source = treatment->not_suited_source;
    return judged;
  }
  const auto pooled = from_pool(claim, members);
  if (pooled.verdict == Verdict::supported && pooled.certainty != Certainty::very_low && !claim.circumstance.validity && claim.circumstance.situations.empty() && !claim.condition.empty()) {
    judged = pooled;
    judged.verdict = Verdict::contradicted;
    return judged;
  }
  judged.evidence = pooled.evidence;
  judged.verdict = Verdict::unsupported, judged.negative = Negative::never_tested;
  judged.reason = {"No source that vultus holds says so.", "vultus 掌握的资料里没有这样的说法。"};
  return judged;
}

Judgement Judge::judge_harm(const Claim& claim, const std::vector<std::string>& members) const {
  Judgement judged;
  bool asked = false, general = claim.effects.empty();
  std::vector<Words> told;
  double most_people = 0.0;
  for (const auto& effect : claim.effects) {
    const auto* as_effect = lexicon_.effect(effect);
    const std::string event = as_effect != nullptr ? as_effect->event : effect;
    if (as_effect != nullptr && !as_effect->groups.empty()) {
      // worse in what trials measured: elasticity after short nights, more recurrence
      const auto pooled = effect_of({members, tables_of(claim), as_effect->groups});
      const auto anywhere = pooled.studies > 0 ? pooled : effect_of({members, {}, as_effect->groups});
      if (anywhere.studies > 0 && anywhere.probability_better < 1.0 - shown_in_part) {
        judged.verdict = Verdict::supported, judged.evidence = anywhere.study_ids;
        if (anywhere.probability_better >= 1.0 - shown) judged.verdict = Verdict::partly_supported;
        told.push_back(both("Measured in {0} studies of {1:.0f} people: on average {2:+.0f} %.", "{0} 项研究、{1:.0f} 人测过：平均 {2:+.0f}%。", anywhere.studies, anywhere.people, per_hundred(anywhere.mean)));
        continue;
      }
      // the effect is that the event stays away: in how many it came all the same
      double happened = 0.0, seen = 0.0;
      std::vector<std::string> studies;
      if (as_effect->event == as_effect->code)
        for (const auto& still : pool_.still_there({members, tables_of(claim), as_effect->groups})) {
          happened += (1.0 - still.share) * still.people, seen += still.people;
          add_once(studies, still.study);
        }
      if (seen > 0.0 && happened / seen >= told_from) {
        judged.verdict = Verdict::supported, judged.evidence = studies;
        told.push_back(both("{0}: about {1:.0f} of 100 in {2} studies.", "{3}：{2} 项研究中约每 100 人 {1:.0f} 人。", catalog_.name_of("event", event, Language::en), 100.0 * happened / seen, studies.size(), catalog_.name_of("event", event, Language::zh)));
        continue;
      }
    }
    if (event.empty() || event == "side_effects") {
      general = true;
      continue;
    }
    for (const auto& code : members) {
      Rate rate = counted(event, code);
      std::string name = event;
      for (const auto& alike : lexicon_.alike)
        if (rate.events <= 0.0 && std::find(alike.begin(), alike.end(), event) != alike.end())
          for (const auto& other : alike)
            if (const Rate named = counted(other, code); named.events > rate.events) rate = named, name = other;
      const auto* treatment = catalog_.treatment(code);
      const Harm* listed = nullptr;
      if (treatment != nullptr)
        for (const auto& harm : treatment->harms)
          if (harm.event == event || harm.event == name) listed = &harm;
      if (rate.people > 0.0) asked = true, most_people = std::max(most_people, rate.people);
      if (rate.events > 0.0) {
        judged.verdict = Verdict::supported;
        told.push_back(both("{0}: counted {1:.0f} times among {2:.0f} treated; about {3} of 100 ({4} to {5}).", "{6}：{2:.0f} 例治疗中计数 {1:.0f} 例；约每 100 例 {3} 例（{4}–{5}）。", catalog_.name_of("event", name, Language::en),
                            rate.events, rate.people, of_hundred(rate.median), of_hundred(rate.q05), of_hundred(rate.q95), catalog_.name_of("event", name, Language::zh)));
        for (const auto& id : rate.studies)
          if (std::find(judged.evidence.begin(), judged.evidence.end(), id) == judged.evidence.end()) judged.evidence.push_back(id);
      } else if (listed != nullptr) {
        judged.verdict = Verdict::supported;
        const Words event_name = listed->name.en.empty() ? Words{catalog_.name_of("event", event, Language::en), catalog_.name_of("event", event, Language::zh)} : listed->name;
        told.push_back({event_name.en + (listed->note.en.empty() ? " is among its known harms." : ": " + listed->note.en + "."), event_name.zh + (listed->note.zh.empty() ? "是它已知的风险之一。" : "：" + listed->note.zh + "。")});
      }
    }
  }
  for (std::size_t i = 0; i < told.size(); ++i)  // two effects may be one event
    if (std::find(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(i), told[i]) == told.begin() + static_cast<std::ptrdiff_t>(i)) judged.reason = joined_words(judged.reason, told[i]);
  judged.certainty = Certainty::low;
  if (judged.verdict == Verdict::supported || judged.verdict == Verdict::partly_supported) return judged;
  if (general)
    for (const auto& code : members)
      if (const auto* treatment = catalog_.treatment(code); treatment != nullptr && !treatment->harms.empty()) {
        judged.verdict = Verdict::supported;
        judged.reason = both("{0} has known harms; `vultus explain {2}` lists them with counts.", "{1} 有已知的风险；`vultus explain {2}` 列出各项及计数。", treatment->name.en, treatment->name.zh, treatment->code);
        return judged;
      }
  judged.certainty = Certainty::very_low;
  if (asked && most_people >= 50.0) {
    judged.verdict = Verdict::contradicted;
    judged.reason = both("Looked for and not seen in {0:.0f} people.", "在 {0:.0f} 人中找过，没有看到。", most_people);
    return judged;
  }
  judged.verdict = Verdict::unsupported;
  judged.negative = Negative::never_tested;
  judged.reason = {"Nobody has counted this harm in the trials that vultus holds.", "vultus 掌握的试验里没有人统计过这种风险。"};
  return judged;
}

}  // namespace vultus
