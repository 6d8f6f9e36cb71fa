#include "vultus/catalog/outcome_map.hpp"

#include <algorithm>
#include <filesystem>

#include "vultus/base/text.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/catalog/table.hpp"

namespace vultus {
namespace {

using Names = std::set<std::string, std::less<>>;
using Better = OutcomeMeaning::Better;

/// The codes that may be spoken of.
struct Vocabulary {
  Names outcomes, treatments;
};

/// The codes; the ranges of scales go into the map.
Vocabulary read_vocabulary(const std::string& file, OutcomeMap& map, Faults& faults) {
  Vocabulary words;
  Table t(file, {"kind", "code", "scale_min", "scale_max"}, faults);
  t.each([&](int) {
    if (t.cell("kind") == "treatment") words.treatments.insert(t.text("code"));
    if (t.cell("kind") != "outcome") return;
    words.outcomes.insert(t.text("code"));
    const auto low = t.number("scale_min"), high = t.number("scale_max");
    if (low && high && *high > *low) map.scale_limits.insert_or_assign(t.text("code"), std::pair(*low, *high));
  });
  return words;
}

std::string needed(Table& t, std::string_view column, std::string_view allowed) {
  if (t.cell(column).empty()) t.fault(column, "nothing", std::string(allowed));
  return t.text(column);
}

std::vector<std::string> names_of_models() {
  std::vector<std::string> names;
  for (const auto& model : model_names()) names.push_back(model.name);
  return names;
}

/// A link names an observable that exists; an outcome without a link says why.
void check_link(Table& t, const OutcomeMeaning& m) {
  if (m.link == Link::not_modelled) {
    needed(t, "why", "a few words: why no model speaks of this outcome");
    for (const std::string_view column : {"model", "observable"})
      if (!t.cell(column).empty())
        t.fault(column, in_quotes(t.cell(column)), "an empty cell, as the outcome is not modelled");
    return;
  }
  if (!m.why.empty()) t.fault("why", in_quotes(m.why), "an empty cell, as the outcome is modelled");
  const ModelNames* model = model_named(m.model);
  if (model == nullptr) {
    t.fault("model", in_quotes(m.model) + " is no model", allowed_names(m.model, names_of_models()));
    return;
  }
  const auto& known = model->observables;
  if (std::find(known.begin(), known.end(), m.observable) == known.end())
    t.fault("observable", in_quotes(m.observable) + " is no observable of " + m.model, allowed_names(m.observable, known));
}

OutcomeMeaning read_meaning(Table& t) {
  static const std::vector<std::string> betters{"up", "down", "neutral", "treatment_lowers"}, directions{"up", "down"},
      flags{"0", "1"}, links{"not_modelled", "direct", "relative", "responder"};
  OutcomeMeaning m;
  m.code = t.text("code");
  m.group = needed(t, "group", "the group in which effects are pooled");
  m.better = static_cast<Better>(t.word("better", betters));
  m.responder_group = needed(t, "responder_group", "the group in which proportions are pooled");
  m.responder_better_up = t.word("responder_better", directions) == 0;
  needed(t, "responder_cut", "a share of improvement, 0 to 1");
  m.responder_cut = t.number("responder_cut", 0.0, 1.0).value_or(m.responder_cut);
  m.exclusive_bin = t.word("exclusive_bin", flags) == 1;
  m.link = static_cast<Link>(t.word("link", links));
  m.model = t.text("model");
  m.observable = t.text("observable");
  m.why = t.text("why");
  return m;
}

void read_meanings(Table& t, std::string_view text, const Names& outcomes, OutcomeMap& map) {
  t.each_of(text, [&](int) {
    OutcomeMeaning m = read_meaning(t);
    t.code("code", m.code, outcomes);
    check_link(t, m);
    const std::string code = m.code;
    if (!map.outcomes.emplace(code, std::move(m)).second)
      t.fault("code", in_quotes(code) + " a second time", "each outcome once");
  });
}

void read_classes(Table& t, std::string_view text, const Names& treatments, OutcomeMap& map) {
  t.each_of(text, [&](int) {
    const std::string treatment = t.text("treatment");
    t.code("treatment", treatment, treatments);
    const std::string group = needed(t, "class", "the class of the treatment");
    if (!map.treatment_class.emplace(treatment, group).second)
      t.fault("treatment", in_quotes(treatment) + " a second time", "each treatment once");
  });
}

void read_pooling(Table& t, const Names& outcomes, OutcomeMap& map) {
  static const std::vector<std::string> scales{"relative", "proportion"}, directions{"up", "down"};
  t.each([&](int) {
    const std::string code = t.text("outcome");
    t.code("outcome", code, outcomes);
    auto& pooled = t.word("scale", scales) == 0 ? map.pooled_relative : map.pooled_proportion;
    needed(t, "reason", "a few words: why it is pooled there");
    const Pooling where{needed(t, "group", "the group in which effects are pooled"), t.word("better", directions) == 0};
    if (!pooled.emplace(code, where).second) t.fault("outcome", in_quotes(code) + " a second time on this scale", "each outcome once on a scale");
  });
}

constexpr const char* pooling_file = "/outcomes/pooling.csv";
constexpr const char* outcomes_file = "/outcomes/outcomes.csv";
constexpr const char* classes_file = "/outcomes/treatment_classes.csv";
constexpr const char* vocabulary_file = "/evidence/vocabulary.csv";

}  // namespace

Checked<OutcomeMap> outcome_map_of(const std::string& data, std::string_view outcomes, std::string_view classes) {
  OutcomeMap map;
  Faults faults;
  const Vocabulary words = read_vocabulary(data + vocabulary_file, map, faults);
  Table meanings(data + outcomes_file,
                 {"code", "group", "better", "responder_group", "responder_better", "responder_cut", "exclusive_bin", "link",
                  "model", "observable", "why"},
                 faults);
  read_meanings(meanings, outcomes, words.outcomes, map);
  Table treatments(data + classes_file, {"treatment", "class"}, faults);
  read_classes(treatments, classes, words.treatments, map);
  Table pooling(data + pooling_file, {"outcome", "scale", "group", "better", "reason"}, faults);
  read_pooling(pooling, words.outcomes, map);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return map;
}

const OutcomeMeaning& OutcomeMap::meaning(std::string_view outcome) const {
  static const OutcomeMeaning unknown = [] {
    OutcomeMeaning m;
    m.group = "other";
    m.responder_group = "resp";
    m.why = "not in the map";
    return m;
  }();
  const auto it = outcomes.find(outcome);
  return it == outcomes.end() ? unknown : it->second;
}

std::string OutcomeMap::class_of(std::string_view treatment) const {
  const auto it = treatment_class.find(treatment);
  return it == treatment_class.end() ? std::string(treatment) : it->second;
}

Checked<OutcomeMap> read_outcome_map(const std::string& data) {
  Faults missing;
  for (const char* file : {outcomes_file, classes_file, pooling_file, vocabulary_file})
    if (!std::filesystem::exists(data + file)) missing.push_back({data + file, 0, 0, "", "no such file", "a table"});
  if (!missing.empty()) return tl::unexpected(std::move(missing));
  return outcome_map_of(data, file_text(data + outcomes_file), file_text(data + classes_file));
}

}  // namespace vultus
