#include "vultus/base/text.hpp"

#include <gtest/gtest.h>

namespace vultus {
namespace {

using namespace std::string_view_literals;

TEST(Text, FindsTheNearestName) {
  const std::vector<std::string> names{"skin_elasticity", "thickness_rest", "thickness_clench", "bite_force"};
  EXPECT_EQ(nearest("skin_elastcity", names), "skin_elasticity");
  EXPECT_EQ(nearest("thickness_clanch", names), "thickness_clench");
  EXPECT_EQ(nearest("Bite_Force", names), "bite_force");
  EXPECT_EQ(nearest("clench", names), "thickness_clench");
  EXPECT_EQ(nearest("zzzzzzzzz", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
}

TEST(Text, CountsEdits) {
  EXPECT_EQ(edit_distance("", ""), 0);
  EXPECT_EQ(edit_distance("abc", ""), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
  EXPECT_EQ(edit_distance("ab", "ba"), 1);
  EXPECT_EQ(edit_distance("ABC", "abc"), 0);
  EXPECT_EQ(edit_distance(std::string(10000, 'a'), std::string(9999, 'a')), 10000);  // not computed: no typing slip
}

TEST(Text, NamesTheEncoding) {
  EXPECT_FALSE(encoding_problem("plain\ttext\r\n").has_value());
  EXPECT_FALSE(encoding_problem("脸颊凹陷").has_value());
  EXPECT_FALSE(encoding_problem("").has_value());
  EXPECT_EQ(encoding_problem("\xff\xfe"sv)->found, "UTF-16 text");
  EXPECT_EQ(encoding_problem("f\0o\0"sv)->found, "UTF-16 text");
  EXPECT_EQ(encoding_problem("\xff\xfe\0\0"sv)->found, "UTF-32 text");
  EXPECT_NE(encoding_problem("\xc1\xb3\xbc\xd5")->found.find("GBK"), std::string::npos);  // 脸颊 in GBK
  EXPECT_EQ(encoding_problem("abc\0def"sv)->at, 3u);
  EXPECT_EQ(encoding_problem("ok \xe8\x84")->at, 3u);
}

TEST(Text, RefusesBytesThatAreNoUtf8) {
  for (const auto text : {"\x80"sv, "\xc0\xaf"sv, "\xe0\x80\xaf"sv, "\xed\xa0\x80"sv, "\xf0\x80\x80\xaf"sv,
                          "\xf4\x90\x80\x80"sv, "\xf8"sv, "\xe8\x84"sv, "\xff"sv})
    EXPECT_TRUE(broken_utf8(text).has_value());
  for (const auto text : {"a"sv, "é"sv, "脸"sv, "😀"sv, "\xef\xbf\xbf"sv, "\0"sv})
    EXPECT_FALSE(broken_utf8(text).has_value());
}

TEST(Text, QuotesWhatStandsThereOnOneLine) {
  EXPECT_EQ(in_quotes("9.1 mm"), "\"9.1 mm\"");
  EXPECT_EQ(in_quotes("a\nb"), "\"a\\x0ab\"");
  EXPECT_EQ(in_quotes("脸"), "\"脸\"");
  EXPECT_EQ(in_quotes(std::string(1000, 'x')), "\"" + std::string(60, 'x') + "...\"");
}

TEST(Text, FoldsWidth) {
  EXPECT_EQ(plain_width("１２．５　ｍｍ％"), "12.5 mm%");
  EXPECT_EQ(plain_width("㎜ ㎎ ㎖ μ"), "mm mg ml u");
  EXPECT_EQ(plain_width("脸颊"), "脸颊");
  EXPECT_EQ(trimmed(" \t　脸　 "), "脸");
}

}  // namespace
}  // namespace vultus
