// Structure and claims of pages against parsing them with gumbo alone: CPU time of one core, in one run. bench_read [pages] [rounds]
#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "vultus/claim/reading.hpp"

namespace {

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// A page of about 20 kB: sentences as health pages have them, in changing order, with navigation around them.
std::string page(std::size_t number) {
  static const std::vector<std::string> said{
      "Silicone gel may soften a fresh scar, but it does not fill pits.", "Triamcinolone injected into a keloid flattens it in many people and can thin the skin.",
      "瘦脸针的效果通常维持3 - 6个月，之后咬肌会慢慢恢复。", "After fractional laser treatment redness lasts for about 5 days.", "有人说维生素E能去疤，其实没有依据。",
      "Massage twice a day and protect the scar from the sun.", "For keloids, excision alone often comes back; radiotherapy after it lowers the risk."};
  std::string html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Page " + std::to_string(number) + "</title></head><body><nav><ul>";
  for (int i = 0; i < 40; ++i) html += "<li><a href=\"/p" + std::to_string(i) + "\">Topic " + std::to_string(i) + "</a></li>";
  html += "</ul></nav><article><h1>What helps a scar?</h1>";
  for (std::size_t i = number; html.size() < 20'000; ++i) {
    if (i % 5 == 0) html += "<h2>" + std::to_string(i % 9) + ". Part</h2>";
    html += "<p>" + said[i % said.size()] + " <b>" + said[(3 * i + 1) % said.size()] + "</b></p>";
  }
  return html + "</article><footer>No page replaces a doctor.</footer></body></html>";
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t pages = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
  const std::string data = vultus::data_directory();
  const vultus::Catalog catalog = vultus::read_catalog(data).value();
  const vultus::PageReader reader = vultus::PageReader::open(data, catalog).value();
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < pages; ++i) texts.push_back(page(i));
  std::size_t claims = 0;
  std::vector<double> ratios;
  (void)reader.read(texts[0], "page.html");  // the muscle's course is computed once
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    for (const auto& text : texts) {
      GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
      gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
    const double parsed = cpu_seconds();
    for (const auto& text : texts) {
      const auto article = vultus::read_article(vultus::read_page_text(text, "page.html").value(), reader.page_words());
      claims += vultus::find_claims(article, reader.lexicon(), catalog).size();
    }
    const double found = cpu_seconds();
    for (const auto& text : texts) claims += reader.read(text, "page.html")->claims.size();
    const double judged = cpu_seconds();
    ratios.push_back((found - parsed) / (parsed - start));
    fmt::print("{} pages of {} kB: gumbo {:.3f} s, structure and claims {:.3f} s ({:.2f} times), with verdicts {:.3f} s\n", pages, texts[0].size() / 1000, parsed - start, found - parsed, ratios.back(), judged - found);
  }
  std::sort(ratios.begin(), ratios.end());
  fmt::print("median {:.2f} times gumbo's CPU time; {} claims a page\n", ratios[ratios.size() / 2], claims / (2 * pages * static_cast<std::size_t>(rounds)));
  return 0;
}
