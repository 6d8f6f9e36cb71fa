#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "vultus/base/text.hpp"
#include "vultus/catalog/document.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {

namespace {

constexpr double any = 1e12;  // a bound for numbers that have none

/// Reads one file of data/tissues, piece by piece.
class TissueReader {
 public:
  TissueReader(const Catalog& catalog, FaultList& faults, Tissue& tissue)
      : catalog_(catalog), faults_(faults), tissue_(tissue) {}

  void read(const TreeNode& root) {
    const Fields top({&root, ""},
                     {"format", "model", "version", "status", "conditions", "status_note", "parameters", "covariates",
                      "observables", "events", "baselines", "seen", "in_range", "recovers", "main", "trial_conditions", "responder_steepness"},
                     faults_);
    if (const auto format = top.need("format", "vultus-tissue/1")) read_word(*format, {"vultus-tissue/1"}, faults_);
    if (const auto version = top.need("version", "a text")) tissue_.version = read_text(*version, faults_).value_or("");
    if (const auto status = top.need("status", "rough_fit or calibrated"))
      tissue_.status = read_word(*status, {"rough_fit", "calibrated"}, faults_).value_or("");
    if (const auto kinds = top.need("conditions", "[kinds of condition]")) tissue_.conditions = read_texts(*kinds, faults_);
    if (const auto steepness = top.get("responder_steepness")) tissue_.responder_steepness = read_number(*steepness, 0.1, 100.0, faults_).value_or(12.0);
    if (const auto kinds = top.get("trial_conditions")) tissue_.trial_conditions = read_texts(*kinds, faults_);
    if (const auto note = top.get("status_note")) tissue_.status_note = read_words(*note, faults_);
    if (const auto model = top.need("model", "a model of the roster")) {
      std::vector<std::string> names;
      for (const auto& facts : model_names()) names.push_back(facts.name);
      tissue_.model = read_word(*model, names, faults_).value_or("");
    }
    names_ = model_named(tissue_.model);
    if (names_ == nullptr) return;  // nothing else can be checked
    if (const auto spot = top.need("parameters", "the parameters of the model")) parameters(*spot);
    if (const auto spot = top.get("covariates"))
      for (const auto& item : read_list(*spot, faults_)) covariate(item);
    if (const auto spot = top.need("observables", "the observables of the model")) observables(*spot);
    if (const auto spot = top.get("events"))
      for (const auto& [code, event] : read_mapping(*spot, faults_)) read_event(code, event);
    if (const auto spot = top.get("baselines"))
      for (const auto& [field, baseline] : read_mapping(*spot, faults_)) read_baseline(field, baseline);
    if (const auto spot = top.get("seen"))
      for (const auto& item : read_list(*spot, faults_)) read_seen(item);
    if (const auto spot = top.get("recovers"))
      for (const auto& item : read_list(*spot, faults_))
        if (const auto name = read_word(item, names_->observables, faults_)) tissue_.recovers.push_back(*name);
    if (const auto spot = top.get("main")) {
      const Fields fields(*spot, {"event", "outcome"}, faults_);
      if (const auto event = fields.need("event", "an event of this file")) tissue_.main_event = read_text(*event, faults_).value_or("");
      if (const auto name = fields.need("outcome", "an observable of the model"))
        tissue_.main_outcome = read_word(*name, names_->observables, faults_).value_or("");
    }
    if (const auto spot = top.get("in_range"))
      for (const auto& [field, range] : read_mapping(*spot, faults_)) read_range(field, range);
  }

 private:
  void parameters(const Spot& spot) {
    std::vector<std::optional<Parameter>> found(names_->parameters.size());
    for (const auto& [name, item] : read_mapping(spot, faults_)) {
      const auto place = std::find(names_->parameters.begin(), names_->parameters.end(), name);
      if (place == names_->parameters.end())
        faults_.add(*item.node, item.path, "an unknown parameter " + in_quotes(name),
                    allowed_names(name, names_->parameters));
      else
        found[static_cast<std::size_t>(place - names_->parameters.begin())] = parameter(name, item);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i])
        faults_.add(*spot.node, path_to(spot.path, names_->parameters[i]),
                    "no parameter " + in_quotes(names_->parameters[i]), "every parameter of the model");
      tissue_.parameters.push_back(found[i].value_or(Parameter{}));
    }
  }

  Parameter parameter(const std::string& name, const Spot& spot) {
    Parameter result;
    result.name = name;
    const Fields fields(spot, {"unit", "meaning", "transform", "bounds", "prior", "rough_fit"}, faults_);
    if (const auto unit = fields.need("unit", "a unit, such as 1/day or mm"))
      result.unit = read_text(*unit, faults_).value_or("");
    if (const auto meaning = fields.need("meaning", "{en: ..., zh: ...}")) result.meaning = read_words(*meaning, faults_);
    if (const auto transform = fields.need("transform", "log or logit"))
      if (read_word(*transform, {"log", "logit"}, faults_) == "logit") result.transform = Transform::logit;
    if (const auto bounds = fields.need("bounds", "[low, high]")) std::tie(result.lower, result.upper) = pair(*bounds);
    if (const auto law = fields.need("prior", "a law")) result.prior = read_law(*law, result);
    if (const auto law = fields.get("rough_fit")) result.rough_fit = read_law(*law, result);
    return result;
  }

  Law read_law(const Spot& spot, const Parameter& parameter) {
    Law law;
    const Fields fields(spot, {"median", "knowledge_sd", "setting_sd", "people_sd", "source"}, faults_);
    if (const auto median = fields.need("median", "a number")) {
      law.median = read_number(*median, parameter.lower, parameter.upper, faults_).value_or(0.0);
      const bool edge = parameter.transform == Transform::logit ? law.median <= 0.0 || law.median >= 1.0 : law.median <= 0.0;
      if (edge)
        faults_.add(*median->node, median->path,
                    fmt::format("a median of {} on a {} scale", law.median,
                                parameter.transform == Transform::logit ? "logit" : "log"),
                    parameter.transform == Transform::logit ? "between 0 and 1" : "above 0");
    }
    law.knowledge_sd = spread(fields, "knowledge_sd");
    law.setting_sd = spread(fields, "setting_sd");
    law.people_sd = spread(fields, "people_sd");
    law.source = read_source(fields, catalog_, faults_);
    return law;
  }

  double spread(const Fields& fields, std::string_view name) {
    const auto spot = fields.get(name);
    return spot ? read_number(*spot, 0.0, 10.0, faults_).value_or(0.0) : 0.0;
  }

  std::pair<double, double> pair(const Spot& spot) {
    const auto items = read_list(spot, faults_);
    if (items.size() != 2) {
      if (spot.node->kind == TreeNode::Kind::sequence)
        faults_.add(*spot.node, spot.path, "a list of another length", "[low, high]");
      return {0.0, 0.0};
    }
    const auto low = read_number(items[0], -any, any, faults_);
    const auto high = read_number(items[1], -any, any, faults_);
    if (low && high && *low >= *high)
      faults_.add(*spot.node, spot.path, "a low end that is not below the high end", "[low, high]");
    return {low.value_or(0.0), high.value_or(0.0)};
  }

  void covariate(const Spot& spot) {
    Covariate result;
    const Fields fields(spot, {"field", "equals", "centre", "per", "parameter", "by", "knowledge_sd", "source"}, faults_);
    if (const auto field = fields.need("field", "a field of the case"))
      result.field = read_text(*field, faults_).value_or("");
    if (const auto word = fields.get("equals")) result.equals = read_text(*word, faults_).value_or("");
    if (const auto centre = fields.get("centre"))
      result.centre = read_in_case_units(*centre, result.field, faults_).value_or(0.0);
    if (const auto per = fields.get("per")) result.per = read_in_case_units(*per, result.field, faults_).value_or(1.0);
    if (result.per == 0.0) faults_.add(*spot.node, path_to(spot.path, "per"), "0", "a step other than 0");
    if (result.equals.empty() && !fields.get("centre") && fields.is_mapping())
      faults_.add(*spot.node, spot.path, "neither `equals` nor `centre`", "equals: a word, or centre and per");
    if (const auto name = fields.need("parameter", "a parameter of the model"))
      result.parameter = read_word(*name, names_->parameters, faults_).value_or("");
    if (const auto by = fields.need("by", "a number")) result.by = read_number(*by, -10.0, 10.0, faults_).value_or(0.0);
    result.knowledge_sd = spread(fields, "knowledge_sd");
    result.source = read_source(fields, catalog_, faults_);
    tissue_.covariates.push_back(std::move(result));
  }

  void observables(const Spot& spot) {
    std::vector<std::optional<ObservableFact>> found(names_->observables.size());
    for (const auto& [code, item] : read_mapping(spot, faults_)) {
      const auto place = std::find(names_->observables.begin(), names_->observables.end(), code);
      if (place == names_->observables.end())
        faults_.add(*item.node, item.path, "an unknown observable " + in_quotes(code),
                    allowed_names(code, names_->observables));
      else
        found[static_cast<std::size_t>(place - names_->observables.begin())] = observable(code, item);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i])
        faults_.add(*spot.node, path_to(spot.path, names_->observables[i]),
                    "no observable " + in_quotes(names_->observables[i]), "every observable of the model");
      tissue_.observables.push_back(found[i].value_or(ObservableFact{}));
    }
  }

  ObservableFact observable(const std::string& code, const Spot& spot) {
    ObservableFact result;
    result.code = code;
    const Fields fields(spot, {"unit", "name", "better", "measurement_sd", "physical", "source"}, faults_);
    std::optional<Unit> unit;
    if (const auto text = fields.need("unit", "a unit, such as mm")) {
      result.unit = read_text(*text, faults_).value_or("");
      unit = find_unit(result.unit);
      if (!unit || unit->factor() != 1.0)
        faults_.add(*text->node, text->path, in_quotes(result.unit) + " is no canonical unit", "mm, ml, N, ...");
    }
    if (const auto name = fields.need("name", "{en: ..., zh: ...}")) result.name = read_words(*name, faults_);
    if (const auto better = fields.get("better"))
      read_word(*better, {"neutral", "higher_is_better", "lower_is_better"}, faults_);
    if (const auto error = fields.need("measurement_sd", "a quantity"))
      if (unit) result.measurement_sd = read_quantity(*error, unit->dimension, faults_).value_or(0.0);
    if (const auto physical = fields.need("physical", "[low, high] in the unit"))
      std::tie(result.physical_low, result.physical_high) = pair(*physical);
    result.source = read_source(fields, catalog_, faults_);
    return result;
  }

  void read_event(const std::string& code, const Spot& spot) {
    EventFact result;
    result.code = code;
    const Fields fields(spot, {"observable", "above", "falls_by", "returns_by", "name", "derived", "note", "threshold_moved_by", "source"}, faults_);
    if (catalog_.code("event", code) == nullptr && catalog_.code("outcome", code) == nullptr)
      faults_.add(*spot.node, spot.path, "an event " + in_quotes(code) + " that the vocabulary does not have",
                  "an event code");
    if (const auto name = fields.need("observable", "an observable of the model"))
      result.observable = read_word(*name, names_->observables, faults_).value_or("");
    if (const auto share = fields.get("falls_by")) result.falls_by = read_number(*share, 0.01, 1.0, faults_).value_or(0.0);
    if (const auto share = fields.get("returns_by")) result.returns_by = read_number(*share, 0.01, 1.0, faults_).value_or(0.0);
    const bool by_share = result.falls_by > 0.0 || result.returns_by > 0.0;
    if (const auto name = by_share ? fields.get("above") : fields.need("above", "a parameter of the model, or falls_by or returns_by"))
      result.threshold = read_word(*name, names_->parameters, faults_).value_or("");
    if (const auto name = fields.need("name", "{en: ..., zh: ...}")) result.name = read_words(*name, faults_);
    if (const auto derived = fields.get("derived")) result.derived = read_flag(*derived, faults_).value_or(true);
    if (const auto note = fields.get("note")) result.note = read_words(*note, faults_);
    if (const auto factor = fields.get("threshold_moved_by"))
      result.threshold_moved_by = read_number(*factor, 1.0, 10.0, faults_).value_or(1.5);
    result.source = read_source(fields, catalog_, faults_);
    tissue_.events.push_back(std::move(result));
  }

  void read_baseline(const std::string& field, const Spot& spot) {
    Baseline result;
    result.field = field;
    const Fields fields(spot, {"parameter", "outcome", "unit", "divide_by_one_plus"}, faults_);
    if (const auto name = fields.get("outcome")) result.outcome = read_word(*name, names_->observables, faults_).value_or("");
    if (const auto name = result.outcome.empty() ? fields.need("parameter", "a parameter of the model, or an outcome") : std::nullopt)
      result.parameter = read_word(*name, names_->parameters, faults_).value_or("");
    if (const auto name = fields.get("divide_by_one_plus"))
      result.divide_by_one_plus = read_word(*name, names_->parameters, faults_).value_or("");
    if (const auto text = fields.need("unit", "a unit, such as mm")) {
      result.unit = read_text(*text, faults_).value_or("");
      const auto unit = find_unit(result.unit);
      if (!unit || unit->factor() != 1.0)
        faults_.add(*text->node, text->path, in_quotes(result.unit) + " is no canonical unit", "mm, ml, N, ...");
    }
    tissue_.baselines.push_back(std::move(result));
  }

  /// After events and conditions.
  void read_seen(const Spot& spot) {
    const Fields fields(spot, {"kind", "event", "source"}, faults_);
    if (!fields.is_mapping()) return;
    std::vector<std::string> events;
    for (const auto& event : tissue_.events)
      if (!event.threshold.empty()) events.push_back(event.code);
    SeenKind result;
    if (const auto kind = fields.need("kind", "a kind of condition of this file")) result.kind = read_word(*kind, tissue_.conditions, faults_).value_or("");
    if (const auto event = fields.need("event", "an event of this file with a threshold")) result.event = read_word(*event, events, faults_).value_or("");
    result.source = read_source(fields, catalog_, faults_);
    tissue_.seen.push_back(std::move(result));
  }

  void read_range(const std::string& field, const Spot& spot) {
    const auto items = read_list(spot, faults_);
    if (items.size() != 2) {
      faults_.add(*spot.node, spot.path, what_stands_there(*spot.node), "[low, high]");
      return;
    }
    const auto low = read_in_case_units(items[0], field, faults_);
    const auto high = read_in_case_units(items[1], field, faults_);
    if (low && high && *low > *high) faults_.add(*spot.node, spot.path, "a low end above the high end", "[low, high]");
    tissue_.in_range.push_back({field, low.value_or(0.0), high.value_or(0.0)});
  }

  const Catalog& catalog_;
  FaultList& faults_;
  Tissue& tissue_;
  const ModelNames* names_ = nullptr;
};

}  // namespace

Faults read_tissue(const std::string& file, std::string_view text, const Catalog& catalog, Tissue& tissue) {
  const Document document = read_document(text, file);
  FaultList faults(file);
  faults.append(document.faults);
  if (document.readable) TissueReader(catalog, faults, tissue).read(document.root);
  return faults.sorted();
}

}  // namespace vultus
