// Reads the fields of a document and writes down every fault on the way: unknown names, wrong types, missing units.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vultus/base/fault.hpp"
#include "vultus/base/language.hpp"
#include "vultus/base/units.hpp"
#include "vultus/catalog/document.hpp"

namespace vultus {

/// The faults of one file.
class FaultList {
 public:
  explicit FaultList(std::string file) : file_(std::move(file)) {}

  void add(int line, int column, std::string path, std::string found, std::string allowed);
  void add(const TreeNode& node, std::string path, std::string found, std::string allowed) {
    add(node.line, node.column, std::move(path), std::move(found), std::move(allowed));
  }
  void add(const Key& key, std::string path, std::string found, std::string allowed) {
    add(key.line, key.column, std::move(path), std::move(found), std::move(allowed));
  }
  void append(const Faults& more);
  [[nodiscard]] bool empty() const { return faults_.empty(); }
  /// Further faults are not taken: loops over items of the file should stop.
  [[nodiscard]] bool full() const { return faults_.size() >= 200; }
  [[nodiscard]] const std::string& file() const { return file_; }
  /// In the order of the file; those without a place last.
  [[nodiscard]] Faults sorted() const;

 private:
  std::string file_;
  Faults faults_;
};

/// A node and the way to it.
struct Spot {
  const TreeNode* node = nullptr;  ///< never null in a Spot handed to a reader
  std::string path;
};

/// "visits[2]" + "value" -> "visits[2].value"
std::string path_to(std::string_view parent, std::string_view field);
std::string path_to(std::string_view parent, std::size_t index);

/// The fields of a mapping. Fields that are not allowed are faults at once.
class Fields {
 public:
  Fields(const Spot& spot, const std::vector<std::string>& allowed, FaultList& faults);
  Fields(const Spot& spot, std::initializer_list<const char*> allowed, FaultList& faults);

  /// The field's value; nothing when it is absent. A field left empty is there: its reader decides what that means.
  [[nodiscard]] std::optional<Spot> get(std::string_view name) const;
  /// As get; a missing field is a fault.
  std::optional<Spot> need(std::string_view name, std::string_view what) const;
  [[nodiscard]] bool is_mapping() const { return is_mapping_; }
  [[nodiscard]] const Spot& spot() const { return spot_; }

 private:
  void check(const std::vector<std::string>& allowed);
  Spot spot_;
  FaultList& faults_;
  bool is_mapping_ = false;
};

/// The items of a list; an empty value is an empty list, anything else a fault.
std::vector<Spot> read_list(const Spot& spot, FaultList& faults);
/// Name and value of each field of a mapping whose names are free; an empty value is an empty mapping.
std::vector<std::pair<std::string, Spot>> read_mapping(const Spot& spot, FaultList& faults);

std::optional<std::string> read_text(const Spot& spot, FaultList& faults);
/// One of `names`.
std::optional<std::string> read_word(const Spot& spot, const std::vector<std::string>& names, FaultList& faults);
std::optional<bool> read_flag(const Spot& spot, FaultList& faults);
/// A bare number within [low, high].
std::optional<double> read_number(const Spot& spot, double low, double high, FaultList& faults);
/// A quantity of that kind, in canonical units.
std::optional<double> read_quantity(const Spot& spot, Dimension dimension, FaultList& faults);
/// A text in English and Chinese.
Words read_words(const Spot& spot, FaultList& faults);
std::vector<std::string> read_texts(const Spot& spot, FaultList& faults);

/// true, false, yes, no in YAML's spellings; nothing for other scalars.
std::optional<bool> flag_of(const TreeNode& node);

}  // namespace vultus
