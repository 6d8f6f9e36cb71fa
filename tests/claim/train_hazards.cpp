// Learns the weights of hazards (data/language/<language>/hazards.csv) from labelled passages (tests/hazards) and from the sentences of the open
// labelled pages: logistic regressions with a penalty on the squares of the weights, one for "any" and one for each kind of harm. Penalty and
// threshold are chosen by leaving out a fifth of the texts at a time.
//
//   train_hazards en|zh [FILE]    FILE: where the weights go; without it only the figures are printed
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../support/logistic.hpp"
#include "hazard_passages.hpp"
#include "labelled.hpp"
#include "readers.hpp"
#include "vultus/claim/hazard.hpp"

namespace vultus::tests {
namespace {

/// A sentence, and whether it is of a page (not of a passage).
struct Origin {
  bool page = false;
  std::string sentence;
};

class Reading {
 public:
  explicit Reading(std::string language) : language_(std::move(language)) {}
  Samples samples{hazard_columns()};
  std::vector<Origin> origins;

  void passages() {
    for (const auto& passage : hazard_passages(language_, "open")) {
      read(passage.text, "page.txt", [&](const std::string& sentence, Sample& sample) {
        const auto [common, shorter] = shared_letters(passage.quote, sentence);
        const bool told = passage.danger && 2 * common >= shorter;
        if (told) sample.is[0] = sample.is[static_cast<std::size_t>(std::find(hazard_columns().begin(), hazard_columns().end(), passage.kind) - hazard_columns().begin())] = true;
        return told || !passage.danger;  // what stands beside the harm may belong to it: not learnt from
      }, false);
    }
  }

  /// Sentences of pages: those labelled dangerous are of no known kind.
  void pages() {
    for (const auto& page : labelled_pages(language_, {"open"})) {
      std::vector<std::string> dangerous;
      for (const auto& label : page.labels.at("claims")->items)
        if (text_at(label, "verdict") == "dangerous") dangerous.push_back(text_at(label, "quote"));
      read(page.bytes, page.name, [&](const std::string& sentence, Sample& sample) {
        sample.is[0] = std::any_of(dangerous.begin(), dangerous.end(), [&](const std::string& quote) {
          const auto [common, shorter] = shared_letters(quote, sentence);
          return 2 * common >= shorter;
        });
        return true;
      }, true);
    }
  }

 private:
  template <class Label>
  void read(const std::string& bytes, const std::string& name, Label&& label, bool page) {
    auto text = read_page_text(bytes, name);
    if (!text) return;
    const Article article = read_article(std::move(*text), reader().page_words());
    each_sentence(article, reader().lexicon(), catalog(), [&](const SentenceContext& context) {
      Sample sample(hazard_columns().size());
      sample.fold = number_ % folds;
      const std::string sentence = to_utf8(article.page.seen(context.sentence));
      if (!label(sentence, sample)) return;
      sample.signs = samples.numbered([&](const SignSink& sink) { hazard_signs(article.page, reader().lexicon(), context, sink); });
      samples.all.push_back(std::move(sample));
      origins.push_back({page, sentence});
    });
    ++number_;
  }

  std::string language_;
  std::size_t number_ = 0;
};

struct Figures {
  int passages = 0, found = 0, harmless = 0, wrongly = 0, of_pages = 0, wrongly_of_pages = 0, kinds_right = 0;
};

Figures figures(const Reading& read, const std::vector<std::vector<double>>& scores, double threshold) {
  const double odds = std::log(threshold / (1.0 - threshold));
  Figures f;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& is = read.samples.all[i].is;
    const bool given = scores[i][0] >= odds;
    if (is[0] && !read.origins[i].page) {
      ++f.passages, f.found += given ? 1 : 0;
      const auto kind = static_cast<std::size_t>(std::max_element(scores[i].begin() + 1, scores[i].end()) - scores[i].begin());
      f.kinds_right += given && is[kind] ? 1 : 0;
    }
    if (is[0]) continue;
    (read.origins[i].page ? f.of_pages : f.harmless) += 1;
    if (given) (read.origins[i].page ? f.wrongly_of_pages : f.wrongly) += 1;
  }
  return f;
}

int train(const std::string& language, const std::string& file) {
  Reading read(language);
  read.passages();
  read.pages();
  read.samples.drop_rare();
  fmt::print("{}: {} sentences, {} signs\n", language, read.samples.all.size(), read.samples.names.size());
  constexpr double most_wrong = 0.003;  // share of pages' harmless sentences that are warned of
  double best_penalty = 0.0, best_threshold = 1.0, best = -1.0;
  for (const double penalty : {0.5, 1.0, 2.0, 4.0}) {
    const auto scores = scores_left_out(read.samples, penalty);
    for (const double threshold : {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}) {
      const Figures f = figures(read, scores, threshold);
      const double recall = static_cast<double>(f.found) / std::max(1, f.passages), wrong = static_cast<double>(f.wrongly_of_pages) / std::max(1, f.of_pages);
      fmt::print("  penalty {}, threshold {}: found {} of {} (kind right in {}), wrongly {} of {} beside them, {} of {} on pages\n", penalty, threshold, f.found, f.passages, f.kinds_right, f.wrongly, f.harmless, f.wrongly_of_pages, f.of_pages);
      if (wrong <= most_wrong && recall > best) best = recall, best_penalty = penalty, best_threshold = threshold;
    }
  }
  fmt::print("  chosen: penalty {}, threshold {}\n", best_penalty, best_threshold);
  const auto scores = scores_left_out(read.samples, best_penalty);
  const double odds = std::log(best_threshold / (1.0 - best_threshold));
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (read.origins[i].page && !read.samples.all[i].is[0] && scores[i][0] >= odds) fmt::print("  wrongly, or not labelled: {}\n", read.origins[i].sentence);
  if (!file.empty()) write_table(file, read.samples, learn_all(read.samples, best_penalty), {{"threshold", best_threshold}}, 0.04);
  return 0;
}

}  // namespace
}  // namespace vultus::tests

int main(int count, char** arguments) { return vultus::tests::run_trainer("train_hazards", count, arguments, vultus::tests::train); }
