// Small pieces of HTML and SVG. Every text that comes from outside goes through escaped().
#pragma once
#include <string>
#include <string_view>

namespace vultus {

/// Text for an element or a quoted attribute: & < > " ' escaped, control characters dropped.
std::string escaped(std::string_view text);
/// <name>escaped text</name>
std::string element(std::string_view name, std::string_view text);
/// A coordinate with one decimal.
std::string coordinate(double value);

}  // namespace vultus
