#include "vultus/page/page_text.hpp"

#include <gtest/gtest.h>

#include "pages.hpp"
#include "vultus/page/converters.hpp"

namespace vultus {
namespace {

const char* const simplified =
    "瘢痕疙瘩打针会不会复发\n您好。瘢痕疙瘩首选在瘢痕内注射曲安奈德，多数人会变软、变平，但停药后可能再长。";
const char* const traditional =
    "蟹足腫怎麼治療？\n最常用的是病灶內注射類固醇，可以讓蟹足腫變平、減少搔癢，缺點是皮膚可能凹陷或變白。";
const char* const western =
    "Caf\xC3\xA9 cr\xC3\xA8me: it\xE2\x80\x99s \xE2\x80\x9Cnot\xE2\x80\x9D for scars \xE2\x80\x93 \xC2\xA3"
    "5 at 20\xC2\xB0.";

std::string utf16(std::string_view text, bool little, bool mark) {
  std::string bytes;
  const auto put = [&](char32_t unit) {
    const auto low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8 & 0xFF);
    bytes += little ? low : high;
    bytes += little ? high : low;
  };
  if (mark) put(0xFEFF);
  for (const char32_t c : to_utf32(text)) put(c);
  return bytes;
}

TEST(PageText, ReadsEveryEncoding) {
  struct Case {
    const char *encoding, *text;
  };
  for (const auto& c : {Case{"GB18030", simplified}, Case{"Big5", traditional}, Case{"windows-1252", western}}) {
    const auto page = page_of(encode_as(c.encoding, to_utf32(c.text)));
    EXPECT_EQ(page.encoding, c.encoding);
    EXPECT_EQ(to_utf8(page.text), c.text);
    EXPECT_TRUE(page.warnings.empty()) << page.warnings[0];
  }
  for (const auto* text : {simplified, traditional, western, "Plain ASCII text."}) {
    EXPECT_EQ(page_of(text).encoding, "UTF-8");
    for (const bool little : {true, false})
      for (const bool mark : {true, false}) {
        const auto page = page_of(utf16(text, little, mark));
        EXPECT_EQ(page.encoding, little ? "UTF-16LE" : "UTF-16BE") << text << mark;
        EXPECT_EQ(to_utf8(page.text), text);
      }
  }
  EXPECT_EQ(to_utf8(page_of(std::string("\xEF\xBB\xBF") + simplified).text), simplified);
  EXPECT_EQ(page_of(std::string("\xEF\xBB\xBF") + "ab").input_size, 2U);
}

TEST(PageText, TellsShortTextsApart) {
  for (const auto* text : {"疤痕", "瘦脸针", "玻尿酸", "怎么办", "祛疤膏有用吗", "联通"}) {
    const auto page = page_of(encode_as("GB18030", to_utf32(text)));
    EXPECT_EQ(page.encoding, "GB18030") << text;
    EXPECT_EQ(to_utf8(page.text), text);
    EXPECT_EQ(page_of(text).encoding, "UTF-8") << text;
  }
  for (const auto* text : {"café", "Zoë", "naïve", "Привет, мир", "ελληνικά"})
    EXPECT_EQ(page_of(text).encoding, "UTF-8") << text;
  EXPECT_EQ(page_of("It\x92s").encoding, "windows-1252");
  EXPECT_EQ(page_of("caf\xE9").encoding, "windows-1252");
}

TEST(PageText, BelievesADeclarationOnlyWhereTheBytesAgree) {
  const std::string head = "<html><head><meta charset=\"gb2312\"></head><body><p>";
  const auto honest = page_of(encode_as("GB18030", to_utf32(head + simplified + "</p>")), "a.html");
  EXPECT_EQ(honest.encoding, "GB18030");
  EXPECT_TRUE(honest.warnings.empty());
  const auto lying = page_of(head + simplified + "</p>", "a.html");
  EXPECT_EQ(lying.encoding, "UTF-8");
  ASSERT_EQ(lying.warnings.size(), 1U);
  EXPECT_NE(lying.warnings[0].find("gb2312"), std::string::npos);
  EXPECT_TRUE(page_of(head + "only ascii</p>", "a.html").warnings.empty());
  const auto cyrillic =
      encode_as("windows-1251", to_utf32("<meta charset=windows-1251><p>Келоидные рубцы лечат уколами.</p>"));
  EXPECT_EQ(to_utf8(page_of(cyrillic, "a.html").text), "Келоидные рубцы лечат уколами.");
}

TEST(PageText, ReportsMojibakeAndBrokenCharacters) {
  const auto warned = [](std::string_view bytes, std::string_view part) {
    for (const auto& warning : page_of(bytes).warnings)
      if (warning.find(part) != std::string::npos) return true;
    return false;
  };
  EXPECT_TRUE(warned(to_utf8(decode_as("windows-1252", western)), "Latin-1"));
  EXPECT_TRUE(warned(to_utf8(decode_as("windows-1252", simplified)), "Latin-1"));
  EXPECT_TRUE(warned(to_utf8(decode_as("windows-1252", encode_as("GB18030", to_utf32(simplified)))), "GBK"));
  EXPECT_TRUE(warned(to_utf8(decode_as("GB18030", simplified)), "GBK"));
  EXPECT_TRUE(warned("锟斤拷锟斤拷", "lost"));
  EXPECT_TRUE(warned(std::string(simplified) + "\xE7\x98", "1 character could not be read"));
  for (const auto* text : {simplified, traditional, western, "naïve café, über, señor", "Привет, мир, это рубец"})
    EXPECT_TRUE(page_of(text).warnings.empty()) << text;
}

TEST(PageText, RefusesWhatIsNoText) {
  using namespace std::string_literals;
  const auto found = [](const std::string& bytes) {
    const auto page = read_page_text(bytes, "x");
    return page ? std::string("a page") : page.error()[0].found;
  };
  EXPECT_EQ(found("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s), "a PNG picture");
  EXPECT_EQ(found("PK\x03\x04\x14\0"s), "a ZIP archive");
  EXPECT_EQ(found("%PDF-1.7\n"), "a PDF document");
  EXPECT_EQ(found(""), "an empty file");
  EXPECT_EQ(found(std::string(1000, '\0')), "bytes that are no text");
  std::string noise;
  unsigned state = 1;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24);
  EXPECT_EQ(found(noise), "bytes that are no text");
  EXPECT_EQ(read_page_text("", "x").error()[0].allowed, "HTML, Markdown or text");
  EXPECT_EQ(found("a\0b"s + std::string(100, 'c')), "a page");
  EXPECT_EQ(found(" \n\n"), "a page");
}

TEST(PageText, NormalFormIsOneForOne) {
  const auto normal = [](std::string_view text) { return to_utf8(normal_form(to_utf32(text))); };
  EXPECT_EQ(normal("ＡＢＣ１２３％，：（）"), "abc123%,:()");
  EXPECT_EQ(normal("“Zoë”’s ÉCLAT – Ωμέγα—ΣΣΣ"), "\"zoe\"'s eclat - ωμεγα-σσσ");
  EXPECT_EQ(normal("蟹足腫怎麼治療，傷口發紅、軟體"), "蟹足肿怎么治疗,伤口发红、软体");
  EXPECT_EQ(normal("３～６個月　㎎"), "3~6个月 ㎎");
  EXPECT_EQ(normal("皮膚鬆弛、頭髮、痠痛、臉頰凹陷、玻尿酸、後悔"), "皮肤松弛、头发、酸痛、脸颊凹陷、玻尿酸、后悔");
  EXPECT_EQ(normal("👍🏻A\tb"), "👍🏻a b");
  EXPECT_EQ(normal_form(U"").size(), 0U);
}

TEST(PageText, CountsCodePointsOfTheInput) {
  const auto page = page_of("\xEF\xBB\xBF  一  二\r\n\r\n three\tfour \xF0\x9F\x91\x8D\n");
  EXPECT_EQ(to_utf8(page.text), "一 二\nthree four 👍");
  const std::vector<std::uint32_t> places{2, 3, 5, 11, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};
  EXPECT_EQ(page.origin, places);
  EXPECT_EQ(page.input_size, 24U);
  EXPECT_EQ(page.blocks.size(), 2U);
}

TEST(PageText, HeadingsAndItemsOfPlainText) {
  const auto page = page_of(
      "Mechanism of action\nThe gel forms a film that holds water, so that the scar dries less and itches less than "
      "before.\n"
      "1.First point\n2. Second point\n(3) third\n① vierter\n- dash\nRange 3.5 cm\n10:30 start\n"
      "This line was wrapped at a fixed width by a program and therefore\ngoes on in the next one.\n");
  using Kind = Block::Kind;
  std::vector<Kind> kinds;
  for (const auto& block : page.blocks) kinds.push_back(block.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::heading, Kind::paragraph, Kind::item, Kind::item, Kind::item, Kind::item, Kind::item,
                                Kind::paragraph, Kind::paragraph, Kind::paragraph}));
  EXPECT_EQ(page.format, PageFormat::text);
  EXPECT_EQ(page.language, Language::en);
  EXPECT_EQ(page_of(simplified).language, Language::zh);
}

TEST(PageText, FormatsByEndingAndByLooks) {
  EXPECT_EQ(page_of("a", "a.md").format, PageFormat::markdown);
  EXPECT_EQ(page_of("a", "a.HTM").format, PageFormat::html);
  EXPECT_EQ(page_of("<!DOCTYPE html><p>a", "-").format, PageFormat::html);
  EXPECT_EQ(page_of("<div><p>a</p><p>b</p></div>", "-").format, PageFormat::html);
  EXPECT_EQ(page_of("# Scars\n\nSome **bold** text\n", "-").format, PageFormat::markdown);
  EXPECT_EQ(page_of("a < b and b > c", "-").format, PageFormat::text);
}

}  // namespace
}  // namespace vultus
