// compare: the plans of a case, or the treatments that fit it, on the same virtual patients.
#include <fmt/format.h>

#include <string>

#include "commands.hpp"
#include "files.hpp"
#include "tell.hpp"
#include "vultus/casefile/casefile.hpp"
#include "vultus/report/comparison.hpp"

namespace vultus::cli {

int compare(const Options& options) {
  const auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error());
  const auto casefile = read_case_file(options.subject, *catalog);
  if (!casefile) return tell(casefile.error());
  const Language language = language_of(options.lang).value_or(casefile->language);
  CompareOptions how;
  how.candidates = options.candidates;
  how.forecast.patients = options.patients;
  how.forecast.seed = options.seed;
  how.forecast.threads = options.threads;
  how.forecast.factors = false;
  how.forecast.progress = progress_to_stderr(options.quiet);
  const auto comparison = vultus::compare(*casefile, *catalog, how);
  if (!comparison) {
    fmt::print(stderr, "{}", not_compared_text(comparison.error(), language));
    return outside_evidence;
  }
  std::string text;
  if (options.format == "json") text = comparison_json(*comparison, language);
  else if (options.format == "csv") text = comparison_csv(*comparison, language);
  else text = comparison_text(*comparison, style_of(language, options));
  write_whole(options.output, text);
  return done;
}

}  // namespace vultus::cli
