#include <cmath>
#include <fmt/format.h>

#include "vultus/report/comparison.hpp"
#include "vultus/report/csv_field.hpp"

namespace vultus {
namespace {

std::string cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

const Difference* against_wait(const Comparison& c, const std::string& plan, const std::string& goal) {
  for (const auto& d : c.differences)
    if (d.plan == plan && d.than == c.wait && d.goal == goal) return &d;
  return nullptr;
}

std::string_view word(Contrast verdict) {
  return verdict == Contrast::better ? "better" : verdict == Contrast::worse ? "worse" : "no_clear_difference";
}

std::string_view word(Certainty certainty) {
  switch (certainty) {
    case Certainty::high: return "high";
    case Certainty::moderate: return "moderate";
    case Certainty::low: return "low";
    case Certainty::very_low: return "very_low";
    case Certainty::none: break;
  }
  return "none";
}

void add_row(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) out += (i > 0 ? "," : "") + csv_field(fields[i]);
  out += "\r\n";
}

void add_plan(std::string& out, const Comparison& c, const ComparedPlan& plan, const GoalForecast& goal, const std::string& name) {
  const Difference* d = against_wait(c, plan.plan.name, name);
  add_row(out, {plan.plan.name, name, cell(goal.probability), cell(goal.q05), cell(goal.q95), cell(goal.median_day),
                d != nullptr ? cell(d->difference) : "", d != nullptr ? cell(d->q05) : "", d != nullptr ? cell(d->q95) : "", d != nullptr ? std::string(word(d->verdict)) : "",
                plan.probability_best ? cell(*plan.probability_best) : "", plan.dominated_by, std::to_string(plan.sessions), cell(plan.downtime_low_days),
                cell(plan.downtime_high_days), cell(plan.harms), std::string(word(plan.forecast.certainty)), "", "", ""});
}

}  // namespace

std::string comparison_csv(const Comparison& c, Language language) {
  std::string out =
      "plan,goal,probability,q05,q95,median_day,against_waiting,against_waiting_q05,against_waiting_q95,verdict,probability_best,dominated_by,"
      "sessions,downtime_days_low,downtime_days_high,harms_expected,certainty,excluded_code,excluded_reason,excluded_source\r\n";
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  for (const auto& plan : c.plans) {
    for (const auto& goal : plan.goals) add_plan(out, c, plan, goal, goal.goal);
    if (c.outcome) add_plan(out, c, plan, {c.outcome->outcome, false, true, none, none, none, never}, c.outcome->outcome);
  }
  for (const auto& e : c.excluded)
    add_row(out, {e.plan, "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", e.code, e.reason.in(language), e.source});
  return out;
}

}  // namespace vultus
