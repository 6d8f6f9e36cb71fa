// Parts of a sentence: a clause may name treatments, say what happens (a predicate), or both.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/claim/claim.hpp"
#include "vultus/claim/lexicon.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus {

struct Clause {
  Span span;
  std::vector<Word> words;  ///< places in the page
  [[nodiscard]] bool has(WordKind kind, std::string_view code = {}) const { return find(kind, code) != nullptr; }
  [[nodiscard]] const Word* find(WordKind kind, std::string_view code = {}) const;
  [[nodiscard]] bool cue(std::string_view code) const { return has(WordKind::cue, code); }
};

/// What a clause says of its treatments.
struct Predicate {
  Polarity polarity = Polarity::helps;
  std::vector<std::string> effects;
  bool duration = false;  ///< only how long it lasts or takes
};

/// The sentence's clauses: commas, colons, brackets and words of contrast divide, but not inside a word. `words`: of the sentence.
std::vector<Clause> clauses_of(const PageText& page, Span sentence, const std::vector<Word>& words);

/// Whether a cue stands before (after) a place, within so many characters.
bool cue_before(const Clause& clause, std::string_view cue, std::size_t place, std::size_t reach);
bool cue_after(const Clause& clause, std::string_view cue, std::size_t place, std::size_t reach);

/// "better than silicone": what a thing is measured against is not what the claim is about.
bool compared_with(const PageText& page, const Clause& clause, const Word& treatment);

/// What a clause says, in the order of its words. `harm_list`: a cue before it began a list of harms.
std::vector<Predicate> predicates_of(const PageText& page, const Clause& clause, const Lexicon& lexicon, bool harm_list);

/// The effect that is the same thing as an event; the event itself where there is none.
std::string_view effect_of_event(const Lexicon& lexicon, std::string_view event);
/// A number or range with its unit in the clause.
std::optional<ClaimedQuantity> quantity_of(const PageText& page, const Clause& clause);
/// The page's word for a drug given to the whole body; empty: none is named.
std::string drug_named(const PageText& page, const Clause& sentence);

void add_once(std::vector<std::string>& list, std::string_view word);

}  // namespace vultus
