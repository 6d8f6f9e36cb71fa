// Verdicts come from the tables, not from words: take the studies away and the verdict goes.
#include <gtest/gtest.h>

#include <algorithm>

#include "readers.hpp"

namespace vultus::tests {
namespace {

EvidencePool pool_without(const std::vector<std::string>& left_out) {
  auto topics = read_evidence_tables(VULTUS_SOURCE_DIR "/data/evidence").value();
  for (auto& topic : topics) {
    const auto out = [&](const auto& row) { return std::find(left_out.begin(), left_out.end(), row.study) != left_out.end(); };
    std::erase_if(topic.outcomes, out);
    std::erase_if(topic.arms, out);
  }
  return {std::move(topics), read_outcome_map(VULTUS_SOURCE_DIR "/data").value()};
}

TEST(EvidencePool, SteroidInjectionsBeatNothingInKeloids) {
  const auto pooled = pool_without({}).effect({{"triamcinolone_il"}, {"keloid", "hypertrophic_scar", "keloid_hypertrophic_mixed"}, {}});
  EXPECT_GT(pooled.studies, 3);
  EXPECT_GT(pooled.probability_better, 0.9);
}

TEST(EvidencePool, NobodyGaveChemotherapyOfTheBody) {
  EXPECT_EQ(pool_without({}).effect({{"chemotherapy_systemic"}, {}, {}}).studies, 0);
  EXPECT_TRUE(pool_without({}).conditions_tested({"chemotherapy_systemic"}).empty());
}

TEST(EvidencePool, WhereOnlyOneConditionIsAskedOthersDoNotCount) {
  const EvidencePool pool = pool_without({});
  const auto all = pool.effect({{"silicone_gel"}, {}, {}}), pits = pool.effect({{"silicone_gel"}, {"atrophic_acne_scar"}, {}});
  EXPECT_GT(all.studies, pits.studies);
}

TEST(Verdicts, GoWithTheStudiesTheyRestOn) {
  Claim claim;
  claim.treatment = "verapamil_il";
  claim.condition = "keloid";
  claim.effects = {"improve"};
  const Judge all(catalog(), reader().lexicon(), pool_without({}));
  const Judgement with = all.judge(claim);
  ASSERT_FALSE(with.evidence.empty());
  const Judge fewer(catalog(), reader().lexicon(), pool_without(with.evidence));
  const Judgement without = fewer.judge(claim);
  EXPECT_NE(code_of(with.verdict), code_of(without.verdict));
  EXPECT_EQ(without.verdict, Verdict::unsupported);
}

}  // namespace
}  // namespace vultus::tests
