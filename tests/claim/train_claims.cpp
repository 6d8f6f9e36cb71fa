// Learns the weights of signs (data/language/<language>/claims.csv) from the open labelled pages: four logistic regressions with a penalty on
// the squares of the weights, one for each polarity. Threshold and penalty are chosen by leaving out a fifth of the pages at a time.
//
//   train_claims en|zh [FILE]    FILE: where the weights go; without it only the figures are printed
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "../support/logistic.hpp"
#include "labelled.hpp"
#include "readers.hpp"
#include "vultus/claim/weigh.hpp"

namespace vultus::tests {
namespace {

/// One candidate as dumped, until its page's labels are dealt out.
struct Open {
  Sample sample;
  std::string treatment, word, seen;
};

std::size_t polarity_of(const TreeNode& label) {
  const auto& columns = claim_columns();
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), text_at(label, "polarity")) - columns.begin());
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
    if (best != nullptr) best->sample.is[polarity_of(label)] = true;
    else fmt::print("  no candidate: {} {}: {}\n", page, treatment, quote);
  }
}

struct Labelled {
  Samples samples{claim_columns()};
  int claims = 0;  ///< those without a candidate too
};

Labelled read_samples(const std::string& language, const std::vector<std::string>& sets) {
  const auto& lexicon = reader().lexicon();
  Labelled read;
  std::size_t number = 0;
  for (const auto& page : labelled_pages(language, sets)) {
    auto text = read_page_text(page.bytes, page.name);
    if (!text) continue;
    const Article article = read_article(std::move(*text), reader().page_words());
    std::vector<Open> open;
    each_candidate(article, lexicon, catalog(), [&](const SentenceContext& context, const Candidate& candidate) {
      Open one{Sample(4), candidate.treatment, "", to_utf8(article.page.seen(context.sentence))};
      one.sample.fold = number % folds;
      for (const auto& word : context.whole.words)
        if (std::find(candidate.places.begin(), candidate.places.end(), word.begin) != candidate.places.end()) one.word = to_utf8(article.page.seen({word.begin, word.end}));
      if (const auto word = context.called->find(candidate.treatment); one.word.empty() && word != context.called->end()) one.word = word->second;
      one.sample.signs = read.samples.numbered([&](const SignSink& sink) { sentence_signs(article.page, context, candidate.places, sink), candidate_signs(article.page, context, candidate, sink); });
      open.push_back(std::move(one));
    });
    const TreeNode& labels = *page.labels.at("claims");
    deal_out(page.name, labels, open);
    read.claims += static_cast<int>(labels.items.size());
    for (auto& one : open) read.samples.all.push_back(std::move(one.sample));
    ++number;
  }
  read.samples.drop_rare();
  return read;
}

struct Figures {
  double precision = 0.0, recall = 0.0;
  [[nodiscard]] double f1() const { return 2.0 * precision * recall / std::max(1e-9, precision + recall); }
};

Figures figures(const Samples& samples, int labelled, const std::vector<std::vector<double>>& scores, double threshold) {
  const double odds = std::log(threshold / (1.0 - threshold));
  double right = 0.0, given = 0.0;
  for (std::size_t i = 0; i < samples.all.size(); ++i)
    for (std::size_t p = 0; p < 4; ++p)
      if (scores[i][p] >= odds) given += 1.0, right += samples.all[i].is[p] ? 1.0 : 0.0;
  return {right / std::max(1.0, given), right / std::max(1, labelled)};
}

int train(const std::string& language, const std::string& file) {
  const Labelled read = read_samples(language, {"open"});
  const Samples& samples = read.samples;
  fmt::print("{}: {} candidates, {} signs\n", language, samples.all.size(), samples.names.size());
  struct Choice {
    double penalty, threshold, f1;
  };
  std::vector<Choice> choices;
  for (const double penalty : {2.0, 4.0, 8.0, 16.0}) {
    const auto scores = scores_left_out(samples, penalty);
    for (const double threshold : {0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5}) {
      const Figures f = figures(samples, read.claims, scores, threshold);
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
  write_table(file, samples, learn_all(samples, chosen.penalty), {{"threshold", chosen.threshold}});
  return 0;
}

}  // namespace
}  // namespace vultus::tests

int main(int count, char** arguments) { return vultus::tests::run_trainer("train_claims", count, arguments, vultus::tests::train); }
