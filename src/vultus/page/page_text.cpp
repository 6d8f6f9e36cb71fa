#include "vultus/page/page_text.hpp"

#include <algorithm>

#include "vultus/base/text.hpp"
#include "vultus/page/decode.hpp"
#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

std::string ending_of(const std::string& file) {
  const auto dot = file.rfind('.');
  if (dot == std::string::npos || file.find('/', dot) != std::string::npos) return {};
  return lowered(file.substr(dot + 1));
}

std::string ascii_head(std::u32string_view text, std::size_t most) {
  std::string head;
  for (const char32_t c : text.substr(0, most)) head += c < 0x80 ? static_cast<char>(c) : '?';
  return lowered(head);
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

bool looks_like_html(std::u32string_view text) {
  const auto head = ascii_head(text, 20000);
  const auto begin = trimmed(head);
  for (const auto* opening : {"<!doctype html", "<html", "<?xml", "<head", "<body"})
    if (begin.starts_with(opening)) return true;
  std::size_t tags = 0;
  for (const auto* tag :
       {"</p>", "</div>", "</li>", "</td>", "</h1>", "</h2>", "</h3>", "<br", "</a>", "</span>", "<!doctype html"})
    tags += occurrences(head, tag);
  return tags >= 2 && (begin.starts_with('<') || tags >= 4);
}

bool looks_like_markdown(std::u32string_view text) {
  std::size_t headings = 0, others = 0;
  for (const auto& line : text_lines(text.substr(0, 20000))) {
    const auto marks = line.text.find_first_not_of(U'#');
    if (marks != std::u32string_view::npos && marks > 0 && marks <= 6 && line.text[marks] == U' ') ++headings;
    if (line.text.find(U"](") != std::u32string_view::npos || line.text.find(U"**") != std::u32string_view::npos ||
        line.text.starts_with(U"- ") || line.text.starts_with(U"> ") || line.text.starts_with(U"|"))
      ++others;
  }
  return headings >= 2 || (headings == 1 && others > 0);
}

PageFormat format_of(std::u32string_view text, const std::string& file) {
  const auto ending = ending_of(file);
  if (ending == "md" || ending == "markdown") return PageFormat::markdown;
  if (ending == "html" || ending == "htm" || ending == "xhtml" || ending == "shtml") return PageFormat::html;
  if (looks_like_html(text)) return PageFormat::html;
  return looks_like_markdown(text) ? PageFormat::markdown : PageFormat::text;
}

/// A Han character says about as much as three letters.
Language language_of(std::u32string_view text) {
  std::size_t han = 0, letters = 0;
  for (const char32_t c : text) {
    if (is_han(c)) ++han;
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) ++letters;
  }
  return han > 0 && han * 4 >= letters ? Language::zh : Language::en;
}

}  // namespace

Checked<PageText> read_page_text(std::string_view bytes, const std::string& file) {
  auto decoded = decode(bytes, file);
  if (!decoded) return tl::unexpected(decoded.error());
  PageText page;
  page.encoding = std::move(decoded->encoding);
  page.warnings = std::move(decoded->warnings);
  page.input_size = static_cast<std::uint32_t>(decoded->text.size());
  page.format = format_of(decoded->text, file);
  page.text.reserve(decoded->text.size());
  page.origin.reserve(decoded->text.size());
  switch (page.format) {
    case PageFormat::html:
      read_html(decoded->text, page);
      break;
    case PageFormat::markdown:
      read_markdown(decoded->text, page);
      break;
    case PageFormat::text:
      read_plain(decoded->text, page);
      break;
  }
  page.normal = normal_form(page.text);
  page.language = language_of(page.text);
  return page;
}

}  // namespace vultus
