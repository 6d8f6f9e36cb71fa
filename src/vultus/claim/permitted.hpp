// Words that allow what must not be: that pregnant people may have a treatment, that somebody does at home what belongs in trained hands.
// They name no effect, so that neither rules nor weights find a claim in them, and are what a reader may come to harm by.
#pragma once
#include <string>
#include <vector>

#include "vultus/claim/signs.hpp"

namespace vultus {

/// Adds to `found`, the claims of the sentence, what it allows; "pregnant women can use it" is no word that it does not suit them.
void read_permissions(std::vector<Claim>& found, const PageText& page, const Lexicon& lexicon, const Catalog& catalog, const SentenceContext& context);

/// What nobody should use, whoever gives it: by its file, or by the words' own note.
bool never_safe(const Lexicon& lexicon, const Catalog& catalog, const std::string& treatment);

}  // namespace vultus
