// Why a treatment is not for this person, or only with care: refusals, indications, contra-indications, interactions.
#pragma once
#include <string>
#include <vector>

#include "vultus/casefile/casefile.hpp"
#include "vultus/catalog/catalog.hpp"

namespace vultus {

struct Objection {
  Level level = Level::caution;
  std::string code;  ///< "refused.unsafe", "no_evidence", "no_indication", "contraindication.pregnant", "interaction.excision"
  Words reason;
  std::string source;
};

/// A field of the person, else of a condition; nullptr where the case does not say.
const FieldValue* field_of(const CaseFile& casefile, std::string_view name);

/// Whether the case meets a contra-indication.
bool applies(const Contraindication& contra, const CaseFile& casefile);

/// Whether a treatment is for one of the case's conditions, raised enough; true where its file does not say.
bool suits(const Treatment& treatment, const CaseFile& casefile);

/// Everything that stands against a treatment in this person, in a plan (nullptr: alone), gravest first.
std::vector<Objection> objections(const Treatment& treatment, const CaseFile& casefile, const Plan* plan);

}  // namespace vultus
