#include "vultus/catalog/outcome_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "vultus/catalog/evidence.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {
namespace {

const std::string data = VULTUS_SOURCE_DIR "/data";
const std::string header =
    "code,group,better,responder_group,responder_better,responder_cut,exclusive_bin,link,model,observable,why\n";
const std::string class_header = "treatment,class\n";

const OutcomeMap& shipped() {
  static const OutcomeMap map = read_outcome_map(data).value();
  return map;
}

Faults faults_of(const std::string& outcomes, const std::string& classes = "") {
  const auto read = outcome_map_of(data, header + outcomes, class_header + classes);
  return read ? Faults{} : read.error();
}

TEST(OutcomeMap, ListsEveryOutcomeOfEveryTopic) {
  const auto topics = read_evidence_tables(data + "/evidence").value();
  ASSERT_EQ(topics.size(), 5u);
  for (const auto& topic : topics)
    for (const auto& row : topic.outcomes)
      EXPECT_TRUE(shipped().outcomes.contains(row.outcome)) << topic.name << " " << row.outcome;
}

TEST(OutcomeMap, SaysWhyWhereItIsNotModelled) {
  for (const auto& [code, meaning] : shipped().outcomes)
    EXPECT_EQ(meaning.link == Link::not_modelled, !meaning.why.empty()) << code;
}

/// Faults of a topic of one study and arm whose outcomes.csv has this row's value and kind.
Faults faults_of_value(const std::string& value, const std::string& kind) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "one_row";
  std::filesystem::create_directories(folder);
  const auto lines = [&](const char* name, const std::string& first, const std::string& row) { std::ofstream(folder / name) << first << "\n" << row << "\n"; };
  lines("studies.csv",
        "study_id,year,citation,doi,url,country,design,blinding,condition,n_total,age_mean,age_sd,female_pct,phototype,scar_age_months,read_from,"
        "risk_of_bias,overlaps_with,notes",
        "one,2026,Someone,,,,rct,double,masseter_hypertrophy,40,,,,,,registry,low,,");
  lines("arms.csv", "study_id,arm_id,n,treatments,product,dose_value,dose_unit,dose_2,sessions,interval_weeks,duration_weeks,technique,baseline_notes,notes",
        "one,a,20,botulinum_masseter,ona,,,,1,,,,,");
  lines("outcomes.csv", "study_id,arm_id,outcome,unit,time_weeks,time_basis,statistic,value,value_kind,sd,se,ci_low,ci_high,n,where,notes",
        "one,a,masseter_thickness,pct,12,printed,mean_pct_change," + value + "," + kind + ",,,,,,,");
  const auto read = read_evidence_tables(folder.string(), data + "/evidence/vocabulary.csv");
  std::filesystem::remove_all(folder);
  return read ? Faults{} : read.error();
}

TEST(EvidenceTables, OnlyAPendingRowHasNoValue) {
  EXPECT_TRUE(faults_of_value("-12", "exact").empty());
  EXPECT_TRUE(faults_of_value("", "pending").empty());
  ASSERT_EQ(faults_of_value("", "exact").size(), 1u);
  ASSERT_EQ(faults_of_value("-12", "pending").size(), 1u);
  EXPECT_EQ(faults_of_value("-12", "pending").front().path, "value");
}

// A reason that is particular to the outcome, not that its tissue is still to come.
TEST(OutcomeMap, EveryRowOfTheMasseterIsModelledOrHasItsOwnReason) {
  const auto topics = read_evidence_tables(data + "/evidence/masseter").value();
  std::size_t modelled = 0;
  for (const auto& row : topics.front().outcomes) {
    const auto& meaning = shipped().meaning(row.outcome);
    if (meaning.link != Link::not_modelled) ++modelled;
    EXPECT_NE(meaning.why, "no tissue model yet") << row.outcome;
    EXPECT_NE(meaning.why, "not in the map") << row.outcome;
  }
  EXPECT_EQ(topics.front().outcomes.size(), 149u);
  EXPECT_EQ(modelled, 94u);
}

TEST(OutcomeMap, ReadsMeaningClassAndScale) {
  const auto& thickness = shipped().meaning("masseter_thickness");
  EXPECT_EQ(thickness.link, Link::direct);
  EXPECT_EQ(thickness.model, "masseter");
  EXPECT_EQ(thickness.observable, "masseter_thickness_rest");
  EXPECT_EQ(thickness.better, OutcomeMeaning::Better::treatment_lowers);
  EXPECT_EQ(shipped().meaning("masseter_thickness_clench").observable, "masseter_thickness_clench");
  const auto& recurrence = shipped().meaning("recurrence");
  EXPECT_FALSE(recurrence.responder_better_up);
  EXPECT_EQ(recurrence.responder_group, "recur");
  EXPECT_EQ(shipped().meaning("response_75").responder_cut, 0.75);
  EXPECT_TRUE(shipped().meaning("response_good").exclusive_bin);
  EXPECT_EQ(shipped().class_of("pdl"), "vascular");
  EXPECT_EQ(shipped().class_of("a_new_one"), "a_new_one");
  EXPECT_EQ(shipped().scale_limits.at("vss_total"), std::pair(0.0, 13.0));
  EXPECT_FALSE(shipped().scale_limits.contains("bite_force"));  // no upper end
}

TEST(OutcomeMap, ACodeThatIsNotListedIsOther) {
  const auto& unknown = shipped().meaning("something_new");
  EXPECT_EQ(unknown.group, "other");
  EXPECT_EQ(unknown.responder_group, "resp");
  EXPECT_EQ(unknown.better, OutcomeMeaning::Better::down);
  EXPECT_EQ(unknown.link, Link::not_modelled);
  EXPECT_EQ(unknown.why, "not in the map");
}

TEST(OutcomeMap, NamesTheFaultOfALine) {
  struct Bad {
    const char *line, *column, *found;
  };
  const Bad bad[] = {
      {"bite_forse,force,up,resp,up,0.5,0,direct,masseter,bite_force,", "code",
       "\"bite_forse\" is no code of the vocabulary"},
      {"bite_force,,up,resp,up,0.5,0,direct,masseter,bite_force,", "group", "nothing"},
      {"bite_force,force,higher,resp,up,0.5,0,direct,masseter,bite_force,", "better", "\"higher\""},
      {"bite_force,force,up,,up,0.5,0,direct,masseter,bite_force,", "responder_group", "nothing"},
      {"bite_force,force,up,resp,neutral,0.5,0,direct,masseter,bite_force,", "responder_better", "\"neutral\""},
      {"bite_force,force,up,resp,up,half,0,direct,masseter,bite_force,", "responder_cut", "\"half\""},
      {"bite_force,force,up,resp,up,,0,direct,masseter,bite_force,", "responder_cut", "nothing"},
      {"bite_force,force,up,resp,up,1.5,0,direct,masseter,bite_force,", "responder_cut", "1.5 is out of range"},
      {"bite_force,force,up,resp,up,0.5,yes,direct,masseter,bite_force,", "exclusive_bin", "\"yes\""},
      {"bite_force,force,up,resp,up,0.5,0,same,masseter,bite_force,", "link", "\"same\""},
      {"bite_force,force,up,resp,up,0.5,0,direct,maseter,bite_force,", "model", "\"maseter\" is no model"},
      {"bite_force,force,up,resp,up,0.5,0,direct,masseter,bite,", "observable", "\"bite\" is no observable of masseter"},
      {"bite_force,force,up,resp,up,0.5,0,direct,masseter,bite_force,because", "why", "\"because\""},
      {"bite_force,force,up,resp,up,0.5,0,not_modelled,,,", "why", "nothing"},
      {"bite_force,force,up,resp,up,0.5,0,not_modelled,masseter,,because", "model", "\"masseter\""},
      {"bite_force,force,up,resp,up,0.5,0,not_modelled,,bite_force,because", "observable", "\"bite_force\""},
  };
  for (const auto& [line, column, found] : bad) {
    const auto faults = faults_of(std::string(line) + "\n");
    const auto at =
        std::find_if(faults.begin(), faults.end(), [path = std::string(column)](const Fault& f) { return f.path == path; });
    ASSERT_NE(at, faults.end()) << line;
    EXPECT_EQ(at->found, found) << line;
    EXPECT_EQ(at->line, 2) << line;
    EXPECT_EQ(at->file, data + "/outcomes/outcomes.csv");
    EXPECT_FALSE(at->allowed.empty()) << line;
  }
}

TEST(OutcomeMap, NamesEveryFaultOfBothTablesAtOnce) {
  const auto faults = faults_of(
      "bite_force,force,up,resp,up,0.5,0,direct,masseter,bite_force,\n"
      "bite_force,force,up,resp,up,0.5,0,direct,masseter,bite_force,\n"
      "vss_total,vss,lower,resp,up,2,0,not_modelled,,,\n",
      "pdl,vascular\npdl,vascular\nno_such,\n");
  std::vector<std::pair<std::string, int>> places;
  for (const auto& fault : faults) places.emplace_back(fault.path, fault.line);
  const std::vector<std::pair<std::string, int>> expected{
      {"code", 3}, {"better", 4}, {"responder_cut", 4}, {"why", 4}, {"treatment", 3}, {"treatment", 4}, {"class", 4}};
  EXPECT_EQ(places, expected);
}

TEST(OutcomeMap, NamesEveryMissingFile) {
  const auto read = read_outcome_map(data + "/tissues");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().size(), 4u);
}

}  // namespace
}  // namespace vultus
