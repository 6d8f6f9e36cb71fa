// What stands first: title, red flags, the row of moments; and the table of events.
#include <algorithm>
#include <cmath>

#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {

const Plan* plan_of(const Outlook& outlook) {
  for (const Plan& plan : outlook.casefile.plans)
    if (plan.name == outlook.plan.plan) return &plan;
  return nullptr;
}

std::string by_horizon(const Voice& voice) {
  return voice.say(say::by_week, {std::to_string(voice.week_number(voice.horizon()))});
}

std::string plain_number(double value) {
  std::string text = std::to_string(std::round(value * 100.0) / 100.0);
  while (!text.empty() && text.back() == '0') text.pop_back();
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

namespace {

/// `unit`: that of the treatment's dose rule; empty where it is not known.
std::string dose_of(const Entry& entry, const std::string& unit, const Voice& voice) {
  if (!entry.dose) return {};
  const std::string number = plain_number(*entry.dose);
  if (unit == "U per side" || (unit.empty() && entry.treatment == "botulinum_masseter")) return voice.say(say::units_per_side, {number});
  if (unit == "ml per side" || (unit.empty() && entry.treatment == "ha_filler")) return voice.say(say::ml_per_side, {number});
  return voice.say(say::dose_n, {unit.empty() ? number : number + " " + unit});
}

}  // namespace

std::string say_entry(const Entry& entry, const std::string& unit, const Voice& voice) {
  std::vector<std::string> parts{voice.name_of(entry.treatment)};
  if (const std::string dose = dose_of(entry, unit, voice); !dose.empty()) parts.push_back(dose);
  if (entry.sessions > 1) parts.push_back(voice.say(say::n_sessions, {std::to_string(entry.sessions)}));
  parts.push_back(voice.week(entry.day) + voice.dated(entry.day));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : voice.say(say::comma)) + part;
  return text;
}

std::string say_goal(const Goal& goal, const Voice& voice, const Forecast& plan) {
  const EventWords& event = event_words(goal.code);
  const std::string name = has_own_words(event) ? voice.say(event.noun) : lower_first(voice.name_of(goal.code));
  const Band* band = find_band(plan, goal.code);
  const bool relative = goal.relative || goal.kind == Goal::Kind::within_of_baseline;
  const std::string unit = relative ? "%" : band != nullptr ? voice.unit(band->unit) : std::string();
  const std::string amount = plain_number(relative ? 100.0 * goal.amount : goal.amount);
  switch (goal.kind) {
    case Goal::Kind::event_absent:
      return voice.say(say::goal_absent, {name});
    case Goal::Kind::event_present:
      return voice.say(say::goal_present, {name});
    case Goal::Kind::within_of_baseline:
      return voice.say(say::goal_within, {name, amount});
    case Goal::Kind::at_most:
      return voice.say(say::goal_at_most, {name, amount, unit});
    case Goal::Kind::at_least:
      return voice.say(say::goal_at_least, {name, amount, unit});
    case Goal::Kind::falls_by:
      return voice.say(say::goal_falls, {name, amount, unit});
    case Goal::Kind::rises_by:
      break;
  }
  return voice.say(say::goal_rises, {name, amount, unit});
}

std::string title_of(const CaseFile& casefile, const std::string& otherwise, const Voice& voice) {
  bool same_language = !casefile.question.empty();
  bool chinese_question = false;
  for (const char c : casefile.question) chinese_question = chinese_question || static_cast<unsigned char>(c) >= 0x80;
  same_language = same_language && chinese_question == voice.chinese();
  return same_language ? voice.say(casefile.question) : otherwise;
}

void add_title(Answer& answer, const Subject& s, const Voice& voice) {
  const CaseFile& casefile = s.outlook->casefile;
  answer.title = voice.say(say::default_title);
  if (s.main != nullptr && has_own_words(event_words(s.about)))
    answer.title = s.seen_today    ? voice.say(say::title_recover, {voice.say(event_words(s.about).noun)})
                   : s.seen_before ? voice.say(say::title_gone, {voice.say(event_words(s.about).noun)})
                                   : voice.say(say::title_before);
  answer.title = title_of(casefile, answer.title, voice);
  answer.stamp = voice.say(say::stamp);
  std::vector<std::string> entries;
  if (const Plan* plan = plan_of(*s.outlook); plan != nullptr)
    for (const Entry& entry : plan->entries) {
      const auto unit = s.outlook->dose_units.find(entry.treatment);
      entries.push_back(say_entry(entry, unit == s.outlook->dose_units.end() ? std::string() : unit->second, voice));
    }
  std::string list;
  for (const std::string& entry : entries) list += (list.empty() ? "" : voice.say(say::semicolon)) + entry;
  answer.plan = entries.empty() ? voice.say(say::plan_waits) : voice.say(say::plan_is, {list});
}

void add_flags(Answer& answer, const Subject& s, const Voice& voice, Sources& sources) {
  using Level = Flag::FlagLevel;
  const auto add = [&](std::vector<FlagLine>& lines, const Flag& flag) {
    const std::string action = voice.say(flag.action), text = voice.say(flag.text);
    const std::vector<int> cited = sources.cite({flag.source});
    for (FlagLine& line : lines) {
      if (line.level != flag.level || line.action != action || action.empty()) continue;
      line.signs += voice.say(say::semicolon) + text;
      line.sources.insert(line.sources.end(), cited.begin(), cited.end());
      return;
    }
    lines.push_back({flag.level, text, action, cited});
  };
  for (const Level level : {Level::now, Level::within_a_day})
    for (const Flag& flag : s.outlook->plan.flags)
      if (flag.level == level) add(answer.red_flags, flag);
  for (const Flag& flag : s.outlook->plan.flags)
    if (flag.level == Level::excluded) add(answer.exclusions, flag);
  for (const Level level : {Level::next_visit, Level::caution, Level::note})
    for (const Flag& flag : s.outlook->plan.flags)
      if (flag.level == level) add(answer.cautions, flag);
}

namespace {

struct Stop {
  double day;
  std::string when;
};

/// Today, in 4 weeks, in 3, 6 and 12 months; the last one is the horizon when that comes first.
std::vector<Stop> stops(const Voice& voice) {
  std::vector<Stop> list{{voice.today(), voice.say(say::today)}};
  const double end = voice.horizon();
  const auto add = [&](double after, const std::string& when) {
    if (voice.today() + after <= end + 0.5) list.push_back({std::min(voice.today() + after, end), when});
  };
  add(28.0, voice.say(say::in_n_weeks, {"4"}));
  for (const int months : {3, 6, 12})
    add(std::round(months * 30.4375 / 7.0) * 7.0, voice.say(say::in_n_months, {std::to_string(months)}));
  if (list.size() < 5 && end - list.back().day >= 21.0) {
    const double after = end - voice.today();
    const auto months = static_cast<int>(std::lround(after / 30.4375));
    list.push_back({end, months >= 2
                             ? voice.say(say::in_n_months, {std::to_string(months)})
                             : voice.say(say::in_n_weeks, {std::to_string(static_cast<int>(std::lround(after / 7.0)))})});
  }
  return list;
}

/// A visit on or before today said whether it is there: then every such person is alike today.
bool known_today(const Subject& s) {
  const Visit* last = nullptr;
  for (const Visit& visit : s.outlook->casefile.visits)
    if (visit.outcome == s.about && std::holds_alternative<bool>(visit.value)) last = &visit;
  return last != nullptr && last->day == s.outlook->plan.today;
}

}  // namespace

void add_moments(Answer& answer, const Subject& s, const Voice& voice) {
  if (s.noticed == nullptr || s.certainty == Certainty::none) return;
  const EventWords& words = event_words(s.about);
  const EventCurve* nothing = s.outlook->nothing ? find_event(*s.outlook->nothing, s.noticed->code) : nullptr;
  Moments& moments = answer.moments;
  moments.heading = voice.say(say::of_100_heading);
  const bool known = s.seen_today || s.seen_before;
  moments.seen = voice.say(known ? words.see : words.see_any);
  moments.not_seen = voice.say(known ? words.see_not : words.see_none);
  if (nothing != nullptr) moments.nothing_seen = voice.say(say::row_nothing, {moments.seen});
  for (const Stop& stop : stops(voice)) {
    Moment m;
    m.day = stop.day;
    m.when = stop.when;
    m.week = voice.week(stop.day);
    m.date = voice.date(stop.day);
    m.share = at_day(s.outlook->plan.days, s.noticed->share, stop.day);
    const bool exact = moments.columns.empty() && known_today(s) && (m.share > 0.999 || m.share < 0.001);
    m.seen = exact ? (m.share > 0.5 ? "100" : "0") : voice.cell(m.share);
    m.not_seen = exact ? (m.share > 0.5 ? "0" : "100") : voice.others_cell(m.share);
    if (nothing != nullptr) {
      const double other = at_day(s.outlook->nothing->days, nothing->share, stop.day);
      m.nothing_seen = exact ? m.seen : voice.cell(other);
    }
    moments.columns.push_back(std::move(m));
  }
  // A row of "fewer than 1" beside a plan says nothing.
  const bool idle = std::all_of(moments.columns.begin(), moments.columns.end(),
                                [](const Moment& m) { return m.nothing_seen == "<1" || m.nothing_seen.empty(); });
  if (!idle) return;
  moments.nothing_seen.clear();
  for (Moment& m : moments.columns) m.nothing_seen.clear();
}

namespace {

/// The noticed event behind one that is gone.
const EventCurve* noticed_behind(const EventCurve& gone, const Forecast& plan) {
  for (const EventCurve& event : plan.events)
    if (event.kind == EventCurve::Kind::noticed && (event.code == gone.about || event.about == gone.about)) return &event;
  return nullptr;
}

bool everybody_has_it(const EventCurve& gone, const Subject& s) {
  if (gone.about == s.about && (s.seen_today || s.seen_before)) return true;
  const EventCurve* noticed = noticed_behind(gone, s.outlook->plan);
  return noticed == nullptr || noticed->probability >= 0.99;
}

/// Hardly anybody gets it, so that it is gone says nothing.
bool hardly_there(const EventCurve& event, const Subject& s) {
  if (event.kind != EventCurve::Kind::gone || everybody_has_it(event, s)) return false;
  const EventCurve* noticed = noticed_behind(event, s.outlook->plan);
  return noticed != nullptr && noticed->probability < 0.01;
}

std::string name_of_event(const EventCurve& event, const Subject& s, const Voice& voice) {
  if (event.kind == EventCurve::Kind::goal)
    for (const Goal& goal : s.outlook->casefile.goals)
      if (goal.text == event.about) return voice.say(say::goal_is, {say_goal(goal, voice, s.outlook->plan)});
  const EventWords& words = event_words(event.about);
  if (has_own_words(words) && event.kind == EventCurve::Kind::gone && !everybody_has_it(event, s))
    return voice.say(say::event_gone_of_those, {voice.say(words.noun)});
  if (has_own_words(words) && event.kind == EventCurve::Kind::gone)
    return voice.say(say::event_gone, {voice.say(words.noun)});
  if (has_own_words(words) && event.kind == EventCurve::Kind::noticed)
    return voice.say(say::event_noticed, {voice.say(words.noun)});
  const OutcomeWords& outcome = outcome_words(event.about);
  if (has_own_words(outcome) && event.kind == EventCurve::Kind::recovered)
    return voice.say(say::event_recovered, {voice.say(outcome.back)});
  const std::string name = voice.say(event.name);
  return name.empty() ? voice.name_of(event.code) : name;
}

}  // namespace

void add_events(Answer& answer, const Subject& s, const Voice& voice) {
  const Forecast& plan = s.outlook->plan;
  std::vector<const EventCurve*> ordered;
  for (const EventCurve& event : plan.events)
    if (&event == s.main) ordered.push_back(&event);
  for (const auto kind :
       {EventCurve::Kind::goal, EventCurve::Kind::gone, EventCurve::Kind::recovered, EventCurve::Kind::noticed})
    for (const EventCurve& event : plan.events)
      if (event.kind == kind && &event != s.main && !(&event == s.noticed && s.seen_today)) ordered.push_back(&event);
  for (const EventCurve* event : ordered) {
    if (hardly_there(*event, s)) continue;
    EventLine line;
    line.name = name_of_event(*event, s, voice);
    line.of_100 = voice.cell(event->probability);
    line.derived = event->derived;
    if (std::isfinite(event->median_day) && voice.week_number(event->median_day) <= 0 && event->probability >= 0.01)
      line.when = voice.weeks_between(event->median_day, event->q95_day);
    else if (std::isfinite(event->median_day) && event->probability >= 0.01) {
      line.when = voice.say(say::among_them, {std::to_string(voice.week_number(event->median_day)),
                                              voice.weeks_between(event->q05_day, event->q95_day)});
      line.among = true;
    } else
      line.when = voice.say(say::not_by, {std::to_string(voice.week_number(voice.horizon()))});
    answer.events.push_back(std::move(line));
  }
}

}  // namespace vultus::sections
