// calibrate and validate: what is learnt from published trials, and how well trials never seen are predicted.
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "commands.hpp"
#include "files.hpp"
#include "tell.hpp"
#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/validate.hpp"
#include "vultus/report/validation.hpp"
#include "vultus/store/kept_file.hpp"
#include "vultus/store/record.hpp"
#include "vultus/store/trial_posterior.hpp"

namespace vultus::cli {
namespace {

/// Everything that both commands read; faults are told already where `told` is set.
struct Ground {
  Catalog catalog;
  OutcomeMap map;
  std::vector<EvidenceTopic> folder;
};

std::optional<Ground> ground(const Options& options) {
  auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error()), std::nullopt;
  auto map = read_outcome_map(catalog->directory);
  if (!map) return tell(map.error()), std::nullopt;
  auto folder = read_evidence_tables(options.evidence.empty() ? catalog->directory + "/evidence" : options.evidence, catalog->directory + "/evidence/vocabulary.csv");
  if (!folder) return tell(folder.error()), std::nullopt;
  return Ground{std::move(*catalog), std::move(*map), std::move(*folder)};
}

/// One line for every block of a chain: where it stands and what went wrong so far.
std::function<bool(const NutsProgress&)> progress_of_sampler(bool quiet) {
  if (quiet) return {};
  return [](const NutsProgress& p) {
    fmt::print(stderr, "chain {}: {} of {}, step {:.3f}, {} divergent\n", p.chain + 1, p.iteration, p.iterations, p.step_size, p.divergent);
    return true;
  };
}

void print_diagnosis(const Diagnosis& diagnosis) {
  fmt::print("{:<28} {:>8} {:>7} {:>7} {:>9} {:>9}\n", "(standardised)", "mean", "sd", "R-hat", "bulk ESS", "tail ESS");
  for (const auto& p : diagnosis.parameters)
    fmt::print("{:<28} {:>8.3f} {:>7.3f} {:>7.4f} {:>9.0f} {:>9.0f}\n", p.name, p.mean, p.sd, p.r_hat, p.bulk_ess, p.tail_ess);
  fmt::print("divergent {}", diagnosis.divergent);
  for (const double e : diagnosis.e_bfmi) fmt::print(", E-BFMI {:.2f}", e);
  fmt::print("\n");
}

/// Removes topics that were not asked for.
bool keep_topic(std::vector<EvidenceTopic>& topics, const std::string& wanted) {
  if (wanted.empty()) return true;
  std::erase_if(topics, [&](const EvidenceTopic& t) { return t.name != wanted; });
  return !topics.empty();
}

std::vector<Task> tasks_of(const std::string& wanted) {
  for (const Task task : all_tasks)
    if (name_of(task) == wanted) return {task};
  return {all_tasks.begin(), all_tasks.end()};
}

TrialModelSettings model_settings(const Options& options) {
  TrialModelSettings settings;
  settings.mechanism = !options.without.contains("mechanism");
  settings.parts.discrepancy = !options.without.contains("discrepancy");
  settings.parts.study = !options.without.contains("study");
  settings.parts.arm = !options.without.contains("arm");
  return settings;
}

}  // namespace

int calibrate(const Options& options) {
  auto g = ground(options);
  if (!g) return bad_input;
  const Tissue* tissue = g->catalog.tissue(options.subject);
  if (tissue == nullptr) {
    fmt::print(stderr, "vultus: no model is called '{}'; see `vultus models`\n", options.subject);
    return wrong_usage;
  }
  const TrialEvidence evidence = trial_evidence(g->folder, g->map);
  CalibrateSettings settings;
  settings.model = model_settings(options);
  settings.sampler.chains = options.chains;
  settings.sampler.warmup = options.warmup;
  settings.sampler.draws = options.draws;
  settings.sampler.seed = options.seed;
  settings.sampler.threads = options.threads;
  settings.sampler.checkpoint = options.output + ".checkpoint";
  settings.sampler.progress = progress_of_sampler(options.quiet);
  auto calibration = vultus::calibrate(*tissue, g->catalog, g->map, evidence, settings);
  if (!calibration) return tell(calibration.error());
  print_diagnosis(calibration->diagnosis);
  fmt::print("{} rows of {} studies, {:.0f} people where printed\n", calibration->rows, calibration->studies.size(), calibration->participants);
  const auto file = to_posterior_draws(*calibration, *tissue, settings, "vultus " VULTUS_VERSION);
  const auto bytes = posterior_bytes(file, options.force, Precision::float32, options.output);
  if (!bytes) return tell(bytes.error()), check_failed;
  const Faults of_disk = keep_file(options.output, *bytes);
  if (!of_disk.empty()) return tell(of_disk), world_failed;
  forget_checkpoint(settings.sampler);
  fmt::print("{} {}\n", options.output, seal_of(*bytes).substr(0, 16));
  return done;
}

int validate(const Options& options) {
  auto g = ground(options);
  if (!g) return bad_input;
  if (!keep_topic(g->folder, options.topic)) {
    fmt::print(stderr, "vultus: no topic '{}' in {}\n", options.topic, options.evidence.empty() ? "the shipped tables" : options.evidence);
    return wrong_usage;
  }
  const auto shipped = read_evidence_tables(g->catalog.directory + "/evidence");
  if (!shipped) return tell(shipped.error());
  const TrialEvidence training = trial_evidence(*shipped, g->map);
  const TrialEvidence folder{trial_rows(g->folder, g->map).rows, {}, {}};
  std::vector<LearntTissue> learnt;
  for (const auto& tissue : g->catalog.tissues) {
    if (!options.model.empty() && tissue.model != options.model) continue;
    const std::string path = options.posterior.empty() ? posterior_path(g->catalog.directory, tissue) : options.posterior;
    if (!std::filesystem::exists(path)) continue;
    const auto file = read_posterior(path);
    if (!file) return tell(file.error());
    auto model = learnt_model(*file, tissue, path);
    if (!model) return tell(model.error());
    Faults faults;
    const auto weights = read_stack(stack_path(posterior_path(g->catalog.directory, tissue)), faults);
    if (!faults.empty()) return tell(faults);
    learnt.push_back({&tissue, std::move(*model), weights});
  }
  ValidateSettings settings;
  settings.tasks = tasks_of(options.task);
  settings.refit = options.refit;
  if (options.weight) {
    const StackWeights same{*options.weight, 1.0 - *options.weight, 0.0};
    settings.weights = TaskWeights{same, same, same};
  }
  settings.threads = options.threads;
  settings.seed = options.seed;
  settings.model = model_settings(options);
  settings.sampler.warmup = 300;
  settings.sampler.draws = 100;
  settings.sampler.seed = options.seed;
  const auto validation = vultus::validate(training, folder, learnt, g->catalog, g->map, settings);
  if (!validation) return tell(validation.error());
  std::string text;
  if (options.format == "json") text = validation_json(*validation);
  else if (options.format == "csv") text = validation_csv(*validation);
  else text = validation_text(*validation, language_of(options.lang).value_or(Language::en));
  if (!options.record.empty() && validation->weights.size() > 1) {
    fmt::print(stderr, "vultus: a record is of one model: name it with --model\n");
    return wrong_usage;
  }
  if (!options.record.empty()) {
    write_whole(options.record, validation_record(*validation));
    write_whole(stack_path(options.record), validation_stack(*validation));
  }
  write_whole(options.output, text);
  return done;
}

}  // namespace vultus::cli
