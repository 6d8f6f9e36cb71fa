// What moves the answer, what the assumed threshold does to it, and what could go wrong.
#include <algorithm>
#include <cmath>
#include <limits>

#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {
namespace {

constexpr double nothing_to_draw = std::numeric_limits<double>::quiet_NaN();

std::string whole(double value) { return std::to_string(std::lround(std::abs(value))); }

/// "about 4 weeks later (2 to 7)"; both directions are said when the range holds both.
std::string in_weeks(const FactorEffect& f, const Voice& voice) {
  const bool small = std::lround(std::abs(f.weeks)) == 0;
  if (!std::isfinite(f.weeks_q05) || !std::isfinite(f.weeks_q95))
    return small ? voice.say(say::hardly)
                 : voice.say(f.weeks > 0 ? say::weeks_later : say::weeks_earlier, {whole(f.weeks), ""});
  const long low = std::lround(f.weeks_q05), high = std::lround(f.weeks_q95);
  if (small && low == 0 && high == 0) return voice.say(say::hardly);
  std::string range;
  if (low < 0 && high > 0)
    range = voice.say(say::range_both, {whole(f.weeks_q05), whole(f.weeks_q95)});
  else if (low != high)
    range = voice.say(say::range_one, {std::to_string(std::min(std::labs(low), std::labs(high))),
                                       std::to_string(std::max(std::labs(low), std::labs(high)))});
  if (small) return voice.say(say::hardly) + range;
  return voice.say(f.weeks > 0 ? say::weeks_later : say::weeks_earlier, {whole(f.weeks), range});
}

/// "by week 52, 12 fewer of 100 no longer see the hollow (5 to 20)".
std::string in_share(const FactorEffect& f, const Subject& s, const Voice& voice) {
  if (!std::isfinite(f.share) || !std::isfinite(f.share_q05) || !std::isfinite(f.share_q95))
    return voice.say(say::cannot_say);
  const long n = std::lround(100.0 * f.share), low = std::lround(100.0 * f.share_q05),
             high = std::lround(100.0 * f.share_q95);
  std::string range;
  if (low < 0 && high > 0)
    range = voice.say(say::range_share_both, {std::to_string(-low), std::to_string(high)});
  else if (low != high)
    range = voice.say(say::range_one, {std::to_string(std::min(std::labs(low), std::labs(high))),
                                       std::to_string(std::max(std::labs(low), std::labs(high)))});
  const std::string what = s.main != nullptr && s.main->kind == EventCurve::Kind::gone
                               ? voice.say(event_words(s.about).see_not)
                               : voice.say(say::are_there);
  const std::string week = std::to_string(voice.week_number(voice.horizon()));
  if (n == 0) return voice.say(say::share_same, {week, range});
  return voice.say(n > 0 ? say::share_more : say::share_fewer, {week, std::to_string(std::labs(n)), what, range});
}

/// Depth is said only where it is a tenth of a millimetre or more: less cannot be measured.
std::string in_depth(const FactorEffect& f, const Voice& voice) {
  if (!std::isfinite(f.depth) || std::abs(f.depth) < 0.05) return {};
  const std::string_view size = size_and_force().size;
  return voice.say(f.depth > 0 ? say::depth_more : say::depth_less, {voice.value(size, std::abs(f.depth))});
}

}  // namespace

void add_factors(Answer& answer, const Subject& s, const Voice& voice) {
  for (const FactorEffect& factor : s.outlook->factors) {
    if (!factor.measured) {
      answer.unmeasured.push_back({voice.say(factor.label), voice.say(factor.finding)});
      continue;
    }
    FactorLine line{voice.say(factor.label), {}, voice.say(factor.finding), nothing_to_draw, nothing_to_draw,
                    nothing_to_draw};
    const bool dated = std::isfinite(factor.weeks) && !factor.beyond_horizon;
    if (dated) {
      line.weeks = factor.weeks;
      line.weeks_q05 = factor.weeks_q05;
      line.weeks_q95 = factor.weeks_q95;
      line.effect = in_weeks(factor, voice);
    } else {
      line.effect = in_share(factor, s, voice);
      if (factor.beyond_horizon) line.effect += voice.say(say::beyond_three_years);
    }
    line.effect += in_depth(factor, voice);
    answer.factors.push_back(std::move(line));
  }
  if (!answer.factors.empty()) answer.factors_note = voice.say(say::factors_note);
}

void add_thresholds(Answer& answer, const Subject& s, const Voice& voice) {
  for (const ThresholdAnswer& t : s.outlook->thresholds) {
    const EventWords& words = event_words(t.event);
    const std::string noun = has_own_words(words) ? voice.say(words.noun) : voice.say(t.name);
    const std::string see_not = voice.say(words.see_not), week = std::to_string(voice.week_number(voice.horizon()));
    const auto half = [&](double day) {
      if (!std::isfinite(day)) return voice.say(say::half_not_by, {week});
      return voice.say(say::half_by_week, {std::to_string(voice.week_number(day))});
    };
    const std::string moved = std::to_string(t.moved_by).substr(0, 3);
    ThresholdText text{voice.say(say::threshold_is, {noun}), {}};
    const bool seen =
        t.event == s.about && (s.seen_today || s.seen_before);  // then everybody has it, wherever the threshold lies
    if (seen) {
      text.cases.push_back(voice.say(
          say::threshold_sooner, {moved, half(t.half_day_sooner_seen), voice.of_100(t.share_sooner_seen), see_not, week}));
      text.cases.push_back(voice.say(say::threshold_later,
                                     {moved, half(t.half_day_later_seen), voice.of_100(t.share_later_seen), see_not, week}));
    } else if (t.noticed_sooner_seen < 0.01 && t.noticed_later_seen < 0.01) {
      text.cases.push_back(voice.say(say::threshold_rare, {voice.say(words.get)}));
    } else {
      text.cases.push_back(voice.say(say::threshold_noticed, {voice.of_100(t.noticed_sooner_seen),
                                                              voice.of_100(t.noticed_later_seen), voice.say(words.get)}));
    }
    answer.thresholds.push_back(std::move(text));
  }
}

namespace {

std::string when_of(const HarmForecast& harm, const Voice& voice) {
  const auto days = [](double day) { return std::to_string(std::lround(day)); };
  if (harm.to_day <= 28.0) {
    if (harm.from_day <= 0.0) return voice.say(say::first_n_days, {days(harm.to_day)});
    return voice.say(say::days_n_to_m, {days(harm.from_day), days(harm.to_day)});
  }
  const auto weeks = [](double day) { return std::to_string(std::max(1L, std::lround(day / 7.0))); };
  return voice.say(say::week_n_to_m, {weeks(harm.from_day), weeks(harm.to_day)});
}

/// How soon, unless the advice says so itself.
std::string how_soon(Urgency urgency, const std::string& advice, const Voice& voice) {
  if (urgency == Urgency::next_visit) return {};
  for (const char* said : {"now", "within a day", "today", "立即", "马上", "一天内", "当天"})
    if (advice.find(said) != std::string::npos) return {};
  return voice.say(urgency == Urgency::now ? say::soon_now : say::soon_day);
}

/// The last day on which that treatment is or was given.
double last_given(const Subject& s, const HarmForecast& harm) {
  double day = -std::numeric_limits<double>::infinity();
  const auto look = [&](const std::vector<Entry>& entries) {
    for (const Entry& e : entries)
      if (e.treatment == harm.treatment) day = std::max(day, e.day + (e.sessions - 1) * e.every_days);
  };
  look(s.outlook->casefile.history);
  if (const Plan* plan = plan_of(*s.outlook); plan != nullptr && !harm.past) look(plan->entries);
  return day;
}

HarmLine line_of(const HarmForecast& harm, const Subject& s, const Voice& voice, Sources& sources) {
  HarmLine line;
  line.name = voice.say(harm.name);
  if (line.name.empty()) line.name = voice.name_of(harm.event);
  line.treatment = voice.name_of(harm.treatment);
  line.urgency = harm.urgency;
  line.when = when_of(harm, voice);
  line.what_to_do = voice.say(harm.what_to_do);
  line.what_to_do = how_soon(harm.urgency, line.what_to_do, voice) + line.what_to_do;
  line.over = harm.past && last_given(s, harm) + harm.to_day < voice.today();
  line.sources = sources.cite(harm.rests_on);
  if (harm.rests_on.empty() || !(harm.people > 0.0)) {
    line.chance = voice.say(say::no_count);
    return line;
  }
  line.chance = voice.say(voice.chance_word(harm.probability));
  line.of_100 = voice.cell(harm.probability);
  const std::string span = voice.span_of_100(harm.q05, harm.q95);
  if (span != line.of_100) line.of_100 += voice.say(say::in_brackets, {span});
  if (harm.people_with_others > 0.0)
    line.counted = voice.say(say::counted_with, {Voice::thousands(harm.events), Voice::thousands(harm.people), Voice::thousands(harm.people_with_others)});
  else
    line.counted = voice.say(say::counted, {Voice::thousands(harm.events), Voice::thousands(harm.people)});
  return line;
}

}  // namespace

void add_harms(Answer& answer, const Subject& s, const Voice& voice, Sources& sources) {
  std::vector<const HarmForecast*> ordered;
  for (const HarmForecast& harm : s.outlook->plan.harms) ordered.push_back(&harm);
  // What needs a doctor at once first, then what is commonest; what is over last.
  std::stable_sort(ordered.begin(), ordered.end(), [&](const HarmForecast* a, const HarmForecast* b) {
    if (a->past != b->past) return !a->past;
    if (a->treatment != b->treatment) return a->treatment < b->treatment;
    if ((a->urgency == Urgency::now) != (b->urgency == Urgency::now)) return a->urgency == Urgency::now;
    return a->probability > b->probability;
  });
  for (const HarmForecast* harm : ordered) answer.harms.push_back(line_of(*harm, s, voice, sources));
  std::stable_partition(answer.harms.begin(), answer.harms.end(), [](const HarmLine& line) { return !line.over; });
  if (!answer.harms.empty()) answer.harms_note = voice.say(say::harms_note);
}

}  // namespace vultus::sections
