#include <gtest/gtest.h>

#include "made_up.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"
#include "vultus/report/voice.hpp"
#include "vultus/report/width.hpp"
#include "vultus/report/words.hpp"

namespace vultus {
namespace {

// A Term that breaks this rule does not compile; here the rule itself is tested.
TEST(Words, ATermThatLacksALanguageIsNotWellSaid) {
  EXPECT_TRUE(well_said("week {0}", "第 {0} 周"));
  EXPECT_FALSE(well_said("week {0}", ""));
  EXPECT_FALSE(well_said("", "第 {0} 周"));
}

TEST(Words, ATermSaysTheSameNumbersAndValuesInBothLanguages) {
  EXPECT_TRUE(well_said("{0} of 100 by week {1}", "到第 {1} 周,100 人里 {0} 人"));
  EXPECT_FALSE(well_said("{0} of 100", "{0} 人"));
  EXPECT_FALSE(well_said("week {0}", "第 {1} 周"));
}

TEST(Words, EveryTissueRowHasBothLanguages) {
  for (const OutcomeWords& row : outcomes_in_order())
    for (const Term* term : {&row.name, &row.back, &row.measure}) {
      EXPECT_FALSE(term->en.empty()) << row.code;
      EXPECT_FALSE(term->zh.empty()) << row.code;
    }
}

TEST(Words, PatternsAreFilledByNumber) {
  EXPECT_EQ(filled("{1} before {0}", {"a", "b"}), "b before a");
  EXPECT_EQ(filled("{2} {x} {", {"a"}), "{2} {x} {");
}

TEST(Words, ChineseTakesFullWidthMarksBesideChineseOnly) {
  EXPECT_EQ(with_chinese_marks("凹陷,能恢复吗?"), "凹陷，能恢复吗？");
  EXPECT_EQ(with_chinese_marks("2,036 次(9 次)"), "2,036 次（9 次）");
  EXPECT_EQ(with_chinese_marks("https://doi.org/10.1"), "https://doi.org/10.1");
  EXPECT_EQ(with_chinese_marks("还有 不到 1 人"), "还有不到 1 人");
}

TEST(Width, ChineseTakesTwoColumns) {
  EXPECT_EQ(columns_of("week"), 4);
  EXPECT_EQ(columns_of("第 8 周"), 7);
  EXPECT_EQ(columns_of("，"), 2);
  EXPECT_EQ(columns_of("░▒"), 2);
  EXPECT_EQ(padded_left("周", 4), "  周");
}

TEST(Width, BrokenUtf8NeitherLoopsNorReadsBeyondItsEnd) {
  EXPECT_EQ(columns_of("\xE4\xB8"), 1);  // a character cut short is one U+FFFD
  EXPECT_EQ(wrapped("\xFF\xFE abc", 3).size(), 2U);
}

TEST(Width, NoLineBeginsWithAClosingMarkOrIsTooWide) {
  const std::string text =
      "像您这样的人几乎都能恢复。100 人里，到打针后第 22 周，约 50 人已看不出凹陷（可能是第 17–25 周）；到第 33 周，约 90 "
      "人。";
  for (int columns = 12; columns < 60; ++columns)
    for (const std::string& line : wrapped(text, columns)) {
      EXPECT_LE(columns_of(line), columns + 2) << line;  // + 2: a closing mark hangs over rather than begin a line
      for (const char* mark : {"，", "。", "）", "；"}) EXPECT_FALSE(line.starts_with(mark)) << line;
    }
}

TEST(Voice, ChanceWordsComeFromTheTable) {
  const Outlook outlook = made_up::hollow();
  const Voice voice(outlook, Language::en);
  const auto word = [&](double share) { return voice.say(voice.chance_word(share)); };
  EXPECT_EQ(word(0.95), "almost all people");
  EXPECT_EQ(word(0.61), "most people");
  EXPECT_EQ(word(0.60), "about half of people");
  EXPECT_EQ(word(0.40), "about half of people");
  EXPECT_EQ(word(0.39), "some people");
  EXPECT_EQ(word(0.14), "few people");
  EXPECT_EQ(word(0.02), "rarely");
  EXPECT_EQ(word(0.0049), "very rarely");
}

TEST(Voice, RoundingNeverTurnsAChanceIntoCertainty) {
  const Outlook outlook = made_up::hollow();
  const Voice voice(outlook, Language::en);
  EXPECT_EQ(voice.of_100(0.004), "fewer than 1");
  EXPECT_EQ(voice.others_of_100(0.004), "more than 99");
  EXPECT_EQ(voice.of_100(0.999), "more than 99");
  EXPECT_EQ(voice.of_100(0.5), "50");
  EXPECT_EQ(voice.cell(1.0), ">99");
}

TEST(Voice, WeeksCountFromTheLastInjectionAndDatesFromDayZero) {
  const Outlook dated = made_up::hollow_dated(), repeated = made_up::repeated();
  const Voice en(dated, Language::en), zh(dated, Language::zh), again(repeated, Language::en);
  EXPECT_EQ(en.date(84.0), "27 May 2026");
  EXPECT_EQ(zh.date(84.0), "2026年5月27日");
  EXPECT_EQ(en.week(43.0), "week 7");
  EXPECT_EQ(again.week(231.0), "week 1");
  EXPECT_EQ(again.after(), "after the last injection");
  EXPECT_EQ(en.weeks_between(84.0, never), "as early as week 12, or later than week 52");
}

}  // namespace
}  // namespace vultus
