#include "vultus/claim/treatments_meant.hpp"

#include <algorithm>

namespace vultus {
namespace {

std::string usual_of(const Lexicon& lexicon, std::string_view code) {
  const auto* wider = lexicon.family(code);
  return wider == nullptr ? "" : wider->usual;
}

/// The one member whose file says that it is for the condition; empty where there is none, or more than one.
std::string only_suited(const Lexicon& lexicon, const Catalog& catalog, const std::vector<std::string>& members, const std::string& condition_code) {
  const auto* condition = lexicon.condition(condition_code);
  std::string found;
  if (condition == nullptr) return found;
  for (const auto& code : members) {
    const auto* treatment = catalog.treatment(code);
    if (treatment == nullptr) continue;
    const bool jaw = code == "botulinum_masseter" && condition->in_case == "masseter_botulinum";
    if (!jaw && !treatment->is_for(condition->in_case)) continue;
    if (!found.empty()) return "";
    found = code;
  }
  return found;
}

}  // namespace

std::string routed(const Lexicon& lexicon, const Catalog& catalog, std::string_view code, const Clause& sentence) {
  const bool local = sentence.cue("local"), systemic = sentence.cue("systemic");
  if (const auto* wider = lexicon.family(code); wider != nullptr && !wider->at_home.empty() && sentence.cue("home")) return wider->at_home;
  if (code == "chemotherapy_systemic" && local) return "fluorouracil";
  const auto members = lexicon.members(code, catalog);
  const bool cytotoxic = std::any_of(members.begin(), members.end(), [](const std::string& m) {
    return m == "fluorouracil_il" || m == "bleomycin_il" || m == "methotrexate_il" || m == "fluorouracil_topical" || m == "mitomycin_topical";
  });
  if (cytotoxic && systemic && !local) return "chemotherapy_systemic";
  return std::string(code);
}

std::vector<std::string> narrowed(const Lexicon& lexicon, const Catalog& catalog, const std::vector<std::string>& named, const Clause& sentence, const std::vector<std::string>& before,
                                  const std::string& condition) {
  std::vector<std::string> out;
  for (const auto& code : named) {
    const auto* wider = lexicon.family(code);
    if (wider == nullptr || wider->members.empty()) {
      add_once(out, code);
      continue;
    }
    const auto is_member = [&](std::string_view other) { return std::find(wider->members.begin(), wider->members.end(), other) != wider->members.end(); };
    std::string means;
    if (const auto where = wider->where.find(condition); where != wider->where.end()) means = where->second;
    for (const auto& word : sentence.words)
      if (word.kind == WordKind::treatment && word.code != code && (is_member(word.code) || is_member(usual_of(lexicon, word.code)))) means = is_member(word.code) ? std::string(word.code) : usual_of(lexicon, word.code);
    if (means.empty())
      for (const auto& spoken_of : before)
        if (is_member(spoken_of)) means = spoken_of;
    if (means.empty()) means = only_suited(lexicon, catalog, wider->members, condition);
    if (means.empty()) means = wider->usual;
    add_once(out, means.empty() ? code : means);
  }
  return out;
}

}  // namespace vultus
