// The characters of a text in HTML with their places in the source: entities are undone, and what stood there is found
// again.
#pragma once
#include <functional>
#include <string_view>

namespace vultus {

/// Calls `put(character, byte)` for each character of `text`, which the parser made of what begins at byte `at` of the
/// source.
void walk_text(std::string_view text, std::string_view source, std::size_t at,
               const std::function<void(char32_t, std::size_t)>& put);

}  // namespace vultus
