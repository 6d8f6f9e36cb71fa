// The numbers of a text, to compare what it says in two languages.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

namespace vultus::tests {

/// Every number of a text, sorted.
inline std::vector<std::string> numbers_of(const std::string& text) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end > i) numbers.push_back(text.substr(i, end - i));
    i = end > i ? end : i + 1;
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace vultus::tests
