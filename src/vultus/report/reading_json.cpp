#include <nlohmann/json.hpp>
#include <string>

#include "vultus/report/json_parts.ipp"
#include "vultus/report/reading_report.hpp"

namespace vultus {

using namespace json_parts;

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json quote_of(const PageText& page, Span span) {
  if (span.size() == 0) return nullptr;
  Json j;
  j["start"] = page.origin[span.begin];
  j["end"] = page.origin[span.end - 1] + 1;
  j["text"] = to_utf8(page.seen(span));
  return j;
}

Json texts_of(const PageText& page, const std::vector<Span>& spans) {
  return list_of(spans, [&](Span span) { return Json(to_utf8(page.seen(span))); });
}

Json author_of(const std::optional<Author>& author) {
  if (!author) return nullptr;
  Json j;
  j["name"] = text_or_null(author->name);
  j["title"] = text_or_null(author->title);
  j["department"] = text_or_null(author->department);
  j["institution"] = text_or_null(author->institution);
  j["grade"] = text_or_null(author->grade);
  j["level"] = text_or_null(author->level);
  return j;
}

Json article_of(const Article& article) {
  const PageText& page = article.page;
  Json j;
  j["title"] = text_or_null(article.title);
  j["question"] = text_or_null(article.question);
  j["language"] = page.language == Language::zh ? "zh" : "en";
  j["author"] = author_of(article.author);
  j["published"] = text_or_null(article.published);
  j["sections"] = list_of(article.sections, [&](const Section& section) {
    Json one;
    one["heading"] = text_or_null(section.heading);
    one["number"] = section.number ? Json(*section.number) : Json(nullptr);
    one["text"] = to_utf8(page.seen(section.span));
    return one;
  });
  j["tips"] = texts_of(page, article.tips);
  j["precautions"] = texts_of(page, article.precautions);
  j["disclaimers"] = texts_of(page, article.disclaimers);
  j["references"] = texts_of(page, article.references);
  j["adverts"] = texts_of(page, article.adverts);
  j["related"] = list_of(article.related, [](const RelatedItem& item) {
    Json one;
    one["title"] = text_or_null(item.title);
    one["summary"] = text_or_null(item.summary);
    one["category"] = text_or_null(item.category);
    one["date"] = text_or_null(item.date);
    return one;
  });
  j["description"] = text_or_null(article.description);
  j["thread"] = article.thread;
  j["encoding"] = page.encoding;
  j["warnings"] = page.warnings;
  return j;
}

const char* code_of_polarity(Polarity polarity) {
  switch (polarity) {
    case Polarity::helps: return "helps";
    case Polarity::harms: return "harms";
    case Polarity::no_effect: return "no_effect";
    case Polarity::unsuitable: break;
  }
  return "unsuitable";
}

const char* code_of_strength(Strength strength) {
  return strength == Strength::asserted ? "asserted" : strength == Strength::hedged ? "hedged" : "guaranteed";
}

/// The effects' names; for drugs given to the whole body the drug first.
std::string effect_of(const Claim& claim, const PageReader& reader, const Catalog& catalog, Language language) {
  std::string text = claim.drug;
  for (const auto& code : claim.effects) {
    const auto* effect = reader.lexicon().effect(code);
    const std::string name = effect != nullptr ? effect->name.in(language) : catalog.name_of("event", code, language);
    text += (text.empty() ? "" : language == Language::zh ? "、" : ", ") + name;
  }
  return text;
}

Json claim_of(const JudgedClaim& item, const Reading& reading, const PageReader& reader, const Catalog& catalog, Language language) {
  const Claim& claim = item.claim;
  const Judgement& judged = item.judgement;
  Json j;
  // a code of the vocabulary, else the page's own word
  j["treatment"] = text_or_null(claim.word.empty() || catalog.code("treatment", claim.treatment) != nullptr ? claim.treatment : claim.word);
  j["called"] = text_or_null(claim.word);
  j["treatment_concept"] = text_or_null(claim.treatment);
  j["treatment_name"] = reader.lexicon().treatment_name(claim.treatment, catalog).in(language);
  j["condition"] = text_or_null(claim.condition);
  j["effect"] = text_or_null(effect_of(claim, reader, catalog, language));
  j["effects"] = claim.effects;
  j["polarity"] = code_of_polarity(claim.polarity);
  j["strength"] = code_of_strength(claim.strength);
  if (claim.quantity) {
    j["quantity"] = {{"low", number(claim.quantity->low)}, {"high", number(claim.quantity->high)}, {"unit", claim.quantity->unit}};
  } else {
    j["quantity"] = nullptr;
  }
  j["hearsay"] = claim.hearsay;
  j["conditional"] = claim.circumstance.validity;
  j["quote"] = quote_of(reading.article.page, claim.quote);
  j["verdict"] = code_of(judged.verdict);
  j["negative"] = text_or_null(std::string(code_of(judged.negative)));
  j["certainty"] = to_code(judged.certainty);
  j["certainty_reasons"] = texts(judged.certainty_reasons, language);
  j["reason"] = judged.reason.in(language);
  j["source"] = text_or_null(judged.source);
  j["evidence"] = judged.evidence;
  return j;
}

}  // namespace

std::string reading_json(const Reading& reading, const PageReader& reader, const Catalog& catalog, Language language, bool compact) {
  Json j;
  j["format"] = "vultus-reading/1";
  j["file"] = reading.file;
  j["article"] = article_of(reading.article);
  j["claims"] = list_of(reading.claims, [&](const JudgedClaim& item) { return claim_of(item, reading, reader, catalog, language); });
  j["quality"] = list_of(reading.quality, [&](const QualityMark& mark) {
    Json one;
    one["criterion"] = mark.criterion;
    one["met"] = mark.met;
    one["quote"] = quote_of(reading.article.page, mark.quote);
    return one;
  });
  j["overall"] = {{"verdict", code_of(reading.overall)}, {"reason", reading.reason.in(language)}, {"contradicts_itself", reading.contradicts_itself}};
  j["questions"] = texts(reading.questions, language);
  return j.dump(compact ? -1 : 2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vultus
