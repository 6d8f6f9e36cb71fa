#include <gtest/gtest.h>

#include <chrono>

#include "pages.hpp"

namespace vultus {
namespace {

using Kind = Block::Kind;

/// "kind text" of every block, one per line.
std::string blocks_of(std::string_view html) {
  const auto page = page_of(html, "page.html");
  std::string lines;
  const char* const names = "thpiclm";
  for (const auto& block : page.blocks)
    lines += std::string(1, names[static_cast<int>(block.kind)]) + " " + to_utf8(page.seen(block.span)) + "\n";
  return lines;
}

TEST(Html, BlocksAreWhatStandsForItself) {
  EXPECT_EQ(blocks_of("<title>T - S</title><h1>One</h1><p>Two <b>bold</b>\n  "
                      "words<br>three</p><ul><li>four<ul><li>five</li></ul></li></ul>"
                      "<table><tr><th>six<td>seven</table><div><a href=x>eight</a></div>nine"),
            "t T - S\nh One\np Two bold words\np three\ni four\ni five\nc six\nc seven\nl eight\np nine\n");
  const auto page = page_of("<h2>a</h2><ul><li>b<ul><li>c</ul></ul><table><tr><td>d<td>e<tr><td>f</table>", "a.html");
  EXPECT_EQ(page.blocks[0].level, 2);
  EXPECT_EQ(page.blocks[1].level, 1);
  EXPECT_EQ(page.blocks[2].level, 2);
  EXPECT_EQ(page.blocks[3].row, 0);
  EXPECT_EQ(page.blocks[4].row, 0);
  EXPECT_EQ(page.blocks[5].row, 1);
}

TEST(Html, WhatNobodySeesIsLeftOut) {
  EXPECT_EQ(
      blocks_of(
          "<script>var a='<p>laser cures</p>'</script><style>p{}</style><body><noscript>n</noscript><template>t</template>"
          "<!-- comment --><p hidden>h</p><p style='display: none'>d</p><svg><text>s</text></svg><p>seen</p>"
          "<textarea>x</textarea><select><option>o</option></select><p aria-hidden=true>a</p>"),
      "p seen\n");
}

TEST(Html, MenusUnlessTheyHoldProse) {
  EXPECT_EQ(
      blocks_of("<nav><a href=a>Home</a> <a href=b>Skin</a></nav><header>My site</header><div class='main-menu'>Shop</div>"
                "<aside>A long remark in the margin that says something about scars, in whole sentences.</aside><p>text</p>"
                "<footer>Imprint</footer>"),
      "m Home Skin\nm My site\nm Shop\np A long remark in the margin that says something about scars, in whole "
      "sentences.\np text\n"
      "m Imprint\n");
  EXPECT_EQ(blocks_of("<header><h1>Title</h1><p>By Jane</p></header>"), "h Title\np By Jane\n");
  EXPECT_EQ(blocks_of("<body class='has-sidebar'><p>text</p></body>"), "p text\n");
}

TEST(Html, PlacesOfEntities) {
  const std::string html = "<p>a&amp;b&nbsp;&nbsp;c&lt;d&#8211;e&copy2024 &eacute;&unknown; x&y</p>";
  const auto page = page_of(html, "a.html");
  EXPECT_EQ(to_utf8(page.text), "a&b c<d–e©2024 é&unknown; x&y");
  for (std::size_t i = 0; i < page.text.size(); ++i) {
    const char at = html[page.origin[i]];
    const char32_t c = page.text[i];
    if (c == U' ') continue;
    EXPECT_TRUE(c == static_cast<unsigned char>(at) || at == '&') << i << " " << at;
  }
  EXPECT_EQ(html.substr(page.origin[page.text.find(U'2')], 4), "2024");
  EXPECT_EQ(html.substr(page.origin[page.text.find(U'x')], 3), "x&y");
}

TEST(Html, PlacesWithLineEndsStrayTagsAndChinese) {
  const std::string html = "\xEF\xBB\xBF<p>疤\r\n痕</b>增生<!-- x -->期</p>\r\n<p>後</p>";
  const auto page = page_of(html, "a.html");
  EXPECT_EQ(to_utf8(page.text), "疤 痕增生期\n後");
  const auto source = to_utf32(html.substr(3));
  for (std::size_t i = 0; i < page.text.size(); ++i)
    EXPECT_TRUE(page.text[i] < 0x80 || source[page.origin[i]] == page.text[i]) << i;
}

TEST(Html, TextMovedOutOfATableGoesBack) {
  const auto page = page_of("<table><tr><td>cell</td></tr>stray</table><p>after</p>", "a.html");
  EXPECT_EQ(to_utf8(page.text), "cell\nstray\nafter");
}

TEST(Html, TablesThatOnlyLayOut) {
  EXPECT_EQ(blocks_of("<table><tr><td>a<td><h2>b</h2>c<table><tr><td>d</table></table>"), "p a\nh b\np c\nc d\n");
}

TEST(Html, BrokenMarkup) {
  EXPECT_EQ(blocks_of("<p>a<p>b<div>c</p>d"), "p a\np b\np c\np d\n");
  EXPECT_EQ(blocks_of("text only < 5 & more"), "p text only < 5 & more\n");
  EXPECT_EQ(blocks_of("<p>open <b>bold <i>both</b> it</i> end"), "p open bold both it end\n");
  EXPECT_EQ(blocks_of("<p title='never closed>a"), "");
  EXPECT_EQ(blocks_of("<pre>one\n two</pre>"), "p one\np two\n");
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

TEST(Html, TrapsTakeLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  std::string attributes = "<a";
  for (int i = 0; i < 100000; ++i) attributes += " a" + std::to_string(i);
  std::string formats;
  for (int i = 0; i < 20000; ++i) formats += "<b c=" + std::to_string(i) + "><p>";
  for (const auto& html : {repeated("<div>", 300000) + "deep", repeated("<p><b><i>", 100000) + "x", attributes + ">x</a>",
                           formats + "x", repeated("<table><tr><td>", 50000) + "x", repeated("</b>", 200000) + "x",
                           repeated("<ul><li>", 100000) + "x", repeated("&", 200000), repeated("<", 200000),
                           repeated("<a href=x>", 50000) + "x", repeated("<!--", 100000) + "x", repeated("a</x>", 100000)})
    EXPECT_TRUE(read_page_text(html, "a.html").has_value());
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_LT(seconds, 30.0);
}

TEST(Html, DeepMarkupIsReadWithoutATree) {
  const auto page = page_of(repeated("<div>", 5000) + "<p>one &amp; two</p><script>x</script>three", "a.html");
  EXPECT_EQ(to_utf8(page.text), "one & two\nthree");
  ASSERT_EQ(page.warnings.size(), 1U);
}

}  // namespace
}  // namespace vultus
