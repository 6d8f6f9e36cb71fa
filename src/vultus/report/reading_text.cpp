// A reading for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "vultus/report/reading_report.hpp"
#include "vultus/report/reading_terms.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/sheet.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/voice.hpp"

namespace vultus {
namespace {

std::string verdict_line(const JudgedClaim& item, const Voice& voice) {
  std::string line = voice.say(say::verdict_word(item.judgement));
  if (item.judgement.negative != Negative::none) line += voice.say(say::in_brackets, {voice.say(say::negative_word(item.judgement.negative))});
  return line;
}

void add_claim(Sheet& sheet, const JudgedClaim& item, int number, const Reading& reading, const PageReader& reader, const Catalog& catalog, const Voice& voice) {
  const Words name = reader.lexicon().treatment_name(item.claim.treatment, catalog);
  sheet.paragraph(fmt::format("{} {} → {}", name.in(voice.language()), voice.say(say::polarity_word(item.claim.polarity)), verdict_line(item, voice)), 5, fmt::format("{:>3}. ", number), true);
  sheet.paragraph("“" + to_utf8(reading.article.page.seen(item.claim.quote)) + "”", 5);
  const auto before = std::find_if(reading.claims.begin(), reading.claims.begin() + (number - 1), [&](const JudgedClaim& c) { return c.judgement.reason == item.judgement.reason; });
  if (before != reading.claims.begin() + (number - 1)) {
    sheet.paragraph(voice.say(say::as_under_claim, {std::to_string(before - reading.claims.begin() + 1)}), 5);
    sheet.blank();
    return;
  }
  sheet.paragraph(item.judgement.reason.in(voice.language()), 5);
  std::vector<std::string> tail;
  if (item.judgement.certainty != Certainty::none) {
    std::vector<std::string> why;
    for (const auto& words : item.judgement.certainty_reasons) why.push_back(words.in(voice.language()));
    tail.push_back(voice.say(say::claim_certainty_is, {voice.say(sections::certainty_word(item.judgement.certainty))}) + (why.empty() ? "" : voice.say(say::in_brackets, {voice.list(why)})));
  }
  if (!item.judgement.evidence.empty()) tail.push_back(voice.say(say::studies_are, {voice.list(item.judgement.evidence)}));
  if (!item.judgement.source.empty()) tail.push_back(voice.say(say::source_is, {item.judgement.source}));
  for (const auto& line : tail) sheet.paragraph(line, 5);
  sheet.blank();
}

}  // namespace

std::string reading_text(const Reading& reading, const PageReader& reader, const Catalog& catalog, const TextStyle& style) {
  const Outlook empty{};
  const Voice voice(empty, style.language);  // says terms only
  const Article& article = reading.article;
  Sheet sheet(style);
  sheet.title(voice.say(say::reading_title), voice.say(say::reading_stamp));
  sheet.blank();
  sheet.paragraph(article.title.empty() ? voice.say(say::page_untitled) : article.title, 2, {}, true);
  for (const auto& line : lines_on_page(article, voice)) sheet.paragraph(line);
  for (const auto& warning : article.page.warnings) sheet.item(warning, "!");
  sheet.heading(voice.say(say::heading_overall));
  sheet.paragraph(voice.say(say::verdict_word(reading.overall)) + voice.say(say::colon) + reading.reason.in(style.language), 2, {}, true);
  const auto against = lines_on_contradictions(reading, voice);
  for (std::size_t i = 0; i < against.size(); ++i) i == 0 ? sheet.item(against[i], "!") : sheet.paragraph(against[i]);
  sheet.heading(voice.say(say::heading_claims));
  if (reading.claims.empty()) sheet.paragraph(voice.say(say::no_claims));
  int number = 0;
  for (const auto& item : reading.claims) add_claim(sheet, item, ++number, reading, reader, catalog, voice);
  sheet.heading(voice.say(say::heading_quality));
  for (const auto& mark : reading.quality)
    sheet.item(voice.say(say::criterion_word(mark.criterion)) + voice.say(say::colon) + voice.say(mark.met ? say::is_met : say::is_unmet), mark.met ? "+" : "-");
  sheet.heading(voice.say(say::heading_ask_doctor));
  number = 0;
  for (const auto& question : reading.questions) sheet.item(question.in(style.language), fmt::format("{}.", ++number));
  return sheet.text();
}

}  // namespace vultus
