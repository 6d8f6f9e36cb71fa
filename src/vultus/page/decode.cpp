#include "vultus/page/decode.hpp"

#include <fmt/format.h>
#include <uchardet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "vultus/base/text.hpp"
#include "vultus/page/converters.hpp"
#include "vultus/page/page_text.hpp"
#include "vultus/base/utf8.hpp"

namespace vultus {
namespace {

/// What encodings are told apart by: enough of any page, and little enough of a huge one.
constexpr std::size_t sample_bytes = std::size_t{1} << 16;

struct Utf8Count {
  std::size_t sequences = 0, broken = 0, longer_than_two = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = next_code_point(bytes, at);
    at += point.length;
    if (point.valid && point.length == 1) continue;
    if (!point.valid && at >= bytes.size() && count.sequences > 0) continue;  // cut at its end
    ++count.sequences;
    if (!point.valid) ++count.broken;
    if (point.length > 2) ++count.longer_than_two;
  }
  return count;
}

/// Two characters of GBK may be two letters of UTF-8: only a text of nothing else, which reads well as Chinese, is taken as
/// such.
bool rather_gbk(std::string_view sample, const Utf8Count& count) {
  if (count.longer_than_two > 0 || count.sequences == 0) return false;
  const auto text = to_utf32(sample);
  if (plausibility(text).latin > 0) return false;
  // Letters of one alphabet only (Greek, Cyrillic, ...) are no accident.
  constexpr std::array<char32_t, 5> alphabets{0x370, 0x400, 0x530, 0x590, 0x600};
  for (const char32_t begin : alphabets)
    if (std::ranges::all_of(text, [&](char32_t c) { return c < 0x80 || (c >= begin && c < begin + 0x100); })) return false;
  const auto as_gbk = plausibility(decode_as("GB18030", sample));
  return as_gbk.foreign == count.sequences && as_gbk.common == as_gbk.foreign;
}

bool is_utf8(std::string_view bytes, std::string_view sample, const std::string& declared) {
  const auto count = count_utf8(bytes);
  if (count.broken == 0) return declared == "UTF-8" || count.sequences > 64 || !rather_gbk(sample, count);
  // A page saved with a few broken characters is UTF-8 still.
  return count.sequences >= 20 * count.broken || (count.longer_than_two >= 10 * count.broken && count.broken < 100);
}

std::string advice_of_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return canonical_encoding(uchardet_get_charset(detector.get()));
}

/// UTF-16 without a mark: half of its bytes are zero in a western text; in a Chinese one the characters are common.
double score_utf16(std::string_view sample, const std::string& encoding) {
  const auto text = decode_as(encoding, sample.substr(0, sample.size() & ~std::size_t{1}));
  if (text.size() < 2) return -1.0;
  const auto found = plausibility(text);
  const auto size = static_cast<double>(text.size());
  const auto ascii = static_cast<double>(text.size() - found.foreign);
  return (ascii + static_cast<double>(found.common + found.frequent) + static_cast<double>(found.latin) -
          4.0 * static_cast<double>(found.unreadable)) /
             size -
         0.3;
}

double score(std::string_view sample, const std::string& encoding) {
  if (encoding.starts_with("UTF-16")) return score_utf16(sample, encoding);
  const auto found = plausibility(decode_as(encoding, sample));
  if (encoding == "windows-1252") return found.western();
  if (encoding == "GB18030" || encoding == "Big5") return found.chinese();
  // Other encodings are known from what is declared only; they are believed where all can be read.
  return found.unreadable == 0 ? 0.5 : -1.0;
}

std::string encoding_of(std::string_view bytes, const std::string& declared) {
  auto sample = bytes.substr(0, sample_bytes);
  const bool zeros = std::ranges::find(sample, '\0') != sample.end();
  if (!zeros && is_utf8(bytes, sample, declared)) return "UTF-8";
  // The last line may be cut in the middle of a character.
  if (sample.size() < bytes.size())
    sample = sample.substr(0, std::max(sample.rfind('\n') + 1, sample_bytes / 2) & ~std::size_t{1});
  const auto advice = advice_of_uchardet(sample);
  std::string best = "windows-1252";
  double most = -1e9;
  std::vector<std::string> candidates{"GB18030", "Big5", "windows-1252"};
  if (zeros || bytes.size() % 2 == 0) candidates.insert(candidates.end(), {"UTF-16LE", "UTF-16BE"});
  if (!declared.empty() && declared != "UTF-8" && std::ranges::find(candidates, declared) == candidates.end())
    candidates.push_back(declared);
  for (const auto& candidate : candidates) {
    const auto value = score(sample, candidate) + (candidate == declared ? 0.3 : 0.0) + (candidate == advice ? 0.1 : 0.0);
    if (value > most) {
      most = value;
      best = candidate;
    }
  }
  if (most < 0.0 && !zeros) {
    const auto count = count_utf8(bytes);
    if (count.sequences > 2 * count.broken) return "UTF-8";
  }
  return best;
}

struct Mark {
  std::string_view bytes;
  const char* encoding;
};
constexpr std::array marks{Mark{"\xEF\xBB\xBF", "UTF-8"}, Mark{{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                           Mark{{"\0\0\xFE\xFF", 4}, "UTF-32BE"}, Mark{"\xFF\xFE", "UTF-16LE"},
                           Mark{"\xFE\xFF", "UTF-16BE"}};

Faults no_text(const std::string& file, std::string found) {
  return {Fault{file, 0, 0, "", std::move(found), "HTML, Markdown or text"}};
}

std::vector<std::string> warnings_of(const Decoded& page, const std::string& declared, std::size_t unreadable) {
  std::vector<std::string> warnings;
  const auto meant = canonical_encoding(declared);
  const bool ascii = std::ranges::all_of(page.text, [](char32_t c) { return c < 0x80; });
  if (!declared.empty() && meant != page.encoding && !(ascii && page.encoding == "UTF-8"))
    warnings.push_back(
        fmt::format("declares the encoding {}, but its bytes are {}", on_one_line(declared, 40), page.encoding));
  if (unreadable > 0)
    warnings.push_back(fmt::format("{} character{} could not be read", unreadable, unreadable == 1 ? "" : "s"));
  const auto mojibake = mojibake_in(page.text);
  warnings.insert(warnings.end(), mojibake.begin(), mojibake.end());
  return warnings;
}

}  // namespace

Checked<Decoded> decode(std::string_view bytes, const std::string& file) {
  if (bytes.empty()) return tl::unexpected(no_text(file, "an empty file"));
  if (auto kind = kind_of_file(bytes); !kind.empty()) return tl::unexpected(no_text(file, std::move(kind)));
  Decoded page;
  std::string declared;
  const auto* const mark = std::ranges::find_if(marks, [&](const Mark& m) { return bytes.starts_with(m.bytes); });
  if (mark != marks.end()) {
    page.encoding = mark->encoding;
    bytes.remove_prefix(mark->bytes.size());
  } else {
    declared = declared_charset(bytes);
    page.encoding = encoding_of(bytes, canonical_encoding(declared));
  }
  page.text = page.encoding == "UTF-8" ? to_utf32(bytes) : decode_as(page.encoding, bytes);
  const auto found = plausibility(page.text);
  const auto unreadable = static_cast<std::size_t>(std::ranges::count(page.text, not_readable));
  // A text may have some broken characters; what is broken in a tenth of its places is none.
  if (found.unreadable * 10 > page.text.size() || page.text.size() > 0xFFFFFFF0U)
    return tl::unexpected(no_text(file, "bytes that are no text"));
  page.warnings = warnings_of(page, declared, unreadable);
  return page;
}

}  // namespace vultus
