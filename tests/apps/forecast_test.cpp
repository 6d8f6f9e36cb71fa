// The forecast command from outside: bytes, exit codes, bad input, files.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "program.hpp"
#include "schema.hpp"

namespace vultus::tests {
namespace {

using Json = nlohmann::json;

const std::string source = VULTUS_SOURCE_DIR;
const std::string hollow = source + "/examples/hollow-cheeks.yaml";
const std::string first = source + "/examples/before-first-injection.yaml";

TEST(ForecastCommand, JsonKeepsTheSchemaForEveryExampleAndPlan) {
  for (const std::string name : {"hollow-cheeks", "before-first-injection", "second-dose", "low-dose-man"}) {
    const Ran ran = run_program({"forecast", source + "/examples/" + name + ".yaml", "--format", "json", "--patients", "1000", "--factors"});
    ASSERT_EQ(ran.exit, 0) << name << ran.err;
    EXPECT_EQ(schema_faults("forecast", Json::parse(ran.out)), "") << name;
  }
  const Ran ran = run_program({"forecast", hollow, "--plan", "filler", "--format", "json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(schema_faults("forecast", Json::parse(ran.out)), "");
}

TEST(ForecastCommand, SameSeedSameBytesAtAnyThreadCount) {
  const auto bytes = [](const std::string& threads, const std::string& seed) {
    return run_program({"forecast", hollow, "--format", "json", "--factors", "--threads", threads, "--seed", seed}).out;
  };
  const std::string one = bytes("1", "5");

  ASSERT_GT(one.size(), 10'000U);
  EXPECT_EQ(one, bytes("1", "5"));
  EXPECT_EQ(one, bytes("2", "5"));
  EXPECT_EQ(one, bytes("7", "5"));
  EXPECT_NE(one, bytes("1", "6"));
}

TEST(ForecastCommand, BothLanguagesAndEveryFormatAnswer) {
  for (const std::string lang : {"en", "zh"})
    for (const std::string format : {"text", "json", "csv", "html", "svg"}) {
      const Ran ran = run_program({"forecast", first, "--lang", lang, "--format", format, "--patients", "500"});
      EXPECT_EQ(ran.exit, 0) << ran.err;
      EXPECT_GT(ran.out.size(), 1000U) << lang << format;
    }
}

TEST(ForecastCommand, HtmlLoadsNothingFromElsewhere) {
  const std::string page = run_program({"forecast", hollow, "--format", "html"}).out;

  for (const std::string sign : {"<script", "src=\"http", "<link", "@import", "url(http"}) EXPECT_EQ(page.find(sign), std::string::npos) << sign;
}

TEST(ForecastCommand, ACaseOnStandardInputIsTheSameCase) {
  const Ran file = run_program({"forecast", first, "--format", "csv", "--patients", "500"});
  const Ran piped = run_program({"forecast", "-", "--format", "csv", "--patients", "500"}, read_file(first));

  EXPECT_EQ(piped.exit, 0) << piped.err;
  EXPECT_EQ(file.out, piped.out);
}

TEST(ForecastCommand, TwelveFaultsAreAllNamedAndNothingIsWritten) {
  const Folder folder;
  const Ran ran = run_program({"forecast", source + "/tests/casefile/twelve-faults.yaml", "-o", folder.file("out.txt")});

  EXPECT_EQ(ran.exit, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("12 faults found"), std::string::npos) << ran.err;
  EXPECT_TRUE(folder.names().empty());
}

TEST(ForecastCommand, OddInputsHaveDefinedAnswers) {
  const std::string good = read_file(first);
  struct Try { std::string what, text; int exit; };
  std::string crlf = good;
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != std::string::npos; at += 2) crlf.insert(at, "\r");
  std::string utf16 = "\xff\xfe";
  for (const char c : good.substr(0, 400)) utf16 += std::string{c, '\0'};
  std::string deep = "format: vultus-case/1\nconditions: ";
  for (int i = 0; i < 100'000; ++i) deep += '[';
  const std::string bomb = "format: vultus-case/1\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nconditions: [*b,*b,*b,*b,*b]\n";
  for (const auto& t : std::vector<Try>{{"CRLF", crlf, 0},
                                        {"BOM", "\xef\xbb\xbf" + good, 0},
                                        {"UTF-16", utf16, 3},
                                        {"GBK", "format: vultus-case/1\nquestion: \xb4\xf2\xcd\xea\xca\xdd\xc1\xb3\xd5\xeb\n", 3},
                                        {"nothing", "", 3},
                                        {"50 MB", std::string(50'000'000, '#'), 3},
                                        {"deep nesting", deep, 3},
                                        {"aliases", bomb, 3},
                                        {"a hundred years", good + "\n", 0}}) {
    std::string text = t.text;
    if (t.what == "a hundred years") text = good.substr(0, good.find("horizon:")) + "horizon: 100 years\n";
    const Ran ran = run_program({"forecast", "-", "--format", "csv", "--patients", "200"}, text);
    EXPECT_EQ(ran.exit, t.what == "a hundred years" ? 3 : t.exit) << t.what << "\n" << ran.err.substr(0, 500);
    EXPECT_LT(ran.cpu_seconds, 5.0) << t.what;
  }
}

TEST(ForecastCommand, ExitCodesAreThoseOfTheContract) {
  EXPECT_EQ(run_program({"forecast"}).exit, 2);
  EXPECT_EQ(run_program({"forecast", first, "--format", "pdf"}).exit, 2);
  EXPECT_EQ(run_program({"forecast", first, "--plan", "nonesuch"}).exit, 2);
  EXPECT_EQ(run_program({"nonesuch"}).exit, 2);
  EXPECT_EQ(run_program({"forecast", "/nonexistent/case.yaml"}).exit, 5);
  EXPECT_EQ(run_program({"forecast", first, "--patients", "500", "-o", "/nonexistent/out.txt"}).exit, 5);
  EXPECT_EQ(run_program({"forecast", first, "--patients", "500", "-o", "/dev/full"}).exit, 5);
  EXPECT_EQ(run_program({"forecast", "-"}, "format: vultus-case/1\nconditions: [{kind: post_acne_erythema}]\n").exit, 4);
  EXPECT_EQ(run_program({"--help"}).exit, 0);
}

TEST(ForecastCommand, AFileIsWrittenWholeAndAlone) {
  const Folder folder;
  folder.write("page.html", "older");
  const Ran ran = run_program({"forecast", first, "--patients", "500", "--format", "html", "-o", folder.file("page.html")});

  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(folder.names(), std::vector<std::string>{"page.html"});
  EXPECT_EQ(read_file(folder.file("page.html")).substr(0, 9), "<!doctype");
}

TEST(ForecastCommand, ThePageBesideTheAnswerIsThatOfTheFormat) {
  const Folder folder;
  const Ran both = run_program({"forecast", first, "--patients", "500", "--page", folder.file("page.html")});
  const Ran page = run_program({"forecast", first, "--patients", "500", "--format", "html"});

  EXPECT_EQ(both.exit, 0) << both.err;
  EXPECT_EQ(read_file(folder.file("page.html")), page.out);
}

TEST(ForecastCommand, AFailureLeavesTheOlderFile) {
  const Folder folder;
  folder.write("page.html", "older");
  const Ran ran = run_program({"forecast", "-", "--format", "html", "-o", folder.file("page.html")}, "format: nonsense\n");

  EXPECT_EQ(ran.exit, 3);
  EXPECT_EQ(read_file(folder.file("page.html")), "older");
}

TEST(ForecastCommand, AnEmergencySaysNothingElse) {
  const Ran ran = run_program({"forecast", "-", "--patients", "500"},
                              "format: vultus-case/1\nlanguage: en\nquestion: I have trouble swallowing since the jaw injection\n"
                              "conditions: [{kind: masseter_botulinum}]\nhistory: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side}]\n");

  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("swallowing"), std::string::npos);
  EXPECT_LT(std::count(ran.out.begin(), ran.out.end(), '\n'), 20) << ran.out;
}

TEST(ForecastCommand, AHundredThousandPatientsAreStreamed) {
  const Ran ran = run_program({"forecast", first, "--patients", "100000", "--format", "json"});

  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json answer = Json::parse(ran.out);
  EXPECT_EQ(answer["lanes"]["solved"].get<int>() + answer["lanes"]["failed"].get<int>(), 100'000);
}

}  // namespace
}  // namespace vultus::tests
