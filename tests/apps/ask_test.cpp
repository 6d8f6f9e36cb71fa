// `vultus ask` as it is typed: exit codes, formats, languages.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"

namespace vultus::tests {
namespace {

TEST(AskProgram, AnswersRefusesAndWarns) {
  const Ran answer = run_program({"ask", "Can silicon gel help us remove pockmarks?"});
  EXPECT_EQ(answer.exit, 0) << answer.err;
  EXPECT_NE(answer.out.find("Nobody has shown"), std::string::npos) << answer.out;
  EXPECT_EQ(run_program({"ask", "LASIK or contact lenses?"}).exit, 4);
  const Ran flag = run_program({"ask", "打完玻尿酸一只眼突然看不见了"});
  EXPECT_EQ(flag.exit, 0);
  EXPECT_NE(flag.out.find("急"), std::string::npos) << flag.out;
  EXPECT_EQ(run_program({"ask"}).exit, 2);
}

TEST(AskProgram, JsonInTheLanguageAskedFor) {
  const Ran english = run_program({"ask", "硅凝胶能帮助我们去除痘坑吗？", "--lang", "en", "--format", "json"});
  ASSERT_EQ(english.exit, 0) << english.err;
  const auto json = nlohmann::json::parse(english.out);
  EXPECT_EQ(json["language"], "en");
  EXPECT_EQ(json["intent"], "will_it_work");
  EXPECT_EQ(json["condition"], "atrophic_acne_scar");
  EXPECT_EQ(json["treatments"][0], "silicone_gel");
}

}  // namespace
}  // namespace vultus::tests
