// Logistic regressions with a penalty on the squares of the weights, one per column: what the tables of signs (vultus/claim/sign_table.hpp)
// are learnt with.
#pragma once
#include <fmt/format.h>
#include <fmt/os.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlopt.hpp>
#include <string>
#include <utility>
#include <vector>

#include "vultus/base/utf8.hpp"
#include "vultus/claim/sign_table.hpp"

namespace vultus::tests {

constexpr std::size_t folds = 5;  ///< parts of the texts, left out one at a time to see how others are read

struct Sample {
  explicit Sample(std::size_t columns) : is(columns, false) {}
  std::vector<std::uint32_t> signs;  ///< numbers, each once
  std::vector<bool> is;              ///< of each column
  std::size_t fold = 0;
};

class Samples {
 public:
  explicit Samples(std::vector<std::string> of) : columns(std::move(of)) {}

  std::vector<std::string> columns, names;  ///< names of signs, by number
  std::vector<Sample> all;

  std::vector<std::uint32_t> numbered(const std::function<void(const SignSink&)>& say_signs) {
    std::vector<std::uint32_t> signs;
    say_signs([&](std::u32string_view sign) {
      const auto [at, is_new] = numbers_.emplace(to_utf8(sign), static_cast<std::uint32_t>(names.size()));
      if (is_new) names.push_back(at->first);
      signs.push_back(at->second);
    });
    std::sort(signs.begin(), signs.end());
    signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
    return signs;
  }

  /// What stands in two samples only says little of others.
  void drop_rare() {
    constexpr int least = 3;
    std::vector<int> count(names.size(), 0);
    for (const auto& sample : all)
      for (const auto sign : sample.signs) ++count[sign];
    std::vector<std::uint32_t> kept(count.size(), 0);
    std::vector<std::string> kept_names;
    for (std::size_t i = 0; i < count.size(); ++i)
      if (count[i] >= least) kept[i] = static_cast<std::uint32_t>(kept_names.size()), kept_names.push_back(names[i]);
    for (auto& sample : all) {
      std::erase_if(sample.signs, [&](std::uint32_t sign) { return count[sign] < least; });
      for (auto& sign : sample.signs) sign = kept[sign];
    }
    names = std::move(kept_names);
  }

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

/// Weights of the signs, the base last.
using Weights = std::vector<double>;

inline double score(const Weights& weights, const Sample& sample) {
  double sum = weights.back();
  for (const auto sign : sample.signs) sum += weights[sign];
  return sum;
}

inline Weights learn(const Samples& samples, std::size_t column, double penalty, std::size_t left_out) {
  nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(samples.names.size() + 1));
  const auto objective = [&](const std::vector<double>& weights, std::vector<double>& slope) {
    double loss = 0.0;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) loss += 0.5 * penalty * weights[i] * weights[i], slope[i] = penalty * weights[i];
    slope.back() = 0.0;
    for (const auto& sample : samples.all) {
      if (sample.fold == left_out) continue;
      const double sum = score(weights, sample), y = sample.is[column] ? 1.0 : 0.0, chance = 1.0 / (1.0 + std::exp(-sum));
      loss += std::max(sum, 0.0) + std::log1p(std::exp(-std::abs(sum))) - y * sum;
      for (const auto sign : sample.signs) slope[sign] += chance - y;
      slope.back() += chance - y;
    }
    return loss;
  };
  using Objective = decltype(objective);
  optimiser.set_min_objective(
      [](const std::vector<double>& weights, std::vector<double>& slope, void* data) {
        std::vector<double> none(slope.empty() ? weights.size() : 0);
        return (*static_cast<const Objective*>(data))(weights, slope.empty() ? none : slope);
      },
      const_cast<void*>(static_cast<const void*>(&objective)));
  optimiser.set_ftol_rel(1e-7);
  optimiser.set_maxeval(300);
  Weights weights(samples.names.size() + 1, 0.0);
  double least = 0.0;
  optimiser.optimize(weights, least);
  return weights;
}

inline std::vector<Weights> learn_all(const Samples& samples, double penalty, std::size_t left_out = folds) {
  std::vector<Weights> weights;
  for (std::size_t column = 0; column < samples.columns.size(); ++column) weights.push_back(learn(samples, column, penalty, left_out));
  return weights;
}

/// Log odds of each sample and column, learnt from the other folds.
inline std::vector<std::vector<double>> scores_left_out(const Samples& samples, double penalty) {
  std::vector<std::vector<double>> scores(samples.all.size());
  for (std::size_t fold = 0; fold < folds; ++fold)
    for (const auto& weights : learn_all(samples, penalty, fold))
      for (std::size_t i = 0; i < scores.size(); ++i)
        if (samples.all[i].fold == fold) scores[i].push_back(score(weights, samples.all[i]));
  return scores;
}

/// `least`: smaller weights move no decision.
inline void write_table(const std::string& file, const Samples& samples, const std::vector<Weights>& weights, const std::vector<std::pair<std::string, double>>& settings, double least = 0.02) {
  auto out = fmt::output_file(file);
  const auto row = [&](const std::string& sign, auto&& value) {
    std::string line = sign;
    for (std::size_t column = 0; column < weights.size(); ++column) line += fmt::format(",{:.3g}", value(column));
    out.print("{}\n", line);
  };
  out.print("sign,{}\n", fmt::join(samples.columns, ","));
  for (const auto& [name, value] : settings) row("(" + name + ")", [&](std::size_t) { return value; });
  row("(always)", [&](std::size_t column) { return weights[column].back(); });
  std::vector<std::size_t> order(samples.names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return samples.names[a] < samples.names[b]; });
  for (const std::size_t i : order) {
    if (std::none_of(weights.begin(), weights.end(), [&](const Weights& w) { return std::abs(w[i]) >= least; })) continue;
    std::string name;
    for (const char c : samples.names[i]) name += c == '"' ? "\"\"" : std::string(1, c);
    row("\"" + name + "\"", [&](std::size_t column) { return weights[column][i]; });
  }
}

/// `program en|zh [FILE]`: what the trainers' main() does. `train`: called with the language and the file, empty for none.
inline int run_trainer(const char* program, int count, char** arguments, int (*train)(const std::string& language, const std::string& file)) {
  const std::string language = count > 1 ? arguments[1] : "";
  if (language != "en" && language != "zh") {
    fmt::print(stderr, "usage: {} en|zh [FILE]\n", program);
    return 2;
  }
  return train(language, count > 2 ? arguments[2] : "");
}

}  // namespace vultus::tests
