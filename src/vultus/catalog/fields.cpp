#include "vultus/catalog/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "vultus/base/text.hpp"

namespace vultus {

void FaultList::add(int line, int column, std::string path, std::string found, std::string allowed) {
  if (!full()) faults_.push_back({file_, line, column, on_one_line(path), std::move(found), std::move(allowed)});
}

void FaultList::append(const Faults& more) { faults_.insert(faults_.end(), more.begin(), more.end()); }

Faults FaultList::sorted() const {
  Faults result = faults_;
  std::stable_sort(result.begin(), result.end(), [](const Fault& a, const Fault& b) {
    const auto key = [](const Fault& f) { return std::tuple(f.line == 0, f.line, f.column); };
    return key(a) < key(b);
  });
  if (full()) result.push_back({file_, 0, 0, "", "perhaps more faults, which are not named", "none"});
  return result;
}

std::string path_to(std::string_view parent, std::string_view field) {
  return parent.empty() ? std::string(field) : fmt::format("{}.{}", parent, field);
}
std::string path_to(std::string_view parent, std::size_t index) { return fmt::format("{}[{}]", parent, index); }

Fields::Fields(const Spot& spot, const std::vector<std::string>& allowed, FaultList& faults) : spot_(spot), faults_(faults) {
  check(allowed);
}
Fields::Fields(const Spot& spot, std::initializer_list<const char*> allowed, FaultList& faults)
    : spot_(spot), faults_(faults) {
  check(std::vector<std::string>(allowed.begin(), allowed.end()));
}

void Fields::check(const std::vector<std::string>& allowed) {
  const TreeNode& node = *spot_.node;
  if (node.kind != TreeNode::Kind::mapping) {
    faults_.add(node, spot_.path, what_stands_there(node), "a mapping with the fields " + joined(allowed));
    return;
  }
  is_mapping_ = true;
  for (const auto& key : node.keys)
    if (std::find(allowed.begin(), allowed.end(), key.name) == allowed.end())
      faults_.add(key, path_to(spot_.path, key.name), "an unknown field " + in_quotes(key.name),
                  allowed_names(key.name, allowed));
}

std::optional<Spot> Fields::get(std::string_view name) const {
  const TreeNode* node = is_mapping_ ? spot_.node->at(name) : nullptr;
  if (node == nullptr) return std::nullopt;
  return Spot{node, path_to(spot_.path, name)};
}

std::optional<Spot> Fields::need(std::string_view name, std::string_view what) const {
  if (!is_mapping_) return std::nullopt;  // that fault is told already
  auto spot = get(name);
  if (!spot)
    faults_.add(*spot_.node, path_to(spot_.path, name), fmt::format("no field {}", in_quotes(name)), std::string(what));
  return spot;
}

std::vector<Spot> read_list(const Spot& spot, FaultList& faults) {
  std::vector<Spot> result;
  const TreeNode& node = *spot.node;
  if (node.kind == TreeNode::Kind::null) return result;
  if (node.kind != TreeNode::Kind::sequence) {
    faults.add(node, spot.path, what_stands_there(node), "a list");
    return result;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) result.push_back({&node.items[i], path_to(spot.path, i)});
  return result;
}

std::vector<std::pair<std::string, Spot>> read_mapping(const Spot& spot, FaultList& faults) {
  std::vector<std::pair<std::string, Spot>> result;
  const TreeNode& node = *spot.node;
  if (node.kind == TreeNode::Kind::null) return result;
  if (node.kind != TreeNode::Kind::mapping) {
    faults.add(node, spot.path, what_stands_there(node), "a mapping of names to values");
    return result;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i)
    result.emplace_back(node.keys[i].name, Spot{&node.items[i], path_to(spot.path, node.keys[i].name)});
  return result;
}

std::optional<std::string> read_text(const Spot& spot, FaultList& faults) {
  if (spot.node->kind == TreeNode::Kind::scalar) return spot.node->text;
  faults.add(*spot.node, spot.path, what_stands_there(*spot.node), "a text");
  return std::nullopt;
}

std::optional<std::string> read_word(const Spot& spot, const std::vector<std::string>& names, FaultList& faults) {
  const TreeNode& node = *spot.node;
  if (node.kind == TreeNode::Kind::scalar && std::find(names.begin(), names.end(), node.text) != names.end())
    return node.text;
  const std::string word = node.kind == TreeNode::Kind::scalar ? node.text : "";
  faults.add(node, spot.path, what_stands_there(node), allowed_names(word, names));
  return std::nullopt;
}

std::optional<bool> flag_of(const TreeNode& node) {
  if (node.kind != TreeNode::Kind::scalar || node.quoted) return std::nullopt;
  const std::string word = lowered(node.text);
  if (word == "true" || word == "yes") return true;
  if (word == "false" || word == "no") return false;
  return std::nullopt;
}

std::optional<bool> read_flag(const Spot& spot, FaultList& faults) {
  const auto flag = flag_of(*spot.node);
  if (!flag) faults.add(*spot.node, spot.path, what_stands_there(*spot.node), "true or false");
  return flag;
}

std::optional<double> read_number(const Spot& spot, double low, double high, FaultList& faults) {
  const auto range = fmt::format("a number from {} to {}", low, high);
  if (spot.node->kind != TreeNode::Kind::scalar) {
    faults.add(*spot.node, spot.path, what_stands_there(*spot.node), range);
    return std::nullopt;
  }
  const auto number = parse_number(spot.node->text);
  if (!number) {
    faults.add(*spot.node, spot.path, number.error().found, range);
    return std::nullopt;
  }
  if (*number >= low && *number <= high) return *number;
  faults.add(*spot.node, spot.path, in_quotes(spot.node->text) + " is out of range", range);
  return std::nullopt;
}

std::optional<double> read_quantity(const Spot& spot, Dimension dimension, FaultList& faults) {
  const auto allowed = "a number with its unit: " + units_for(dimension);
  if (spot.node->kind != TreeNode::Kind::scalar) {
    faults.add(*spot.node, spot.path, what_stands_there(*spot.node), allowed);
    return std::nullopt;
  }
  const auto quantity = parse_quantity(spot.node->text);
  if (!quantity) {
    faults.add(*spot.node, spot.path, quantity.error().found, quantity.error().allowed);
    return std::nullopt;
  }
  if (quantity->dimension == dimension && quantity->basis != Basis::total) return quantity->value;
  const bool bare = quantity->dimension == Dimension::score;
  faults.add(*spot.node, spot.path, in_quotes(spot.node->text) + (bare ? " has no unit" : " has a unit of another kind"),
             allowed);
  return std::nullopt;
}

Words read_words(const Spot& spot, FaultList& faults) {
  Words words;
  const Fields fields(spot, {"en", "zh"}, faults);
  if (const auto en = fields.need("en", "a text in English")) words.en = read_text(*en, faults).value_or("");
  if (const auto zh = fields.need("zh", "a text in Chinese")) words.zh = read_text(*zh, faults).value_or("");
  return words;
}

std::vector<std::string> read_texts(const Spot& spot, FaultList& faults) {
  std::vector<std::string> result;
  for (const auto& item : read_list(spot, faults))
    if (auto text = read_text(item, faults)) result.push_back(std::move(*text));
  return result;
}

}  // namespace vultus
