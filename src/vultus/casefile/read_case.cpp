#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/text.hpp"
#include "vultus/casefile/casefile.hpp"
#include "vultus/casefile/days.hpp"
#include "vultus/casefile/entries.hpp"
#include "vultus/casefile/goals.hpp"
#include "vultus/casefile/kinds.hpp"
#include "vultus/casefile/measures.hpp"

namespace vultus {

namespace {

constexpr double longest_horizon = 7305.0;  // 20 years
constexpr double usual_horizon = 364.0;     // 52 weeks
constexpr std::size_t most_deliveries = 10000;

struct DraftVisit {
  Visit visit;
  Spot spot;
  std::optional<DayBook::Ticket> day;
  bool whole = false;
};

struct DraftPlan {
  std::string name;
  Spot spot;
  std::vector<DraftEntry> entries;
};

/// Reads one case, piece by piece; days are settled once all of them have been seen.
class CaseReader {
 public:
  CaseReader(const Catalog& catalog, FaultList& faults) : catalog_(catalog), faults_(faults) {}

  CaseFile read(const TreeNode& root) {
    const Spot spot{&root, ""};
    const Fields top(spot,
                     {"format", "language", "patient", "question", "conditions", "history", "visits", "plans", "horizon",
                      "today", "goals"},
                     faults_);
    if (!top.is_mapping()) return {};
    head(top);
    if (const auto patient = top.get("patient")) read_patient(*patient);
    if (const auto conditions = top.need("conditions", "a list of conditions, each with its kind"))
      read_conditions(*conditions);
    if (const auto list = top.get("history")) history_ = read_entries(*list, catalog_, days_, faults_);
    if (const auto list = top.get("visits"))
      for (const auto& item : read_list(*list, faults_))
        if (!faults_.full()) visits_.push_back(read_visit(item));
    if (const auto plans = top.get("plans"))
      for (const auto& [name, list] : read_mapping(*plans, faults_))
        plans_.push_back({name, list, read_entries(list, catalog_, days_, faults_)});
    std::optional<DayBook::Ticket> today;
    const auto today_spot = top.get("today");
    if (today_spot) today = days_.note(*today_spot, faults_);
    days_.settle(faults_);
    settle();
    place_in_time(top, today);
    if (const auto list = top.get("goals"))
      for (const auto& item : read_list(*list, faults_)) {
        if (faults_.full()) break;
        if (auto goal = read_goal(item, catalog_, days_, faults_)) case_.goals.push_back(std::move(*goal));
      }
    return std::move(case_);
  }

 private:
  void head(const Fields& top) {
    if (const auto format = top.need("format", "vultus-case/1")) read_word(*format, {"vultus-case/1"}, faults_);
    if (const auto language = top.get("language"))
      if (read_word(*language, {"en", "zh"}, faults_) == "zh") case_.language = Language::zh;
    if (const auto question = top.get("question")) case_.question = read_text(*question, faults_).value_or("");
  }

  /// Reads the fields that have rules; `others` are read elsewhere.
  std::map<std::string, FieldValue> read_fields(const Spot& spot, const std::vector<FieldRule>& rules,
                                                std::vector<std::string> others, const std::vector<std::string>& required) {
    std::map<std::string, FieldValue> values;
    std::vector<std::string> names = std::move(others);
    names.reserve(names.size() + rules.size());
    for (const auto& rule : rules) names.push_back(rule.name);
    const Fields fields(spot, names, faults_);
    for (const auto& rule : rules) {
      const bool needed = std::find(required.begin(), required.end(), rule.name) != required.end();
      const auto value = needed ? fields.need(rule.name, "a value") : fields.get(rule.name);
      if (!value) continue;
      if (auto read = read_field(*value, rule, faults_)) values[rule.name] = std::move(*read);
    }
    return values;
  }

  void read_patient(const Spot& spot) {
    case_.patient.fields = read_fields(spot, patient_rules(catalog_), {"allergies"}, {});
    const TreeNode* allergies = spot.node->at("allergies");
    if (allergies != nullptr) case_.patient.allergies = read_texts({allergies, path_to(spot.path, "allergies")}, faults_);
  }

  void read_conditions(const Spot& spot) {
    const auto items = read_list(spot, faults_);
    if (items.empty() && (spot.node->kind == TreeNode::Kind::sequence || spot.node->kind == TreeNode::Kind::null))
      faults_.add(*spot.node, spot.path, "no condition", "at least one condition with its kind");
    for (const auto& item : items) {
      if (faults_.full()) break;
      if (item.node->kind != TreeNode::Kind::mapping) {
        faults_.add(*item.node, item.path, what_stands_there(*item.node), "a mapping with the field kind");
        continue;
      }
      std::vector<std::string> kinds;
      for (const auto& rule : kind_rules()) kinds.push_back(rule.kind);
      const TreeNode* kind = item.node->at("kind");
      if (kind == nullptr) {
        faults_.add(*item.node, path_to(item.path, "kind"), "no field \"kind\"", joined(kinds));
        continue;
      }
      const auto word = read_word({kind, path_to(item.path, "kind")}, kinds, faults_);
      if (!word) continue;
      Condition condition;
      condition.kind = *word;
      condition.place = {item.node->line, item.node->column};
      condition.fields = read_fields(item, kind_rule(*word)->fields, {"kind"}, {});
      case_.conditions.push_back(std::move(condition));
    }
  }

  DraftVisit read_visit(const Spot& spot) {
    DraftVisit draft;
    draft.spot = spot;
    draft.visit.place = {spot.node->line, spot.node->column};
    const Fields fields(spot, {"day", "outcome", "value"}, faults_);
    if (const auto day = fields.need("day", "a day such as 42, or a date such as 2026-03-09"))
      draft.day = days_.note(*day, faults_);
    const auto value = fields.need("value", "a quantity with its unit, or true or false for an event");
    const auto outcome = fields.need("outcome", "an outcome or event code");
    if (!outcome) return draft;
    const auto code = read_text(*outcome, faults_);
    if (!code) return draft;
    const auto measure = find_measure(*code, catalog_);
    if (!measure) {
      faults_.add(*outcome->node, outcome->path, "an unknown outcome " + in_quotes(*code),
                  allowed_names(*code, measure_codes(catalog_)));
      return draft;
    }
    draft.visit.outcome = *code;
    if (!value) return draft;
    if (const auto read = read_value(*value, *measure, faults_)) {
      draft.visit.value = *read;
      draft.whole = true;
    }
    return draft;
  }

  void settle() {
    case_.day_zero = days_.day_zero();
    case_.history = settled(history_, days_, faults_);
    for (auto& draft : plans_) case_.plans.push_back({draft.name, settled(draft.entries, days_, faults_)});
    if (case_.plans.empty()) case_.plans.push_back({"wait", {}});
    for (auto& draft : visits_) {
      const auto day = days_.day(draft.day);
      draft.visit.day = day.value_or(0.0);
      if (draft.whole && day) case_.visits.push_back(draft.visit);
    }
    std::stable_sort(case_.visits.begin(), case_.visits.end(), [](const Visit& a, const Visit& b) { return a.day < b.day; });
    std::size_t deliveries = 0;
    const auto count = [&](const std::vector<Entry>& entries) {
      for (const auto& entry : entries) deliveries += static_cast<std::size_t>(entry.sessions);
    };
    count(case_.history);
    for (const auto& plan : case_.plans) count(plan.entries);
    if (deliveries > most_deliveries)
      faults_.add(0, 0, "plans", fmt::format("{} sessions in all", deliveries), fmt::format("at most {}", most_deliveries));
  }

  /// Where the person stands without `today`: the last visit, else the last entry of the history; never before either.
  [[nodiscard]] double last_known_day() const {
    double last = 0.0;
    for (const auto& draft : visits_) last = std::max(last, draft.visit.day);
    for (const auto& entry : case_.history) last = std::max(last, entry.day);
    return last;
  }

  void place_in_time(const Fields& top, std::optional<DayBook::Ticket> today) {
    const auto named = days_.day(today);
    case_.today = named.value_or(last_known_day());
    if (named) refuse_after_today();
    if (named || !top.get("today")) refuse_plans_before_today();
    const auto spot = top.get("horizon");
    case_.horizon_days = case_.today < usual_horizon ? usual_horizon : case_.today + usual_horizon;
    if (!spot) {
      if (case_.horizon_days > longest_horizon) case_.horizon_days = std::max(longest_horizon, case_.today);
      return;
    }
    const auto horizon = read_quantity(*spot, Dimension::time, faults_);
    if (!horizon) return;
    case_.horizon_days = *horizon;
    const auto refuse = [&](const std::string& why, const std::string& allowed) {
      faults_.add(*spot->node, spot->path, in_quotes(spot->node->text) + why, allowed);
    };
    if (*horizon < 1.0)
      refuse(*horizon < 0.0 ? " is negative" : " is too short", "1 day to 20 years from day 0");
    else if (*horizon > longest_horizon)
      refuse(" is too long", "1 day to 20 years from day 0");
    else if (*horizon < case_.today)
      refuse(fmt::format(" from day 0 ends before today ({})", days_.in_words(case_.today)),
             "a horizon that reaches past today");
  }

  void refuse_after_today() {
    const std::string until = days_.in_words(case_.today) + " (today) or earlier";
    for (const auto& draft : visits_)
      if (draft.visit.day > case_.today)
        faults_.add(*draft.spot.node->at("day"), path_to(draft.spot.path, "day"),
                    days_.in_words(draft.visit.day) + ", a visit after today", until);
    for (const auto& draft : history_) {
      const double day = days_.day(draft.day).value_or(0.0);
      if (day > case_.today)
        faults_.add(*draft.spot.node->at("day"), path_to(draft.spot.path, "day"),
                    days_.in_words(day) + ", a history entry after today", until + "; what is to come goes into plans");
    }
  }

  void refuse_plans_before_today() {
    for (const auto& plan : plans_) {
      for (const auto& draft : plan.entries) {
        const double day = days_.day(draft.day).value_or(case_.today);
        if (day < case_.today)
          faults_.add(*draft.spot.node->at("day"), path_to(draft.spot.path, "day"),
                      days_.in_words(day) + ", a plan before today",
                      days_.in_words(case_.today) + " (today) or later; what was done goes into history");
      }
    }
  }

  const Catalog& catalog_;
  FaultList& faults_;
  CaseFile case_;
  DayBook days_;
  std::vector<DraftEntry> history_;
  std::vector<DraftVisit> visits_;
  std::vector<DraftPlan> plans_;
};

}  // namespace

Checked<CaseFile> read_case(std::string_view text, const std::string& file, const Catalog& catalog) {
  const Document document = read_document(text, file);
  FaultList faults(file);
  faults.append(document.faults);
  CaseFile result;
  if (document.readable) result = CaseReader(catalog, faults).read(document.root);
  if (!faults.empty()) return tl::unexpected(faults.sorted());
  result.file = file;
  return result;
}

}  // namespace vultus
