// Learns the weights of signs (data/language/<language>/claims.csv) from the open labelled pages: four logistic regressions with a penalty on
// the squares of the weights, one for each polarity. Threshold and penalty are chosen by leaving out a fifth of the pages at a time.
//
//   train_claims en|zh [FILE]    FILE: where the weights go; without it only the figures are printed
#include <fmt/format.h>
#include <fmt/os.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlopt.hpp>
#include <tuple>

#include "labelled.hpp"
#include "readers.hpp"
#include "vultus/claim/weigh.hpp"

namespace vultus::tests {
namespace {

constexpr std::array<std::string_view, 4> polarities{"helps", "harms", "no_effect", "unsuitable"};
constexpr std::size_t folds = 5;

struct Sample {
  std::vector<std::uint32_t> signs;
  std::array<bool, 4> claimed{};
  std::size_t fold = 0;
};

struct Samples {
  std::vector<Sample> all;
  std::vector<std::string> names;          ///< of signs
  std::array<int, folds> labelled{};       ///< claims labelled, those without a candidate too
};

/// One candidate as dumped, until its page's labels are dealt out.
struct Open {
  Sample sample;
  std::string treatment, word, seen;
};

std::size_t polarity_of(const TreeNode& label) {
  return static_cast<std::size_t>(std::find(polarities.begin(), polarities.end(), text_at(label, "polarity")) - polarities.begin());
}

/// Each label goes to the candidate whose sentence holds most of its quote, the shorter sentence where two hold the same.
void deal_out(const std::string& page, const TreeNode& labels, std::vector<Open>& open) {
  for (const auto& label : labels.items) {
    const std::string treatment = text_at(label, "treatment").empty() ? "none" : text_at(label, "treatment"), quote = text_at(label, "quote");
    Open* best = nullptr;
    std::size_t most = 0;
    for (auto& candidate : open) {
      if (!same_treatment(treatment, candidate.treatment, candidate.word)) continue;
      const auto [common, shorter] = shared_letters(quote, candidate.seen);
      if (2 * common < shorter) continue;
      if (common > most || (common == most && best != nullptr && candidate.seen.size() < best->seen.size())) best = &candidate, most = common;
    }
    if (best != nullptr) best->sample.claimed[polarity_of(label)] = true;
    else fmt::print("  no candidate: {} {}: {}\n", page, treatment, quote);
  }
}

/// What stands in two sentences only says little of others.
void drop_rare(Samples& samples) {
  constexpr int least = 3;
  std::vector<int> count(samples.names.size(), 0);
  for (const auto& sample : samples.all)
    for (const auto sign : sample.signs) ++count[sign];
  std::vector<std::uint32_t> kept(count.size(), 0);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count.size(); ++i)
    if (count[i] >= least) kept[i] = static_cast<std::uint32_t>(names.size()), names.push_back(samples.names[i]);
  for (auto& sample : samples.all) {
    std::erase_if(sample.signs, [&](std::uint32_t sign) { return count[sign] < least; });
    for (auto& sign : sample.signs) sign = kept[sign];
  }
  samples.names = std::move(names);
}

Samples read_samples(const std::string& language, const std::vector<std::string>& sets) {
  const auto& lexicon = reader().lexicon();
  Samples samples;
  std::map<std::string, std::uint32_t> ids;
  std::size_t number = 0;
  for (const auto& page : labelled_pages(language, sets)) {
    auto text = read_page_text(page.bytes, page.name);
    if (!text) continue;
    const Article article = read_article(std::move(*text), reader().page_words());
    std::vector<Open> open;
    each_candidate(article, lexicon, catalog(), [&](const SentenceContext& context, const Candidate& candidate) {
      Open one{{}, candidate.treatment, "", to_utf8(article.page.seen(context.sentence))};
      one.sample.fold = number % folds;
      for (const auto& word : context.whole.words)
        if (std::find(candidate.places.begin(), candidate.places.end(), word.begin) != candidate.places.end()) one.word = to_utf8(article.page.seen({word.begin, word.end}));
      claim_signs(article.page, context, candidate, [&](std::u32string_view sign) { one.sample.signs.push_back(ids.emplace(to_utf8(sign), static_cast<std::uint32_t>(ids.size())).first->second); });
      std::sort(one.sample.signs.begin(), one.sample.signs.end());
      one.sample.signs.erase(std::unique(one.sample.signs.begin(), one.sample.signs.end()), one.sample.signs.end());
      open.push_back(std::move(one));
    });
    const TreeNode& labels = *page.labels.at("claims");
    deal_out(page.name, labels, open);
    samples.labelled[number % folds] += static_cast<int>(labels.items.size());
    for (auto& one : open) samples.all.push_back(std::move(one.sample));
    ++number;
  }
  samples.names.resize(ids.size());
  for (const auto& [name, id] : ids) samples.names[id] = name;
  drop_rare(samples);
  return samples;
}

/// Weights of the signs, the base last.
using Weights = std::vector<double>;

double score(const Weights& weights, const Sample& sample) {
  double sum = weights.back();
  for (const auto sign : sample.signs) sum += weights[sign];
  return sum;
}

Weights learn(const Samples& samples, std::size_t polarity, double penalty, std::size_t left_out) {
  nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(samples.names.size() + 1));
  const auto objective = [&](const std::vector<double>& weights, std::vector<double>& slope) {
    double loss = 0.0;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) loss += 0.5 * penalty * weights[i] * weights[i], slope[i] = penalty * weights[i];
    slope.back() = 0.0;
    for (const auto& sample : samples.all) {
      if (sample.fold == left_out) continue;
      const double sum = score(weights, sample), y = sample.claimed[polarity] ? 1.0 : 0.0, chance = 1.0 / (1.0 + std::exp(-sum));
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

struct Figures {
  double precision = 0.0, recall = 0.0;
  [[nodiscard]] double f1() const { return 2.0 * precision * recall / std::max(1e-9, precision + recall); }
};

Figures figures(const Samples& samples, const std::vector<std::array<double, 4>>& scores, double threshold) {
  const double odds = std::log(threshold / (1.0 - threshold));
  double right = 0.0, given = 0.0, labelled = 0.0;
  for (std::size_t i = 0; i < samples.all.size(); ++i)
    for (std::size_t p = 0; p < 4; ++p)
      if (scores[i][p] >= odds) given += 1.0, right += samples.all[i].claimed[p] ? 1.0 : 0.0;
  for (const int n : samples.labelled) labelled += n;
  return {right / std::max(1.0, given), right / labelled};
}

void write(const std::string& file, const Samples& samples, const std::array<Weights, 4>& weights, double threshold) {
  constexpr double least = 0.02;  // smaller weights move no decision
  auto out = fmt::output_file(file);
  out.print("sign,helps,harms,no_effect,unsuitable\n(threshold),{:.2f},0,0,0\n(always),{:.3f},{:.3f},{:.3f},{:.3f}\n", threshold, weights[0].back(), weights[1].back(), weights[2].back(), weights[3].back());
  std::vector<std::size_t> order(samples.names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return samples.names[a] < samples.names[b]; });
  for (const std::size_t i : order) {
    if (std::none_of(weights.begin(), weights.end(), [&](const Weights& w) { return std::abs(w[i]) >= least; })) continue;
    std::string name;
    for (const char c : samples.names[i]) name += c == '"' ? "\"\"" : std::string(1, c);
    out.print("\"{}\",{:.3g},{:.3g},{:.3g},{:.3g}\n", name, weights[0][i], weights[1][i], weights[2][i], weights[3][i]);
  }
}

int train(const std::string& language, const std::string& file) {
  const Samples samples = read_samples(language, {"open"});
  fmt::print("{}: {} candidates, {} signs\n", language, samples.all.size(), samples.names.size());
  struct Choice {
    double penalty, threshold, f1;
  };
  std::vector<Choice> choices;
  for (const double penalty : {0.5, 1.0, 2.0, 4.0}) {
    std::vector<std::array<double, 4>> scores(samples.all.size());
    for (std::size_t fold = 0; fold < folds; ++fold)
      for (std::size_t p = 0; p < 4; ++p) {
        const Weights weights = learn(samples, p, penalty, fold);
        for (std::size_t i = 0; i < scores.size(); ++i)
          if (samples.all[i].fold == fold) scores[i][p] = score(weights, samples.all[i]);
      }
    for (const double threshold : {0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5}) {
      const Figures f = figures(samples, scores, threshold);
      fmt::print("  penalty {}, threshold {}: precision {:.3f}, recall {:.3f}, F1 {:.3f}\n", penalty, threshold, f.precision, f.recall, f.f1());
      choices.push_back({penalty, threshold, f.f1()});
    }
  }
  // among those that are as good as the best, the one that reads fewest claims: a claim made up is worse than one missed
  constexpr double as_good = 0.005;
  const double best = std::max_element(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return a.f1 < b.f1; })->f1;
  std::erase_if(choices, [&](const Choice& c) { return c.f1 < best - as_good; });
  const Choice chosen = *std::max_element(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return std::tie(a.threshold, a.f1) < std::tie(b.threshold, b.f1); });
  fmt::print("  chosen: penalty {}, threshold {}: F1 {:.3f}\n", chosen.penalty, chosen.threshold, chosen.f1);
  if (file.empty()) return 0;
  std::array<Weights, 4> weights;
  for (std::size_t p = 0; p < 4; ++p) weights[p] = learn(samples, p, chosen.penalty, folds);
  write(file, samples, weights, chosen.threshold);
  return 0;
}

}  // namespace
}  // namespace vultus::tests

int main(int count, char** arguments) {
  const std::string language = count > 1 ? arguments[1] : "";
  if (language != "en" && language != "zh") {
    fmt::print(stderr, "usage: train_claims en|zh [FILE]\n");
    return 2;
  }
  return vultus::tests::train(language, count > 2 ? arguments[2] : "");
}
