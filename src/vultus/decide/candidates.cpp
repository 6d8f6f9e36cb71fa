// Which plans there are to compare, and which of them are not for this person.
#include <algorithm>
#include <cmath>
#include <set>

#include "vultus/catalog/harm_table.hpp"
#include "vultus/decide/compare.hpp"
#include "vultus/decide/plan_forecast.hpp"
#include "vultus/plan/objections.hpp"

namespace vultus {
namespace {

bool is_for(const Treatment& treatment, const CaseFile& casefile) {
  return std::any_of(casefile.conditions.begin(), casefile.conditions.end(), [&](const Condition& c) { return treatment.is_for(c.kind); });
}

/// As it is usually given from a day on.
Entry typical_entry(const Treatment& treatment, const CaseFile& casefile, double day) {
  Entry entry;
  entry.day = day;
  entry.treatment = treatment.code;
  entry.sessions = std::max(1, static_cast<int>(std::lround(treatment.typical_sessions)));
  entry.every_days = treatment.typical_every_days;
  if (treatment.dose && treatment.dose->typical > 0.0) entry.dose = treatment.dose->typical;
  double lasting = 0.0;
  for (const auto& action : treatment.acts)
    if (action.lasting) lasting = std::max(lasting, action.lasting_days);
  if (lasting > 0.0) entry.until_day = std::min(casefile.today + lasting, casefile.horizon_days);
  return entry;
}

/// What only goes with something else comes a day after it.
Plan typical_plan(const Treatment& treatment, const CaseFile& casefile, const Catalog& catalog) {
  Plan plan{treatment.code, {}};
  const Treatment* first = treatment.only_with.empty() ? nullptr : catalog.treatment(treatment.only_with.front());
  if (first != nullptr) plan.entries.push_back(typical_entry(*first, casefile, casefile.today));
  plan.entries.push_back(typical_entry(treatment, casefile, casefile.today + (first != nullptr ? 1.0 : 0.0)));
  if (first != nullptr) plan.name = first->code + "+" + treatment.code;
  return plan;
}

}  // namespace

std::vector<Plan> candidate_plans(const CaseFile& casefile, const Catalog& catalog) {
  std::vector<Plan> plans;
  for (const auto& treatment : catalog.treatments)
    if (!treatment.refused && !is_control(treatment.code) && is_for(treatment, casefile)) plans.push_back(typical_plan(treatment, casefile, catalog));
  std::sort(plans.begin(), plans.end(), [](const Plan& a, const Plan& b) { return a.name < b.name; });
  return plans;
}

std::vector<ExcludedPlan> exclusions(const Plan& plan, const CaseFile& casefile, const Catalog& catalog) {
  std::vector<ExcludedPlan> found;
  std::set<std::string> seen;
  for (const auto& entry : plan.entries) {
    if (!seen.insert(entry.treatment).second) continue;
    const Treatment* treatment = catalog.treatment(entry.treatment);
    if (treatment == nullptr) {
      found.push_back({plan.name, entry.treatment, "no_evidence", missing_file(entry.treatment, catalog), "", {}});
      continue;
    }
    for (const auto& objection : objections(*treatment, casefile, &plan))
      if (objection.level == Level::excluded) found.push_back({plan.name, entry.treatment, objection.code, objection.reason, objection.source, treatment->refused ? treatment->refused->meant : Words{}});
  }
  return found;
}

}  // namespace vultus
