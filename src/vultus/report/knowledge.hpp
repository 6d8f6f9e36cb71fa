// What vultus knows, as text, JSON or CSV: models, treatments, conditions, and one thing explained.
#pragma once
#include <string>

#include "vultus/catalog/catalog.hpp"

namespace vultus {

enum class KnowledgeFormat { text, json, csv };

std::string models_text(const Catalog& catalog, Language language, KnowledgeFormat format);
std::string treatments_text(const Catalog& catalog, Language language, KnowledgeFormat format);
std::string conditions_text(const Catalog& catalog, Language language, KnowledgeFormat format);

/// Explains a model, parameter, treatment, product, outcome, event or study id. Where the name is unknown: the nearest known
/// one, or nothing.
tl::expected<std::string, std::string> explain_text(const Catalog& catalog, const std::string& name, Language language,
                                                    KnowledgeFormat format);

}  // namespace vultus
