// Weights of signs, learnt from labelled texts: a linear score per column, so that what was read can be traced to the words that made it.
// A table of data/language: the column `sign`, then a column for each thing that may be read.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// Called with the name of each sign found, some more than once.
using SignSink = std::function<void(std::u32string_view)>;

class SignTable {
 public:
  /// Log odds of each column: its base and the weights of the distinct signs that `say_signs` says.
  [[nodiscard]] std::vector<double> log_odds(const std::function<void(const SignSink&)>& say_signs) const;
  /// Adds the weights of the distinct signs said: for odds of several parts that have no sign in common.
  void add_weights(std::vector<double>& odds, const std::function<void(const SignSink&)>& say_signs) const;
  /// A row "(name)" of the file, its first column; `otherwise` where there is none.
  [[nodiscard]] double setting(const std::string& name, double otherwise) const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  friend Checked<SignTable> read_sign_table(const std::string& file, const std::vector<std::string>& columns);
  std::size_t width_ = 0;
  std::vector<double> base_;
  std::vector<float> weights_;                            ///< row by row
  std::unordered_map<std::uint64_t, std::uint32_t> rows_;  ///< by the hash of a sign's name
  std::map<std::string, double> settings_;
};

/// Every fault of the file at once. A file that cannot be read throws std::system_error.
Checked<SignTable> read_sign_table(const std::string& file, const std::vector<std::string>& columns);

}  // namespace vultus
