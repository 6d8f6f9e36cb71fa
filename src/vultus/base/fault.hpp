// Bad input is a value: return Checked<T>, and put every fault found into it, not only the first.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace vultus {

/// One thing that is wrong with a file that a person wrote.
struct Fault {
  std::string file;     ///< path as given, "-" for standard input
  int line = 0;         ///< 1-based; 0 when no place in the file can be named
  int column = 0;       ///< 1-based; 0 likewise
  std::string path;     ///< field path, "visits[2].value"
  std::string found;    ///< what stands there, "-0.4 mm is negative"
  std::string allowed;  ///< what may stand there, with the nearest valid name where there is one

  friend bool operator==(const Fault&, const Fault&) = default;
};
using Faults = std::vector<Fault>;

template <class T>
using Checked = tl::expected<T, Faults>;

/// "case.yaml:12:9: visits[2].value: found -0.4 mm, which is negative; allowed: 0 to 40 mm"
std::string to_text(const Fault& fault);

/// Thrown when the program itself is wrong (a broken contract). Nobody inside the library catches it.
[[noreturn]] void broken_contract(const char* condition, const char* file, int line, const std::string& values);

}  // namespace vultus

/// A contract of the program: states what the caller promised. Kept in release builds.
#define VULTUS_EXPECTS(condition, values)                                       \
  do {                                                                          \
    if (!(condition)) ::vultus::broken_contract(#condition, __FILE__, __LINE__, (values)); \
  } while (false)
