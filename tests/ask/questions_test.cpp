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

/// Faults that they showed when they were first scored have been mended since: what is printed says nothing of new questions any more.
TEST(LabelledQuestions, AsideOnes) {
  const QuestionScore s = score_questions("aside");
  print("aside", s);
  EXPECT_GE(s.intents, 38);
  EXPECT_GE(s.conditions, 38);
  EXPECT_GE(s.treatments, 34);
  EXPECT_EQ(s.flags_right, s.flags);
  EXPECT_EQ(s.false_flags, 0);
  EXPECT_EQ(s.outside_right, s.outside);
  EXPECT_LE(s.false_refusals, 2);
}

/// By other hands; each set was scored once before words were added or weights learnt from it. `second` (60) by rules alone: intent 32, condition 52,
/// treatment 47, red flags 6 of 10. `third` (200, wild): intent 145, condition 172, treatment 165, red flags 22 of 40, false alarms 3. `fourth` (200, of
/// them 40 that name an alarm in a harmless way): intent 187, condition 196, treatment 193, red flags 40 of 40, false alarms 11, out of scope 40 of 40,
/// false refusals 0. Now they are known questions.
TEST(LabelledQuestions, LaterOnes) {
  for (const char* set : {"second", "training", "third", "fourth"}) {
    const QuestionScore s = score_questions(set);
    print(set, s);
    EXPECT_GE(share(s.intents, s.questions), 0.95);
    EXPECT_GE(share(s.conditions, s.questions), 0.84);
    EXPECT_GE(share(s.treatments, s.questions), 0.90);
    EXPECT_EQ(s.flags_right, s.flags);
    EXPECT_LE(s.false_flags, 2);
    EXPECT_LE(s.false_refusals, 5);
  }
}

}  // namespace
}  // namespace vultus::tests
