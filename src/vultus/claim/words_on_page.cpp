#include "vultus/claim/words_on_page.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace vultus {

WordsOnPage::WordsOnPage(const Article& article, const Lexicon& lexicon) : article_(article), lexicon_(lexicon), title_(lexicon.find(normal_form(to_utf32(article.title)))) {
  body_.reserve(article.body.size());
  for (const Span span : article.body) body_.push_back(lexicon.find(article.page.matched(span)));
}

std::string WordsOnPage::most_named(WordKind kind) const {
  std::map<std::string, double> weight;
  const auto count = [&](const std::vector<Word>& words, double by) {
    double fading = by;
    for (const auto& word : words)
      if (word.kind == kind) weight[std::string(word.code)] += word.code == "wound" ? 0.1 * fading : fading, fading *= 0.9;  // any page speaks of wounds
  };
  count(title_, 5.0);
  for (const auto& words : body_) count(words, 1.0);
  std::string best;
  double most = 0.0;
  for (const auto& [code, w] : weight)
    if (w > most) most = w, best = code;
  return best;
}

bool WordsOnPage::speak_of_jaw() const {
  constexpr std::ptrdiff_t often = 3;
  const auto named = [](const std::vector<Word>& words) {
    return std::count_if(words.begin(), words.end(), [](const Word& w) { return w.kind == WordKind::cue && w.code == "jaw"; });
  };
  std::ptrdiff_t count = 2 * named(title_);
  for (const auto& words : body_) count += named(words);
  return count >= often;
}

std::vector<Word> WordsOnPage::in(Span span) const {
  const auto after = std::upper_bound(article_.body.begin(), article_.body.end(), span.begin, [](std::size_t at, const Span& s) { return at < s.begin; });
  if (after == article_.body.begin() || span.end > std::prev(after)->end) return lexicon_.find(article_.page.matched(span));
  const std::size_t stretch = std::prev(after)->begin, begin = span.begin - stretch, end = span.end - stretch;
  const auto& all = body_[static_cast<std::size_t>(std::prev(after) - article_.body.begin())];
  std::vector<Word> inside;
  for (auto word = std::lower_bound(all.begin(), all.end(), begin, [](const Word& w, std::size_t at) { return w.begin < at; }); word != all.end() && word->begin < end; ++word)
    if (word->end <= end) inside.push_back({word->kind, word->code, word->begin - begin, word->end - begin});
  return inside;
}

}  // namespace vultus
