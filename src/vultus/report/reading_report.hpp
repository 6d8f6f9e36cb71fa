// A page that was read and judged, as JSON, terminal text or a page of HTML with the article's text marked up.
#pragma once
#include <string>

#include "vultus/claim/reading.hpp"
#include "vultus/report/report.hpp"

namespace vultus {

/// `{format: "vultus-reading/1", ...}`; `compact`: on one line, for a stream of pages.
std::string reading_json(const Reading& reading, const PageReader& reader, const Catalog& catalog, Language language, bool compact = false);
std::string reading_text(const Reading& reading, const PageReader& reader, const Catalog& catalog, const TextStyle& style);
std::string reading_html(const Reading& reading, const PageReader& reader, const Catalog& catalog, Language language);

}  // namespace vultus
