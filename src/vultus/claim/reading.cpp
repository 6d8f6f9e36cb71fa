#include "vultus/claim/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "vultus/claim/hazard.hpp"
#include "vultus/claim/signs.hpp"

namespace vultus {
namespace {

/// Effects that both name; a bare "it works" and a bare "it does nothing" name all, but what does nothing for something unknown names none.
bool same_matter(const Claim& a, const Claim& b) {
  const auto bare = [](const Claim& c) { return c.effects.empty() || (c.effects.size() == 1 && c.effects.front() == "improve"); };
  if (a.circumstance.unclear || b.circumstance.unclear) return false;
  if (bare(a) && bare(b)) return true;
  return std::any_of(a.effects.begin(), a.effects.end(), [&](const std::string& e) { return std::find(b.effects.begin(), b.effects.end(), e) != b.effects.end(); });
}

/// A harm denied is no effect denied: "causes no pain" does not stand against "flattens scars".
bool denies_harm(const Claim& claim, const Lexicon& lexicon) {
  return claim.polarity == Polarity::no_effect && !claim.effects.empty() && std::all_of(claim.effects.begin(), claim.effects.end(), [&](const std::string& e) { return lexicon.effect(e) == nullptr; });
}

bool opposite(const Claim& a, const Claim& b, const Lexicon& lexicon) {
  if (a.treatment != b.treatment || a.treatment.empty() || a.circumstance.validity || b.circumstance.validity) return false;
  if (a.circumstance.untested || b.circumstance.untested || a.hearsay != b.hearsay) return false;
  if (!a.circumstance.situations.empty() || !b.circumstance.situations.empty()) return false;  // true of some people only
  const bool wide = a.condition == "scar" || b.condition == "scar" || a.condition == "raised_scar" || b.condition == "raised_scar";
  if (a.condition != b.condition && !a.condition.empty() && !b.condition.empty() && !wide) return false;
  const auto stands_against = [&](const Claim& with, const Claim& against) {
    if (with.polarity == Polarity::harms) return denies_harm(against, lexicon) && same_matter(with, against) && !with.effects.empty();
    if (with.polarity != Polarity::helps || with.circumstance.wait_out) return false;
    if (against.polarity == Polarity::unsuitable) return !against.circumstance.unclear && !with.condition.empty() && !against.condition.empty();
    return against.polarity == Polarity::no_effect && !denies_harm(against, lexicon) && same_matter(with, against);
  };
  return stands_against(a, b) || stands_against(b, a);
}

bool has_word(const Lexicon& lexicon, const Article& article, std::string_view cue, Span* where) {
  for (const Span span : article.body)
    for (const auto& word : lexicon.find(article.page.matched(span)))
      if (word.kind == WordKind::cue && word.code == cue) {
        *where = {span.begin + word.begin, span.begin + word.end};
        return true;
      }
  return false;
}

void mark_quality(Reading& reading, const Lexicon& lexicon) {
  const Article& article = reading.article;
  const auto put = [&](const char* criterion, bool met, Span quote = {}) { reading.quality.push_back({criterion, met, quote}); };
  put("author_qualified", article.author && !article.author->name.empty() && !article.author->grade.empty());
  put("dated", !article.published.empty());
  put("sources_cited", !article.references.empty(), article.references.empty() ? Span{} : article.references.front());
  put("free_of_sales", article.adverts.empty(), article.adverts.empty() ? Span{} : article.adverts.front());
  const auto find = [&](auto test) { return std::find_if(reading.claims.begin(), reading.claims.end(), [&](const JudgedClaim& c) { return test(c.claim); }); };
  const auto harm = find([](const Claim& c) { return c.polarity == Polarity::harms || c.polarity == Polarity::unsuitable; });
  const auto help = find([](const Claim& c) { return c.polarity == Polarity::helps; });
  const bool balanced = help == reading.claims.end() || harm != reading.claims.end();
  put("balanced", balanced, harm == reading.claims.end() ? Span{} : harm->claim.quote);
  Span alone{};
  const bool nothing = has_word(lexicon, article, "alone", &alone);
  put("doing_nothing", nothing, alone);
  const auto sure = find([](const Claim& c) { return c.strength == Strength::guaranteed; });
  put("no_guarantees", sure == reading.claims.end(), sure == reading.claims.end() ? Span{} : sure->claim.quote);
  put("consistent", !reading.contradicts_itself);
}

/// What reads like harm is told once a sentence: not where a rule found it too, and at the sentence's own claim where there is just one.
void join_hazards(std::vector<JudgedClaim>& claims) {
  std::vector<bool> told(claims.size(), false);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (claims[i].claim.circumstance.hazard == Hazard::none) continue;
    std::vector<std::size_t> praised;  // claims of the same sentence that would have the reader do it
    bool known = false;
    for (std::size_t j = 0; j < claims.size(); ++j) {
      const Claim& other = claims[j].claim;
      if (other.circumstance.hazard != Hazard::none || other.quote.end <= claims[i].claim.quote.begin || claims[i].claim.quote.end <= other.quote.begin) continue;
      known = known || claims[j].judgement.verdict == Verdict::dangerous;
      if (other.polarity == Polarity::helps || other.polarity == Polarity::no_effect) praised.push_back(j);
    }
    const bool harmless = claims[i].judgement.verdict != Verdict::dangerous;  // an amount that trials gave
    if (!harmless && !known && praised.size() == 1) claims[praised.front()].judgement = claims[i].judgement;
    told[i] = harmless || known || praised.size() == 1;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (!told[i]) {
      if (kept != i) claims[kept] = std::move(claims[i]);
      ++kept;
    }
  claims.erase(claims.begin() + static_cast<std::ptrdiff_t>(kept), claims.end());
}

/// The page as a whole: what harms most is said first.
void judge_whole(Reading& reading) {
  std::array<int, 6> count{};
  for (const auto& item : reading.claims) ++count[static_cast<std::size_t>(item.judgement.verdict)];
  const auto of = [&](Verdict v) { return count[static_cast<std::size_t>(v)]; };
  const int all = static_cast<int>(reading.claims.size());
  const auto say = [&](Verdict verdict, const char* en, const char* zh, auto... values) {
    reading.overall = verdict;
    reading.reason = {fmt::format(fmt::runtime(en), values...), fmt::format(fmt::runtime(zh), values...)};
  };
  const int shown = of(Verdict::supported) + of(Verdict::partly_supported);
  if (of(Verdict::dangerous) > 0) say(Verdict::dangerous, "{0} of {1} claims could harm if followed. Do not act on this page.", "{1} 条说法里有 {0} 条照做可能有害。请不要按这一页去做。", of(Verdict::dangerous), all);
  else if (all == 0) say(Verdict::not_assessed, "No claim on a treatment was found on this page.", "这一页没有找到关于治疗的说法。");
  else if (of(Verdict::contradicted) > 0) say(Verdict::contradicted, "{0} of {1} claims stand against what was measured; {2} are borne out at least in part.", "{1} 条说法里有 {0} 条与测量结果相反；{2} 条至少部分有依据。", of(Verdict::contradicted), all, shown);
  else if (shown == 0) say(of(Verdict::unsupported) > 0 ? Verdict::unsupported : Verdict::not_assessed, "None of {0} claims is borne out by the trials that vultus holds.", "{0} 条说法都没有得到 vultus 所掌握试验的支持。", all);
  else if (of(Verdict::supported) == all) say(Verdict::supported, "All {0} claims are borne out, each at its certainty.", "{0} 条说法都有依据，确定性各有高低。", all);
  else say(Verdict::partly_supported, "{0} of {1} claims are borne out at least in part; {2} have no trial behind them.", "{1} 条说法里有 {0} 条至少部分有依据；{2} 条没有试验支持。", shown, all, of(Verdict::unsupported));
  if (reading.claims.size() >= most_claims) reading.reason = {fmt::format("{} Only its first {} claims were read.", reading.reason.en, most_claims), fmt::format("{}只读了前 {} 条说法。", reading.reason.zh, most_claims)};
  if (reading.contradicts_itself) reading.reason = {reading.reason.en + " The page contradicts itself.", reading.reason.zh + "这一页自相矛盾。"};
}

/// Made from the claims of this page: what to ask before doing what it says.
void add_questions(Reading& reading, const Lexicon& lexicon, const Catalog& catalog) {
  const auto add = [&](const std::string& en, const std::string& zh) {
    const Words words{en, zh};
    if (reading.questions.size() < 5 && std::find(reading.questions.begin(), reading.questions.end(), words) == reading.questions.end()) reading.questions.push_back(words);
  };
  std::set<std::string> asked;
  for (const auto want : {Verdict::dangerous, Verdict::contradicted, Verdict::unsupported, Verdict::partly_supported, Verdict::supported})
    for (const auto& item : reading.claims) {
      if (item.judgement.verdict != want || item.claim.polarity != Polarity::helps || item.claim.treatment == no_treatment_named || !asked.insert(item.claim.treatment).second) continue;
      const Words name = lexicon.treatment_name(item.claim.treatment, catalog);
      if (want == Verdict::dangerous) add(fmt::format("A page recommends this: {}. What makes it unsafe for me, and what is there instead?", name.en), fmt::format("有网页推荐“{}”，它对我为什么不安全？有什么可以代替？", name.zh));
      else if (want == Verdict::unsupported || want == Verdict::contradicted) add(fmt::format("Is there any trial of this for my condition: {}?", name.en), fmt::format("针对我的情况，“{}”有试验依据吗？", name.zh));
      else add(fmt::format("How much does this help in people like me, and what can go wrong: {}?", name.en), fmt::format("“{}”对像我这样的人能改善多少？可能出什么问题？", name.zh));
      if (reading.questions.size() >= 3) break;
    }
  add("What happens if I do nothing?", "如果什么都不做，会怎样？");
  add("Which signs mean that I must come back at once?", "出现哪些情况必须马上回来看？");
}

}  // namespace

Checked<PageReader> PageReader::open(const std::string& data, const Catalog& catalog, const std::string& evidence) {
  PageReader reader;
  Faults faults;
  const auto keep = [&](const auto& checked) {
    if (!checked) faults.insert(faults.end(), checked.error().begin(), checked.error().end());
  };
  auto words = read_page_words(data);
  auto lexicon = read_lexicon(data, catalog);
  auto english = read_sign_table(data + "/language/en/claims.csv", claim_columns()), chinese = read_sign_table(data + "/language/zh/claims.csv", claim_columns());
  auto english_hazards = read_sign_table(data + "/language/en/hazards.csv", hazard_columns()), chinese_hazards = read_sign_table(data + "/language/zh/hazards.csv", hazard_columns());
  auto map = read_outcome_map(data);
  auto topics = read_evidence_tables(evidence.empty() ? data + "/evidence" : evidence);
  keep(words), keep(lexicon), keep(english), keep(chinese), keep(english_hazards), keep(chinese_hazards), keep(map), keep(topics);
  if (!faults.empty()) return tl::unexpected(faults);
  reader.catalog_ = &catalog;
  reader.words_ = std::move(*words);
  reader.lexicon_ = std::make_shared<const Lexicon>(std::move(*lexicon));
  reader.weights_ = {std::move(*english), std::move(*chinese)};
  reader.hazards_ = {std::move(*english_hazards), std::move(*chinese_hazards)};
  reader.judge_ = std::make_shared<const Judge>(catalog, *reader.lexicon_, EvidencePool(std::move(*topics), *map));
  return reader;
}

Checked<Reading> PageReader::read(std::string_view bytes, const std::string& file) const {
  auto page = read_page_text(bytes, file);
  if (!page) return tl::unexpected(page.error());
  Reading reading;
  reading.file = file;
  reading.article = read_article(std::move(*page), words_);
  const SignTable &table = weights(reading.article.page.language), &hazardous = hazards(reading.article.page.language);
  for (auto& claim : find_claims(reading.article, *lexicon_, *catalog_, table.empty() ? nullptr : &table, hazardous.empty() ? nullptr : &hazardous)) {
    Judgement judgement = judge_->judge(claim);
    reading.claims.push_back({std::move(claim), std::move(judgement)});
  }
  join_hazards(reading.claims);
  for (std::size_t i = 0; i < reading.claims.size(); ++i)
    for (std::size_t j = i + 1; j < reading.claims.size(); ++j)
      if (opposite(reading.claims[i].claim, reading.claims[j].claim, *lexicon_)) reading.contradictions.emplace_back(i, j);
  reading.contradicts_itself = !reading.contradictions.empty();
  mark_quality(reading, *lexicon_);
  judge_whole(reading);
  add_questions(reading, *lexicon_, *catalog_);
  return reading;
}

}  // namespace vultus
