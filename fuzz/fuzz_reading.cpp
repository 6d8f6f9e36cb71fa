// Any bytes as a page, on to claims and verdicts: quotes lie inside the page, and every verdict has a reason.
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

// Times are left unjudged: the course that they are compared with does not depend on the page, and takes a minute under the sanitizers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  const auto text = read_page_text(std::string_view(reinterpret_cast<const char*>(data), size), size > 0 && data[0] == '<' ? "page.html" : "page.txt");
  if (!text) {
    demand_well_formed(text.error());
    return 0;
  }
  const Article article = read_article(*text, reader().page_words());
  const PageText& page = article.page;
  demand(page.text.size() == page.normal.size() && page.text.size() == page.origin.size());
  for (const auto& claim : find_claims(article, reader().lexicon(), catalog(), &reader().weights(page.language), &reader().hazards(page.language))) {
    demand(claim.quote.begin < claim.quote.end && claim.quote.end <= page.text.size());
    if (claim.circumstance.recovers || claim.circumstance.lasts) continue;
    const Judgement judged = reader().judge().judge(claim);
    demand(!judged.reason.en.empty() && !judged.reason.zh.empty());
  }
  return 0;
}
