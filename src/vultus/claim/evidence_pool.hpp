// What the tables of trials say of one treatment for one kind of trouble, without a tissue model: effects pooled over studies.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "vultus/catalog/evidence.hpp"
#include "vultus/catalog/outcome_map.hpp"
#include "vultus/forecast/forecast.hpp"
#include "vultus/infer/trial_rows.hpp"

namespace vultus {

/// Effects are in shares: relative change of what was measured, or share of people; plus is better for the patient, or the treatment's aim.
struct PooledEffect {
  int studies = 0, randomised = 0;
  double people = 0.0;                ///< where their number is printed; else not counted
  double mean = 0.0, sd = 0.0;        ///< of the average effect over studies like these
  double probability_better = 0.5;    ///< that the average effect is above zero
  bool compared = false;              ///< against arms of the same studies that lacked the treatment; else against the beginning
  bool only_with_others = false;      ///< the treatment was never given alone
  std::vector<std::string> study_ids; ///< sorted
  Certainty certainty = Certainty::none;
  std::vector<Words> reasons;         ///< why no surer
};

/// Which arms a question is about. Empty lists let everything through.
struct EvidenceQuestion {
  std::vector<std::string> treatments;  ///< any of these codes
  std::vector<std::string> conditions;  ///< of studies
  std::vector<std::string> groups;      ///< of outcomes
};

class EvidencePool {
 public:
  /// Rows with a direction; rows of registered trials without results, bounds and baselines are no evidence.
  EvidencePool(std::vector<EvidenceTopic> topics, const OutcomeMap& map);

  /// With no study: nothing speaks to the question.
  [[nodiscard]] PooledEffect effect(const EvidenceQuestion& question) const;
  /// The same from arms with the treatment alone, against their own beginning (shares: against untreated arms elsewhere).
  [[nodiscard]] PooledEffect since_beginning(const EvidenceQuestion& question) const;
  /// Shares of people in whom it was still there (or better), by the weeks since the first session.
  struct Still {
    double weeks = 0.0, share = 0.0, people = 0.0;
    bool wanted = true;  ///< what is counted is something good, and no grade of several
    std::string study;
  };
  [[nodiscard]] std::vector<Still> still_there(const EvidenceQuestion& question) const;
  /// Conditions of studies in which one of the treatments was given, whatever was measured.
  [[nodiscard]] std::set<std::string> conditions_tested(const std::vector<std::string>& treatments) const;
  [[nodiscard]] const TrialStudy* study(std::string_view id) const;

 private:
  struct Part;  // one row's effect
  [[nodiscard]] std::vector<Part> contrasts(const EvidenceQuestion& question) const;
  [[nodiscard]] std::vector<Part> single_arms(const EvidenceQuestion& question) const;
  [[nodiscard]] double untreated_share(const std::string& group) const;
  [[nodiscard]] std::optional<Part> printed_contrast(const TrialRow& row) const;
  [[nodiscard]] double direction(const TrialRow& row) const;
  static PooledEffect pooled(std::vector<Part> parts, bool compared);

  std::vector<EvidenceTopic> topics_;
  OutcomeMap map_;
  std::vector<TrialRow> rows_;
  std::map<std::string, std::vector<std::size_t>> by_series_;  ///< study, outcome and kind of number -> rows
};

}  // namespace vultus
