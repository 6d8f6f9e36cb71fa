#include <gtest/gtest.h>

#include "pages.hpp"

namespace vultus {
namespace {

std::string blocks_of(std::string_view text) {
  const auto page = page_of(text, "page.md");
  std::string lines;
  const char* const names = "thpiclm";
  for (const auto& block : page.blocks)
    lines += std::string(1, names[static_cast<int>(block.kind)]) + std::to_string(block.level) + " " +
             to_utf8(page.seen(block.span)) + "\n";
  return lines;
}

TEST(Markdown, HeadingsListsAndParagraphs) {
  EXPECT_EQ(blocks_of("# One #\n\ntext that\ngoes on\n\n## Two\n- a\n  - b\n1. c\n\nThree\n=====\n\nFour\n---\n\n---\n> "
                      "quoted\n```\ncode\n```\n"),
            "h1 One\np0 text that goes on\nh2 Two\ni1 a\ni2 b\ni1 1. c\nh1 Three\nh2 Four\np0 quoted\np0 code\n");
}

TEST(Markdown, MarksOfEmphasisAndAddressesGo) {
  EXPECT_EQ(blocks_of("**bold** and *it* and __b__ and `code` and [link](http://x.y/z) ![alt](i.png) a_b 2 * 3 \\*star\\* "
                      "~~old~~ <br>\n"),
            "p0 bold and it and b and code and link a_b 2 * 3 *star* old\n");
  EXPECT_EQ(blocks_of("text [a][1]\n\n[1]: https://x.y\n"), "p0 text a\n");
  EXPECT_EQ(blocks_of("硅胶贴**不是**越久越好\n"), "p0 硅胶贴不是越久越好\n");
}

TEST(Markdown, FrontMatterIsNotShown) {
  EXPECT_EQ(blocks_of("---\ntitle: T\nauthor: A\n---\n\n# One\n"), "h1 One\n");
  EXPECT_EQ(blocks_of("---\nno matter\n---\n"), "h2 no matter\n");
}

TEST(Markdown, Tables) {
  const auto page = page_of("| a | b |\n|---|:-:|\n| c | ++ |\n\ntext\n\nx | y\n--|--\nz | w\n", "a.md");
  std::string cells;
  for (const auto& block : page.blocks) cells += std::to_string(block.row) + to_utf8(page.seen(block.span)) + " ";
  EXPECT_EQ(cells, "0a 0b 1c 1++ -1text 2x 2y 3z 3w ");
}

TEST(Markdown, PlacesStayThoseOfTheInput) {
  const std::string text = "# **Sc**ar\n\n- [gel](http://a.b) helps";
  const auto page = page_of(text, "a.md");
  for (std::size_t i = 0; i < page.text.size(); ++i)
    EXPECT_TRUE(page.text[i] == U'\n' || static_cast<char32_t>(text[page.origin[i]]) == page.text[i]) << i;
}

}  // namespace
}  // namespace vultus
