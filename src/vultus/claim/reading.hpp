// A page read and judged: read_page() is the whole way from bytes to verdicts.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/claim/judge.hpp"
#include "vultus/claim/sign_table.hpp"

namespace vultus {

struct JudgedClaim {
  Claim claim;
  Judgement judgement;
};

/// One thing that a good page has.
struct QualityMark {
  std::string criterion;  ///< "author_qualified", "dated", "sources_cited", "free_of_sales", "balanced", "doing_nothing", "no_guarantees", "red_flags", "consistent"
  bool met = false;
  Span quote;             ///< what shows it; empty where nothing does
};

struct Reading {
  std::string file;
  Article article;
  std::vector<JudgedClaim> claims;
  std::vector<QualityMark> quality;
  Verdict overall = Verdict::not_assessed;  ///< the gravest that matters: one dangerous claim makes a page dangerous
  Words reason;
  bool contradicts_itself = false;
  std::vector<std::pair<std::size_t, std::size_t>> contradictions;  ///< pairs of claims
  std::vector<Words> questions;  ///< at most five, to take to the doctor
};

/// Catalog, words and evidence, read once; then any number of pages.
class PageReader {
 public:
  /// `data`: the data directory, with `catalog` read from it. Every fault of the word lists and tables at once.
  static Checked<PageReader> open(const std::string& data, const Catalog& catalog, const std::string& evidence = {});

  [[nodiscard]] Checked<Reading> read(std::string_view bytes, const std::string& file) const;
  [[nodiscard]] const AllPageWords& page_words() const { return words_; }
  [[nodiscard]] const SignTable& weights(Language language) const { return weights_[language == Language::zh ? 1 : 0]; }
  [[nodiscard]] const SignTable& hazards(Language language) const { return hazards_[language == Language::zh ? 1 : 0]; }
  [[nodiscard]] const Lexicon& lexicon() const { return *lexicon_; }
  [[nodiscard]] const Judge& judge() const { return *judge_; }

 private:
  const Catalog* catalog_ = nullptr;
  AllPageWords words_;
  std::array<SignTable, 2> weights_, hazards_;  ///< English, Chinese
  std::shared_ptr<const Lexicon> lexicon_;  ///< shared: the judge refers to it, wherever the reader is moved
  std::shared_ptr<const Judge> judge_;
};

}  // namespace vultus
