#include "vultus/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vultus {

namespace {

constexpr std::string_view white = " \t\r\n";
constexpr std::string_view ideographic_space = "\xe3\x80\x80";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> compatibility{{
    {"㎜", "mm"},  {"㎝", "cm"},  {"㎎", "mg"},  {"㎖", "ml"},  {"㎕", "ul"}, {"㎛", "um"},      {"㎍", "ug"},
    {"㎠", "cm2"}, {"㎟", "mm2"}, {"㎣", "mm3"}, {"㎤", "cm3"}, {"㎏", "kg"}, {"²", "2"},        {"³", "3"},
    {"µ", "u"},    {"μ", "u"},    {"−", "-"},    {"–", "-"},    {"℅", "%"},   {"\xc2\xa0", " "}, {"\xe2\x80\xaf", " "},
    {"，", ","},
}};

/// Length of the UTF-8 sequence at the start of `rest`, 0 when it is broken.
std::size_t sequence_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(rest[i])); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || rest.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0u) != 0x80u) return 0;
  if (first == 0xe0 && byte(1) < 0xa0) return 0;  // overlong
  if (first == 0xed && byte(1) > 0x9f) return 0;  // surrogate
  if (first == 0xf0 && byte(1) < 0x90) return 0;  // overlong
  if (first == 0xf4 && byte(1) > 0x8f) return 0;  // beyond Unicode
  return length;
}

/// Whether every byte above 0x7f belongs to a GBK pair.
bool looks_like_gbk(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first < 0x80) continue;
    if (first < 0x81 || first == 0xff || i + 1 == text.size()) return false;
    const auto second = static_cast<unsigned char>(text[++i]);
    if (second < 0x40 || second == 0x7f || second == 0xff) return false;
  }
  return true;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (;;) {
    if (!text.empty() && white.find(text.front()) != white.npos) {
      text.remove_prefix(1);
    } else if (text.starts_with(ideographic_space)) {
      text.remove_prefix(3);
    } else if (!text.empty() && white.find(text.back()) != white.npos) {
      text.remove_suffix(1);
    } else if (text.ends_with(ideographic_space)) {
      text.remove_suffix(3);
    } else {
      return text;
    }
  }
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string plain_width(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (static_cast<unsigned char>(rest[0]) < 0x80) {
      result += rest[0];
      ++i;
      continue;
    }
    if (rest.starts_with(ideographic_space)) {
      result += ' ';
      i += 3;
      continue;
    }
    // U+FF01..U+FF5E are EF BC 81..BF and EF BD 80..9E
    if (rest.size() >= 3 && rest[0] == '\xef' && (rest[1] == '\xbc' || rest[1] == '\xbd')) {
      const int low = static_cast<unsigned char>(rest[2]) - 0x80;
      const int code = (rest[1] == '\xbd' ? 0x40 : 0) + low + 0x20;
      if (low >= 0 && low < 0x40 && code > 0x20 && code < 0x7f) {
        result += static_cast<char>(code);
        i += 3;
        continue;
      }
    }
    const auto* known = std::find_if(compatibility.begin(), compatibility.end(),
                                     [&](const auto& pair) { return rest.starts_with(pair.first); });
    if (known != compatibility.end()) {
      result += known->second;
      i += known->first.size();
      continue;
    }
    const std::size_t length = std::max<std::size_t>(1, sequence_length(rest));
    result += rest.substr(0, length);
    i += length;
  }
  return result;
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto at = text.find(by);
    if (const auto part = text.substr(0, at); !part.empty()) parts.emplace_back(part);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
  }
  return parts;
}

std::string joined(std::span<const std::string> words, std::string_view between) {
  std::string result;
  for (const auto& word : words) {
    if (!result.empty()) result += between;
    result += word;
  }
  return result;
}

int edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest = 64;  // longer words are no typing slips; the table stays small
  if (a.size() > longest || b.size() > longest) return a == b ? 0 : static_cast<int>(std::max(a.size(), b.size()));
  std::array<int, longest + 1> before{}, last{}, now{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> names) {
  const auto tolerance = static_cast<int>(std::max<std::size_t>(1, word.size() / 3));
  int best = tolerance + 1;
  std::optional<std::string> found;
  for (const auto& name : names) {
    const auto apart = name.size() > word.size() ? name.size() - word.size() : word.size() - name.size();
    if (static_cast<int>(apart) >= best) continue;
    const int distance = edit_distance(word, name);
    if (distance < best) {
      best = distance;
      found = name;
    }
  }
  if (found || word.size() < 3) return found;
  const std::string small = lowered(word);  // "botulinum" means "botulinum_masseter", "clench" "thickness_clench"
  for (const auto& name : names)
    if (lowered(name).find(small) != std::string::npos || small.find(lowered(name)) != std::string::npos) return name;
  return std::nullopt;
}

std::string allowed_names(std::string_view word, std::span<const std::string> names, std::size_t most) {
  const auto near = nearest(word, names);
  if (names.size() > most)
    return near ? fmt::format("one of {} names (nearest: {})", names.size(), *near)
                : fmt::format("one of {} names", names.size());
  std::string result = joined(names);
  if (near && names.size() > 1) result += fmt::format(" (nearest: {})", *near);
  return result;
}

std::string in_quotes(std::string_view word) { return "\"" + on_one_line(word, 60) + "\""; }

std::string on_one_line(std::string_view word, std::size_t most) {
  std::string result;
  std::size_t count = 0;
  for (std::size_t i = 0; i < word.size();) {
    if (++count > most) {
      result += "...";
      break;
    }
    const std::size_t length = sequence_length(word.substr(i));
    const auto byte = static_cast<unsigned char>(word[i]);
    if (length == 0 || byte < 0x20 || byte == 0x7f) {
      result += fmt::format("\\x{:02x}", byte);
      ++i;
    } else {
      result += word.substr(i, length);
      i += length;
    }
  }
  return result;
}

std::optional<std::size_t> broken_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::optional<EncodingProblem> encoding_problem(std::string_view text) {
  using namespace std::string_view_literals;
  const auto utf32 = text.starts_with("\xff\xfe\0\0"sv) || text.starts_with("\0\0\xfe\xff"sv);
  if (utf32) return EncodingProblem{0, "UTF-32 text", "UTF-8: save the file again as UTF-8"};
  const auto utf16 = text.starts_with("\xff\xfe"sv) || text.starts_with("\xfe\xff"sv);
  const auto half_zero = text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
  if (utf16 || half_zero)
    return EncodingProblem{0, "UTF-16 text", "UTF-8: save the file again as UTF-8 (iconv -f UTF-16 -t UTF-8)"};
  if (const auto at = broken_utf8(text)) {
    if (looks_like_gbk(text))
      return EncodingProblem{*at, "text that is not UTF-8 (it looks like GBK)",
                             "UTF-8: save the file again as UTF-8 (iconv -f GB18030 -t UTF-8)"};
    return EncodingProblem{*at, fmt::format("the byte 0x{:02x}, which is not UTF-8", static_cast<unsigned char>(text[*at])),
                           "UTF-8: save the file again as UTF-8"};
  }
  static constexpr auto forbidden = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = byte != '\t' && byte != '\n' && byte != '\r';
    table[0x7f] = true;
    return table;
  }();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (forbidden[byte])
      return EncodingProblem{i, fmt::format("the control character 0x{:02x}", byte), "text: remove the character"};
  }
  return std::nullopt;
}

int code_points(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

}  // namespace vultus
