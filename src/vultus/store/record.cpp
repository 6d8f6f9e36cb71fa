#include "vultus/store/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "vultus/catalog/table.hpp"
#include "vultus/store/kept_file.hpp"
#include "vultus/store/trial_posterior.hpp"

namespace vultus {

std::vector<RecordLine> read_record(const std::string& path, Faults& faults) {
  std::vector<RecordLine> lines;
  if (!std::filesystem::exists(path)) return lines;
  Table table(path, {"task", "group", "rows", "studies", "inside90", "against_trial_mean"}, faults);
  table.each([&](int) {
    lines.push_back({table.text("task"), table.text("group"), table.number("rows", 1).value_or(0), table.number("studies", 1).value_or(0),
                     table.number("inside90", 0).value_or(0), table.number("against_trial_mean", 0)});
  });
  return lines;
}

std::optional<TaskWeights> read_stack(const std::string& path, Faults& faults) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  TaskWeights weights{};
  const std::vector<std::string> tasks{std::string(name_of(all_tasks[0])), std::string(name_of(all_tasks[1])), std::string(name_of(all_tasks[2]))};
  const std::vector<std::string> names{std::string(name_of(Rival::mechanism)), std::string(name_of(Rival::statistics)), std::string(name_of(Rival::course))};
  Table table(path, {"task", "rival", "weight"}, faults);
  table.each([&](int) {
    const std::size_t task = table.word("task", tasks), rival = table.word("rival", names);
    weights[task][rival] = table.number("weight", 0, 1).value_or(0.0);
  });
  constexpr double rounding = 1e-6;
  for (std::size_t task = 0; task < weights.size(); ++task) {
    double sum = 0.0;
    for (const double w : weights[task]) sum += w;
    if (std::abs(sum - 1.0) > rounding)
      faults.push_back({path, 0, 0, "weight", fmt::format("weights of {} that add up to {:g}", tasks[task], sum), "1: run `vultus validate --refit --record`"});
  }
  return weights;
}

Words calibrated_note(const LearntModel& learnt, const std::vector<RecordLine>& record) {
  Words note{fmt::format("It was calibrated on {} published studies ({:.0f} people where the page gives their number).", learnt.studies.size(), learnt.participants),
             fmt::format("模型用 {} 项已发表的研究校准（有人数记载的共 {:.0f} 人）。", learnt.studies.size(), learnt.participants)};
  if (learnt.forced) {
    note.en += " Its calibration did not pass its own checks.";
    note.zh += "这次校准没有通过自身的检查。";
  }
  const auto all = std::find_if(record.begin(), record.end(), [](const RecordLine& l) { return l.task == "new_study" && l.group == "all"; });
  if (all == record.end()) {
    note.en += " How well it predicts trials that it has not seen has not been measured.";
    note.zh += "它对没见过的试验预测得怎样，还没有测过。";
    return note;
  }
  note.en += fmt::format(" Each of these studies predicted as if it had never been seen: of {:.0f} results of {:.0f} studies, {:.0f} lay inside the 90 % interval",
                         all->rows, all->studies, all->inside90);
  note.zh += fmt::format("把每项研究都当作没见过来预测：{:.0f} 项研究的 {:.0f} 个结果里，{:.0f} 个落在 90% 区间内", all->studies, all->rows, all->inside90);
  if (all->against_trial_mean) {
    note.en += fmt::format("; the error was {:.2f} of that of averaging similar trials", *all->against_trial_mean);
    note.zh += fmt::format("；误差是“把同类试验取平均”的 {:.2f} 倍", *all->against_trial_mean);
  }
  note.en += ".";
  note.zh += "。";
  return note;
}

std::string posterior_path(const std::string& data, const Tissue& tissue) { return data + "/posteriors/" + tissue.model + ".nc"; }

std::string stack_path(const std::string& beside) {
  for (const std::string_view end : {".record.csv", ".nc"})
    if (beside.ends_with(end)) return beside.substr(0, beside.size() - end.size()) + ".stack.csv";
  return beside + ".stack.csv";
}

std::string shipped_digest(const std::string& data, const Tissue& tissue) {
  const auto bytes = kept_bytes(posterior_path(data, tissue));
  if (!bytes) return {};
  return unsealed(*bytes, posterior_path(data, tissue)) ? seal_of(*bytes).substr(0, 16) : "damaged";
}

Faults put_shipped_posteriors(const std::string& data, std::vector<Tissue>& tissues) {
  Faults faults;
  for (auto& tissue : tissues) {
    const std::string path = posterior_path(data, tissue);
    if (!std::filesystem::exists(path)) continue;
    const auto file = read_posterior(path);
    const auto learnt = file ? learnt_model(*file, tissue, path) : tl::unexpected(file.error());
    if (!learnt) {
      faults.insert(faults.end(), learnt.error().begin(), learnt.error().end());
      continue;
    }
    put_into(tissue, *learnt);
    const auto record = read_record(data + "/posteriors/" + tissue.model + ".record.csv", faults);
    tissue.status_note = calibrated_note(*learnt, record);
    for (const auto& line : record)
      if (line.task == "new_study" && line.group == "all") tissue.learnt->error_against_mean = line.against_trial_mean;
  }
  return faults;
}

}  // namespace vultus
