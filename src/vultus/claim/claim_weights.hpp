// Weights of signs, learnt from the labelled pages: a linear score for each polarity, so that every claim can be traced to the words that
// made it. data/language/<language>/claims.csv, made by `train_claims` (docs/reading.md).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "vultus/base/fault.hpp"
#include "vultus/claim/signs.hpp"

namespace vultus {

class ClaimWeights {
 public:
  /// Probability of a claim of each polarity (helps, harms, no effect, unsuitable).
  [[nodiscard]] std::array<double, 4> probabilities(const PageText& page, const SentenceContext& context, const Candidate& candidate) const;
  /// From which probability a claim is read.
  [[nodiscard]] double threshold() const { return threshold_; }
  [[nodiscard]] bool empty() const { return weights_.empty(); }

 private:
  friend Checked<ClaimWeights> read_claim_weights(const std::string& data, const std::string& language);
  std::unordered_map<std::uint64_t, std::array<float, 4>> weights_;  ///< by the hash of a sign's name
  std::array<double, 4> base_{};
  double threshold_ = 0.5;
};

/// Every fault of the file at once; a file that is not there is one.
Checked<ClaimWeights> read_claim_weights(const std::string& data, const std::string& language);

}  // namespace vultus
