// Gumbo's tree of a page, kept in one arena: however deep the tree, nothing recurses to free it, and its size has a bound.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct GumboInternalNode;  // of gumbo.h

namespace vultus {

class HtmlTree {
 public:
  /// Parses UTF-8, which must outlive the tree. A page made to exhaust memory or time (nesting, attributes) has no tree.
  explicit HtmlTree(std::string_view source);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  [[nodiscard]] const GumboInternalNode* root() const { return root_; }

 private:
  struct Arena;
  std::unique_ptr<Arena> arena_;
  const GumboInternalNode* root_ = nullptr;
};

/// Code points before each byte of a UTF-8 text. Quick where bytes are asked for nearly in order.
class Places {
 public:
  explicit Places(std::string_view source);
  [[nodiscard]] std::uint32_t of(std::size_t byte);

 private:
  static constexpr std::size_t step = 256;
  std::string_view source_;
  std::vector<std::uint32_t> marks_;  ///< code points before byte i * step
  std::size_t byte_ = 0;              ///< asked for last, and its answer
  std::uint32_t count_ = 0;
};

/// Length of the tag or comment that begins with '<' at `at`.
std::size_t tag_length(std::string_view source, std::size_t at);
/// "div" of "<div class=...>" and of "</div>", in lower case.
std::string tag_name(std::string_view tag);

}  // namespace vultus
