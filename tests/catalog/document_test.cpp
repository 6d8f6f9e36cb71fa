#include "vultus/catalog/document.hpp"

#include <gtest/gtest.h>

namespace vultus {
namespace {

TEST(Document, RemembersWhereEverythingStands) {
  const auto document = read_document("a: 1\nb:\n  - x\n  - {脸: y, d: z}\n", "t.yaml");

  ASSERT_TRUE(document.readable);
  EXPECT_TRUE(document.faults.empty());
  const auto* list = document.root.at("b");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), 2u);
  EXPECT_EQ(list->items[0].line, 3);
  EXPECT_EQ(list->items[0].column, 5);
  const auto* deep = list->items[1].at("d");
  ASSERT_NE(deep, nullptr);
  EXPECT_EQ(deep->text, "z");
  EXPECT_EQ(deep->line, 4);
  EXPECT_EQ(deep->column, 15);  // characters, not bytes
}

TEST(Document, ReadsEveryWayToWriteAText) {
  const auto document = read_document(
      "plain: two\n  lines\nsingle: 'it''s'\ndouble: \"a\\tb \\u8138 \\\n  on\"\nblock: |\n  one\n  two\nfolded: >-\n  "
      "one\n  two\n"
      "none:\ntilde: ~\nempty: ''\nflag: true\ntext: 'true'\n",
      "t.yaml");

  ASSERT_TRUE(document.readable) << to_text(document.faults[0]);
  const auto text = [&](const char* key) { return document.root.at(key)->text; };
  EXPECT_EQ(text("plain"), "two lines");
  EXPECT_EQ(text("single"), "it's");
  EXPECT_EQ(text("double"), "a\tb 脸 on");
  EXPECT_EQ(text("block"), "one\ntwo\n");
  EXPECT_EQ(text("folded"), "one two");
  EXPECT_EQ(document.root.at("none")->kind, TreeNode::Kind::null);
  EXPECT_EQ(document.root.at("tilde")->kind, TreeNode::Kind::null);
  EXPECT_EQ(document.root.at("empty")->kind, TreeNode::Kind::scalar);
  EXPECT_FALSE(document.root.at("flag")->quoted);
  EXPECT_TRUE(document.root.at("text")->quoted);
  EXPECT_EQ(document.root.at("absent"), nullptr);
}

TEST(Document, TellsTheSecondOfTwoFields) {
  const auto document = read_document("a: 1\nb: {c: 1, c: 2}\na: 3\n", "t.yaml");

  ASSERT_TRUE(document.readable);
  ASSERT_EQ(document.faults.size(), 2u);
  EXPECT_EQ(document.faults[0].path, "b.c");
  EXPECT_EQ(document.faults[0].line, 2);
  EXPECT_EQ(document.faults[0].column, 11);
  EXPECT_EQ(document.faults[1].path, "a");
  EXPECT_EQ(document.root.at("a")->text, "1");
}

TEST(Document, LimitsAreWhatTheCallerSays) {
  EXPECT_FALSE(read_document("[1, 2, 3]", "t.yaml", {100, 32, 3}).readable);
  EXPECT_TRUE(read_document("[1, 2, 3]", "t.yaml", {100, 32, 4}).readable);
  EXPECT_FALSE(read_document("[[1]]", "t.yaml", {100, 1, 100}).readable);
  EXPECT_FALSE(read_document("[1, 2, 3]", "t.yaml", {8, 32, 100}).readable);
}

}  // namespace
}  // namespace vultus
