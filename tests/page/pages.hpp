// Pages for tests: read from a string, with what must hold of every page checked on the way.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "vultus/page/article.hpp"

namespace vultus {

inline void expect_sound(const PageText& page) {
  ASSERT_EQ(page.text.size(), page.normal.size());
  ASSERT_EQ(page.text.size(), page.origin.size());
  for (std::size_t i = 0; i < page.origin.size(); ++i) {
    EXPECT_LT(page.origin[i], page.input_size);
    EXPECT_LE(page.origin[i == 0 ? 0 : i - 1], page.origin[i]);
  }
  std::size_t end = 0;
  for (const auto& block : page.blocks) {
    EXPECT_GE(block.span.begin, end);
    EXPECT_LT(block.span.begin, block.span.end);
    EXPECT_LE(block.span.end, page.text.size());
    end = block.span.end;
  }
}

inline PageText page_of(std::string_view bytes, const std::string& file = "page.txt") {
  const auto page = read_page_text(bytes, file);
  if (!page) {
    ADD_FAILURE() << to_text(page.error()[0]);
    return {};
  }
  expect_sound(*page);
  return *page;
}

inline const AllPageWords& page_words() {
  static const auto words = read_page_words(VULTUS_SOURCE_DIR "/data");
  EXPECT_TRUE(words.has_value()) << to_text(words.error()[0]);
  return *words;
}

inline Article article_of(std::string_view bytes, const std::string& file = "page.txt") {
  return read_article(page_of(bytes, file), page_words());
}

/// The spans' texts, one per line.
inline std::string lines_of(const PageText& page, const std::vector<Span>& spans) {
  std::string lines;
  for (const auto& span : spans) lines += to_utf8(page.seen(span)) + "\n";
  return lines;
}

}  // namespace vultus
