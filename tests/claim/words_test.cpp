// Words in texts, ends of sentences, numbers.
#include <gtest/gtest.h>

#include <algorithm>

#include "readers.hpp"
#include "vultus/claim/term_automaton.hpp"

namespace vultus::tests {
namespace {

std::vector<std::string> found(const std::vector<std::u32string>& list, std::u32string_view text) {
  TermAutomaton automaton;
  for (std::size_t i = 0; i < list.size(); ++i) automaton.add(list[i], static_cast<std::uint32_t>(i));
  automaton.build();
  std::vector<std::string> hits;
  for (const auto& hit : automaton.find(text)) hits.push_back(to_utf8(text.substr(hit.begin, hit.end - hit.begin)));
  return hits;
}

TEST(TermAutomaton, FindsWordsInsideOneAnotherAndAcrossFailures) {
  EXPECT_EQ(found({U"瘢痕", U"瘢痕疙瘩", U"疙瘩"}, U"这个瘢痕疙瘩"), (std::vector<std::string>{"瘢痕", "瘢痕疙瘩", "疙瘩"}));
  EXPECT_EQ(found({U"abcd", U"bc"}, U"abce"), std::vector<std::string>{});  // letters: "bc" is inside a word
  EXPECT_EQ(found({U"点阵激光", U"激光"}, U"点点阵激光"), (std::vector<std::string>{"点阵激光", "激光"}));
}

TEST(TermAutomaton, EnglishWordsMatchWholeWords) {
  EXPECT_EQ(found({U"scar"}, U"scarce scar, (scar) oscar"), (std::vector<std::string>{"scar", "scar"}));
  EXPECT_EQ(found({U"5-fu"}, U"5-fu 15-fu 5-fun"), std::vector<std::string>{"5-fu"});
  EXPECT_EQ(found({U"肉毒a"}, U"打肉毒a型"), std::vector<std::string>{"肉毒a"});
}

std::vector<std::string> sentences_of(const std::string& text) {
  PageText page;
  page.text = to_utf32(text);
  page.normal = normal_form(page.text);
  std::vector<std::string> out;
  for (const Span span : sentences(page, {0, page.text.size()})) out.push_back(to_utf8(page.seen(span)));
  return out;
}

TEST(Sentences, EndWhereTheyEnd) {
  EXPECT_EQ(sentences_of("It was 2.5 mm high. Dr. Roe said so! Why? No."), (std::vector<std::string>{"It was 2.5 mm high.", "Dr. Roe said so!", "Why?", "No."}));
  EXPECT_EQ(sentences_of("可以恢复。大约3.5个月；因人而异"), (std::vector<std::string>{"可以恢复。", "大约3.5个月；", "因人而异"}));
}

TEST(Sentences, NumberedPointsInsideALineDivide) {
  EXPECT_EQ(sentences_of("先说结论。 1. 药物时效：三个月 2. 剂量：看情况"), (std::vector<std::string>{"先说结论。", "1. 药物时效：三个月", "2. 剂量：看情况"}));
}

std::optional<ClaimedQuantity> quantity(const std::string& text) {
  const std::u32string normal = normal_form(to_utf32(text));
  return quantity_in(normal, reader().lexicon().find(normal));
}

TEST(Quantities, RangesAndUnits) {
  const auto expect = [](const std::string& text, double low, double high, const std::string& unit) {
    const auto q = quantity(text);
    ASSERT_TRUE(q.has_value()) << text;
    EXPECT_DOUBLE_EQ(q->low, low) << text;
    EXPECT_DOUBLE_EQ(q->high, high) << text;
    EXPECT_EQ(q->unit, unit) << text;
  };
  expect("效果通常维持3 - 6个月", 3, 6, "month");
  expect("lasts 3 to 6 months", 3, 6, "month");
  expect("about half a year", 0.5, 0.5, "year");
  expect("有效率达90%", 90, 90, "percent");
  expect("三到六个月", 3, 6, "month");
  expect("after 12 weeks", 12, 12, "week");
}

TEST(Quantities, NoNumberWithoutAUnit) {
  EXPECT_FALSE(quantity("see point 3 of the list").has_value());
  EXPECT_FALSE(quantity("没有数字").has_value());
}

TEST(TheLexicon, WhatAnApostropheCutsOffIsNoWord) {
  for (const auto& word : reader().lexicon().find(U"i've had it, they've not"))
    EXPECT_NE(word.kind, WordKind::treatment) << word.code;
}

TEST(TheLexicon, ItsWordsAreInNormalFormAndMeanOneThing) {
  const auto words = reader().lexicon().find(normal_form(to_utf32("Silicone gel flattens keloids; 瘦脸针会引起咀嚼无力")));
  const auto has = [&](WordKind kind, const std::string& code) { return std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.kind == kind && w.code == code; }); };
  EXPECT_TRUE(has(WordKind::treatment, "silicone_gel"));
  EXPECT_TRUE(has(WordKind::condition, "keloid"));
  EXPECT_TRUE(has(WordKind::treatment, "botulinum_masseter"));
  EXPECT_TRUE(has(WordKind::event, "chewing_weakness"));
}

}  // namespace
}  // namespace vultus::tests
