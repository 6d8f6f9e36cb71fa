#include "vultus/claim/permitted.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "vultus/claim/treatments_meant.hpp"

namespace vultus {
namespace {

/// "May be used", "is fine", and nothing before it that turns it round. `of_people`: where the sentence names some, "do not worry" is as much.
bool permits(const Clause& whole, Language language, bool of_people) {
  if (whole.cue("unsuitable") || whole.cue("rejected") || whole.cue("denied") || whole.cue("urgent")) return false;
  const std::size_t reach = language == Language::zh ? 2 : 8;
  return std::any_of(whole.words.begin(), whole.words.end(), [&](const Word& word) {
    const bool allows = word.kind == WordKind::cue && (word.code == "permits" || word.code == "suitable" || word.code == "safe" || (of_people && word.code == "wait_out"));
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

bool has(const std::vector<std::string>& list, std::string_view code) { return std::find(list.begin(), list.end(), code) != list.end(); }

bool warns_of(const Treatment* treatment, const std::vector<std::string>& people) {
  return treatment != nullptr && std::any_of(treatment->contraindications.begin(), treatment->contraindications.end(), [&](const Contraindication& c) { return has(people, c.field); });
}

/// Those of `people` whom the treatment's file, or that of one that the word may mean, rules out, or is wary of. What somebody is allergic to is
/// not in a page's words for it.
std::vector<std::string> ruled_out(const Lexicon& lexicon, const Catalog& catalog, const std::string& treatment, const std::vector<std::string>& people, Level least) {
  std::vector<std::string> out;
  for (const auto& member : lexicon.members(treatment, catalog))
    if (const auto* held = catalog.treatment(member))
      for (const auto& contra : held->contraindications)
        if (contra.level <= least && !contra.mild && contra.field != "allergies" && has(people, contra.field)) add_once(out, contra.field);
  return out;
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

/// A sentence, what is read in it, and what it allows.
struct Permission {
  std::vector<Claim>& found;
  const PageText& page;
  const SentenceContext& context;
  std::vector<std::string> people;  ///< in a delicate state, of whom it speaks
  std::vector<std::string> others;  ///< in another state, or named by what they take, of whom it speaks

  [[nodiscard]] const Clause& whole() const { return context.whole; }
  /// And not only allowed: "it does no harm", "do not worry".
  [[nodiscard]] bool called_safe() const { return !whole().cue("permits") || whole().cue("wait_out"); }

  /// That these people may have it.
  void let(const std::string& treatment, const std::vector<std::string>& allowed_people) {
    std::erase_if(found, [&](const Claim& c) { return c.treatment == treatment && c.polarity == Polarity::unsuitable; });
    bool said = false;  // that it does not harm them, or helps them
    for (auto& claim : found) {
      if (claim.treatment != treatment || claim.polarity == Polarity::harms) continue;
      const bool of_others = claim.polarity == Polarity::helps && claim.effects != std::vector<std::string>{"improve"} && effect_first(whole());
      if (of_others) claim.circumstance.situations.clear();  // "it lightens marks, and pregnant women may use it" is two claims
      else said = true, claim.circumstance.called_safe = claim.circumstance.called_safe || called_safe(), claim.circumstance.allowed = true;
    }
    if (said) return;
    Claim claim = allowed(treatment, page, context);
    claim.circumstance.situations = allowed_people, claim.circumstance.allowed = true;
    claim.circumstance.called_safe = claim.circumstance.called_safe || whole().cue("wait_out");
    // "may have it" in Chinese is as much as "it does them no harm"
    if (whole().cue("safe") || page.language == Language::zh) claim.polarity = Polarity::no_effect, claim.effects = {"side_effects"};
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
    bool said = false;
    for (auto& claim : found)
      if (claim.treatment == treatment) said = true, claim.circumstance.home = claim.circumstance.home || home;
    if (said) return;
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

/// "别在家自己滚", "never do it yourself": told not to.
bool forbids(const PageText& page, const SentenceContext& context) {
  return says_one_of(page, context, {U"别在家", U"别自己", U"别用", U"别买", U"别学", U"别乱", U"别拿", U"不要", U"不能", U"不可", U"切勿", U"勿", U"不该", U"不应", U"not ", U"n't ", U"never ", U"nobody ", U"avoid"});
}

/// Somebody tells what they did, or the reader what to do.
bool speaks_of_a_person(const PageText& page, const SentenceContext& context) {
  return page.matched(context.sentence).starts_with(U"i ") || says_one_of(page, context, {U"我", U"自己", U" i ", U" my ", U" your ", U" you "});
}

/// "Dab 50 % TCA on each mark": the reader is told to do it.
bool told_to(const PageText& page, const SentenceContext& context) {
  constexpr std::size_t reach = 16;  // code points between the verb and the treatment
  const std::u32string_view text = page.normal;
  return std::any_of(context.whole.words.begin(), context.whole.words.end(), [&](const Word& word) {
    if (word.kind != WordKind::treatment) return false;
    const std::size_t from = std::max(context.sentence.begin, word.begin - std::min(word.begin, reach));
    const auto before = text.substr(from, word.begin - from);
    constexpr std::array<std::u32string_view, 12> verbs{U"dab ", U"dabbing ", U"dot ", U"dotting ", U"paint ", U"brush ", U"inject ", U"roll ", U"rolling ", U"蘸", U"抹点", U"点上"};
    return std::any_of(verbs.begin(), verbs.end(), [&](std::u32string_view verb) { return before.find(verb) != std::u32string_view::npos; });
  }) && !says_one_of(page, context, {U"doctor", U"clinic", U"nurse", U"dermatolog", U"surgeon", U"we ", U"they ", U"trained", U"医生", U"医师", U"护士", U"我们", U"大夫"});
}

/// Done at home by the one who writes or reads, or said to be fine there.
bool by_own_hand(const PageText& page, const SentenceContext& context, bool let) {
  if (forbids(page, context)) return false;
  if (let && context.whole.cue("home")) return true;
  if (warns(context.whole)) return false;
  const Clause& whole = context.whole;
  if (!whole.cue("home")) return told_to(page, context);
  return speaks_of_a_person(page, context) || whole.cue("rivals") || whole.cue("helps") || whole.has(WordKind::effect_verb);
}

/// And it is the injection, the needling or the acid itself that is put on, not what comes after it.
bool with_a_needle(const PageText& page, const SentenceContext& context) { return told_to(page, context) || says_one_of(page, context, {U"inject", U"needle", U"needling", U"derma", U"do your ", U"do my ", U"扎", U"打", U"滚", U"注射", U"自己点"}); }

bool named_once(const Clause& whole) {
  return std::count_if(whole.words.begin(), whole.words.end(), [](const Word& w) { return w.kind == WordKind::treatment; }) == 1;
}

/// "Suits people with many scars": "suitable", and behind it a condition that vultus knows.
bool suits_a_condition(const Clause& whole, const Lexicon& lexicon) {
  const Word* suits = whole.find(WordKind::cue, "suitable");
  return suits != nullptr && std::any_of(whole.words.begin(), whole.words.end(), [&](const Word& w) {
    const auto* condition = w.kind == WordKind::condition && w.begin > suits->begin ? lexicon.condition(w.code) : nullptr;
    return condition != nullptr && !condition->outside;
  });
}

/// "No risk", and nothing that turns it round; nullptr: it is not said.
const Word* riskless_in(const Clause& whole) {
  const Word* word = whole.find(WordKind::cue, "riskless");
  const bool turned = word != nullptr && (cue_before(whole, "negation", word->begin, 12) || whole.cue("rejected") || whole.cue("denied"));
  return turned ? nullptr : word;
}

}  // namespace

bool never_safe(const Lexicon& lexicon, const Catalog& catalog, const std::string& treatment) {
  const auto* held = catalog.treatment(treatment);
  if (held != nullptr) return held->refused && held->refused->kind == Refusal::Kind::unsafe;
  const auto* outside = lexicon.family(treatment);
  return outside != nullptr && outside->unsafe;
}

void read_permissions(std::vector<Claim>& found, const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context) {
  if (context.asked) return;
  Permission permission{found, page, context, {}, {}};
  const auto speaks_of = [&](std::string_view situation) { add_once(has(lexicon.delicate, situation) && situation != "isotretinoin_months_ago" ? permission.people : permission.others, situation); };
  for (const auto& word : context.whole.words)
    if (word.kind == WordKind::situation) speaks_of(word.code);
  for (const auto& situation : context.asked_of) speaks_of(situation);
  const bool of_people = !permission.people.empty() || !permission.others.empty();
  const bool let = permits(context.whole, page.language, of_people), let_people = let && !permission.people.empty();
  const bool suits_scars = let && named_once(context.whole) && suits_a_condition(context.whole, lexicon);
  const bool let_others = let && !permission.others.empty();
  const bool own_hand = by_own_hand(page, context, let);
  const Word* riskless = let_people ? nullptr : riskless_in(context.whole);
  const bool told = own_hand || (!warns(context.whole) && (speaks_of_a_person(page, context) || context.whole.cue("instruction") || context.whole.has(WordKind::effect_good)));
  if (!let_people && !let_others && !suits_scars && !told && riskless == nullptr) return;
  if (riskless != nullptr)
    for (auto& claim : found)
      if (claim.polarity == Polarity::harms && claim.quote.begin <= riskless->begin && riskless->end <= claim.quote.end) claim.polarity = Polarity::no_effect, claim.circumstance.called_safe = true;
  const bool needle = own_hand && with_a_needle(page, context);
  auto named = named_in(page, lexicon, catalog, context, permission.people, !found.empty());
  if (named.empty() && needle && found.empty())  // "I do it myself at home": of what the talk is of
    for (const auto& treatment : talked_of(context))
      if (named.empty() && has(lexicon.professional, treatment)) named = {treatment};
  for (const auto& treatment : named) {
    if (let_people) permission.let(treatment, permission.people);
    else if (auto those = let_others ? ruled_out(lexicon, catalog, treatment, permission.others, permission.called_safe() ? Level::caution : Level::excluded) : std::vector<std::string>(); !those.empty()) permission.let(treatment, those);
    if (riskless != nullptr) permission.see_no_risk(treatment);
    // drugs of the body are talked of otherwise, but where they are said to suit a scar
    const bool unsafe = never_safe(lexicon, catalog, treatment) && (own_hand || suits_scars || !has(lexicon.professional, treatment));
    if ((told || suits_scars) && (unsafe || (own_hand && (let || needle) && has(lexicon.professional, treatment)))) permission.do_at_home(treatment, own_hand);
  }
}

}  // namespace vultus
