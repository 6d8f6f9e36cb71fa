// What the answer rests on, its sources in the order of their use, and the detail for experts.
#include <algorithm>
#include <cmath>

#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/tissue_words.hpp"

namespace vultus::sections {

namespace {

std::string bias(const std::string& risk, const Voice& voice) {
  if (risk == "low") return voice.say(say::bias_low);
  if (risk.starts_with("some")) return voice.say(say::bias_some);
  if (risk == "high") return voice.say(say::bias_high);
  return risk;
}

}  // namespace

int Sources::number_of(std::size_t citation) {
  const auto [at, fresh] = numbers_.try_emplace(citation, static_cast<int>(order_.size()) + 1);
  if (fresh) order_.push_back(citation);
  return at->second;
}

std::vector<int> Sources::cite(const std::vector<std::string>& study_ids) {
  std::vector<int> numbers;
  for (const std::string& id : study_ids)
    for (std::size_t i = 0; i < citations_->size(); ++i)
      if (!id.empty() && (*citations_)[i].study_id == id) numbers.push_back(number_of(i));
  return numbers;
}

std::vector<int> Sources::cite_all() {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < citations_->size(); ++i) numbers.push_back(number_of(i));
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<SourceLine> Sources::lines(const Voice& voice) const {
  std::vector<SourceLine> lines;
  for (const std::size_t i : order_) {
    const Citation& c = (*citations_)[i];
    SourceLine line;
    line.number = static_cast<int>(lines.size()) + 1;
    line.text = c.citation.empty() ? c.study_id : c.citation;
    std::vector<std::string> facts;
    if (c.people) facts.push_back(voice.say(say::n_people, {Voice::thousands(*c.people)}));
    if (!c.risk_of_bias.empty()) facts.push_back(voice.say(say::risk_of_bias, {bias(c.risk_of_bias, voice)}));
    std::string told;
    for (const std::string& fact : facts) told += (told.empty() ? "" : voice.say(say::semicolon)) + fact;
    if (!told.empty()) line.text += voice.say(say::in_brackets, {told});
    line.link = !c.doi.empty() ? "https://doi.org/" + c.doi : c.url;
    lines.push_back(std::move(line));
  }
  return lines;
}

const Term& certainty_word(Certainty certainty) {
  switch (certainty) {
    case Certainty::high:
      return say::certainty_high;
    case Certainty::moderate:
      return say::certainty_moderate;
    case Certainty::low:
      return say::certainty_low;
    case Certainty::very_low:
      return say::certainty_very_low;
    case Certainty::none:
      break;
  }
  return say::certainty_none;
}

namespace {

/// [1–9], [1, 4]: runs of three and more are shortened.
std::string brackets(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i;
    while (end + 1 < numbers.size() && numbers[end + 1] == numbers[end] + 1) ++end;
    if (!text.empty()) text += ", ";
    text += std::to_string(numbers[i]);
    if (end > i) text += (end > i + 1 ? "–" : ", ") + std::to_string(numbers[end]);
    i = end + 1;
  }
  return text.empty() ? text : " [" + text + "]";
}

void add_model(Answer& answer, const ModelUse& model, const std::string& cited, const Voice& voice) {
  answer.basis.push_back(voice.say(voice.say(say::model_rests, {model.name, model.version, Voice::thousands(model.studies),
                                                                Voice::thousands(model.participants)}) +
                                   cited));
  const std::string note = voice.say(model.status_note);
  if (model.status == "calibrated") {
    if (!note.empty()) answer.basis.push_back(note);
  } else {
    answer.basis.push_back(
        voice.say(voice.say(say::rough_fit) + (note.empty() ? std::string() : voice.say(say::space) + note)));
    answer.basis.push_back(voice.say(say::not_yet_checked));
  }
  if (model.in_range) {
    answer.basis.push_back(voice.say(say::in_range));
    return;
  }
  std::vector<std::string> why;
  for (const Words& one : model.out_of_range) why.push_back(voice.say(one));
  std::string reasons;
  for (const std::string& one : why) reasons += (reasons.empty() ? "" : voice.say(say::semicolon)) + one;
  answer.basis.push_back(voice.say(say::out_of_range, {reasons}));
}

/// Variance shares of each outcome, a third, two thirds and all of the way from today to the horizon.
void add_shares(Answer& answer, const Forecast& plan, const Voice& voice) {
  const auto percent = [](double share) { return std::to_string(std::lround(100.0 * share)); };
  for (const Band& band : plan.outcomes)
    for (const double way : {1.0 / 3.0, 2.0 / 3.0, 1.0}) {
      const double day = plan.today + way * (plan.horizon - plan.today);
      const auto next = std::lower_bound(plan.days.begin(), plan.days.end(), day - 1e-9);
      const auto at = static_cast<std::size_t>(next - plan.days.begin());
      if (at >= band.share_people.size()) continue;
      answer.expert.push_back(
          {voice.say(say::expert_shares_of),
           voice.say(say::expert_shares,
                     {voice.name_of(band.outcome), std::to_string(std::lround(plan.days[at] / 7.0)),
                      percent(band.share_parameters[at] + band.share_discrepancy[at]), percent(band.share_parameters[at]),
                      percent(band.share_discrepancy[at]), percent(band.share_people[at]), percent(band.share_measurement[at])})});
    }
}

}  // namespace

void add_basis(Answer& answer, const Subject& s, const Voice& voice, Sources& sources) {
  const Forecast& plan = s.outlook->plan;
  const std::string cited = brackets(sources.cite_all());
  for (std::size_t i = 0; i < plan.models.size(); ++i)
    add_model(answer, plan.models[i], i == 0 ? cited : std::string(), voice);
  std::string reasons;
  for (const Words& one : plan.certainty_reasons)
    reasons += (reasons.empty() ? "" : voice.say(say::semicolon)) + voice.say(one);
  answer.basis.push_back(voice.say(
      say::certainty_is, {voice.say(certainty_word(plan.certainty)), voice.say(certainty_word(plan.certainty_derived))}));
  if (!reasons.empty()) answer.basis.push_back(voice.say(say::because, {reasons}));
  const Conditioning& c = plan.conditioning;
  if (c.on_visits)
    answer.basis.push_back(
        voice.say(say::conditioned, {Voice::thousands(static_cast<double>(c.drawn)), Voice::thousands(c.effective)}));
  if (!c.not_modelled.empty()) {
    std::vector<std::string> names;
    for (const std::string& code : c.not_modelled) names.push_back(lower_first(voice.name_of(code)));
    answer.basis.push_back(voice.say(say::not_modelled, {voice.list_apart(names)}));
  }
  if (plan.lanes.failed() > 0)
    answer.basis.push_back(
        voice.say(say::lanes_failed, {Voice::thousands(static_cast<double>(plan.lanes.failed())),
                                      Voice::thousands(static_cast<double>(plan.lanes.failed() + plan.lanes.solved))}));
  for (const std::string& one : voice.chinese() ? plan.assumptions_zh : plan.assumptions_en)
    answer.assumptions.push_back(voice.say(one));
  answer.sources = sources.lines(voice);
}

void add_expert(Answer& answer, const Subject& s, const Voice& voice) {
  const Forecast& plan = s.outlook->plan;
  const auto add = [&](const Term& name, const std::string& value) { answer.expert.push_back({voice.say(name), value}); };
  const auto count = [](auto n) { return Voice::thousands(static_cast<double>(n)); };
  add(say::expert_case, plan.case_file);
  add(say::expert_plan, plan.plan);
  add(say::expert_seed, std::to_string(plan.seed));
  add(say::expert_patients, count(plan.patients));
  char tolerance[32];
  std::snprintf(tolerance, sizeof tolerance, "%.0e", plan.relative_tolerance);
  add(say::expert_tolerance, tolerance);
  add(say::expert_lanes,
      voice.say(say::expert_lane_counts, {count(plan.lanes.solved), count(plan.lanes.step_limit),
                                          count(plan.lanes.not_finite), count(plan.lanes.out_of_bounds)}));
  add(say::expert_steps, voice.say(say::expert_step_counts, {count(plan.lanes.steps), count(plan.lanes.rejected)}));
  if (plan.conditioning.on_visits)
    add(say::expert_conditioning,
        voice.say(say::expert_effective, {count(plan.conditioning.drawn), Voice::thousands(plan.conditioning.effective)}));
  for (const ModelUse& model : plan.models)
    add(say::expert_model, model.name + " " + model.version + (model.posterior.empty() ? "" : ", " + model.posterior));
  for (const Band& band : plan.outcomes) {
    if (band.median.empty() || band.mean_q05.empty() || band.mean_q95.empty()) continue;
    const std::size_t end = band.median.size() - 1;
    const auto in = [&](double v) { return voice.value(band.outcome, v); };
    add(say::expert_mean_of,
        voice.say(say::expert_mean, {voice.name_of(band.outcome), in(band.mean_q05[end]), in(band.mean_q95[end]),
                                     in(band.q05[end]), in(band.q95[end]), voice.unit(band.unit)}));
  }
  add_shares(answer, plan, voice);
}

}  // namespace vultus::sections
