// The report page: one file, nothing loaded from elsewhere, no script.
#include <fmt/format.h>

#include "vultus/report/html_parts.hpp"
#include "vultus/report/html_style.hpp"
#include "vultus/report/markup.hpp"
#include "vultus/report/report.hpp"
#include "vultus/report/terms.hpp"

namespace vultus {
namespace {

std::string emergency(const Answer& answer, const Voice& voice) {
  const bool now = answer.red_flags.empty() || answer.red_flags.front().level == Flag::FlagLevel::now;
  std::vector<std::string> lines;
  for (const FlagLine& flag : answer.red_flags)
    if (!now || flag.level == Flag::FlagLevel::now) lines.push_back(voice.say(say::if_you_have, {flag.signs, flag.action}));
  return fmt::format(
      "<section class=\"flags emergency\">\n<p><strong>{}</strong></p>\n{}<p><strong>{}</strong></p>\n</section>\n",
      escaped(voice.say(now ? say::heading_emergency : say::heading_emergency_day)), page::list(lines),
      escaped(voice.say(say::emergency_end)));
}

std::string whole_answer(const Answer& answer, const Outlook& outlook, const Voice& voice) {
  const std::vector<Figure> figures = figures_of(outlook, voice);
  std::string out = page::red_flags(answer, voice);
  out += page::paragraph(answer.alarm, "alarm");
  out += page::paragraph(answer.verdict, "verdict");
  for (const std::string& more : answer.verdict_more) out += page::paragraph(more);
  out += page::moments(answer.moments, voice);
  out += fmt::format("<section>\n{}", element("h2", voice.say(say::heading_curves)));
  out += page::first_chart(figures, voice);
  out += page::other_charts(figures, voice);
  out += "</section>\n";
  out += page::events(answer, voice);
  out += page::factors(answer, voice);
  out += page::harms(answer, voice);
  out += page::counsel(answer, voice);
  out += page::basis(answer, voice);
  return out;
}

}  // namespace

std::string to_html(const Outlook& outlook, Language language) {
  const Voice voice(outlook, language);
  const Answer answer = answer_of(outlook, language);
  const std::string plan = answer.emergency ? std::string() : page::paragraph(answer.plan, "plan");
  const std::string body = answer.emergency ? emergency(answer, voice) : whole_answer(answer, outlook, voice);
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{} · "
      "vultus</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n"
      "<p class=\"stamp\">{}</p>\n<h1>{}</h1>\n{}</header>\n<main>\n{}</main>\n<footer><p>vultus · "
      "{}</p></footer>\n</body>\n</html>\n",
      voice.chinese() ? "zh-Hans" : "en", escaped(answer.title), page_style(), escaped(answer.stamp), escaped(answer.title),
      plan, body, escaped(voice.say(say::footer)));
}

}  // namespace vultus
