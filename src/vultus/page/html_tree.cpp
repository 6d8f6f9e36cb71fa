#include "vultus/page/html_tree.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "vultus/base/text.hpp"

namespace vultus {
namespace {

/// Looking for an element among those that are open takes as long as the tree is deep; comparing attributes likewise.
constexpr int most_open = 600;
constexpr std::size_t most_attributes = 1000;

/// Elements that need no end tag: they say nothing about depth.
bool needs_no_end(std::string_view name) {
  constexpr std::array<std::string_view, 31> names{
      "p",      "li",    "td",  "th",    "tr",   "dt",   "dd",       "option",   "tbody", "thead", "tfoot",
      "br",     "hr",    "img", "input", "meta", "link", "area",     "base",     "col",   "embed", "param",
      "source", "track", "wbr", "body",  "html", "head", "colgroup", "optgroup", "rp"};
  return std::ranges::find(names, name) != names.end();
}

bool is_tame(std::string_view source) {
  int open = 0;
  for (std::size_t at = source.find('<'); at != std::string_view::npos; at = source.find('<', at)) {
    const auto length = tag_length(source, at);
    const auto tag = source.substr(at, length);
    at += length;
    const bool closes = tag.starts_with("</");
    const char first = tag.size() > 1 ? tag[closes ? 2 % tag.size() : 1] : ' ';
    if (!((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) continue;
    const auto blanks =
        std::ranges::count_if(tag, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\f'; });
    const auto quotes = std::ranges::count_if(tag, [](char c) { return c == '"' || c == '\''; });
    if (static_cast<std::size_t>(blanks + quotes) > most_attributes) return false;
    if (needs_no_end(tag_name(tag))) continue;
    open = std::max(0, open + (closes ? -1 : 1));
    if (open > most_open) return false;
  }
  return true;
}

struct ArenaFull {};

}  // namespace

std::size_t tag_length(std::string_view source, std::size_t at) {
  const auto rest = source.substr(at);
  if (rest.starts_with("<!--")) {
    const auto end = rest.find("-->", 4);
    return end == std::string_view::npos ? rest.size() : end + 3;
  }
  const auto end = rest.find('>', 1);
  return end == std::string_view::npos ? rest.size() : end + 1;
}

std::string tag_name(std::string_view tag) {
  tag.remove_prefix(std::min(tag.size(), tag.starts_with("</") ? std::size_t{2} : std::size_t{1}));
  return lowered(tag.substr(0, std::min(tag.find_first_of(" \t\r\n\f/>"), std::size_t{16})));
}

struct HtmlTree::Arena {
  static constexpr std::size_t chunk_size = std::size_t{1} << 18;
  std::vector<std::unique_ptr<std::byte[]>> chunks;
  std::size_t left = 0, taken = 0, most = 0;
  std::byte* next = nullptr;

  void* allocate(std::size_t size) {
    constexpr std::size_t alignment = alignof(std::max_align_t);
    size = (size + alignment - 1) / alignment * alignment;
    if (size > left) {
      const auto chunk = std::max(size, chunk_size);
      taken += chunk;
      // Through gumbo's frames: what it holds lies in this arena.
      if (taken > most) throw ArenaFull{};
      chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(chunk));
      next = chunks.back().get();
      left = chunk;
    }
    auto* const place = next;
    next += size;
    left -= size;
    return place;
  }
};

HtmlTree::HtmlTree(std::string_view source) : arena_(std::make_unique<Arena>()) {
  if (!is_tame(source)) return;
  arena_->most = (std::size_t{64} << 20) + 40 * source.size();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void*, void*) {};
  options.userdata = arena_.get();
  options.max_errors = 0;
  try {
    root_ = gumbo_parse_with_options(&options, source.data(), source.size())->root;
  } catch (const ArenaFull&) {
    arena_->chunks.clear();
  }
}

HtmlTree::~HtmlTree() = default;

Places::Places(std::string_view source) : source_(source) {
  marks_.reserve(source.size() / step + 1);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (i % step == 0) marks_.push_back(count);
    if ((static_cast<unsigned char>(source[i]) & 0xC0U) != 0x80U) ++count;
  }
  if (marks_.empty()) marks_.push_back(0);
}

std::uint32_t Places::of(std::size_t byte) {
  byte = std::min(byte, source_.size());
  if (byte < byte_ || byte > byte_ + step) {
    const auto mark = std::min(byte / step, marks_.size() - 1);
    byte_ = std::min(mark * step, byte);
    count_ = marks_[mark];
  }
  for (; byte_ < byte; ++byte_)
    if ((static_cast<unsigned char>(source_[byte_]) & 0xC0U) != 0x80U) ++count_;
  return count_;
}

}  // namespace vultus
