// The verdict: one sentence with time and interval, its verb capped by certainty, and what must be said beside it.
#include <algorithm>
#include <cmath>
#include <limits>

#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {

std::string lead(Certainty certainty, const Voice& voice) {
  switch (certainty) {
    case Certainty::high:
      return {};
    case Certainty::moderate:
      return voice.say(say::lead_moderate);
    case Certainty::low:
      return voice.say(say::lead_low);
    case Certainty::very_low:
      return voice.say(say::lead_very_low);
    case Certainty::none:
      break;
  }
  return voice.say(say::lead_none);
}

std::string as_sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

namespace {

double share_at_end(const EventCurve& event) { return event.share.empty() ? event.probability : event.share.back(); }

std::string last_week(const Voice& voice) { return std::to_string(voice.week_number(voice.horizon())); }

/// " (it could be week 12 to 30)" for the day by which half the people have it.
std::string half_range(const EventCurve& event, const Voice& voice) {
  if (!std::isfinite(event.half_day_q05) && !std::isfinite(event.half_day_q95)) return {};
  if (std::isfinite(event.half_day_q95) && voice.week_number(event.half_day_q05) == voice.week_number(event.half_day_q95))
    return {};
  return voice.say(say::could_be, {voice.weeks_between(event.half_day_q05, event.half_day_q95)});
}

/// "of 100, about 50 no longer see the hollow by week 21 after the injection (...), 90 by week 44, 92 by week 52".
std::string milestones(const EventCurve& event, const std::string& what, const Voice& voice) {
  std::string text;
  const double end = share_at_end(event);
  if (std::isfinite(event.half_day))
    text += voice.say(say::half_by,
                      {what, std::to_string(voice.week_number(event.half_day)), voice.after(), half_range(event, voice)});
  const bool ninety =
      std::isfinite(event.ninety_day) && voice.week_number(event.ninety_day) > voice.week_number(event.half_day);
  if (ninety) text += voice.say(say::ninety_by, {std::to_string(voice.week_number(event.ninety_day))});
  const bool end_is_news = !ninety || voice.week_number(event.ninety_day) < voice.week_number(voice.horizon());
  if (!std::isfinite(event.half_day))
    text += voice.say(say::only_by, {voice.of_100(end), what, last_week(voice), voice.after()});
  else if (end_is_news)
    text += voice.say(say::share_by, {voice.of_100(end), last_week(voice)});
  return text;
}

std::string recovery(const Subject& s, const Voice& voice) {
  const EventWords& words = event_words(s.about);
  const double end = share_at_end(*s.main);
  const Term& chance = voice.chance_word(end);
  const bool rare = &chance == &say::rarely || &chance == &say::very_rarely;
  const std::string who =
      voice.say(rare ? say::people_rarely : say::people_recover, {voice.say(chance), voice.say(words.recovers)});
  return lead(s.certainty, voice) + who + milestones(*s.main, voice.say(words.see_not), voice) +
         voice.say(say::still_then, {voice.others_of_100(end), voice.say(words.see_it)});
}

std::string already_gone(const Subject& s, const Voice& voice) {
  const EventWords& words = event_words(s.about);
  const double today = 1.0 - at_day(s.outlook->plan.days, s.noticed->share, voice.today());
  const double end = 1.0 - share_at_end(*s.noticed);
  return lead(s.certainty, voice) +
         voice.say(say::already_gone, {voice.of_100(today), voice.say(words.see_not), last_week(voice), voice.of_100(end),
                                       voice.others_of_100(end), voice.say(words.see_it)});
}

/// How thin, when, and when back; and how many will notice a hollow at all.
std::string size_verdict(const Subject& s, const Voice& voice) {
  const Forecast& plan = s.outlook->plan;
  const Band* size = find_band(plan, size_and_force().size);
  if (size == nullptr || size->median.empty()) return {};
  const auto low = std::min_element(size->median.begin(), size->median.end());
  const auto at = static_cast<std::size_t>(low - size->median.begin());
  const auto in = [&](double v) { return voice.value(size->outcome, v); };
  std::string text = voice.say(say::thinnest, {std::to_string(voice.week_number(plan.days[at])), voice.after(), in(*low),
                                               in(size->q05[at]), in(size->q95[at]), in(size->baseline_median)});
  const EventCurve* back = find_event(plan, EventCurve::Kind::recovered, size->outcome);
  if (back != nullptr && std::isfinite(back->half_day))
    text += voice.say(say::size_back_by, {std::to_string(voice.week_number(back->half_day)), half_range(*back, voice),
                                          voice.of_100(share_at_end(*back)), last_week(voice)});
  else if (back != nullptr)
    text += voice.say(say::size_not_back_by, {voice.of_100(share_at_end(*back)), last_week(voice)});
  if (s.noticed != nullptr) {
    const EventWords& words = event_words(s.about);
    const std::string capped =
        s.noticed->derived && plan.certainty_derived > plan.certainty
            ? voice.say(plan.certainty_derived == Certainty::low ? say::get_lead_low : say::get_lead_very_low,
                        {voice.say(words.noun)})
            : std::string();
    text += capped + voice.say(say::get_it, {voice.of_100(s.noticed->probability), voice.say(words.get),
                                             voice.others_of_100(s.noticed->probability)});
  }
  return text;
}

/// A goal, or any event without words of its own.
std::string plain_event(const Subject& s, const Voice& voice) {
  const double end = share_at_end(*s.main);
  const std::string what = voice.say(say::have_it, {voice.say(s.main->name)});
  return lead(s.certainty, voice) + voice.say(say::of_100_people) + milestones(*s.main, what, voice) +
         voice.say(say::others_not, {voice.others_of_100(end)});
}

/// Force comes back long before size; said wherever both are known.
std::string size_lags(const Subject& s, const Voice& voice) {
  const Forecast& plan = s.outlook->plan;
  const EventCurve* force = find_event(plan, EventCurve::Kind::recovered, size_and_force().force);
  const EventCurve* size = find_event(plan, EventCurve::Kind::recovered, size_and_force().size);
  if (force == nullptr || size == nullptr || !std::isfinite(force->half_day)) return {};
  const bool already = force->half_day <= voice.today(), within = std::isfinite(size->half_day);
  const std::string week = std::to_string(voice.week_number(force->half_day));
  const std::string of_100 = voice.of_100(share_at_end(*size)), last = last_week(voice);
  if (!within && already) return voice.say(say::size_lags_already_beyond, {last, of_100});
  if (!within) return voice.say(say::size_lags_beyond, {week, last, of_100});
  if (!(s.outlook->weeks_size_lags_force >= 1.0) || size->half_day <= voice.today()) return {};
  const std::string size_week = std::to_string(voice.week_number(size->half_day));
  if (already) return voice.say(say::size_lags_already, {size_week});
  return voice.say(say::size_lags, {week, size_week});
}

/// Nothing was done and nothing is planned: the curve of the size stays where it was.
bool stays(const Forecast& nothing) {
  const Band* size = find_band(nothing, size_and_force().size);
  if (size == nullptr || size->median.empty()) return false;
  const auto [low, high] = std::minmax_element(size->median.begin(), size->median.end());
  return *high - *low <= 0.01 * std::abs(*high);
}

std::string doing_nothing(const Subject& s, const Voice& voice) {
  if (!s.outlook->nothing || s.main == nullptr) return {};
  const EventCurve* event = find_event(*s.outlook->nothing, s.main->code);
  if (stays(*s.outlook->nothing)) return voice.say(say::nothing_changes);
  if (event == nullptr || event->half_day <= voice.today()) return {};
  const double end = share_at_end(*event);
  const bool gone = event->kind == EventCurve::Kind::gone && has_own_words(event_words(s.about));
  const std::string what =
      gone ? voice.say(event_words(s.about).see_not) : voice.say(say::have_it, {lower_first(voice.say(event->name))});
  if (!std::isfinite(event->half_day)) return voice.say(say::nothing_only, {voice.of_100(end), what, last_week(voice)});
  return voice.say(say::nothing_half, {what, std::to_string(voice.week_number(event->half_day)), half_range(*event, voice),
                                       voice.of_100(end), last_week(voice)});
}

std::string alarm(const Subject& s, const Voice& voice) {
  const Conditioning& conditioning = s.outlook->plan.conditioning;
  if (conditioning.explained) return {};
  std::vector<std::string> names;
  for (const std::string& code : conditioning.unexplained) names.push_back(lower_first(voice.name_of(code)));
  return voice.say(say::unexplained, {voice.list_apart(names)});
}

std::string verdict(const Subject& s, const Voice& voice) {
  if (s.certainty == Certainty::none) return lead(s.certainty, voice);
  const bool own = has_own_words(event_words(s.about));
  if (s.main != nullptr && own && s.main->kind == EventCurve::Kind::gone && s.seen_today) return recovery(s, voice);
  if (s.noticed != nullptr && own && s.seen_before && !s.seen_today) return already_gone(s, voice);
  if (own || s.main == nullptr || s.main->about == size_and_force().size) {
    const std::string size = size_verdict(s, voice);
    if (!size.empty()) return lead(s.outlook->plan.certainty, voice) + size;
  }
  if (s.main != nullptr) return plain_event(s, voice);
  return voice.say(say::no_verdict);
}

}  // namespace

Subject subject_of(const Outlook& outlook) {
  Subject s;
  s.outlook = &outlook;
  const Forecast& plan = outlook.plan;
  s.main = find_event(plan, outlook.main_event);
  if (s.main != nullptr)
    s.about = s.main->kind == EventCurve::Kind::noticed && s.main->about.empty() ? s.main->code : s.main->about;
  for (const EventCurve& event : plan.events)
    if (event.kind == EventCurve::Kind::noticed && (event.code == s.about || event.about == s.about) && s.noticed == nullptr)
      s.noticed = &event;
  if (s.noticed == nullptr && (s.main == nullptr || s.main->kind == EventCurve::Kind::recovered))
    for (const EventCurve& event : plan.events)
      if (event.kind == EventCurve::Kind::noticed && has_own_words(event_words(event.code)) && s.noticed == nullptr)
        s.noticed = &event;
  if (s.noticed != nullptr) {
    s.about = has_own_words(event_words(s.noticed->code)) ? s.noticed->code : s.about;
    s.seen_today = at_day(plan.days, s.noticed->share, plan.today) >= 0.5;
    for (std::size_t i = 0; i < std::min(plan.days.size(), s.noticed->share.size()); ++i)
      if (plan.days[i] < plan.today && s.noticed->share[i] >= 0.5) s.seen_before = true;
  }
  for (const Visit& visit : outlook.casefile.visits)
    if (visit.outcome == s.about && std::holds_alternative<bool>(visit.value) && std::get<bool>(visit.value))
      s.seen_before = true;
  s.certainty = s.main != nullptr && s.main->derived ? plan.certainty_derived : plan.certainty;
  return s;
}

void add_verdict(Answer& answer, const Subject& s, const Voice& voice) {
  answer.alarm = alarm(s, voice);
  answer.verdict = as_sentence(verdict(s, voice));
  if (s.certainty == Certainty::none) return;
  for (std::string more : {doing_nothing(s, voice), size_lags(s, voice)})
    if (!more.empty()) answer.verdict_more.push_back(as_sentence(std::move(more)));
}

}  // namespace vultus::sections
