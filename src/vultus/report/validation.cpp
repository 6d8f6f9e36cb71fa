#include "vultus/report/validation.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "vultus/base/text.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

const char* word(Language language, const char* en, const char* zh) { return language == Language::zh ? zh : en; }

std::string task_name(Task task, Language language) {
  switch (task) {
    case Task::new_study: return word(language, "a study never seen", "从未见过的研究");
    case Task::other_arm: return word(language, "another arm of a known study", "已知研究的另一组");
    case Task::later_visit: return word(language, "a later visit of a known study", "已知研究的后续随访");
  }
  return {};
}

struct Heading {
  const char *en, *zh;
  int width;
  bool left = false;
};

/// One line of headings, padded by how wide the words stand on a terminal.
std::string headings(Language language, const std::vector<Heading>& all) {
  std::string line;
  for (const auto& one : all) {
    const std::string text = word(language, one.en, one.zh);
    line += (line.empty() ? "" : " ") + (one.left ? padded_right(text, one.width) : padded_left(text, one.width));
  }
  return line + "\n";
}

std::string ratio(const std::optional<double>& value) { return value ? fmt::format("{:.2f}", *value) : "-"; }

std::string row_of(const SummaryLine& line) {
  if (line.scored == 0) return fmt::format("  {:<22} {:>5} {:>7}\n", line.group, line.rows, 0);
  return fmt::format("  {:<22} {:>5} {:>7} {:>8} {:>7.0f} {:>7.0f} {:>8.3f} {:>10} {:>11}\n", line.group, line.rows, line.scored, line.studies,
                     100.0 * line.coverage50, 100.0 * line.coverage90, line.crps, ratio(line.against_no_change), ratio(line.against_trial_mean));
}

/// Predicted, and nobody knows yet how it came out.
bool waiting(const Validation& validation, std::size_t i) {
  return validation.scored[i].row->kind == ValueKind::pending && validation.predictions[i].covered;
}

std::string pending_text(const Validation& validation, Language language) {
  std::string text;
  for (std::size_t i = 0; i < validation.scored.size(); ++i) {
    if (!waiting(validation, i)) continue;
    const TrialRow& row = *validation.scored[i].row;
    const Quantiles& q = validation.predictions[i].quantiles;
    text += fmt::format("  {:<14} {:<3} {:<28} {:<18} {:>5}  {:>8.3g} ({:.3g} {} {:.3g}) {}\n", row.study, row.arm, row.outcome, row.statistic,
                        row.weeks ? fmt::format("{:.0f}", *row.weeks) : "-", q[9], q[0], word(language, "to", "到"), q[18], row.unit);
  }
  if (text.empty()) return text;
  return std::string(word(language, "results not yet known: predicted middle (90 % interval), week by week", "结果尚未公布：预测的中位数（90% 区间），按周")) + "\n" + text + "\n";
}

std::string left_out_text(const Validation& validation, Language language) {
  std::string text;
  std::map<std::string, int> why;
  for (std::size_t i = 0; i < validation.scored.size(); ++i)
    if (!validation.scored[i].own && !waiting(validation, i)) ++why[validation.scored[i].why_not];
  for (const auto& [reason, count] : why) text += fmt::format("{} {}: {}\n", count, word(language, "rows not predicted", "行未预测"), reason);
  for (const auto& study : validation.left_out)
    if (study.refitted)
      text += fmt::format("{}: {} {:.2f} {}\n", study.study, word(language, "Pareto k", "帕累托k值"), study.pareto_k,
                          word(language, "when left out; calibrated again without it", "（留出该研究时）；已不含该研究重新校准"));
  int used = 0;
  for (const auto& row : validation.predictions) used += row.used ? 1 : 0;
  if (used > 0)
    text += fmt::format("{} {}\n", used, word(language, "rows are of studies that the posterior has seen: their scores flatter (use --refit)",
                                              "行来自后验已见过的研究，得分会偏乐观（请用 --refit）"));
  return text;
}

/// Each way of predicting on the same rows, each study unseen; the rows are those that a tissue model speaks of.
std::string rivals_text(const Validation& validation, Language language) {
  if (validation.rivals.empty()) return {};
  std::string text = std::string(word(language, "rivals, where a tissue model speaks", "各种预测方法（组织模型能预测的行）")) + "\n  " +
                     headings(language, {{"", "", 12, true}, {"", "", 14, true}, {"", "", 18, true}, {"rows", "行", 5}, {"CRPS", "CRPS", 8}, {"in90 %", "90%内", 7},
                                         {"log score", "对数得分", 10}, {"weight", "权重", 7}});
  for (const auto& line : validation.rivals) {
    std::string weight;
    for (std::size_t r = 0; r < rivals; ++r)
      if (line.rival == name_of(static_cast<Rival>(r))) weight = fmt::format("{:.2f}", validation.weights.at(line.model)[static_cast<std::size_t>(line.task)][r]);
    text += fmt::format("  {:<12} {:<14} {:<18} {:>5} {:>8.3f} {:>7.0f} {:>10.2f} {:>7}\n", line.model, name_of(line.task), line.rival, line.rows, line.crps, 100.0 * line.coverage90,
                        line.log_score, weight);
  }
  return text + "\n";
}

/// Values so far from what was expected of a study never seen that they may be misprints, or misread.
std::string odd_rows_text(const Validation& validation, Language language) {
  constexpr double far = 3.0;
  std::string text;
  for (std::size_t i = 0; i < validation.scored.size(); ++i) {
    const TrialRow& row = *validation.scored[i].row;
    const EffectLaw& law = validation.predictions[i].law;
    if (validation.scored[i].task != Task::new_study || !validation.scored[i].own || law.sd <= 0.0) continue;
    const double away = (row.y - law.mean) / std::hypot(law.sd, row.s);
    if (std::abs(away) > far)
      text += fmt::format("  {} {} {} {} {:g} ({:+.1f} sd)\n", row.study, row.arm, row.outcome, row.weeks ? fmt::format("{:g}", *row.weeks) : "-", row.value, away);
  }
  if (text.empty()) return text;
  return std::string(word(language, "values more than 3 sd from what was expected: misprint, misread, or surprising", "与预期相差超过 3 个标准差的值：印错、读错，或确实意外")) + "\n" + text + "\n";
}

Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

}  // namespace

std::string validation_text(const Validation& validation, Language language) {
  std::string text;
  for (const Task task : all_tasks) {
    std::string lines, groups;
    for (const auto& line : validation.summary) {
      if (line.task != task || line.rows == 0) continue;
      (line.by == SummaryLine::By::outcome_group ? groups : lines) += row_of(line);
    }
    if (lines.empty()) continue;
    text += task_name(task, language) + "\n  " + headings(language, {{"", "", 22, true}, {"rows", "行", 5}, {"scored", "已评分", 7}, {"studies", "研究", 8},
                                                                     {"in50 %", "50%内", 7}, {"in90 %", "90%内", 7}, {"CRPS", "CRPS", 8},
                                                                     {"/no change", "/无变化", 10}, {"/trial mean", "/均值", 11}});
    text += lines + groups + "\n";
  }
  return text + pending_text(validation, language) + rivals_text(validation, language) + odd_rows_text(validation, language) + left_out_text(validation, language);
}

std::string validation_json(const Validation& validation) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < validation.scored.size(); ++i) {
    const ScoredRow& scored = validation.scored[i];
    const TrialRow& row = *scored.row;
    const ValidatedRow& predicted = validation.predictions[i];
    Json j{{"task", std::string(name_of(scored.task))}, {"topic", row.topic}, {"study_id", row.study}, {"arm_id", row.arm}, {"outcome", row.outcome},
           {"row", row.row}, {"time_weeks", json_of(row.weeks)}, {"statistic", row.statistic}, {"n", row.n_known ? Json(row.n) : Json(nullptr)},
           {"observed", row.kind == ValueKind::pending ? Json(nullptr) : Json(row.value)}, {"se", json_of(row.se)}};
    if (predicted.covered) j["quantiles"] = predicted.quantiles;
    if (scored.own) {
      j["crps"] = scored.own->crps;
      j["in50"] = scored.own->in50;
      j["in90"] = scored.own->in90;
    }
    j["covered_by_model"] = predicted.covered;
    j["why_not"] = scored.own ? Json(nullptr) : Json(scored.why_not);
    j["mechanism"] = predicted.spoken;
    j["seen_by_posterior"] = predicted.used;
    rows.push_back(std::move(j));
  }
  Json lines = Json::array();
  for (const auto& line : validation.summary)
    lines.push_back({{"task", std::string(name_of(line.task))}, {"group", line.group}, {"rows", line.rows}, {"scored", line.scored}, {"studies", line.studies},
                     {"coverage50", line.coverage50}, {"coverage90", line.coverage90}, {"crps", line.crps},
                     {"against_no_change", json_of(line.against_no_change)}, {"against_trial_mean", json_of(line.against_trial_mean)}});
  Json rival_lines = Json::array();
  for (const auto& line : validation.rivals)
    rival_lines.push_back({{"task", std::string(name_of(line.task))}, {"model", line.model}, {"rival", line.rival}, {"rows", line.rows}, {"crps", line.crps},
                           {"coverage90", line.coverage90}, {"log_score", line.log_score}});
  Json weights = Json::object();
  for (const auto& [model, of_model] : validation.weights)
    for (const Task task : all_tasks)
      for (std::size_t r = 0; r < rivals; ++r)
        weights[model][std::string(name_of(task))][std::string(name_of(static_cast<Rival>(r)))] = of_model[static_cast<std::size_t>(task)][r];
  Json left_out = Json::array();
  for (const auto& study : validation.left_out)
    left_out.push_back({{"study_id", study.study}, {"pareto_k", study.pareto_k}, {"calibrated_again", study.refitted}});
  return Json{{"format", "vultus-validation/1"}, {"rows", rows}, {"summary", lines}, {"rivals", rival_lines}, {"weights", weights}, {"left_out", left_out}}.dump(1) + "\n";
}

std::string validation_csv(const Validation& validation) {
  std::string text = "task,topic,study_id,arm_id,outcome,row,time_weeks,statistic,observed,q05,q25,median,q75,q95,crps,in50,in90,mechanism,why_not\n";
  for (std::size_t i = 0; i < validation.scored.size(); ++i) {
    const ScoredRow& s = validation.scored[i];
    const TrialRow& row = *s.row;
    const Quantiles& q = validation.predictions[i].quantiles;
    text += fmt::format("{},{},{},{},{},{},{},{},{},", name_of(s.task), row.topic, row.study, row.arm, row.outcome, row.row,
                        row.weeks ? fmt::format("{:g}", *row.weeks) : "", row.statistic,
                        row.kind == ValueKind::pending ? "" : fmt::format("{:g}", row.value));
    if (row.kind == ValueKind::pending && validation.predictions[i].covered)
      text += fmt::format("{:g},{:g},{:g},{:g},{:g},,,,{},{}\n", q[0], q[4], q[9], q[14], q[18], validation.predictions[i].spoken ? 1 : 0, s.why_not);
    else if (s.own)
      text += fmt::format("{:g},{:g},{:g},{:g},{:g},{:g},{},{},{},\n", q[0], q[4], q[9], q[14], q[18], s.own->crps, s.own->in50 ? 1 : 0, s.own->in90 ? 1 : 0,
                          validation.predictions[i].spoken ? 1 : 0);
    else text += fmt::format(",,,,,,,,,{}\n", s.why_not);
  }
  return text;
}

std::string validation_record(const Validation& validation) {
  std::string text = "task,group,rows,studies,inside90,against_trial_mean\n";
  for (const auto& line : validation.of_mechanism)
    if (line.by != SummaryLine::By::topic && line.scored > 0)
      text += fmt::format("{},{},{},{},{:.0f},{}\n", name_of(line.task), line.group, line.scored, line.studies,
                          line.coverage90 * static_cast<double>(line.scored),
                          line.against_trial_mean ? fmt::format("{:.3f}", *line.against_trial_mean) : "");
  return text;
}

std::string validation_stack(const Validation& validation) {
  std::string text = "task,rival,weight\n";
  const TaskWeights weights = validation.weights.empty() ? unlearnt_task_weights : validation.weights.begin()->second;
  for (const Task task : all_tasks)
    for (std::size_t r = 0; r < rivals; ++r)
      text += fmt::format("{},{},{:.2f}\n", name_of(task), name_of(static_cast<Rival>(r)), weights[static_cast<std::size_t>(task)][r]);
  return text;
}

}  // namespace vultus
