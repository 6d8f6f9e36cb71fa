// Answers: the same numbers in both languages, nothing but help after a red flag, assumptions said, related questions that can be answered.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "../claim/readers.hpp"
#include "labelled_questions.hpp"
#include "vultus/ask/reply.hpp"

namespace vultus::tests {
namespace {

const Asker& asker() {
  static const Asker all = Asker::open(VULTUS_SOURCE_DIR "/data", catalog()).value();
  return all;
}

/// Few people: these tests are about words.
AskOptions few() {
  AskOptions options;
  options.patients = 300, options.patients_compared = 200;
  return options;
}

/// Numbers of a text, without those that belong to a name: CO2, 5-FU.
std::map<std::string, int> numbers_of(const std::string& text) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  const auto letter = [&](std::size_t i) { return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')); };
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(i)) {
      ++i;
      continue;
    }
    const bool after_letter = i > 0 && letter(i - 1);
    std::string number;
    while (digit(i) || (i < text.size() && (text[i] == '.' || text[i] == ',') && digit(i + 1))) number += text[i++];
    const bool name = after_letter || (i < text.size() && text[i] == '-' && !digit(i + 1));
    if (!name) ++counts[number];
  }
  return counts;
}

void expect_same_numbers(const Words& words, const std::string& question) {
  EXPECT_EQ(numbers_of(words.en), numbers_of(words.zh)) << question << "\n" << words.en << "\n" << words.zh;
  EXPECT_EQ(words.en.empty(), words.zh.empty()) << question;
}

TEST(Answers, SameNumbersInBothLanguages) {
  for (const auto& label : labelled_questions()) {
    if (label.set != "open") continue;
    const Reply reply = asker().answer(label.text, few());
    expect_same_numbers(reply.verdict.text, label.text);
    EXPECT_FALSE(reply.verdict.text.en.empty()) << label.text;
    for (const auto& line : reply.details)
      if (line.origin >= 0) expect_same_numbers(line.text, label.text);
    for (const auto& words : reply.asks) expect_same_numbers(words, label.text);
    for (const auto& words : reply.assumed) EXPECT_EQ(words.en.empty(), words.zh.empty()) << label.text;
    EXPECT_LE(reply.asks.size(), 2U);
  }
}

TEST(Answers, HowLongItLastsIsCountedFromTrials) {
  for (const char* text : {"How long does filler last in the cheeks?", "玻尿酸能维持多久？", "How long do the results of fractional laser on acne scars last?", "激光祛痘坑能维持多久"}) {
    const Reply reply = asker().answer(text, few());
    expect_same_numbers(reply.verdict.text, text);
    EXPECT_NE(reply.verdict.text.en.find("after 12 months"), std::string::npos) << reply.verdict.text.en;
    ASSERT_GE(reply.verdict.origin, 0) << text;
    EXPECT_FALSE(reply.origins[static_cast<std::size_t>(reply.verdict.origin)].studies.empty()) << text;
    EXPECT_EQ(reply.patients, 0U);
  }
  const Reply uncounted = asker().answer("How long does pulsed dye laser last for scars?", few());
  EXPECT_NE(uncounted.verdict.text.en.find("no trial that vultus holds has counted"), std::string::npos) << uncounted.verdict.text.en;
  for (const char* text : {"How long does masseter botox last?", "瘦脸针能维持多久"})  // computed
    EXPECT_GT(asker().answer(text, few()).patients, 0U) << text;
  for (const char* text : {"how long does the swelling last after filler", "how long after my last session should I wait before the next laser"})  // other questions
    EXPECT_EQ(asker().answer(text, few()).verdict.text.en.find("still had the effect"), std::string::npos) << text;
  EXPECT_EQ(asker().answer("how long does chemotherapy last for scars", few()).verdict.text.en.rfind("No", 0), 0U);
}

TEST(Answers, TheFileSaysWhomHowOftenHowLongOffAndWhetherItHurts) {
  const auto says = [](const char* question, const char* words) {
    const Reply reply = asker().answer(question, few());
    EXPECT_NE(reply.verdict.text.en.find(words), std::string::npos) << question << "\n" << reply.verdict.text.en;
    expect_same_numbers(reply.verdict.text, question);
    for (const auto& line : reply.details) EXPECT_EQ(line.text.en.empty(), line.text.zh.empty()) << question;
  };
  says("Who should not have masseter botox?", "pregnant");
  says("哪些人不能打疤痕针", "allergic to triamcinolone");
  says("How many sessions of microneedling do I need for acne scars?", "4 sessions, every 4 weeks");
  says("点阵激光恢复期多久", "4 to 10 days");
  says("Does fractional laser hurt?", "Pain");
}

TEST(Answers, WhatNobodyShouldDoIsRefused) {
  for (const char* text : {"Is liquid silicone injection good for acne scars?", "奥美定填充苹果肌好吗", "Can I cut off my keloid with a razor blade?"})
    EXPECT_EQ(asker().answer(text, few()).verdict.text.en.rfind("No. Never", 0), 0U) << text;
  EXPECT_EQ(asker().answer("Can pregnant women take isotretinoin for acne scars?", few()).verdict.text.en.rfind("No. Never", 0), 0U);
  EXPECT_EQ(asker().answer("My 14 year old wants jaw botox, is that ok?", few()).verdict.text.en.rfind("No", 0), 0U);
}

TEST(Answers, RelatedQuestionsCanBeAnswered) {
  for (const char* text : {"Can silicon gel help us remove pockmarks?", "瘦脸针导致脸颊凹陷皮肤松弛能否恢复", "Does pulsed dye laser help red acne marks?"}) {
    const Reply reply = asker().answer(text, few());
    EXPECT_FALSE(reply.read_next.empty());
    for (const auto& next : reply.read_next)
      for (const std::string& question : {next.en, next.zh}) EXPECT_NE(understand(question, reader().lexicon(), catalog()).intent, "out_of_scope") << question;
  }
}

TEST(Answers, AfterARedFlagNothingButHelp) {
  const Reply reply = asker().answer("Nose filler an hour ago and I cannot see out of one eye", few());
  ASSERT_FALSE(reply.flags.empty());
  EXPECT_EQ(reply.flags.front().soon, Urgency::now);
  EXPECT_TRUE(reply.details.empty());
  EXPECT_EQ(reply.patients, 0U);
}

TEST(Answers, WhatIsAssumedIsSaidAndAskedFor) {
  const Reply open = asker().answer("Will hollow cheeks after masseter botox recover?", few());
  EXPECT_GE(open.assumed.size(), 3U);
  EXPECT_EQ(open.asks.size(), 2U);
  const Reply told = asker().answer("Will hollow cheeks after 30 units of Xeomin in each masseter recover? It was 9 weeks ago", few());
  EXPECT_TRUE(told.asks.empty());
}

TEST(Answers, ChemotherapyIsRefusedAndOutOfScopeTellsWhatCanBeAsked) {
  const Reply no = asker().answer("What is the best chemotherapy treatment for facial scars?", few());
  EXPECT_EQ(no.verdict.text.en.rfind("None. No trial supports", 0), 0U);
  EXPECT_FALSE(no.outside);
  const Reply outside = asker().answer("LASIK or contact lenses?", few());
  EXPECT_TRUE(outside.outside);
}

TEST(Answers, JsonHoldsWhatOthersReadAndExplainTheOrigins) {
  const Reply reply = asker().answer("Will hollow cheeks after masseter botox recover?", few());
  const auto json = nlohmann::json::parse(reply_json(reply, Language::en, true));
  EXPECT_EQ(json["format"], "vultus-answer/1");
  for (const char* field : {"question", "language", "intent", "condition", "treatments", "facts", "assumed", "asks", "red_flags", "verdict", "details", "watch", "sources", "read_next", "certainty"})
    EXPECT_TRUE(json.contains(field)) << field;
  EXPECT_FALSE(json["sources"].empty());
  EXPECT_FALSE(json["verdict_from"]["studies"].empty());
  EXPECT_NE(reply_text(reply, {Language::en, 100, false}, true).find("from: computed with the model masseter"), std::string::npos);
}

TEST(Answers, TheSameQuestionTheSameBytes) {
  const std::string text = "Does silicone gel flatten a hypertrophic scar on my chest?";
  EXPECT_EQ(reply_json(asker().answer(text, few()), Language::zh, true), reply_json(asker().answer(text, few()), Language::zh, true));
}

TEST(Answers, ARaisedScarWithoutAnAgeIsTakenAsFreshAndPlansAreComparedWhileTheyDiffer) {
  const Reply reply = asker().answer("Which treatment is best for a hypertrophic scar?", few());
  EXPECT_NE(reply.verdict.text.en.find("week 26"), std::string::npos) << reply.verdict.text.en;
  EXPECT_TRUE(std::any_of(reply.assumed.begin(), reply.assumed.end(), [](const Words& w) { return w.en.find("12 weeks old") != std::string::npos; }));
}

TEST(Answers, WhatBelongsInTrainedHandsIsNotDoneByOneself) {
  for (const char* text : {"Bought a 1.5 mm dermaroller off amazon for my icepick scars, how often should I use it?", "网上买了玻尿酸和针头，想自己给自己打嘴唇，怎么打安全"}) {
    const Reply reply = asker().answer(text, few());
    EXPECT_TRUE(reply.verdict.text.en.starts_with("No. ")) << reply.verdict.text.en;
    EXPECT_NE(reply.verdict.text.en.find("trained hands"), std::string::npos) << reply.verdict.text.en;
  }
  EXPECT_FALSE(asker().answer("I had microneedling yesterday, how do I care for my skin at home?", few()).verdict.text.en.starts_with("No. "));
}

TEST(Answers, WhoIsPregnantWaits) {
  const Reply which = asker().answer("怀孕5个月了，耳朵上有疤痕疙瘩，哪种治疗好", few());
  EXPECT_TRUE(which.verdict.text.en.starts_with("While you are pregnant, wait")) << which.verdict.text.en;
  EXPECT_NE(which.verdict.text.en.find("5-fluorouracil"), std::string::npos);
  EXPECT_EQ(which.patients, 0U);  // nothing is ranked
  EXPECT_TRUE(asker().answer("Can I use tretinoin while pregnant for acne scars?", few()).verdict.text.en.starts_with("No"));
  const Reply given = asker().answer("打完瘦脸针三天发现怀孕了，孩子能不能要", few());
  EXPECT_TRUE(given.verdict.text.zh.starts_with("针已经打了")) << given.verdict.text.zh;
}

TEST(Answers, AHarmAskedAboutIsToldFirstHoweverRare) {
  const Reply reply = asker().answer("Can fillers cause blindness?", few());
  EXPECT_TRUE(reply.verdict.text.en.starts_with("It does happen. Blocked blood vessel: about ")) << reply.verdict.text.en;
  EXPECT_NE(reply.verdict.text.en.find("of 10,000"), std::string::npos);
}

TEST(Answers, WhatIsOutsideIsToldWithWhatIsKnownOfIt) {
  const Reply reply = asker().answer("vitamin E on a fresh scar, does it work?", few());
  EXPECT_TRUE(std::any_of(reply.details.begin(), reply.details.end(), [](const ReplyLine& line) { return line.text.en.find("plain ointment") != std::string::npos; }));
  const Reply unsafe = asker().answer("lemon juice on dark marks, does it work?", few());
  EXPECT_TRUE(unsafe.verdict.text.en.starts_with("No. Do not put it on")) << unsafe.verdict.text.en;
}

TEST(Answers, WhatNobodyHasTriedIsNotRanked) {
  const Reply reply = asker().answer("Which treatment is best for a keloid?", few());
  EXPECT_EQ(reply.verdict.text.en.find("ethotrexate"), std::string::npos);
  EXPECT_TRUE(std::any_of(reply.details.begin(), reply.details.end(), [](const ReplyLine& line) { return line.text.en.starts_with("Not compared") && line.text.en.find("ethotrexate") != std::string::npos; }));
}

}  // namespace
}  // namespace vultus::tests
