// Any bytes as a plain question: what is understood of it holds together, and is understood the same way twice.
#include <cstdint>
#include <string_view>

#include "check.hpp"
#include "vultus/ask/question.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

const vultus::Lexicon& lexicon() {
  static const vultus::Lexicon all = vultus::read_lexicon(VULTUS_SOURCE_DIR "/data", catalog()).value();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vultus::demand;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const vultus::Question question = vultus::understand(text, lexicon(), catalog());
  demand(!vultus::broken_utf8(question.text).has_value());
  if (!vultus::broken_utf8(text).has_value()) demand(question.text == text);
  demand(!question.intent.empty());
  demand((question.intent == "red_flag") == !question.red_flags.empty());
  demand(question.intent != "out_of_scope" || !question.topic.empty());
  const vultus::Question again = vultus::understand(text, lexicon(), catalog());
  demand(again.intent == question.intent && again.condition == question.condition && again.treatments == question.treatments && again.facts == question.facts);
  return 0;
}
