// Labelled questions of tests/questions, and how understanding is scored by them.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "vultus/ask/question.hpp"

namespace vultus::tests {

struct LabelledQuestion {
  std::string id, text, set, intent, condition, red_flag;
  std::vector<std::string> treatments;
  std::map<std::string, std::string> facts;
};

/// Both languages, in the order of the files.
const std::vector<LabelledQuestion>& labelled_questions();

struct QuestionScore {
  int questions = 0, intents = 0, conditions = 0, treatments = 0;
  int flags = 0, flags_right = 0, false_flags = 0;         ///< questions with a red flag; those that raised it; others that raised one
  int outside = 0, outside_right = 0, false_refusals = 0;  ///< questions out of scope; those refused; others refused
  int facts = 0, facts_right = 0;
  std::vector<std::string> errors;
};

QuestionScore score_questions(const std::string& set);

}  // namespace vultus::tests
