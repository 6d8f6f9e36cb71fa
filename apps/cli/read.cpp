// read: health pages to claims and verdicts, one page after the other.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "commands.hpp"
#include "files.hpp"
#include "tell.hpp"
#include "vultus/catalog/read_parts.hpp"
#include "vultus/report/reading_report.hpp"

namespace vultus::cli {
namespace {

/// No page of text is larger; a file beyond it is read up to here and fails as too large.
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

bool is_page(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".html" || ending == ".htm" || ending == ".txt" || ending == ".md" || ending == ".markdown" || ending == ".xhtml";
}

/// Files as given; of a folder, every page in it, sorted.
std::vector<std::string> pages_of(const std::vector<std::string>& subjects) {
  std::vector<std::string> pages;
  for (const auto& subject : subjects) {
    if (subject == "-" || !std::filesystem::is_directory(subject)) {
      pages.push_back(subject);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(subject))
      if (entry.is_regular_file() && is_page(entry.path())) inside.push_back(entry.path().string());
    std::sort(inside.begin(), inside.end());
    pages.insert(pages.end(), inside.begin(), inside.end());
  }
  return pages;
}

bool fails_strictly(const Reading& reading) {
  return std::any_of(reading.claims.begin(), reading.claims.end(), [](const JudgedClaim& c) {
    return c.judgement.verdict == Verdict::dangerous || c.judgement.verdict == Verdict::contradicted;
  });
}

}  // namespace

int read(const Options& options) {
  const auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error());
  const auto reader = PageReader::open(catalog->directory, *catalog, options.evidence);
  if (!reader) return tell(reader.error());
  const auto pages = pages_of(options.pages);
  if (pages.size() > 1 && options.format == "html") {
    std::fputs("vultus: a report as html is of one page; give --format json or text for several\n", stderr);
    return wrong_usage;
  }
  const auto progress = progress_to_stderr(options.quiet || pages.size() < 20);
  WholeFile out(options.output);
  int code = done;
  bool strict_failure = false;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto reading = reader->read(file_text(pages[i], most_bytes), pages[i]);
    if (!reading) {
      code = tell(reading.error());
      continue;
    }
    const Language language = language_of(options.lang).value_or(reading->article.page.language);
    std::string one;
    if (options.format == "json") one = reading_json(*reading, *reader, *catalog, language, pages.size() > 1);
    else if (options.format == "html") one = reading_html(*reading, *reader, *catalog, language);
    else one = (pages.size() > 1 ? "== " + pages[i] + "\n" : "") + reading_text(*reading, *reader, *catalog, style_of(language, options));
    strict_failure = strict_failure || fails_strictly(*reading);
    out.add(one);
    if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(pages.size()));
  }
  if (code != done) return code;  // a file that was asked for is not left in part
  out.finish();
  return options.strict && strict_failure ? check_failed : done;
}

}  // namespace vultus::cli
