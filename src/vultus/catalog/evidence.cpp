#include "vultus/catalog/evidence.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "vultus/base/text.hpp"
#include "vultus/catalog/table.hpp"

namespace vultus {
namespace {

namespace fs = std::filesystem;

constexpr double rounding = 1e-9;

using Codes = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;  // kind -> codes

Codes read_codes(const std::string& file, Faults& faults) {
  Codes codes;
  Table table(file, {"kind", "code"}, faults);
  table.each([&](int) { codes[table.text("kind")].insert(table.text("code")); });
  return codes;
}

/// Reads the four tables of one topic.
class TopicReader {
 public:
  TopicReader(std::string folder, const Codes& codes, Faults& faults)
      : folder_(std::move(folder)), codes_(codes), faults_(faults) {
    topic_.name = fs::path(folder_).filename().string();
  }

  EvidenceTopic read() {
    studies();
    arms();
    outcomes();
    harms();
    return std::move(topic_);
  }

 private:
  const std::set<std::string, std::less<>>& known(std::string_view kind) const {
    static const std::set<std::string, std::less<>> none;
    const auto it = codes_.find(kind);
    return it == codes_.end() ? none : it->second;
  }

  void studies() {
    Table t(folder_ + "/studies.csv",
            {"study_id", "year", "citation", "doi", "url", "country", "design", "blinding", "condition", "n_total", "age_mean",
             "age_sd", "female_pct", "phototype", "read_from", "risk_of_bias", "overlaps_with", "notes"},
            faults_);
    static const std::vector<std::string> risks{"low", "some", "high"}, blindings{"double", "assessor", "open", "unclear"};
    t.each([&](int) {
      TrialStudy s;
      s.id = t.text("study_id");
      s.topic = topic_.name;
      s.citation = t.text("citation");
      s.doi = t.text("doi");
      s.url = t.text("url");
      s.country = t.text("country");
      s.design = t.text("design");
      t.code("design", s.design, known("design"));
      s.blinding = blindings[t.word("blinding", blindings)];
      s.condition = t.text("condition");
      t.code("condition", s.condition, known("condition"));
      s.year = static_cast<int>(t.number("year", 1900, 2100).value_or(0));
      s.people = t.number("n_total", 0);
      s.age_mean = t.number("age_mean", 0, 120);
      s.age_sd = t.number("age_sd", 0, 120);
      s.female_pct = t.number("female_pct", 0, 100);
      s.phototype = t.text("phototype");
      s.read_from = t.text("read_from");
      s.risk_of_bias = risks[t.word("risk_of_bias", risks)];
      s.overlaps_with = split(t.cell("overlaps_with"), '|');
      s.notes = t.text("notes");
      const std::string id = s.id;
      if (!topic_.studies.emplace(id, std::move(s)).second) t.fault("study_id", in_quotes(id) + " a second time", "each study once");
    });
  }

  void arms() {
    Table t(folder_ + "/arms.csv",
            {"study_id", "arm_id", "n", "treatments", "product", "dose_value", "dose_unit", "dose_2", "sessions", "interval_weeks",
             "duration_weeks", "technique", "baseline_notes", "notes"},
            faults_);
    t.each([&](int) {
      TrialArm a;
      a.study = known_study(t);
      a.id = t.text("arm_id");
      if (topic_.arm(a.study, a.id) != nullptr) t.fault("arm_id", in_quotes(a.study + " " + a.id) + " a second time", "each arm once");
      a.treatments = split(t.cell("treatments"), '+');
      if (a.treatments.empty()) t.fault("treatments", "nothing", "one or more treatment codes joined by +");
      for (const auto& treatment : a.treatments) t.code("treatments", treatment, known("treatment"));
      a.product = t.text("product");
      a.dose_unit = t.text("dose_unit");
      if (!a.dose_unit.empty()) t.code("dose_unit", a.dose_unit, known("unit"));
      a.dose_2 = t.text("dose_2");
      a.technique = t.text("technique");
      a.baseline_notes = t.text("baseline_notes");
      a.notes = t.text("notes");
      a.n = t.number("n", 0);
      a.dose = t.number("dose_value", 0);
      a.sessions = t.number("sessions", 0);
      a.interval_weeks = t.number("interval_weeks", 0);
      a.duration_weeks = t.number("duration_weeks", 0);
      topic_.arms.push_back(std::move(a));
    });
  }

  void outcomes() {
    Table t(folder_ + "/outcomes.csv",
            {"study_id", "arm_id", "outcome", "unit", "time_weeks", "time_basis", "statistic", "value", "value_kind", "sd", "se",
             "ci_low", "ci_high", "n", "where", "notes"},
            faults_);
    static const std::vector<std::string> bases{"printed", "from_last_session_converted", "assumed_schedule", "window", "unknown"};
    static const std::vector<std::string> kinds{"exact", "midpoint", "bound_upper", "bound_lower", "approximate", "pending"};
    t.each([&](int row) {
      TrialOutcome o;
      o.row = row;
      o.study = known_study(t);
      o.arm = known_arm(t, o.study);
      o.outcome = t.text("outcome");
      t.code("outcome", o.outcome, known("outcome"));
      o.unit = t.text("unit");
      t.code("unit", o.unit, known("unit"));
      o.weeks = t.number("time_weeks", 0);
      o.basis = static_cast<TimeBasis>(t.word("time_basis", bases));
      o.statistic = t.text("statistic");
      o.kind = static_cast<ValueKind>(t.word("value_kind", kinds));
      const bool share = o.statistic == "proportion";
      const auto value = share ? t.number("value", 0, 1) : t.number("value");
      if (!value && t.cell("value").empty() && o.kind != ValueKind::pending) t.fault("value", "nothing", "a number, or value_kind pending");
      if (value && o.kind == ValueKind::pending) t.fault("value", "a number in a pending row", "nothing, or another value_kind");
      o.value = value.value_or(0.0);
      o.sd = t.number("sd", 0);
      o.se = t.number("se", 0);
      o.ci_low = t.number("ci_low");
      o.ci_high = t.number("ci_high");
      o.n = t.number("n", 0);
      if (o.ci_low && o.ci_high && (o.value < *o.ci_low - rounding || o.value > *o.ci_high + rounding))
        t.fault("ci_low", "an interval that does not hold the value", "ci_low <= value <= ci_high");
      o.where = t.text("where");
      o.notes = t.text("notes");
      topic_.outcomes.push_back(std::move(o));
    });
  }

  void harms() {
    const std::string file = folder_ + "/adverse.csv";
    if (!fs::exists(file)) return;
    Table t(file, {"study_id", "arm_id", "event", "count", "n", "time_weeks", "where", "notes"}, faults_);
    t.each([&](int) {
      TrialHarm h;
      h.study = known_study(t);
      h.arm = known_arm(t, h.study);
      h.event = t.text("event");
      t.code("event", h.event, known("event"));
      h.count = t.number("count", 0);
      h.n = t.number("n", 0);
      if (h.count && h.n && *h.count > *h.n) t.fault("count", "more than n", "at most n");
      h.weeks = t.number("time_weeks", 0);
      h.where = t.text("where");
      h.notes = t.text("notes");
      topic_.harms.push_back(std::move(h));
    });
  }

  std::string known_study(Table& t) const {
    std::string id = t.text("study_id");
    if (!topic_.studies.contains(id)) {
      std::vector<std::string> names;
      for (const auto& [name, unused] : topic_.studies) names.push_back(name);
      t.fault("study_id", in_quotes(id) + " is no study of this topic", allowed_names(id, names));
    }
    return id;
  }

  std::string known_arm(Table& t, const std::string& study) const {
    std::string id = t.text("arm_id");
    if (topic_.arm(study, id) == nullptr) t.fault("arm_id", in_quotes(study + " " + id) + " is no arm of arms.csv", "an arm of this study");
    return id;
  }

  std::string folder_;
  const Codes& codes_;
  Faults& faults_;
  EvidenceTopic topic_;
};

void check_across(const std::vector<EvidenceTopic>& topics, const std::string& directory, Faults& faults) {
  std::map<std::string, std::string> topic_of;
  for (const auto& topic : topics)
    for (const auto& [id, study] : topic.studies)
      if (const auto [it, fresh] = topic_of.emplace(id, topic.name); !fresh)
        faults.push_back({directory + "/" + topic.name + "/studies.csv", 0, 0, "study_id", in_quotes(id) + " stands in " + it->second + " too",
                          "ids that are unique over all topics"});
}

}  // namespace

const TrialArm* EvidenceTopic::arm(std::string_view study, std::string_view id) const {
  const auto it = std::find_if(arms.begin(), arms.end(), [&](const TrialArm& a) { return a.study == study && a.id == id; });
  return it == arms.end() ? nullptr : &*it;
}

Checked<std::vector<EvidenceTopic>> read_evidence_tables(const std::string& directory, const std::string& shipped_vocabulary) {
  const fs::path root(directory);
  std::vector<std::string> folders;
  if (fs::exists(root / "outcomes.csv")) folders.push_back(fs::weakly_canonical(root).string());
  else if (fs::is_directory(root))
    for (const auto& entry : fs::directory_iterator(root))
      if (entry.is_directory() && fs::exists(entry.path() / "outcomes.csv")) folders.push_back(entry.path().string());
  std::sort(folders.begin(), folders.end());
  const fs::path own = root / "vocabulary.csv", parents = fs::weakly_canonical(root).parent_path() / "vocabulary.csv";
  const fs::path vocabulary = fs::exists(own) ? own : fs::exists(parents) ? parents : fs::path(shipped_vocabulary);
  if (folders.empty() || !fs::exists(vocabulary))
    return tl::unexpected(Faults{{directory, 0, 0, "", "no tables of evidence here",
                                  "a topic folder with outcomes.csv, or a folder of them, with vocabulary.csv in it or in its parent"}});
  Faults faults;
  const Codes codes = read_codes(vocabulary.string(), faults);
  std::vector<EvidenceTopic> topics;
  topics.reserve(folders.size());
  for (const auto& folder : folders) topics.push_back(TopicReader(folder, codes, faults).read());
  check_across(topics, directory, faults);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return topics;
}

}  // namespace vultus
