#include "vultus/store/posterior_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

constexpr std::array<std::string_view, 11> provenance_keys{"format",          "model",      "model_version", "engine",
                                                           "evidence_digest", "seed",       "settings",      "studies",
                                                           "participants",    "created_by", "diagnostics"};
constexpr std::size_t most_values = 100'000'000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name(std::string_view text) {
  constexpr std::string_view others = "0123456789_.+-@";
  const auto fits = [&](char c) { return is_letter(c) || others.find(c) != std::string_view::npos; };
  return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, fits);
}

bool fits_float(double value) {
  const auto narrow = static_cast<double>(static_cast<float>(value));
  return std::isfinite(narrow) && (narrow != 0.0 || value == 0.0);
}

struct Demand {
  bool (*kept)(double);
  const char* allowed;
};

Demand demand_of(netcdf::Kind kind) {
  switch (kind) {
    case netcdf::Kind::flag:
      return {[](double x) { return x == 0.0 || x == 1.0; }, "0 or 1"};
    case netcdf::Kind::int64:
      return {[](double x) { return std::abs(x) <= most_whole && std::trunc(x) == x; }, "a whole number"};
    case netcdf::Kind::float32:
      return {fits_float, "a number that float32 can hold"};
    default:
      return {[](double x) { return std::isfinite(x); }, "a finite number"};
  }
}

using Labels = std::vector<std::string>;

class Examiner {
 public:
  Examiner(const PosteriorDraws& draws, Precision precision, const std::string& file)
      : draws_(draws), precision_(precision), file_(file) {}

  Faults examine() && {
    if (draws_.chains == 0 || draws_.draws == 0)
      fault("", fmt::format("{} chains of {} draws", draws_.chains, draws_.draws), "at least one draw in one chain");
    if (draws_.posterior.empty()) fault("posterior", "no variable", "at least one parameter");
    look_at_provenance();
    look_at_diagnostics();
    look_at_group("posterior", draws_.posterior);
    look_at_group("sample_stats", draws_.sample_stats);
    return std::move(faults_);
  }

 private:
  void fault(const std::string& path, std::string found, std::string allowed) {
    faults_.push_back({file_, 0, 0, on_one_line(path), std::move(found), std::move(allowed)});
  }

  bool look_at_text(const std::string& path, std::string_view text) {
    if (const auto problem = encoding_problem(text)) return fault(path, problem->found, problem->remedy), false;
    return true;
  }

  bool look_at_name(const std::string& path, std::string_view name) {
    if (is_name(name)) return true;
    fault(path, fmt::format("the name {}", in_quotes(name)), "an ASCII letter, then letters, digits and _ . + - @");
    return false;
  }

  void look_at_provenance() {
    for (const auto key : provenance_keys)
      if (!draws_.provenance.contains(std::string(key)))
        fault("provenance", fmt::format("no {}", key), "provenance with this key");
    for (const auto& [key, text] : draws_.provenance) {
      look_at_name("provenance", key);
      if (key == passed_key || key == forced_key || key == failed_key)
        fault("provenance", fmt::format("the key {}", key), "a key that the file does not use itself");
      look_at_text("provenance." + key, text);
      if (key == "format" && text != posterior_format)
        fault("provenance.format", in_quotes(text),
              fmt::format("{}, which this version of the program knows", posterior_format));
    }
  }

  void look_at_diagnostics() {
    if (draws_.diagnostics_passed != draws_.diagnostics_failed.empty())
      fault("diagnostics_failed",
            draws_.diagnostics_passed ? "reasons, though diagnostics passed" : "no reason, though diagnostics did not pass",
            "a reason exactly when diagnostics did not pass");
    for (const auto& reason : draws_.diagnostics_failed)
      if (look_at_text("diagnostics_failed", reason) &&
          (reason.empty() || reason.find_first_of("\r\n") != std::string::npos))
        fault("diagnostics_failed", in_quotes(reason), "a reason of one line");
  }

  void look_at_group(const std::string& group, const std::vector<PosteriorVariable>& variables) {
    std::set<std::string_view> names;
    std::map<std::string, const Labels*> dims;
    for (const auto& variable : variables) {
      const auto path = group + "." + variable.name;
      if (look_at_name(path, variable.name) && !names.insert(variable.name).second)
        fault(path, "this name twice", "each name once");
      look_at_text(path + ".unit", variable.unit);
      if (look_at_dims(path, variable, dims) && look_at_size(path, variable)) look_at_values(path, variable);
    }
    for (const auto& [dim, labels] : dims)
      if (names.contains(dim)) fault(group + "." + dim, "a variable with the name of a dimension", "another name");
    for (const auto* taken : {"chain", "draw"})
      if (names.contains(taken)) fault(group + "." + taken, "a variable with the name of a dimension", "another name");
  }

  bool look_at_dims(const std::string& path, const PosteriorVariable& variable, std::map<std::string, const Labels*>& dims) {
    const auto count = variable.extra_dims.size();
    if (variable.extra_dim_names.size() != count || variable.extra_coords.size() != count) {
      fault(path,
            fmt::format("{} extents, {} names, {} sets of labels", count, variable.extra_dim_names.size(),
                        variable.extra_coords.size()),
            "as many of each");
      return false;
    }
    const auto before = faults_.size();
    std::set<std::string_view> own;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& name = variable.extra_dim_names[i];
      look_at_name(path, name);
      if (name == "chain" || name == "draw" || !own.insert(name).second)
        fault(path, fmt::format("the dimension {} twice", in_quotes(name)), "each dimension once");
      look_at_labels(path + "." + name, variable.extra_dims[i], variable.extra_coords[i]);
      const auto there = dims.emplace(name, &variable.extra_coords[i]).first;
      if (*there->second != variable.extra_coords[i])
        fault(path + "." + name, "labels that differ from those of another variable", "one set of labels for a dimension");
    }
    return faults_.size() == before;
  }

  void look_at_labels(const std::string& path, std::size_t extent, const Labels& labels) {
    if (extent == 0 || labels.size() != extent)
      fault(path, fmt::format("{} labels for an extent of {}", labels.size(), extent),
            "a label for each place, at least one");
    std::set<std::string_view> seen;
    for (const auto& label : labels)
      if (look_at_text(path, label) && !seen.insert(label).second)
        fault(path, fmt::format("the label {} twice", in_quotes(label)), "each label once");
  }

  bool look_at_size(const std::string& path, const PosteriorVariable& variable) {
    std::size_t wanted = 1;
    auto extents = variable.extra_dims;
    extents.insert(extents.begin(), {draws_.chains, draws_.draws});
    for (const auto extent : extents) {
      if (extent == 0 || wanted > most_values / extent) break;  // more than any file holds, so more than there can be values
      wanted *= extent;
    }
    total_ += variable.values.size();
    if (total_ > most_values) fault(path, "too many values", fmt::format("at most {} in a file", most_values));
    const bool fits = std::ranges::find(extents, std::size_t{0}) == extents.end() && variable.values.size() == wanted;
    if (!fits)
      fault(path, fmt::format("{} values", variable.values.size()),
            fmt::format("{}, as the extents say", fmt::join(extents, " x ")));
    return fits && total_ <= most_values;
  }

  /// Only the first value that is wrong, and how many are: a file may hold millions.
  void look_at_values(const std::string& path, const PosteriorVariable& variable) {
    const auto [kept, allowed] = demand_of(kind_of_variable(variable.name, precision_));
    std::size_t first = 0, wrong = 0;
    for (std::size_t i = 0; i < variable.values.size(); ++i)
      if (!kept(variable.values[i]) && wrong++ == 0) first = i;
    if (wrong == 0) return;
    const auto per_draw = variable.values.size() / draws_.chains / draws_.draws;
    fault(path,
          fmt::format("{} at chain {}, draw {}, and {} more such", variable.values[first], first / per_draw / draws_.draws,
                      first / per_draw % draws_.draws, wrong - 1),
          allowed);
  }

  const PosteriorDraws& draws_;
  Precision precision_;
  const std::string& file_;
  std::size_t total_ = 0;
  Faults faults_;
};

}  // namespace

std::span<const std::string_view> posterior_provenance() { return provenance_keys; }

netcdf::Kind kind_of_variable(std::string_view name, Precision precision) {
  if (name == "diverging" || name == "reached_max_treedepth") return netcdf::Kind::flag;
  if (name == "tree_depth" || name == "n_steps") return netcdf::Kind::int64;
  return precision == Precision::float32 ? netcdf::Kind::float32 : netcdf::Kind::float64;
}

Faults faults_of(const PosteriorDraws& draws, Precision precision, const std::string& file) {
  return Examiner(draws, precision, file).examine();
}

}  // namespace vultus
