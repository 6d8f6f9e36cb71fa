// Learns a tissue model's parameters from published arms: calibrate() gives posterior draws with their diagnostics.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "vultus/infer/diagnostics.hpp"
#include "vultus/infer/discrepancy.hpp"
#include "vultus/infer/nuts.hpp"
#include "vultus/infer/trial_model.hpp"

namespace vultus {

/// What the trial model of one tissue has learnt. Draws are of standardised quantities: 0 is the prior's median, 1 a prior sd above.
struct Calibration {
  std::string model, model_version;
  std::vector<std::string> variables;  ///< parameters of the tissue, in the order of the first dimensions
  std::vector<std::string> names;      ///< of all dimensions
  std::vector<double> expanded_at;     ///< see ArmMechanismSettings::expand_at
  ProcessVariances variances;          ///< where the process stood, learnt on all topics
  Draws draws;
  Diagnosis diagnosis;
  DiscrepancyDraws discrepancy;        ///< one for each draw, chain by chain
  std::string evidence_digest;         ///< of every row of the folder, 16 hexadecimal digits
  std::vector<std::string> studies;    ///< learnt from
  std::size_t rows = 0;
  double participants = 0.0;           ///< people in the arms behind the rows, where printed
};

/// What a posterior file says, in the form that predictions need.
struct LearntModel {
  std::string model, model_version, evidence_digest, digest;
  std::vector<std::string> variables, names;
  std::vector<double> expanded_at;            ///< see ArmMechanismSettings::expand_at
  std::vector<std::string> studies;           ///< learnt from
  ProcessVariances variances;
  std::vector<std::vector<double>> draws;     ///< standardised, each of names.size()
  DiscrepancyDraws discrepancy;
  double participants = 0.0;
  bool forced = false;
};

struct CalibrateSettings {
  NutsSettings sampler;
  TrialModelSettings model;
  std::vector<std::string> without;  ///< studies left out
  bool discrepancy = true;           ///< also draw what forecasts add to the mechanism
};

/// Rows of all topics.
struct TrialEvidence {
  std::vector<TrialRow> rows;     ///< scoreable
  std::vector<TrialRow> changes;  ///< changes in an outcome's own unit from a baseline that the page does not give
  std::string digest;
};

/// `topics` outlive the result.
TrialEvidence trial_evidence(const std::vector<EvidenceTopic>& topics, const OutcomeMap& map);

/// The rows that a tissue model speaks of; the process alone speaks of the others.
std::vector<TrialRow> spoken_rows(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, std::vector<TrialRow> rows);

/// Changes in an outcome's own unit, made relative to what the observable is in the typical untreated person of the tissue's
/// prior. Rows whose outcome is not read directly off the model are left out.
std::vector<TrialRow> made_relative(const Tissue& tissue, const OutcomeMap& map, const std::vector<TrialRow>& changes);

/// Variances of the process on all rows that are no level, pooled as the map says.
ProcessVariances process_variances(const std::vector<TrialRow>& rows, const OutcomeMap& map, const EffectParts& parts = {});

/// Runs the sampler; faults are those of its checkpoint. Resumes where a checkpoint of the same evidence, model and settings stands.
Checked<Calibration> calibrate(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, const TrialEvidence& evidence,
                               const CalibrateSettings& settings);

}  // namespace vultus
