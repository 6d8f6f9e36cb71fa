// Disclaimers, adverts, tips and precautions. The first two are cut out of the body, sentence by sentence where they stand
// in prose.
#include <algorithm>

#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

/// The whole block where it is short, otherwise the sentence.
void mark_disclaimers(Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool frame = parts.roles[i] == Role::frame && parts.block(i).kind == Block::Kind::menu;
    if (!parts.is_open(i) && !frame) continue;
    const auto text = parts.normal(i);
    if (!parts.phrases.disclaimers.in(text)) continue;
    const auto sentences = sentences_in(text);
    if (sentences.size() <= 2 && width_of(text) <= 240) {
      parts.roles[i] = Role::disclaimer;
      parts.article.disclaimers.push_back(parts.block(i).span);
      continue;
    }
    std::optional<Span> run;
    for (const auto& sentence : sentences) {
      if (!parts.phrases.disclaimers.in(text.substr(sentence.begin, sentence.size()))) continue;
      const auto span = parts.in_page(i, sentence);
      // Sentences side by side are one disclaimer.
      if (run && span.begin <= run->end + 1)
        run->end = span.end;
      else if (run)
        parts.article.disclaimers.push_back(*run);
      if (!run || span.end != run->end) run = span;
      parts.cuts.push_back(span);
    }
    if (run) parts.article.disclaimers.push_back(*run);
  }
}

/// The clauses of a sentence that hold an advert: what else it says stays, as "the laser clears it for ever, call now" is a
/// claim too.
void add_adverts(Parts& parts, std::size_t i, Span sentence, std::vector<Span>& adverts) {
  const auto text = parts.normal(i);
  std::size_t begin = sentence.begin;
  for (auto at = sentence.begin; at < sentence.end; ++at) {
    const bool divides = std::u32string_view(U",;").find(text[at]) != std::u32string_view::npos &&
                         (at + 1 >= text.size() || !is_number(text[at + 1]));
    if (!divides && at + 1 < sentence.end) continue;
    const Span clause{begin, at + 1};
    begin = at + 1;
    if (!parts.phrases.adverts.in(text.substr(clause.begin, clause.size()))) continue;
    if (!adverts.empty() && adverts.back().end >= clause.begin)
      adverts.back().end = clause.end;
    else
      adverts.push_back(clause);
  }
}

void mark_adverts(Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts.is_open(i) || !parts.phrases.adverts.in(parts.normal(i))) continue;
    std::vector<Span> adverts;
    for (const auto& sentence : sentences_in(parts.normal(i))) add_adverts(parts, i, sentence, adverts);
    for (const auto& advert : adverts) {
      parts.article.adverts.push_back(parts.in_page(i, advert));
      parts.cuts.push_back(parts.in_page(i, advert));
      if (advert == Span{0, parts.normal(i).size()}) parts.roles[i] = Role::advert;
    }
  }
}

/// Under a head: the items that follow it, or else one paragraph; under a heading of HTML and Markdown all of its part.
void mark_under(Parts& parts, std::size_t head, Role role, std::vector<Span>& spans) {
  if (parts.is_open(head)) parts.roles[head] = Role::heading;
  const auto end = parts.end_of_part(head);
  const bool items = head + 1 < end && list_mark(parts.normal(head + 1)) > 0;
  const bool marked_up = parts.article.page.format != PageFormat::text && parts.block(head).kind == Block::Kind::heading;
  for (auto i = head + 1; i < end; ++i) {
    if (!parts.is_open(i)) {
      if (parts.roles[i] == Role::frame || parts.roles[i] == Role::title) continue;
      break;
    }
    if (items && !marked_up && list_mark(parts.normal(i)) == 0) break;
    parts.roles[i] = role;
    spans.push_back(parts.block(i).span);
    if (!items && !marked_up && parts.block(i).kind != Block::Kind::item) break;
  }
}

void mark_advice(Parts& parts, const Phrases& heads, Role role, std::vector<Span>& spans) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts.is_open(i) || parts.block(i).kind == Block::Kind::cell) continue;
    const auto at = parts.behind_cue(i, heads);
    if (at > 0 && at < parts.normal(i).size()) {
      parts.roles[i] = role;
      spans.push_back(parts.in_page(i, {at, parts.normal(i).size()}));
      parts.cuts.push_back(parts.in_page(i, {0, at}));
    } else if (parts.is_head(i, heads)) {
      mark_under(parts, i, role, spans);
    }
  }
}

}  // namespace

void find_notices(Parts& parts) {
  mark_disclaimers(parts);
  mark_adverts(parts);
  mark_advice(parts, parts.phrases.tip_heads, Role::tip, parts.article.tips);
  mark_advice(parts, parts.phrases.precaution_heads, Role::precaution, parts.article.precautions);
}

}  // namespace vultus
