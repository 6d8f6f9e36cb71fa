// A comparison for a terminal.
#include <string>

#include "vultus/report/comparison.hpp"
#include "vultus/report/comparison_answer.hpp"
#include "vultus/report/comparison_terms.hpp"
#include "vultus/report/sheet.hpp"
#include "vultus/report/terms.hpp"

namespace vultus {
namespace {

void add_flag_lines(Sheet& sheet, const std::vector<FlagLine>& flags, const Voice& voice) {
  for (const FlagLine& flag : flags) sheet.item(voice.say(say::if_you_have, {flag.signs, lower_first(flag.action)}) + cited(flag.sources), "!");
}

void add_list(Sheet& sheet, const std::string& heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  sheet.heading(heading);
  for (const std::string& one : items) sheet.item(one);
}

void add_risks(Sheet& sheet, const ComparisonAnswer& answer, const Voice& voice) {
  if (answer.risks.empty()) return;
  sheet.heading(voice.say(say::heading_harms));
  for (const PlanRisks& risks : answer.risks) {
    sheet.paragraph(risks.plan, 2, {}, true);
    add_flag_lines(sheet, risks.red_flags, voice);
    for (const std::string& caution : risks.cautions) sheet.item(caution, "!");
    if (risks.harms.empty()) {
      sheet.paragraph(voice.say(say::no_harms), 4);
      continue;
    }
    TextRows rows{{voice.say(say::column_harm), voice.say(say::column_of_100), voice.say(say::column_harm_when), voice.say(say::column_todo)}};
    for (const HarmLine& harm : risks.harms) {
      const std::string counted = harm.counted.empty() ? harm.chance : harm.chance + voice.say(say::comma) + harm.counted;
      rows.push_back({harm.name, harm.of_100.empty() ? "?" : harm.of_100, harm.when, voice.say(harm.what_to_do + voice.say(say::in_brackets, {counted}) + cited(harm.sources))});
    }
    sheet.table(rows, 1, 26);
  }
  if (!answer.risks_of_others.empty()) sheet.paragraph(answer.risks_of_others);
  if (!answer.harms_note.empty()) sheet.paragraph(answer.harms_note);
}

void add_basis(Sheet& sheet, const ComparisonAnswer& answer, const Voice& voice) {
  add_list(sheet, voice.say(say::heading_certainty), answer.certainty);
  add_list(sheet, voice.say(say::heading_basis), answer.basis);
  add_list(sheet, voice.say(say::heading_assumptions), answer.assumptions);
  if (!answer.sources.empty()) sheet.heading(voice.say(say::heading_sources));
  for (const SourceLine& source : answer.sources)
    sheet.paragraph(source.text + (source.link.empty() ? "" : " " + source.link), 7, "  " + padded_right("[" + std::to_string(source.number) + "]", 5));
  sheet.heading(voice.say(say::heading_expert));
  TextRows rows;
  rows.reserve(answer.expert.size());
  for (const Fact& fact : answer.expert) rows.push_back({fact.name, fact.value});
  sheet.table(rows, 0, 30);
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const TextStyle& style) {
  const ComparisonAnswer answer = comparison_answer(comparison, style.language);
  const Outlook empty{};
  const Voice voice(empty, style.language);  // says terms only
  Sheet sheet(style);
  sheet.title(answer.title, answer.stamp);
  sheet.blank();
  if (comparison.emergency) {
    sheet.paragraph(voice.say(say::heading_emergency), 2, {}, true);
    add_flag_lines(sheet, answer.red_flags, voice);
    sheet.paragraph(voice.say(say::emergency_end), 2, {}, true);
    return sheet.text();
  }
  add_red_flags(sheet, answer.red_flags, voice);
  sheet.blank();
  if (!answer.alarm.empty()) sheet.paragraph(answer.alarm, 2, {}, true);
  sheet.paragraph(answer.verdict, 2, {}, true);
  for (const std::string& more : answer.verdict_more) sheet.paragraph(more);
  sheet.heading(answer.table_heading);
  for (const std::string& goal : answer.goals) sheet.paragraph(goal);
  sheet.table(answer.table, 1, 40);
  for (const std::string& note : answer.table_notes) sheet.paragraph(note);
  add_list(sheet, voice.say(say::heading_compare_plans), answer.plans);
  if (!answer.differences.empty()) {
    sheet.heading(voice.say(say::heading_differences));
    for (const DifferenceTable& table : answer.differences) {
      sheet.paragraph(table.heading, 2, {}, true);
      sheet.table(table.rows, 1, 40);
    }
    for (const std::string& note : answer.differences_notes) sheet.paragraph(note);
  }
  add_risks(sheet, answer, voice);
  add_list(sheet, voice.say(say::heading_not_for_you), answer.excluded);
  add_list(sheet, voice.say(say::heading_watch), answer.watch);
  add_list(sheet, voice.say(say::heading_change), answer.change_when);
  if (!answer.questions.empty()) sheet.heading(voice.say(say::heading_questions));
  int number = 0;
  for (const std::string& one : answer.questions) sheet.item(one, std::to_string(++number) + ".");
  add_basis(sheet, answer, voice);
  return sheet.text();
}

std::string not_compared_text(const NotCompared& why, Language language) {
  const Outlook empty{};
  const Voice voice(empty, language);
  std::string text = voice.say(say::outside_evidence) + "\n";
  for (const Words& one : why.missing) text += "  - " + voice.say(one) + "\n";
  if (why.excluded.empty()) return text;
  text += voice.say(say::heading_not_for_you) + voice.say(say::colon) + "\n";
  for (const ExcludedPlan& e : why.excluded)
    text += "  - " + voice.say(say::excluded_plan, {e.plan, voice.say(e.reason)}) + (e.source.empty() ? "" : voice.say(say::in_brackets, {e.source})) + (e.meant.en.empty() ? "" : " " + voice.say(e.meant)) + "\n";
  return text;
}

}  // namespace vultus
