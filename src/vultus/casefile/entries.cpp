#include "vultus/casefile/entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

constexpr double most_sessions = 1000;  // of one entry; daily care is written with `until`
constexpr double longest_pause = 7305;  // days between sessions, 20 years

/// Treatments that may be named: those with a file, then the rest of the vocabulary.
std::vector<std::string> treatment_codes(const Catalog& catalog) {
  std::vector<std::string> codes;
  for (const auto& treatment : catalog.treatments) codes.push_back(treatment.code);
  if (const auto found = catalog.codes.find("treatment"); found != catalog.codes.end())
    for (const auto& [code, unused] : found->second)
      if (catalog.treatment(code) == nullptr) codes.push_back(code);
  return codes;
}

const std::vector<std::string>& basic_fields() {
  static const std::vector<std::string> names{"day", "treatment", "product", "dose", "site", "sessions", "every", "until"};
  return names;
}

/// Reads one entry.
class EntryReader {
 public:
  EntryReader(const Spot& spot, const Catalog& catalog, DayBook& days, FaultList& faults)
      : spot_(spot), catalog_(catalog), days_(days), faults_(faults) {}

  DraftEntry read() {
    const TreeNode* named = spot_.node->at("treatment");
    treatment_ = named == nullptr ? nullptr : catalog_.treatment_called(named->text);
    const Fields fields(spot_, field_names(), faults_);
    draft_.spot = spot_;
    draft_.entry.place = {spot_.node->line, spot_.node->column};
    if (const auto day = fields.need("day", "a day such as 42, or a date such as 2026-03-09"))
      draft_.day = days_.note(*day, faults_);
    if (const auto code = fields.need("treatment", "a treatment code")) read_treatment(*code);
    if (const auto product = fields.get("product")) read_product(*product);
    if (const auto site = fields.get("site")) read_site(*site);
    read_dose(fields);
    read_repeats(fields);
    if (treatment_ != nullptr)
      for (const auto& option : treatment_->options)
        if (const auto value = fields.get(option.field)) read_option(*value, option);
    return std::move(draft_);
  }

 private:
  /// An unknown treatment may have any treatment's options, so that its own fault is not joined by false ones.
  std::vector<std::string> field_names() const {
    auto names = basic_fields();
    for (const auto& treatment : catalog_.treatments)
      if (treatment_ == nullptr || treatment_ == &treatment)
        for (const auto& option : treatment.options)
          if (std::find(names.begin(), names.end(), option.field) == names.end()) names.push_back(option.field);
    return names;
  }

  void read_treatment(const Spot& spot) {
    const auto code = read_text(spot, faults_);
    if (!code) return;
    draft_.entry.treatment = *code;
    if (treatment_ != nullptr && treatment_->code != *code) {
      draft_.entry.treatment = treatment_->code;
      draft_.entry.called = *code;
    }
    if (treatment_ != nullptr || catalog_.code("treatment", *code) != nullptr) return;
    faults_.add(*spot.node, spot.path, "an unknown treatment " + in_quotes(*code),
                allowed_names(*code, treatment_codes(catalog_)));
    unknown_ = true;
  }

  void read_product(const Spot& spot) {
    const auto text = read_text(spot, faults_);
    if (!text) return;
    if (treatment_ == nullptr || treatment_->refused) {
      draft_.entry.product = *text;
      return;
    }
    const std::string wanted = lowered(plain_width(trimmed(*text)));
    std::vector<std::string> names;
    for (const auto& product : treatment_->products) {
      names.push_back(product.name);
      bool same = lowered(product.name) == wanted;
      for (const auto& alias : product.aliases) same = same || lowered(plain_width(alias)) == wanted;
      if (same) {
        draft_.entry.product = product.name;
        return;
      }
    }
    for (const auto& product : treatment_->products)
      names.insert(names.end(), product.aliases.begin(), product.aliases.end());
    faults_.add(*spot.node, spot.path, "an unknown product " + in_quotes(*text),
                names.empty() ? "no product: the treatment has none" : allowed_names(*text, names));
  }

  void read_site(const Spot& spot) {
    if (treatment_ != nullptr && treatment_->sites.empty() && !treatment_->refused) {
      faults_.add(*spot.node, spot.path, what_stands_there(*spot.node), "no site: this treatment has one place only");
      return;
    }
    const auto site = treatment_ == nullptr || treatment_->sites.empty() ? read_text(spot, faults_) : read_word(spot, treatment_->sites, faults_);
    draft_.entry.site = site.value_or("");
  }

  void read_dose(const Fields& fields) {
    const auto spot = fields.get("dose");
    const DoseRule* rule = treatment_ != nullptr && treatment_->dose ? &*treatment_->dose : nullptr;
    if (!spot) {
      if (rule != nullptr && rule->required) fields.need("dose", dose_words(*rule));
      return;
    }
    if (treatment_ != nullptr && rule == nullptr && !treatment_->refused) {
      faults_.add(*spot->node, spot->path, what_stands_there(*spot->node), "no dose: this treatment has none");
      return;
    }
    const auto text = read_text(*spot, faults_);
    if (!text) return;
    const auto quantity = parse_quantity(*text);
    if (!quantity) {
      faults_.add(*spot->node, spot->path, quantity.error().found, rule ? dose_words(*rule) : quantity.error().allowed);
    } else if (rule != nullptr) {
      draft_.entry.dose = dose_in_rule(*spot, *quantity, *rule);
    } else if (quantity->dimension == Dimension::score && !unknown_) {
      faults_.add(*spot->node, spot->path, in_quotes(*text) + " has no unit", "a number with its unit");
    } else if (quantity->value < 0.0) {
      faults_.add(*spot->node, spot->path, in_quotes(*text) + " is negative", "a dose above 0");
    } else {
      draft_.entry.dose = quantity->value;
    }
  }

  static std::string dose_words(const DoseRule& rule) {
    return fmt::format("{} to {} {}{}", rule.low, rule.high, rule.units.front(),
                       rule.units.size() > 1 ? fmt::format(" (or in {})", joined(std::span(rule.units).subspan(1))) : "");
  }

  /// The dose in the rule's first unit; a total counts half for each side.
  std::optional<double> dose_in_rule(const Spot& spot, const Quantity& quantity, const DoseRule& rule) {
    const auto canonical = find_unit(rule.units.front());
    bool fits = false;
    for (const auto& name : rule.units) {
      const auto unit = find_unit(name);
      fits = fits || (unit && unit->dimension == quantity.dimension && unit->basis == quantity.basis);
    }
    if (!fits || !canonical || canonical->dimension != quantity.dimension) {
      const char* why = " has a unit of another kind";
      if (quantity.dimension == Dimension::score) why = " has no unit";
      if (canonical && quantity.dimension == canonical->dimension) why = " does not say whether it is per side or in total";
      faults_.add(*spot.node, spot.path, in_quotes(spot.node->text) + why, dose_words(rule));
      return std::nullopt;
    }
    double value = quantity.value;
    if (canonical->basis == Basis::per_side && quantity.basis == Basis::total) value /= 2.0;
    if (canonical->basis == Basis::total && quantity.basis == Basis::per_side) value *= 2.0;
    if (value >= rule.low && value <= rule.high) return value;
    const char* why = value < 0.0 ? " is negative" : value < rule.low ? " is too small" : " is too large";
    faults_.add(*spot.node, spot.path, in_quotes(spot.node->text) + why, dose_words(rule));
    return std::nullopt;
  }

  void read_repeats(const Fields& fields) {
    Entry& entry = draft_.entry;
    const auto sessions = fields.get("sessions");
    const auto every = fields.get("every");
    const auto until = fields.get("until");
    if (sessions) {
      const auto count = read_number(*sessions, 1.0, most_sessions, faults_);
      if (count && *count != std::floor(*count))
        faults_.add(*sessions->node, sessions->path, in_quotes(sessions->node->text) + " is not a whole number",
                    "a whole number from 1");
      else
        entry.sessions = static_cast<int>(count.value_or(1.0));
    }
    if (every) {
      const auto pause = read_quantity(*every, Dimension::time, faults_);
      if (pause && !(*pause >= 1.0 && *pause <= longest_pause))
        faults_.add(*every->node, every->path, in_quotes(every->node->text) + " is out of range", "1 day to 20 years");
      else
        entry.every_days = pause.value_or(0.0);
    }
    if (until) draft_.until = days_.note(*until, faults_);
    if (entry.sessions > 1 && !every)
      faults_.add(*sessions->node, path_to(spot_.path, "every"), fmt::format("{} sessions without `every`", entry.sessions),
                  "the time between sessions, such as every: 4 weeks");
    if (every && !sessions && !until)
      faults_.add(*every->node, every->path, "`every` without `sessions` or `until`", "sessions: a number, or until: a day");
    if (every && sessions && until)
      faults_.add(*until->node, until->path, "`until` beside `sessions` and `every`",
                  "either the number of sessions or the last day");
  }

  void read_option(const Spot& spot, const Option& option) {
    if (option.log_over > 0.0) {
      constexpr double largest = 1000.0;
      if (const auto value = read_number(spot, 1e-3, largest, faults_)) draft_.entry.options[option.field] = *value;
      return;
    }
    std::vector<std::string> words;
    for (const auto& [word, unused] : option.values) words.push_back(word);
    if (const auto word = read_word(spot, words, faults_)) draft_.entry.options[option.field] = *word;
  }

  const Spot& spot_;
  const Catalog& catalog_;
  DayBook& days_;
  FaultList& faults_;
  const Treatment* treatment_ = nullptr;
  bool unknown_ = false;
  DraftEntry draft_;
};

}  // namespace

std::vector<DraftEntry> read_entries(const Spot& list, const Catalog& catalog, DayBook& days, FaultList& faults) {
  std::vector<DraftEntry> drafts;
  for (const auto& spot : read_list(list, faults))
    if (!faults.full()) drafts.push_back(EntryReader(spot, catalog, days, faults).read());
  return drafts;
}

std::vector<Entry> settled(const std::vector<DraftEntry>& drafts, const DayBook& days, FaultList& faults) {
  std::vector<Entry> entries;
  for (const auto& draft : drafts) {
    const auto day = days.day(draft.day);
    if (!day) continue;  // that fault is told already
    Entry entry = draft.entry;
    entry.day = *day;
    entry.until_day = days.day(draft.until);
    if (entry.until_day) {
      if (*entry.until_day < entry.day) {
        faults.add(*draft.spot.node->at("until"), path_to(draft.spot.path, "until"),
                   fmt::format("{} lies before the entry's own day", days.in_words(*entry.until_day)),
                   fmt::format("{} or later", days.in_words(entry.day)));
        entry.until_day = entry.day;
      }
      if (entry.every_days >= 1.0)
        entry.sessions = static_cast<int>(std::floor((*entry.until_day - entry.day) / entry.every_days)) + 1;
    }
    entries.push_back(std::move(entry));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.day < b.day; });
  return entries;
}

double last_session(const Entry& entry) { return entry.day + (entry.sessions - 1) * entry.every_days; }

}  // namespace vultus
