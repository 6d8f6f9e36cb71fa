// The question as a case: written as a case file and read like one, so that every rule of cases holds.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "vultus/ask/composer.hpp"
#include "vultus/base/text.hpp"
#include "vultus/base/units.hpp"

namespace vultus::asking {
namespace {

constexpr double usual_weeks = 8.0;  ///< since the injection, where the question does not say: hollows are seen about then. An assumption
constexpr double usual_scar_weeks = 12.0;  ///< of a raised scar, where the question says neither age nor height. An assumption
constexpr double compared_days = 182.0;  ///< plans for a raised scar are compared at week 26. An assumption
constexpr double usual_dose = 30.0;  ///< U per side. An assumption

std::string patient_line(const Question& q) {
  std::string fields;
  for (const char* name : {"age", "sex", "phototype", "pregnant", "breast_feeding", "anticoagulants", "immunosuppressed", "isotretinoin_months_ago", "history_of_keloid"})
    if (const std::string value = q.fact(name); !value.empty()) fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", name, value);
  return "patient: {" + fields + "}\n";
}

double days_of(const std::string& time) {
  const auto read = parse_quantity(time);
  return read && read->dimension == Dimension::time ? read->value : -1.0;
}

std::string condition_line(const Question& q, const std::string& age) {
  std::string fields = "kind: " + q.condition;
  const std::set<std::string> scars{"keloid", "hypertrophic_scar", "surgical_scar", "burn_scar", "atrophic_acne_scar"};
  if (scars.contains(q.condition))
    for (const char* name : {"location", "width", "length", "height", "subtype"})
      if (const std::string value = q.fact(name); !value.empty() && (std::string_view(name) != "height" || q.condition != "atrophic_acne_scar")) fields += fmt::format(", {}: {}", name, value);
  if (!age.empty() && q.condition != "masseter_botulinum" && q.condition != "tear_trough") fields += ", age: " + age;
  return "conditions: [{" + fields + "}]\n";
}

/// As it is usually given, from a day on.
std::string entry_line(const Treatment& treatment, double day, double horizon) {
  std::string line = fmt::format("day: {:g}, treatment: {}", day, treatment.code);
  if (treatment.typical_sessions > 1.0) line += fmt::format(", sessions: {:.0f}, every: {:g} days", treatment.typical_sessions, std::max(1.0, treatment.typical_every_days));
  double lasting = 0.0;
  for (const auto& action : treatment.acts)
    if (action.lasting) lasting = std::max(lasting, action.lasting_days);
  if (lasting > 0.0) line += fmt::format(", until: {:g}", std::min(day + lasting, horizon));
  if (treatment.dose && treatment.dose->required) line += fmt::format(", dose: {:g} {}", treatment.dose->typical, treatment.dose->units.front());
  return "{" + line + "}";
}

}  // namespace

bool Composer::injection_past() const {
  if (!q.fact("time_since").empty() || !q.given.empty() || q.hint("_given") || q.hint("_too_much")) return !(q.hint("_ahead") && q.fact("time_since").empty());
  return q.hint("_hollow") || q.hint("_slack") || q.intent == "will_it_recover" || q.intent == "is_it_normal" || q.intent == "when_to_change";
}

double Composer::weeks_since() const {
  const double days = days_of(q.fact("time_since"));
  return days >= 0.0 ? days / 7.0 : usual_weeks;
}

std::optional<CaseFile> Composer::as_case(const std::vector<std::string>& plans, const std::string& goal) {
  if (q.condition.empty()) return std::nullopt;
  const bool goes_by_itself = q.condition == "hypertrophic_scar" || q.condition == "burn_scar";
  std::string age = q.fact("age_of_scar");
  if (goes_by_itself && age.empty() && q.fact("height").empty()) {
    // a raised scar is asked about while it is raised; drawn over all ages most would have gone down already
    age = fmt::format("{:g} weeks", usual_scar_weeks);
    assume(said(say::assume_scar_age, {number(usual_scar_weeks)}));
  }
  std::string text = "format: vultus-case/1\n" + patient_line(q) + condition_line(q, age);
  double today = 0.0;
  const bool jaw = q.condition == "masseter_botulinum", past = jaw && injection_past();
  std::string dose = q.fact("dose");
  if (dose.find("U ") == std::string::npos) dose.clear();
  std::string product = q.fact("product");
  if (jaw) {
    if (dose.empty()) assume(said(say::assume_dose, {number(usual_dose)}));
    if (product.empty()) assume(words_of(say::assume_product));
    if (dose.empty() || product.empty()) ask_back(say::ask_units);
    if (dose.empty()) dose = fmt::format("{:g} U per side", usual_dose);
    if (product.empty()) product = "type_a_unknown";
  }
  const std::string injection = fmt::format("{{day: 0, treatment: botulinum_masseter, product: {}, dose: {}}}", product, dose);
  if (past) {
    today = std::round(7.0 * weeks_since());
    if (q.fact("time_since").empty()) assume(said(say::assume_weeks, {number(usual_weeks)})), ask_back(say::ask_when);
    text += "history: [" + injection + "]\n";
    std::string visits;
    if (today >= 7.0 && q.hint("_hollow")) visits += fmt::format("{{day: {:g}, outcome: sunken_cheek, value: true}}", today);
    if (today >= 7.0 && q.hint("_slack")) visits += fmt::format("{}{{day: {:g}, outcome: skin_laxity_jowling, value: true}}", visits.empty() ? "" : ", ", today);
    if (!visits.empty()) text += "visits: [" + visits + "]\n";
  }
  text += fmt::format("today: {:g}\n", today);
  // trials of scars look again after three to six months; by a year most of what can go by itself has gone, with any treatment and without
  const double horizon = goes_by_itself && !goal.empty() ? compared_days : today <= 182.0 ? 364.0 : std::min(today + 364.0, 7280.0);
  text += fmt::format("horizon: {:g} days\n", horizon);
  std::string plan_lines = "plans:\n  wait: []\n";
  for (const auto& name : plans) {
    std::string entries;
    double day = today;
    for (const auto& code : split(name, '+')) {
      const auto* treatment = catalog.treatment(code);
      if (treatment == nullptr || treatment->refused) return std::nullopt;
      if (jaw && code == "botulinum_masseter") entries += injection;
      else entries += (entries.empty() ? "" : ", ") + entry_line(*treatment, day, horizon);
    }
    plan_lines += "  " + name + ": [" + entries + "]\n";
  }
  text += plan_lines;
  if (!goal.empty()) text += "goals: [\"" + goal + "\"]\n";
  auto casefile = read_case(text, "question", catalog);
  if (!casefile) return std::nullopt;
  casefile->language = q.language;
  return std::move(*casefile);
}

}  // namespace vultus::asking
