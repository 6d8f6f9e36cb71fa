// What the codes of a treatment's file are called: ports of a tissue, fields of a person, levels, designs, risks of bias.
// A new port or field adds a row here; one without a row is told by its code.
#pragma once
#include <string>
#include <string_view>

#include "vultus/catalog/catalog.hpp"
#include "vultus/forecast/forecast.hpp"

namespace vultus {

/// What a treatment does through that port: "stops cells from dividing".
std::string port_words(std::string_view model, std::string_view port, Language language);
/// "pregnant", "under 18 years of age", "allergy to verapamil"; `equals` and bounds told with the field.
std::string contraindication_words(const Contraindication& contra, Language language);
/// The name of a kind of condition, of a study's design.
std::string condition_words(const Catalog& catalog, const std::string& kind, Language language);
std::string design_words(const Catalog& catalog, const std::string& design, Language language);
std::string_view level_words(Level level, Language language);
std::string_view urgency_words(Urgency urgency, Language language);
std::string_view bias_words(std::string_view risk, Language language);
std::string_view certainty_words(Certainty certainty, Language language);

}  // namespace vultus
