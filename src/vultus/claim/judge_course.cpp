// How long it takes: times that a page names beside the course that the calibrated model of the jaw muscle computes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/casefile/casefile.hpp"
#include "vultus/claim/judge_parts.ipp"
#include "vultus/decide/outlook.hpp"

namespace vultus {
namespace {

/// A usual injection, and the same with a hollow seen at week 6: what pages and questions without a dose are about. Assumptions, printed
/// with the answer.
constexpr const char* usual_case =
    "format: vultus-case/1\npatient: {age: 30, sex: female}\nconditions: [{kind: masseter_botulinum}]\n"
    "history: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: 30 U per side}]\ntoday: 0\nhorizon: 104 weeks\n";
constexpr const char* hollow_case =
    "format: vultus-case/1\npatient: {age: 30, sex: female}\nconditions: [{kind: masseter_botulinum}]\n"
    "history: [{day: 0, treatment: botulinum_masseter, product: onabotulinum, dose: 30 U per side}]\n"
    "visits: [{day: 42, outcome: sunken_cheek, value: true}]\ntoday: 42\nhorizon: 104 weeks\n";

Outlook looked_at(const char* text, const Catalog& catalog) {
  const auto casefile = read_case(text, "the usual case", catalog);
  VULTUS_EXPECTS(casefile.has_value(), "the usual case of the jaw muscle must be a case");
  ForecastOptions options;
  options.patients = 2000;
  options.factors = false;
  auto answer = outlook(*casefile, casefile->plans.front(), catalog, options);
  VULTUS_EXPECTS(answer.has_value(), "the jaw muscle has a model");
  return std::move(*answer);
}

std::optional<double> weeks_of(double value, const std::string& unit) {
  if (unit == "week") return value;
  if (unit == "day") return value / 7.0;
  if (unit == "month") return value * 365.25 / 12.0 / 7.0;
  if (unit == "year") return value * 365.25 / 7.0;
  return std::nullopt;
}

/// Weeks, as months from a quarter of a year on.
Words time_words(double weeks) {
  if (weeks < 13.0) return {fmt::format("{:.0f} weeks", weeks), fmt::format(" {:.0f} 周", weeks)};
  return {fmt::format("{:.0f} months", weeks * 7.0 / 30.44), fmt::format(" {:.0f} 个月", weeks * 7.0 / 30.44)};
}

}  // namespace

MuscleCourse Judge::muscle_course() const {
  const std::lock_guard lock(kept_->guard);
  if (kept_->course) return *kept_->course;
  MuscleCourse course;
  const Outlook usual = looked_at(usual_case, catalog_), hollow = looked_at(hollow_case, catalog_);
  if (const auto* size = usual.plan.event("masseter_thickness_rest_recovered")) {
    course.size_q05 = size->q05_day / 7.0, course.size_half = size->median_day / 7.0, course.size_q95 = size->q95_day / 7.0;
  }
  if (const auto* force = usual.plan.event("bite_force_recovered")) {
    course.force_q05 = force->q05_day / 7.0, course.force_half = force->median_day / 7.0, course.force_q95 = force->q95_day / 7.0;
  }
  if (const auto* gone = hollow.plan.event("sunken_cheek_gone")) {
    course.hollow_gone_half = gone->median_day / 7.0, course.hollow_gone_ninety = gone->q95_day / 7.0, course.gone_share = gone->probability;
  }
  for (const auto& cited : usual.plan.rests_on) course.studies.push_back(cited.study_id);
  kept_->course = course;
  return course;
}

PooledEffect Judge::effect_of(const EvidenceQuestion& question, bool since_beginning) const {
  std::string key = since_beginning ? "since" : "against";
  for (const auto* list : {&question.treatments, &question.conditions, &question.groups}) {
    key += '|';
    for (const auto& word : *list) key += word + ',';
  }
  const std::lock_guard lock(kept_->guard);
  const auto found = kept_->effects.find(key);
  if (found != kept_->effects.end()) return found->second;
  return kept_->effects.emplace(std::move(key), since_beginning ? pool_.since_beginning(question) : pool_.effect(question)).first->second;
}

Rate Judge::counted(const std::string& event, const std::string& treatment) const {
  const std::lock_guard lock(kept_->guard);
  const auto found = kept_->rates.find({event, treatment});
  if (found != kept_->rates.end()) return found->second;
  return kept_->rates.emplace(std::pair(event, treatment), rate_of(catalog_, event, treatment)).first->second;
}

/// A time that an effect is said to last, beside the shares of people in whom trials still saw it.
std::optional<Judgement> Judge::judge_lasting(const Claim& claim, const std::vector<std::string>& members) const {
  const auto low = weeks_of(claim.quantity->low, claim.quantity->unit), high = weeks_of(claim.quantity->high, claim.quantity->unit);
  if (!low || !high) return std::nullopt;
  Judgement judged;
  double within = 0.0, within_people = 0.0, beyond = 0.0, beyond_people = 0.0, beyond_weeks = 0.0;
  for (const auto& seen : pool_.still_there({members, tables_of(claim), {}})) {
    if (seen.weeks >= 0.5 * *low && seen.weeks <= 1.25 * *high) within += seen.share * seen.people, within_people += seen.people;
    else if (seen.weeks >= 1.8 * *high) beyond += seen.share * seen.people, beyond_people += seen.people, beyond_weeks = std::max(beyond_weeks, seen.weeks);
    else continue;
    if (std::find(judged.evidence.begin(), judged.evidence.end(), seen.study) == judged.evidence.end()) judged.evidence.push_back(seen.study);
  }
  judged.certainty = Certainty::low;
  if (beyond_people > 0.0 && beyond / beyond_people >= 0.5) {
    // trials top up, and ask who is still better; a time of half theirs is how long it lasts in some, one of a third is wrong
    constexpr double clearly = 3.0;
    judged.verdict = beyond_weeks >= clearly * *high ? Verdict::contradicted : Verdict::partly_supported;
    judged.reason = {fmt::format("It lasts longer: {:.0f} of 100 people still had it after {} ({:.0f} people).", 100.0 * beyond / beyond_people, time_words(beyond_weeks).en, beyond_people),
                     fmt::format("实际更久：{1}后每 100 人仍有 {0:.0f} 人有效果（{2:.0f} 人）。", 100.0 * beyond / beyond_people, time_words(beyond_weeks).zh, beyond_people)};
    return judged;
  }
  if (within_people == 0.0) return std::nullopt;
  const double share = within / within_people;
  judged.verdict = share >= 0.5 ? Verdict::supported : share >= 0.25 ? Verdict::partly_supported : Verdict::contradicted;
  judged.reason = {fmt::format("Around that time {:.0f} of 100 people still had it ({:.0f} people).", 100.0 * share, within_people), fmt::format("在那段时间，每 100 人仍有 {:.0f} 人有效果（{:.0f} 人）。", 100.0 * share, within_people)};
  return judged;
}

Judgement Judge::judge_course(const Claim& claim) const {
  const MuscleCourse course = muscle_course();
  Judgement judged;
  judged.evidence = course.studies;
  judged.certainty = Certainty::low;
  judged.certainty_reasons = {{"computed by the model of the jaw muscle for a usual injection (30 U per side, an assumption)", "由咬肌模型按常用剂量（每侧 30 单位，假定）计算"}};
  const Words force = time_words(course.force_half), force_late = time_words(course.force_q95), size = time_words(course.size_half), size_late = time_words(course.size_q95), gone = time_words(course.hollow_gone_half);
  const Words computed{fmt::format("Computed for a usual dose: biting strength is back in half of people {} after the injection (in nearly all within {}), the size of the muscle after {} (the slowest: {}). Of 100 people who see a hollow, in half it is gone after {}, in {:.0f} within two years.",
                                   force.en, force_late.en, size.en, size_late.en, gone.en, 100.0 * course.gone_share),
                       fmt::format("按常用剂量计算：打针后{}，一半人的咬合力恢复（几乎所有人在{}内）；肌肉大小要{}（最慢约{}）。每 100 个看得出凹陷的人，一半在{}内消退，两年内 {:.0f} 人消退。", force.zh, force_late.zh, size.zh, size_late.zh, gone.zh,
                                   100.0 * course.gone_share)};
  std::optional<double> low, high;
  if (claim.quantity) low = weeks_of(claim.quantity->low, claim.quantity->unit), high = weeks_of(claim.quantity->high, claim.quantity->unit);
  if (!low || !high) {
    judged.verdict = course.gone_share >= 0.6 && claim.strength != Strength::guaranteed ? Verdict::supported : Verdict::partly_supported;
    judged.reason = computed;
    return judged;
  }
  // a claimed "3 to 6 months" holds of what half of people have by then; its ends are taken with a tenth, a single number with a third on both
  // sides
  const double from = *low < *high ? 0.9 * *low : *low / 1.33, to = *low < *high ? 1.1 * *high : *high * 1.33;
  const auto holds = [&](double half) { return half >= from && half <= to; };
  const auto touches = [&](double q05, double q95) { return q05 <= to && q95 >= from; };
  const bool force_holds = holds(course.force_half), size_holds = holds(course.size_half);
  if (force_holds && size_holds) judged.verdict = Verdict::supported;
  else if (force_holds || size_holds || touches(course.size_q05, course.size_q95)) judged.verdict = Verdict::partly_supported;
  else judged.verdict = Verdict::contradicted;
  Words lead{"The time named fits neither.", "所说的时间两者都对不上。"};
  if (force_holds && size_holds) lead = {"The time named fits.", "所说的时间相符。"};
  else if (force_holds) lead = {"The time named fits the strength; size takes longer.", "所说的时间符合力量的恢复；肌肉大小要更久。"};
  else if (size_holds) lead = {"The time named fits the size of the muscle.", "所说的时间符合肌肉大小的恢复。"};
  else if (judged.verdict == Verdict::partly_supported) lead = {"The time named fits some people only.", "所说的时间只符合一部分人。"};
  judged.reason = {lead.en + " " + computed.en, lead.zh + computed.zh};
  return judged;
}

}  // namespace vultus
