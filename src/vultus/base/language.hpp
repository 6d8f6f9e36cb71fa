// Text that exists in English and Chinese.
#pragma once
#include <string>

namespace vultus {

enum class Language { en, zh };

struct Words {
  std::string en, zh;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace vultus
