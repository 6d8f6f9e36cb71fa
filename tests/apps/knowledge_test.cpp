#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"

namespace vultus::tests {
namespace {

using Json = nlohmann::json;

TEST(Knowledge, EveryListSpeaksEveryFormat) {
  for (const std::string command : {"models", "treatments", "conditions"}) {
    const Ran json = run_program({command, "--format", "json"});
    ASSERT_EQ(json.exit, 0) << json.err;
    EXPECT_FALSE(Json::parse(json.out).empty());
    EXPECT_NE(run_program({command, "--format", "csv"}).out.find("\r\n"), std::string::npos);
    EXPECT_GT(run_program({command, "--lang", "zh"}).out.size(), 20U);
  }
}

TEST(Knowledge, ExplainsWhatItKnowsAndNamesTheNearest) {
  EXPECT_NE(run_program({"explain", "masseter"}).out.find("k_recover"), std::string::npos);
  EXPECT_NE(run_program({"explain", "botulinum_masseter", "--lang", "zh"}).out.find("瘦脸针"), std::string::npos);
  EXPECT_NE(run_program({"explain", "k_regrow"}).out.find("source"), std::string::npos);
  EXPECT_NE(run_program({"explain", "peng2018a"}).out.find("10.1111/jocd.12473"), std::string::npos);
  const Ran typo = run_program({"explain", "botulinum_maseter"});
  EXPECT_EQ(typo.exit, 2);
  EXPECT_NE(typo.err.find("botulinum_masseter"), std::string::npos);
}

TEST(Knowledge, VersionNamesModelsAndChecksums) {
  const Ran ran = run_program({"--version"});

  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("posterior"), std::string::npos);
}

TEST(Knowledge, HelpHasExamplesForEveryCommand) {
  for (const std::string command : {"forecast", "models", "treatments", "conditions", "explain", "completion"}) {
    const Ran ran = run_program({command, "--help"});
    EXPECT_EQ(ran.exit, 0);
    EXPECT_NE(ran.out.find("Example"), std::string::npos) << command;
  }
}

TEST(Knowledge, CompletionKnowsEveryCommand) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const Ran ran = run_program({"completion", shell});
    EXPECT_EQ(ran.exit, 0);
    for (const std::string word : {"forecast", "explain", "treatments", "patients"}) EXPECT_NE(ran.out.find(word), std::string::npos) << shell << word;
  }
}

}  // namespace
}  // namespace vultus::tests
