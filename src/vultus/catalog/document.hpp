// A YAML text as a tree that remembers where everything stands. Limits on size, depth and number of nodes hold while
// the text is being read, so that no text can exhaust memory or the stack; anchors and aliases are refused.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

struct Key {
  std::string name;
  int line = 0, column = 0;
};

struct TreeNode {
  enum class Kind { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  bool quoted = false;          ///< a scalar in quotation marks or as a block: text, whatever it looks like
  int line = 0, column = 0;     ///< 1-based; columns count characters
  std::string text;             ///< of a scalar
  std::vector<TreeNode> items;  ///< of a sequence; of a mapping, its values
  std::vector<Key> keys;        ///< of a mapping, distinct

  /// The value of a key; nothing when there is none.
  [[nodiscard]] const TreeNode* at(std::string_view name) const;
};

struct DocumentLimits {
  std::size_t bytes = std::size_t{1} << 20;
  int depth = 32;
  std::size_t nodes = 20000;
};

struct Document {
  TreeNode root;
  bool readable = false;  ///< false: nothing of the text can be known, the faults say why
  Faults faults;          ///< duplicate keys and the like, found on the way
};

Document read_document(std::string_view text, const std::string& file, const DocumentLimits& limits = {});

/// "a list", "a mapping", "nothing", or the scalar in quotation marks.
std::string what_stands_there(const TreeNode& node);

}  // namespace vultus
