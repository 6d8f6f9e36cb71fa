// One person: who, what was done, what was measured, what may be done. read_case() turns a file into a CaseFile.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vultus/base/fault.hpp"
#include "vultus/base/language.hpp"
#include "vultus/catalog/catalog.hpp"

namespace vultus {

/// Values of fields: numbers are canonical (day, mm, ml, N, U per side, year, fraction), words as written.
using FieldValue = std::variant<double, bool, std::string>;

struct Place {  ///< where it stands in the file, 1-based
  int line = 0, column = 0;
};

struct Patient {
  /// age [years], sex (female|male), phototype (1-6), pregnant, breast_feeding, anticoagulants, immunosuppressed,
  /// isotretinoin_months_ago, infection, history_of_keloid, care (poor|usual|good), ...
  std::map<std::string, FieldValue> fields;
  std::vector<std::string> allergies;
};

struct Condition {
  std::string kind;
  std::map<std::string, FieldValue> fields;
  Place place;
};

/// One treatment on a day, already spread out: sessions repeat it every `every_days`.
struct Entry {
  double day = 0.0;
  std::string treatment, product, site;
  std::string called;  ///< the word in the file where it is another name than the code ("capecitabine"); else empty
  std::optional<double> dose;  ///< canonical unit of the treatment's dose rule
  int sessions = 1;
  double every_days = 0.0;
  std::optional<double> until_day;            ///< lasting care
  std::map<std::string, FieldValue> options;  ///< technique, points, ... as the treatment's file allows
  Place place;
  friend bool operator==(const Entry& a, const Entry& b) {
    return a.day == b.day && a.treatment == b.treatment && a.product == b.product && a.site == b.site && a.dose == b.dose &&
           a.sessions == b.sessions && a.every_days == b.every_days && a.until_day == b.until_day && a.options == b.options;
  }
};

struct Visit {
  double day = 0.0;
  std::string outcome;               ///< an outcome or event code
  std::variant<double, bool> value;  ///< canonical unit of the outcome, or whether the event is there
  Place place;
};

struct Plan {
  std::string name;
  std::vector<Entry> entries;
};

struct Goal {
  enum class Kind { event_absent, event_present, within_of_baseline, at_most, at_least, falls_by, rises_by };
  std::string text;  ///< as written
  Kind kind = Kind::event_absent;
  std::string code;       ///< outcome or event
  double amount = 0.0;    ///< canonical, or a fraction for within_of_baseline
  bool relative = false;  ///< falls_by / rises_by a fraction of baseline
  std::optional<double> by_day;
};

struct CaseFile {
  std::string file;  ///< as given
  Language language = Language::en;
  Patient patient;
  std::string question;
  std::vector<Condition> conditions;
  std::vector<Entry> history;   ///< sorted by day, then line
  std::vector<Visit> visits;    ///< sorted by day, then line
  std::vector<Plan> plans;      ///< in the order of the file; never empty: `wait` when the file names none
  double horizon_days = 364.0;  ///< from day 0
  double today = 0.0;
  std::vector<Goal> goals;
  std::string day_zero;  ///< ISO date of day 0, empty when the case counts days

  [[nodiscard]] const Plan* plan(std::string_view name) const;
};

/// Reads a case from YAML text. `file` is only for messages. Every fault at once, with line, column, field path, what was
/// found, what is allowed and the nearest valid name. Limits: 1 MiB of text, depth 32, 20,000 nodes, no YAML aliases,
/// horizon up to 20 years, UTF-8 (a BOM and CRLF are fine; another encoding is a fault that names it).
Checked<CaseFile> read_case(std::string_view text, const std::string& file, const Catalog& catalog);

/// Reads the file, or standard input for "-". A file that cannot be read throws std::system_error.
Checked<CaseFile> read_case_file(const std::string& path, const Catalog& catalog);

}  // namespace vultus
