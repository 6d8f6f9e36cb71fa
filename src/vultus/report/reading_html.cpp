// A reading as one page of HTML: the article's own text with each claim marked, verdict by verdict.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "vultus/report/html_style.hpp"
#include "vultus/report/markup.hpp"
#include "vultus/report/reading_report.hpp"
#include "vultus/report/reading_terms.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/voice.hpp"

namespace vultus {
namespace {

constexpr const char* reading_style =
    "mark{padding:0 .1em;border-radius:.15em;color:inherit;background:transparent;border-bottom:.2em solid}"
    "mark a{font-size:.75em;vertical-align:super;text-decoration:none}"
    "mark.supported{border-color:#2a7d4f}mark.partly_supported{border-color:#8a7a1f}mark.unsupported{border-color:#8d8d8d}"
    "mark.contradicted{border-color:#c05a00}mark.dangerous{border-color:#b3202c;background:#b3202c22}mark.not_assessed{border-style:dotted;border-color:#999}"
    "blockquote{margin:.3em 0;padding-left:.8em;border-left:.2em solid #bbb}li.claim{margin-bottom:1.1em}"
    ".article p{margin:.5em 0}";

/// The visible text with the claims' quotes marked; of quotes that overlap the graver verdict shows, all numbers stand behind it.
std::string marked_text(const Reading& reading) {
  const PageText& page = reading.article.page;
  std::string html;
  for (const auto& block : page.blocks) {
    if (block.kind == Block::Kind::menu || block.span.size() == 0) continue;
    std::string inside;
    std::size_t at = block.span.begin;
    while (at < block.span.end) {
      const JudgedClaim* here = nullptr;
      std::size_t next = block.span.end;
      std::string numbers;
      for (std::size_t i = 0; i < reading.claims.size(); ++i) {
        const Span quote = reading.claims[i].claim.quote;
        if (quote.begin <= at && at < quote.end) {
          if (here == nullptr || reading.claims[i].judgement.verdict == Verdict::dangerous) here = &reading.claims[i];
          next = std::min(next, quote.end);
          numbers += fmt::format("<a href=\"#claim{0}\">{0}</a> ", i + 1);
        } else if (quote.begin > at) {
          next = std::min(next, quote.begin);
        }
      }
      const std::string piece = escaped(to_utf8(page.seen({at, next})));
      inside += here == nullptr ? piece : fmt::format("<mark class=\"{}\">{} {}</mark>", code_of(here->judgement.verdict), piece, numbers);
      at = next;
    }
    html += (block.kind == Block::Kind::heading || block.kind == Block::Kind::title ? "<h4>" + inside + "</h4>" : "<p>" + inside + "</p>") + "\n";
  }
  return html;
}

std::string claim_item(const JudgedClaim& item, std::size_t number, const Reading& reading, const PageReader& reader, const Catalog& catalog, const Voice& voice) {
  const Judgement& judged = item.judgement;
  std::string verdict = voice.say(say::verdict_word(judged));
  if (judged.negative != Negative::none) verdict += voice.say(say::in_brackets, {voice.say(say::negative_word(judged.negative))});
  std::string html = fmt::format("<li class=\"claim\" id=\"claim{}\"><strong>{} {}</strong>: <mark class=\"{}\">{}</mark><blockquote>{}</blockquote>{}", number,
                                 escaped(reader.lexicon().treatment_name(item.claim.treatment, catalog).in(voice.language())), escaped(voice.say(say::polarity_word(item.claim.polarity))),
                                 code_of(judged.verdict), escaped(verdict), escaped(to_utf8(reading.article.page.seen(item.claim.quote))), escaped(judged.reason.in(voice.language())));
  if (judged.certainty != Certainty::none) html += "<br>" + escaped(voice.say(say::claim_certainty_is, {voice.say(sections::certainty_word(judged.certainty))}));
  if (!judged.evidence.empty()) {
    std::vector<std::string> links;
    for (const auto& id : judged.evidence) {
      const auto found = catalog.studies.find(id);
      const std::string url = found == catalog.studies.end() ? "" : !found->second.doi.empty() ? "https://doi.org/" + found->second.doi : found->second.url;
      links.push_back(url.empty() ? escaped(id) : fmt::format("<a href=\"{}\">{}</a>", escaped(url), escaped(id)));
    }
    html += "<br>" + voice.say(say::studies_are, {voice.list(links)});
  }
  if (!judged.source.empty()) html += "<br>" + escaped(voice.say(say::source_is, {judged.source}));
  return html + "</li>\n";
}

}  // namespace

std::string reading_html(const Reading& reading, const PageReader& reader, const Catalog& catalog, Language language) {
  const Outlook empty{};
  const Voice voice(empty, language);  // says terms only
  const Article& article = reading.article;
  const std::string title = article.title.empty() ? voice.say(say::page_untitled) : article.title;
  std::string html = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{}</title><style>{}{}</style></head><body><main>\n",
                                 language == Language::zh ? "zh-Hans" : "en", escaped(title), page_style(), reading_style);
  html += fmt::format("<p class=\"stamp\">{}</p><h1>{}</h1><h2>{}</h2>\n", escaped(voice.say(say::reading_stamp)), escaped(voice.say(say::reading_title)), escaped(title));
  for (const auto& line : lines_on_page(article, voice)) html += "<p class=\"stamp\">" + escaped(line) + "</p>\n";
  html += fmt::format("<h3>{}</h3><p><strong>{}</strong>: {}</p>\n", escaped(voice.say(say::heading_overall)), escaped(voice.say(say::verdict_word(reading.overall))), escaped(reading.reason.in(language)));
  for (const auto& line : lines_on_contradictions(reading, voice)) html += "<p>" + escaped(line) + "</p>\n";
  html += fmt::format("<h3>{}</h3><div class=\"article\">{}</div>\n", escaped(voice.say(say::heading_article)), marked_text(reading));
  html += fmt::format("<h3>{}</h3><ol>\n", escaped(voice.say(say::heading_claims)));
  for (std::size_t i = 0; i < reading.claims.size(); ++i) html += claim_item(reading.claims[i], i + 1, reading, reader, catalog, voice);
  html += fmt::format("</ol><h3>{}</h3><ul>\n", escaped(voice.say(say::heading_quality)));
  for (const auto& mark : reading.quality) html += fmt::format("<li>{}: {}</li>\n", escaped(voice.say(say::criterion_word(mark.criterion))), escaped(voice.say(mark.met ? say::is_met : say::is_unmet)));
  html += fmt::format("</ul><h3>{}</h3><ol>\n", escaped(voice.say(say::heading_ask_doctor)));
  for (const auto& question : reading.questions) html += "<li>" + escaped(question.in(language)) + "</li>\n";
  return html + "</ol></main></body></html>\n";
}

}  // namespace vultus
