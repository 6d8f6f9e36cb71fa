// What to watch and when to look again, and what to ask the doctor.
#include <algorithm>
#include <array>
#include <cmath>

#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {
namespace {

/// How much narrower, in words: no number that a person would have to weigh.
std::string part_of(double share, const Voice& voice) {
  struct Part {
    double from;
    const Term* words;
  };
  static constexpr std::array<Part, 6> parts{{{0.70, &say::three_quarters},
                                              {0.58, &say::two_thirds},
                                              {0.42, &say::a_half},
                                              {0.29, &say::a_third},
                                              {0.15, &say::a_fifth},
                                              {0.05, &say::a_tenth}}};
  for (const Part& part : parts)
    if (share >= part.from) return voice.say(*part.words);
  return {};
}

/// The day after which still seeing it is later than in nine of ten people.
double late_day(const Subject& s) {
  if (s.main == nullptr || s.main->kind != EventCurve::Kind::gone) return never;
  return s.main->ninety_day;
}

std::string measured(const NextMeasurement& next, const Voice& voice) {
  const OutcomeWords& words = outcome_words(next.outcome);
  if (has_own_words(words)) return voice.say(words.measure);
  const std::string name = voice.say(next.name);
  return name.empty() ? voice.name_of(next.outcome) : name;
}

std::string measure_line(const Outlook& outlook, const Voice& voice) {
  const NextMeasurement& next = *outlook.next_measurement;
  const std::string name = measured(next, voice);
  const std::string when = voice.week(next.day) + voice.dated(next.day);
  const std::string part = part_of(next.narrows, voice);
  if (part.empty()) return voice.say(say::measure_hardly, {name, when});
  return voice.say(say::measure, {name, when, part});
}

}  // namespace

void add_watch(Answer& answer, const Subject& s, const Voice& voice) {
  const Outlook& outlook = *s.outlook;
  if (outlook.next_measurement) answer.look_again.push_back(measure_line(outlook, voice));
  const double late = late_day(s);
  const EventWords& words = event_words(s.about);
  if (s.seen_today && std::isfinite(late) && late > voice.today())
    answer.look_again.push_back(voice.say(say::late_if, {voice.say(words.see), voice.week(late) + voice.dated(late)}));
  else if (s.seen_today && s.main != nullptr)
    answer.look_again.push_back(
        voice.say(say::late_end, {voice.say(words.see), voice.week(voice.horizon()) + voice.dated(voice.horizon())}));
  if (s.noticed != nullptr) answer.look_again.push_back(voice.say(say::worse_if));
  for (const Words& one : outlook.watch) answer.watch.push_back(voice.say(one));
  for (const Words& one : outlook.aftercare) answer.aftercare.push_back(voice.say(one));
}

namespace {

std::vector<const Entry*> given(const Subject& s) {
  std::vector<const Entry*> entries;
  for (const Entry& e : s.outlook->casefile.history)
    for (const std::string_view code : counted_from())
      if (e.treatment == code) entries.push_back(&e);
  return entries;
}

void ask_about_dose(std::vector<std::string>& questions, const Subject& s, const Voice& voice) {
  const auto entries = given(s);
  if (entries.empty()) return;
  const Entry& last = *entries.back();
  const bool product_known = !last.product.empty() && last.product.find("unknown") == std::string::npos;
  if (!last.dose || !product_known) {
    questions.push_back(voice.say(say::ask_dose_unknown));
    return;
  }
  std::string number = std::to_string(*last.dose);
  number.erase(number.find_last_not_of('0') + 1);
  if (number.back() == '.') number.pop_back();
  questions.push_back(voice.say(say::ask_dose_known, {number}));
}

void ask_about_measuring(std::vector<std::string>& questions, const Subject& s, const Voice& voice) {
  if (!s.outlook->next_measurement) return;
  const NextMeasurement& next = *s.outlook->next_measurement;
  const Visit* before = nullptr;
  for (const Visit& visit : s.outlook->casefile.visits)
    if (visit.outcome == next.outcome && std::holds_alternative<double>(visit.value)) before = &visit;
  const std::string name = measured(next, voice), when = voice.week(next.day) + voice.dated(next.day);
  if (before == nullptr) {
    questions.push_back(voice.say(say::ask_measure, {name, when}));
    return;
  }
  const Band* band = find_band(s.outlook->plan, next.outcome);
  const std::string value = voice.value(next.outcome, std::get<double>(before->value)) +
                            (band != nullptr ? " " + voice.unit(band->unit) : std::string());
  questions.push_back(voice.say(say::ask_measure_again, {name, when, value, voice.week(before->day)}));
}

void ask_about_plan(std::vector<std::string>& questions, const Subject& s, const Voice& voice) {
  const Plan* plan = plan_of(*s.outlook);
  if (plan == nullptr) return;
  bool filler = false;
  const Entry* first = nullptr;
  for (const Entry& entry : plan->entries) {
    filler = filler || entry.treatment == "ha_filler";
    if (first == nullptr) first = &entry;
  }
  if (filler) questions.push_back(voice.say(say::ask_filler));
  if (first != nullptr && !filler) questions.push_back(voice.say(say::ask_treatment, {voice.name_of(first->treatment)}));
}

}  // namespace

void add_questions(Answer& answer, const Subject& s, const Voice& voice) {
  std::vector<std::string>& questions = answer.questions;
  const EventWords& words = event_words(s.about);
  const bool own = has_own_words(words);
  if (!answer.alarm.empty()) questions.push_back(voice.say(say::ask_unexplained));
  if (!answer.exclusions.empty()) questions.push_back(voice.say(say::ask_excluded));
  if (own && s.seen_today) questions.push_back(voice.say(say::ask_cause, {voice.say(words.noun)}));
  if (own && !s.seen_today && !s.seen_before) questions.push_back(voice.say(say::ask_smallest));
  ask_about_dose(questions, s, voice);
  ask_about_measuring(questions, s, voice);
  ask_about_plan(questions, s, voice);
  const double late = late_day(s);
  if (own && s.seen_today)
    questions.push_back(std::isfinite(late) ? voice.say(say::ask_if_still, {voice.say(words.see), voice.week(late)})
                                            : voice.say(say::ask_if_still_end, {voice.say(words.see)}));
  if (!given(s).empty()) questions.push_back(voice.say(say::ask_next_injection));
  if (questions.size() > 5) questions.resize(5);
}

}  // namespace vultus::sections
