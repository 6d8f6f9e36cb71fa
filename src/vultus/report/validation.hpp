// How well published arms were predicted, as text, JSON and CSV.
#pragma once
#include <string>

#include "vultus/base/language.hpp"
#include "vultus/infer/validate.hpp"

namespace vultus {

/// Tables by task: all rows, each topic, each outcome group; rows left out by reason; studies whose leaving out needed a real refit.
std::string validation_text(const Validation& validation, Language language);
/// `vultus-validation/1`.
std::string validation_json(const Validation& validation);
/// One line a row and task.
std::string validation_csv(const Validation& validation);

}  // namespace vultus
