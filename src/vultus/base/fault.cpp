#include "vultus/base/fault.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace vultus {

std::string to_text(const Fault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += fmt::format(":{}", fault.line);
  if (fault.line > 0 && fault.column > 0) text += fmt::format(":{}", fault.column);
  text += ": ";
  if (!fault.path.empty()) text += fault.path + ": ";
  text += fault.found;
  if (!fault.allowed.empty()) text += "; allowed: " + fault.allowed;
  return text;
}

void broken_contract(const char* condition, const char* file, int line, const std::string& values) {
  throw std::logic_error(fmt::format("{}:{}: contract broken: {} ({})", file, line, condition, values));
}

}  // namespace vultus
