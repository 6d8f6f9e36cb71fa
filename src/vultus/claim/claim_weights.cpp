#include "vultus/claim/claim_weights.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "vultus/base/utf8.hpp"
#include "vultus/catalog/table.hpp"

namespace vultus {
namespace {

/// Fowler, Noll and Vo's hash, over code points.
std::uint64_t hash_of(std::u32string_view sign) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char32_t c : sign) hash = (hash ^ c) * 0x100000001B3U;
  return hash;
}

}  // namespace

std::array<double, 4> ClaimWeights::probabilities(const PageText& page, const SentenceContext& context, const Candidate& candidate) const {
  thread_local std::vector<std::uint64_t> signs;
  signs.clear();
  claim_signs(page, context, candidate, [&](std::u32string_view sign) { signs.push_back(hash_of(sign)); });
  std::sort(signs.begin(), signs.end());
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  std::array<double, 4> odds = base_;
  for (const std::uint64_t sign : signs)
    if (const auto found = weights_.find(sign); found != weights_.end())
      for (std::size_t p = 0; p < 4; ++p) odds[p] += static_cast<double>(found->second[p]);
  for (double& p : odds) p = 1.0 / (1.0 + std::exp(-p));
  return odds;
}

Checked<ClaimWeights> read_claim_weights(const std::string& data, const std::string& language) {
  static const std::array<const char*, 4> polarities{"helps", "harms", "no_effect", "unsuitable"};
  ClaimWeights read;
  Faults faults;
  Table table(data + "/language/" + language + "/claims.csv", {"sign", "helps", "harms", "no_effect", "unsuitable"}, faults);
  table.each([&](int) {
    std::array<double, 4> weight{};
    for (std::size_t p = 0; p < 4; ++p) weight[p] = table.number(polarities[p], -100.0, 100.0).value_or(0.0);
    const std::string_view sign = table.cell("sign");
    if (sign == "(always)") read.base_ = weight;
    else if (sign == "(threshold)") read.threshold_ = weight[0];
    else std::transform(weight.begin(), weight.end(), read.weights_[hash_of(to_utf32(sign))].begin(), [](double w) { return static_cast<float>(w); });
  });
  if (!faults.empty()) return tl::unexpected(faults);
  return read;
}

}  // namespace vultus
