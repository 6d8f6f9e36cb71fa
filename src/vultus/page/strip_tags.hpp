// The text of a page whose markup cannot be made into a tree: tags go, paragraphs stay.
#pragma once
#include <string_view>

#include "vultus/page/page_text.hpp"

namespace vultus {

void strip_tags(std::u32string_view source, PageText& page);

}  // namespace vultus
