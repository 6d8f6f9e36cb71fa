// Passages by which a reader may come to harm, whatever the words: read by weights of signs, as learnt from labelled passages, where no rule
// knows the wording. A sentence is weighed with those around it.
#pragma once
#include <string>
#include <vector>

#include "vultus/claim/claim.hpp"
#include "vultus/claim/sign_table.hpp"
#include "vultus/claim/signs.hpp"

namespace vultus {

/// Columns of data/language/<language>/hazards.csv: "any" decides, the others say which kind of Hazard it is.
const std::vector<std::string>& hazard_columns();

/// Signs of a sentence and, marked as such, of those around it. Of a treatment it is a sign what class it is of, not which one it is.
void hazard_signs(const PageText& page, const Lexicon& lexicon, const SentenceContext& context, const SignSink& sink);

/// What a sentence reads like: `kind` is none where the odds are below the table's threshold; `remote`: its signs
/// speak against harm, so that what a rule of wording alone took for one is most likely none.
struct HazardRead {
  Hazard kind = Hazard::none;
  bool remote = false;
};
HazardRead read_hazard(const PageText& page, const Lexicon& lexicon, const SignTable& weights, const SentenceContext& context);

/// Every sentence of an article that is not asked, as the weights see it: what they are learnt from.
using SentenceSink = std::function<void(const SentenceContext&)>;
void each_sentence(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const SentenceSink& sink);

}  // namespace vultus
