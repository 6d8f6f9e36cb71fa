// Which claims a sentence makes, by the weights of its signs.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "vultus/claim/signs.hpp"

namespace vultus {

/// Treatments that the sentence names; where it names none, those that the talk, the heading and the page are about.
std::vector<Candidate> candidates_of(const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context, const std::vector<Claim>& by_rules);

/// Takes from `found` (claims of the grammar rules) those that the weights speak against and adds those that they speak for. What the rules know
/// better stays: ratings of tables, answers to the page's own question, signs told to be waited out.
void weigh_claims(const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SignTable& weights, const SentenceContext& context, std::vector<Claim>& found);

/// What the whole sentence says around its claims: route, home, pregnancy, hedges, guarantees.
void note_circumstances(std::vector<Claim>& found, const PageText& page, const Clause& whole);

/// Every candidate of an article, as the weights see it: what they are learnt from.
using CandidateSink = std::function<void(const SentenceContext&, const Candidate&)>;
void each_candidate(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const CandidateSink& sink);

}  // namespace vultus
