#include "labelled_questions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../claim/readers.hpp"
#include "vultus/catalog/document.hpp"

namespace vultus::tests {
namespace {

std::string text_at(const TreeNode& node, std::string_view name) {
  const TreeNode* found = node.at(name);
  return found == nullptr || found->kind != TreeNode::Kind::scalar ? "" : found->text;
}

LabelledQuestion read_label(const TreeNode& item) {
  LabelledQuestion q{text_at(item, "id"), text_at(item, "question"), text_at(item, "set"), text_at(item, "intent"), text_at(item, "condition"), text_at(item, "red_flag"), {}, {}};
  const TreeNode* treatment = item.at("treatment");
  if (treatment != nullptr && treatment->kind == TreeNode::Kind::scalar) q.treatments.push_back(treatment->text);
  if (treatment != nullptr)
    for (const auto& one : treatment->items) q.treatments.push_back(one.text);
  std::sort(q.treatments.begin(), q.treatments.end());
  if (const TreeNode* facts = item.at("facts"); facts != nullptr)
    for (std::size_t i = 0; i < facts->keys.size(); ++i) q.facts[facts->keys[i].name] = facts->items[i].text;
  return q;
}

std::string told(const std::vector<std::string>& codes) { return fmt::format("[{}]", fmt::join(codes, ", ")); }

void note(QuestionScore& score, const LabelledQuestion& label, const Question& q, const char* what, const std::string& labelled, const std::string& given) {
  score.errors.push_back(fmt::format("{} {}: labelled {}, given {} {}: {}", label.id, what, labelled, given, q.red_flags.empty() ? "" : told(q.red_flags), q.text));
}

void score_one(QuestionScore& score, const LabelledQuestion& label, const Question& q) {
  ++score.questions;
  if (q.intent == label.intent) ++score.intents;
  else note(score, label, q, "intent", label.intent, q.intent + (q.topic.empty() ? "" : " (" + q.topic + ")"));
  if (q.condition == label.condition) ++score.conditions;
  else note(score, label, q, "condition", label.condition, q.condition);
  auto treatments = q.treatments;
  std::sort(treatments.begin(), treatments.end());
  if (treatments == label.treatments) ++score.treatments;
  else note(score, label, q, "treatment", told(label.treatments), told(treatments));
  const bool raised = !label.red_flag.empty(), found = std::find(q.red_flags.begin(), q.red_flags.end(), label.red_flag) != q.red_flags.end();
  score.flags += raised ? 1 : 0;
  score.flags_right += raised && found ? 1 : 0;
  score.false_flags += !raised && !q.red_flags.empty() ? 1 : 0;
  if (raised != found || (!raised && !q.red_flags.empty())) note(score, label, q, "red flag", label.red_flag, told(q.red_flags));
  const bool outside = label.intent == "out_of_scope", refused = q.intent == "out_of_scope";
  score.outside += outside ? 1 : 0;
  score.outside_right += outside && refused ? 1 : 0;
  score.false_refusals += !outside && refused ? 1 : 0;
  for (const auto& [field, value] : label.facts) {
    ++score.facts;
    if (q.fact(field) == value) ++score.facts_right;
    else note(score, label, q, ("fact " + field).c_str(), value, q.fact(field));
  }
}

}  // namespace

const std::vector<LabelledQuestion>& labelled_questions() {
  static const std::vector<LabelledQuestion> all = [] {
    std::vector<LabelledQuestion> list;
    for (const char* language : {"en", "zh"}) {
      const std::string path = std::string("tests/questions/") + language + ".yaml";
      const auto document = read_document(text_of(path), path);
      for (const auto& item : document.root.at("questions")->items) list.push_back(read_label(item));
    }
    return list;
  }();
  return all;
}

QuestionScore score_questions(const std::string& set) {
  QuestionScore score;
  for (const auto& label : labelled_questions())
    if (label.set == set) score_one(score, label, understand(label.text, reader().lexicon(), catalog()));
  return score;
}

}  // namespace vultus::tests
