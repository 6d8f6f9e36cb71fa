// The steps of understand(). Not for other rooms.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "vultus/ask/question.hpp"

namespace vultus::asking {

/// A word of the lists found in the question.
using Words32 = std::vector<Word>;

/// Mends English words of five letters and more that lie next to one name of a treatment or condition, or word of a red flag, and are no
/// word of any list.
void mend_spelling(Question& question, const Lexicon& lexicon);

/// A number with what it counts. Canonical words: "week", "U", "mm", "times/day", ...
struct Counted {
  double value = 0.0;
  std::string unit;
  std::size_t begin = 0, end = 0;
};
std::vector<Counted> counted_in(std::u32string_view normal);

/// Facts of the word lists and of numbers: age, dose, how long ago, how large.
void find_facts(Question& question, const Words32& words, const Catalog& catalog);

void find_treatments(Question& question, const Words32& words, const Lexicon& lexicon, const Catalog& catalog);
void find_condition(Question& question, const Words32& words, const Lexicon& lexicon);
void find_intent(Question& question, const Words32& words, const Lexicon& lexicon, const Catalog& catalog);

/// Signs of what is asked: words, those of the last sentence apart, what the rules say, and what else is said.
void intent_signs(const Question& question, const Words32& words, const std::string& by_rules, const SignSink& sink);
/// What the rules of words say is asked; treatments and facts must have been found.
std::string intent_by_rules(const Question& question, const Words32& words);

/// Stretches between marks that end a clause.
std::vector<std::pair<std::size_t, std::size_t>> clauses_of(std::u32string_view normal);

}  // namespace vultus::asking
