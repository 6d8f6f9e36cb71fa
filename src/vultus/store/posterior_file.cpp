#include "vultus/store/posterior_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "vultus/base/text.hpp"
#include "vultus/store/kept_file.hpp"
#include "vultus/store/posterior_check.hpp"
#include "vultus/store/sha256.hpp"

namespace vultus {

namespace {

using netcdf::Group;
using netcdf::Kind;
using netcdf::Tree;
using netcdf::Variable;

constexpr std::array<std::string_view, 2> group_names{"posterior", "sample_stats"};
constexpr const char *yes = "yes", *no = "no";

// --- draws to tree ---

/// xarray would turn numbers with such units into times, and their means with them; there the unit is kept as `unit`.
const char* unit_attribute(std::string_view unit) {
  constexpr std::array<std::string_view, 7> spans{"days",         "hours",        "minutes",    "seconds",
                                                  "milliseconds", "microseconds", "nanoseconds"};
  const bool time = std::ranges::find(spans, unit) != spans.end() || unit.find("since") != std::string_view::npos;
  return time ? "unit" : "units";
}

/// The number that a label is, if writing that number gives the label again.
std::optional<double> whole_number(const std::string& label) {
  long long number = 0;
  const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), number);
  if (error != std::errc() || fmt::format("{}", number) != label || std::abs(static_cast<double>(number)) > most_whole)
    return std::nullopt;
  return static_cast<double>(number);
}

Variable coordinate(const std::string& name, const std::vector<std::string>& labels) {
  Variable made{.name = name, .dims = {name}, .kind = Kind::int64, .numbers = {}, .texts = {}, .attributes = {}};
  for (const auto& label : labels) {
    const auto number = whole_number(label);
    if (!number) {
      made.kind = Kind::text;
      made.numbers.clear();
      made.texts = labels;
      break;
    }
    made.numbers.push_back(*number);
  }
  return made;
}

Variable counted(const std::string& name, std::size_t count) {
  Variable made{.name = name, .dims = {name}, .kind = Kind::int64, .numbers = {}, .texts = {}, .attributes = {}};
  for (std::size_t i = 0; i < count; ++i) made.numbers.push_back(static_cast<double>(i));
  return made;
}

Group group_of(std::string_view name, const PosteriorDraws& draws, const std::vector<PosteriorVariable>& variables,
               Precision precision) {
  Group group{.name = std::string(name),
              .coordinates = {counted("chain", draws.chains), counted("draw", draws.draws)},
              .variables = {}};
  for (const auto& variable : variables) {
    Variable made{.name = variable.name,
                  .dims = {"chain", "draw"},
                  .kind = kind_of_variable(variable.name, precision),
                  .numbers = variable.values,
                  .texts = {},
                  .attributes = {}};
    if (!variable.unit.empty()) made.attributes.emplace(unit_attribute(variable.unit), variable.unit);
    for (std::size_t i = 0; i < variable.extra_dims.size(); ++i) {
      const auto& dim = variable.extra_dim_names[i];
      made.dims.push_back(dim);
      if (std::ranges::find(group.coordinates, dim, &Variable::name) == group.coordinates.end())
        group.coordinates.push_back(coordinate(dim, variable.extra_coords[i]));
    }
    group.variables.push_back(std::move(made));
  }
  return group;
}

Tree tree_of(const PosteriorDraws& draws, Precision precision) {
  Tree tree{.attributes = draws.provenance,
            .groups = {group_of(group_names[0], draws, draws.posterior, precision),
                       group_of(group_names[1], draws, draws.sample_stats, precision)}};
  tree.attributes.emplace(passed_key, draws.diagnostics_passed ? yes : no);
  tree.attributes.emplace(forced_key, draws.diagnostics_passed ? no : yes);
  tree.attributes.emplace(failed_key, joined(draws.diagnostics_failed, "\n"));
  return tree;
}

Faults refusal(const PosteriorDraws& draws, const std::string& file) {
  Faults faults;
  for (const auto& reason : draws.diagnostics_failed)
    faults.push_back(
        {file, 0, 0, "diagnostics", on_one_line(reason), "diagnostics that pass, or to be told to keep it nevertheless"});
  return faults;
}

// --- tree to draws ---

class TreeReader {
 public:
  TreeReader(Tree tree, const std::string& file) : tree_(std::move(tree)), file_(file) {}

  Checked<PosteriorDraws> read() && {
    if (!has_known_format()) return tl::unexpected(std::move(faults_));
    read_attributes();
    read_group(group_names[0], draws_.posterior);
    read_group(group_names[1], draws_.sample_stats);
    if (faults_.empty()) faults_ = faults_of(draws_, Precision::float64, file_);
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return std::move(draws_);
  }

 private:
  void fault(const std::string& path, std::string found, std::string allowed) {
    faults_.push_back({file_, 0, 0, on_one_line(path), std::move(found), std::move(allowed)});
  }

  /// Asked first: what else another format holds is nobody's fault.
  bool has_known_format() {
    const auto format = tree_.attributes.find("format");
    if (format != tree_.attributes.end() && format->second == posterior_format) return true;
    fault("format", format == tree_.attributes.end() ? "no format" : "another format: " + in_quotes(format->second),
          fmt::format("{}, which this version of the program knows", posterior_format));
    return false;
  }

  std::string taken_attribute(std::string_view key) {
    const auto node = tree_.attributes.extract(std::string(key));
    if (node.empty()) fault(std::string(key), "missing", "an attribute of the file with this name");
    return node.empty() ? "" : node.mapped();
  }

  bool taken_answer(std::string_view key) {
    const auto text = taken_attribute(key);
    if (text != yes && text != no) fault(std::string(key), in_quotes(text), "yes or no");
    return text == yes;
  }

  void read_attributes() {
    draws_.diagnostics_passed = taken_answer(passed_key);
    draws_.forced = taken_answer(forced_key);
    auto reasons = taken_attribute(failed_key);
    while (!reasons.empty()) {
      const auto end = reasons.find('\n');
      draws_.diagnostics_failed.push_back(reasons.substr(0, end));
      reasons.erase(0, end == std::string::npos ? end : end + 1);
    }
    if (draws_.forced == draws_.diagnostics_passed)
      fault(std::string(forced_key),
            draws_.forced ? "forced, though diagnostics passed" : "not forced, though diagnostics did not pass",
            "forced exactly when diagnostics did not pass");
    draws_.provenance = std::move(tree_.attributes);
  }

  void read_group(std::string_view name, std::vector<PosteriorVariable>& variables) {
    const auto group = std::ranges::find(tree_.groups, name, &Group::name);
    if (group == tree_.groups.end())
      return fault(std::string(name), "no such group", "the groups posterior and sample_stats");
    read_extent(*group, "chain", draws_.chains);
    read_extent(*group, "draw", draws_.draws);
    for (auto& variable : group->variables) read_variable(*group, variable, variables);
  }

  /// Both groups are of the same chains and draws, counted from 0.
  void read_extent(const Group& group, const std::string& dim, std::size_t& extent) {
    const auto found = std::ranges::find(group.coordinates, dim, &Variable::name);
    if (found == group.coordinates.end())
      return fault(group.name + "." + dim, "no such dimension", "the dimensions chain and draw");
    if (extent == 0) extent = found->numbers.size();
    if (*found != counted(dim, extent))
      fault(group.name + "." + dim, fmt::format("other places than 0 to {}", extent - 1),
            "places counted from 0, as many in both groups");
  }

  void read_variable(const Group& group, Variable& variable, std::vector<PosteriorVariable>& variables) {
    const auto path = group.name + "." + variable.name;
    if (variable.kind == Kind::text) return fault(path, "texts", "numbers");
    if (variable.dims.size() < 2 || variable.dims[0] != "chain" || variable.dims[1] != "draw")
      return fault(path, fmt::format("the shape ({})", on_one_line(joined(variable.dims))),
                   "(chain, draw) and perhaps more");
    PosteriorVariable made;
    made.name = variable.name;
    for (const auto* key : {"units", "unit"})
      if (variable.attributes.contains(key)) made.unit = variable.attributes[key];
    for (std::size_t i = 2; i < variable.dims.size(); ++i) {
      auto labels = labels_of(group, variable.dims[i]);
      made.extra_dims.push_back(labels.size());
      made.extra_dim_names.push_back(variable.dims[i]);
      made.extra_coords.push_back(std::move(labels));
    }
    made.values = std::move(variable.numbers);
    variables.push_back(std::move(made));
  }

  std::vector<std::string> labels_of(const Group& group, const std::string& dim) {
    const auto found = std::ranges::find(group.coordinates, dim, &Variable::name);
    if (found == group.coordinates.end()) return {};  // the check of the draws tells
    if (found->kind == Kind::text) return found->texts;
    std::vector<std::string> labels;
    for (const auto number : found->numbers) labels.push_back(fmt::format("{:.0f}", number));
    return labels;
  }

  Tree tree_;
  const std::string& file_;
  PosteriorDraws draws_;
  Faults faults_;
};

}  // namespace

Checked<std::string> posterior_bytes(const PosteriorDraws& draws, bool force, Precision precision, const std::string& file) {
  auto faults = faults_of(draws, precision, file);
  if (!draws.diagnostics_passed && !force) std::ranges::move(refusal(draws, file), std::back_inserter(faults));
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return netcdf::bytes_of(tree_of(draws, precision), precision == Precision::float32, file).map(sealed);
}

Checked<PosteriorDraws> posterior_from_bytes(std::string_view bytes, const std::string& file) {
  if (const auto no_hdf5 = netcdf::no_hdf5(bytes, file); !no_hdf5.empty()) return tl::unexpected(no_hdf5);
  const auto content = unsealed(bytes, file);
  if (!content) return tl::unexpected(content.error());
  auto tree = netcdf::tree_of(*content, file);
  if (!tree) return tl::unexpected(std::move(tree.error()));
  auto draws = TreeReader(std::move(*tree), file).read();
  if (draws) draws->digest = sha256(*content);
  return draws;
}

Checked<std::string> write_posterior(const std::string& path, const PosteriorDraws& draws, bool force, Precision precision) {
  const auto bytes = posterior_bytes(draws, force, precision, path);
  if (!bytes) return tl::unexpected(bytes.error());
  auto faults = keep_file(path, *bytes);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return seal_of(*bytes);
}

Checked<PosteriorDraws> read_posterior(const std::string& path) {
  const auto bytes = kept_bytes(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return posterior_from_bytes(*bytes, path);
}

}  // namespace vultus
