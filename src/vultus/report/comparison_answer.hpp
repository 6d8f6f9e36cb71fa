// The content of a comparison in one language, before it is laid out. Not for other rooms.
#pragma once
#include <string>
#include <vector>

#include "vultus/decide/compare.hpp"
#include "vultus/report/answer.hpp"

namespace vultus {

/// What could go wrong with one plan.
struct PlanRisks {
  std::string plan;
  std::vector<FlagLine> red_flags;
  std::vector<std::string> cautions;
  std::vector<HarmLine> harms;
};

using TextRows = std::vector<std::vector<std::string>>;

struct DifferenceTable {
  std::string heading;  ///< "Against doing nothing"
  TextRows rows;        ///< header first
};

struct ComparisonAnswer {
  std::string title, stamp;
  std::vector<FlagLine> red_flags;  ///< of what has been done; in an emergency of every plan
  std::string alarm, verdict;
  std::vector<std::string> verdict_more;
  std::string table_heading;
  std::vector<std::string> goals;  ///< what the columns are
  TextRows table;                  ///< header first, best plan first
  std::vector<std::string> table_notes, plans;
  std::vector<DifferenceTable> differences;
  std::vector<std::string> differences_notes;
  std::vector<PlanRisks> risks;
  std::string risks_of_others, harms_note;
  std::vector<std::string> excluded;
  std::vector<std::string> watch, change_when, questions, certainty, basis, assumptions;
  std::vector<SourceLine> sources;
  std::vector<Fact> expert;
};

ComparisonAnswer comparison_answer(const Comparison& comparison, Language language);

}  // namespace vultus
