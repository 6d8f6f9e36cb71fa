// The read command from outside: exit codes, streams, offsets, both languages.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "../support/numbers.hpp"
#include "program.hpp"

namespace vultus::tests {
namespace {

using Json = nlohmann::json;

const std::string page = "What helps a keloid?\n\nTriamcinolone injections flatten keloids. Chemotherapy tablets improve keloids.\n";

TEST(ReadCommand, JsonHasWhatOthersRead) {
  const Ran ran = run_program({"read", "-", "--format", "json"}, page);
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json reading = Json::parse(ran.out);
  EXPECT_EQ(reading["format"], "vultus-reading/1");
  EXPECT_EQ(reading["article"]["title"], "What helps a keloid?");
  EXPECT_TRUE(reading["article"]["author"].is_null());
  ASSERT_EQ(reading["claims"].size(), 2U);
  for (const auto& claim : reading["claims"]) {
    const auto start = claim["quote"]["start"].get<std::size_t>(), end = claim["quote"]["end"].get<std::size_t>();
    EXPECT_EQ(page.substr(start, end - start), claim["quote"]["text"].get<std::string>());
    EXPECT_FALSE(claim["reason"].get<std::string>().empty());
  }
  EXPECT_EQ(reading["claims"][1]["treatment"], "chemotherapy_systemic");
  EXPECT_EQ(reading["claims"][1]["verdict"], "dangerous");
  EXPECT_EQ(reading["overall"]["verdict"], "dangerous");
}

TEST(ReadCommand, StrictFailsOnDanger) {
  EXPECT_EQ(run_program({"read", "-", "--strict"}, page).exit, 1);
  EXPECT_EQ(run_program({"read", "-", "--strict"}, "Triamcinolone injections flatten keloids in many people.\n").exit, 0);
}

TEST(ReadCommand, WhatIsNoPageIsAFault) {
  const Ran empty = run_program({"read", "-"}, "");
  EXPECT_EQ(empty.exit, 3);
  EXPECT_FALSE(empty.err.empty());
  EXPECT_EQ(run_program({"read", "-"}, std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)).exit, 3);
  EXPECT_EQ(run_program({"read", "/no/such/page.html"}).exit, 5);
}

TEST(ReadCommand, AFolderIsALineForEachPage) {
  const Ran ran = run_program({"read", std::string(VULTUS_SOURCE_DIR) + "/tests/pages/zh", "--format", "json", "--quiet"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  std::istringstream lines(ran.out);
  std::size_t pages = 0;
  for (std::string line; std::getline(lines, line); ++pages) EXPECT_EQ(Json::parse(line)["format"], "vultus-reading/1");
  EXPECT_GT(pages, 50U);
}

TEST(ReadCommand, BothLanguagesSayTheSameNumbers) {
  // the reason of the second claim is a treatment's file's, whose Chinese names a drug twice
  const auto reason = [&](const std::string& lang) {
    return Json::parse(run_program({"read", "-", "--format", "json", "--lang", lang}, page).out)["claims"][0]["reason"].get<std::string>();
  };
  const std::string en = reason("en"), zh = reason("zh");
  EXPECT_NE(en, zh);
  EXPECT_GT(numbers_of(en).size(), 3U);
  EXPECT_EQ(numbers_of(en), numbers_of(zh));
}

TEST(ReadCommand, TheMarkedPageLoadsNothingFromElsewhere) {
  const Ran ran = run_program({"read", "-", "--format", "html"}, page + "<script>alert(1)</script>\n");
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out.find("<script"), std::string::npos);
  EXPECT_NE(ran.out.find("<mark class=\"dangerous\">"), std::string::npos);
  EXPECT_EQ(ran.out.find("src="), std::string::npos);
}

}  // namespace
}  // namespace vultus::tests
