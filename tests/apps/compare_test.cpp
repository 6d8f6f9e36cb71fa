// The compare command from outside: bytes, schema, exit codes, both languages.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "../support/numbers.hpp"
#include "program.hpp"
#include "schema.hpp"

namespace vultus::tests {
namespace {

using Json = nlohmann::json;

const std::string source = VULTUS_SOURCE_DIR;
const std::string hollow = source + "/examples/hollow-cheeks.yaml";
const std::string keloid =
    "format: vultus-case/1\npatient: {age: 31, sex: female, phototype: IV}\n"
    "conditions: [{kind: keloid, location: shoulder, length: 4 cm, width: 1.5 cm, height: 5 mm, age: 3 years}]\n"
    "plans:\n  steroid: [{day: 0, treatment: triamcinolone_il, dose: 20 mg/ml, sessions: 6, every: 4 weeks}]\n"
    "  gel: [{day: 0, treatment: silicone_gel, until: day 180}]\n  tablets: [{day: 0, treatment: chemotherapy_systemic}]\n"
    "today: 0\nhorizon: 52 weeks\n";

Json compared(const std::vector<std::string>& more, const std::string& input = "") {
  std::vector<std::string> arguments{"compare", input.empty() ? hollow : "-", "--format", "json", "--patients", "1000"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran ran = run_program(arguments, input);
  EXPECT_EQ(ran.exit, 0) << ran.err;
  return Json::parse(ran.out);
}

TEST(CompareCommand, JsonKeepsTheSchema) {
  for (const std::string name : {"hollow-cheeks", "before-first-injection", "second-dose", "low-dose-man"}) {
    const Ran ran = run_program({"compare", source + "/examples/" + name + ".yaml", "--format", "json", "--patients", "500"});
    ASSERT_EQ(ran.exit, 0) << name << ran.err;
    EXPECT_EQ(schema_faults("comparison", Json::parse(ran.out)), "") << name;
  }
  EXPECT_EQ(schema_faults("comparison", compared({}, keloid)), "");
  EXPECT_EQ(schema_faults("comparison", compared({"--candidates"}, keloid)), "");
}

TEST(CompareCommand, SameBytesAtAnyThreadCount) {
  const auto bytes = [](const std::string& threads) { return run_program({"compare", hollow, "--format", "json", "--patients", "3000", "--threads", threads}).out; };
  const std::string one = bytes("1");
  ASSERT_GT(one.size(), 10'000U);
  EXPECT_EQ(one, bytes("2"));
  EXPECT_EQ(one, bytes("5"));
}

TEST(CompareCommand, AnotherPlanLeavesTheBytesOfTheOthers) {
  std::string more = read_file(hollow);
  more.insert(more.find("  rf:"), "  less: [{day: 70, treatment: ha_filler, dose: 0.5 ml per side, site: midface}]\n");
  Json few = compared({}), many = compared({}, more);
  ASSERT_EQ(many["plans"].size(), few["plans"].size() + 1);
  for (auto& plan : few["plans"]) {
    const auto same = std::find_if(many["plans"].begin(), many["plans"].end(), [&](const Json& p) { return p["plan"] == plan["plan"]; });
    ASSERT_NE(same, many["plans"].end());
    for (const std::string field : {"probability_best", "dominated_by"}) plan.erase(field), same->erase(field);
    EXPECT_EQ(plan.dump(), same->dump()) << plan["plan"];
  }
}

TEST(CompareCommand, ThePlansNumbersAreThoseOfForecast) {
  const Json forecast = Json::parse(run_program({"forecast", hollow, "--plan", "filler", "--format", "json", "--patients", "1000"}).out);
  const Json all = compared({});
  ASSERT_FALSE(all["plans"].empty());
  for (const auto& plan : all["plans"])
    if (plan["plan"] == "filler") {
      EXPECT_EQ(plan["outcomes"].dump(), forecast["outcomes"].dump());
      EXPECT_EQ(plan["events"].dump(), forecast["events"].dump());
      EXPECT_EQ(plan["harms"].dump(), forecast["harms"].dump());
    }
}

TEST(CompareCommand, BothLanguagesSayTheSameNumbers) {
  for (const std::string flag : {"--quiet", "--candidates"}) {
    const auto text = [&](const std::string& lang) { return run_program({"compare", "-", flag, "--lang", lang, "--patients", "500", "--format", "csv"}, keloid).out; };
    EXPECT_EQ(numbers_of(text("en").substr(0, text("en").find("tablets"))), numbers_of(text("zh").substr(0, text("zh").find("tablets"))));
  }
  Json en = compared({"--lang", "en"}), zh = compared({"--lang", "zh"});
  EXPECT_EQ(numbers_of(en["verdict"]), numbers_of(zh["verdict"]));
  EXPECT_EQ(en["differences"].dump(), zh["differences"].dump());
  EXPECT_NE(en["verdict"], zh["verdict"]);
}

TEST(CompareCommand, TheTextTellsWhatIsExcludedAndWhy) {
  for (const std::string lang : {"en", "zh"}) {
    const Ran ran = run_program({"compare", "-", "--lang", lang, "--patients", "500"}, keloid);
    ASSERT_EQ(ran.exit, 0) << ran.err;
    EXPECT_NE(ran.out.find(lang == "en" ? "Not for you" : "不适合您"), std::string::npos);
    EXPECT_NE(ran.out.find("PMC4500869"), std::string::npos);  // the source
    EXPECT_NE(ran.out.find("steroid"), std::string::npos);
  }
}

TEST(CompareCommand, ExitCodesAreThoseOfForecast) {
  EXPECT_EQ(run_program({"compare"}).exit, 2);
  EXPECT_EQ(run_program({"compare", hollow, "--format", "html"}).exit, 2);
  EXPECT_EQ(run_program({"compare", source + "/tests/casefile/twelve-faults.yaml"}).exit, 3);
  EXPECT_EQ(run_program({"compare", "/nowhere/case.yaml"}).exit, 5);
  EXPECT_EQ(run_program({"compare", hollow, "--patients", "200", "-o", "/nowhere/x"}).exit, 5);
  const Ran no_model = run_program({"compare", "-"}, "format: vultus-case/1\npatient: {age: 30, sex: female}\nconditions: [{kind: post_acne_erythema}]\n"
                                                     "plans: {tablets: [{day: 0, treatment: chemotherapy_systemic}]}\n");
  EXPECT_EQ(no_model.exit, 4);
  EXPECT_EQ(no_model.out, "");
  EXPECT_NE(no_model.err.find("tablets"), std::string::npos) << no_model.err;
  std::string only_refused = keloid;
  only_refused.erase(only_refused.find("  gel:"), only_refused.find("  tablets:") - only_refused.find("  gel:"));
  only_refused.erase(only_refused.find("  steroid:"), only_refused.find("  tablets:") - only_refused.find("  steroid:"));
  const Json only_wait = compared({}, only_refused);
  EXPECT_EQ(only_wait["plans"].size(), 1U);
  EXPECT_EQ(only_wait["excluded"].size(), 1U);
}

TEST(CompareCommand, HelpAndCompletionKnowIt) {
  EXPECT_NE(run_program({"compare", "--help"}).out.find("--candidates"), std::string::npos);
  EXPECT_NE(run_program({"compare", "--help"}).out.find("Examples:"), std::string::npos);
  EXPECT_NE(run_program({"completion", "bash"}).out.find("--candidates"), std::string::npos);
}

}  // namespace
}  // namespace vultus::tests
