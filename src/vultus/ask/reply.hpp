// Answers to plain questions: Asker reads catalog, words and evidence once; answer() understands a question, computes, and says what the
// answer rests on. Every sentence is there in both languages; reply_text() and reply_json() lay it out.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/ask/question.hpp"
#include "vultus/claim/judge.hpp"
#include "vultus/report/report.hpp"

namespace vultus {

/// Where numbers of a sentence come from.
struct Origin {
  Words how;                     ///< "computed with the model masseter 0.1 ...", "pooled over 4 studies"
  std::string posterior;         ///< digest; empty: no model
  std::vector<std::string> studies;
};

struct ReplyLine {
  Words text;
  int origin = -1;  ///< index of Reply::origins
};

struct ReplyFlag {
  std::string code;
  Words text, action;
  Urgency soon = Urgency::now;
  std::string source;
};

struct Reply {
  Question question;
  bool outside = false;               ///< nothing of it can be answered; `verdict` says why and what can be asked
  std::vector<ReplyFlag> flags;       ///< raised by the question: then nothing else is said
  std::vector<Words> warnings;        ///< this person must not have it, or only with care
  ReplyLine verdict;
  std::vector<ReplyLine> details;
  std::vector<Words> watch, aftercare;
  Words alarm;                        ///< when to get help at once
  std::vector<Words> assumed, asks, read_next;
  Words basis;                        ///< what it rests on, in a sentence
  Certainty certainty = Certainty::none;
  std::vector<Words> certainty_reasons;
  std::vector<Origin> origins;
  std::vector<Citation> sources;      ///< studies that the answer rests on, each once
  std::vector<std::string> links;     ///< other sources, as addresses or "assumption: ..."
  std::size_t patients = 0;           ///< simulated people; 0: nothing was simulated
};

struct AskOptions {
  std::size_t patients = 2000;         ///< of one outlook
  std::size_t patients_compared = 500; ///< of each plan where plans are compared
  std::uint64_t seed = 1;
  unsigned threads = 0;
};

/// Words, and the tables of trials, which are read when an answer first needs them.
class AskKnowledge {
 public:
  AskKnowledge(std::string data, std::string evidence, const Catalog& catalog, Lexicon lexicon) : data_(std::move(data)), evidence_(std::move(evidence)), catalog_(&catalog), lexicon_(std::move(lexicon)) {}
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  /// Throws std::runtime_error where the tables are no tables; read_tables() tells before.
  [[nodiscard]] const Judge& judge() const;
  [[nodiscard]] Checked<Judge> read_tables() const;

 private:
  std::string data_, evidence_;
  const Catalog* catalog_;
  Lexicon lexicon_;
  mutable std::unique_ptr<const Judge> judge_;
};

class Asker {
 public:
  /// `catalog` with its posteriors, read from `data`; it outlives the asker. `evidence`: tables of trials instead of the shipped ones.
  static Checked<Asker> open(const std::string& data, const Catalog& catalog, const std::string& evidence = {});

  /// Not to be called from several threads at once.
  [[nodiscard]] Reply answer(std::string_view question, const AskOptions& options = {}) const;
  [[nodiscard]] const AskKnowledge& knowledge() const { return *knowledge_; }

 private:
  const Catalog* catalog_ = nullptr;
  std::shared_ptr<const AskKnowledge> knowledge_;
};

/// `explain`: each sentence with numbers is followed by where they come from.
std::string reply_text(const Reply& reply, const TextStyle& style, bool explain);
/// vultus-answer/1.
std::string reply_json(const Reply& reply, Language language, bool explain);

}  // namespace vultus
