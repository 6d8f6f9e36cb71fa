// The sampler's side of compare_rstan.sh: two posteriors, their data in the form that R reads, and runs of nuts() on them.
//   bench_against_stan data FOLDER                      writes FOLDER/<posterior>.data.R
//   bench_against_stan run POSTERIOR METRIC SEED FILE   draws into FILE (chain, log density, dimensions), times to stdout
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "../tests/infer/densities.hpp"
#include "../tests/infer/shipped_rows.hpp"
#include "vultus/infer/trial_model.hpp"

namespace {

using namespace vultus;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct File {
  std::FILE* handle;
  explicit File(const std::string& path) : handle(std::fopen(path.c_str(), "w")) {
    if (handle == nullptr) throw std::runtime_error("cannot write " + path);
  }
  ~File() { std::fclose(handle); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
};

/// The masseter's published rows without a mechanism: all that is learnt is how their covariance is scaled, part by part.
const TrialModel& trial_effects() {
  static const TrialModel model = [] {
    std::vector<TrialRow> rows;
    for (const auto& row : tests::shipped_rows().rows)
      if (row.topic == "masseter" && row.scale != EffectScale::level) rows.push_back(row);
    const auto& all = tests::shipped_rows().rows;
    const ProcessVariances variances{
        prior_log_variances(all, EffectScale::relative), prior_log_variances(all, EffectScale::proportion), {}};
    const std::vector<bool> learn(rows.size(), true);
    return TrialModel(std::move(rows), learn, variances, nullptr, nullptr, nullptr);
  }();
  return model;
}

std::string numbers(const double* values, Eigen::Index count) {
  std::string text = "c(";
  for (Eigen::Index i = 0; i < count; ++i) text += fmt::format("{}{:.17g}", i > 0 ? "," : "", values[i]);
  return text + ")";
}

/// Residuals of one scale, the covariance of their sampling errors, and what each of the three scalings multiplies.
void write_block(std::FILE* out, EffectScale scale, const std::string& letter) {
  const TrialModel& model = trial_effects();
  std::vector<EffectRow> rows;
  std::vector<std::size_t> every;
  std::vector<double> residuals;
  const auto ready = model.ready(std::vector<double>(model.dimensions(), 0.0));
  for (std::size_t i = 0; i < model.rows().size(); ++i) {
    if (model.rows()[i].scale != scale) continue;
    every.push_back(rows.size());
    rows.push_back(effect_row(model.rows()[i]));
    residuals.push_back(model.rows()[i].y - ready.mean[static_cast<Eigen::Index>(i)]);
  }
  const auto& logs = scale == EffectScale::relative ? ready.log_variances.relative : ready.log_variances.proportion;
  const EffectTable table(rows);
  const Eigen::MatrixXd sampling = table.covariance(every, std::vector<double>(effect_features, 0.0));
  const auto n = static_cast<Eigen::Index>(rows.size());
  fmt::print(out, "n_{0} <- {1}\nr_{0} <- {2}\n", letter, n, numbers(residuals.data(), n));
  fmt::print(out, "s_{} <- structure({}, .Dim = c({},{}))\n", letter, numbers(sampling.data(), n * n), n, n);
  const std::size_t ends[] = {0, across_studies, effect_features - 1, effect_features};
  for (std::size_t part = 0; part < 3; ++part) {
    std::vector<double> variances(effect_features, 0.0);
    for (std::size_t k = ends[part]; k < ends[part + 1]; ++k) variances[k] = std::exp(logs[k]);
    const Eigen::MatrixXd shared = table.covariance(every, variances) - sampling;
    fmt::print(out, "g{}_{} <- structure({}, .Dim = c({},{}))\n", part + 1, letter, numbers(shared.data(), n * n), n, n);
  }
}

void write_data(const std::string& folder) {
  const auto schools =
      nlohmann::json::parse(std::ifstream(VULTUS_SOURCE_DIR "/tests/reference/eight_schools.json"));
  const auto y = schools["y"].get<std::vector<double>>(), sigma = schools["sigma"].get<std::vector<double>>();
  const File eight(folder + "/eight_schools.data.R"), trial(folder + "/trial_effects.data.R");
  fmt::print(eight.handle, "J <- 8\ny <- {}\nsigma <- {}\n", numbers(y.data(), 8), numbers(sigma.data(), 8));
  const auto hares = nlohmann::json::parse(std::ifstream(VULTUS_SOURCE_DIR "/tests/reference/hudson_lynx_hare.json"));
  const File lynx(folder + "/lynx_and_hare.data.R");
  const auto years = hares["ts"].get<std::vector<double>>(), first = hares["y_init"].get<std::vector<double>>();
  std::vector<double> columns;  // hares of all years, then lynxes
  for (std::size_t k = 0; k < 2; ++k)
    for (const auto& year : hares["y"]) columns.push_back(year[k].get<double>());
  const auto n = static_cast<Eigen::Index>(years.size());
  fmt::print(lynx.handle, "N <- {}\nts <- {}\ny_init <- {}\ny <- structure({}, .Dim = c({}, 2))\n", n, numbers(years.data(), n), numbers(first.data(), 2),
             numbers(columns.data(), 2 * n), n);
  write_block(trial.handle, EffectScale::relative, "a");
  write_block(trial.handle, EffectScale::proportion, "b");
}

/// Logarithms about which chains of lynx_and_hare start, in both programs: elsewhere are other modes.
const std::vector<double> near_lynx{-0.6, -3.6, -0.2, -3.7, 3.5, 1.8, -1.4, -1.4};

/// Four chains of 1,000 and 1,000 on one thread. A block's time belongs to the half of the run that it lies in.
void run(const std::string& posterior, const std::string& metric, std::uint64_t seed, const std::string& path) {
  const bool schools = posterior == "eight_schools", lynx = posterior == "lynx_and_hare";
  if (!schools && !lynx && posterior != "trial_effects") throw std::runtime_error("no posterior " + posterior);
  const std::size_t dimensions = schools ? 10 : lynx ? 8 : trial_effects().dimensions();
  const MakeLogDensity make = [&]() -> LogDensity {
    if (schools) return tests::eight_schools();
    if (lynx) return tests::lynx_and_hare();
    return [](std::span<const double> z, std::span<double> gradient) { return trial_effects().log_density(z, gradient); };
  };
  NutsSettings settings;
  settings.threads = 1;
  settings.seed = seed;
  settings.metric = metric == "dense" ? MetricKind::dense : MetricKind::diagonal;
  double last = 0.0, sampling = 0.0;
  settings.progress = [&](const NutsProgress& p) {
    const double now = processor_seconds();
    if (p.iteration > settings.warmup) sampling += now - last;
    last = now;
    return true;
  };
  const double begin = last = processor_seconds();
  const Draws draws =
      nuts(make, lynx ? tests::starts_about(near_lynx, 0.5, settings.chains) : tests::starts_about(std::vector<double>(dimensions, 0.0), 2.0, settings.chains),
           settings)
          .value();
  const double whole = processor_seconds() - begin;
  const File file(path);
  for (std::size_t i = 0; i < draws.chains * draws.draws; ++i) {
    fmt::print(file.handle, "{},{:.17g}", i / draws.draws + 1, draws.log_density[i]);
    for (std::size_t d = 0; d < dimensions; ++d) fmt::print(file.handle, ",{:.17g}", draws.values[i * dimensions + d]);
    fmt::print(file.handle, "\n");
  }
  fmt::print("{:.6f} {:.6f}\n", whole - sampling, sampling);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 2 && words[0] == "data") return write_data(words[1]), 0;
  if (words.size() == 5 && words[0] == "run") return run(words[1], words[2], std::stoull(words[3]), words[4]), 0;
  std::fputs("see the head of against_stan.cpp\n", stderr);
  return 2;
}
