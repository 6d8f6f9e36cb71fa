#include "vultus/claim/signs.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace vultus {
namespace {

constexpr char32_t own_mark = U'☉', other_mark = U'☆', condition_mark = U'☁', number_mark = U'#';

bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool letter(char32_t c) { return (c >= U'a' && c <= U'z') || c == U'\''; }

std::u32string wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

std::u32string_view name_of(WordKind kind) {
  static const std::array<std::u32string_view, 12> names{U"treatment", U"condition", U"good", U"bad", U"verb", U"event", U"cue", U"unit", U"intent", U"topic", U"fact", U"situation"};
  return names[static_cast<std::size_t>(kind)];
}

/// Says signs made of parts, without making a string for each.
class Speaker {
 public:
  explicit Speaker(const SignSink& sink) : sink_(sink) {}
  void operator()(std::initializer_list<std::u32string_view> parts) {
    sign_.clear();
    for (const auto part : parts) sign_ += part;
    sink_(sign_);
  }

 private:
  const SignSink& sink_;
  std::u32string sign_;
};

/// Chinese: runs of one, two and three characters.
void say_characters(std::u32string_view text, std::u32string_view prefix, Speaker& say) {
  std::u32string dense;
  for (const char32_t c : text)
    if (c != U' ' && c != U'\n' && c != U'\t') dense += c;
  const std::u32string_view view = dense;
  for (std::size_t n = 1; n <= 3; ++n)
    for (std::size_t i = 0; i + n <= view.size(); ++i) say({prefix, U"g:", view.substr(i, n)});
}

/// English: words, pairs of them, and their first five letters, which stand for a word in all its forms.
void say_words(std::u32string_view view, std::u32string_view prefix, Speaker& say) {
  std::u32string_view last;
  for (std::size_t i = 0; i < view.size();) {
    std::size_t end = i;
    while (end < view.size() && letter(view[end])) ++end;
    const bool mark = end == i && std::u32string_view(U"☉☆☁#?!:|").find(view[i]) != std::u32string_view::npos;
    if (mark) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    const auto word = view.substr(i, end - i);
    say({prefix, U"w:", word});
    if (!mark) say({prefix, U"s:", word.substr(0, 5)});
    if (!last.empty()) say({prefix, U"w:", last, U" ", word});
    last = word, i = end;
  }
}

void say_codes(const SentenceContext& context, const Candidate& candidate, Speaker& say) {
  const bool named = !candidate.places.empty();
  const std::size_t place = named ? *std::min_element(candidate.places.begin(), candidate.places.end()) : 0;
  for (const auto& word : context.whole.words) {
    const auto kind = name_of(word.kind);
    const bool of_a_kind = word.kind == WordKind::treatment || word.kind == WordKind::condition;
    say({U"kind:", kind});
    if (!of_a_kind) say({U"code:", kind, U" ", wide(word.code)});
    if (named && word.kind != WordKind::treatment) say({word.begin >= place ? U"after:" : U"before:", kind, U" ", word.kind == WordKind::cue ? wide(word.code) : U""});
  }
  for (const auto& clause : context.clauses) {
    const bool own = std::any_of(candidate.places.begin(), candidate.places.end(), [&](std::size_t at) { return at >= clause.span.begin && at < clause.span.end; });
    if (!own) continue;
    for (const auto& word : clause.words)
      if (word.kind != WordKind::treatment) say({U"beside:", name_of(word.kind), U" ", word.kind == WordKind::condition ? U"" : wide(word.code)});
  }
  for (const auto& word : context.heading_words)
    if (word.kind != WordKind::treatment && word.kind != WordKind::condition) say({U"heading:", name_of(word.kind), U" ", wide(word.code)});
}

/// The first word, or the first two characters of Chinese.
std::u32string_view first_of(std::u32string_view text, Language language) {
  std::size_t begin = 0;
  while (begin < text.size() && std::u32string_view(U" \n\t\"'“”‘’(（-—*•·").find(text[begin]) != std::u32string_view::npos) ++begin;
  std::size_t end = begin;
  if (language == Language::zh) end = std::min(begin + 2, text.size());
  else while (end < text.size() && letter(text[end])) ++end;
  return text.substr(begin, std::max(end, std::min(begin + 1, text.size())) - begin);
}

void say_count(std::u32string_view name, std::size_t count, std::size_t most, Speaker& say) {
  const char32_t digit_of = U'0' + static_cast<char32_t>(std::min(count, most));
  say({name, std::u32string_view(&digit_of, 1)});
}

void say_surroundings(const PageText& page, const SentenceContext& context, const Candidate& candidate, Speaker& say) {
  const auto count = [&](auto&& wanted) { return static_cast<std::size_t>(std::count_if(context.whole.words.begin(), context.whole.words.end(), wanted)); };
  const bool named = !candidate.places.empty();
  say({named ? U"named" : U"named before"});
  if (!named) say_count(U"named before, words of effects ", count([](const Word& w) { return w.kind == WordKind::effect_good || w.kind == WordKind::effect_bad || w.kind == WordKind::effect_verb || w.kind == WordKind::event; }), 3, say);
  say_count(U"sentences since a treatment was named ", static_cast<std::size_t>(std::max(context.since_named, 0)), 4, say);
  for (std::size_t p = 0; p < 4; ++p)
    if ((candidate.rules >> p & 1U) != 0) say_count(U"rules ", p, 3, say);
  if (candidate.rules == 0) say({U"no rule"});
  for (std::size_t p = 0; p < 4; ++p)
    if ((context.said_before >> p & 1U) != 0) say_count(named ? U"rules before, named " : U"rules before ", p, 3, say);
  for (std::size_t bit = 0; bit < 7; ++bit)
    if ((candidate.from >> bit & 1U) != 0) say_count(U"from ", bit, 6, say);
  say_count(U"block ", static_cast<std::size_t>(context.kind), 9, say);
  if (context.opens_block) say({U"opens its block"});
  if (candidate.treatment == context.page_treatment) say({U"what the page is about"});
  if (candidate.treatment == "none") say({U"leaving it alone"});
  if (context.asked) say({U"question"});
  say_count(U"length ", context.sentence.size() / (page.language == Language::zh ? 20 : 50), 5, say);
  say_count(U"treatments named ", count([](const Word& w) { return w.kind == WordKind::treatment; }), 3, say);
  say_count(U"rank ", candidate.rank, 3, say);
  say_count(U"candidates ", candidate.among, 3, say);
}

}  // namespace

const std::vector<std::string>& claim_columns() {
  static const std::vector<std::string> columns{"helps", "harms", "no_effect", "unsuitable"};
  return columns;
}

std::u32string marked_text(std::u32string_view text, Span span, const std::vector<Word>& words, const std::vector<std::size_t>& own) {
  std::u32string out;
  auto word = words.begin();
  for (std::size_t i = span.begin; i < span.end;) {
    while (word != words.end() && (word->begin < i || (word->kind != WordKind::treatment && word->kind != WordKind::condition))) ++word;
    if (word != words.end() && word->begin == i) {
      const bool is_own = std::find(own.begin(), own.end(), i) != own.end();
      out += is_own ? own_mark : word->kind == WordKind::treatment ? other_mark : condition_mark;
      i = std::max(word->end, i + 1);
    } else if (digit(text[i])) {
      out += number_mark;
      while (i < span.end && (digit(text[i]) || text[i] == U'.' || text[i] == U'%')) ++i;
    } else {
      out += text[i++];
    }
  }
  return out;
}

void text_signs(std::u32string_view marked, Language language, std::u32string_view prefix, const SignSink& sink) {
  Speaker say(sink);
  if (language == Language::zh) say_characters(marked, prefix, say);
  else say_words(marked, prefix, say);
}

void sentence_signs(const PageText& page, const SentenceContext& context, const std::vector<std::size_t>& places, const SignSink& sink) {
  Speaker say(sink);
  const std::u32string text = marked_text(page.normal, context.sentence, context.whole.words, places);
  text_signs(text, page.language, U"", sink);
  if (places.empty()) text_signs(text, page.language, U"carried ", sink);  // "it" and "they" mean something else there
  say({U"first:", first_of(text, page.language)});
}

void candidate_signs(const PageText& page, const SentenceContext& context, const Candidate& candidate, const SignSink& sink) {
  Speaker say(sink);
  say_codes(context, candidate, say);
  say_surroundings(page, context, candidate, say);
}

}  // namespace vultus
