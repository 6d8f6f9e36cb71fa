// JSON against its schema, CSV against RFC 4180.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "made_up.hpp"
#include "vultus/report/report.hpp"

namespace vultus {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

nlohmann::json schema_json() {
  std::ifstream in(VULTUS_SOURCE_DIR "/data/schema/forecast.schema.json");
  return nlohmann::json::parse(in);
}

std::string faults_of(const nlohmann::json& document) {
  static const nlohmann::json text = schema_json();
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(Adapter(text), schema);
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(schema, Adapter(document), &results)) return {};
  std::string faults = "invalid";
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    faults += "\n";
    for (const auto& step : error.context) faults += step;
    faults += ": " + error.description;
  }
  return faults;
}

TEST(Json, EveryAnswerFitsTheSchema) {
  for (const auto& [name, outlook] : made_up::all())
    for (const Language language : {Language::en, Language::zh})
      EXPECT_EQ(faults_of(nlohmann::json::parse(to_json(outlook, language))), "") << name;
  EXPECT_EQ(faults_of(nlohmann::json::parse(to_json(Outlook{}, Language::en))), "") << "an empty outlook";
}

TEST(Json, TheSchemaRefusesWhatTheContractForbids) {
  const auto good = nlohmann::json::parse(to_json(made_up::hollow(), Language::en));
  for (const char* field : {"format", "case", "plan", "seed", "patients", "models", "outcomes", "events", "harms", "flags",
                            "rests_on", "lanes"}) {
    auto bad = good;
    bad.erase(field);
    EXPECT_NE(faults_of(bad), "") << field;
  }
  for (const char* field : {"outcome", "unit", "days", "median", "q05", "q25", "q75", "q95", "mean_q05", "mean_q95",
                            "measured_q05", "measured_q95"}) {
    auto bad = good;
    bad["outcomes"][0].erase(field);
    EXPECT_NE(faults_of(bad), "") << field;
  }
  auto bad = good;
  bad["flags"][0]["level"] = "soon";
  EXPECT_NE(faults_of(bad), "");
}

TEST(Json, KeysStandInTheOrderOfTheContract) {
  const auto json = nlohmann::ordered_json::parse(to_json(made_up::hollow(), Language::en));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  EXPECT_EQ((std::vector<std::string>(keys.begin(), keys.begin() + 5)),
            (std::vector<std::string>{"format", "case", "plan", "seed", "patients"}));
  EXPECT_EQ(json["outcomes"][0].begin().key(), "outcome");
}

TEST(Json, NumbersComeBackExactlyAndInfinityIsNull) {
  Outlook outlook = made_up::never_half();
  outlook.plan.outcomes[0].median[3] = 0.1 + 0.2;
  const auto json = nlohmann::json::parse(to_json(outlook, Language::en));
  EXPECT_EQ(json["outcomes"][0]["median"][3].get<double>(), 0.1 + 0.2);
  EXPECT_TRUE(json["events"][1]["half_day"].is_null());
  EXPECT_TRUE(json["weeks_size_lags_force"].is_null());
  EXPECT_EQ(json["events"][1]["event"], "sunken_cheek_gone");
  EXPECT_EQ(json["lanes"]["failed"], 2);
}

TEST(Json, BrokenTextInACaseDoesNotBreakTheFile) {
  Outlook outlook = made_up::hollow();
  outlook.plan.case_file = "caf\xE9 \"x\"\n.yaml";
  EXPECT_TRUE(nlohmann::json::accept(to_json(outlook, Language::en)));
}

TEST(Csv, OneRowPerDayOutcomeAndPlan) {
  const Outlook outlook = made_up::filler();
  std::istringstream in(to_csv(outlook));
  std::string line;
  std::size_t rows = 0;
  std::getline(in, line);
  EXPECT_EQ(line, "plan,day,outcome,unit,median,q05,q25,q75,q95,mean_q05,mean_q95,measured_q05,measured_q95\r");
  while (std::getline(in, line)) {
    ++rows;
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 12) << line;
    EXPECT_EQ(line.back(), '\r');
  }
  EXPECT_EQ(rows, 2 * outlook.plan.days.size() * outlook.plan.outcomes.size());
}

TEST(Csv, NamesWithCommasAndQuotesAreQuoted) {
  Outlook outlook = made_up::hollow();
  outlook.plan.plan = "wait, \"then\" see";
  EXPECT_NE(to_csv(outlook).find("\"wait, \"\"then\"\" see\",0,"), std::string::npos);
}

}  // namespace
}  // namespace vultus
