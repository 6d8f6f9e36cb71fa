// Which plan does best: the sentence, the table, and how sure the differences are.
#include <algorithm>
#include <cmath>

#include "vultus/base/text.hpp"
#include "vultus/report/comparison_parts.hpp"
#include "vultus/report/comparison_terms.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {

std::string plan_name(const Told& told, const std::string& name) {
  if (name == told.comparison.wait) return told.voice.say(say::doing_nothing);
  if (!told.comparison.candidates) return name;
  std::string text;  // "a+b": both together
  for (const auto& code : split(name, '+')) text += (text.empty() ? "" : " + ") + told.voice.name_of(code);
  return text;
}

std::string goal_words(const Told& told, std::size_t at) {
  return say_goal(told.comparison.casefile.goals[at], told.voice, told.wait.forecast);
}

std::string last_week(const Told& told) { return std::to_string(told.voice.week_number(told.voice.horizon())); }

std::string goal_week(const Told& told, std::size_t at) {
  const auto& by = told.comparison.casefile.goals[at].by_day;
  return std::to_string(told.voice.week_number(std::min(by.value_or(never), told.voice.horizon())));
}

std::string percent_span(const Told& told, double low, double high) {
  const std::string from = std::to_string(std::lround(100.0 * low)), to = std::to_string(std::lround(100.0 * high));
  return from == to ? from : told.voice.from_to(from, to);
}

const Difference* find_difference(const Comparison& comparison, const std::string& plan, const std::string& than, const std::string& goal) {
  for (const Difference& d : comparison.differences)
    if (d.plan == plan && d.than == than && d.goal == goal) return &d;
  return nullptr;
}

namespace {

bool is_better(const Difference* d) { return d != nullptr && d->verdict == Contrast::better; }

/// The goal that the sentence is about: the first in which the best plan is clearly better, else the first that is modelled.
std::size_t told_goal(const Told& told) {
  const ComparedPlan& best = *told.ranked.front();
  for (std::size_t g = 0; g < best.goals.size(); ++g)
    if (best.goals[g].modelled && is_better(find_difference(told.comparison, best.plan.name, told.comparison.wait, best.goals[g].goal))) return g;
  for (std::size_t g = 0; g < best.goals.size(); ++g)
    if (best.goals[g].modelled) return g;
  return 0;
}

Certainty certainty_of(const ComparedPlan& plan, std::size_t goal) {
  const EventCurve* event = find_event(plan.forecast, "goal_" + std::to_string(goal + 1));
  return event != nullptr && event->derived ? plan.forecast.certainty_derived : plan.forecast.certainty;
}

/// The first plan by rank that does something and has a number.
const ComparedPlan* first_of_others(const Told& told) {
  for (const ComparedPlan* plan : told.ranked)
    if (plan != &told.wait && plan->modelled) return plan;
  return nullptr;
}

/// "about 71 (it could be 16 to 99)"; a bare number where there is no range.
std::string people(const GoalForecast& goal, const Voice& voice) {
  const std::string span = voice.span_of_100(goal.q05, goal.q95);
  if (span == voice.cell(goal.probability)) return voice.say(say::compare_people, {voice.of_100(goal.probability)});
  const bool edge = goal.probability < 0.01 || goal.probability > 0.99;
  return voice.say(edge ? say::compare_people_edge : say::compare_people_range, {voice.of_100(goal.probability), span});
}

/// A plan's name within a sentence: the case's own names in quotes.
std::string spoken(const Told& told, const ComparedPlan& plan) {
  const std::string name = plan_name(told, plan.plan.name);
  return told.comparison.candidates || &plan == &told.wait ? lower_first(name) : told.voice.say(say::plan_quoted, {name});
}

/// Plans that are not clearly different from the best.
std::vector<std::string> alike_to_best(const Told& told, const std::string& goal) {
  std::vector<std::string> alike;
  for (const ComparedPlan* plan : told.ranked)
    if (const Difference* d = find_difference(told.comparison, plan->plan.name, told.ranked.front()->plan.name, goal); d != nullptr && plan->modelled && d->verdict == Contrast::no_clear_difference)
      alike.push_back(spoken(told, *plan));
  return alike;
}

void add_alike(ComparisonAnswer& answer, const Told& told, const std::string& goal) {
  const ComparedPlan& best = *told.ranked.front();
  const std::vector<std::string> alike = alike_to_best(told, goal);
  if (!alike.empty()) answer.verdict_more.push_back(as_sentence(told.voice.say(say::compare_like_best, {spoken(told, best), told.voice.list(alike)})));
}

void say_by_goal(ComparisonAnswer& answer, const Told& told) {
  const Voice& voice = told.voice;
  const std::size_t g = told_goal(told);
  const ComparedPlan& best = *told.ranked.front();
  const GoalForecast &of_best = best.goals[g], &of_wait = told.wait.goals[g];
  const std::string capped = lead(certainty_of(best, g), voice), week = goal_week(told, g), what = goal_words(told, g);
  const ComparedPlan* other = first_of_others(told);
  const bool better = is_better(find_difference(told.comparison, best.plan.name, told.comparison.wait, of_best.goal));
  if (better)
    answer.verdict = capped + voice.say(alike_to_best(told, of_best.goal).empty() ? say::compare_best : say::compare_first, {spoken(told, best), people(of_best, voice), week, what, people(of_wait, voice), voice.after()});
  else
    answer.verdict = capped + voice.say(other == nullptr ? say::compare_only_wait : say::compare_none_better, {people(of_wait, voice), week, what, voice.after()});
  const double median = (better ? of_best : of_wait).median_day;
  if (std::isfinite(median) && voice.week_number(median) > 0 && (better ? of_best : of_wait).probability >= 0.01) {
    const std::string half = std::to_string(voice.week_number(median));
    answer.verdict_more.push_back(as_sentence(better ? voice.say(say::compare_half_time, {spoken(told, best), half}) : voice.say(say::compare_half_time_waiting, {half})));
  }
  if (!better && other != nullptr && other->goals[g].probability != of_wait.probability)
    answer.verdict_more.push_back(as_sentence(voice.say(say::compare_closest, {spoken(told, *other), people(other->goals[g], voice)})));
  if (best.plan.name != told.comparison.wait)
    for (std::size_t k = 0; k < best.goals.size(); ++k)
      if (const Difference* d = find_difference(told.comparison, best.plan.name, told.comparison.wait, best.goals[k].goal); better && d != nullptr && d->verdict == Contrast::worse)
        answer.verdict_more.push_back(as_sentence(voice.say(say::compare_but_worse, {goal_words(told, k)})));
  if (better) add_alike(answer, told, of_best.goal);
}

void say_by_outcome(ComparisonAnswer& answer, const Told& told) {
  const Voice& voice = told.voice;
  const ComparedOutcome& outcome = *told.comparison.outcome;
  const ComparedPlan& best = *told.ranked.front();
  const std::string capped = lead(best.forecast.certainty, voice), what = lower_first(voice.name_of(outcome.outcome));
  const ComparedPlan* other = first_of_others(told);
  const auto percent = [](double share) { return std::to_string(std::lround(100.0 * share)); };
  if (other == nullptr) {
    answer.verdict = voice.say(say::compare_only_wait_outcome);
    return;
  }
  if (!outcome.lower_is_better) {
    answer.verdict = voice.say(say::compare_no_side, {what});
    return;
  }
  const Difference* d = find_difference(told.comparison, best.plan.name, told.comparison.wait, outcome.outcome);
  const double side = *outcome.lower_is_better ? -1.0 : 1.0;
  if (is_better(d)) {
    const double low = std::min(side * d->q05, side * d->q95), high = std::max(side * d->q05, side * d->q95);
    answer.verdict = capped + voice.say(side < 0.0 ? say::compare_best_lower : say::compare_best_higher,
                                        {spoken(told, best), last_week(told), what, percent(side * d->difference), percent_span(told, low, high), voice.after()});
    add_alike(answer, told, outcome.outcome);
    return;
  }
  answer.verdict = capped + voice.say(say::compare_no_outcome, {last_week(told), what, voice.after()});
  if (d = find_difference(told.comparison, other->plan.name, told.comparison.wait, outcome.outcome); d != nullptr)
    answer.verdict_more.push_back(as_sentence(voice.say(say::compare_closest_outcome, {spoken(told, *other), percent(d->difference), percent_span(told, d->q05, d->q95)})));
}

std::string sessions_cell(const ComparedPlan& plan, const Voice& voice) {
  std::string text = plan.sessions > 0 || plan.lasting_days <= 0.0 ? std::to_string(plan.sessions) : std::string();
  if (plan.lasting_days > 0.0) text += (text.empty() ? "" : " + ") + voice.say(say::compare_at_home, {std::to_string(std::max(1L, std::lround(plan.lasting_days / 7.0)))});
  return text;
}

std::string downtime_cell(const ComparedPlan& plan, const Voice& voice) {
  const std::string low = std::to_string(std::lround(plan.downtime_low_days)), high = std::to_string(std::lround(plan.downtime_high_days));
  return low == high ? high : voice.say(say::number_to_number, {low, high});
}

std::string weeks(double days) {
  std::string text = std::to_string(std::round(days / 7.0 * 10.0) / 10.0);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// "steroid injected into the scar, dose 20 mg/ml, 6 sessions, every 4 weeks, from week 0"
std::string entry_words(const Entry& entry, const Told& told) {
  const Voice& voice = told.voice;
  std::vector<std::string> parts{voice.name_of(entry.treatment)};
  const auto unit = told.comparison.dose_units.find(entry.treatment);
  if (entry.dose && unit != told.comparison.dose_units.end()) {
    const std::string number = plain_number(*entry.dose);
    if (unit->second == "U per side") parts.push_back(voice.say(say::units_per_side, {number}));
    else if (unit->second == "ml per side") parts.push_back(voice.say(say::ml_per_side, {number}));
    else parts.push_back(voice.say(say::dose_with_unit, {number, voice.unit(unit->second)}));
  }
  if (entry.sessions > 1) parts.push_back(voice.say(say::sessions_every, {std::to_string(entry.sessions), weeks(entry.every_days)}));
  const std::string start = voice.week(entry.day) + voice.dated(entry.day);
  parts.push_back(entry.sessions > 1 || entry.until_day ? voice.say(say::from_week, {start}) : start);
  if (entry.until_day) parts.push_back(voice.say(say::for_weeks, {weeks(*entry.until_day - entry.day)}));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : voice.say(say::comma)) + part;
  return text;
}

/// The cells between a plan's name and its burden: a goal each, or the outcome at the horizon.
std::vector<std::string> result_cells(const ComparedPlan& plan, const Told& told) {
  const Voice& voice = told.voice;
  std::vector<std::string> cells;
  for (const GoalForecast& goal : plan.goals)
    if (goal.modelled) cells.push_back(voice.cell(goal.probability) + voice.say(say::in_brackets, {voice.span_of_100(goal.q05, goal.q95)}));
  if (!told.comparison.outcome) return cells;
  const Band* band = find_band(plan.forecast, told.comparison.outcome->outcome);
  if (band == nullptr || band->median.empty()) return {"–"};
  const auto in = [&](double v) { return voice.value(band->outcome, v); };
  return {in(band->median.back()) + voice.say(say::in_brackets, {voice.from_to(in(band->q05.back()), in(band->q95.back()))})};
}

}  // namespace

void add_compared_verdict(ComparisonAnswer& answer, const Told& told) {
  if (told.comparison.outcome) say_by_outcome(answer, told);
  else say_by_goal(answer, told);
  answer.verdict = as_sentence(answer.verdict);
}

void add_compared_table(ComparisonAnswer& answer, const Told& told) {
  const Voice& voice = told.voice;
  const Comparison& c = told.comparison;
  answer.table_heading = voice.say(say::compare_heading);
  std::vector<std::string> header{voice.say(say::compare_column_plan)};
  for (std::size_t g = 0; g < told.wait.goals.size(); ++g) {
    const GoalForecast& goal = told.wait.goals[g];
    const std::string number = std::to_string(g + 1);
    answer.goals.push_back(voice.say(say::compare_goal_is, {number, goal_week(told, g), goal_words(told, g)}) +
                           (goal.implied ? voice.say(say::compare_goal_implied) : "") + (goal.modelled ? "" : voice.say(say::compare_goal_unknown)));
    if (goal.modelled) header.push_back(voice.say(say::compare_goal_n, {number}));
  }
  if (c.outcome) {
    answer.goals.push_back(voice.say(say::compare_outcome_is, {voice.name_of(c.outcome->outcome), last_week(told), voice.unit(c.outcome->unit)}));
    header.push_back(voice.say(say::compare_column_level));
  }
  for (const Term* term : {&say::compare_column_best, &say::compare_column_downtime, &say::compare_column_sessions}) header.push_back(voice.say(*term));
  answer.table.push_back(header);
  std::vector<std::string> silent;
  for (const ComparedPlan* plan : told.ranked) {
    std::vector<std::string> row{plan_name(told, plan->plan.name) + (plan->modelled ? "" : " †")};
    for (auto& cell : result_cells(*plan, told)) row.push_back(std::move(cell));
    row.push_back(plan->probability_best ? voice.cell(*plan->probability_best) : "–");
    row.push_back(downtime_cell(*plan, voice));
    row.push_back(sessions_cell(*plan, voice));
    answer.table.push_back(std::move(row));
    if (!plan->modelled) silent.push_back(plan_name(told, plan->plan.name));
    std::string list;
    for (const Entry& entry : plan->plan.entries) list += (list.empty() ? "" : voice.say(say::semicolon)) + entry_words(entry, told);
    if (!list.empty()) answer.plans.push_back(c.candidates ? list : plan->plan.name + voice.say(say::colon) + list);
  }
  answer.table_notes.push_back(voice.say(say::compare_best_note));
  for (const std::string& name : silent) answer.table_notes.push_back("† " + voice.say(say::compare_no_number, {name}));
}

namespace {

std::string people_difference(const Difference& d, const Voice& voice) {
  const auto whole = [](double share) { return std::lround(100.0 * share); };
  const long at = whole(d.difference), low = whole(d.q05), high = whole(d.q95);
  std::string range;
  if (low < 0 && high > 0) range = voice.say(say::range_share_both, {std::to_string(-low), std::to_string(high)});
  else if (low != high)
    range = voice.say(say::range_one, {std::to_string(std::min(std::labs(low), std::labs(high))), std::to_string(std::max(std::labs(low), std::labs(high)))});
  if (at == 0) return voice.say(say::as_many, {range});
  return voice.say(at > 0 ? say::more_of_100 : say::fewer_of_100, {std::to_string(std::labs(at)), range});
}

const Term& verdict_word(Contrast verdict) {
  return verdict == Contrast::better ? say::verdict_better : verdict == Contrast::worse ? say::verdict_worse : say::verdict_unclear;
}

std::string goal_number(const Told& told, const std::string& goal) {
  const auto& goals = told.comparison.casefile.goals;
  for (std::size_t g = 0; g < goals.size(); ++g)
    if (goals[g].text == goal) return std::to_string(g + 1);
  return "–";
}

}  // namespace

void add_differences(ComparisonAnswer& answer, const Told& told) {
  const Voice& voice = told.voice;
  const Comparison& c = told.comparison;
  for (const std::string& than : {c.wait, c.best}) {
    if (than == c.best && c.best == c.wait && !answer.differences.empty()) break;
    DifferenceTable table{as_sentence(voice.say(say::against, {plan_name(told, than)})), {{voice.say(say::compare_column_plan), voice.say(say::column_difference), voice.say(say::column_verdict)}}};
    if (!c.outcome) table.rows.front().insert(table.rows.front().begin() + 1, voice.say(say::column_goal));
    for (const ComparedPlan* plan : told.ranked)
      for (const Difference& d : c.differences) {
        if (d.plan != plan->plan.name || d.than != than || !plan->modelled || (than == c.best && d.plan == c.wait)) continue;
        const std::string size = c.outcome ? voice.say(say::percent_of_before, {std::to_string(std::lround(100.0 * d.difference)), percent_span(told, d.q05, d.q95)})
                                           : people_difference(d, voice);
        std::vector<std::string> row{plan_name(told, d.plan), size, voice.say(verdict_word(d.verdict))};
        if (!c.outcome) row.insert(row.begin() + 1, goal_number(told, d.goal));
        table.rows.push_back(std::move(row));
      }
    if (table.rows.size() > 1) answer.differences.push_back(std::move(table));
  }
  if (answer.differences.empty()) return;
  const auto percent = [](double share) { return std::to_string(std::lround(100.0 * share)); };
  answer.differences_notes.push_back(c.outcome ? voice.say(say::differences_note_outcome, {percent(important_change), percent(sure_enough)})
                                               : voice.say(say::differences_note_goals, {percent(important_probability), percent(sure_enough)}));
  for (const ComparedPlan* plan : told.ranked)
    if (!plan->dominated_by.empty()) answer.differences_notes.push_back(voice.say(say::beaten, {plan_name(told, plan->plan.name), plan_name(told, plan->dominated_by)}));
}

}  // namespace vultus::sections
