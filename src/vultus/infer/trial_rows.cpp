#include "vultus/infer/trial_rows.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <initializer_list>
#include <regex>
#include <string_view>
#include <tuple>

#include "vultus/base/elementary.hpp"
#include "vultus/catalog/harm_table.hpp"

namespace vultus {
namespace {

constexpr double usual_n = 20.0;  ///< people behind a value where the page says nothing
constexpr double usual_sessions = 3.0;
constexpr double usual_person_sd = 0.25;  ///< between people, of a relative change without a printed spread
constexpr double width_95 = 3.92;         ///< standard errors in a 95 % interval
constexpr double half_person = 0.5;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
/// A number that is there and not zero: a group of no people, an arm of no sessions is one not stated.
std::optional<double> stated(std::optional<double> number) { return number && *number != 0.0 ? number : std::nullopt; }

std::string words_of(const TrialArm& arm) {
  std::string text = arm.technique + " " + arm.baseline_notes + " " + arm.notes;
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

TrialRow::Site site_of(const TrialArm& arm) {
  static const std::regex ear("\\b(earlobe|ear|ears|auric\\w*|helix|lobule)\\b");
  static const std::regex tense("\\b(chest|sternal|presternal|sternotomy|shoulder|back|scapula\\w*|deltoid)\\b");
  const std::string text = words_of(arm);
  if (std::regex_search(text, ear)) return TrialRow::Site::ear;
  return std::regex_search(text, tense) ? TrialRow::Site::tense : TrialRow::Site::unknown;
}

/// "healed in 15-21 days": the middle; "in under 10 days", "in over 30 days": a little beyond.
std::optional<double> healing_days_of(const TrialArm& arm) {
  constexpr double below = 2.0, above = 5.0;
  static const std::regex healed("healed in (under |over )?(\\d+)(?:-(\\d+))? days");
  const std::string text = words_of(arm);
  std::smatch match;
  if (!std::regex_search(text, match, healed)) return std::nullopt;
  const double first = std::stod(match[2]), last = match[3].matched ? std::stod(match[3]) : first;
  if (match[1] == "under ") return first - below;
  return match[1] == "over " ? first + above : (first + last) / 2.0;
}

/// Everything that makes two printed values the same value.
using Mark = std::tuple<std::string, std::string, std::optional<double>, std::string, double, std::vector<std::string>>;
using ArmValue =
    std::tuple<std::string, std::string, std::string, std::string, std::string>;  // study, arm, outcome, unit, statistic

/// Rows of one topic.
class TopicRows {
 public:
  TopicRows(const EvidenceTopic& topic, const OutcomeMap& map, TrialRows& all) : topic_(topic), map_(map), all_(all) {}

  void read() {
    for (const auto& o : topic_.outcomes)
      if (o.weeks == 0.0 && is_one_of(o.statistic, {"mean", "median"}) && o.value != 0.0)
        baselines_.insert_or_assign(ArmValue(o.study, o.arm, o.outcome, o.unit, o.statistic), o.value);
    for (const auto& o : topic_.outcomes) {
      const TrialArm* arm = topic_.arm(o.study, o.arm);
      if (const auto why = left_out(o, arm))
        all_.left_out.push_back({topic_.name, o.study, o.arm, o.outcome, o.row, *why});
      else
        all_.rows.push_back(row(o, *arm));
    }
  }

 private:
  std::optional<LeftOutRow::Why> left_out(const TrialOutcome& o, const TrialArm* arm) {
    if (o.weeks == 0.0) return LeftOutRow::Why::baseline;
    if (o.kind == ValueKind::bound_upper || o.kind == ValueKind::bound_lower) return LeftOutRow::Why::bound;
    if (arm == nullptr) return LeftOutRow::Why::no_arm;
    const Mark mark(o.outcome, o.unit, o.weeks, o.statistic, o.value, arm->treatments);
    for (const auto& other : topic_.studies.at(o.study).overlaps_with)
      if (printed_.contains({other, mark})) return LeftOutRow::Why::repeats_another_study;
    printed_.emplace(o.study, mark);
    return std::nullopt;
  }

  TrialRow row(const TrialOutcome& o, const TrialArm& arm) const {
    TrialRow r;
    r.topic = topic_.name;
    r.study = o.study;
    r.arm = o.arm;
    r.outcome = o.outcome;
    r.unit = o.unit;
    r.statistic = o.statistic;
    r.row = o.row;
    r.weeks = o.weeks;
    r.value = o.value;
    r.kind = o.kind;
    r.of_study = &topic_.studies.at(o.study);
    r.of_arm = &arm;
    add_design(r);
    add_precision(r, o);
    r.baseline = baseline(o);
    add_effect(r);
    return r;
  }

  void add_design(TrialRow& r) const {
    r.treatments.insert(r.of_arm->treatments.begin(), r.of_arm->treatments.end());
    for (const auto& treatment : r.treatments) r.classes.insert(map_.class_of(treatment));
    r.untreated = std::all_of(r.treatments.begin(), r.treatments.end(), [](const auto& t) { return is_control(t); });
    r.condition = r.of_study->condition;
    r.design = r.of_study->design;
    r.risk_of_bias = r.of_study->risk_of_bias;
    r.sessions = stated(r.of_arm->sessions).value_or(usual_sessions);
    r.patient_rated = contains(r.outcome, "patient") || contains(r.outcome, "participant") || contains(r.outcome, "satisf");
    r.site = site_of(*r.of_arm);
    r.healing_days = healing_days_of(*r.of_arm);
  }

  static void add_precision(TrialRow& r, const TrialOutcome& o) {
    const auto n = stated(o.n) ? stated(o.n) : stated(r.of_arm->n);
    r.n_known = n.has_value();
    r.n = n.value_or(usual_n);
    if (o.se)
      r.se = o.se;
    else if (o.sd)
      r.se = *o.sd / std::sqrt(r.n);
    else if (o.ci_low && o.ci_high)
      r.se = (*o.ci_high - *o.ci_low) / width_95;
  }

  /// The arm's own value before treatment, of the same kind of average where there is one.
  std::optional<double> baseline(const TrialOutcome& o) const {
    const bool median = contains(o.statistic, "median");
    for (const char* statistic : {median ? "median" : "mean", median ? "mean" : "median"})
      if (const auto it = baselines_.find(ArmValue(o.study, o.arm, o.outcome, o.unit, statistic)); it != baselines_.end())
        return it->second;
    return std::nullopt;
  }

  void add_effect(TrialRow& r) const {
    const OutcomeMeaning& meaning = map_.meaning(r.outcome);
    if (r.statistic == "proportion") return add_proportion(r, meaning);
    r.group = meaning.group;
    r.neutral = meaning.better == OutcomeMeaning::Better::neutral;
    r.sign = meaning.better == OutcomeMeaning::Better::up ? 1.0 : -1.0;
    if (is_one_of(r.statistic, {"mean_pct_change", "median_pct_change"})) return add_relative(r, 0.0, 100.0);
    if (r.baseline && is_one_of(r.statistic, {"mean", "median"})) return add_relative(r, *r.baseline, std::abs(*r.baseline));
    if (r.baseline && is_one_of(r.statistic, {"mean_change", "median_change"}))
      return add_relative(r, 0.0, std::abs(*r.baseline));
    add_level(r);
  }

  static void add_relative(TrialRow& r, double zero, double unit_size) {
    r.scale = EffectScale::relative;
    r.zero = zero;
    r.unit_size = unit_size;
    r.y = r.sign * ((r.value - zero) / unit_size);
    r.s = stated(r.se) ? *r.se / unit_size : usual_person_sd / std::sqrt(r.n);
  }

  void add_level(TrialRow& r) const {
    r.scale = EffectScale::level;
    r.sign = 1.0;
    r.y = r.value;
    r.s = r.se.value_or(0.0);
    const auto limits = map_.scale_limits.find(r.outcome);
    if (limits != map_.scale_limits.end() && r.unit != "pct")
      r.divisor = (limits->second.second - limits->second.first) / 4.0;
  }

  static void add_proportion(TrialRow& r, const OutcomeMeaning& meaning) {
    r.scale = EffectScale::proportion;
    r.group = meaning.responder_group;
    r.sign = meaning.responder_better_up ? 1.0 : -1.0;
    r.cut = 2.0 * meaning.responder_cut - 1.0;
    const double share = r.kind == ValueKind::pending ? 0.5 : r.value;  // where the sampling error of a logit is least
    const double with = share * r.n + half_person, without = (1.0 - share) * r.n + half_person;
    r.y = r.sign * log(with / without);
    r.s = std::sqrt(1.0 / with + 1.0 / without);
  }

  const EvidenceTopic& topic_;
  const OutcomeMap& map_;
  TrialRows& all_;
  std::map<ArmValue, double> baselines_;
  std::set<std::pair<std::string, Mark>> printed_;  ///< values by the study that printed them
};

}  // namespace

TrialRows trial_rows(const std::vector<EvidenceTopic>& topics, const OutcomeMap& map) {
  TrialRows all;
  for (const auto& topic : topics) TopicRows(topic, map, all).read();
  return all;
}

std::vector<TrialRow> pooled_rows(std::vector<TrialRow> rows, const OutcomeMap& map) {
  for (auto& row : rows) {
    if (row.scale == EffectScale::level) continue;
    const bool proportion = row.scale == EffectScale::proportion;
    const auto& pooled = proportion ? map.pooled_proportion : map.pooled_relative;
    const auto it = pooled.find(row.outcome);
    if (it == pooled.end()) continue;
    row.group = it->second.group;
    if (proportion) row.cut = 0.0;
    if ((row.sign > 0.0) == it->second.better_up) continue;
    row.sign = -row.sign;
    row.y = -row.y;
  }
  return rows;
}

}  // namespace vultus
