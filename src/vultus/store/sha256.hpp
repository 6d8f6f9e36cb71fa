// SHA-256 (FIPS 180-4): what a kept file is sealed with. Any `sha256sum` gives the same digits.
#pragma once
#include <string>
#include <string_view>

namespace vultus {

/// The digest of the bytes as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace vultus
