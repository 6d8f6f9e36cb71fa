// Which treatments the words of a sentence mean: a wide word narrowed, a drug told by its route.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vultus/claim/clause.hpp"

namespace vultus {

/// Route decides: a cell poison said to be injected into the scar is not chemotherapy, one by mouth or infusion is.
std::string routed(const Lexicon& lexicon, const Catalog& catalog, std::string_view code, const Clause& sentence);

/// A wide word ("the steroid") beside, or after, a narrow one (triamcinolone) means that one; alone it means what suits the condition, else
/// what people usually mean. `before`: treatments that the text spoke of before; `condition`: code, empty where not known.
std::vector<std::string> narrowed(const Lexicon& lexicon, const Catalog& catalog, const std::vector<std::string>& named, const Clause& sentence, const std::vector<std::string>& before,
                                  const std::string& condition);

}  // namespace vultus
