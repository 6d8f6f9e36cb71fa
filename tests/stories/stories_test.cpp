// Every tests/stories/*.yaml is a whole run: a header that says what is expected and why, then the case itself.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "../apps/program.hpp"

namespace vultus::tests {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// Checks a number against {about, within} or {at_least, at_most}; every bound carries its reason.
void check(const std::string& what, double value, const YAML::Node& bound) {
  ASSERT_TRUE(bound["because"]) << what << " carries no reason";
  const auto because = bound["because"].as<std::string>();
  if (bound["about"]) {
    EXPECT_NEAR(value, bound["about"].as<double>(), bound["within"].as<double>()) << what << ": " << because;
  }
  if (bound["at_least"]) {
    EXPECT_GE(value, bound["at_least"].as<double>()) << what << ": " << because;
  }
  if (bound["at_most"]) {
    EXPECT_LE(value, bound["at_most"].as<double>()) << what << ": " << because;
  }
}

class Story : public testing::Test {
 public:
  explicit Story(std::string path) : path_(std::move(path)) {}

  void TestBody() override {
    const std::string text = read_file(path_);
    const auto cut = text.find("\n---\n");
    ASSERT_NE(cut, std::string::npos) << "a story is a header, a line of three dashes, and a case";
    const YAML::Node expects = YAML::Load(text.substr(0, cut))["expects"];
    const std::string casefile = text.substr(cut + 5);
    std::vector<std::string> arguments{"forecast", "-", "--patients", "4000"};
    if (expects["plan"]) arguments.insert(arguments.end(), {"--plan", expects["plan"].as<std::string>()});
    std::vector<std::string> as_json = arguments;
    as_json.insert(as_json.end(), {"--format", "json"});
    const Ran ran = run_program(as_json, casefile);
    ASSERT_EQ(ran.exit, expects["exit"].as<int>()) << ran.err;
    for (const auto& words : expects["complains"]) EXPECT_NE(ran.err.find(words.as<std::string>()), std::string::npos) << words << "\n" << ran.err;
    if (ran.exit != 0) return;
    numbers(expects, Json::parse(ran.out));
    if (!expects["says"] && !expects["says_not"]) return;
    const std::string answer = run_program(arguments, casefile).out;
    for (const auto& words : expects["says"]) EXPECT_NE(answer.find(words.as<std::string>()), std::string::npos) << words << "\n" << answer;
    for (const auto& words : expects["says_not"]) EXPECT_EQ(answer.find(words.as<std::string>()), std::string::npos) << words;
  }

 private:
  static void numbers(const YAML::Node& expects, const Json& answer) {
    for (const auto& expected : expects["outcomes"]) {
      const auto code = expected["outcome"].as<std::string>();
      const auto outcome = std::find_if(answer["outcomes"].begin(), answer["outcomes"].end(), [&](const Json& o) { return o["outcome"] == code; });
      ASSERT_NE(outcome, answer["outcomes"].end()) << code;
      const auto& days = (*outcome)["days"];
      const auto day = std::find(days.begin(), days.end(), expected["day"].as<double>());
      ASSERT_NE(day, days.end()) << code << " has no day " << expected["day"];
      for (const std::string band : {"q05", "median", "q95"})
        if (expected[band]) check(code + " " + band, (*outcome)[band][static_cast<std::size_t>(day - days.begin())].get<double>(), expected[band]);
    }
    for (const auto& expected : expects["events"]) {
      const auto code = expected["event"].as<std::string>();
      const auto event = std::find_if(answer["events"].begin(), answer["events"].end(), [&](const Json& e) { return e["event"] == code; });
      ASSERT_NE(event, answer["events"].end()) << code;
      for (const std::string field : {"probability", "median_day"})
        if (expected[field]) check(code + " " + field, (*event)[field].get<double>(), expected[field]);
    }
  }

  std::string path_;
};

const bool registered = [] {
  for (const auto& entry : fs::directory_iterator(VULTUS_SOURCE_DIR "/tests/stories")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string path = entry.path(), name = entry.path().stem();
    testing::RegisterTest("Story", name.c_str(), nullptr, nullptr, path.c_str(), 1, [path]() -> testing::Test* { return new Story(path); });
  }
  return true;
}();

}  // namespace
}  // namespace vultus::tests
