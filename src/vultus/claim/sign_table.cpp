#include "vultus/claim/sign_table.hpp"

#include <algorithm>

#include "vultus/base/utf8.hpp"
#include "vultus/catalog/table.hpp"

namespace vultus {
namespace {

/// Fowler, Noll and Vo's hash, over code points.
std::uint64_t hash_of(std::u32string_view sign) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char32_t c : sign) hash = (hash ^ c) * 0x100000001B3U;
  return hash;
}

}  // namespace

void SignTable::add_weights(std::vector<double>& odds, const std::function<void(const SignSink&)>& say_signs) const {
  thread_local std::vector<std::uint32_t> known;  // rows; most signs have none, so that few are left to sort
  known.clear();
  say_signs([&](std::u32string_view sign) {
    if (const auto row = rows_.find(hash_of(sign)); row != rows_.end()) known.push_back(row->second);
  });
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  for (const std::uint32_t row : known)
    for (std::size_t column = 0; column < width_; ++column) odds[column] += static_cast<double>(weights_[row * width_ + column]);
}

std::vector<double> SignTable::log_odds(const std::function<void(const SignSink&)>& say_signs) const {
  std::vector<double> odds = base_;
  add_weights(odds, say_signs);
  return odds;
}

double SignTable::setting(const std::string& name, double otherwise) const {
  const auto found = settings_.find(name);
  return found == settings_.end() ? otherwise : found->second;
}

Checked<SignTable> read_sign_table(const std::string& file, const std::vector<std::string>& columns) {
  SignTable read;
  read.width_ = columns.size();
  read.base_.assign(columns.size(), 0.0);
  Faults faults;
  std::vector<std::string_view> names{"sign"};
  names.insert(names.end(), columns.begin(), columns.end());
  Table table(file, names, faults);
  table.each([&](int) {
    std::vector<double> weights;
    weights.reserve(columns.size());
    for (const auto& column : columns) weights.push_back(table.number(column, -100.0, 100.0).value_or(0.0));
    const std::string_view sign = table.cell("sign");
    if (sign == "(always)") {
      read.base_ = weights;
    } else if (sign.size() > 2 && sign.front() == '(' && sign.back() == ')') {
      read.settings_[std::string(sign.substr(1, sign.size() - 2))] = weights.front();
    } else {
      if (!read.rows_.emplace(hash_of(to_utf32(sign)), static_cast<std::uint32_t>(read.rows_.size())).second) {
        table.fault("sign", "\"" + std::string(sign) + "\" a second time", "each sign once");
        return;
      }
      for (const double w : weights) read.weights_.push_back(static_cast<float>(w));
    }
  });
  if (!faults.empty()) return tl::unexpected(faults);
  return read;
}

}  // namespace vultus
