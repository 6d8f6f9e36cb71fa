// Checks what the program writes against the schemas that it ships.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "program.hpp"

namespace vultus::tests {

/// What a document breaks of data/schema/<name>.schema.json; empty: nothing.
inline std::string schema_faults(const std::string& name, const nlohmann::json& document) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  const auto text = nlohmann::json::parse(read_file(VULTUS_SOURCE_DIR "/data/schema/" + name + ".schema.json"));
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(Adapter(text), schema);
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(schema, Adapter(document), &results)) return {};
  std::string faults;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const auto& step : error.context) faults += step;
    faults += ": " + error.description + "\n";
  }
  return faults;
}

}  // namespace vultus::tests
