// Claims that say more than "it helps": that nothing is left, as good as or better than another treatment, fine for people
// in a delicate state.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/claim/judge_parts.ipp"

namespace vultus {
namespace {

/// The average improvement, upper end of its interval, from which "it is gone" counts as borne out: an assumption.
constexpr double all_of_it = 0.85;

double upper(const PooledEffect& pooled) { return pooled.mean + 1.645 * pooled.sd; }

void at_most_in_part(Judgement& judged, const Words& why) {
  if (judged.verdict == Verdict::supported) judged.verdict = Verdict::partly_supported;
  judged.reason = joined_words(judged.reason, why);
}

}  // namespace

/// What is true of "it helps" is taken back by as much as the claim says beyond it.
Judgement Judge::to_its_extent(Judgement judged, const Claim& claim, const std::vector<std::string>& members) const {
  if (judged.verdict != Verdict::supported && judged.verdict != Verdict::partly_supported) return judged;
  const auto& around = claim.circumstance;
  const PooledEffect pooled = effect_of({members, tables_of(claim), groups_of(claim)});
  if (around.complete && (pooled.studies == 0 || upper(pooled) < all_of_it)) at_most_in_part(judged, {"That nothing is left was not what was found.", "但并没有发现“完全消失”。"});
  if (const auto other = lexicon_.members(around.rival, catalog_); !around.rival.empty() && !other.empty()) {
    const PooledEffect own = effect_of({members, tables_of(claim), groups_of(claim)}, true), beside_it = effect_of({other, tables_of(claim), groups_of(claim)}, true);
    const Words rival = lexicon_.treatment_name(around.rival, catalog_);
    if (own.studies == 0 || beside_it.studies == 0) {
      at_most_in_part(judged, both("How it compares with {0} is not in the tables.", "它与{1}相比如何，表中没有资料。", rival.en, rival.zh));
      return judged;
    }
    const double probability = 0.5 * std::erfc(-(own.mean - beside_it.mean) / std::hypot(own.sd, beside_it.sd) / std::sqrt(2.0));
    const Words figures = both("Since the beginning: {0:+.0f} %, with {2}: {1:+.0f} %.", "与开始时相比：{0:+.0f}%，{3}：{1:+.0f}%。", per_hundred(own.mean), per_hundred(beside_it.mean), rival.en, rival.zh);
    if (probability < 1.0 - shown) {
      judged.verdict = Verdict::contradicted;
      judged.reason = joined_words({"The other did better.", "另一种更好。"}, figures);
    } else if (probability < shown) {
      at_most_in_part(judged, joined_words({"No clear difference between the two.", "两者没有明确差别。"}, figures));
    }
  }
  return judged;
}

/// "Pregnant? It suits you": where no file speaks of it, nothing bears it out either.
bool Judge::says_safe_without_source(const Claim& claim) const {
  const auto& around = claim.circumstance;
  return claim.polarity == Polarity::helps && std::any_of(around.situations.begin(), around.situations.end(), [&](const std::string& s) { return (delicate(s) && !around.warned) || (around.called_safe && s != "phototype" && s != "age"); });
}

}  // namespace vultus
