// The answer for a terminal.
#include <algorithm>
#include <string>
#include <vector>

#include "vultus/report/answer.hpp"
#include "vultus/report/chart_terminal.hpp"
#include "vultus/report/report.hpp"
#include "vultus/report/sheet.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

constexpr int first_screen = 24;

/// Red flags, and why the plan is not for this person.
void add_flags(Sheet& sheet, const Answer& answer, const Voice& voice) {
  add_red_flags(sheet, answer.red_flags, voice);
  for (const FlagLine& flag : answer.exclusions)
    sheet.paragraph(voice.say(voice.say(say::heading_excluded) + voice.say(say::space) + lower_first(flag.signs) +
                              voice.say(say::space) + flag.action + cited(flag.sources)));
}

void add_moments(Sheet& sheet, const Moments& moments) {
  if (moments.columns.empty()) return;
  const bool nothing = !moments.nothing_seen.empty();
  int label = std::max(columns_of(moments.heading), std::max(columns_of(moments.seen), columns_of(moments.not_seen)) + 2);
  if (nothing) label = std::max(label, columns_of(moments.nothing_seen) + 2);
  int taken = 2 + label;
  for (const Moment& m : moments.columns) taken += columns_of(m.when) + 3;
  if (taken > sheet.columns()) {  // narrow: a line per moment
    sheet.paragraph(moments.heading);
    for (const Moment& m : moments.columns)
      sheet.paragraph(m.when + ": " + m.seen + " " + moments.seen + ", " + m.not_seen + " " + moments.not_seen, 4);
    return;
  }
  std::string when = "  " + padded_right(moments.heading, label);
  std::string seen = "    " + padded_right(moments.seen, label - 2),
              not_seen = "    " + padded_right(moments.not_seen, label - 2);
  std::string other = "    " + padded_right(moments.nothing_seen, label - 2);
  for (const Moment& m : moments.columns) {
    const int cell = columns_of(m.when) + 3;
    when += padded_left(m.when, cell);
    seen += padded_left(m.seen, cell);
    not_seen += padded_left(m.not_seen, cell);
    other += padded_left(m.nothing_seen, cell);
  }
  sheet.line(sheet.bold(when));
  sheet.line(not_seen);
  sheet.line(seen);
  if (nothing) sheet.line(other);
}

/// Title, axis and legend take three lines; what is left of the first screen is plot.
void add_first_chart(Sheet& sheet, const std::vector<Figure>& figures, const Voice& voice) {
  if (figures.empty()) return;
  sheet.blank();
  const std::vector<std::string> legend = wrapped(chart_legend(figures, voice), sheet.columns() - 9);
  const int rows = std::clamp(first_screen - sheet.lines() - 2 - static_cast<int>(legend.size()), 3, 9);
  for (const std::string& one : draw_chart(figures.front(), {sheet.columns(), rows, sheet.colour()}, voice)) sheet.line(one);
  for (const std::string& part : legend) sheet.line("         " + sheet.faint(part));
}

/// What stands beside the verdict, where the first screen has room for it; else it follows the chart.
bool has_room(const Sheet& sheet, const Answer& answer) {
  int lines = sheet.lines() + 1 +
              (answer.moments.columns.empty()        ? 0
               : answer.moments.nothing_seen.empty() ? 3
                                                     : 4) +
              1 + 2 + 1 + 5;
  for (const std::string& more : answer.verdict_more) lines += static_cast<int>(wrapped(more, sheet.columns() - 2).size());
  return lines <= first_screen;
}

void add_other_charts(Sheet& sheet, const std::vector<Figure>& figures, const Voice& voice) {
  for (std::size_t i = 1; i < figures.size(); ++i) {
    sheet.blank();
    for (const std::string& one : draw_chart(figures[i], {sheet.columns(), 7, sheet.colour()}, voice)) sheet.line(one);
  }
}

void add_events(Sheet& sheet, const Answer& answer, const Voice& voice) {
  if (answer.events.empty()) return;
  sheet.heading(voice.say(say::heading_events));
  std::vector<std::vector<std::string>> rows{
      {voice.say(say::column_event), voice.say(say::column_of_100), voice.say(say::column_when)}};
  for (const EventLine& e : answer.events) rows.push_back({e.derived ? e.name + " *" : e.name, e.of_100, e.when});
  sheet.table(rows, 1, 44);
  sheet.paragraph("* " + voice.say(say::derived));
}

void add_factors(Sheet& sheet, const Answer& answer, const Voice& voice) {
  if (!answer.factors.empty() || !answer.unmeasured.empty()) sheet.heading(voice.say(say::heading_factors));
  if (!answer.factors.empty()) sheet.paragraph(answer.factors_note);
  std::vector<std::vector<std::string>> rows;
  for (const FactorLine& f : answer.factors)
    rows.push_back({f.label, f.effect + (f.reservation.empty() ? std::string()
                                                               : voice.say(say::semicolon) + lower_first(f.reservation))});
  sheet.table(rows, 0, 46);
  if (!answer.unmeasured.empty()) {
    sheet.paragraph(voice.say(say::heading_unmeasured));
    for (const Fact& fact : answer.unmeasured) sheet.item(fact.name + voice.say(say::colon) + fact.value);
  }
  if (answer.thresholds.empty()) return;
  sheet.heading(voice.say(say::heading_threshold));
  for (const ThresholdText& one : answer.thresholds) {
    sheet.paragraph(one.intro);
    for (const std::string& moved : one.cases) sheet.item(moved);
  }
}

void add_harms(Sheet& sheet, const Answer& answer, const Voice& voice) {
  if (!answer.harms.empty() || !answer.cautions.empty()) sheet.heading(voice.say(say::heading_harms));
  const auto now = std::count_if(answer.red_flags.begin(), answer.red_flags.end(),
                                 [](const FlagLine& flag) { return flag.level == Flag::FlagLevel::now; });
  if (now > 1)
    for (const FlagLine& flag : answer.red_flags)
      sheet.item(voice.say(say::if_you_have, {flag.signs, lower_first(flag.action)}) + cited(flag.sources), "!");
  for (const FlagLine& flag : answer.cautions)
    sheet.item(
        flag.signs + (flag.action.empty() ? std::string() : voice.say(say::colon) + flag.action) + cited(flag.sources), "!");
  std::vector<std::string> over;
  std::string treatment;
  std::vector<std::vector<std::string>> rows;
  const auto flush = [&] {
    sheet.table(rows, 1, 26);
    rows.clear();
  };
  for (const HarmLine& harm : answer.harms) {
    if (harm.over) {
      over.push_back(harm.name);
      continue;
    }
    if (harm.treatment != treatment) {
      flush();
      treatment = harm.treatment;
      sheet.paragraph(treatment, 2, {}, true);
      rows.push_back({voice.say(say::column_harm), voice.say(say::column_of_100), voice.say(say::column_harm_when),
                      voice.say(say::column_todo)});
    }
    const std::string number = harm.of_100.empty() ? "?" : harm.of_100;
    const std::string counted = harm.counted.empty() ? harm.chance : harm.chance + voice.say(say::comma) + harm.counted;
    rows.push_back({harm.name, number, harm.when,
                    voice.say(harm.what_to_do + voice.say(say::in_brackets, {counted}) + cited(harm.sources))});
  }
  flush();
  if (!over.empty()) sheet.paragraph(voice.say(say::harms_over, {voice.list(over)}));
  if (!answer.harms.empty()) sheet.paragraph(answer.harms_note);
}

void add_counsel(Sheet& sheet, const Answer& answer, const Voice& voice) {
  if (!answer.look_again.empty() || !answer.watch.empty()) sheet.heading(voice.say(say::heading_watch));
  for (const std::string& one : answer.look_again) sheet.item(one);
  for (const std::string& one : answer.watch) sheet.item(one);
  if (!answer.aftercare.empty()) sheet.heading(voice.say(say::heading_aftercare));
  for (const std::string& one : answer.aftercare) sheet.item(one);
  if (!answer.questions.empty()) sheet.heading(voice.say(say::heading_questions));
  int number = 0;
  for (const std::string& one : answer.questions) sheet.item(one, std::to_string(++number) + ".");
}

void add_basis(Sheet& sheet, const Answer& answer, const Voice& voice) {
  sheet.heading(voice.say(say::heading_basis));
  for (const std::string& one : answer.basis) sheet.item(one);
  if (!answer.assumptions.empty()) sheet.heading(voice.say(say::heading_assumptions));
  for (const std::string& one : answer.assumptions) sheet.item(one);
  if (!answer.sources.empty()) sheet.heading(voice.say(say::heading_sources));
  for (const SourceLine& source : answer.sources)
    sheet.paragraph(source.text + (source.link.empty() ? "" : " " + source.link), 7,
                    "  " + padded_right("[" + std::to_string(source.number) + "]", 5));
  sheet.heading(voice.say(say::heading_expert));
  std::vector<std::vector<std::string>> rows;
  for (const Fact& fact : answer.expert) rows.push_back({fact.name, fact.value});
  sheet.table(rows, 0, 30);
}

void add_emergency(Sheet& sheet, const Answer& answer, const Voice& voice) {
  sheet.blank();
  const bool now = answer.red_flags.empty() || answer.red_flags.front().level == Flag::FlagLevel::now;
  sheet.paragraph(voice.say(now ? say::heading_emergency : say::heading_emergency_day), 2, {}, true);
  for (const FlagLine& flag : answer.red_flags) {
    if (now && flag.level != Flag::FlagLevel::now) continue;
    sheet.item(flag.signs + voice.say(say::colon) + flag.action + cited(flag.sources), "!");
  }
  sheet.paragraph(voice.say(say::emergency_end), 2, {}, true);
}

}  // namespace

std::string to_terminal(const Outlook& outlook, const TextStyle& style) {
  const Voice voice(outlook, style.language);
  const Answer answer = answer_of(outlook, style.language);
  Sheet sheet(style);
  sheet.title(answer.title, answer.stamp);
  if (answer.emergency) {
    add_emergency(sheet, answer, voice);
    return sheet.text();
  }
  const std::vector<Figure> figures = figures_of(outlook, voice);
  if (outlook.nothing) sheet.paragraph(answer.plan, 0);
  if (!outlook.nothing) sheet.blank();
  add_flags(sheet, answer, voice);
  sheet.blank();
  if (!answer.alarm.empty()) sheet.paragraph(answer.alarm, 2, {}, true);
  sheet.paragraph(answer.verdict, 2, {}, true);
  const bool room = has_room(sheet, answer);
  if (room)
    for (const std::string& more : answer.verdict_more) sheet.paragraph(more);
  sheet.blank();
  add_moments(sheet, answer.moments);
  add_first_chart(sheet, figures, voice);
  if (!room) {
    sheet.blank();
    for (const std::string& more : answer.verdict_more) sheet.paragraph(more);
  }
  add_other_charts(sheet, figures, voice);
  add_events(sheet, answer, voice);
  add_factors(sheet, answer, voice);
  add_harms(sheet, answer, voice);
  add_counsel(sheet, answer, voice);
  add_basis(sheet, answer, voice);
  return sheet.text();
}

}  // namespace vultus
