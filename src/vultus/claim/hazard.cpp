#include "vultus/claim/hazard.hpp"

#include <algorithm>
#include <cmath>

namespace vultus {
namespace {

std::u32string wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

bool among(const std::vector<std::string>& list, std::string_view code) { return std::find(list.begin(), list.end(), code) != list.end(); }

std::u32string class_of(const Lexicon& lexicon, std::string_view treatment) {
  const auto* outside = lexicon.family(treatment);
  if (treatment == "chemotherapy_systemic" || treatment == "herbal_paste" || treatment == "acid_peel_home") return wide(treatment);
  if (outside != nullptr && outside->unsafe) return U"unsafe";
  return among(lexicon.professional, treatment) ? U"trained hands" : U"other";
}

void say_words_of(const Lexicon& lexicon, const std::vector<Word>& words, std::u32string_view prefix, const SignSink& sink) {
  std::u32string sign;
  for (const auto& word : words) {
    sign = prefix;
    switch (word.kind) {
      case WordKind::cue: sign += U"cue " + wide(word.code); break;
      case WordKind::situation: sign += U"situation " + wide(word.code); break;
      case WordKind::event: sign += U"event " + wide(word.code); break;
      case WordKind::unit: sign += U"unit " + wide(word.code); break;
      case WordKind::treatment: sign += U"class " + class_of(lexicon, word.code); break;
      case WordKind::effect_good:
      case WordKind::effect_bad:
      case WordKind::effect_verb: sign += U"effect"; break;
      default: continue;
    }
    sink(sign);
  }
}

/// "30 units", "400 units": how large a number is, by powers of two.
void say_amounts(const PageText& page, const SentenceContext& context, const SignSink& sink) {
  if (!context.whole.has(WordKind::unit)) return;
  auto words = context.whole.words;
  for (auto& word : words) word.begin -= context.sentence.begin, word.end -= context.sentence.begin;
  std::u32string sign;
  for (const auto& [quantity, span] : quantities_in(page.matched(context.sentence), words)) {
    const auto power = static_cast<int>(std::floor(std::log2(std::clamp(quantity.high, 0.1, 1e6))));
    sign = U"amount " + wide(quantity.unit) + U" ";
    sign += static_cast<char32_t>(U'a' + 4 + power);  // 'a': below an eighth
    sink(sign);
  }
}

void own_signs(const PageText& page, const Lexicon& lexicon, const SentenceContext& context, const SignSink& sink) {
  text_signs(marked_text(page.normal, context.sentence, context.whole.words, {}), page.language, U"", sink);
  say_words_of(lexicon, context.whole.words, U"", sink);
  say_amounts(page, context, sink);
}

void signs_around(const PageText& page, const Lexicon& lexicon, const SentenceContext& context, const SignSink& sink) {
  const auto say = [&](Span span, const std::vector<Word>& words, std::u32string_view prefix) {
    if (span.begin >= span.end) return;
    text_signs(marked_text(page.normal, span, words, {}), page.language, prefix, sink);
    say_words_of(lexicon, words, prefix, sink);
  };
  say(context.previous, context.previous_words, U"before ");
  say(context.next, context.next_words, U"after ");
}

}  // namespace

const std::vector<std::string>& hazard_columns() {
  static const std::vector<std::string> columns{"any", "wait_out", "contraindicated", "home", "caustic", "systemic_chemo", "wrong_dose", "delay"};
  return columns;
}

void hazard_signs(const PageText& page, const Lexicon& lexicon, const SentenceContext& context, const SignSink& sink) {
  own_signs(page, lexicon, context, sink);
  signs_around(page, lexicon, context, sink);
}

HazardRead read_hazard(const PageText& page, const Lexicon& lexicon, const SignTable& weights, const SentenceContext& context) {
  constexpr double far_below = 4.0;  // what stands around a sentence seldom says as much: most sentences are done with after their own signs
  const double threshold = weights.setting("threshold", 0.5), least = std::log(threshold / (1.0 - threshold));
  const double before_any_sign = weights.log_odds([](const SignSink&) {}).front();
  auto odds = weights.log_odds([&](const SignSink& sink) { own_signs(page, lexicon, context, sink); });
  if (odds.front() >= least - far_below) weights.add_weights(odds, [&](const SignSink& sink) { signs_around(page, lexicon, context, sink); });
  if (odds.front() < least) return {Hazard::none, odds.front() < before_any_sign};
  return {static_cast<Hazard>(std::max_element(odds.begin() + 1, odds.end()) - odds.begin()), false};
}

}  // namespace vultus
