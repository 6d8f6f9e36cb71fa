// The look of the report page: one style sheet for screen (light, dark, phone) and A4 print.
#pragma once
#include <string>

namespace vultus {

std::string page_style();

}  // namespace vultus
