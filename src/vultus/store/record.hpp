// How well a calibrated model predicted trials that it had not seen, kept beside its posterior and told in every answer.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "vultus/base/language.hpp"
#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/stack.hpp"

namespace vultus {

/// One line of <model>.record.csv, written by `vultus validate --record`.
struct RecordLine {
  std::string task, group;
  double rows = 0.0, studies = 0.0, inside90 = 0.0;
  std::optional<double> against_trial_mean;  ///< CRPS over that of the mean of similar trials
};

/// Weights of the rivals from <model>.stack.csv, written beside the record; nothing where there is no such file.
std::optional<TaskWeights> read_stack(const std::string& path, Faults& faults);

/// Nothing where there is no such file; faults go to `faults`.
std::vector<RecordLine> read_record(const std::string& path, Faults& faults);

/// What the model was calibrated on and, where there is a record, how trials never seen were predicted.
Words calibrated_note(const LearntModel& learnt, const std::vector<RecordLine>& record);

/// Puts the posteriors shipped below `data` (posteriors/<model>.nc, and the record beside it) into their tissues; every fault.
/// A tissue without one keeps what its file says.
Faults put_shipped_posteriors(const std::string& data, std::vector<Tissue>& tissues);
/// The first 16 digits of the shipped posterior's SHA-256, without opening it: "damaged" where
/// the file is, empty where none is shipped.
std::string shipped_digest(const std::string& data, const Tissue& tissue);
/// <model>.stack.csv beside a posterior (<model>.nc) or a record (<model>.record.csv).
std::string stack_path(const std::string& beside);
/// Where the posterior of a tissue is shipped.
std::string posterior_path(const std::string& data, const Tissue& tissue);

}  // namespace vultus
