// What people and pages call treatments, conditions, effects and harms, and the small words that turn a claim round. read_lexicon() reads
// data/language; Lexicon::find() finds all of it in a text at once.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"
#include "vultus/base/language.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/claim/sign_table.hpp"
#include "vultus/claim/term_automaton.hpp"

namespace vultus {

enum class WordKind {
  treatment, condition, effect_good, effect_bad, effect_verb, event, cue, unit,
  intent, topic, fact,  // of questions
  situation,            // a fact of a person that contra-indications speak of; hides no other word
};

/// A word found: [begin, end) in the text, and the code it stands for.
struct Word {
  WordKind kind = WordKind::cue;
  std::string_view code;  ///< lives as long as the lexicon
  std::size_t begin = 0, end = 0;
};

struct EffectConcept {
  std::string code, event;
  Words name;
  std::vector<std::string> groups;
  bool any = false, mechanism = false;
  std::vector<std::string> acts_on;  ///< treatments that it is done to, not by
  std::vector<std::string> tables;  ///< conditions of the tables that it is always about, whatever the page is about: slimming of the jaw muscle
};

/// A word wider than one treatment, or one outside the vocabulary (then without members).
struct TreatmentConcept {
  std::string code;
  Words name;
  std::vector<std::string> members;
  std::string usual;  ///< the member that people mean when they say no more; empty: none
  bool inverse = false;  ///< its members are the lack of it: enough sleep and short nights
  std::map<std::string, std::string> where{};  ///< condition -> the member that is meant there
  std::string at_home{};    ///< what it is where somebody does it to themselves; empty: the same
  Words note{};             ///< outside the vocabulary: what is known of it nevertheless; empty: nothing is said
  std::string source{};     ///< of the note
  bool unsafe = false;      ///< the note says why nobody should do it ...
  bool harms_unborn = false; ///< ... or nobody who is or may become pregnant
};

struct ConditionConcept {
  std::string code, in_case;         ///< in_case: kind of condition in a case; empty: none
  std::string event;                 ///< of the vocabulary: what it is called where a treatment causes it
  Words name;
  std::vector<std::string> tables;   ///< conditions of the evidence tables that speak of it
  bool raised = false, outside = false;
  std::string after{};               ///< the treatment that it follows: its tables are of people who did not have that; empty: none
  [[nodiscard]] bool follows_another_than(std::string_view treatment) const { return !after.empty() && after != treatment; }
};

/// Raised where each group has a word in the question.
struct FlagWords {
  std::string code;
  std::vector<std::vector<std::u32string>> groups;
};

class Lexicon {
 public:
  /// Words of pages in the order of the text, those inside longer ones left out. `normal`: a text in normal form.
  [[nodiscard]] std::vector<Word> find(std::u32string_view normal) const;
  /// The same with the words of questions, and a word hides only words of its own kind: in "botox for keloid" the treatment and the condition are found.
  [[nodiscard]] std::vector<Word> find_kinds_apart(std::u32string_view normal) const;

  /// Codes of the flags that a text raises: each group of one has a word in it that is not denied ("no fever", "没有发烧"). Short words and
  /// the beginnings of all words of ASCII stand at the edge of a word: "op" is not in "open", "struggl" is in "struggling".
  [[nodiscard]] std::vector<std::string> raised_flags(std::u32string_view normal) const;
  /// The same of signs that alone raise no flag in a question, but that nobody may be told to wait out: "pus", "a black crust".
  [[nodiscard]] std::vector<std::string> alarms(std::u32string_view normal) const;

  [[nodiscard]] const EffectConcept* effect(std::string_view code) const;
  [[nodiscard]] const TreatmentConcept* family(std::string_view code) const;
  [[nodiscard]] const ConditionConcept* condition(std::string_view code) const;
  /// Treatment codes of the vocabulary that a word may mean; none: outside the vocabulary.
  [[nodiscard]] std::vector<std::string> members(std::string_view treatment, const Catalog& catalog) const;
  [[nodiscard]] Words treatment_name(std::string_view code, const Catalog& catalog) const;

  std::vector<EffectConcept> effects;
  std::vector<TreatmentConcept> families;
  std::vector<ConditionConcept> conditions;
  std::vector<std::string> professional;  ///< treatments that only trained hands may give
  std::vector<std::string> delicate;      ///< situations of which any word that a treatment helps is a word on safety
  std::vector<FlagWords> flags;
  std::vector<FlagWords> alarm_words;     ///< for alarms()
  std::vector<RedFlag> flag_texts;        ///< of flags that no treatment's file tells of
  SignTable intents_en, intents_zh;       ///< weights of what a question asks, columns intent_columns()
  std::vector<std::vector<std::string>> alike;  ///< events that trials name differently: "oedema", "swelling"

  /// A word of the lists, in normal form, and what it stands for.
  struct Entry {
    WordKind kind = WordKind::cue;
    std::string code;
    std::u32string word;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  friend Checked<Lexicon> read_lexicon(const std::string& data, const Catalog& catalog);
  [[nodiscard]] std::vector<Word> hits(std::u32string_view normal) const;
  std::vector<Entry> entries_;
  TermAutomaton automaton_;
};

/// What a question may ask, where it is no red flag and within what vultus knows.
const std::vector<std::string>& intent_columns();

/// Reads data/language/concepts.yaml and the word lists of both languages; names of treatments' own files are added. Every fault at once: a
/// code that does not exist, a word that stands under two codes of a kind, a group of outcomes that is none.
Checked<Lexicon> read_lexicon(const std::string& data, const Catalog& catalog);

}  // namespace vultus
