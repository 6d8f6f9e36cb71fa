// What single questions are understood as.
#include <gtest/gtest.h>

#include "../claim/readers.hpp"
#include "vultus/ask/question.hpp"
#include "vultus/base/text.hpp"

namespace vultus::tests {
namespace {

Question asked(const std::string& text) { return understand(text, reader().lexicon(), catalog()); }

TEST(Understand, MistypedNamesAreMended) {
  const Question q = asked("does triamcinolon help a keloyd?");
  EXPECT_EQ(q.condition, "keloid");
  ASSERT_FALSE(q.treatments.empty());
  EXPECT_EQ(q.treatments.front(), "triamcinolone_il");
  EXPECT_FALSE(q.mended.empty());
}

TEST(Understand, CommonWordsBesideNamesAreLeftAlone) {
  EXPECT_TRUE(asked("I filled the filter later, does my keloid matter?").mended.empty());
}

TEST(Understand, FactsWithTheirUnits) {
  const Question q = asked("I'm 34, had 40 units of Dysport in each masseter ten weeks ago and my cheeks look hollow. Will they recover?");
  EXPECT_EQ(q.fact("age"), "34");
  EXPECT_EQ(q.fact("dose"), "40 U per side");
  EXPECT_EQ(q.fact("product"), "abobotulinum");
  EXPECT_EQ(q.fact("time_since"), "10 weeks");
  EXPECT_EQ(q.intent, "will_it_recover");
}

TEST(Understand, FactsInChinese) {
  const Question q = asked("28岁，女生，衡力每边35单位，打完两个半月，脸颊凹陷能恢复吗");
  EXPECT_EQ(q.fact("age"), "28");
  EXPECT_EQ(q.fact("sex"), "female");
  EXPECT_EQ(q.fact("dose"), "35 U per side");
  EXPECT_EQ(q.fact("product"), "lanbotulinum");
  EXPECT_EQ(q.fact("time_since"), "2.5 months");
}

TEST(Understand, DeniedSignsRaiseNothing) {
  EXPECT_TRUE(asked("No fever and no redness three days after filler, is that normal?").red_flags.empty());
  EXPECT_TRUE(asked("The eye doctor says my eyes are fine, is tear trough filler safe?").red_flags.empty());
  EXPECT_TRUE(asked("打完瘦脸针没有发烧也没有红肿，正常吗").red_flags.empty());
}

TEST(Understand, SignsOfDangerAreRaised) {
  EXPECT_EQ(asked("filler in my nose an hour ago and now one eye is blurred").intent, "red_flag");
  EXPECT_EQ(asked("masseter injection last week, trouble breathing since").red_flags.front(), "trouble_breathing");
  EXPECT_EQ(asked("打完玻尿酸突然一只眼看不见了").intent, "red_flag");
}

TEST(Understand, DespairAndSoresThatDoNotHealComeFirst) {
  EXPECT_EQ(asked("I want to die every time I see these scars").red_flags, std::vector<std::string>{"suicidal"});
  EXPECT_TRUE(asked("My brother is dying to get rid of his acne scars, does laser work?").red_flags.empty());
  EXPECT_EQ(asked("lump on my old burn scar wont heal for 3 months and it crusts and bleeds").red_flags, std::vector<std::string>{"cancer_in_scar"});
  EXPECT_EQ(asked("疤痕疙瘩上长出菜花一样的东西，老出血").red_flags, std::vector<std::string>{"cancer_in_scar"});
}

TEST(Understand, WhatIsFearedIsNoEmergency) {
  EXPECT_TRUE(asked("打玻尿酸会失明，我还没打，有点怕").red_flags.empty());
  EXPECT_EQ(asked("打玻尿酸之前没想到，打完突然一只眼看不见了").intent, "red_flag");
}

TEST(Understand, TheNeedleIsNoScarAndAChildHasAnAge) {
  EXPECT_EQ(asked("a 1.5 mm dermaroller for my icepick scars").fact("width"), "");
  EXPECT_EQ(asked("孩子3岁，下巴的疤能打疤痕针吗").fact("age"), "3");
  EXPECT_EQ(asked("Can I have fractional laser 2 months after accutane for pitted scars?").fact("isotretinoin_months_ago"), "2");
}

TEST(Understand, OtherMedicineIsRefusedButItsOtherHalfIsNot) {
  EXPECT_EQ(asked("Which contraceptive pill is safest?").intent, "out_of_scope");
  EXPECT_EQ(asked("我月经不调，该吃什么药").intent, "out_of_scope");
  const Question both = asked("I take the pill. Does silicone gel flatten a keloid?");
  EXPECT_EQ(both.intent, "will_it_work");
  EXPECT_TRUE(both.rest_out_of_scope);
  EXPECT_EQ(asked("How many units should I inject into my jaw muscle myself?").topic, "dosing");
}

TEST(Understand, BytesOfOtherEncodingsAreRead) {
  const Question q = asked("\xb9\xe8\xc4\xfd\xbd\xba\xc4\xdc\xb0\xef\xd6\xfa\xce\xd2\xc3\xc7\xc8\xa5\xb3\xfd\xb6\xbb\xbf\xd3\xc2\xf0");  // GBK
  EXPECT_EQ(q.text, "硅凝胶能帮助我们去除痘坑吗");
  EXPECT_EQ(q.treatments, std::vector<std::string>{"silicone_gel"});
  EXPECT_FALSE(broken_utf8(asked("Whi\xff\xff\xff" "ch is best for a keloid?").text).has_value());
}

TEST(Understand, WhatWasGivenIsNotWhatIsAskedAbout) {
  const Question q = asked("Does radiofrequency help slack cheeks after jaw Botox?");
  EXPECT_EQ(q.condition, "masseter_botulinum");
  EXPECT_EQ(q.treatments, std::vector<std::string>{"radiofrequency"});
}

}  // namespace
}  // namespace vultus::tests
