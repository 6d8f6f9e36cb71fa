// Any text as a quantity, a number and a date: a problem that says what to do, or a value that survives writing and reading.
#include <cmath>
#include <cstdint>

#include "check.hpp"
#include "vultus/base/calendar.hpp"
#include "vultus/base/units.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vultus;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_date(text)) {
    demand(to_text(*date) == text);
    demand(looks_like_date(text));
  }
  looks_like_date(text);
  if (const auto number = parse_number(text)) demand(std::isfinite(*number));
  const auto quantity = parse_quantity(text);
  if (!quantity) {
    demand(!quantity.error().found.empty() && !quantity.error().allowed.empty());
    return 0;
  }
  demand(std::isfinite(quantity->value));
  const auto again = parse_quantity(to_text(*quantity));
  demand(again.has_value() && *again == *quantity);
  return 0;
}
