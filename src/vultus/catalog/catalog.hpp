// What vultus knows: treatments, tissues with their parameters, studies, codes. read_catalog() reads data/ once.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vultus/base/fault.hpp"
#include "vultus/base/language.hpp"

namespace vultus {

// ---------------------------------------------------------------- tissues

/// A log-normal (logit-normal) law: median, and three kinds of spread kept apart, each an sd on the log (logit) scale.
struct Law {
  double median = 0.0;
  double knowledge_sd = 0.0;  ///< what we do not know of the median
  double setting_sd = 0.0;    ///< how studies, clinics and raters differ
  double people_sd = 0.0;     ///< how people differ
  std::string source;
};

enum class Transform { log, logit };

struct Parameter {
  std::string name, unit;
  Words meaning;
  Transform transform = Transform::log;
  double lower = 0.0, upper = 0.0;
  Law prior;                     ///< from physiology; what a calibration starts from
  std::optional<Law> rough_fit;  ///< what a first version forecasts with; never a prior
  std::optional<Law> calibrated;  ///< what a posterior says; put in when one is loaded
};

/// Adds by * (value - centre)/per, or by where the field equals a word, on the parameter's log (logit) scale. Field `kind` is the kind of
/// condition; `patient.age` is the person's and `condition.age` the condition's
/// (in days), where both have one.
struct Covariate {
  std::string field, equals, parameter;
  double centre = 0.0, per = 1.0, by = 0.0, knowledge_sd = 0.0;
  std::string source;
};

struct ObservableFact {
  std::string code, unit;
  Words name;
  double measurement_sd = 0.0;  ///< in the unit
  double physical_low = 0.0, physical_high = 0.0;
  std::string source;
};

/// What can be so or not so: an observable above a threshold that differs between people; or it has fallen by a share of where it
/// was on day 0; or, having fallen by half or more, it has risen again by a share of where it was.
struct EventFact {
  std::string code, observable, threshold;  ///< threshold: a parameter of the model; empty for the other two
  double falls_by = 0.0, returns_by = 0.0;
  Words name, note;
  bool derived = true;              ///< follows from something measured; itself only counted, never followed
  double threshold_moved_by = 1.5;  ///< the answer is shown with the threshold divided and multiplied by this
  std::string source;
};

/// A case field that sets a model parameter: parameter = value / (1 + divide_by_one_plus); or one that is a measurement of an outcome
/// on day 0.
struct Baseline {
  std::string field, parameter, unit, divide_by_one_plus;
  std::string outcome;  ///< then there is no parameter
};

/// A kind of condition that is one only while an event is seen: who names it sees that on day 0.
struct SeenKind {
  std::string kind, event, source;
};

struct Range {
  std::string field;
  double low = 0.0, high = 0.0;  ///< canonical units
};

/// What trials showed beside a tissue model's mechanism: for each observable and week after the first treatment, the logarithm of
/// (average trial / mechanism). Normal, and correlated with the parameters learnt.
struct Discrepancy {
  std::vector<std::size_t> observables;  ///< of the tissue
  std::vector<double> weeks;             ///< ascending, above 0; nothing is added before the treatment, the last week's stays
  std::vector<std::string> treatments;   ///< whose first session starts the clock
  std::vector<double> mean;              ///< observables x weeks
};

/// What a calibration on published arms has learnt of a tissue, beyond each parameter's own law.
struct LearntLaws {
  std::vector<std::size_t> parameters;  ///< those learnt together
  Discrepancy discrepancy;              ///< learnt with them; without observables: none
  /// Square, lower triangle, row by row: sd's and correlations of what is not known of the parameters, on their own scales, and
  /// below them of the discrepancy.
  std::vector<double> root;
  std::string digest;                   ///< of the posterior
  std::vector<std::string> studies;     ///< learnt from
  double participants = 0.0;
  std::optional<double> error_against_mean;  ///< on trials never seen, over that of averaging similar trials; empty: not measured
};

struct Tissue {
  std::string model, version, status;   ///< status: rough_fit | calibrated
  std::vector<std::string> conditions;  ///< kinds of condition that the model speaks of
  std::vector<std::string> trial_conditions;  ///< conditions of studies that it learns from beside these; empty: of all
  Words status_note;
  std::vector<Parameter> parameters;  ///< in the order of the model's param_names
  std::vector<Covariate> covariates;
  std::vector<ObservableFact> observables;  ///< in the order of the model's observable_names
  std::vector<EventFact> events;
  std::vector<Baseline> baselines;
  std::vector<SeenKind> seen;
  std::vector<Range> in_range;
  std::vector<std::string> recovers;  ///< observables that people want back as they were on day 0
  double responder_steepness = 12.0;  ///< logits of response per unit of relative change, before trials are seen; an assumption
  std::string main_event, main_outcome;  ///< what an answer turns on; empty: the first that recovers
  std::optional<LearntLaws> learnt;  ///< status calibrated: from a posterior, not from the tissue's file
};

// ---------------------------------------------------------------- treatments

/// Multiplies a delivered amount; log-normal over what we do not know.
struct Factor {
  std::string name;  ///< "botulinum_masseter.product.abobotulinum"
  double median = 1.0, knowledge_sd = 0.0;
  std::string source;
};

struct Product {
  std::string name;
  std::vector<std::string> aliases;
  Factor factor;
};

/// amount x exp(by) for a word, amount x (value / log_over)^by for a number; by ~ normal(by, knowledge_sd).
struct Option {
  std::string field;
  std::map<std::string, std::pair<double, double>> values;  ///< word -> by, knowledge_sd
  double log_over = 0.0;                                    ///< 0: an option of words
  double by = 0.0, knowledge_sd = 0.0;
  std::string source;
};

/// What a session delivers: a fixed amount, or (dose / per)^power. Lasting care delivers as long as it is kept up.
struct Action {
  std::string model, port;
  bool amount_is_dose = false;
  double amount = 0.0;
  double knowledge_sd = 0.0;  ///< of the amount, log scale
  double per = 1.0, power = 1.0;
  bool lasting = false;       ///< added on the first day and taken away on the last
  double lasting_days = 0.0;  ///< of an entry that does not say until when
};

struct DoseRule {
  std::vector<std::string> units;  ///< those that may be written; the first is canonical
  bool required = false;
  double typical = 0.0, low = 0.0, high = 0.0;
};

enum class Urgency { now, within_a_day, next_visit };
enum class Level { excluded, caution };

struct Contraindication {
  std::string field, equals;  ///< a field of `patient`; equals empty: any value that is true or present
  std::optional<double> below, at_least;  ///< of a number
  Level level = Level::caution;
  bool mild = false;  ///< a caution under which reviews allow it: who calls it safe is right in part
  Words reason;
  std::string source;
};

struct HarmCount {
  std::string study;
  double events = 0.0, n = 0.0;
};

struct Harm {
  std::string event;
  Words name, note;  ///< name: only where the event is no code of the vocabulary
  std::vector<HarmCount> counts;
  double from_day = 0.0, to_day = 0.0;
  Urgency urgency = Urgency::next_visit;
  Words what_to_do;
};

struct RedFlag {
  std::string code;
  Words text, action;
  Urgency soon = Urgency::now;
  std::vector<std::string> words_en, words_zh;  ///< in a question these raise the flag
  std::string source;
};

struct Belief {
  Words factor, finding;
};

/// A kind of condition that a treatment is for; raised by at least so many mm where that matters.
struct Indication {
  std::string kind;
  double least_height = 0.0;
};

struct Interaction {
  std::string with;  ///< treatment code
  Level level = Level::caution;
  Words reason;
  std::string source;
};

/// Why a treatment is never forecast.
struct Refusal {
  enum class Kind { unsafe, no_evidence } kind = Kind::no_evidence;
  Words reason, meant;  ///< meant: what a page that recommends it may have had in mind
  std::string source;
};

struct Treatment {
  std::string code, file;
  Words name, mechanism, evidence_note;
  std::vector<std::string> also_called;  ///< words that a case may write instead of the code
  std::optional<Refusal> refused;
  std::vector<Indication> suits;         ///< empty: it does not say
  Words not_suited;                      ///< said where the condition is none of these
  std::string not_suited_source;
  std::vector<Interaction> interactions;
  std::vector<std::string> only_with;    ///< treatment codes of which one goes with it, the usual one first; empty: it stands alone
  std::vector<Action> acts;
  std::optional<DoseRule> dose;
  std::string default_product;
  std::vector<Product> products;
  std::vector<Option> options;
  std::vector<std::string> sites;
  double typical_sessions = 1.0, typical_every_days = 0.0;
  double downtime_low_days = 0.0, downtime_high_days = 0.0;
  std::vector<Contraindication> contraindications;
  std::vector<Harm> harms;
  std::vector<RedFlag> red_flags;
  std::vector<Words> watch, aftercare, change_when;
  std::vector<std::string> evidence;
  std::vector<Belief> beliefs;

  /// Whether `suits` names this kind of condition, at whatever height.
  [[nodiscard]] bool is_for(std::string_view kind) const;
  /// Whether a study is behind it.
  [[nodiscard]] bool tried() const { return !evidence.empty(); }
};

// ---------------------------------------------------------------- evidence and codes

struct Study {
  std::string id, topic, citation, doi, url, design, risk_of_bias, condition;
  int year = 0;
  std::optional<int> people;
  std::vector<std::string> overlaps_with;  ///< studies that may share people: never counted beside this one
};

/// How often one event was counted among the people of one study who were given the same: arms that differ only in dose together.
struct HarmTally {
  std::string study;                    ///< id, or an address that a treatment's file gives
  std::vector<std::string> treatments;  ///< sorted; more than one: given together
  double events = 0.0, n = 0.0;
  bool from_file = false;  ///< a treatment's file gives it, not a row of adverse.csv
};

struct Code {
  std::string kind, code, meaning, meaning_zh, direction;
  std::optional<double> scale_min, scale_max;
  std::vector<std::string> units;  ///< of an outcome: those in which trials printed its level, the commonest first
};

/// Ports, parameters and observables of a model of the roster, by name; the position is the model's own number.
struct ModelNames {
  std::string name;
  std::vector<std::string> ports, parameters, observables;
};
/// Every model of the roster.
const std::vector<ModelNames>& model_names();
const ModelNames* model_named(std::string_view name);

struct Catalog {
  std::string directory;
  std::vector<Tissue> tissues;
  std::vector<Treatment> treatments;
  std::map<std::string, Study> studies;                      ///< by id
  std::map<std::string, std::map<std::string, Code>> codes;  ///< kind -> code -> meaning
  std::map<std::string, std::vector<HarmTally>, std::less<>> tallies;  ///< by event; harm_table.hpp says which of them speak of a treatment

  [[nodiscard]] const Tissue* tissue(std::string_view model) const;
  [[nodiscard]] const Treatment* treatment(std::string_view code) const;
  /// The treatment that goes by this word: its code or one of its other names, in any case and width; nothing when there is none.
  [[nodiscard]] const Treatment* treatment_called(std::string_view word) const;
  /// The code of the vocabulary; nothing when there is none.
  [[nodiscard]] const Code* code(std::string_view kind, std::string_view code) const;
  /// The tissue's fact about an observable or event, whichever tissue has it.
  [[nodiscard]] const ObservableFact* observable(std::string_view code) const;
  [[nodiscard]] const EventFact* event(std::string_view code) const;
  /// Name of a treatment, outcome or event code in a language; the code itself where it is unknown.
  [[nodiscard]] std::string name_of(std::string_view kind, std::string_view code, Language language) const;
};

/// Where data/ is: $VULTUS_DATA, else ../share/vultus/data beside the program, else the source tree it was built from.
std::string data_directory();

/// Reads tissues, treatments, studies and vocabulary; every fault of every file at once. A treatment that names a port,
/// model, parameter, study or code that does not exist is a fault.
Checked<Catalog> read_catalog(const std::string& directory);

/// The tissues alone, for those who need no treatment: half the time.
Checked<std::vector<Tissue>> read_tissues(const std::string& directory);

}  // namespace vultus
