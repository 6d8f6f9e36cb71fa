// What in a sentence speaks for or against a claim on one treatment: its words, the word lists' codes and where they stand, what stood
// before, and what the grammar rules found. A SignTable gives each of these signs a weight.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/claim/claim.hpp"
#include "vultus/claim/clause.hpp"
#include "vultus/claim/sign_table.hpp"

namespace vultus {

/// A sentence as read, and what the article said up to it. The views live as long as the article and the finder's state.
struct SentenceContext {
  Span sentence;
  std::vector<Clause> clauses;
  Clause whole;                                 ///< all words of the sentence
  Block::Kind kind = Block::Kind::paragraph;    ///< of the block it stands in
  Span previous, next;                          ///< the sentences around it in its block, or the question before it; empty: none
  std::vector<Word> previous_words, next_words;
  bool opens_block = false, asked = false;      ///< the first of its block; a question
  bool of_trouble = false;                      ///< goes on to say what the trouble is: "Pits are dents. These may be red or brown."
  std::vector<std::string> before;              ///< treatments that the talk was of before this sentence
  std::vector<std::string> after;               ///< and is of after it
  std::vector<std::string> recent;              ///< those named last, the latest first
  unsigned said_before = 0;                     ///< bit p: the grammar rules found a claim of polarity p in the sentence before
  std::vector<Word> heading_words;
  std::vector<std::string> asked_of;            ///< situations that the question before it names
  std::string condition, page_treatment;
  std::string where_meant;                      ///< the condition by which wide words for treatments are narrowed
  const std::map<std::string, std::string>* called = nullptr;  ///< treatment -> the page's last word for it
  int since_named = 0;                          ///< sentences since one named a treatment
};

/// Where a treatment that a sentence does not name may come from.
enum CandidateSource : unsigned { from_rules = 1, from_before = 2, from_after = 4, from_heading = 8, from_page = 16, from_recent = 32, from_alone = 64 };

/// One treatment that the sentence may say something of.
struct Candidate {
  std::string treatment;
  std::vector<std::size_t> places;  ///< where the sentence names it (places in the page); empty: named before it
  unsigned rules = 0;               ///< bit p: the grammar rules found a claim of polarity p
  std::size_t rank = 0, among = 1;  ///< of the candidates of this sentence
  unsigned from = 0;                ///< bits of CandidateSource
};

/// Call `sink` with the name of each sign, some more than once. A treatment's own name is no sign: what is learnt of one holds for all. Those of
/// the sentence's text are the same for all candidates with the same places; the two have no sign in common.
void sentence_signs(const PageText& page, const SentenceContext& context, const std::vector<std::size_t>& places, const SignSink& sink);
void candidate_signs(const PageText& page, const SentenceContext& context, const Candidate& candidate, const SignSink& sink);

/// Columns of a table for claims, in the order of Polarity.
const std::vector<std::string>& claim_columns();

/// The words of a text in normal form, from `begin` to `end`, with marks for treatments (at one of `own`: another mark), conditions and numbers.
std::u32string marked_text(std::u32string_view normal, Span span, const std::vector<Word>& words, const std::vector<std::size_t>& own = {});
/// Its signs: in Chinese runs of one to three characters; in English words, pairs of them, and their first five letters.
void text_signs(std::u32string_view marked, Language language, std::u32string_view prefix, const SignSink& sink);

}  // namespace vultus
