// The parts of a comparison's answer, one function each; comparison_answer() calls them in order. Not for other rooms.
#pragma once
#include <string>
#include <vector>

#include "vultus/report/comparison_answer.hpp"
#include "vultus/report/sections.hpp"

namespace vultus::sections {

/// A comparison while it is told: plans by rank, and what every part needs.
struct Told {
  const Comparison& comparison;
  const Voice& voice;
  std::vector<const ComparedPlan*> ranked;
  const ComparedPlan& wait;
};

/// The reader's name of a plan.
std::string plan_name(const Told& told, const std::string& name);
/// Goal `at` of the case in words, and the week by which it is to be reached.
std::string goal_words(const Told& told, std::size_t at);
std::string goal_week(const Told& told, std::size_t at);
/// The week of the horizon, counted as everywhere in the answer.
std::string last_week(const Told& told);
/// "12 to 30", as whole percents.
std::string percent_span(const Told& told, double low, double high);
const Difference* find_difference(const Comparison& comparison, const std::string& plan, const std::string& than, const std::string& goal);

void add_compared_verdict(ComparisonAnswer& answer, const Told& told);
void add_compared_table(ComparisonAnswer& answer, const Told& told);
void add_differences(ComparisonAnswer& answer, const Told& told);
void add_risks(ComparisonAnswer& answer, const Told& told, Sources& sources);
void add_excluded(ComparisonAnswer& answer, const Told& told, Sources& sources);
void add_compared_counsel(ComparisonAnswer& answer, const Told& told);
void add_compared_basis(ComparisonAnswer& answer, const Told& told, Sources& sources);

}  // namespace vultus::sections
