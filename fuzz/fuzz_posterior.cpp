// Any bytes as a posterior's file, or any edits of what a good one holds, sealed again: faults, or draws that can be kept.
// The first byte chooses which. HDF5's own parser is not fuzzed: the seal keeps damaged bytes from it.
#include <cstdint>
#include <limits>

#include "check.hpp"
#include "vultus/store/kept_file.hpp"
#include "vultus/store/netcdf.hpp"
#include "vultus/store/posterior_file.hpp"

namespace {

using vultus::netcdf::Kind;
using vultus::netcdf::Tree;
using vultus::netcdf::Variable;

vultus::PosteriorDraws good_draws() {
  vultus::PosteriorDraws draws;
  draws.chains = 2;
  draws.draws = 2;
  draws.posterior = {{"k", "1/day", {}, {}, {}, {1, 2, 3, 4}},
                     {"s", "days", {2}, {"study"}, {{"a", "b"}}, {1, 2, 3, 4, 5, 6, 7, 8}}};
  draws.sample_stats = {{"diverging", "", {}, {}, {}, {0, 1, 0, 0}}, {"lp", "", {}, {}, {}, {-1, -2, -3, -4}}};
  for (const auto key : vultus::posterior_provenance()) draws.provenance[std::string(key)] = "x";
  draws.provenance["format"] = vultus::posterior_format;
  draws.diagnostics_passed = true;
  return draws;
}

const Tree& good_tree() {
  static const std::string bytes = vultus::posterior_bytes(good_draws(), false).value();
  static const Tree tree = vultus::netcdf::tree_of(vultus::unsealed(bytes, "p.nc").value(), "p.nc").value();
  return tree;
}

/// The input as a string of choices; zeros when it is used up.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool any() const { return at_ < size_; }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : byte() % count; }
  std::string text() {
    std::string made;
    for (auto left = below(8); left > 0; --left) made += static_cast<char>(byte());
    return made;
  }
  double number() {
    constexpr double special[] = {0,
                                  1,
                                  -1,
                                  0.5,
                                  1e300,
                                  -1e-310,
                                  9007199254740994.0,
                                  std::numeric_limits<double>::infinity(),
                                  std::numeric_limits<double>::quiet_NaN()};
    return special[below(std::size(special))];
  }

 private:
  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : std::uint8_t{0}; }
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

std::string name_of_place(Choices& choices) {
  constexpr const char* names[] = {"chain", "draw", "study", "k", "posterior", "lp"};
  const auto chosen = choices.below(std::size(names) + 1);
  return chosen < std::size(names) ? names[chosen] : choices.text();
}

void edit(Variable& variable, Choices& choices) {
  switch (choices.below(7)) {
    case 0:
      variable.name = name_of_place(choices);
      return;
    case 1:
      variable.kind = static_cast<Kind>(choices.below(5));
      return;
    case 2:
      variable.dims.push_back(name_of_place(choices));
      return;
    case 3:
      if (!variable.dims.empty()) variable.dims.erase(variable.dims.begin());
      return;
    case 4:
      variable.numbers.resize(choices.below(17), choices.number());
      return;
    case 5:
      variable.texts.resize(choices.below(5), choices.text());
      return;
    default:
      if (!variable.numbers.empty()) variable.numbers[choices.below(variable.numbers.size())] = choices.number();
  }
}

void edit(Tree& tree, Choices& choices) {
  const auto what = choices.below(8);
  if (what == 0 && !tree.attributes.empty()) {
    tree.attributes.erase(
        std::next(tree.attributes.begin(), static_cast<std::ptrdiff_t>(choices.below(tree.attributes.size()))));
  } else if (what == 1 && !tree.attributes.empty()) {
    std::next(tree.attributes.begin(), static_cast<std::ptrdiff_t>(choices.below(tree.attributes.size())))->second =
        choices.text();
  } else if (what == 2) {
    tree.attributes[choices.below(2) == 0 ? "forced" : "diagnostics_passed"] = choices.below(2) == 0 ? "yes" : "no";
  } else if (!tree.groups.empty()) {
    auto& group = tree.groups[choices.below(tree.groups.size())];
    auto& variables = choices.below(2) == 0 ? group.coordinates : group.variables;
    if (what == 3) group.name = name_of_place(choices);
    if (what == 4 && !variables.empty()) variables.pop_back();
    if (what > 4 && !variables.empty()) edit(variables[choices.below(variables.size())], choices);
  }
}

void look_at(std::string_view bytes) {
  const auto read = vultus::posterior_from_bytes(bytes, "p.nc");
  if (!read) return vultus::demand_well_formed(read.error());
  const auto again = vultus::posterior_bytes(*read, true);
  vultus::demand(again.has_value());
  vultus::demand(vultus::posterior_from_bytes(*again, "p.nc")->posterior == read->posterior);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  if (data[0] != 'E') {
    look_at(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
    return 0;
  }
  auto tree = good_tree();
  for (Choices choices(data + 1, size - 1); choices.any();) edit(tree, choices);
  const auto content = vultus::netcdf::bytes_of(tree, false, "p.nc");
  if (content)
    look_at(vultus::sealed(*content));
  else
    vultus::demand_well_formed(content.error());
  return 0;
}
