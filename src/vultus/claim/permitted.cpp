#include "vultus/claim/permitted.hpp"

#include <algorithm>

#include "vultus/claim/treatments_meant.hpp"

namespace vultus {
namespace {

/// "May be used", "is fine", and nothing before it that turns it round.
bool permits(const Clause& whole, Language language) {
  if (whole.cue("unsuitable") || whole.cue("rejected") || whole.cue("denied") || whole.cue("urgent")) return false;
  const std::size_t reach = language == Language::zh ? 2 : 8;
  return std::any_of(whole.words.begin(), whole.words.end(), [&](const Word& word) {
    const bool allows = word.kind == WordKind::cue && (word.code == "permits" || word.code == "suitable" || word.code == "safe");
    return allows && !cue_before(whole, "negation", word.begin, reach);
  });
}

/// "Zero steroids", "不含激素": what is not in it.
bool left_out(const PageText& page, std::size_t begin) {
  const auto before = std::u32string_view(page.normal).substr(begin - std::min<std::size_t>(begin, 8), std::min<std::size_t>(begin, 8));
  for (const std::u32string_view sign : {U"零", U"无", U"不含", U"没有", U"zero ", U" no ", U"without ", U"free of "})
    if (before.ends_with(sign)) return true;
  return false;
}

std::vector<std::string> talked_of(const SentenceContext& context) {
  std::vector<std::string> all = context.before;
  all.insert(all.end(), context.recent.begin(), context.recent.end());
  all.push_back(context.page_treatment);
  return all;
}

bool warns_of(const Treatment* treatment, const std::vector<std::string>& people) {
  return treatment != nullptr && std::any_of(treatment->contraindications.begin(), treatment->contraindications.end(), [&](const Contraindication& c) { return std::find(people.begin(), people.end(), c.field) != people.end(); });
}

/// Those that the sentence names; else, where nothing was `claimed` in it, the first that the talk is of and whose file warns these people.
std::vector<std::string> named_in(const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context, const std::vector<std::string>& people, bool claimed) {
  const Clause& whole = context.whole;
  std::vector<std::string> named;
  for (const auto& word : whole.words)
    if (word.kind == WordKind::treatment && !left_out(page, word.begin)) add_once(named, routed(lexicon, catalog, word.code, whole));
  if (named.empty() && !claimed)
    for (const auto& treatment : talked_of(context))
      if (named.empty() && warns_of(catalog.treatment(treatment), people)) named = {treatment};
  return narrowed(lexicon, catalog, named, whole, context.before, context.where_meant);
}

Claim allowed(const std::string& treatment, const PageText& page, const SentenceContext& context) {
  Claim claim;
  claim.treatment = treatment;
  claim.condition = context.condition;
  claim.effects = {"improve"};
  claim.circumstance.called_safe = context.whole.cue("safe") || context.whole.cue("guarantee") || context.whole.cue("riskless");
  claim.circumstance.condition_said = context.whole.has(WordKind::condition);
  claim.quote = context.sentence;
  claim.said = page.matched(context.sentence);
  return claim;
}

/// What it does is said before the people are named.
bool effect_first(const Clause& whole) {
  const Word* first = nullptr;
  for (const auto& word : whole.words)
    if (word.kind == WordKind::situation || word.kind == WordKind::effect_good || word.kind == WordKind::effect_bad || word.kind == WordKind::effect_verb)
      if (first == nullptr || word.begin < first->begin) first = &word;
  return first != nullptr && first->kind != WordKind::situation;
}

bool has(const std::vector<std::string>& list, std::string_view code) { return std::find(list.begin(), list.end(), code) != list.end(); }

}  // namespace

void read_permissions(std::vector<Claim>& found, const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context) {
  if (context.asked) return;
  const Clause& whole = context.whole;
  std::vector<std::string> people;
  for (const auto& word : whole.words)
    if (word.kind == WordKind::situation && has(lexicon.delicate, word.code) && word.code != "isotretinoin_months_ago") add_once(people, word.code);
  const bool let = permits(whole, page.language);
  const auto warned = [&] { return whole.cue("unsuitable") || whole.cue("rejected") || whole.cue("denied") || whole.cue("negation") || whole.cue("causes") || whole.has(WordKind::event); };
  const auto text = page.matched(context.sentence);
  const bool tells_of_oneself = text.find(U'我') != std::u32string_view::npos || text.starts_with(U"i ") || text.find(U" i ") != std::u32string_view::npos || text.find(U" my ") != std::u32string_view::npos;
  const bool own_hand = whole.cue("home") && (let || (tells_of_oneself && !warned()));
  const Word* riskless = whole.find(WordKind::cue, "riskless");
  if (riskless != nullptr && (cue_before(whole, "negation", riskless->begin, 12) || whole.cue("rejected") || whole.cue("denied"))) riskless = nullptr;
  if ((people.empty() || !let) && !own_hand && riskless == nullptr) return;
  for (const auto& treatment : named_in(page, lexicon, catalog, context, people, !found.empty())) {
    const auto of_it = [&](const Claim& c) { return c.treatment == treatment; };
    if (!people.empty() && let) {
      std::erase_if(found, [&](const Claim& c) { return of_it(c) && c.polarity == Polarity::unsuitable; });
      bool said = false;  // that it does not harm them, or helps them
      for (auto& claim : found) {
        if (!of_it(claim) || claim.polarity == Polarity::harms) continue;
        const bool of_others = claim.polarity == Polarity::helps && claim.effects != std::vector<std::string>{"improve"} && effect_first(whole);
        if (of_others) claim.circumstance.situations.clear();  // "it lightens marks, and pregnant women may use it" is two claims
        else said = true, claim.circumstance.called_safe = claim.circumstance.called_safe || !whole.cue("permits");
      }
      if (!said) {
        found.push_back(allowed(treatment, page, context));
        found.back().circumstance.situations = people;
        if (whole.cue("safe")) found.back().polarity = Polarity::no_effect, found.back().effects = {"side_effects"};  // that it does no harm
      }
    }
    if (riskless != nullptr && (people.empty() || !let)) {  // "it carries no risk of blindness"
      bool said = false;
      for (auto& claim : found) {
        if (!of_it(claim)) continue;
        if (claim.polarity == Polarity::harms && claim.quote.begin <= riskless->begin && riskless->end <= claim.quote.end) claim.polarity = Polarity::no_effect, claim.circumstance.called_safe = true;
        said = said || claim.polarity == Polarity::no_effect || claim.polarity == Polarity::unsuitable;
      }
      if (!said) {
        found.push_back(allowed(treatment, page, context));
        found.back().polarity = Polarity::no_effect, found.back().effects = {"side_effects"}, found.back().strength = Strength::guaranteed;
        found.back().circumstance.situations = people;
      }
    }
    const auto* held = catalog.treatment(treatment);
    const bool unsafe = held != nullptr && held->refused && held->refused->kind == Refusal::Kind::unsafe;
    const bool trained = has(lexicon.professional, treatment);
    if (own_hand && (unsafe || (trained && let)) && std::none_of(found.begin(), found.end(), of_it)) {
      found.push_back(allowed(treatment, page, context));
      found.back().circumstance.home = true;
    }
  }
}

}  // namespace vultus
