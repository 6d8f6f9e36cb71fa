#include "labelled.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "readers.hpp"

namespace vultus::tests {
namespace {

constexpr std::array<std::string_view, 6> verdict_codes{"supported", "partly_supported", "unsupported", "contradicted", "dangerous", "not_assessed"};
constexpr std::array<std::string_view, 4> polarity_codes{"helps", "harms", "no_effect", "unsuitable"};

template <std::size_t n>
std::size_t index_of(const std::array<std::string_view, n>& codes, const std::string& code) {
  return static_cast<std::size_t>(std::find(codes.begin(), codes.end(), code) - codes.begin());
}

/// Without white space, in normal form: quotes are compared by their letters.
std::u32string bare(const std::string& text) {
  std::u32string out;
  for (const char32_t c : normal_form(to_utf32(text)))
    if (c != U' ' && c != U'\n' && c != U'\t' && c != 0x3000) out.push_back(c);
  return out;
}

/// Length of the longest stretch that both have.
std::size_t shared(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1, 0), now(b.size() + 1, 0);
  std::size_t most = 0;
  for (const char32_t c : a) {
    for (std::size_t j = 0; j < b.size(); ++j) now[j + 1] = c == b[j] ? before[j] + 1 : 0, most = std::max(most, now[j + 1]);
    std::swap(before, now);
  }
  return most;
}

bool same_claim(const TreeNode& label, const JudgedClaim& item, const PageText& page) {
  const std::string treatment = text_at(label, "treatment");
  if (!same_treatment(treatment.empty() ? "none" : treatment, item.claim.treatment, item.claim.word)) return false;
  if (polarity_codes[static_cast<std::size_t>(item.claim.polarity)] != text_at(label, "polarity")) return false;
  const auto [common, shorter] = shared_letters(text_at(label, "quote"), to_utf8(page.seen(item.claim.quote)));
  return 2 * common >= shorter;
}

void score_claims(const TreeNode& claims, const Reading& reading, const std::string& page, Score& score) {
  std::vector<bool> used(reading.claims.size(), false);
  for (const auto& label : claims.items) {
    const std::string what = fmt::format("{} {} {}", page, text_at(label, "treatment"), text_at(label, "polarity"));
    std::size_t hit = 0;
    while (hit < reading.claims.size() && (used[hit] || !same_claim(label, reading.claims[hit], reading.article.page))) ++hit;
    if (hit == reading.claims.size()) {
      ++score.missed;
      score.errors.push_back(fmt::format("missed   {} [{}] {}", what, text_at(label, "verdict"), text_at(label, "quote")));
      continue;
    }
    used[hit] = true;
    ++score.right;
    const auto labelled = index_of(verdict_codes, text_at(label, "verdict")), given = static_cast<std::size_t>(reading.claims[hit].judgement.verdict);
    if (labelled < 6) ++score.verdicts[labelled][given];
    if (labelled != given) score.errors.push_back(fmt::format("verdict  {} [{}] given {}: {}", what, text_at(label, "verdict"), verdict_codes[given], text_at(label, "quote")));
  }
  for (std::size_t i = 0; i < used.size(); ++i)
    if (!used[i]) {
      ++score.extra;
      score.errors.push_back(fmt::format("extra    {} {} {} [{}] {}", page, reading.claims[i].claim.treatment, polarity_codes[static_cast<std::size_t>(reading.claims[i].claim.polarity)],
                                         verdict_codes[static_cast<std::size_t>(reading.claims[i].judgement.verdict)], to_utf8(reading.article.page.seen(reading.claims[i].claim.quote))));
    }
}

}  // namespace

std::string text_at(const TreeNode& node, std::string_view name) {
  const TreeNode* found = node.at(name);
  return found == nullptr || found->kind != TreeNode::Kind::scalar ? "" : found->text;
}

bool same_treatment(const std::string& labelled, const std::string& treatment, const std::string& given_word) {
  if (labelled == treatment) return true;
  if (catalog().code("treatment", labelled) != nullptr) return false;
  const std::u32string label = bare(labelled), word = bare(given_word);
  const Words name = reader().lexicon().treatment_name(treatment, catalog());
  if (label == bare(name.en) || label == bare(name.zh)) return true;
  return word.size() >= 2 && (label.find(word) != std::u32string::npos || word.find(label) != std::u32string::npos);
}

std::pair<std::size_t, std::size_t> shared_letters(const std::string& label, const std::string& given) {
  const std::u32string a = bare(label), b = bare(given);
  return {shared(a, b), std::min(a.size(), b.size())};
}

std::vector<LabelledPage> labelled_pages(const std::string& language, const std::vector<std::string>& sets) {
  const std::string folder = "tests/pages/" + language + "/";
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VULTUS_SOURCE_DIR "/" + folder))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().filename().string());
  std::sort(files.begin(), files.end());
  std::vector<LabelledPage> pages;
  for (const auto& file : files) {
    Document document = read_document(text_of(folder + file), file);
    if (std::find(sets.begin(), sets.end(), text_at(document.root, "set")) == sets.end()) continue;
    const std::string name = text_at(document.root, "page");
    pages.push_back({name, text_of(folder + name), std::move(document.root)});
  }
  return pages;
}

double Score::verdict_f1() const {
  double sum = 0.0, codes = 0.0;
  for (std::size_t v = 0; v < 6; ++v) {
    double labelled = 0.0, given = 0.0;
    for (std::size_t w = 0; w < 6; ++w) labelled += verdicts[v][w], given += verdicts[w][v];
    if (labelled + given == 0.0) continue;
    sum += 2.0 * verdicts[v][v] / (labelled + given), codes += 1.0;
  }
  return codes > 0.0 ? sum / codes : 0.0;
}

Score score_pages(const std::string& language, const std::string& set, int below) {
  Score score;
  for (const auto& labelled_page : labelled_pages(language, {set})) {
    const TreeNode& root = labelled_page.labels;
    const std::string& page = labelled_page.name;
    if (std::stoi(page) >= below) continue;
    const auto reading = reader().read(labelled_page.bytes, page);
    if (!reading) {
      score.errors.push_back("unread   " + page);
      continue;
    }
    ++score.pages;
    const Article& article = reading->article;
    const TreeNode* labelled = root.at("article");
    const TreeNode* author = labelled->at("author");
    const auto agrees = [&](int& count, bool right, const char* what) {
      count += right ? 1 : 0;
      if (!right) score.errors.push_back(fmt::format("{:<8} {}", what, page));
    };
    agrees(score.titles, bare(text_at(*labelled, "title")) == bare(article.title), "title");
    agrees(score.authors, (author == nullptr ? "" : text_at(*author, "name")) == (article.author ? article.author->name : ""), "author");
    agrees(score.dates, text_at(*labelled, "published") == article.published, "date");
    const std::string related = text_at(*labelled, "related");
    agrees(score.related, (related.empty() ? 0 : std::stoi(related)) == static_cast<int>(article.related.size()), "related");
    const TreeNode* overall = root.at("overall");
    agrees(score.contradictions, overall == nullptr || (text_at(*overall, "contradicts_itself") == "true") == reading->contradicts_itself, "both");
    score_claims(*root.at("claims"), *reading, page, score);
  }
  return score;
}

}  // namespace vultus::tests
