// Any bytes as a page, the whole way to verdicts: quotes lie inside the page, and every verdict has a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check.hpp"
#include "vultus/claim/reading.hpp"

namespace {

const vultus::Catalog& catalog() {
  static const vultus::Catalog all = vultus::read_catalog(VULTUS_SOURCE_DIR "/data").value();
  return all;
}

const vultus::PageReader& reader() {
  static const vultus::PageReader all = vultus::PageReader::open(VULTUS_SOURCE_DIR "/data", catalog()).value();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  const auto reading = reader().read(std::string_view(reinterpret_cast<const char*>(data), size), size > 0 && data[0] == '<' ? "page.html" : "page.txt");
  if (!reading) {
    demand_well_formed(reading.error());
    return 0;
  }
  const PageText& page = reading->article.page;
  demand(page.text.size() == page.normal.size() && page.text.size() == page.origin.size());
  for (const auto& item : reading->claims) {
    demand(item.claim.quote.begin < item.claim.quote.end && item.claim.quote.end <= page.text.size());
    demand(!item.judgement.reason.en.empty() && !item.judgement.reason.zh.empty());
  }
  demand(reading->questions.size() <= 5);
  return 0;
}
