// Any bytes as a page: a fault, or three strings of one length whose places lie in the input, and an article whose parts lie
// in the page. The first byte tells how the file is called.
#include <array>
#include <cstdint>

#include "check.hpp"
#include "vultus/page/article.hpp"

namespace {

using namespace vultus;

void check_text(const PageText& page) {
  demand(page.text.size() == page.normal.size());
  demand(page.text.size() == page.origin.size());
  std::uint32_t last = 0;
  for (const auto place : page.origin) {
    demand(place >= last && place < page.input_size);
    last = place;
  }
  std::size_t end = 0;
  for (const auto& block : page.blocks) {
    demand(block.span.begin >= end && block.span.begin < block.span.end && block.span.end <= page.text.size());
    end = block.span.end;
  }
}

void check_spans(const PageText& page, const std::vector<Span>& spans, bool in_order) {
  std::size_t end = 0;
  for (const auto& span : spans) {
    demand(span.begin <= span.end && span.end <= page.text.size());
    if (in_order) demand(span.begin >= end);
    end = span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto words = read_page_words(VULTUS_SOURCE_DIR "/data");
  demand(words.has_value());
  if (size == 0) return 0;
  constexpr std::array names{"page.txt", "page.html", "page.md", "-"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto page = read_page_text(bytes, names[data[0] % names.size()]);
  if (!page) {
    demand_well_formed(page.error());
    return 0;
  }
  check_text(*page);
  const auto article = read_article(*page, *words);
  check_text(article.page);
  check_spans(article.page, article.body, true);
  for (const auto* spans :
       {&article.tips, &article.precautions, &article.disclaimers, &article.references, &article.adverts, &article.patient})
    check_spans(article.page, *spans, false);
  for (const auto& section : article.sections)
    demand(section.span.begin <= section.span.end && section.span.end <= article.page.text.size());
  for (const auto& item : article.related) demand(!item.title.empty() && !broken_utf8(item.title));
  demand(!broken_utf8(article.title) && !broken_utf8(article.description));
  return 0;
}
