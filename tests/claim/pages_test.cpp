// The labelled pages: claims found, verdicts, structure.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "labelled.hpp"

namespace vultus::tests {
namespace {

void print(const Score& score, const std::string& name) {
  fmt::print("{}: {} pages; claims: precision {:.3f}, recall {:.3f}, F1 {:.3f} ({} right, {} extra, {} missed); verdicts: macro-F1 {:.3f}\n", name, score.pages, score.precision(), score.recall(), score.f1(), score.right,
             score.extra, score.missed, score.verdict_f1());
  fmt::print("  labelled x given (supported, partly, unsupported, contradicted, dangerous, not assessed):\n");
  for (const auto& row : score.verdicts) fmt::print("   {:>4}\n", fmt::join(row, " "));
  fmt::print("  title {}, author {}, date {}, related {}, contradiction {} of {}\n", score.titles, score.authors, score.dates, score.related, score.contradictions, score.pages);
  for (const auto& error : score.errors) fmt::print("  {}\n", error);
}

TEST(LabelledPages, Open) {
  for (const std::string language : {"en", "zh"}) {
    const Score score = score_pages(language, "open");
    print(score, language);
    ASSERT_GT(score.pages, 15);
    EXPECT_EQ(score.given_for(Verdict::dangerous, Verdict::supported), 0);
    EXPECT_EQ(score.given_for(Verdict::contradicted, Verdict::supported), 0);
  }
}

}  // namespace
}  // namespace vultus::tests
