// Plans beside each other on the same virtual patients: who reaches the goals, how sure a difference is, which plans another one beats.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "vultus/forecast/forecast.hpp"

namespace vultus {

/// Least difference that would matter to a person, of the probability of a goal. Assumption: nobody has asked patients; 5 of 100.
inline constexpr double important_probability = 0.05;
/// The same of the main outcome's mean, relative to its level before the first dose. Assumption: a tenth.
inline constexpr double important_change = 0.10;
/// How probable an important difference must be before a plan is called better or worse. Convention.
inline constexpr double sure_enough = 0.8;
/// Least difference of the expected number of harms that counts when plans are weighed. Assumption: one of 100 people.
inline constexpr double important_harm = 0.01;

enum class Contrast { better, worse, no_clear_difference };

struct GoalForecast {
  std::string goal;       ///< as written
  bool implied = false;   ///< the case states no goal; this is what its visits ask for
  bool modelled = true;   ///< false: the tissue does not speak of it; the numbers are NaN
  double probability = 0.0, q05 = 0.0, q95 = 0.0;  ///< the interval is of what we do not know
  double median_day = never;
};

/// Of a plan: what stands against it, or must be minded.
struct Caution {
  std::string treatment, code;
  Words reason;
  std::string source;
};

struct ComparedPlan {
  Plan plan;
  Forecast forecast;
  std::vector<GoalForecast> goals;
  std::vector<Caution> cautions;
  bool modelled = true;  ///< false: nothing that the plan does reaches the tissue model, so that its course is that of waiting
  int sessions = 0;      ///< appointments from today to the horizon; lasting care at home needs none
  double lasting_days = 0.0;  ///< of lasting care
  double downtime_low_days = 0.0, downtime_high_days = 0.0;  ///< sessions times the treatment's range
  double harms = 0.0;         ///< sum of the probabilities of the plan's harms, those that were counted
  std::vector<std::string> uncounted;  ///< its harms without any count: "treatment.event"
  std::vector<Words> watch, change_when;
  std::optional<double> probability_best;  ///< share of what is not known in which no plan does better; none: cannot be said
  std::string dominated_by;                ///< name of a plan that is at least as good in everything and better in something
};

struct ExcludedPlan {
  std::string plan, treatment, code;
  Words reason;
  std::string source;
  Words meant;  ///< of a refused treatment: what a page that recommends it may have had in mind
};

/// Of a goal's probability, or of an outcome's mean relative to its level before.
struct Difference {
  std::string plan, than, goal;  ///< goal: its text, or the outcome's code
  double difference = 0.0, q05 = 0.0, q95 = 0.0;
  double better = 0.0, worse = 0.0;  ///< probabilities of an important difference
  Contrast verdict = Contrast::no_clear_difference;
};

/// What plans are compared by where no goal can be: the mean at the horizon.
struct ComparedOutcome {
  std::string outcome, unit;
  double before = 0.0;            ///< mean on day 0
  std::optional<bool> lower_is_better;  ///< none: no side is better
};

struct Comparison {
  CaseFile casefile;  ///< with the plans that are compared, and the goals
  bool candidates = false;
  std::string wait;   ///< name of the plan that does nothing
  std::string best;   ///< name of the plan that does best on average over what is not known; equals: the one with less to go through
  std::vector<ComparedPlan> plans;      ///< in the order of the case; doing nothing first where the case does not name it
  std::vector<std::string> ranking;     ///< names, best on average first; those without a number last
  std::vector<ExcludedPlan> excluded;
  std::vector<Difference> differences;  ///< of each plan from waiting and from the best
  std::optional<ComparedOutcome> outcome;  ///< absent where goals are compared
  std::map<std::string, Words> names;      ///< as Outlook::names
  std::map<std::string, std::string> dose_units;  ///< by treatment
  std::vector<Citation> citations;  ///< of every plan, and of what stands against plans
  std::size_t draws = 0;  ///< sets of what is not known
  bool emergency = false;

  [[nodiscard]] const ComparedPlan* plan(std::string_view name) const;
};

/// Why nothing can be compared; whom the plans are not for is said all the same.
struct NotCompared {
  std::vector<Words> missing;
  std::vector<ExcludedPlan> excluded;
};

struct CompareOptions {
  ForecastOptions forecast;
  bool candidates = false;  ///< every treatment that fits the case instead of its plans
  bool tried_only = false;  ///< of these only those whose files cite a study
};

/// Compares the plans of a case. Virtual patients are fitted to the visits once, with what has been done; a plan's forecast is that
/// of `vultus forecast`, and does not depend on the others.
tl::expected<Comparison, NotCompared> compare(const CaseFile& casefile, const Catalog& catalog, const CompareOptions& options);

/// The treatments that are for the case's condition, each as a plan from today: typical dose and sessions, lasting care until its
/// typical end. Those that this person must not have are among them.
std::vector<Plan> candidate_plans(const CaseFile& casefile, const Catalog& catalog);

/// What forbids a plan: every excluded objection, and treatments without a data file.
std::vector<ExcludedPlan> exclusions(const Plan& plan, const CaseFile& casefile, const Catalog& catalog);

}  // namespace vultus
