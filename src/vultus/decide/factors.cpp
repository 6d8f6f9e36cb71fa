#include "vultus/decide/factors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/forecast/spread.hpp"

namespace vultus {
namespace {

constexpr double three_years = 3 * 364.0;
constexpr double step_days = 7.0;
constexpr double quick_and_slow = 1.2815515655446004;  // the tenth quickest and slowest of a hundred people
constexpr std::size_t patients_used = 2'000;

std::size_t observable_index(const Tissue& tissue, std::string_view code) {
  for (std::size_t i = 0; i < tissue.observables.size(); ++i)
    if (tissue.observables[i].code == code) return i;
  return SIZE_MAX;
}

std::size_t parameter_index(const Population& population, std::string_view name) {
  const auto& parameters = population.posterior().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].name == name) return i;
  return SIZE_MAX;
}

double nth(std::vector<double>& days, double level) {
  if (days.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto at = days.begin() + std::lround(level * static_cast<double>(days.size() - 1));
  std::nth_element(days.begin(), at, days.end());
  return *at;
}

/// Greatest loss of thickness at rest of each patient, mm.
std::vector<double> depths(const Population& population, const solve::Trajectories& run) {
  std::vector<double> depth(run.patients, 0.0);
  const std::size_t o = observable_index(population.tissue(), "masseter_thickness_rest");
  if (o == SIZE_MAX) return depth;
  const auto before = run.of(o, 0);
  for (std::size_t t = 1; t < run.times; ++t) {
    const auto now = run.of(o, t);
    for (std::size_t i = 0; i < run.patients; ++i) depth[i] = std::max(depth[i], before[i] - now[i]);
  }
  return depth;
}

}  // namespace

Course course_of(const Population& population, const Cohort& cohort, const CaseFile& casefile, const Plan& plan,
                 const Catalog& catalog, const Matter& matter, const ForecastOptions& options) {
  const double end = std::max(casefile.horizon_days, three_years);
  std::vector<double> days;
  for (double day = 0.0; day <= end; day += step_days) days.push_back(day);
  const auto happenings = timetable(casefile, plan, catalog);
  const auto run = carry(population, cohort, happenings, days, settings_of(options));
  Watch watch(matter, days, casefile.today, cohort.groups);
  watch.add(cohort, run);
  const auto depth = depths(population, run);

  Course course;
  std::vector<double> all;
  std::vector<std::vector<double>> by_group(cohort.groups);
  std::vector<double> through(cohort.groups, 0.0), deep(cohort.groups, 0.0), count(cohort.groups, 0.0);
  double total_through = 0.0, total_deep = 0.0;
  for (std::size_t i = 0; i < cohort.patients(); ++i) {
    const double day = watch.patient_days()[i];
    if (std::isnan(day) || std::isnan(depth[i])) continue;
    const std::size_t g = cohort.group[i];
    const double done = day <= casefile.horizon_days ? 1.0 : 0.0;
    all.push_back(day);
    by_group[g].push_back(day);
    through[g] += done;
    deep[g] += depth[i];
    count[g] += 1.0;
    total_through += done;
    total_deep += depth[i];
  }
  if (all.empty()) return course;
  course.share = total_through / static_cast<double>(all.size());
  course.depth = total_deep / static_cast<double>(all.size());
  course.half_day = nth(all, 0.5);
  for (std::size_t g = 0; g < cohort.groups; ++g) {
    const double n = std::max(count[g], 1.0);
    course.half_by_group.push_back(nth(by_group[g], 0.5));
    course.share_by_group.push_back(through[g] / n);
    course.depth_by_group.push_back(deep[g] / n);
    course.weight.push_back(count[g]);
  }
  return course;
}

FactorEffect difference(const Course& base, const Course& other) {
  FactorEffect effect;
  const auto between = [&](const std::vector<double>& a, const std::vector<double>& b, double scale, double& low, double& high) {
    std::vector<double> values, weights;
    for (std::size_t g = 0; g < std::min(a.size(), b.size()); ++g) {
      const double d = (b[g] - a[g]) * scale;
      if (std::isnan(d) || base.weight[g] <= 0.0 || other.weight[g] <= 0.0) continue;
      values.push_back(d);
      weights.push_back(base.weight[g]);
    }
    low = weighted_quantile(values, weights, 0.05);
    high = weighted_quantile(values, weights, 0.95);
  };
  effect.beyond_horizon = std::isinf(base.half_day) || std::isinf(other.half_day);
  effect.weeks = effect.beyond_horizon ? std::numeric_limits<double>::quiet_NaN() : (other.half_day - base.half_day) / 7.0;
  effect.share = other.share - base.share;
  effect.depth = other.depth - base.depth;
  between(base.half_by_group, other.half_by_group, 1.0 / 7.0, effect.weeks_q05, effect.weeks_q95);
  between(base.share_by_group, other.share_by_group, 1.0, effect.share_q05, effect.share_q95);
  between(base.depth_by_group, other.depth_by_group, 1.0, effect.depth_q05, effect.depth_q95);
  return effect;
}

namespace {

/// One factor moved: the case, plan and cohort with it moved.
struct Move {
  std::string code;
  Words label, finding;
  std::function<void(CaseFile&, Plan&)> change;       ///< of what was done or is planned, or of the person or the condition
  std::size_t parameter = SIZE_MAX;                   ///< or of the person: this parameter ...
  double people_sds = 0.0;                            ///< ... moved by so many people-sds
};

std::string number(double value) { return fmt::format("{:g}", value); }

bool is_toxin(const Entry& entry) { return entry.treatment == "botulinum_masseter"; }

/// Toxin entries of history and plan.
std::vector<const Entry*> toxin_entries(const CaseFile& casefile, const Plan& plan) {
  std::vector<const Entry*> entries;
  for (const auto* list : {&casefile.history, &plan.entries})
    for (const auto& entry : *list)
      if (is_toxin(entry)) entries.push_back(&entry);
  return entries;
}

void for_toxin(CaseFile& casefile, Plan& plan, const std::function<void(Entry&)>& change) {
  for (auto* list : {&casefile.history, &plan.entries})
    for (auto& entry : *list)
      if (is_toxin(entry)) change(entry);
}

void add_dose_moves(std::vector<Move>& moves, const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  const auto entries = toxin_entries(casefile, plan);
  const Treatment* treatment = catalog.treatment("botulinum_masseter");
  if (entries.empty() || treatment == nullptr || !treatment->dose) return;
  const double given = entries.front()->dose.value_or(treatment->dose->typical);
  const double typical = treatment->dose->typical;
  const double other = std::abs(given - typical) > 0.1 * typical ? typical : 0.5 * given;
  moves.push_back({"dose",
                   {fmt::format("dose: {} U per side instead of {} U", number(other), number(given)),
                    fmt::format("剂量:每侧 {} U 而不是 {} U", number(other), number(given))},
                   {},
                   [other](CaseFile& c, Plan& p) { for_toxin(c, p, [other](Entry& e) { e.dose = other; }); },
                   SIZE_MAX, 0.0});
  const std::string product = entries.front()->product.empty() ? treatment->default_product : entries.front()->product;
  const std::string swap = product == "abobotulinum" ? "onabotulinum" : "abobotulinum";
  moves.push_back({"product",
                   {fmt::format("product: the same number of units of {} instead of {}", swap, product),
                    fmt::format("产品:同样单位数的 {} 而不是 {}", swap, product)},
                   {"units of different products are not the same strength", "不同产品的单位不能直接换算"},
                   [swap](CaseFile& c, Plan& p) { for_toxin(c, p, [swap](Entry& e) { e.product = swap; }); },
                   SIZE_MAX, 0.0});
}

void add_repetition_moves(std::vector<Move>& moves, const CaseFile& casefile, const Plan& plan) {
  const auto entries = toxin_entries(casefile, plan);
  if (entries.empty()) return;
  std::size_t past = 0;
  for (const auto& entry : casefile.history) past += is_toxin(entry) ? 1U : 0U;
  if (past >= 2) {
    moves.push_back({"repetition",
                     {"repetition: only the first injection", "重复注射:只打第一次"},
                     {},
                     [](CaseFile& c, Plan&) {
                       bool first = true;
                       std::erase_if(c.history, [&first](const Entry& e) {
                         if (!is_toxin(e)) return false;
                         return !std::exchange(first, false);
                       });
                     },
                     SIZE_MAX, 0.0});
    return;
  }
  Entry again = *entries.back();
  again.day = std::max(again.day + 98.0, casefile.today);
  again.sessions = 1;
  moves.push_back({"repetition",
                   {fmt::format("repetition: the same dose again in week {}", number(std::round(again.day / 7.0))),
                    fmt::format("重复注射:第 {} 周再打一次同样剂量", number(std::round(again.day / 7.0)))},
                   {},
                   [again](CaseFile&, Plan& p) { p.entries.push_back(again); },
                   SIZE_MAX, 0.0});
}

void add_remedy_moves(std::vector<Move>& moves, const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  const auto has = [&](std::string_view code) {
    const auto is = [&](const Entry& e) { return e.treatment == code; };
    return std::any_of(plan.entries.begin(), plan.entries.end(), is) || std::any_of(casefile.history.begin(), casefile.history.end(), is);
  };
  for (const std::string code : {"ha_filler", "radiofrequency"}) {
    const Treatment* treatment = catalog.treatment(code);
    if (treatment == nullptr || has(code)) continue;
    Entry entry;
    entry.day = casefile.today;
    entry.treatment = code;
    if (treatment->dose) entry.dose = treatment->dose->typical;
    entry.sessions = static_cast<int>(treatment->typical_sessions);
    entry.every_days = treatment->typical_every_days;
    if (!treatment->sites.empty()) entry.site = treatment->sites.front();
    moves.push_back({code,
                     {treatment->name.en + ", as usual, from today", treatment->name.zh + "(常规用量,今天开始)"},
                     treatment->evidence_note,
                     [entry](CaseFile&, Plan& p) { p.entries.push_back(entry); },
                     SIZE_MAX, 0.0});
  }
}

/// Facts of the person or the condition that a tissue takes as factors, and what an answer compares them with.
struct FactMove {
  std::string_view field;
  enum class To { left_out, halved, three_years_more, ten_years_more, turned } to;
  Words label;
};
const std::vector<FactMove>& fact_moves() {
  using To = FactMove::To;
  static const std::vector<FactMove> moves{
      {"location", To::left_out, {"a place with usual skin tension instead of this one", "换成皮肤张力一般的部位"}},
      {"length", To::halved, {"a scar half as long", "疤痕只有一半长"}},
      {"condition.age", To::three_years_more, {"a scar three years older", "疤痕再老三年"}},
      {"patient.age", To::ten_years_more, {"a person ten years older", "年龄大十岁"}},
      {"history_of_keloid", To::turned, {"the other answer about earlier keloids", "“以前有没有长过疙瘩”换成相反的回答"}},
      {"phototype", To::left_out, {"a skin of type III", "换成III型皮肤"}},
  };
  return moves;
}

FieldValue* field_in(CaseFile& casefile, std::string_view name) {
  const auto of = [](std::map<std::string, FieldValue>& fields, const std::string& key) {
    const auto it = fields.find(key);
    return it == fields.end() ? nullptr : &it->second;
  };
  const auto dot = name.find('.');
  const std::string key(dot == std::string_view::npos ? name : name.substr(dot + 1));
  if (!name.starts_with("patient."))
    for (auto& condition : casefile.conditions)
      if (auto* found = of(condition.fields, key)) return found;
  return name.starts_with("condition.") ? nullptr : of(casefile.patient.fields, key);
}

void apply(FactMove::To to, FieldValue& value) {
  constexpr double three_years_in_days = 1095.75;
  if (auto* number = std::get_if<double>(&value)) {
    if (to == FactMove::To::halved) *number *= 0.5;
    if (to == FactMove::To::three_years_more) *number += three_years_in_days;
    if (to == FactMove::To::ten_years_more) *number += 10.0;
    if (to == FactMove::To::left_out) *number = 3.0;  // skin types are centred there
  } else if (auto* flag = std::get_if<bool>(&value)) {
    *flag = !*flag;
  } else {
    value = std::string();  // a place that no factor knows
  }
}

void add_fact_moves(std::vector<Move>& moves, const Tissue& tissue, const CaseFile& casefile) {
  for (const auto& fact : fact_moves()) {
    const bool known = std::any_of(tissue.covariates.begin(), tissue.covariates.end(), [&](const Covariate& c) { return c.field == fact.field; });
    CaseFile copy = casefile;
    if (!known || field_in(copy, fact.field) == nullptr) continue;
    moves.push_back({std::string(fact.field), fact.label, {}, [fact](CaseFile& c, Plan&) { apply(fact.to, *field_in(c, fact.field)); }, SIZE_MAX, 0.0});
  }
}

/// The cohort as it would be if the case said something else: parameters follow their factors and what the case sets.
Cohort in_case(const Population& population, Cohort cohort, const CaseFile& before, const CaseFile& after) {
  const Tissue& tissue = population.tissue();
  std::vector<double> shift = case_shifts(tissue, after);
  const auto old = case_shifts(tissue, before);
  const std::size_t params = population.param_count();
  bool any = false;
  for (std::size_t j = 0; j < params; ++j) shift[j] -= old[j], any = any || shift[j] != 0.0;
  std::vector<std::pair<std::size_t, double>> ratios;
  for (const auto& baseline : tissue.baselines) {
    CaseFile a = before, b = after;
    const FieldValue *was = field_in(a, baseline.field), *is = field_in(b, baseline.field);
    if (baseline.parameter.empty() || was == nullptr || is == nullptr || *was == *is) continue;
    ratios.emplace_back(parameter_index(population, baseline.parameter), std::get<double>(*is) / std::max(std::get<double>(*was), 1e-9));
  }
  if (!any && ratios.empty()) return cohort;
  for (std::size_t i = 0; i < cohort.patients(); ++i) {
    double* row = &cohort.params[i * params];
    for (std::size_t j = 0; j < params; ++j) {
      const auto& facts = population.posterior().parameters[j];
      if (shift[j] != 0.0) row[j] = std::clamp(restored(facts.transform, transformed(facts.transform, row[j]) + shift[j]), facts.lower, facts.upper);
    }
    for (const auto& [j, ratio] : ratios) row[j] = std::clamp(row[j] * ratio, population.posterior().parameters[j].lower, population.posterior().parameters[j].upper);
  }
  return cohort;
}

std::vector<Move> moves_of(const Population& population, const CaseFile& casefile, const Plan& plan, const Catalog& catalog,
                           const Matter& matter) {
  std::vector<Move> moves;
  add_dose_moves(moves, casefile, plan, catalog);
  add_repetition_moves(moves, casefile, plan);
  add_fact_moves(moves, population.tissue(), casefile);
  if (matter.derived) add_remedy_moves(moves, casefile, plan, catalog);  // remedies act on what is seen, not on the muscle
  const auto person = [&](std::string code, std::string_view parameter, double sds, Words label, Words finding) {
    const std::size_t index = parameter_index(population, parameter);
    if (index != SIZE_MAX && population.posterior().laws[index].people_sd > 0.0)
      moves.push_back({std::move(code), std::move(label), std::move(finding), nullptr, index, sds});
  };
  const Words no_test{"no test can tell beforehand who is quick", "没有检查能事先知道谁恢复得快"};
  person("recovery_rate_quick", "k_recover", quick_and_slow,
         {"your own recovery rate: like the quickest 10 of 100 people instead of your most likely one", "自身恢复速度(“代谢”):像 100 人里最快的 10 人"}, no_test);
  person("recovery_rate_slow", "k_recover", -quick_and_slow,
         {"your own recovery rate: like the slowest 10 of 100 people instead of your most likely one", "自身恢复速度(“代谢”):像 100 人里最慢的 10 人"}, no_test);
  person("regrowth_slow", "k_regrow", -quick_and_slow,
         {"how fast your muscle grows back: like the slowest 10 of 100 people", "肌肉长回的速度:像 100 人里最慢的 10 人"}, no_test);
  person("scarring_strong", "loop", quick_and_slow,
         {"your own tendency to scar: like the strongest 10 of 100 people", "自身的疤痕倾向:像 100 人里最重的 10 人"},
         {"no test can tell it beforehand; an earlier keloid is the best sign", "没有检查能事先知道;以前长过疙瘩是最好的线索"});
  return moves;
}

/// The cohort with one parameter of each person moved along the people's law.
Cohort moved(const Population& population, Cohort cohort, std::size_t parameter, double people_sds) {
  const std::size_t params = population.param_count();
  const auto& law = population.posterior().laws[parameter];
  const auto& facts = population.posterior().parameters[parameter];
  for (std::size_t i = 0; i < cohort.patients(); ++i) {
    const double centre = population.centre(parameter, Population::group_of(cohort.id[i])) + law.people_sd * people_sds;
    const double e = exp(centre);
    cohort.params[i * params + parameter] = std::clamp(facts.transform == Transform::log ? e : e / (1.0 + e), facts.lower, facts.upper);
  }
  return cohort;
}

/// Larger first: by weeks, then by share.
double size_of(const FactorEffect& effect) {
  return std::isnan(effect.weeks) ? 100.0 * std::abs(effect.share) : std::max(std::abs(effect.weeks), 10.0 * std::abs(effect.share));
}

}  // namespace

std::vector<FactorEffect> factors_of(const Population& population, const Cohort& cohort, const CaseFile& casefile, const Plan& plan,
                                     const Catalog& catalog, const Matter& matter, const ForecastOptions& options) {
  const Cohort part = thinned(cohort, patients_used);
  const Course base = course_of(population, part, casefile, plan, catalog, matter, options);
  std::vector<FactorEffect> effects;
  for (const auto& move : moves_of(population, casefile, plan, catalog, matter)) {
    CaseFile changed_case = casefile;
    Plan changed_plan = plan;
    if (move.change) move.change(changed_case, changed_plan);
    const Cohort people = move.parameter == SIZE_MAX ? in_case(population, part, casefile, changed_case) : moved(population, part, move.parameter, move.people_sds);
    const Course other = course_of(population, people, changed_case, changed_plan, catalog, matter, options);
    FactorEffect effect = difference(base, other);
    effect.code = move.code;
    effect.label = move.label;
    effect.finding = move.finding;
    effects.push_back(effect);
  }
  std::stable_sort(effects.begin(), effects.end(), [](const FactorEffect& a, const FactorEffect& b) { return size_of(a) > size_of(b); });
  std::set<std::string> said;
  for (const auto* list : {&casefile.history, &plan.entries})
    for (const auto& entry : *list)
      if (const Treatment* treatment = catalog.treatment(entry.treatment))
        for (const auto& belief : treatment->beliefs) {
          if (!said.insert(belief.factor.en).second) continue;
          FactorEffect effect;
          effect.code = "belief";
          effect.measured = false;
          effect.label = belief.factor;
          effect.finding = belief.finding;
          effects.push_back(effect);
        }
  return effects;
}

}  // namespace vultus
