// Learns the weights of what a question asks (data/language/<language>/intents.csv) from the labelled questions that are not set aside.
//
//   train_intents en|zh [FILE]    FILE: where the weights go; without it only the figures are printed
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "../claim/readers.hpp"
#include "../support/logistic.hpp"
#include "labelled_questions.hpp"
#include "vultus/catalog/csv.hpp"
#include "vultus/ask/reading_parts.hpp"

namespace vultus::tests {
namespace {

Samples read_samples(Language language) {
  Samples samples(intent_columns());
  std::size_t number = 0;
  const auto take = [&](const std::string& text, std::string_view intent) {
    const auto column = std::find(samples.columns.begin(), samples.columns.end(), intent);
    if (column == samples.columns.end()) return;
    const Question q = understand(text, reader().lexicon(), catalog());
    if (q.language != language) return;
    const auto words = reader().lexicon().find_kinds_apart(q.normal);
    Sample sample(samples.columns.size());
    sample.fold = number++ % folds;
    sample.is[static_cast<std::size_t>(column - samples.columns.begin())] = true;
    sample.signs = samples.numbered([&](const SignSink& sink) { asking::intent_signs(q, words, asking::intent_by_rules(q, words), sink); });
    samples.all.push_back(std::move(sample));
  };
  for (const auto& label : labelled_questions())
    if (label.set != "aside") take(label.text, label.intent);
  const std::string file = std::string("tests/questions/") + (language == Language::zh ? "zh" : "en") + "_intents.csv";
  const std::array<std::string_view, 2> columns{"intent", "question"};
  for (const auto& fault : read_csv(text_of(file), file, columns, [&](const CsvRow& row) { take(std::string(row.cells[1]), row.cells[0]); })) fmt::print(stderr, "{}\n", to_text(fault));
  samples.drop_rare();
  return samples;
}

double share_right(const Samples& samples, const std::vector<std::vector<double>>& scores) {
  int right = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) right += samples.all[i].is[static_cast<std::size_t>(std::max_element(scores[i].begin(), scores[i].end()) - scores[i].begin())] ? 1 : 0;
  return right / std::max(1.0, static_cast<double>(scores.size()));
}

int train(const std::string& language, const std::string& file) {
  const Samples samples = read_samples(language == "en" ? Language::en : Language::zh);
  double best = 0.0, best_penalty = 1.0;
  for (const double penalty : {0.25, 0.5, 1.0, 2.0, 4.0}) {
    const double right = share_right(samples, scores_left_out(samples, penalty));
    fmt::print("  penalty {}: {:.3f} of {} questions of parts left out\n", penalty, right, samples.all.size());
    if (right > best) best = right, best_penalty = penalty;
  }
  if (!file.empty()) write_table(file, samples, learn_all(samples, best_penalty), {});
  return 0;
}

}  // namespace
}  // namespace vultus::tests

int main(int count, char** arguments) { return vultus::tests::run_trainer("train_intents", count, arguments, vultus::tests::train); }
