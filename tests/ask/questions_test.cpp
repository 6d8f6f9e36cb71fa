// Every labelled question: how often intent, condition, treatment, red flag and scope are what the label says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "labelled_questions.hpp"

namespace vultus::tests {
namespace {

void print(const char* set, const QuestionScore& s) {
  fmt::print("{}: {} questions; intent {}, condition {}, treatment {}; red flags {} of {}, false alarms {}; out of scope {} of {}, false refusals {}; facts {} of {}\n", set, s.questions, s.intents,
             s.conditions, s.treatments, s.flags_right, s.flags, s.false_flags, s.outside_right, s.outside, s.false_refusals, s.facts_right, s.facts);
  for (const auto& error : s.errors) fmt::print("  {}\n", error);
}

double share(int right, int of) { return static_cast<double>(right) / static_cast<double>(std::max(1, of)); }

TEST(LabelledQuestions, OpenOnes) {
  const QuestionScore s = score_questions("open");
  print("open", s);
  EXPECT_GE(share(s.intents, s.questions), 0.95);
  EXPECT_GE(share(s.conditions, s.questions), 0.95);
  EXPECT_GE(share(s.treatments, s.questions), 0.95);
  EXPECT_EQ(s.flags_right, s.flags);
  EXPECT_EQ(s.false_flags, 0);
  EXPECT_EQ(s.outside_right, s.outside);
  EXPECT_LE(s.false_refusals, 2);
}

/// Scored once when understanding was done, never looked at before: of 40 questions intent 32, condition 38, treatment 33; red flags 6 of 6, false
/// alarms 0; out of scope 5 of 7, false refusals 0. That is how well new questions are understood, and these are the floors. Faults that
/// they showed have been mended since, so that what the test prints now says nothing of new questions any more.
TEST(LabelledQuestions, AsideOnes) {
  const QuestionScore s = score_questions("aside");
  print("aside", s);
  EXPECT_GE(s.intents, 32);
  EXPECT_GE(s.conditions, 38);
  EXPECT_GE(s.treatments, 33);
  EXPECT_EQ(s.flags_right, s.flags);
  EXPECT_EQ(s.false_flags, 0);
  EXPECT_GE(s.outside_right, 5);
  EXPECT_LE(s.false_refusals, 2);
}

/// Sixty by another hand, scored once by rules alone (intent 32, condition 52, treatment 47, red flags 6 of 10), and 339 more. Weights were learnt
/// from them since and words added, so that these figures speak of known questions only.
TEST(LabelledQuestions, LaterOnes) {
  for (const char* set : {"second", "training"}) {
    const QuestionScore s = score_questions(set);
    print(set, s);
    EXPECT_GE(share(s.intents, s.questions), 0.90);
    EXPECT_GE(share(s.conditions, s.questions), 0.75);
    EXPECT_GE(share(s.treatments, s.questions), 0.82);
    EXPECT_EQ(s.flags_right, s.flags);
    EXPECT_LE(s.false_flags, 4);
    EXPECT_LE(s.false_refusals, 10);
  }
}

}  // namespace
}  // namespace vultus::tests
