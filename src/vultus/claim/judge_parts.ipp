// What the verdicts of benefits and of harms share. Not for other rooms.
#pragma once
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vultus/claim/judge.hpp"

namespace vultus {

struct Judge::Kept {
  std::mutex guard;
  std::optional<MuscleCourse> course;
  std::map<std::string, PooledEffect> effects;
  std::map<std::pair<std::string, std::string>, Rate> rates;
};

/// Chance that the average effect is above zero, from which a claim counts as shown, as shown in part, and as shown to be wrong.
/// 0.8 is what a comparison of plans asks for too; a claim that only says "may" needs less.
inline constexpr double shown = 0.8, shown_in_part = 0.65, shown_wrong = 0.05;

template <class... Values>
Words both(const char* en, const char* zh, const Values&... values) {
  return {fmt::format(fmt::runtime(en), values...), fmt::format(fmt::runtime(zh), values...)};
}

inline Words joined_words(const Words& first, const Words& second) {
  if (second.en.empty()) return first;
  if (first.en.empty()) return second;
  return {first.en + " " + second.en, first.zh + second.zh};
}

/// "<1" where rounding would say none.
inline std::string of_hundred(double share) { return share > 0.0 && share < 0.005 ? "<1" : fmt::format("{:.0f}", 100.0 * share); }

inline double per_hundred(double share) { return std::round(100.0 * share); }

/// The refusal of that kind among the treatments, and whose it is; nullptr: none.
inline const Refusal* refusal_of(const Catalog& catalog, const std::vector<std::string>& members, Refusal::Kind kind, const Treatment** which) {
  for (const auto& code : members)
    if (const auto* treatment = catalog.treatment(code); treatment != nullptr && treatment->refused && treatment->refused->kind == kind) {
      *which = treatment;
      return &*treatment->refused;
    }
  return nullptr;
}

/// Bears out a claim against treatments that a file refuses; nothing where none is refused.
inline std::optional<Judgement> borne_out_by_refusal(const Catalog& catalog, const std::vector<std::string>& members) {
  const Treatment* which = nullptr;
  for (const auto kind : {Refusal::Kind::unsafe, Refusal::Kind::no_evidence})
    if (const auto* refusal = refusal_of(catalog, members, kind, &which)) {
      Judgement judged;
      judged.verdict = Verdict::supported, judged.certainty = Certainty::moderate;
      judged.reason = refusal->reason, judged.source = refusal->source, judged.evidence = which->evidence;
      return judged;
    }
  return std::nullopt;
}

}  // namespace vultus
