#include "vultus/claim/clause.hpp"

#include <algorithm>
#include <array>

namespace vultus {
namespace {

constexpr std::u32string_view clause_marks = U",，:：()（）、|—";

/// A cue that turns the predicate at `place`: before it and near, or (in Chinese and English alike) not divided from it.
bool negated(const Clause& clause, std::size_t place) {
  int turns = 0;
  for (const auto& word : clause.words) {
    if (word.kind != WordKind::cue || word.begin >= place) continue;
    if (word.code == "double_negation") return false;
    if (word.code == "negation" && place <= word.end + 24) ++turns;
  }
  return turns % 2 == 1;
}

void say(std::vector<Predicate>& said, Polarity polarity, std::string_view effect) {
  auto found = std::find_if(said.begin(), said.end(), [&](const Predicate& p) { return p.polarity == polarity; });
  if (found == said.end()) said.push_back({polarity, {}, false}), found = said.end() - 1;
  if (!effect.empty()) add_once(found->effects, effect);
}

bool mechanism(const Lexicon& lexicon, std::string_view code) {
  const auto* effect = lexicon.effect(code);
  return effect != nullptr && effect->mechanism;
}

}  // namespace

std::string_view effect_of_event(const Lexicon& lexicon, std::string_view event) {
  for (const auto& effect : lexicon.effects)
    if (effect.event == event) return effect.code;
  return event;
}

std::optional<ClaimedQuantity> quantity_of(const PageText& page, const Clause& clause) {
  auto words = clause.words;
  for (auto& word : words) word.begin -= clause.span.begin, word.end -= clause.span.begin;
  return quantity_in(page.matched(clause.span), words);
}

std::string drug_named(const PageText& page, const Clause& sentence) {
  const Word* word = sentence.find(WordKind::treatment, "chemotherapy_systemic");
  return word == nullptr ? std::string() : to_utf8(page.seen({word->begin, word->end}));
}

const Word* Clause::find(WordKind kind, std::string_view code) const {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.kind == kind && (code.empty() || w.code == code); });
  return found == words.end() ? nullptr : &*found;
}

void add_once(std::vector<std::string>& list, std::string_view word) {
  if (std::find(list.begin(), list.end(), word) == list.end()) list.emplace_back(word);
}

std::vector<Clause> clauses_of(const PageText& page, Span sentence, const std::vector<Word>& words) {
  const std::u32string_view text = page.normal;
  std::vector<Clause> clauses;
  std::size_t begin = sentence.begin;
  const auto close = [&](std::size_t end) {
    if (end <= begin) return;
    Clause clause{{begin, end}, {}};
    for (const auto& word : words)
      if (word.begin >= begin && word.begin < end) clause.words.push_back(word);
    clauses.push_back(std::move(clause));
    begin = end;
  };
  for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
    const bool inside = std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.begin < i && i < w.end; });
    if (inside) continue;
    const bool number = i > sentence.begin && i + 1 < sentence.end && text[i] == U',' && text[i - 1] >= U'0' && text[i - 1] <= U'9' && text[i + 1] >= U'0' && text[i + 1] <= U'9';
    const bool mark = clause_marks.find(text[i]) != std::u32string_view::npos && !number;
    const bool turn = std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.kind == WordKind::cue && w.code == "contrast" && w.begin == i; });
    if (turn) close(i);
    if (mark) close(i + 1);
  }
  close(sentence.end);
  return clauses;
}

bool cue_before(const Clause& clause, std::string_view cue, std::size_t place, std::size_t reach) {
  return std::any_of(clause.words.begin(), clause.words.end(), [&](const Word& w) {
    return w.kind == WordKind::cue && w.code == cue && w.begin < place && w.end <= place + reach && place <= w.end + reach;
  });
}
bool cue_after(const Clause& clause, std::string_view cue, std::size_t place, std::size_t reach) {
  return std::any_of(clause.words.begin(), clause.words.end(), [&](const Word& w) {
    return w.kind == WordKind::cue && w.code == cue && w.begin >= place && w.begin - place <= reach;
  });
}

bool compared_with(const PageText& page, const Clause& clause, const Word& treatment) {
  const std::u32string_view text = page.normal;
  if (treatment.begin > 0 && text[treatment.begin - 1] == U'比') return true;
  static const std::array<std::u32string_view, 6> alike{U"相近", U"相当", U"相比", U"差不多", U"类似", U"接近"};
  const auto behind = text.substr(treatment.end, std::min<std::size_t>(6, text.size() - treatment.end));
  if (std::any_of(alike.begin(), alike.end(), [&](std::u32string_view word) { return behind.find(word) != std::u32string_view::npos; })) return true;
  return cue_before(clause, "than", treatment.begin, 16);
}

std::vector<Predicate> predicates_of(const PageText& page, const Clause& clause, const Lexicon& lexicon, bool harm_list) {
  std::vector<Predicate> said;
  const bool lowers = clause.cue("down"), raises = clause.cue("up") || clause.cue("helps");
  bool effect_named = false;
  if (const Word* word = clause.find(WordKind::cue, "unsuitable")) {
    // "before the wound has not closed it must not be used": only what stands right before it turns it
    const bool turned = cue_before(clause, "negation", word->begin, page.language == Language::zh ? 1 : 4);
    say(said, turned ? Polarity::helps : Polarity::unsuitable, "");
    if (!turned) return said;
  }
  if (const Word* word = clause.find(WordKind::cue, "suitable"); word != nullptr && negated(clause, word->begin)) {
    say(said, Polarity::unsuitable, "");
    return said;
  }
  if (clause.cue("untested")) {
    say(said, Polarity::no_effect, "");
    for (const auto& w : clause.words)
      if (w.kind == WordKind::effect_verb || w.kind == WordKind::effect_good || w.kind == WordKind::effect_bad) say(said, Polarity::no_effect, w.code);
    return said;
  }
  if (const Word* word = clause.find(WordKind::cue, "suitable"); word != nullptr && clause.has(WordKind::treatment) && !clause.cue("validity")) say(said, Polarity::helps, "improve");
  if (const Word* word = clause.find(WordKind::cue, "no_effect"); word != nullptr && !negated(clause, word->begin)) {
    say(said, Polarity::no_effect, "");
    for (const auto& w : clause.words)
      if (w.kind == WordKind::effect_verb || w.kind == WordKind::effect_good || w.kind == WordKind::effect_bad) say(said, Polarity::no_effect, w.code);
    return said;
  }
  if (const Word* word = clause.find(WordKind::cue, "safe"); word != nullptr && !negated(clause, word->begin)) say(said, Polarity::no_effect, "side_effects");
  for (const auto& word : clause.words) {
    const bool turned = negated(clause, word.begin);
    switch (word.kind) {
      case WordKind::effect_verb:
        if (mechanism(lexicon, word.code)) break;
        effect_named = true;
        say(said, turned ? Polarity::no_effect : Polarity::helps, word.code);
        break;
      case WordKind::effect_good:
        if (mechanism(lexicon, word.code)) break;
        if (raises) say(said, turned ? Polarity::no_effect : Polarity::helps, word.code), effect_named = true;
        else if (lowers || clause.cue("worsens")) say(said, Polarity::harms, word.code), effect_named = true;
        break;
      case WordKind::effect_bad:
      case WordKind::event: {
        const bool helped = cue_before(clause, "down", word.begin, 30) || cue_after(clause, "down", word.end, page.language == Language::zh ? 12 : 40) || cue_before(clause, "helps", word.begin, 30) ||
                            cue_after(clause, "helps", word.end, 8) || cue_after(clause, "recovers", word.end, 12);
        const bool treated = effect_of_event(lexicon, word.code) != word.code && std::any_of(clause.words.begin(), clause.words.end(), [](const Word& w) {
          return w.kind == WordKind::effect_verb || (w.kind == WordKind::cue && (w.code == "helps" || w.code == "up" || w.code == "recovers"));
        });
        const auto* as_effect = lexicon.effect(word.code);
        const bool harmful = as_effect == nullptr || !as_effect->event.empty() || clause.cue("worsens");
        const bool caused = harmful && ((word.kind == WordKind::event && !treated) || cue_before(clause, "causes", word.begin, 60) || cue_before(clause, "up", word.begin, 20) || clause.cue("worsens") || harm_list);
        if (helped && !turned && cue_after(clause, "recovers", word.end, 12)) say(said, Polarity::helps, "recovery");
        if (helped && !clause.cue("worsens")) say(said, turned ? Polarity::no_effect : Polarity::helps, word.kind == WordKind::event ? effect_of_event(lexicon, word.code) : word.code), effect_named = true;
        else if (caused) say(said, turned ? Polarity::no_effect : Polarity::harms, word.code), effect_named = true;
        break;
      }
      case WordKind::condition:  // "stops new scars", "leaves brown marks"
        if (const auto* caused = lexicon.condition(word.code); caused != nullptr && !caused->event.empty() && cue_before(clause, "causes", word.begin, 40)) {
          say(said, turned ? Polarity::no_effect : Polarity::harms, caused->event), effect_named = true;
          break;
        }
        if (cue_before(clause, "down", word.begin, 30)) say(said, turned ? Polarity::no_effect : Polarity::helps, "improve"), effect_named = true;
        break;
      default: break;
    }
  }
  const bool bare_mechanism = !effect_named && std::any_of(clause.words.begin(), clause.words.end(), [&](const Word& w) {
    return (w.kind == WordKind::effect_good || w.kind == WordKind::effect_verb) && mechanism(lexicon, w.code);
  });
  if (!effect_named && !bare_mechanism) {
    if (const Word* word = clause.find(WordKind::cue, "helps"); word != nullptr && clause.has(WordKind::treatment)) say(said, negated(clause, word->begin) ? Polarity::no_effect : Polarity::helps, "improve");
    else if (const Word* bad = clause.find(WordKind::cue, "worsens"); bad != nullptr && !cue_before(clause, "down", bad->begin, 30)) say(said, negated(clause, bad->begin) ? Polarity::no_effect : Polarity::harms, "");
  }
  const bool about_a_face = std::any_of(clause.words.begin(), clause.words.end(), [](const Word& w) { return w.kind != WordKind::cue && w.kind != WordKind::unit; });
  if (const Word* word = clause.find(WordKind::cue, "recovers"); word != nullptr && said.empty() && about_a_face) say(said, negated(clause, word->begin) ? Polarity::no_effect : Polarity::helps, "recovery");
  if (said.empty() && clause.cue("lasts") && clause.has(WordKind::unit)) said.push_back({Polarity::helps, {"duration"}, true});
  return said;
}

}  // namespace vultus
