#include "tell.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "commands.hpp"
#include "files.hpp"
#include "vultus/store/record.hpp"

namespace vultus::cli {

int tell(const Faults& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "{}\n", to_text(fault));
  fmt::print(stderr, "vultus: {} fault{} found; nothing was computed or written\n", faults.size(), faults.size() == 1 ? "" : "s");
  return bad_input;
}

TextStyle style_of(Language language, const Options& options) {
  const bool terminal = stdout_is_terminal() && (options.output.empty() || options.output == "-");
  const char* no_colour = std::getenv("NO_COLOR");
  return {language, terminal ? terminal_columns() : 100, terminal && (no_colour == nullptr || *no_colour == '\0')};
}

Checked<Catalog> load_catalog() {
  auto catalog = read_catalog(data_directory());
  if (!catalog) return catalog;
  auto faults = put_shipped_posteriors(catalog->directory, catalog->tissues);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return catalog;
}

}  // namespace vultus::cli
