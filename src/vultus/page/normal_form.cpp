// One table says for each character of the basic plane what it is matched as; it is built at the first use.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <SimpleConverter.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include "vultus/page/page_text.hpp"

namespace vultus {
namespace {

constexpr char32_t table_size = 0x10000;
using Table = std::array<char16_t, table_size>;

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

/// Lower case, half width, without accents, where that is one character.
char16_t folded(char32_t c, const UNormalizer2& canonical) {
  std::array<UChar, 16> parts{};
  const auto width =
      static_cast<UDecompositionType>(u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_DECOMPOSITION_TYPE));
  auto error = U_ZERO_ERROR;
  if (width == U_DT_WIDE || width == U_DT_NARROW) {
    const auto* compatible = unorm2_getNFKDInstance(&error);
    if (unorm2_getDecomposition(compatible, static_cast<UChar32>(c), parts.data(), 16, &error) == 1) c = parts[0];
  }
  const auto length = unorm2_getDecomposition(&canonical, static_cast<UChar32>(c), parts.data(), 16, &error);
  if (U_SUCCESS(error) && length > 0) {
    const auto marks_only = std::all_of(parts.begin() + 1, parts.begin() + length,
                                        [](UChar part) { return u_charType(part) == U_NON_SPACING_MARK; });
    // Accents go from Latin and Greek letters; elsewhere a mark may be a letter of its own.
    if (length == 1 || (marks_only && parts[0] < 0x0400)) c = parts[0];
  }
  const auto lower = u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT);
  return lower > 0 && lower < static_cast<UChar32>(table_size) ? static_cast<char16_t>(lower) : static_cast<char16_t>(c);
}

/// OpenCC's own dictionary, a character on a line, so that no phrase reaches over two.
void simplify(Table& table) {
  constexpr std::array<std::array<char32_t, 2>, 2> ranges{{{0x3400, 0x9FFF}, {0xF900, 0xFAFF}}};
  std::u32string before;
  for (const auto& range : ranges)
    for (char32_t c = range[0]; c <= range[1]; ++c) {
      before += table[c];
      before += U'\n';
    }
  const auto after = to_utf32(opencc::SimpleConverter("t2s.json").Convert(to_utf8(before)));
  std::size_t at = 0;
  for (const auto& range : ranges)
    for (char32_t c = range[0]; c <= range[1]; ++c) {
      const auto end = std::min(after.find(U'\n', at), after.size());
      if (end == at + 1 && after[at] < table_size) table[c] = static_cast<char16_t>(after[at]);
      at = std::min(end + 1, after.size());
    }
}

void set_signs(Table& table) {
  for (const char32_t c : U"‘’‚‛′`´｀＇") table[c] = u'\'';
  for (const char32_t c : U"“”„‟″«»「」『』〝〞﹁﹂﹃﹄＂") table[c] = u'"';
  for (const char32_t c : U"‐‑‒–—―−─━﹘﹣－⸺⸻") table[c] = u'-';
  for (const char32_t c : U"∼〜～˜") table[c] = u'~';
  for (const char32_t c :
       U"\t\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000")
    table[c] = u' ';
  table[U'【'] = u'[';
  table[U'】'] = u']';
  // What Taiwan and Hong Kong write and the dictionary leaves.
  table[U'痠'] = u'酸';
  table[U'妳'] = u'你';
  table[0] = 0;  // the literals above end in it
}

std::unique_ptr<const Table> build_table() {
  auto table = std::make_unique<Table>();
  auto error = U_ZERO_ERROR;
  const auto* canonical = unorm2_getNFDInstance(&error);
  for (char32_t c = 0; c < table_size; ++c)
    (*table)[c] = is_surrogate(c) || U_FAILURE(error) ? static_cast<char16_t>(c) : folded(c, *canonical);
  simplify(*table);
  set_signs(*table);
  return table;
}

const Table& the_table() {
  static const auto table = build_table();
  return *table;
}

constexpr char32_t ascii_form(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c == U'\t') return U' ';
  if (c == U'`') return U'\'';
  return c;
}

}  // namespace

std::u32string normal_form(std::u32string_view text) {
  std::u32string out(text);
  const auto foreign = std::find_if(out.begin(), out.end(), [](char32_t c) { return c >= 0x80; });
  for (auto c = out.begin(); c != foreign; ++c) *c = ascii_form(*c);
  if (foreign == out.end()) return out;
  const auto& table = the_table();
  for (auto c = foreign; c != out.end(); ++c)
    if (*c < table_size) *c = table[*c];
  return out;
}

}  // namespace vultus
