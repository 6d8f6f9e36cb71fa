// What an article claims: which treatment does what to which trouble, how firmly, and who says so. find_claims() reads sentences; it does
// not judge them.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vultus/claim/lexicon.hpp"
#include "vultus/page/article.hpp"

namespace vultus {

class SignTable;

enum class Polarity { helps, harms, no_effect, unsuitable };
enum class Strength { asserted, hedged, guaranteed };

/// Kinds of harm that a passage may lead a reader into.
enum class Hazard { none, wait_out, contraindicated, by_oneself, caustic, drugs_of_the_body, wrong_dose, delay };

struct ClaimedQuantity {
  double low = 0.0, high = 0.0;
  std::string unit;  ///< "month", "week", "day", "year", "percent", "session", "ml", "U", "mg"
};

/// Things said in a claim's sentence that decide whether following it could harm.
struct Circumstance {
  bool systemic = false, local = false, home = false, wait_out = false, too_much = false, laboratory = false;
  std::vector<std::string> situations;  ///< facts of people that it speaks of, as fields of a patient: "pregnant", "infection"
  bool unclear = false;      ///< what it does not do, or whom it does not suit, is not among the words known
  bool called_safe = false;  ///< or suitable for everybody
  bool allowed = false;      ///< said of people in `situations` that they may have it
  bool untested = false;  ///< said to have been measured by nobody
  bool recovers = false, alone = false, lasts = false;
  bool validity = false;  ///< under a condition: "if the dose is too high"
  bool warned = false;    ///< the sentence warns somebody off too
  bool slight = false;    ///< said to help a little only
  bool complete = false;  ///< all of it is said to go
  bool condition_said = true;  ///< in the sentence itself; else carried from what stands before
  Hazard hazard = Hazard::none;  ///< read by the weights of hazards
  std::string rival;      ///< the treatment that it is said to equal or to beat; empty: none
};

struct Claim {
  std::string treatment;             ///< a code of the vocabulary, of a family of them, or the page's own word; empty: leaving it alone
  std::string word;                  ///< the page's word for it
  std::string condition;             ///< code of a condition; empty: not said
  std::vector<std::string> effects;  ///< codes of effects (helps) or events (harms)
  std::string drug;                  ///< for drugs given to the whole body: the page's word
  Polarity polarity = Polarity::helps;
  Strength strength = Strength::asserted;
  std::optional<ClaimedQuantity> quantity;
  Circumstance circumstance;
  bool hearsay = false;              ///< "doctors say", "I heard"
  Span quote;                        ///< in the page's visible text
  std::u32string said;               ///< the quote in normal form
};

/// Stands for the treatment where a sentence that reads like harm names none: a word of concepts.yaml.
constexpr const char* no_treatment_named = "what_it_advises";

/// No more claims of one page are read: a page of many megabytes is answered in bounded time and memory.
constexpr std::size_t most_claims = 5000;

/// Claims of the article's body, tips and precautions, in the order of the text. Questions, opinions that the page rejects, what patients tell of
/// themselves, related items and adverts' frames are none. Grammar rules find them; where there are weights, these have the last word. `hazards`: a
/// sentence that reads like harm adds a claim of its own, of `circumstance.hazard`.
std::vector<Claim> find_claims(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const SignTable* weights = nullptr, const SignTable* hazards = nullptr);

/// Sentences of a stretch of text: ends of sentences, line feeds, and numbered points inside a line divide.
std::vector<Span> sentences(const PageText& page, Span span);

/// A number or range with its unit among the words of a clause: "3 - 6 months", "about half a year", "90 %". `words`: of Lexicon::find().
std::vector<std::pair<ClaimedQuantity, Span>> quantities_in(std::u32string_view normal, const std::vector<Word>& words);
/// The first of them.
std::optional<ClaimedQuantity> quantity_in(std::u32string_view normal, const std::vector<Word>& words);

}  // namespace vultus
