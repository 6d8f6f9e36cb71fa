// The page of every treatment that is shipped, in both languages and as JSON: nothing of its file is lost.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "vultus/report/knowledge.hpp"

namespace vultus {
namespace {

using Json = nlohmann::json;

const Catalog& catalog() {
  static const Catalog all = read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

std::string explained(const std::string& name, Language language) {
  return explain_text(catalog(), name, language, KnowledgeFormat::text).value_or("");
}
Json as_json(const std::string& name) { return Json::parse(explain_text(catalog(), name, Language::en, KnowledgeFormat::json).value()).at(0); }

class PageOf : public ::testing::TestWithParam<std::string> {
 protected:
  const Treatment& t = *catalog().treatment(GetParam());
  const std::string en = explained(t.code, Language::en), zh = explained(t.code, Language::zh);

  void has(const Words& words) const {
    EXPECT_NE(en.find(words.en), std::string::npos) << t.code << ": " << words.en;
    EXPECT_NE(zh.find(words.zh), std::string::npos) << t.code << ": " << words.zh;
  }
  void has(const std::vector<Words>& list) const {
    for (const auto& words : list) has(words);
  }
  void both_have(const std::string& text) const {
    EXPECT_NE(en.find(text), std::string::npos) << t.code << ": " << text;
    EXPECT_NE(zh.find(text), std::string::npos) << t.code << ": " << text;
  }
};

TEST_P(PageOf, LosesNothingOfItsFile) {
  has(t.name);
  has(t.mechanism);
  has(t.evidence_note);
  has(t.watch);
  has(t.change_when);
  has(t.aftercare);
  has(t.not_suited);
  for (const auto& contra : t.contraindications) {
    has(contra.reason);
    both_have(contra.source);
  }
  for (const auto& interaction : t.interactions) {
    has(interaction.reason);
    both_have(interaction.source);
  }
  for (const auto& harm : t.harms) {
    has(harm.what_to_do);
    has(harm.note);
    if (!harm.name.en.empty()) has(harm.name);
  }
  for (const auto& flag : t.red_flags) has(flag.action);
  for (const auto& id : t.evidence) both_have(catalog().studies.at(id).citation);
  if (t.refused) {
    has(t.refused->reason);
    has(t.refused->meant);
    both_have(t.refused->source);
    has(Words{"Refused", "拒绝"});
  }
}

TEST_P(PageOf, SaysTheSameAsItsJson) {
  const Json page = as_json(t.code);

  EXPECT_EQ(page["refused"].is_null(), !t.refused.has_value());
  EXPECT_EQ(page["contraindications"].size(), t.contraindications.size());
  EXPECT_EQ(page["interactions"].size(), t.interactions.size());
  EXPECT_EQ(page["suits"].size(), t.suits.size());
  EXPECT_EQ(page["change_when"].size(), t.change_when.size());
  ASSERT_EQ(page["harms"].size(), t.harms.size());
  for (const auto& harm : page["harms"]) {
    EXPECT_EQ(harm["probability"].is_null(), harm["n_studies"] == 0) << harm["event"];
    if (harm["probability"].is_null()) continue;
    EXPECT_LT(harm["q05"].get<double>(), harm["probability"].get<double>()) << harm["event"];
    EXPECT_LT(harm["probability"].get<double>(), harm["q95"].get<double>()) << harm["event"];
    for (const auto& study : harm["rests_on"]) both_have(study.get<std::string>());
  }
  EXPECT_EQ(page["evidence_base"]["studies"].size(), t.evidence.size());
  EXPECT_EQ(en.find("certainty: ") == std::string::npos, t.refused.has_value());
}

/// Of the words of a page only codes, names and sources may be in the other language: no sentence of the program itself is.
TEST_P(PageOf, SpeaksChineseInChinese) {
  for (const char* english : {"What could go wrong", "Whom it suits", "Evidence\n", "source: ", "in one more clinic", "never counted", "risk of bias", "certainty: "})
    EXPECT_EQ(zh.find(english), std::string::npos) << t.code << ": " << english;
}

std::vector<std::string> every_treatment() {
  std::vector<std::string> codes;
  codes.reserve(catalog().treatments.size());
  for (const auto& treatment : catalog().treatments) codes.push_back(treatment.code);
  return codes;
}

INSTANTIATE_TEST_SUITE_P(Every, PageOf, ::testing::ValuesIn(every_treatment()), [](const auto& tried) { return tried.param; });

TEST(Explain, SaysWhyChemotherapyIsRefusedByAnyOfItsNames) {
  const std::string page = explained("顺铂", Language::zh);

  EXPECT_NE(page.find("拒绝：不安全"), std::string::npos) << page;
  EXPECT_NE(page.find("这样说的网页可能指的是"), std::string::npos);
  EXPECT_NE(page.find("没有人统计过"), std::string::npos);
}

TEST(Explain, GivesHarmsAsRatesWithTheirStudies) {
  EXPECT_NE(explained("bleomycin_il", Language::en).find("of 100 (in one more clinic"), std::string::npos);
  const Json page = as_json("bleomycin_il");
  for (const auto& harm : page["harms"])
    if (harm["event"] == "hyperpigmentation") {
      EXPECT_GE(harm["n_studies"].get<int>(), 3);
      EXPECT_GE(harm["n"].get<double>(), 161.0);
      return;
    }
  FAIL() << "darker skin after bleomycin was counted";
}

TEST(Treatments, MarkWhatIsRefused) {
  const std::string en = treatments_text(catalog(), Language::en, KnowledgeFormat::text), zh = treatments_text(catalog(), Language::zh, KnowledgeFormat::text);
  const Json rows = Json::parse(treatments_text(catalog(), Language::en, KnowledgeFormat::json));

  EXPECT_NE(en.find("(refused: unsafe)"), std::string::npos);
  EXPECT_NE(zh.find("（拒绝：不安全）"), std::string::npos);
  for (const auto& row : rows)
    if (row["treatment"] == "chemotherapy_systemic") {
      EXPECT_EQ(row["refused"], "unsafe");
      EXPECT_EQ(row["modelled"], false);
    }
}

}  // namespace
}  // namespace vultus
