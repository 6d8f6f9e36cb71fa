// Amounts and intervals that a page names beside those of the treatment's file: 400 units in each jaw muscle, a laser every three days.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "vultus/claim/judge_parts.ipp"

namespace vultus {
namespace {

/// Assumptions: trials and labels of a treatment differ by less than these from what its file calls usual.
constexpr double amounts_apart = 5.0, intervals_apart = 0.25;

/// "U per side", "mg/ml": the amount itself.
std::string amount_of(const std::string& unit) { return unit.substr(0, unit.find_first_of(" /")); }

bool behind_every(std::u32string_view said, std::size_t at) {
  for (const std::u32string_view word : {U"every ", U"every other ", U"every second ", U"每", U"每隔", U"隔"})
    if (said.substr(0, at).ends_with(word)) return true;
  return false;
}

/// Days between two sessions, as said; nothing said: none.
std::optional<double> interval_of(std::u32string_view said, const std::vector<std::pair<ClaimedQuantity, Span>>& quantities) {
  constexpr std::array<std::pair<std::u32string_view, double>, 10> fixed{{{U"every other day", 2}, {U"every second day", 2}, {U"隔天", 2}, {U"隔日", 2}, {U"every fortnight", 14}, {U"fortnightly", 14}, {U"every other week", 14}, {U"每周", 7}, {U"every week", 7}, {U"weekly", 7}}};
  for (const auto& [quantity, span] : quantities) {
    if (!behind_every(said, span.begin)) continue;
    if (quantity.unit == "day") return quantity.high;
    if (quantity.unit == "week") return 7.0 * quantity.high;
  }
  for (const auto& [words, days] : fixed)
    if (said.find(words) != std::u32string_view::npos) return days;
  return std::nullopt;
}

}  // namespace

std::optional<Words> Judge::overdone(const Claim& claim, const std::vector<std::string>& members) const {
  const auto& trained = lexicon_.professional;
  if (members.size() != 1 || std::find(trained.begin(), trained.end(), members.front()) == trained.end() || claim.circumstance.warned || claim.circumstance.too_much) return std::nullopt;
  const Treatment* treatment = catalog_.treatment(members.front());
  if (treatment == nullptr) return std::nullopt;
  const auto quantities = quantities_in(claim.said, lexicon_.find(claim.said));
  if (treatment->dose && treatment->dose->typical > 0.0) {
    const std::string unit = amount_of(treatment->dose->units.front());
    const double most = std::max(amounts_apart * treatment->dose->typical, treatment->dose->high);
    for (const auto& [quantity, span] : quantities)
      if (quantity.unit == unit && quantity.low >= most)
        return both("Far more than in any trial: usual is {0}, and this is {1:g} {2}. Too much of it harms.", "远远超过任何试验的用量：通常是 {0}，这里是 {1:g} {2}。过量会造成伤害。", fmt::format("{:g} {}", treatment->dose->typical, treatment->dose->units.front()), quantity.low, quantity.unit);
  }
  const auto days = interval_of(claim.said, quantities);
  if (days && treatment->typical_every_days > 0.0 && *days < intervals_apart * treatment->typical_every_days)
    return both("Far too often: in trials {0:.0f} days lie between two sessions, here {1:g}. The skin, or the muscle, has no time to recover.", "太频繁：试验里两次治疗相隔 {0:.0f} 天，这里只有 {1:g} 天，皮肤或肌肉来不及恢复。", treatment->typical_every_days, *days);
  return std::nullopt;
}

bool Judge::as_in_trials(const Claim& claim, const std::vector<std::string>& members) const {
  const Treatment* treatment = members.size() == 1 ? catalog_.treatment(members.front()) : nullptr;
  if (treatment == nullptr || !treatment->dose || treatment->dose->typical <= 0.0 || overdone(claim, members)) return false;
  const std::string unit = amount_of(treatment->dose->units.front());
  const auto quantities = quantities_in(claim.said, lexicon_.find(claim.said));
  return std::any_of(quantities.begin(), quantities.end(), [&](const auto& item) { return item.first.unit == unit; });
}

}  // namespace vultus
