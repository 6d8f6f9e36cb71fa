#include <gtest/gtest.h>

#include <algorithm>
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

TEST(Evidence, ListsEveryRowOfTheTables) {
  const Json all = Json::parse(run_program({"evidence", "--format", "json"}).out);
  std::size_t rows = 0;
  for (const auto& study : all["studies"]) rows += study["outcomes"].size();

  EXPECT_EQ(rows, 1038U);  // data/evidence/README.md
}

TEST(Evidence, FiltersByTreatmentAndOutcomeAndCites) {
  const Ran ran = run_program({"evidence", "--treatment", "botulinum_masseter", "--outcome", "bite_force", "--format", "json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json found = Json::parse(ran.out);
  ASSERT_GE(found["studies"].size(), 2U);
  for (const auto& study : found["studies"]) {
    EXPECT_FALSE(study["citation"].get<std::string>().empty());
    for (const auto& row : study["outcomes"]) EXPECT_EQ(row["outcome"], "bite_force");
  }
}

TEST(Evidence, FindsArmsGivenTwoTreatmentsTogether) {
  const Ran ran = run_program({"evidence", "--treatment", "fluorouracil_il+triamcinolone_il", "--format", "json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json found = Json::parse(ran.out);
  ASSERT_GE(found["studies"].size(), 5U);
  for (const auto& study : found["studies"])
    for (const auto& arm : study["arms"]) {
      const auto treatments = arm["treatments"].get<std::vector<std::string>>();
      for (const char* both : {"fluorouracil_il", "triamcinolone_il"})
        EXPECT_NE(std::find(treatments.begin(), treatments.end(), both), treatments.end()) << study["study_id"];
    }
}

TEST(Evidence, ListsCountsOfAHarmInEveryFormat) {
  const std::vector<std::string> asked{"evidence", "--treatment", "bleomycin_il", "--outcome", "hyperpigmentation"};
  auto csv = asked, zh = asked;
  csv.insert(csv.end(), {"--format", "csv"});
  zh.insert(zh.end(), {"--lang", "zh"});

  EXPECT_NE(run_program(asked).out.find("68/120"), std::string::npos);
  EXPECT_NE(run_program(csv).out.find("dinhhuu2019a,a,bleomycin_il,hyperpigmentation,,,count,68,"), std::string::npos) << run_program(csv).out;
  EXPECT_NE(run_program(zh).out.find("色素沉着"), std::string::npos);
}

TEST(Evidence, NamesTheNearestCode) {
  const Ran ran = run_program({"evidence", "--treatment", "botulinum_maseter"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find("botulinum_masseter"), std::string::npos);
  const Ran outcome = run_program({"evidence", "--outcome", "scar_heigth"});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("scar_height"), std::string::npos);
}

TEST(Evidence, NamesEveryFaultOfATable) {
  const Folder folder;
  folder.write("vocabulary.csv", "kind,code\ncondition,c\ndesign,d\ntreatment,t\noutcome,o\nunit,prop\n");
  folder.write("studies.csv", "study_id,year,citation,doi,url,country,design,blinding,condition,n_total,age_mean,age_sd,female_pct,phototype,"
                              "scar_age_months,read_from,risk_of_bias,overlaps_with,notes\na,2020,x,,,,d,open,c,10,,,,,,abstract,low,,\n");
  folder.write("arms.csv", "study_id,arm_id,n,treatments,product,dose_value,dose_unit,dose_2,sessions,interval_weeks,duration_weeks,technique,"
                           "baseline_notes,notes\na,a,ten,t,,,,,,,,,,\n");
  folder.write("outcomes.csv", "study_id,arm_id,outcome,unit,time_weeks,time_basis,statistic,value,value_kind,sd,se,ci_low,ci_high,n,where,notes\n"
                               "a,a,o,prop,4,printed,proportion,1.4,exact,,,,,,,\na,z,o,prop,4,printed,proportion,0.4,exact,,,,,,,\n");
  const Ran ran = run_program({"evidence", "--evidence", folder.path});

  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.err.find("3 faults found"), std::string::npos) << ran.err;
}

TEST(Knowledge, VersionNamesModelsAndChecksums) {
  const Ran ran = run_program({"--version"});

  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("posterior"), std::string::npos);
}

TEST(Knowledge, HelpHasExamplesForEveryCommand) {
  for (const std::string command : {"forecast", "models", "treatments", "conditions", "evidence", "explain", "completion"}) {
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
