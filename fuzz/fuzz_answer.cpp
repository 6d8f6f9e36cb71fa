// Any bytes as a question, on to the whole answer: it is there in both languages, ends at red flags, and both of its layouts are text.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "check.hpp"
#include "vultus/ask/reply.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

const vultus::Asker& asker() {
  static const vultus::Asker all = vultus::Asker::open(VULTUS_SOURCE_DIR "/data", catalog()).value();
  return all;
}

void demand_both(const vultus::Words& words) {
  vultus::demand(words.en.empty() == words.zh.empty());
  vultus::demand(!vultus::broken_utf8(words.en).has_value() && !vultus::broken_utf8(words.zh).has_value());
}

}  // namespace

// Few people are simulated, on the catalog's own parameters: what is looked for here is how sentences are made, not what they say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  AskOptions options;
  options.patients = options.patients_compared = 100;
  options.threads = 1;
  const Reply reply = asker().answer(std::string_view(reinterpret_cast<const char*>(data), size), options);
  demand(!reply.verdict.text.en.empty());
  demand_both(reply.verdict.text);
  for (const auto& line : reply.details) {
    demand_both(line.text);
    demand(line.origin < static_cast<int>(reply.origins.size()));
  }
  for (const auto* list : {&reply.warnings, &reply.watch, &reply.aftercare, &reply.assumed, &reply.asks, &reply.read_next, &reply.certainty_reasons})
    for (const auto& words : *list) demand_both(words);
  demand(reply.asks.size() <= 2);
  if (!reply.flags.empty()) demand(reply.details.empty() && reply.patients == 0);
  for (const Language language : {Language::en, Language::zh}) {
    demand(!broken_utf8(reply_text(reply, {language, 100, false}, true)).has_value());
    demand(nlohmann::json::parse(reply_json(reply, language, true)).is_object());
  }
  return 0;
}
