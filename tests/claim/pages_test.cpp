// The labelled pages: claims found, verdicts, structure.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "labelled.hpp"

namespace vultus::tests {
namespace {

void print(const Score& score, const std::string& name, bool errors) {
  fmt::print("{}: {} pages; claims: precision {:.3f}, recall {:.3f}, F1 {:.3f} ({} right, {} extra, {} missed); verdicts: macro-F1 {:.3f}\n", name, score.pages, score.precision(), score.recall(), score.f1(), score.right,
             score.extra, score.missed, score.verdict_f1());
  fmt::print("  labelled x given (supported, partly, unsupported, contradicted, dangerous, not assessed):\n");
  for (const auto& row : score.verdicts) fmt::print("   {:>4}\n", fmt::join(row, " "));
  fmt::print("  title {}, author {}, date {}, related {}, contradiction {} of {}\n", score.titles, score.authors, score.dates, score.related, score.contradictions, score.pages);
  if (errors)
    for (const auto& error : score.errors) fmt::print("  {}\n", error);
}

// Bounds are what is reached, rounded down: a change that reads worse fails.
TEST(LabelledPages, Open) {
  for (const std::string language : {"en", "zh"}) {
    const Score score = score_pages(language, "open");
    print(score, language, true);
    ASSERT_GT(score.pages, 40);
    EXPECT_EQ(score.given_for(Verdict::dangerous, Verdict::supported), 0);
    EXPECT_EQ(score.given_for(Verdict::contradicted, Verdict::supported), 0);
    EXPECT_GE(score.f1(), language == "en" ? 0.80 : 0.74);
    EXPECT_GE(score.verdict_f1(), language == "en" ? 0.65 : 0.60);
  }
}

// Pages that nobody looked at while the code was written: only the figures are told.
TEST(LabelledPages, Aside) {
  for (const std::string language : {"en", "zh"}) {
    const Score score = score_pages(language, "aside");
    print(score, language + ", aside", false);
    ASSERT_GT(score.pages, 9);
    EXPECT_EQ(score.given_for(Verdict::dangerous, Verdict::supported), 0);
  }
}

}  // namespace
}  // namespace vultus::tests
