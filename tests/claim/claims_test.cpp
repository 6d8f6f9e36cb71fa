// Sentences to claims: polarity, route, rejected opinions, pronouns, shared verbs; and their verdicts.
#include <gtest/gtest.h>

#include <algorithm>

#include "readers.hpp"

namespace vultus::tests {
namespace {

TEST(Claims, PolarityFollowsTheSentence) {
  EXPECT_EQ(claim_on(reading_of("Triamcinolone injections flatten keloids."), "triamcinolone_il").claim.polarity, Polarity::helps);
  EXPECT_EQ(claim_on(reading_of("Silicone gel does not fill pitted acne scars."), "silicone_gel").claim.polarity, Polarity::no_effect);
  EXPECT_EQ(claim_on(reading_of("Triamcinolone injections may cause skin atrophy."), "triamcinolone_il").claim.polarity, Polarity::harms);
  EXPECT_EQ(claim_on(reading_of("化疗药物不适合治疗瘢痕疙瘩。"), "chemotherapy_systemic").claim.polarity, Polarity::unsuitable);
}

TEST(Claims, RouteDecidesWhatADrugIs) {
  EXPECT_TRUE(reading_of("5-FU injected into the scar flattens keloids.").claims.at(0).claim.treatment != "chemotherapy_systemic");
  const auto infusion = reading_of("An intravenous infusion of 5-FU flattens keloids.");
  ASSERT_FALSE(infusion.claims.empty());
  EXPECT_EQ(infusion.claims[0].claim.treatment, "chemotherapy_systemic");
  EXPECT_EQ(infusion.claims[0].judgement.verdict, Verdict::dangerous);
}

TEST(Claims, WhatTheTroubleLooksLikeIsNoHarmOfTheTreatment) {
  const auto reading = reading_of("Silicone gel and pockmarks\n\nAcne scars are marks left by the skin not fully recovering. These traces may be red, brown, or dark pigmentation.\n");
  EXPECT_TRUE(std::none_of(reading.claims.begin(), reading.claims.end(), [](const JudgedClaim& c) { return c.claim.polarity == Polarity::harms; }));
}

TEST(Claims, QuestionsAndRelatedItemsAreNone) {
  EXPECT_TRUE(reading_of("Does silicone gel flatten keloids?").claims.empty());
  EXPECT_TRUE(reading_of("硅酮凝胶能让瘢痕疙瘩变平吗？").claims.empty());
}

TEST(Claims, ARejectedOpinionIsNotThePagesOwn) {
  for (const auto& item : reading_of("有人说硅酮凝胶能填平痘坑，其实这是误区。").claims) EXPECT_NE(item.claim.polarity, Polarity::helps);
}

TEST(Claims, GuaranteesAreSeen) {
  const auto item = claim_on(reading_of("Triamcinolone injections are guaranteed to flatten every keloid."), "triamcinolone_il");
  EXPECT_EQ(item.claim.strength, Strength::guaranteed);
  EXPECT_NE(item.judgement.verdict, Verdict::supported);
}

TEST(Verdicts, SystemicChemotherapyForAScarIsDangerousAndItsRefusalSupported) {
  EXPECT_EQ(claim_on(reading_of("Chemotherapy improves facial scars."), "chemotherapy_systemic").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Chemotherapy is not suitable for facial scars."), "chemotherapy_systemic").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, WaitingOutABlindEyeIsDangerous) {
  bool dangerous = false;
  for (const auto& item : reading_of("打完玻尿酸如果突然看不见，先不用去医院，再观察几天。").claims) dangerous = dangerous || item.judgement.verdict == Verdict::dangerous;
  EXPECT_TRUE(dangerous);
}

TEST(Verdicts, ATimeIsComparedWithTheComputedCourse) {
  const auto item = claim_on(reading_of("瘦脸针的效果通常维持3-6个月。"), "botulinum_masseter");
  ASSERT_TRUE(item.claim.quantity.has_value());
  EXPECT_EQ(item.judgement.verdict, Verdict::partly_supported);  // strength, not size
  EXPECT_FALSE(item.judgement.evidence.empty());
}

TEST(Verdicts, WhatATreatmentIsKnownToCauseItDoesNotMend) {
  const auto item = claim_on(reading_of("The masseter injection fills hollow cheeks."), "botulinum_masseter");
  EXPECT_EQ(item.judgement.verdict, Verdict::contradicted);
}

TEST(Verdicts, PeopleWhoHadTheJawInjectionAreOthersThanThoseOfTheTrials) {
  EXPECT_EQ(claim_on(reading_of("Hollow cheeks after masseter botox\n\nFiller restores the volume of cheeks that went hollow after the jaw injection."), "ha_filler").judgement.negative, Negative::other_condition_only);
  EXPECT_EQ(claim_on(reading_of("Filler restores the volume of hollow cheeks in old people."), "ha_filler").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, AsGoodAsAnotherIsComparedWithTheOther) {
  EXPECT_NE(claim_on(reading_of("Needle radiofrequency tightens lax skin as much as a facelift."), "microneedling_rf").judgement.verdict, Verdict::supported);
  EXPECT_EQ(claim_on(reading_of("Needle radiofrequency tightens lax skin."), "microneedling_rf").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, GoneWithoutARestIsMoreThanItHelps) {
  EXPECT_EQ(claim_on(reading_of("Triamcinolone injections flatten keloids."), "triamcinolone_il").judgement.verdict, Verdict::supported);
  EXPECT_EQ(claim_on(reading_of("Triamcinolone injections flatten keloids until nothing is left."), "triamcinolone_il").judgement.verdict, Verdict::partly_supported);
}

TEST(Verdicts, NobodyHasTestedItIsTrueWhereTheTablesHoldNothing) {
  EXPECT_EQ(claim_on(reading_of("No trial has ever tested massage for keloids."), "massage").judgement.verdict, Verdict::supported);
  const auto false_one = claim_on(reading_of("No trial has ever tested triamcinolone injections for keloids, so they do not work."), "triamcinolone_il");
  EXPECT_EQ(false_one.judgement.verdict, Verdict::contradicted);
}

TEST(Verdicts, AWordOnPeopleInADelicateStateIsAWordOnSafety) {
  EXPECT_EQ(claim_on(reading_of("People with myasthenia gravis can have the jaw injection and get a slimmer face."), "botulinum_masseter").judgement.verdict, Verdict::dangerous);
}

TEST(Verdicts, WhatIsAllowedIsNoWarning) {
  EXPECT_EQ(claim_on(reading_of("孕妇可以使用维A酸乳膏。"), "retinoid_topical").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Pregnant women can use tretinoin cream."), "retinoid_topical").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("壬二酸可以减轻色素沉着，孕妇可以使用。"), "azelaic_acid").judgement.verdict, Verdict::partly_supported);  // its file says: ask first
  EXPECT_EQ(claim_on(reading_of("Azelaic acid gel is considered safe in pregnancy and fades brown marks."), "azelaic_acid").judgement.verdict, Verdict::partly_supported);
  EXPECT_EQ(claim_on(reading_of("Hydroquinone is considered safe in pregnancy and fades brown marks."), "hydroquinone").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Tretinoin must not be used in pregnancy."), "retinoid_topical").judgement.reason.en.rfind("Retinoids by mouth harm unborn children", 0), 0U);
  EXPECT_EQ(claim_on(reading_of("I bought a hyaluron pen online and do my own lips at home."), "needle_free_pen").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("三氯醋酸自己在家点就行。"), "acid_peel_home").judgement.verdict, Verdict::dangerous);
}

TEST(Verdicts, AmountsAndIntervalsFarBeyondTrialsAreDangerous) {
  EXPECT_EQ(claim_on(reading_of("For a slim jaw ask for 400 units of Botox in each masseter."), "botulinum_masseter").judgement.verdict, Verdict::dangerous);
  EXPECT_NE(claim_on(reading_of("For a slim jaw 30 units of Botox in each masseter make the muscle thinner."), "botulinum_masseter").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("曲安奈德每三天打一次，瘢痕疙瘩一个月就平了。"), "triamcinolone_il").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("曲安奈德每四周打一次，瘢痕疙瘩会变平。"), "triamcinolone_il").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, WhatNobodyShouldDoIsDangerousWhoeverItIsFor) {
  EXPECT_EQ(claim_on(reading_of("I buy liquid silicone online and it fills my acne scars."), "permanent_filler").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Mercury creams fade acne marks."), "mercury_cream").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("A low dose of isotretinoin clears acne scars and is fine while you are pregnant."), "isotretinoin_oral").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("For children with a keloid, radiotherapy is the best choice: it flattens the keloid."), "radiotherapy").judgement.verdict, Verdict::dangerous);
}

TEST(Verdicts, ASignThatCannotWaitMayStandInTheSentenceBefore) {
  EXPECT_EQ(reading_of("打瘦脸针以后吞咽费劲、说话含糊怎么办？不用处理，等两个星期自然会好。").overall, Verdict::dangerous);
  EXPECT_EQ(reading_of("Lips swell after filler. If the skin goes white and mottled, don't panic, see how it looks by the weekend.").overall, Verdict::dangerous);
  EXPECT_NE(reading_of("填充后红肿热痛还发烧，别自己硬扛。要尽快回医院。").overall, Verdict::dangerous);
}

TEST(Verdicts, ASignThatIsPraisedIsNotWaitedOut) {
  const Reading praised = reading_of("The paste is left on overnight. A black crust and a little fever mean that it's working, so sit tight.");
  EXPECT_EQ(praised.overall, Verdict::dangerous);
  EXPECT_EQ(claim_on(praised, "herbal_paste").judgement.verdict, Verdict::not_assessed) << "and it is no word on what the paste does";
  EXPECT_EQ(reading_of("流脓是毒素排出来，别管它。").overall, Verdict::dangerous);
  EXPECT_EQ(reading_of("痣变大变黑是排毒，不用切。").overall, Verdict::dangerous);
  EXPECT_NE(reading_of("Fever or pus means that you should see a doctor today.").overall, Verdict::dangerous);
  EXPECT_NE(reading_of("点阵激光后结薄痂是正常的，一周内自行脱落。").overall, Verdict::dangerous);
}

TEST(Verdicts, WhoIsAskedForInTheQuestionIsMeantInTheAnswer) {
  EXPECT_EQ(claim_on(reading_of("Jaw slimming injections\n\nExpecting a baby? We inject you anyway."), "botulinum_masseter").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("瘦脸针问答\n\n怀孕三个月打瘦脸针不碍事。"), "botulinum_masseter").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Radiofrequency is not for people with a pacemaker."), "radiofrequency").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, ByOneselfIsToldInMoreThanOneWay) {
  EXPECT_EQ(claim_on(reading_of("A home roller with long needles evens out acne scars for the price of a pizza."), "microneedling").judgement.verdict, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("Dab 50% TCA on each mark, gone in 5 days."), "tca_cross").judgement.verdict, Verdict::dangerous);
  EXPECT_NE(claim_on(reading_of("微针别在家里自己滚。"), "microneedling").judgement.verdict, Verdict::dangerous);
  EXPECT_NE(claim_on(reading_of("The doctor will dab TCA CROSS on each pit."), "tca_cross").judgement.verdict, Verdict::dangerous);
}

TEST(Verdicts, DrugsOfTheBodyThatSuitAScarAreDangerousAndTheirDenialIsNot) {
  EXPECT_EQ(claim_on(reading_of("环磷酰胺静脉滴注适合全身多处疤痕的人。"), "chemotherapy_systemic").judgement.verdict, Verdict::dangerous);
  EXPECT_NE(reading_of("5-FU注射绝不能用于孕妇。").overall, Verdict::dangerous);
  EXPECT_EQ(claim_on(reading_of("全身化疗在瘢痕治疗中无任何地位。"), "chemotherapy_systemic").judgement.verdict, Verdict::supported);
}

TEST(Verdicts, NoRiskAtAllIsContradicted) {
  EXPECT_EQ(claim_on(reading_of("Hyaluronic acid filler carries no risk of blindness."), "ha_filler").judgement.verdict, Verdict::contradicted);
  EXPECT_EQ(claim_on(reading_of("Fillers are totally safe, there are zero risks."), "ha_filler").judgement.verdict, Verdict::contradicted);
}

TEST(Verdicts, AShorterTimeThanInTrialsIsTrueInPart) {
  EXPECT_EQ(claim_on(reading_of("Hyaluronic acid filler lasts about a year."), "ha_filler").judgement.verdict, Verdict::partly_supported);
}

TEST(Pages, APageThatSaysBothContradictsItself) {
  const auto reading = reading_of("Chemotherapy improves scars of the face. Chemotherapy is not suitable for scars such as keloids.");
  EXPECT_TRUE(reading.contradicts_itself);
  EXPECT_EQ(reading.overall, Verdict::dangerous);
}

TEST(Pages, QuotesAreThePagesOwnWords) {
  const std::string text = "About scars\n\nSilicone gel softens scars. Lasers may cause pain.";
  const auto reading = reading_of(text);
  ASSERT_FALSE(reading.claims.empty());
  for (const auto& item : reading.claims) EXPECT_NE(text.find(to_utf8(reading.article.page.seen(item.claim.quote))), std::string::npos);
}

}  // namespace
}  // namespace vultus::tests
