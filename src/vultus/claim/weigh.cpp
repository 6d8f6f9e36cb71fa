#include "vultus/claim/weigh.hpp"

#include <algorithm>
#include <cmath>

#include "vultus/claim/treatments_meant.hpp"

namespace vultus {
namespace {

/// Beyond what the talk was last of, a sentence is seldom about anything.
constexpr std::size_t most_candidates = 6;

bool of_effects(WordKind kind) { return kind == WordKind::effect_good || kind == WordKind::effect_bad || kind == WordKind::effect_verb || kind == WordKind::event; }

/// What the words of the sentence say happens.
std::vector<std::string> effects_said(const Lexicon& lexicon, const SentenceContext& context, Polarity polarity) {
  std::vector<std::string> codes;
  if (polarity == Polarity::unsuitable) return codes;
  for (const auto& word : context.whole.words) {
    if (!of_effects(word.kind)) continue;
    const auto* effect = lexicon.effect(word.code);
    if (effect != nullptr && effect->mechanism) continue;
    if (polarity == Polarity::harms && word.kind == WordKind::effect_verb) continue;
    add_once(codes, polarity == Polarity::helps && word.kind == WordKind::event ? effect_of_event(lexicon, word.code) : word.code);
  }
  if (!codes.empty()) return codes;
  if (polarity == Polarity::helps && context.whole.cue("lasts") && context.whole.has(WordKind::unit)) return {"duration"};
  if (polarity == Polarity::helps && context.whole.cue("recovers")) return {"recovery"};
  if (polarity == Polarity::helps) return {"improve"};
  return codes;
}

bool of_the_rules_alone(const Claim& claim, const SentenceContext& context) {
  return claim.circumstance.wait_out || claim.quote.begin != context.sentence.begin || claim.quote.end != context.sentence.end;
}

}  // namespace

std::vector<Candidate> candidates_of(const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context, const std::vector<Claim>& by_rules) {
  std::vector<Candidate> found;
  const auto add = [&](const std::string& code, const std::size_t* place, unsigned from) {
    if (code == "placebo" || code.empty()) return;
    auto same = std::find_if(found.begin(), found.end(), [&](const Candidate& c) { return c.treatment == code; });
    if (same == found.end()) {
      if (place == nullptr && found.size() >= most_candidates && from != from_alone) return;
      same = found.insert(found.end(), {code, {}, 0, found.size(), 1, 0});
    }
    same->from |= from;
    if (place != nullptr) same->places.push_back(*place);
  };
  const Clause& whole = context.whole;
  for (const auto& word : whole.words) {
    const bool jaw = word.kind == WordKind::condition && word.code == "masseter_botulinum" && !whole.has(WordKind::treatment);
    if (word.kind != WordKind::treatment && !jaw) continue;
    const std::string code = jaw ? "botulinum_masseter" : routed(lexicon, catalog, word.code, whole);
    for (const auto& means : narrowed(lexicon, catalog, {code}, whole, context.before, context.where_meant)) add(means, &word.begin, 0);
  }
  const auto add_meant = [&](const std::string& code, CandidateSource from) {
    for (const auto& means : narrowed(lexicon, catalog, {code}, whole, context.before, context.where_meant)) add(means, nullptr, from);
  };
  const bool named = !found.empty();
  for (const auto& claim : by_rules) add(claim.treatment, nullptr, from_rules);
  if (!named) {
    for (const auto& treatment : context.before) add_meant(treatment, from_before);
    for (const auto& treatment : context.after) add_meant(treatment, from_after);
    for (const auto& word : context.heading_words)
      if (word.kind == WordKind::treatment) add_meant(std::string(word.code), from_heading);
    for (const auto& treatment : context.recent) add_meant(treatment, from_recent);
    if (!context.page_treatment.empty()) add_meant(context.page_treatment, from_page);
    add("none", nullptr, from_alone);
  } else {  // "It has not been tested for cheeks that went hollow after toxin"
    constexpr std::size_t most = 2;
    for (std::size_t i = 0; i < std::min(most, context.before.size()); ++i) add_meant(context.before[i], from_before);
  }
  for (auto& candidate : found) {
    candidate.among = found.size();
    for (const auto& claim : by_rules)
      if (claim.treatment == candidate.treatment) candidate.rules |= 1U << static_cast<unsigned>(claim.polarity);
  }
  return found;
}

void weigh_claims(const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SignTable& weights, const SentenceContext& context, std::vector<Claim>& found) {
  std::vector<Claim> read;
  for (auto& claim : found)
    if (of_the_rules_alone(claim, context)) read.push_back(claim);
  std::vector<Claim> added;
  std::vector<double> text_carried;  // odds by the text where the treatment is not named: the same for all of those
  const double threshold = weights.setting("threshold", 0.5);
  for (const auto& candidate : candidates_of(lexicon, catalog, context, found)) {
    const bool carried = candidate.places.empty();
    auto odds = carried && !text_carried.empty() ? text_carried : weights.log_odds([&](const SignSink& sink) { sentence_signs(page, context, candidate.places, sink); });
    if (carried) text_carried = odds;
    weights.add_weights(odds, [&](const SignSink& sink) { candidate_signs(page, context, candidate, sink); });
    for (std::size_t p = 0; p < 4; ++p) {
      if (1.0 / (1.0 + std::exp(-odds[p])) < threshold) continue;
      const auto polarity = static_cast<Polarity>(p);
      if (context.of_trouble && carried && polarity == Polarity::harms) continue;
      const auto of_rules = std::find_if(found.begin(), found.end(), [&](const Claim& c) { return c.treatment == candidate.treatment && c.polarity == polarity; });
      if (of_rules != found.end()) {
        if (!of_the_rules_alone(*of_rules, context)) read.push_back(*of_rules);
        continue;
      }
      Claim claim;
      claim.treatment = candidate.treatment, claim.polarity = polarity, claim.condition = context.condition;
      claim.effects = effects_said(lexicon, context, polarity);
      claim.circumstance.unclear = claim.effects.empty() && (polarity == Polarity::no_effect || polarity == Polarity::unsuitable) && !context.whole.cue("no_effect");
      claim.quote = context.sentence;
      claim.said = page.matched(context.sentence);
      claim.circumstance.lasts = context.whole.cue("lasts");
      claim.circumstance.recovers = polarity == Polarity::helps && context.whole.cue("recovers");
      claim.quantity = quantity_of(page, context.whole);
      if (claim.treatment == "chemotherapy_systemic") claim.drug = drug_named(page, context.whole);
      added.push_back(std::move(claim));
    }
  }
  note_circumstances(added, page, context.whole);
  read.insert(read.end(), added.begin(), added.end());
  found = std::move(read);
}

namespace {

/// "Nobody has tested it", "not one trial": a negation, and near behind it a word of research.
bool unresearched(const PageText& page, const Clause& whole) {
  const bool zh = page.language == Language::zh;
  return std::any_of(whole.words.begin(), whole.words.end(), [&](const Word& w) {
    if (w.kind != WordKind::cue) return false;
    if (w.code == "researched") return cue_before(whole, "negation", w.begin, zh ? 8 : 22);
    return w.code == "research" && cue_before(whole, "negation", w.begin, zh ? 8 : 14);
  });
}

/// The treatment that a sentence names as the one equalled or beaten.
std::string rival_named(const PageText& page, const Clause& whole) {
  for (const auto& word : whole.words) {
    if (word.kind != WordKind::treatment) continue;
    if (cue_before(whole, "rivals", word.begin, page.language == Language::zh ? 6 : 16)) return std::string(word.code);
  }
  return "";
}

}  // namespace

void note_circumstances(std::vector<Claim>& found, const PageText& page, const Clause& whole) {
  if (found.empty()) return;
  const bool untested = unresearched(page, whole);
  const std::string rival = rival_named(page, whole);
  for (auto& claim : found) {
    auto& around = claim.circumstance;
    around.systemic = whole.cue("systemic"), around.local = whole.cue("local"), around.home = whole.cue("home");
    // "with time the muscle recovers, and the hollow gets better too"
    around.recovers = around.recovers || (whole.cue("recovers") && claim.condition == "masseter_botulinum" && claim.polarity == Polarity::helps);
    for (const auto& word : whole.words)
      if (word.kind == WordKind::situation) add_once(around.situations, word.code);
    around.called_safe = whole.cue("safe") || whole.cue("suitable") || whole.cue("guarantee") || whole.cue("riskless");
    around.warned = whole.cue("unsuitable");
    around.too_much = whole.cue("too_much");
    around.untested = whole.cue("untested") || (untested && claim.polarity == Polarity::no_effect);
    around.slight = whole.cue("slight"), around.complete = whole.cue("complete");
    around.condition_said = whole.has(WordKind::condition);
    if (claim.treatment != rival) around.rival = rival;
    around.laboratory = whole.cue("laboratory"), around.alone = whole.cue("alone"), around.validity = whole.cue("validity");
    claim.hearsay = whole.cue("hearsay");
    if (whole.cue("guarantee") || whole.cue("riskless")) claim.strength = Strength::guaranteed;
    else if (whole.cue("hedge")) claim.strength = Strength::hedged;
  }
}

}  // namespace vultus
