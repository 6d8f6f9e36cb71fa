#include "vultus/casefile/kinds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "../support/cases.hpp"

namespace vultus {
namespace {

using tests::all_faults;
using tests::catalog;
using tests::read;

TEST(Kinds, AreThoseOfTheContract) {
  for (const char* kind :
       {"masseter_botulinum", "keloid", "hypertrophic_scar", "surgical_scar", "burn_scar", "atrophic_acne_scar",
        "post_acne_erythema", "post_inflammatory_hyperpigmentation", "tear_trough", "volume_loss", "skin_laxity"}) {
    ASSERT_NE(kind_rule(kind), nullptr) << kind;
    const auto result =
        read("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: " + std::string(kind) + "}]\n");
    EXPECT_TRUE(result.has_value()) << kind << all_faults(result);
  }
  EXPECT_EQ(kind_rules().size(), 11u);
}

TEST(Kinds, HaveEachFieldOnce) {
  for (const auto& rule : kind_rules()) {
    std::set<std::string> names{"kind"};
    for (const auto& field : rule.fields) EXPECT_TRUE(names.insert(field.name).second) << rule.kind << "." << field.name;
  }
}

TEST(Kinds, HaveEveryFieldThatTissuesAskFor) {
  // Baselines and covariates of the data files must be writable in a case.
  std::set<std::string> known;
  for (const auto& rule : patient_rules(catalog())) known.insert(rule.name);
  for (const auto& rule : kind_rules())
    for (const auto& field : rule.fields) known.insert(field.name);
  for (const auto& treatment : catalog().treatments)
    for (const auto& option : treatment.options) known.insert(option.field);
  for (const auto& tissue : catalog().tissues) {
    for (const auto& kind : tissue.conditions) EXPECT_NE(kind_rule(kind), nullptr) << kind;
    for (const auto& baseline : tissue.baselines) EXPECT_TRUE(known.contains(baseline.field)) << baseline.field;
    for (const auto& covariate : tissue.covariates) {
      const auto dot = covariate.field.find('.');  // "patient.age": whose age
      const std::string field = dot == std::string::npos ? covariate.field : covariate.field.substr(dot + 1);
      EXPECT_TRUE(field == "kind" || known.contains(field)) << covariate.field;
      const auto& trials = tissue.trial_conditions;
      const bool kind = kind_rule(covariate.equals) != nullptr || std::find(trials.begin(), trials.end(), covariate.equals) != trials.end();
      EXPECT_TRUE(field != "kind" || kind) << covariate.equals;
    }
  }
}

TEST(Kinds, ScarFieldsAreReadInCanonicalUnits) {
  const auto result = read(
      "format: vultus-case/1\npatient: {age: 34 years, sex: male, phototype: 5, isotretinoin_months_ago: 3, infection: "
      "true,\n"
      "  allergies: [lidocaine, bee venom], history_of_keloid: true, care: good, pregnant: no}\n"
      "conditions:\n  - {kind: keloid, location: earlobe, length: 2.1 cm, width: 14 mm, height: 0.6 cm, age: 9 months, vss: "
      "8, subtype: minor}\n"
      "  - {kind: atrophic_acne_scar, location: cheek, depth: 400 um, subtype: boxcar, age: 2 years}\n");

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  const auto& patient = result->patient;
  EXPECT_EQ(patient.fields.at("age"), FieldValue(34.0));
  EXPECT_EQ(patient.fields.at("phototype"), FieldValue(5.0));
  EXPECT_EQ(patient.fields.at("isotretinoin_months_ago"), FieldValue(3.0));
  EXPECT_EQ(patient.fields.at("infection"), FieldValue(true));
  EXPECT_EQ(patient.fields.at("pregnant"), FieldValue(false));
  EXPECT_EQ(patient.fields.at("care"), FieldValue(std::string("good")));
  EXPECT_EQ(patient.allergies, (std::vector<std::string>{"lidocaine", "bee venom"}));
  const auto& keloid = result->conditions.at(0).fields;
  EXPECT_EQ(keloid.at("length"), FieldValue(21.0));
  EXPECT_EQ(keloid.at("height"), FieldValue(6.0));
  EXPECT_EQ(keloid.at("age"), FieldValue(9 * 30.4375));
  EXPECT_EQ(keloid.at("vss"), FieldValue(8.0));
  EXPECT_EQ(result->conditions.at(1).fields.at("depth"), FieldValue(0.4));
}

TEST(Kinds, AreDescribedByTheSchemaFieldByField) {
  // JSON is YAML: the schema is read by the same reader.
  const auto schema = read_document(tests::text_of("data/schema/case.schema.json"), "case.schema.json");
  ASSERT_TRUE(schema.readable && schema.faults.empty());
  const TreeNode* properties = schema.root.at("properties");
  const TreeNode* kinds = properties->at("conditions")->at("items")->at("oneOf");
  ASSERT_EQ(kinds->items.size(), kind_rules().size());
  const auto names = [](const TreeNode& mapping) {
    std::set<std::string> all;
    for (const auto& key : mapping.keys) all.insert(key.name);
    return all;
  };
  for (const auto& kind : kinds->items) {
    const auto* rule = kind_rule(kind.at("properties")->at("kind")->at("const")->text);
    ASSERT_NE(rule, nullptr);
    std::set<std::string> wanted{"kind"};
    for (const auto& field : rule->fields) wanted.insert(field.name);
    EXPECT_EQ(names(*kind.at("properties")), wanted) << rule->kind;
  }
  auto patient = names(*properties->at("patient")->at("properties"));
  for (const auto& rule : patient_rules(Catalog{})) EXPECT_EQ(patient.erase(rule.name), 1u) << rule.name;
  EXPECT_EQ(patient, std::set<std::string>{"allergies"});
}

TEST(Kinds, RefuseWhatNoFaceCanHave) {
  for (const char* field :
       {"thickness_rest: 200 mm", "thickness_rest: -1 mm", "bite_force: 5000 N", "bite_force: 300",
        "masseter_volume: 500 ml", "skin_elasticity: 3", "chewing_load: heavy", "location: jaw", "thickness_rest: [9 mm]"}) {
    const auto result =
        read("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: masseter_botulinum, " +
             std::string(field) + "}]\n");
    ASSERT_FALSE(result.has_value()) << field;
    EXPECT_EQ(result.error().size(), 1u) << all_faults(result);
  }
  for (const char* field : {"age: 130", "age: -1", "age: 29 mm", "sex: F", "phototype: VII", "phototype: 0",
                            "pregnant: maybe", "care: bad", "isotretinoin_months_ago: -2", "weight: 60"}) {
    const auto result =
        read("format: vultus-case/1\npatient: {" + std::string(field) +
             (std::string(field).starts_with("age") ? "" : ", age: 29") +
             (std::string(field).starts_with("sex") ? "" : ", sex: female") + "}\nconditions: [{kind: keloid}]\n");
    ASSERT_FALSE(result.has_value()) << field;
    EXPECT_EQ(result.error().size(), 1u) << all_faults(result);
  }
}

}  // namespace
}  // namespace vultus
