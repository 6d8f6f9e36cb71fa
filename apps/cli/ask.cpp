// ask: a plain question, answered from forecast and evidence.
#include <future>
#include <string>

#include "commands.hpp"
#include "files.hpp"
#include "tell.hpp"
#include "vultus/ask/reply.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus::cli {

int ask(const Options& options) {
  const auto table = std::async(std::launch::async, [] { return normal_form(U"一"); });  // built once, beside the reading of the files
  const auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error());
  const auto asker = Asker::open(catalog->directory, *catalog, options.evidence);
  if (!asker) return tell(asker.error());
  AskOptions how;
  how.seed = options.seed;
  how.threads = options.threads;
  const Reply reply = asker->answer(options.subject, how);
  const Language language = language_of(options.lang).value_or(reply.question.language);
  write_whole(options.output, options.format == "json" ? reply_json(reply, language, options.explain) : reply_text(reply, style_of(language, options), options.explain));
  return reply.outside ? outside_evidence : done;
}

}  // namespace vultus::cli
