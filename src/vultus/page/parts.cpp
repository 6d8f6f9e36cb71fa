#include "vultus/page/parts.hpp"

#include <algorithm>

#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

bool ends_sentence(char32_t c) { return std::u32string_view(U".!?。…").find(c) != std::u32string_view::npos; }

/// A full stop within "5.5" or "e.g. x" or "Dr. Roe" ends nothing.
bool is_inner_stop(std::u32string_view text, std::size_t i) {
  if (text[i] != U'.') return false;
  if (i + 1 < text.size() && text[i + 1] != U' ' && text[i + 1] != U'"' && text[i + 1] != U'\'' && text[i + 1] != U')')
    return true;
  if (i >= 1 && is_letter(text[i - 1]) && (i == 1 || !is_letter(text[i - 2]))) return true;
  for (const std::u32string_view title :
       {U"dr", U"mr", U"ms", U"mrs", U"prof", U"vs", U"et al", U"fig", U"no", U"approx", U"tel", U"st", U"jr", U"inc"})
    if (text.substr(0, i).ends_with(title) && (i == title.size() || !is_letter(text[i - title.size() - 1]))) return true;
  return false;
}

}  // namespace

std::size_t width_of(std::u32string_view text) {
  return text.size() + static_cast<std::size_t>(std::ranges::count_if(text, is_han));
}

std::vector<Span> sentences_in(std::u32string_view text) {
  std::vector<Span> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!ends_sentence(text[i]) || is_inner_stop(text, i)) continue;
    while (i + 1 < text.size() &&
           (ends_sentence(text[i + 1]) || std::u32string_view(U"\"')]】”’").find(text[i + 1]) != std::u32string_view::npos))
      ++i;
    sentences.push_back({begin, i + 1});
    begin = i + 1;
    while (begin < text.size() && is_white(text[begin])) ++begin;
    i = begin == 0 ? i : std::max(i, begin - 1);
  }
  if (begin < text.size()) sentences.push_back({begin, text.size()});
  return sentences;
}

bool greets_doctor(std::u32string_view text) {
  if (text.find(U'?') == std::u32string_view::npos) return false;
  for (const std::u32string_view greeting :
       {U"您好", U"你好", U"医生好", U"hello doctor", U"hi doctor", U"dear doctor", U"dear dr"})
    if (text.substr(0, 24).find(greeting) != std::u32string_view::npos) return true;
  return false;
}

std::u32string letters_of(std::u32string_view text) {
  std::u32string letters;
  for (const char32_t c : text)
    if (is_letter(c) || is_number(c) || is_han(c)) letters += c;
  return letters;
}

Parts::Parts(Article& filled, const PagePhrases& known)
    : article(filled), phrases(known), roles(filled.page.blocks.size(), Role::open) {}

Span Parts::in_page(std::size_t i, Span span) const {
  return {block(i).span.begin + span.begin, block(i).span.begin + span.end};
}

bool Parts::is_prose(std::size_t i) const {
  const auto text = normal(i);
  const auto kind = block(i).kind;
  if (kind == Block::Kind::heading || kind == Block::Kind::title || kind == Block::Kind::menu || kind == Block::Kind::link)
    return false;
  if (width_of(text) < 45) return false;
  if (phrases.author_cues.at(text, 0) > 0 && width_of(text) < 160) return false;
  const auto last = bare(text, {0, text.size()}).end;
  return width_of(text) >= 200 || last == 0 || ends_sentence(text.back()) || sentences_in(text).size() > 1;
}

std::size_t Parts::first_prose() const {
  for (std::size_t i = 0; i < size(); ++i)
    if (is_open(i) && is_prose(i)) return i;
  return size();
}

bool Parts::is_head(std::size_t i, const Phrases& heads) const {
  const auto text = normal(i);
  auto span = bare(text, {0, text.size()});
  if (const auto mark = list_mark(text.substr(span.begin)); mark > 0) span = bare(text, {span.begin + mark, span.end});
  const auto length = heads.at(text, span.begin);
  if (length == 0 || width_of(text) > 60) return false;
  if (span.begin + length == span.end) return true;
  // "Precautions for use", "相关推荐 更多": a head with a word more, but no sentence and no list behind a colon.
  const auto rest = text.substr(span.begin + length, span.end - span.begin - length);
  return width_of(rest) <= 14 && rest.find(U':') == std::u32string_view::npos && !ends_sentence(text.back()) &&
         rest.find_first_of(U",，。") == std::u32string_view::npos;
}

std::size_t Parts::behind_cue(std::size_t i, const Phrases& cues) const {
  const auto text = normal(i);
  const auto begin = bare(text, {0, text.size()}).begin;
  const auto length = cues.at(text, begin);
  if (length == 0) return 0;
  auto at = begin + length;
  while (at < text.size() && std::u32string_view(U" ])").find(text[at]) != std::u32string_view::npos) ++at;
  // "病情描述(发病时间、主要症状等):": a remark may stand before the colon.
  if (at < text.size() && text[at] == U'(')
    if (const auto close = text.substr(0, at + 40).find(U')', at); close != std::u32string_view::npos) at = close + 1;
  if (at >= text.size() || text[at] != U':') return 0;
  ++at;
  while (at < text.size() && std::u32string_view(U" ])").find(text[at]) != std::u32string_view::npos) ++at;
  return at;
}

std::size_t Parts::end_of_part(std::size_t head, bool through_headings) const {
  const bool titled = block(head).kind == Block::Kind::heading;
  const auto depth = head + 1 < size() ? std::min(block(head).depth, block(head + 1).depth) : 0;
  auto i = head + 1;
  for (; i < size(); ++i) {
    if (block(i).depth < depth || roles[i] == Role::related || roles[i] == Role::title) break;
    if (!through_headings && block(i).kind == Block::Kind::heading && (!titled || block(i).level <= block(head).level) &&
        list_mark(normal(i)) == 0)
      break;
    bool other = false;
    for (const auto* heads :
         {&phrases.related_heads, &phrases.reference_heads, &phrases.tip_heads, &phrases.precaution_heads})
      other = other || is_head(i, *heads);
    if (other) break;
  }
  return i;
}

}  // namespace vultus
