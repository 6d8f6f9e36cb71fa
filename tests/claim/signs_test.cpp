// Signs of sentences, their weights, and what weights change in what the rules found.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "readers.hpp"
#include "vultus/claim/signs.hpp"
#include "vultus/claim/weigh.hpp"

namespace vultus::tests {
namespace {

std::string written(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(::testing::TempDir()) / name;
  std::ofstream(path) << text;
  return path.string();
}

std::vector<std::string> signs_of(const std::string& text, const std::string& treatment) {
  const auto article = read_article(read_page_text(text, "page.txt").value(), reader().page_words());
  std::vector<std::string> signs;
  each_candidate(article, reader().lexicon(), catalog(), [&](const SentenceContext& context, const Candidate& candidate) {
    if (candidate.treatment == treatment) {
      const auto keep = [&](std::u32string_view sign) { signs.push_back(to_utf8(sign)); };
      sentence_signs(article.page, context, candidate.places, keep);
      candidate_signs(article.page, context, candidate, keep);
    }
  });
  return signs;
}

bool has(const std::vector<std::string>& signs, const std::string& sign) { return std::find(signs.begin(), signs.end(), sign) != signs.end(); }

TEST(SignTable, AddsTheWeightsOfDistinctSigns) {
  const auto table = read_sign_table(written("good.csv", "sign,a,b\n(always),0.5,-1\n(threshold),0.25,0\n\"w:x\",1,0\n\"w:\"\"y\"\"\",0,2\n"), {"a", "b"});
  ASSERT_TRUE(table.has_value());
  const auto odds = table->log_odds([](const SignSink& say) { say(U"w:x"), say(U"w:x"), say(U"w:\"y\""), say(U"w:unknown"); });
  EXPECT_EQ(odds, (std::vector<double>{1.5, 1.0}));
  EXPECT_EQ(table->setting("threshold", 0.5), 0.25);
  EXPECT_EQ(table->setting("penalty", 0.5), 0.5);
}

TEST(SignTable, NamesEveryFault) {
  const auto table = read_sign_table(written("bad.csv", "sign,a,b\nw:x,one,0\nw:y,1,0\nw:y,2,0\n"), {"a", "b"});
  ASSERT_FALSE(table.has_value());
  ASSERT_EQ(table.error().size(), 2U);
  EXPECT_EQ(table.error()[0].line, 2);
  EXPECT_EQ(table.error()[1].line, 4);
}

TEST(ClaimSigns, ATreatmentsNameIsNone) {
  const auto gel = signs_of("Silicone gel flattens keloids.\n", "silicone_gel"), needle = signs_of("Verapamil injections flatten keloids.\n", "verapamil_il");
  EXPECT_TRUE(has(gel, "named"));
  EXPECT_TRUE(has(gel, "w:☉ flattens"));
  EXPECT_FALSE(has(gel, "w:silicone"));
  EXPECT_TRUE(has(gel, "rules 0"));
  EXPECT_TRUE(has(needle, "s:flatt"));
}

TEST(ClaimSigns, ChineseIsReadByRunsOfCharacters) {
  const auto signs = signs_of("硅酮凝胶能让疤变平。\n", "silicone_gel");
  EXPECT_TRUE(has(signs, "g:☉能"));
  EXPECT_FALSE(has(signs, "g:硅酮"));
}

TEST(Weigh, WeightsHaveTheLastWord) {
  const auto article = read_article(read_page_text("Silicone gel flattens keloids.\n", "page.txt").value(), reader().page_words());
  const auto by = [&](double helps, double harms) {
    const auto table = read_sign_table(written("weights.csv", "sign,helps,harms,no_effect,unsuitable\n(always)," + std::to_string(helps) + "," + std::to_string(harms) + ",-9,-9\nw:x,0,0,0,0\n"), claim_columns());
    return find_claims(article, reader().lexicon(), catalog(), &*table);
  };
  EXPECT_EQ(find_claims(article, reader().lexicon(), catalog()).size(), 1U);
  EXPECT_TRUE(by(-9.0, -9.0).empty());
  const auto harm = by(-9.0, 9.0);
  ASSERT_EQ(harm.size(), 1U);
  EXPECT_EQ(harm[0].polarity, Polarity::harms);
  EXPECT_EQ(harm[0].treatment, "silicone_gel");
}

TEST(TermAutomaton, FindsEndingsThatOnlyAddLetters) {
  TermAutomaton words;
  words.add(U"scar", 0), words.add(U"reduce", 1), words.add(U"stop", 2), words.add(U"dry", 3);
  words.build();
  const auto found = [&](std::u32string_view text) {
    const auto hits = words.find(text);
    return hits.size() == 1 && hits[0].begin == 0 && hits[0].end == text.size();
  };
  for (const auto* text : {U"scar", U"scars", U"scarring", U"reduced", U"stopped", U"stops", U"drying"}) EXPECT_TRUE(found(text)) << to_utf8(text);
  for (const auto* text : {U"scarce", U"reducer", U"stopper", U"dryly"}) EXPECT_TRUE(words.find(text).empty()) << to_utf8(text);
}

}  // namespace
}  // namespace vultus::tests
