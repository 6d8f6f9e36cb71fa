// The rows of published arms that can be learnt from and predicted, on scales that let different outcomes be pooled.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "vultus/catalog/evidence.hpp"
#include "vultus/catalog/outcome_map.hpp"

namespace vultus {

/// How a reported value becomes an effect without unit.
enum class EffectScale {
  relative,    ///< change relative to the arm's own baseline: value/baseline - 1, change/|baseline|, percent/100
  proportion,  ///< logit of the proportion, half a person added on each side
  level,       ///< the value itself
};

/// One row of outcomes.csv with its arm's design, ready for a likelihood. `y` is aligned: plus is better for the patient
/// (for outcomes that a treatment lowers on purpose: plus is the treatment's aim). Levels are not aligned.
struct TrialRow {
  std::string topic, study, arm, outcome, unit, statistic;
  int row = 0;                   ///< number in outcomes.csv
  EffectScale scale = EffectScale::relative;
  std::optional<double> weeks;   ///< since the first session; empty: end of treatment, time unknown
  double value = 0.0;            ///< as reported
  ValueKind kind = ValueKind::exact;
  double n = 20.0;               ///< people behind the value; 20 where the page says nothing
  bool n_known = false;
  std::optional<double> se;      ///< of the reported value: printed, from sd and n, or from the interval
  std::optional<double> baseline;  ///< the arm's own value before treatment, of this outcome, unit and kind of average
  double y = 0.0, s = 0.0;       ///< effect and its sampling standard deviation
  double sign = 1.0;             ///< y = sign * (value - zero) / unit_size, for a proportion before and after the logit
  double zero = 0.0, unit_size = 1.0;
  std::optional<double> divisor;  ///< level: a quarter of the scale's range, where the vocabulary knows it

  std::string group;             ///< outcome group; for a proportion its responder group
  bool neutral = false;          ///< neither direction is better
  double cut = 0.0;              ///< proportion: how strict the responder's threshold is, -1 ... 1
  std::set<std::string> treatments, classes;
  bool untreated = false;        ///< nothing, placebo or usual care only
  std::string condition, design, risk_of_bias;
  double sessions = 3.0;         ///< 3 where the page says nothing
  bool patient_rated = false;
  enum class Site { unknown, ear, tense } site = Site::unknown;  ///< of the body, where the arm says so: the ear; chest, shoulder, back
  std::optional<double> healing_days;  ///< that the wound took, where the arm says so

  const TrialStudy* of_study = nullptr;  ///< of the topic, which outlives this
  const TrialArm* of_arm = nullptr;
};

/// A row of outcomes.csv that is not used, and why.
struct LeftOutRow {
  std::string topic, study, arm, outcome;
  int row = 0;
  enum class Why { bound, baseline, repeats_another_study, no_arm } why = Why::bound;
};

struct TrialRows {
  std::vector<TrialRow> rows;
  std::vector<LeftOutRow> left_out;
};

/// All rows of the topics, in their order. A bound (at most, at least) is no value; a row at time 0 is a baseline; a row that
/// repeats one of a study named in overlaps_with is left out.
TrialRows trial_rows(const std::vector<EvidenceTopic>& topics, const OutcomeMap& map);

/// The rows as their effects are pooled: in the groups and directions of data/outcomes/pooling.csv where it names them.
std::vector<TrialRow> pooled_rows(std::vector<TrialRow> rows, const OutcomeMap& map);

}  // namespace vultus
