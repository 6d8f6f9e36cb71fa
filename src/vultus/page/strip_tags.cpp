#include "vultus/page/strip_tags.hpp"

#include <algorithm>
#include <array>

#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

std::string name_of(std::u32string_view tag) {
  std::string name;
  for (const char32_t c : tag.substr(1, 12)) {
    if (c == U'/' && name.empty()) continue;
    if (!((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9'))) break;
    name += static_cast<char>(c | (c >= U'A' && c <= U'Z' ? 0x20U : 0U));
  }
  return name;
}

bool is_inline(const std::string& name) {
  constexpr std::array<std::string_view, 14> names{"a",    "b",   "i",   "u",     "em",  "strong", "span",
                                                   "font", "sub", "sup", "small", "big", "mark",   "code"};
  return std::ranges::find(names, name) != names.end();
}

struct Entity {
  std::u32string_view written;
  char32_t meant;
};
constexpr std::array entities{Entity{U"&amp;", U'&'},  Entity{U"&lt;", U'<'},   Entity{U"&gt;", U'>'},
                              Entity{U"&quot;", U'"'}, Entity{U"&nbsp;", U' '}, Entity{U"&#39;", U'\''}};

}  // namespace

void strip_tags(std::u32string_view source, PageText& page) {
  PageWriter writer(page);
  for (std::size_t i = 0; i < source.size();) {
    const auto place = static_cast<std::uint32_t>(i);
    if (source[i] == U'<') {
      const auto end = std::min(source.find(U'>', i), source.size() - 1) + 1;
      const auto name = name_of(source.substr(i, end - i));
      const bool closes = source.substr(i).starts_with(U"</");
      i = end;
      if (!is_inline(name)) writer.end();
      if (!closes && (name == "script" || name == "style")) {
        const auto close = source.find(U"</", i);
        i = close == std::u32string_view::npos ? source.size() : close;
      }
      continue;
    }
    const auto* const entity =
        source[i] == U'&'
            ? std::ranges::find_if(entities, [&](const Entity& e) { return source.substr(i).starts_with(e.written); })
            : entities.end();
    const bool is_entity = entity != entities.end();
    const char32_t c = is_entity ? entity->meant : source[i];
    if (writer.is_open() || !is_white(c)) writer.put(c, place);
    i += is_entity ? entity->written.size() : 1;
  }
  writer.end();
}

}  // namespace vultus
