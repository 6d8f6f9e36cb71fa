// The written parts of the page: flags, events, factors, harms, advice, basis.
#include "vultus/report/html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/report/markup.hpp"
#include "vultus/report/terms.hpp"

namespace vultus::page {

std::string paragraph(const std::string& text, const std::string& kind) {
  if (text.empty()) return {};
  return kind.empty() ? element("p", text) : fmt::format("<p class=\"{}\">{}</p>\n", kind, escaped(text));
}

std::string list(const std::vector<std::string>& items, const char* tag) {
  if (items.empty()) return {};
  std::string out;
  for (const std::string& item : items) out += element("li", item);
  return fmt::format("<{0}>\n{1}</{0}>\n", tag, out);
}

std::string cite(const std::vector<int>& numbers) {
  std::vector<int> sorted = numbers;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string out;
  for (const int n : sorted) out += fmt::format("{}<a href=\"#s{}\">{}</a>", out.empty() ? " [" : ", ", n, n);
  return out.empty() ? out : out + "]";
}

namespace {

std::string heading(const Term& term, const Voice& voice, const char* tag = "h2") { return element(tag, voice.say(term)); }

std::string flag_line(const FlagLine& flag) {
  return fmt::format("<li>{}{}{}</li>\n", escaped(flag.signs),
                     flag.action.empty() ? "" : fmt::format("<br><strong>{}</strong>", escaped(flag.action)),
                     cite(flag.sources));
}

/// Columns of a table head; the classes mark numbers.
std::string head_row(const std::vector<std::pair<std::string, bool>>& columns) {
  std::string out;
  for (const auto& [name, number] : columns)
    out += fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"number\"" : "", escaped(name));
  return "<thead><tr>" + out + "</tr></thead>\n";
}

/// A table that becomes a stack of cards on a phone; roles keep it a table for screen readers there.
std::string stack_table(const std::string& head, const std::string& rows) {
  return "<table class=\"stack\">\n" + head + "<tbody>\n" + rows + "</tbody></table>\n";
}

}  // namespace

std::string red_flags(const Answer& answer, const Voice& voice) {
  std::string out;
  if (!answer.red_flags.empty()) {
    std::string lines;
    for (const FlagLine& flag : answer.red_flags) lines += flag_line(flag);
    out += fmt::format(
        "<section class=\"flags\" aria-labelledby=\"flags\">\n<p "
        "id=\"flags\"><strong>{}</strong></p>\n<ul>\n{}</ul></section>\n",
        escaped(voice.say(say::heading_flags)), lines);
  }
  if (!answer.exclusions.empty()) {
    std::string lines;
    for (const FlagLine& flag : answer.exclusions) lines += flag_line(flag);
    out += fmt::format(
        "<section class=\"flags\" aria-labelledby=\"excluded\">\n<p "
        "id=\"excluded\"><strong>{}</strong></p>\n<ul>\n{}</ul></section>\n",
        escaped(voice.say(say::heading_excluded)), lines);
  }
  return out;
}

std::string events(const Answer& answer, const Voice& voice) {
  if (answer.events.empty()) return {};
  std::string rows;
  const std::string of_100 = voice.say(say::column_of_100), when = voice.say(say::column_when);
  for (const EventLine& e : answer.events)
    rows += fmt::format(
        "<tr><th scope=\"row\">{}{}</th><td class=\"number\" data-label=\"{}\">{}</td><td data-label=\"{}\">{}</td></tr>\n",
        escaped(e.name), e.derived ? fmt::format("<small>{}</small>", escaped(voice.say(say::derived))) : std::string(),
        escaped(of_100), escaped(e.of_100), escaped(when), escaped(e.when));
  return "<section>\n" + heading(say::heading_events, voice) +
         stack_table(head_row({{voice.say(say::column_event), false}, {of_100, true}, {when, false}}), rows) +
         "</section>\n";
}

namespace {

/// A dot with its range on a line from earlier to later; `reach` is the largest number of weeks drawn.
std::string bar(const FactorLine& f, double reach) {
  if (!std::isfinite(f.weeks)) return {};
  const auto x = [&](double weeks) { return coordinate(110.0 + 100.0 * std::clamp(weeks / reach, -1.0, 1.0)); };
  std::string range;
  if (std::isfinite(f.weeks_q05) && std::isfinite(f.weeks_q95))
    range = fmt::format("<line x1=\"{}\" y1=\"12\" x2=\"{}\" y2=\"12\" class=\"b-range\"/>", x(f.weeks_q05), x(f.weeks_q95));
  return fmt::format(
      "<svg viewBox=\"0 0 220 24\" aria-hidden=\"true\"><line x1=\"110\" y1=\"1\" x2=\"110\" y2=\"23\" class=\"b-axis\"/>{}"
      "<circle cx=\"{}\" cy=\"12\" r=\"5.5\" class=\"b-point\"/></svg>",
      range, x(f.weeks));
}

double reach_of(const std::vector<FactorLine>& factors) {
  double reach = 1.0;
  for (const FactorLine& f : factors)
    for (const double w : {f.weeks, f.weeks_q05, f.weeks_q95})
      if (std::isfinite(w)) reach = std::max(reach, std::abs(w));
  return reach;
}

}  // namespace

std::string factors(const Answer& answer, const Voice& voice) {
  if (answer.factors.empty() && answer.unmeasured.empty() && answer.thresholds.empty()) return {};
  std::string out = "<section>\n" + heading(say::heading_factors, voice);
  if (!answer.factors.empty()) {
    std::string rows;
    const double reach = reach_of(answer.factors);
    for (const FactorLine& f : answer.factors)
      rows += fmt::format("<tr><th scope=\"row\">{}{}</th><td>{}</td><td class=\"bar\">{}</td></tr>\n", escaped(f.label),
                          f.reservation.empty() ? std::string() : fmt::format("<small>{}</small>", escaped(f.reservation)),
                          escaped(f.effect), bar(f, reach));
    out += paragraph(answer.factors_note, "note") + stack_table(head_row({{voice.say(say::column_factor), false},
                                                                          {voice.say(say::column_effect), false},
                                                                          {voice.say(say::column_bar), false}}),
                                                                rows);
  }
  if (!answer.unmeasured.empty()) {
    std::vector<std::string> items;
    for (const Fact& fact : answer.unmeasured) items.push_back(fact.name + voice.say(say::colon) + fact.value);
    out += heading(say::heading_unmeasured, voice, "h3") + list(items);
  }
  if (!answer.thresholds.empty()) {
    out += heading(say::heading_threshold, voice, "h3");
    std::vector<std::string> items;
    for (const ThresholdText& t : answer.thresholds) out += paragraph(t.intro) + list(t.cases);
  }
  return out + "</section>\n";
}

std::string harms(const Answer& answer, const Voice& voice) {
  if (answer.harms.empty() && answer.cautions.empty()) return {};
  std::string out = "<section>\n" + heading(say::heading_harms, voice), rows, treatment;
  if (!answer.cautions.empty()) {
    std::string lines;
    for (const FlagLine& flag : answer.cautions) lines += flag_line(flag);
    out += heading(say::heading_cautions, voice, "h3") + "<ul>\n" + lines + "</ul>\n";
  }
  const std::string of_100 = voice.say(say::column_of_100), when = voice.say(say::column_harm_when),
                    todo = voice.say(say::column_todo);
  const auto flush = [&] {
    if (rows.empty()) return;
    out += element("h3", treatment) +
           stack_table(head_row({{voice.say(say::column_harm), false}, {of_100, true}, {when, false}, {todo, false}}), rows);
    rows.clear();
  };
  std::vector<std::string> over;
  for (const HarmLine& harm : answer.harms) {
    if (harm.over) {
      over.push_back(harm.name);
      continue;
    }
    if (harm.treatment != treatment) flush();
    treatment = harm.treatment;
    const std::string counted = harm.counted.empty() ? harm.chance : harm.chance + voice.say(say::comma) + harm.counted;
    rows += fmt::format(
        "<tr><th scope=\"row\">{}<small>{}{}</small></th><td class=\"number\" data-label=\"{}\">{}</td><td class=\"when\" "
        "data-label=\"{}\">{}</td><td>{}</td></tr>\n",
        escaped(harm.name), escaped(counted), cite(harm.sources), escaped(of_100),
        escaped(harm.of_100.empty() ? "?" : harm.of_100), escaped(when), escaped(harm.when), escaped(harm.what_to_do));
  }
  flush();
  if (!over.empty()) out += paragraph(voice.say(say::harms_over, {voice.list(over)}));
  return out + paragraph(answer.harms_note, "note") + "</section>\n";
}

std::string counsel(const Answer& answer, const Voice& voice) {
  std::string out;
  std::vector<std::string> watch = answer.look_again;
  watch.insert(watch.end(), answer.watch.begin(), answer.watch.end());
  if (!watch.empty() || !answer.aftercare.empty()) {
    out += "<section>\n" + heading(say::heading_watch, voice) + list(watch);
    if (!answer.aftercare.empty()) out += heading(say::heading_aftercare, voice, "h3") + list(answer.aftercare);
    out += "</section>\n";
  }
  if (!answer.questions.empty())
    out += "<section>\n" + heading(say::heading_questions, voice) + list(answer.questions, "ol") + "</section>\n";
  return out;
}

std::string basis(const Answer& answer, const Voice& voice) {
  std::string out = "<section>\n" + heading(say::heading_basis, voice) + list(answer.basis);
  if (!answer.assumptions.empty()) out += heading(say::heading_assumptions, voice, "h3") + list(answer.assumptions);
  if (!answer.sources.empty()) {
    std::string items;
    for (const SourceLine& source : answer.sources) {
      const bool web = source.link.starts_with("https://") || source.link.starts_with("http://");
      items += fmt::format("<li id=\"s{}\">{}{}</li>\n", source.number, escaped(source.text),
                           web ? fmt::format(" <a href=\"{0}\">{0}</a>", escaped(source.link)) : std::string());
    }
    out += heading(say::heading_sources, voice, "h3") + "<ol class=\"sources\">\n" + items + "</ol>\n";
  }
  std::string facts;
  for (const Fact& fact : answer.expert)
    facts += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(fact.name), escaped(fact.value));
  return out + fmt::format("<details><summary>{}</summary>\n<dl>\n{}</dl></details>\n</section>\n",
                           escaped(voice.say(say::heading_expert)), facts);
}

}  // namespace vultus::page
