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
/// What a forecast says of its model's record: task, group, rows, studies, rows inside the 90 % interval, CRPS over that of
/// the mean of similar trials; CSV, of the rows in which a tissue model had a say.
std::string validation_record(const Validation& validation);
/// Weights of the rivals, kept beside the record (<model>.stack.csv).
std::string validation_stack(const Validation& validation);

}  // namespace vultus
