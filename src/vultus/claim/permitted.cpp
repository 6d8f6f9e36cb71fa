#include "vultus/claim/permitted.hpp"

#include <algorithm>
#include <initializer_list>

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
      for (const auto& member : lexicon.members(treatment, catalog))
        if (named.empty() && warns_of(catalog.treatment(member), people)) named = {treatment};
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

/// A sentence, what is read in it, and what it allows.
struct Permission {
  std::vector<Claim>& found;
  const PageText& page;
  const SentenceContext& context;
  std::vector<std::string> people;  ///< in a delicate state, of whom it speaks

  [[nodiscard]] const Clause& whole() const { return context.whole; }

  /// That these people may have it.
  void let(const std::string& treatment) {
    std::erase_if(found, [&](const Claim& c) { return c.treatment == treatment && c.polarity == Polarity::unsuitable; });
    bool said = false;  // that it does not harm them, or helps them
    for (auto& claim : found) {
      if (claim.treatment != treatment || claim.polarity == Polarity::harms) continue;
      const bool of_others = claim.polarity == Polarity::helps && claim.effects != std::vector<std::string>{"improve"} && effect_first(whole());
      if (of_others) claim.circumstance.situations.clear();  // "it lightens marks, and pregnant women may use it" is two claims
      else said = true, claim.circumstance.called_safe = claim.circumstance.called_safe || !whole().cue("permits");
    }
    if (said) return;
    Claim claim = allowed(treatment, page, context);
    claim.circumstance.situations = people;
    if (whole().cue("safe")) claim.polarity = Polarity::no_effect, claim.effects = {"side_effects"};  // that it does no harm
    found.push_back(std::move(claim));
  }

  /// "It carries no risk of blindness."
  void see_no_risk(const std::string& treatment) {
    if (std::any_of(found.begin(), found.end(), [&](const Claim& c) { return c.treatment == treatment && (c.polarity == Polarity::no_effect || c.polarity == Polarity::unsuitable); })) return;
    Claim claim = allowed(treatment, page, context);
    claim.polarity = Polarity::no_effect, claim.effects = {"side_effects"}, claim.strength = Strength::guaranteed;
    claim.circumstance.situations = people;
    found.push_back(std::move(claim));
  }

  /// That it is done, perhaps at home.
  void do_at_home(const std::string& treatment, bool home) {
    if (std::any_of(found.begin(), found.end(), [&](const Claim& c) { return c.treatment == treatment; })) return;
    Claim claim = allowed(treatment, page, context);
    claim.circumstance.home = home;
    found.push_back(std::move(claim));
  }
};

bool warns(const Clause& whole) { return whole.cue("unsuitable") || whole.cue("rejected") || whole.cue("denied") || whole.cue("negation") || whole.cue("causes") || whole.has(WordKind::event); }

bool says_one_of(const PageText& page, const SentenceContext& context, std::initializer_list<std::u32string_view> words) {
  const auto text = page.matched(context.sentence);
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) { return text.find(word) != std::u32string_view::npos; });
}

/// Somebody tells what they did, or the reader what to do.
bool speaks_of_a_person(const PageText& page, const SentenceContext& context) {
  return page.matched(context.sentence).starts_with(U"i ") || says_one_of(page, context, {U"我", U"自己", U" i ", U" my ", U" your ", U" you "});
}

/// Done at home by the one who writes or reads, or said to be fine there.
bool by_own_hand(const PageText& page, const SentenceContext& context, bool let) {
  if (!context.whole.cue("home") || let) return context.whole.cue("home");
  return !warns(context.whole) && speaks_of_a_person(page, context);
}

/// And it is the injection or the needling itself that is done, not what comes after it.
bool with_a_needle(const PageText& page, const SentenceContext& context) { return says_one_of(page, context, {U"inject", U"needling", U"derma", U"扎", U"打", U"滚", U"注射", U"自己点"}); }

/// What nobody should use, whoever does it: by its file, or by the words' own note.
bool never_safe(const Lexicon& lexicon, const Catalog& catalog, const std::string& treatment) {
  const auto* held = catalog.treatment(treatment);
  if (held != nullptr) return held->refused && held->refused->kind == Refusal::Kind::unsafe;
  const auto* outside = lexicon.family(treatment);
  return outside != nullptr && outside->unsafe;
}

/// "No risk", and nothing that turns it round; nullptr: it is not said.
const Word* riskless_in(const Clause& whole) {
  const Word* word = whole.find(WordKind::cue, "riskless");
  const bool turned = word != nullptr && (cue_before(whole, "negation", word->begin, 12) || whole.cue("rejected") || whole.cue("denied"));
  return turned ? nullptr : word;
}

}  // namespace

void read_permissions(std::vector<Claim>& found, const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context) {
  if (context.asked) return;
  Permission permission{found, page, context, {}};
  for (const auto& word : context.whole.words)
    if (word.kind == WordKind::situation && has(lexicon.delicate, word.code) && word.code != "isotretinoin_months_ago") add_once(permission.people, word.code);
  const bool let = permits(context.whole, page.language), let_people = let && !permission.people.empty();
  const bool own_hand = by_own_hand(page, context, let);
  const Word* riskless = let_people ? nullptr : riskless_in(context.whole);
  const bool told = own_hand || (!warns(context.whole) && (speaks_of_a_person(page, context) || context.whole.cue("instruction") || context.whole.has(WordKind::effect_good)));
  if (!let_people && !told && riskless == nullptr) return;
  if (riskless != nullptr)
    for (auto& claim : found)
      if (claim.polarity == Polarity::harms && claim.quote.begin <= riskless->begin && riskless->end <= claim.quote.end) claim.polarity = Polarity::no_effect, claim.circumstance.called_safe = true;
  const bool needle = own_hand && with_a_needle(page, context);
  auto named = named_in(page, lexicon, catalog, context, permission.people, !found.empty());
  if (named.empty() && needle && found.empty())  // "I do it myself at home": of what the talk is of
    for (const auto& treatment : talked_of(context))
      if (named.empty() && has(lexicon.professional, treatment)) named = {treatment};
  for (const auto& treatment : named) {
    if (let_people) permission.let(treatment);
    if (riskless != nullptr) permission.see_no_risk(treatment);
    const bool unsafe = never_safe(lexicon, catalog, treatment) && (own_hand || !has(lexicon.professional, treatment));  // drugs of the body are talked of otherwise
    if (told && (unsafe || (own_hand && (let || needle) && has(lexicon.professional, treatment)))) permission.do_at_home(treatment, own_hand);
  }
}

}  // namespace vultus
