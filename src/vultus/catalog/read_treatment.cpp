#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "vultus/base/text.hpp"
#include "vultus/catalog/document.hpp"
#include "vultus/catalog/read_parts.hpp"

namespace vultus {

namespace {

/// Reads one file of data/treatments, piece by piece.
class TreatmentReader {
 public:
  TreatmentReader(const Catalog& catalog, FaultList& faults, Treatment& treatment)
      : catalog_(catalog), faults_(faults), treatment_(treatment) {}

  void read(const TreeNode& root) {
    const Fields top(
        {&root, ""},
        {"format", "code", "name", "mechanism", "acts", "dose", "products", "options", "sites", "sessions", "downtime_days",
         "contraindications", "harms", "red_flags", "watch", "aftercare", "evidence_note", "evidence", "beliefs", "also_called",
         "refused", "suits", "not_suited", "interactions", "only_with", "change_when"},
        faults_);
    if (const auto format = top.need("format", "vultus-treatment/1")) read_word(*format, {"vultus-treatment/1"}, faults_);
    if (const auto code = top.need("code", "a treatment code of the vocabulary")) {
      treatment_.code = read_text(*code, faults_).value_or("");
      known_code(*code, "treatment", treatment_.code);
    }
    if (const auto name = top.need("name", "{en: ..., zh: ...}")) treatment_.name = read_words(*name, faults_);
    if (const auto text = top.get("mechanism")) treatment_.mechanism = read_words(*text, faults_);
    if (const auto text = top.get("evidence_note")) treatment_.evidence_note = read_words(*text, faults_);
    each(top, "acts", &TreatmentReader::act);
    if (const auto dose = top.get("dose")) read_dose(*dose);
    if (const auto products = top.get("products")) read_products(*products);
    if (const auto options = top.get("options"))
      for (const auto& [field, option] : read_mapping(*options, faults_)) read_option(field, option);
    if (const auto sites = top.get("sites")) treatment_.sites = read_texts(*sites, faults_);
    if (const auto sessions = top.get("sessions")) read_sessions(*sessions);
    if (const auto days = top.get("downtime_days"))
      std::tie(treatment_.downtime_low_days, treatment_.downtime_high_days) = days_from_to(*days);
    each(top, "contraindications", &TreatmentReader::contraindication);
    each(top, "harms", &TreatmentReader::harm);
    each(top, "red_flags", &TreatmentReader::red_flag);
    each(top, "beliefs", &TreatmentReader::belief);
    each(top, "suits", &TreatmentReader::indication);
    each(top, "interactions", &TreatmentReader::interaction);
    if (const auto names = top.get("also_called")) treatment_.also_called = read_texts(*names, faults_);
    if (const auto refusal = top.get("refused")) refuse(*refusal);
    if (const auto others = top.get("only_with"))
      for (const auto& item : read_list(*others, faults_))
        if (const auto code = read_text(item, faults_)) treatment_.only_with.push_back(*code), known_code(item, "treatment", *code);
    if (const auto unsuited = top.get("not_suited")) {
      const Fields fields(*unsuited, {"reason", "source"}, faults_);
      treatment_.not_suited = words(fields, "reason");
      treatment_.not_suited_source = read_source(fields, catalog_, faults_);
    }
    treatment_.change_when = advice(top, "change_when");
    treatment_.watch = advice(top, "watch");
    treatment_.aftercare = advice(top, "aftercare");
    if (const auto evidence = top.get("evidence"))
      for (const auto& item : read_list(*evidence, faults_))
        if (const auto id = read_text(item, faults_)) treatment_.evidence.push_back(known_study(item, *id));
    read_pers();
    for (const auto& action : treatment_.acts)
      if (action.amount_is_dose && !treatment_.dose)
        faults_.add(root, "dose", "no dose rule though an act delivers the dose", "units, typical and allowed");
  }

 private:
  void each(const Fields& top, std::string_view name, void (TreatmentReader::*take)(const Spot&)) {
    if (const auto list = top.get(name))
      for (const auto& item : read_list(*list, faults_)) (this->*take)(item);
  }

  void known_code(const Spot& spot, const std::string& kind, const std::string& code) {
    if (catalog_.code(kind, code) != nullptr) return;
    std::vector<std::string> names;
    if (const auto found = catalog_.codes.find(kind); found != catalog_.codes.end())
      for (const auto& [name, unused] : found->second) names.push_back(name);
    faults_.add(*spot.node, spot.path, in_quotes(code) + " is no " + kind + " code", allowed_names(code, names));
  }

  std::string known_study(const Spot& spot, const std::string& id) {
    if (catalog_.studies.contains(id)) return id;
    std::vector<std::string> names;
    for (const auto& [name, unused] : catalog_.studies) names.push_back(name);
    faults_.add(*spot.node, spot.path, in_quotes(id) + " is no study of data/evidence", allowed_names(id, names));
    return id;
  }

  double number(const Fields& fields, std::string_view name, double low, double high, double otherwise) {
    const auto spot = fields.get(name);
    return spot ? read_number(*spot, low, high, faults_).value_or(otherwise) : otherwise;
  }

  void act(const Spot& spot) {
    Action result;
    const Fields fields(spot, {"model", "port", "amount", "knowledge_sd", "per", "power", "lasting", "lasting_days"}, faults_);
    std::vector<std::string> models;
    for (const auto& facts : model_names()) models.push_back(facts.name);
    if (const auto model = fields.need("model", "a model of the roster"))
      result.model = read_word(*model, models, faults_).value_or("");
    const auto* names = model_named(result.model);
    if (const auto port = fields.need("port", "a port of the model"); port && names != nullptr)
      result.port = read_word(*port, names->ports, faults_).value_or("");
    if (const auto amount = fields.need("amount", "dose, or a number per session")) {
      result.amount_is_dose = amount->node->text == "dose";
      if (!result.amount_is_dose) result.amount = read_number(*amount, 0.0, 1e6, faults_).value_or(0.0);
    }
    result.knowledge_sd = number(fields, "knowledge_sd", 0.0, 10.0, 0.0);
    result.power = number(fields, "power", 0.0, 4.0, 1.0);
    if (const auto lasting = fields.get("lasting")) result.lasting = read_flag(*lasting, faults_).value_or(false);
    result.lasting_days = number(fields, "lasting_days", 0.0, 7305.0, 84.0);
    if (const auto per = fields.get("per")) pers_.push_back({treatment_.acts.size(), *per});
    treatment_.acts.push_back(std::move(result));
  }

  /// Doses that amounts are counted in; they need the dose rule, which stands elsewhere in the file.
  void read_pers() {
    for (const auto& [act, spot] : pers_) {
      const auto canonical = treatment_.dose && !treatment_.dose->units.empty() ? find_unit(treatment_.dose->units.front()) : std::nullopt;
      if (!canonical) faults_.add(*spot.node, spot.path, "a dose to count in, and no dose rule", "dose: {units: ..., typical: ..., allowed: ...}");
      else if (const auto dose = dose_amount(spot, *canonical); dose && *dose > 0.0) treatment_.acts[act].per = *dose;
      else if (dose) faults_.add(*spot.node, spot.path, "a dose of 0", "a dose above 0");
    }
  }

  void indication(const Spot& spot) {
    Indication result;
    const Fields fields(spot, {"kind", "least_height"}, faults_);
    if (const auto kind = fields.need("kind", "a kind of condition")) result.kind = read_text(*kind, faults_).value_or("");
    if (const auto height = fields.get("least_height")) result.least_height = read_quantity(*height, Dimension::length, faults_).value_or(0.0);
    treatment_.suits.push_back(std::move(result));
  }

  void interaction(const Spot& spot) {
    Interaction result;
    const Fields fields(spot, {"with", "level", "reason", "source"}, faults_);
    if (const auto with = fields.need("with", "a treatment code")) {
      result.with = read_text(*with, faults_).value_or("");
      known_code(*with, "treatment", result.with);
    }
    result.level = level(fields);
    result.reason = words(fields, "reason");
    result.source = read_source(fields, catalog_, faults_);
    treatment_.interactions.push_back(std::move(result));
  }

  void refuse(const Spot& spot) {
    Refusal result;
    const Fields fields(spot, {"kind", "reason", "meant", "source"}, faults_);
    if (const auto kind = fields.need("kind", "unsafe or no_evidence"))
      if (read_word(*kind, {"unsafe", "no_evidence"}, faults_) == "unsafe") result.kind = Refusal::Kind::unsafe;
    result.reason = words(fields, "reason");
    if (const auto meant = fields.get("meant")) result.meant = read_words(*meant, faults_);
    result.source = read_source(fields, catalog_, faults_);
    treatment_.refused = std::move(result);
  }

  Level level(const Fields& fields) {
    const auto spot = fields.need("level", "excluded or caution");
    return spot && read_word(*spot, {"excluded", "caution"}, faults_) == "excluded" ? Level::excluded : Level::caution;
  }

  /// A dose written in the treatment's own file; a bare unit (1 U) means the canonical one.
  std::optional<double> dose_amount(const Spot& spot, const Unit& canonical) {
    const auto text = read_text(spot, faults_);
    if (!text) return std::nullopt;
    const auto quantity = parse_quantity(*text);
    if (!quantity) {
      faults_.add(*spot.node, spot.path, quantity.error().found, quantity.error().allowed);
      return std::nullopt;
    }
    if (quantity->dimension == canonical.dimension && (quantity->basis == canonical.basis || quantity->basis == Basis::none))
      return quantity->value;
    // "0.1 g" where the unit is g per day
    const auto unit_starts = text->find_first_not_of("0123456789. ");
    const auto& whole = treatment_.dose->units.front();
    if (unit_starts != std::string::npos && whole.starts_with(text->substr(unit_starts) + " "))
      if (const auto amount = parse_number(text->substr(0, unit_starts))) return *amount;
    faults_.add(*spot.node, spot.path, in_quotes(*text), "a quantity in " + treatment_.dose->units.front());
    return std::nullopt;
  }

  void read_dose(const Spot& spot) {
    const Fields fields(spot, {"units", "required", "typical", "allowed"}, faults_);
    DoseRule rule;
    if (const auto units = fields.need("units", "a list of units")) rule.units = read_texts(*units, faults_);
    if (const auto required = fields.get("required")) rule.required = read_flag(*required, faults_).value_or(false);
    if (rule.units.empty()) return;  // a treatment without a dose
    std::optional<Unit> canonical;
    for (const auto& name : rule.units) {
      const auto unit = find_unit(name);
      if (!unit)
        faults_.add(*spot.node, path_to(spot.path, "units"), "an unknown unit " + in_quotes(name),
                    "units such as U per side or ml");
      else if (!canonical && unit->factor() != 1.0)
        faults_.add(*spot.node, path_to(spot.path, "units"), in_quotes(name) + " first",
                    "a canonical unit first, such as mm, ml or U");
      if (&name == &rule.units.front()) canonical = unit;
    }
    treatment_.dose = std::move(rule);
    if (!canonical) return;
    if (const auto typical = fields.need("typical", "a quantity"))
      treatment_.dose->typical = dose_amount(*typical, *canonical).value_or(0.0);
    if (const auto allowed = fields.need("allowed", "[low, high]")) {
      const auto items = read_list(*allowed, faults_);
      if (items.size() != 2) {
        faults_.add(*allowed->node, allowed->path, what_stands_there(*allowed->node), "[low, high]");
        return;
      }
      treatment_.dose->low = dose_amount(items[0], *canonical).value_or(0.0);
      treatment_.dose->high = dose_amount(items[1], *canonical).value_or(0.0);
      const auto& dose = *treatment_.dose;
      if (!(dose.low <= dose.typical && dose.typical <= dose.high))
        faults_.add(*allowed->node, allowed->path, "a typical dose outside the allowed range", "low <= typical <= high");
    }
  }

  void read_products(const Spot& spot) {
    for (const auto& [name, item] : read_mapping(spot, faults_)) {
      if (name == "default") {
        treatment_.default_product = read_text(item, faults_).value_or("");
        continue;
      }
      Product product;
      product.name = name;
      const Fields fields(item, {"aliases", "factor", "knowledge_sd", "source"}, faults_);
      if (const auto aliases = fields.get("aliases")) product.aliases = read_texts(*aliases, faults_);
      product.factor.name = fmt::format("{}.product.{}", treatment_.code, name);
      if (const auto factor = fields.need("factor", "a number above 0"))
        product.factor.median = read_number(*factor, 1e-6, 1e6, faults_).value_or(1.0);
      product.factor.knowledge_sd = number(fields, "knowledge_sd", 0.0, 10.0, 0.0);
      product.factor.source = read_source(fields, catalog_, faults_);
      treatment_.products.push_back(std::move(product));
    }
    const auto& wanted = treatment_.default_product;
    const auto same = [&](const Product& product) { return product.name == wanted; };
    if (!treatment_.products.empty() && std::none_of(treatment_.products.begin(), treatment_.products.end(), same))
      faults_.add(*spot.node, path_to(spot.path, "default"), in_quotes(wanted), "the name of one of the products");
  }

  void read_option(const std::string& field, const Spot& spot) {
    Option result;
    result.field = field;
    const Fields fields(spot, {"values", "log_over", "by", "knowledge_sd", "source"}, faults_);
    const auto values = fields.get("values");
    if (values) {
      for (const auto& [word, item] : read_mapping(*values, faults_)) {
        const Fields one(item, {"by", "knowledge_sd"}, faults_);
        result.values[word] = {number(one, "by", -10.0, 10.0, 0.0), number(one, "knowledge_sd", 0.0, 10.0, 0.0)};
      }
    } else if (const auto over = fields.need("log_over", "a number above 0, or `values`")) {
      result.log_over = read_number(*over, 1e-6, 1e6, faults_).value_or(1.0);
      result.by = number(fields, "by", -10.0, 10.0, 0.0);
      result.knowledge_sd = number(fields, "knowledge_sd", 0.0, 10.0, 0.0);
    }
    result.source = read_source(fields, catalog_, faults_);
    treatment_.options.push_back(std::move(result));
  }

  void read_sessions(const Spot& spot) {
    const Fields fields(spot, {"typical", "every"}, faults_);
    treatment_.typical_sessions = number(fields, "typical", 1.0, 1000.0, 1.0);
    if (const auto every = fields.get("every"))
      treatment_.typical_every_days = read_quantity(*every, Dimension::time, faults_).value_or(0.0);
  }

  std::pair<double, double> days_from_to(const Spot& spot) {
    const auto items = read_list(spot, faults_);
    if (items.size() != 2) {
      faults_.add(*spot.node, spot.path, what_stands_there(*spot.node), "[from, to] in days");
      return {0.0, 0.0};
    }
    const auto from = read_number(items[0], 0.0, 36525.0, faults_);
    const auto to = read_number(items[1], 0.0, 36525.0, faults_);
    if (from && to && *from > *to) faults_.add(*spot.node, spot.path, "a first day after the last", "[from, to] in days");
    return {from.value_or(0.0), to.value_or(0.0)};
  }

  Urgency urgency(const Fields& fields, std::string_view name) {
    const auto spot = fields.need(name, "now, within_a_day or next_visit");
    const auto word = spot ? read_word(*spot, {"now", "within_a_day", "next_visit"}, faults_) : std::nullopt;
    if (word == "now") return Urgency::now;
    return word == "within_a_day" ? Urgency::within_a_day : Urgency::next_visit;
  }

  Words words(const Fields& fields, std::string_view name) {
    const auto spot = fields.need(name, "{en: ..., zh: ...}");
    return spot ? read_words(*spot, faults_) : Words{};
  }

  void contraindication(const Spot& spot) {
    Contraindication result;
    const Fields fields(spot, {"field", "equals", "below", "at_least", "level", "mild", "reason", "source"}, faults_);
    if (const auto field = fields.need("field", "a field of the patient"))
      result.field = read_text(*field, faults_).value_or("");
    if (const auto word = fields.get("equals")) result.equals = read_text(*word, faults_).value_or("");
    if (const auto bound = fields.get("below")) result.below = read_number(*bound, -1e9, 1e9, faults_);
    if (const auto bound = fields.get("at_least")) result.at_least = read_number(*bound, -1e9, 1e9, faults_);
    result.level = level(fields);
    if (const auto mild = fields.get("mild")) result.mild = read_flag(*mild, faults_).value_or(false) && result.level == Level::caution;
    result.reason = words(fields, "reason");
    result.source = read_source(fields, catalog_, faults_);
    treatment_.contraindications.push_back(std::move(result));
  }

  void harm(const Spot& spot) {
    Harm result;
    const Fields fields(spot, {"event", "name", "note", "counts", "days", "urgency", "what_to_do"}, faults_);
    // A harm that no trial of the tables counted may stand here under a code of its own; then it needs a note.
    if (const auto event = fields.need("event", "an event code")) {
      result.event = read_text(*event, faults_).value_or("");
      if (!fields.get("note") && !fields.get("name")) known_code(*event, "event", result.event);
    }
    if (const auto name = fields.get("name")) result.name = read_words(*name, faults_);
    if (const auto note = fields.get("note")) result.note = read_words(*note, faults_);
    if (const auto counts = fields.get("counts"))
      for (const auto& item : read_list(*counts, faults_)) result.counts.push_back(count(item));
    if (const auto days = fields.need("days", "[from, to]")) std::tie(result.from_day, result.to_day) = days_from_to(*days);
    result.urgency = urgency(fields, "urgency");
    result.what_to_do = words(fields, "what_to_do");
    treatment_.harms.push_back(std::move(result));
  }

  HarmCount count(const Spot& spot) {
    HarmCount result;
    const Fields fields(spot, {"study", "events", "n"}, faults_);
    if (const auto study = fields.need("study", "a study id or an address")) {
      result.study = read_text(*study, faults_).value_or("");
      if (!result.study.starts_with("http")) known_study(*study, result.study);
    }
    if (const auto people = fields.need("n", "how many were at risk"))
      result.n = read_number(*people, 1.0, 1e9, faults_).value_or(1.0);
    if (const auto events = fields.need("events", "how many had it"))
      result.events = read_number(*events, 0.0, result.n > 0.0 ? result.n : 1e9, faults_).value_or(0.0);
    return result;
  }

  void red_flag(const Spot& spot) {
    RedFlag result;
    const Fields fields(spot, {"code", "text", "do", "soon", "words", "source"}, faults_);
    if (const auto code = fields.need("code", "a word")) result.code = read_text(*code, faults_).value_or("");
    result.text = words(fields, "text");
    result.action = words(fields, "do");
    result.soon = urgency(fields, "soon");
    if (const auto spoken = fields.get("words")) {
      const Fields both(*spoken, {"en", "zh"}, faults_);
      if (const auto en = both.get("en")) result.words_en = read_texts(*en, faults_);
      if (const auto zh = both.get("zh")) result.words_zh = read_texts(*zh, faults_);
    }
    result.source = read_source(fields, catalog_, faults_);
    treatment_.red_flags.push_back(std::move(result));
  }

  void belief(const Spot& spot) {
    const Fields fields(spot, {"factor", "finding"}, faults_);
    treatment_.beliefs.push_back({words(fields, "factor"), words(fields, "finding")});
  }

  std::vector<Words> advice(const Fields& top, std::string_view name) {
    std::vector<Words> result;
    const auto list = top.get(name);
    if (!list) return result;
    for (const auto& item : read_list(*list, faults_)) {
      const Fields fields(item, {"en", "zh", "evidence"}, faults_);
      Words text;
      if (const auto en = fields.need("en", "a text")) text.en = read_text(*en, faults_).value_or("");
      if (const auto zh = fields.need("zh", "a text")) text.zh = read_text(*zh, faults_).value_or("");
      result.push_back(std::move(text));
    }
    return result;
  }

  const Catalog& catalog_;
  FaultList& faults_;
  Treatment& treatment_;
  std::vector<std::pair<std::size_t, Spot>> pers_;  ///< of which act
};

}  // namespace

Faults read_treatment(const std::string& file, std::string_view text, const Catalog& catalog, Treatment& treatment) {
  const Document document = read_document(text, file);
  FaultList faults(file);
  faults.append(document.faults);
  treatment.file = file;
  if (document.readable) TreatmentReader(catalog, faults, treatment).read(document.root);
  return faults.sorted();
}

}  // namespace vultus
