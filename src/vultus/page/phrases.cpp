#include "vultus/page/phrases.hpp"

#include <algorithm>

#include "vultus/page/page_writer.hpp"

namespace vultus {

bool is_number(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7);
}

Span bare(std::u32string_view text, Span span) {
  constexpr std::u32string_view signs =
      U" .,:;!-_/|#*\"'()[]<>{}=~+·•●■◆▶►→»«。，、：；！“”‘’（）【】《》〈〉「」『』—–…｜．－\u00A0\u3000\uFE0F";
  const auto is_sign = [&](char32_t c) { return signs.find(c) != std::u32string_view::npos || is_white(c) || c >= 0x1F000; };
  while (span.begin < span.end && is_sign(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_sign(text[span.end - 1])) --span.end;
  return span;
}

std::u32string_view bare_text(std::u32string_view text) {
  const auto span = bare(text, {0, text.size()});
  return text.substr(span.begin, span.size());
}

Phrases::Phrases(std::initializer_list<const std::vector<std::u32string>*> lists) {
  for (const auto* list : lists)
    for (const auto& phrase : *list) {
      if (phrase.empty()) continue;
      phrases_[phrase[0]].emplace_back(phrase);
      if (phrase[0] < 0x10000) first_.set(phrase[0]);
    }
  for (auto& [first, same] : phrases_) std::ranges::stable_sort(same, [](auto a, auto b) { return a.size() > b.size(); });
}

std::size_t Phrases::at(std::u32string_view text, std::size_t at, std::u32string_view seen) const {
  if (at >= text.size() || text[at] >= 0x10000 || !first_[text[at]]) return 0;
  const auto within_word = [&](std::size_t i) {
    if (i == 0 || i >= text.size() || !is_letter(text[i - 1]) || !is_letter(text[i])) return false;
    const bool capital = !seen.empty() && seen[i] != text[i] && seen[i - 1] == text[i - 1];
    return !capital;
  };
  if (within_word(at)) return 0;
  for (const auto phrase : phrases_.at(text[at])) {
    if (text.compare(at, phrase.size(), phrase) != 0) continue;
    if (within_word(at + phrase.size())) continue;
    return phrase.size();
  }
  return 0;
}

std::optional<Span> Phrases::find(std::u32string_view text, std::size_t from, std::u32string_view seen) const {
  for (auto i = from; i < text.size(); ++i)
    if (const auto length = at(text, i, seen); length > 0) return Span{i, i + length};
  return std::nullopt;
}

PagePhrases::PagePhrases(const AllPageWords& words)
    : grades{&words.en.grades, &words.zh.grades},
      departments{&words.en.departments, &words.zh.departments},
      institutions{&words.en.institutions, &words.zh.institutions},
      levels{&words.en.hospital_levels, &words.zh.hospital_levels},
      author_cues{&words.en.author_cues, &words.zh.author_cues},
      house_names{&words.en.house_names, &words.zh.house_names},
      date_cues{&words.en.date_cues, &words.zh.date_cues},
      related_heads{&words.en.related_heads, &words.zh.related_heads},
      related_kinds{&words.en.related_kinds, &words.zh.related_kinds},
      tip_heads{&words.en.tip_heads, &words.zh.tip_heads},
      precaution_heads{&words.en.precaution_heads, &words.zh.precaution_heads},
      reference_heads{&words.en.reference_heads, &words.zh.reference_heads},
      disclaimers{&words.en.disclaimers, &words.zh.disclaimers},
      adverts{&words.en.adverts, &words.zh.adverts},
      leftovers{&words.en.leftovers, &words.zh.leftovers},
      speakers{&words.en.speakers, &words.zh.speakers},
      titles{&words.en.titles, &words.zh.titles},
      plain_heads{&words.en.plain_heads, &words.zh.plain_heads},
      question_cues{&words.en.question_cues, &words.zh.question_cues},
      answer_cues{&words.en.answer_cues, &words.zh.answer_cues},
      question_words{&words.en.question_words, &words.zh.question_words} {}

}  // namespace vultus
