#include "vultus/report/comparison_answer.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "vultus/report/comparison_parts.hpp"
#include "vultus/report/comparison_terms.hpp"
#include "vultus/report/terms.hpp"

namespace vultus {
namespace sections {
namespace {

/// One plan of the comparison as an outlook of its own, for the parts that both answers share.
Outlook frame_of(const Comparison& c, const ComparedPlan& plan) {
  Outlook frame;
  frame.casefile = c.casefile;
  frame.plan = plan.forecast;
  frame.names = c.names;
  frame.emergency = c.emergency;
  return frame;
}

constexpr std::size_t plans_in_full = 6;

/// Whether a plan's risks and signs are told: those of the first few by rank.
bool told_in_full(const Told& told, const ComparedPlan& plan) {
  for (std::size_t i = 0; i < std::min(plans_in_full, told.ranked.size()); ++i)
    if (told.ranked[i] == &plan) return true;
  return false;
}

/// A source in brackets: its number, "assumption", or itself.
std::string sourced(const std::string& source, const Voice& voice, Sources& sources) {
  if (source.empty()) return {};
  if (const auto numbers = sources.cite({source}); !numbers.empty()) return " [" + std::to_string(numbers.front()) + "]";
  return voice.say(say::in_brackets, {source.starts_with("assumption") ? voice.say(say::is_assumption) : source});
}

}  // namespace

void add_risks(ComparisonAnswer& answer, const Told& told, Sources& sources) {
  const Comparison& c = told.comparison;
  std::set<std::string> shown;  // above everything, as signs of what has been done
  for (const Flag& flag : told.wait.forecast.flags) shown.insert(flag.code);
  const auto add = [&](const ComparedPlan& plan, bool past) {
    Outlook frame = frame_of(c, plan);
    if (!past) std::erase_if(frame.plan.flags, [&](const Flag& f) { return shown.contains(f.code); });
    std::erase_if(frame.plan.harms, [&](const HarmForecast& h) { return h.past != past; });
    Subject subject;
    subject.outlook = &frame;
    Answer part;
    add_flags(part, subject, told.voice, sources);
    sections::add_harms(part, subject, told.voice, sources);
    std::erase_if(part.harms, [](const HarmLine& line) { return line.over; });
    PlanRisks risks;
    risks.plan = past ? told.voice.say(say::already_done) : plan_name(told, plan.plan.name);
    if (!past) risks.red_flags = part.red_flags;
    for (const Caution& caution : plan.cautions) risks.cautions.push_back(told.voice.say(caution.reason) + sourced(caution.source, told.voice, sources));
    risks.harms = part.harms;
    if (!risks.harms.empty()) answer.harms_note = part.harms_note;
    if (!past || !risks.harms.empty()) answer.risks.push_back(std::move(risks));
  };
  std::vector<std::string> others;
  for (const ComparedPlan* plan : told.ranked)
    if (plan == &told.wait || told_in_full(told, *plan)) add(*plan, plan == &told.wait);
    else others.push_back(c.candidates ? plan->plan.name : plan_name(told, plan->plan.name));
  if (!others.empty()) answer.risks_of_others = told.voice.say(say::risks_of_others, {told.voice.list(others)});
}

void add_excluded(ComparisonAnswer& answer, const Told& told, Sources& sources) {
  std::vector<const ExcludedPlan*> said;
  for (const ExcludedPlan& e : told.comparison.excluded) {
    const auto same = [&](const ExcludedPlan* other) { return other->treatment == e.treatment && other->code == e.code; };
    if (const auto before = std::find_if(said.begin(), said.end(), same); before != said.end() && !told.comparison.candidates) {
      answer.excluded.push_back(told.voice.say(say::excluded_plan, {e.plan, told.voice.say(say::excluded_as, {(*before)->plan})}));
      continue;
    }
    said.push_back(&e);
    const std::string reason = told.voice.say(e.reason) + sourced(e.source, told.voice, sources) +
                               (e.meant.en.empty() ? std::string() : told.voice.say(say::space) + told.voice.say(e.meant));
    answer.excluded.push_back(told.comparison.candidates ? reason : told.voice.say(say::excluded_plan, {e.plan, reason}));
  }
}

/// What nobody should have stands before the verdict, in one sentence.
std::string refused_first(const Told& told) {
  std::vector<std::string> names;
  for (const ExcludedPlan& e : told.comparison.excluded)
    if (std::string name = lower_first(told.voice.name_of(e.treatment)); e.code == "refused.unsafe" && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  return names.empty() ? std::string() : told.voice.say(say::refused_first, {told.voice.list(names)});
}

void add_compared_counsel(ComparisonAnswer& answer, const Told& told) {
  const Comparison& c = told.comparison;
  const auto add = [&](std::vector<std::string>& list, const std::vector<Words>& more) {
    for (const Words& one : more)
      if (std::string text = told.voice.say(one); std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
  };
  for (const ComparedPlan* plan : told.ranked) {
    if (!told_in_full(told, *plan)) continue;
    add(answer.watch, plan->watch);
    add(answer.change_when, plan->change_when);
  }
  if (!c.excluded.empty()) answer.questions.push_back(told.voice.say(say::ask_excluded));
  if (c.best != c.wait) answer.questions.push_back(told.voice.say(say::ask_best, {plan_name(told, c.best)}));
  if (c.plans.size() > 1) answer.questions.push_back(told.voice.say(say::ask_change));
}

namespace {

/// Plans of one certainty and one reason in one line.
void add_certainty(ComparisonAnswer& answer, const Told& told) {
  struct Line {
    Certainty level, derived;
    std::string reasons;
    std::vector<std::string> plans;
  };
  std::vector<Line> lines;
  for (const ComparedPlan* plan : told.ranked) {
    std::vector<std::string> reasons;
    for (const Words& one : plan->forecast.certainty_reasons) reasons.push_back(told.voice.say(one));
    const Line line{plan->forecast.certainty, plan->forecast.certainty_derived, told.voice.list_apart(reasons), {}};
    auto it = std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.level == line.level && l.derived == line.derived && l.reasons == line.reasons; });
    if (it == lines.end()) it = lines.insert(lines.end(), line);
    it->plans.push_back(plan_name(told, plan->plan.name));
  }
  for (const Line& line : lines)
    answer.certainty.push_back(as_sentence(told.voice.say(say::certainty_of_plans, {told.voice.list(line.plans), told.voice.say(certainty_word(line.level)), told.voice.say(certainty_word(line.derived))})) +
                               (line.reasons.empty() ? "" : told.voice.say(say::space) + told.voice.say(say::because, {line.reasons})));
}

void add_compared_expert(ComparisonAnswer& answer, const Told& told) {
  const Voice& voice = told.voice;
  const Forecast& wait = told.wait.forecast;
  const auto count = [](auto n) { return Voice::thousands(static_cast<double>(n)); };
  const auto add = [&](const Term& name, const std::string& value) { answer.expert.push_back({voice.say(name), value}); };
  solve::RunSummary lanes;
  for (const ComparedPlan& plan : told.comparison.plans) lanes += plan.forecast.lanes;
  add(say::expert_case, wait.case_file);
  add(say::expert_plans, count(told.comparison.plans.size()));
  add(say::expert_seed, std::to_string(wait.seed));
  add(say::expert_patients, count(wait.patients));
  add(say::expert_draws, count(told.comparison.draws));
  add(say::expert_lanes, voice.say(say::expert_lane_counts, {count(lanes.solved), count(lanes.step_limit), count(lanes.not_finite), count(lanes.out_of_bounds)}));
  add(say::expert_steps, voice.say(say::expert_step_counts, {count(lanes.steps), count(lanes.rejected)}));
  for (const ModelUse& model : wait.models) add(say::expert_model, model.name + " " + model.version + (model.posterior.empty() ? "" : ", " + model.posterior));
}

}  // namespace

void add_compared_basis(ComparisonAnswer& answer, const Told& told, Sources& sources) {
  const Comparison& c = told.comparison;
  const Voice& voice = told.voice;
  add_certainty(answer, told);
  sources.cite_all();
  Outlook frame = frame_of(c, told.wait);
  ModelUse& model = frame.plan.models.front();  // of all plans together
  model.studies = 0, model.participants = 0;
  for (const Citation& citation : c.citations) ++model.studies, model.participants += citation.people.value_or(0);
  for (const ComparedPlan& plan : c.plans)
    for (const Words& why : plan.forecast.models.front().out_of_range) {
      model.in_range = false;
      if (std::find(model.out_of_range.begin(), model.out_of_range.end(), why) == model.out_of_range.end()) model.out_of_range.push_back(why);
    }
  frame.plan.assumptions_en.clear(), frame.plan.assumptions_zh.clear();
  frame.plan.certainty_reasons.clear();
  Subject subject;
  subject.outlook = &frame;
  Answer part;
  add_basis(part, subject, voice, sources);
  const auto certainty_line = voice.say(say::certainty_is, {voice.say(certainty_word(frame.plan.certainty)), voice.say(certainty_word(frame.plan.certainty_derived))});
  for (const std::string& line : part.basis)
    if (line != certainty_line) answer.basis.push_back(line);  // said for each plan above
  const auto assume = [&](const std::string& text) {
    if (std::find(answer.assumptions.begin(), answer.assumptions.end(), text) == answer.assumptions.end()) answer.assumptions.push_back(text);
  };
  const auto percent = [](double share) { return std::to_string(std::lround(100.0 * share)); };
  assume(c.outcome ? voice.say(say::assumed_importance_outcome, {percent(important_change)}) : voice.say(say::assumed_importance, {percent(important_probability)}));
  if (told.wait.goals.size() > 1) assume(voice.say(say::assumed_goals_equal));
  if (c.candidates) assume(voice.say(say::assumed_candidates));
  for (const ComparedPlan* plan : told.ranked)
    for (const std::string& one : voice.chinese() ? plan->forecast.assumptions_zh : plan->forecast.assumptions_en) assume(voice.say(one));
  answer.sources = part.sources;
  add_compared_expert(answer, told);
}

}  // namespace sections

ComparisonAnswer comparison_answer(const Comparison& comparison, Language language) {
  using namespace sections;
  const ComparedPlan& wait = *comparison.plan(comparison.wait);
  Outlook frame = frame_of(comparison, wait);
  if (comparison.emergency)  // whatever plan raises it
    for (const ComparedPlan& plan : comparison.plans)
      for (const Flag& flag : plan.forecast.flags)
        if (std::none_of(frame.plan.flags.begin(), frame.plan.flags.end(), [&](const Flag& f) { return f.code == flag.code; })) frame.plan.flags.push_back(flag);
  const Voice voice(frame, language);
  Told told{comparison, voice, {}, wait};
  for (const std::string& name : comparison.ranking) told.ranked.push_back(comparison.plan(name));
  Sources sources(comparison.citations);
  ComparisonAnswer answer;
  answer.title = title_of(comparison.casefile, voice.say(say::compare_title), voice);
  answer.stamp = voice.say(say::stamp);
  Subject subject = subject_of(frame);
  Answer part;
  add_flags(part, subject, voice, sources);
  answer.red_flags = part.red_flags;
  if (comparison.emergency) return answer;  // for an emergency nothing after it
  add_verdict(part, subject, voice);
  answer.alarm = part.alarm;
  add_compared_verdict(answer, told);
  if (!comparison.candidates) answer.verdict = refused_first(told) + answer.verdict;
  add_compared_table(answer, told);
  add_differences(answer, told);
  add_risks(answer, told, sources);
  add_excluded(answer, told, sources);
  add_compared_counsel(answer, told);
  add_compared_basis(answer, told, sources);
  return answer;
}

}  // namespace vultus
