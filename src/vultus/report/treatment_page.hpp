// Everything that is known of one treatment, as a page and as JSON: what it does, whom it is for, what can go wrong, what it
// rests on.
#pragma once
#include <string>

#include "vultus/catalog/catalog.hpp"

namespace vultus {

std::string treatment_page(const Treatment& treatment, const Catalog& catalog, Language language);

/// A list of one object, with both languages.
std::string treatment_json(const Treatment& treatment, const Catalog& catalog);

/// A study with its citation, as lines.
std::string study_text(const Study& study, const Catalog& catalog, Language language);

}  // namespace vultus
