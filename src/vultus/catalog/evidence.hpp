// The tables of published trials, row by row: arms, outcomes, harms. read_evidence_tables() reads one topic or a folder of topics.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// A row of studies.csv.
struct TrialStudy {
  std::string id, topic, citation, doi, url, country, design, blinding, condition, read_from, risk_of_bias, notes;
  int year = 0;
  std::optional<double> people, age_mean, age_sd, female_pct;
  std::string phototype;
  std::vector<std::string> overlaps_with;  ///< studies that may share patients: never pooled with this one
};

/// A row of arms.csv.
struct TrialArm {
  std::string study, id, product, dose_unit, dose_2, technique, baseline_notes, notes;
  std::vector<std::string> treatments;  ///< codes; more than one: given together
  std::optional<double> n, dose, sessions, interval_weeks, duration_weeks;
};

enum class TimeBasis { printed, from_last_session_converted, assumed_schedule, window, unknown };
enum class ValueKind { exact, midpoint, bound_upper, bound_lower, approximate, pending };  ///< pending: registered, not yet known

/// A row of outcomes.csv.
struct TrialOutcome {
  std::string study, arm, outcome, unit, statistic, where, notes;
  int row = 0;  ///< number in outcomes.csv; the first line after the header is 1
  std::optional<double> weeks;  ///< since the first session; empty where the page gives none
  TimeBasis basis = TimeBasis::unknown;
  double value = 0.0;
  ValueKind kind = ValueKind::exact;
  std::optional<double> sd, se, ci_low, ci_high, n;
};

/// A row of adverse.csv.
struct TrialHarm {
  std::string study, arm, event, where, notes;
  std::optional<double> count, n, weeks;
};

struct EvidenceTopic {
  std::string name;
  std::map<std::string, TrialStudy> studies;  ///< by id
  std::vector<TrialArm> arms;
  std::vector<TrialOutcome> outcomes;
  std::vector<TrialHarm> harms;

  [[nodiscard]] const TrialArm* arm(std::string_view study, std::string_view id) const;
};

/// `directory` is one topic (vocabulary.csv in it or in its parent, else `shipped_vocabulary`) or a folder of topics. Every fault of every table at once:
/// a study, arm or code that does not exist, a number that is none, a proportion outside 0..1, a count above its n, a study id in
/// two topics, an arm listed twice, an interval that does not hold its value.
Checked<std::vector<EvidenceTopic>> read_evidence_tables(const std::string& directory, const std::string& shipped_vocabulary = {});

}  // namespace vultus
