// An answer for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "vultus/ask/ask_terms.hpp"
#include "vultus/ask/reply.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/sheet.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/voice.hpp"

namespace vultus {
namespace {

constexpr std::size_t sources_shown = 6;

class Writer {
 public:
  Writer(const Reply& reply, const TextStyle& style, bool explain) : reply_(reply), voice_(empty_, style.language), sheet_(style), explain_(explain) {}

  std::string text() {
    sheet_.title(reply_.question.text, voice_.say(say::ask_stamp));
    sheet_.blank();
    for (const auto& [from, to] : reply_.question.mended) sheet_.paragraph(sheet_.faint(voice_.say(say::ask_read_as, {from, to})));
    if (!reply_.flags.empty()) return flags();
    for (const auto& warning : reply_.warnings) sheet_.item(warning.in(voice_.language()), "!");
    if (!reply_.warnings.empty()) sheet_.blank();
    sheet_.paragraph(reply_.verdict.text.in(voice_.language()), 2, {}, true);
    origin(reply_.verdict.origin);
    for (const auto& line : reply_.details) {
      sheet_.item(line.text.in(voice_.language()), "·");
      origin(line.origin);
    }
    list(say::ask_care, reply_.aftercare);
    watch();
    if (!reply_.outside) rests();
    list(say::ask_assumed, reply_.assumed);
    list(say::ask_back, reply_.asks);
    sources();
    list(say::ask_read_next, reply_.read_next);
    return sheet_.text();
  }

 private:
  std::string flags() {
    std::vector<std::string> orders;
    for (const auto& flag : reply_.flags) {
      const std::string order = flag.action.in(voice_.language());
      if (std::find(orders.begin(), orders.end(), order) == orders.end()) sheet_.paragraph(order, 2, {}, true), orders.push_back(order);
      sheet_.paragraph(voice_.say(say::flag_is, {flag.text.in(voice_.language())}));
    }
    sheet_.paragraph(reply_.verdict.text.in(voice_.language()));
    if (reply_.flags.front().soon == Urgency::next_visit) sheet_.paragraph(voice_.say(say::flag_nothing_else));
    return sheet_.text();
  }
  void list(const Term& heading, const std::vector<Words>& lines) {
    if (lines.empty()) return;
    sheet_.heading(voice_.say(heading));
    for (const auto& line : lines) sheet_.item(line.in(voice_.language()));
  }
  void watch() {
    if (reply_.watch.empty() && reply_.alarm.en.empty()) return;
    sheet_.heading(voice_.say(say::ask_watch));
    if (!reply_.alarm.en.empty()) sheet_.item(reply_.alarm.in(voice_.language()), "!");
    for (const auto& line : reply_.watch) sheet_.item(line.in(voice_.language()));
  }
  void rests() {
    sheet_.heading(voice_.say(say::ask_details));
    sheet_.item(reply_.basis.in(voice_.language()));
    std::vector<std::string> why;
    for (const auto& reason : reply_.certainty_reasons) why.push_back(reason.in(voice_.language()));
    const std::string level = voice_.say(sections::certainty_word(reply_.certainty));
    sheet_.item(why.empty() ? voice_.say(say::ask_certainty, {level}) : voice_.say(say::ask_certainty_why, {level, voice_.list_apart(why)}));
  }
  void sources() {
    if (reply_.sources.empty() && reply_.links.empty()) return;
    sheet_.heading(voice_.say(say::ask_sources));
    int number = 0;
    for (const auto& source : reply_.sources) {
      if (!explain_ && static_cast<std::size_t>(number) >= sources_shown) break;
      const std::string link = source.doi.empty() ? source.url : "https://doi.org/" + source.doi;
      sheet_.paragraph(source.citation + (link.empty() ? "" : " " + link) + " [" + source.study_id + "]", 5, fmt::format("{:>3}. ", ++number));
    }
    for (const auto& link : reply_.links) sheet_.paragraph(link, 5, fmt::format("{:>3}. ", ++number));
    if (!explain_ && reply_.sources.size() > sources_shown) sheet_.paragraph(voice_.say(say::ask_more_sources, {std::to_string(reply_.sources.size() - sources_shown)}));
  }
  void origin(int index) {
    if (!explain_ || index < 0) return;
    const Origin& from = reply_.origins[static_cast<std::size_t>(index)];
    std::string text = from.how.in(voice_.language());
    if (!from.posterior.empty()) text += voice_.say(say::semicolon) + voice_.say(say::ask_posterior, {from.posterior});
    if (!from.studies.empty()) text += voice_.say(say::semicolon) + voice_.say(say::ask_studies, {voice_.list(from.studies)});
    sheet_.paragraph(sheet_.faint(voice_.say(say::ask_from, {text})), 6);
  }

  const Reply& reply_;
  Outlook empty_;
  Voice voice_;
  Sheet sheet_;
  bool explain_;
};

}  // namespace

std::string reply_text(const Reply& reply, const TextStyle& style, bool explain) { return Writer(reply, style, explain).text(); }

}  // namespace vultus
