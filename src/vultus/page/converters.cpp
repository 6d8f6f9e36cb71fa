#include "vultus/page/converters.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <memory>
#include <vector>

#include "vultus/base/text.hpp"
#include "vultus/base/utf8.hpp"

namespace vultus {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& encoding) {
  auto error = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &error));
  if (U_FAILURE(error)) return nullptr;
  return converter;
}

/// UTF-16 as it comes in pieces; half a pair waits for the next piece.
void append_utf16(const UChar* begin, const UChar* end, char32_t& high, std::u32string& out) {
  for (; begin != end; ++begin) {
    const char32_t unit = *begin;
    if (high != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
      out += static_cast<char32_t>(0x10000U + ((high - 0xD800U) << 10) + (unit - 0xDC00U));
      high = 0;
      continue;
    }
    if (high != 0) out += not_readable;
    high = 0;
    if (unit >= 0xD800 && unit <= 0xDBFF)
      high = unit;
    else
      out += unit >= 0xDC00 && unit <= 0xDFFF ? not_readable : unit;
  }
}

using HanSet = std::bitset<0x10000>;

void add_level(const std::string& encoding, unsigned first, unsigned last, HanSet& set) {
  for (unsigned code = first; code <= last; ++code) {
    const std::array<char, 2> bytes{static_cast<char>(code >> 8), static_cast<char>(code & 0xFFU)};
    const auto text = decode_as(encoding, {bytes.data(), 2});
    if (text.size() == 1 && text[0] >= 0x4E00 && text[0] <= 0x9FFF) set.set(text[0]);
  }
}

HanSet build_common() {
  HanSet set;
  add_level("GB18030", 0xB0A1, 0xD7F9, set);
  add_level("Big5", 0xA440, 0xC67E, set);
  return set;
}

bool is_frequent(char32_t c) {
  static const auto frequent = [] {
    HanSet set;
    for (const char32_t f :
         U"的一是不了在有人我他这個个中大来來上为為们們到说說国國和地也子时時道出而要于於就下得可你年生自会會那后後能"
         U"对對着著事其里裡所去行过過家十用发發天如然作方成者多日都三小军二无無同么麼经經法当當起与與好看学學进進种種将將"
         U"还還分此心前面又定见見只主没公从從以以及或等治疗療皮肤膚医醫药藥疤痕注射效果，。、；：？！")
      if (f != 0 && f < 0x10000) set.set(f);
    return set;
  }();
  return c < 0x10000 && frequent[c];
}

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

/// Punctuation that western texts have beyond ASCII.
bool is_western_sign(char32_t c) {
  constexpr std::u32string_view signs = U"‘’“”–—…•°±²³µ·½¼¾×®©™«»§€£\u00A0\u00AD";
  return signs.find(c) != std::u32string_view::npos;
}

bool is_accented(char32_t c) { return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || c == U'Œ' || c == U'œ'; }

bool is_control(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r' && c != U'\f') || (c >= 0x7F && c <= 0x9F);
}

}  // namespace

std::u32string decode_as(const std::string& encoding, std::string_view bytes) {
  std::u32string out;
  const auto converter = open_converter(encoding);
  if (!converter) return out;
  out.reserve(bytes.size() / 2);
  std::vector<UChar> piece(1 << 14);
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t high = 0;
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    UChar* target = piece.data();
    ucnv_toUnicode(converter.get(), &target, piece.data() + piece.size(), &source, end, nullptr, 1, &error);
    append_utf16(piece.data(), target, high, out);
  }
  if (high != 0) out += not_readable;
  return out;
}

std::string encode_as(const std::string& encoding, std::u32string_view text) {
  const auto converter = open_converter(encoding);
  if (!converter) return {};
  std::vector<UChar> units;
  units.reserve(text.size());
  for (const char32_t c : text) {
    if (c >= 0x10000) units.push_back(static_cast<UChar>(0xD800 + ((c - 0x10000) >> 10)));
    units.push_back(static_cast<UChar>(c >= 0x10000 ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c));
  }
  std::string out(units.size() * 4 + 16, '\0');
  auto error = U_ZERO_ERROR;
  const auto length = ucnv_fromUChars(converter.get(), out.data(), static_cast<std::int32_t>(out.size()), units.data(),
                                      static_cast<std::int32_t>(units.size()), &error);
  out.resize(U_SUCCESS(error) ? static_cast<std::size_t>(length) : 0);
  return out;
}

std::string canonical_encoding(const std::string& name) {
  const auto plain = lowered(name);
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, plain) != names.end();
  };
  if (is({"utf-8", "utf8"})) return "UTF-8";
  if (is({"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "hz-gb-2312", "cp936", "euc-cn"})) return "GB18030";
  if (is({"big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950"})) return "Big5";
  if (is({"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"})) return "windows-1252";
  if (is({"utf-16", "utf-16le", "utf16", "unicode"})) return "UTF-16LE";
  if (plain == "utf-16be") return "UTF-16BE";
  const auto converter = open_converter(name);
  if (!converter || plain.empty()) return {};
  auto error = U_ZERO_ERROR;
  const char* known = ucnv_getName(converter.get(), &error);
  const char* standard = ucnv_getStandardName(known, "MIME", &error);
  return standard != nullptr ? standard : name;
}

double Plausibility::chinese() const {
  if (foreign == 0) return 0.0;
  const auto share = [&](std::size_t part) { return static_cast<double>(part) / static_cast<double>(foreign); };
  return share(common) + share(frequent) - 4.0 * share(unreadable) - 0.5 * (1.0 - share(common));
}

double Plausibility::western() const {
  if (foreign == 0) return 0.0;
  return (static_cast<double>(latin) - 4.0 * static_cast<double>(unreadable)) / static_cast<double>(foreign);
}

bool is_common_han(char32_t c) {
  static const HanSet common = build_common();
  return c < 0x10000 && common[c];
}

Plausibility plausibility(std::u32string_view text) {
  Plausibility found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_control(c) || c == not_readable || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFFE && c <= 0xFFFF)) {
      ++found.unreadable;
      ++found.foreign;
      continue;
    }
    if (c < 0x80) continue;
    ++found.foreign;
    const bool sign = (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) || (is_western_sign(c) && c > 0xFF);
    if (sign || is_common_han(c)) ++found.common;
    if (is_frequent(c)) ++found.frequent;
    const char32_t before = i > 0 ? text[i - 1] : U' ';
    const char32_t after = i + 1 < text.size() ? text[i + 1] : U' ';
    if (is_western_sign(c) || (is_accented(c) && (is_ascii_letter(before) || is_ascii_letter(after)))) ++found.latin;
  }
  return found;
}

}  // namespace vultus
