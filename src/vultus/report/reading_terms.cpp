#include "vultus/report/reading_terms.hpp"

#include <array>
#include <utility>

#include "vultus/base/utf8.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/voice.hpp"

namespace vultus::say {
namespace {

constexpr Term supported{"supported", "有依据"}, partly{"supported in part", "部分有依据"}, unsupported{"not supported", "没有依据"}, contradicted{"contradicted", "与依据相反"},
    dangerous{"dangerous", "危险"}, not_assessed{"not assessed", "未评估"};
constexpr Term tested{"tested, no clear effect", "试过，没有明确作用"}, never_tested{"never tested", "没有人试过"}, elsewhere{"tested only for another condition", "只在别的情况试过"},
    laboratory{"only in the laboratory", "只有实验室资料"}, nothing{"-", "-"};
constexpr Term helps{"helps", "有用"}, harms{"harms", "有害"}, no_effect{"does nothing", "没用"}, unsuitable{"is not suitable", "不适合"};
constexpr std::array<std::pair<std::string_view, Term>, 9> criteria{{
    {"author_qualified", {"An author with a medical grade is named", "写明作者及其医学职称"}},
    {"dated", {"It has a date", "有日期"}},
    {"sources_cited", {"It cites its sources", "列出了来源"}},
    {"free_of_sales", {"It sells nothing", "不推销"}},
    {"balanced", {"It names harms beside benefits", "讲好处也讲风险"}},
    {"doing_nothing", {"It says what happens without treatment", "讲到不治疗会怎样"}},
    {"no_guarantees", {"It guarantees nothing", "不打包票"}},
    {"consistent", {"It agrees with itself", "前后一致"}},
    {"other", {"other", "其他"}},
}};

}  // namespace

const Term& verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::supported: return supported;
    case Verdict::partly_supported: return partly;
    case Verdict::unsupported: return unsupported;
    case Verdict::contradicted: return contradicted;
    case Verdict::dangerous: return dangerous;
    case Verdict::not_assessed: break;
  }
  return not_assessed;
}

const Term& verdict_word(const Judgement& judged) {
  static constexpr Term weak{"weakly supported", "依据很弱"}, weak_in_part{"weakly supported, in part", "部分有依据，但很弱"};
  if (judged.certainty == Certainty::very_low && judged.verdict == Verdict::supported) return weak;
  if (judged.certainty == Certainty::very_low && judged.verdict == Verdict::partly_supported) return weak_in_part;
  return verdict_word(judged.verdict);
}

const Term& negative_word(Negative negative) {
  switch (negative) {
    case Negative::tested_no_effect: return tested;
    case Negative::never_tested: return never_tested;
    case Negative::other_condition_only: return elsewhere;
    case Negative::laboratory_only: return laboratory;
    case Negative::none: break;
  }
  return nothing;
}

const Term& polarity_word(Polarity polarity) {
  switch (polarity) {
    case Polarity::helps: return helps;
    case Polarity::harms: return harms;
    case Polarity::no_effect: return no_effect;
    case Polarity::unsuitable: break;
  }
  return unsuitable;
}

const Term& criterion_word(const std::string& criterion) {
  for (const auto& [code, term] : criteria)
    if (code == criterion) return term;
  return criteria.back().second;
}

}  // namespace vultus::say

namespace vultus {
namespace {

std::string author_line(const Author& author, const Voice& voice) {
  const bool before = !author.title.empty() && !author.name.empty() && static_cast<unsigned char>(author.title.front()) < 0x80;  // "Dr Jane Roe"
  std::vector<std::string> parts{before ? author.title + ' ' + author.name : author.name, author.grade, before ? std::string() : author.title, author.department, author.institution, author.level};
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  std::string line;
  for (const auto& part : parts) line += (line.empty() ? "" : voice.say(say::comma)) + part;
  return line;
}

}  // namespace

std::vector<std::string> lines_on_page(const Article& article, const Voice& voice) {
  std::vector<std::string> lines{article.author ? voice.say(say::page_by, {author_line(*article.author, voice)}) : voice.say(say::page_no_author),
                                 article.published.empty() ? voice.say(say::page_undated) : voice.say(say::page_dated, {article.published})};
  if (!article.related.empty()) lines.push_back(voice.say(say::page_related, {std::to_string(article.related.size())}));
  return lines;
}

std::vector<std::string> lines_on_contradictions(const Reading& reading, const Voice& voice) {
  if (reading.contradictions.empty()) return {};
  const auto said = [&](std::size_t which) { return to_utf8(reading.article.page.seen(reading.claims[which].claim.quote)); };
  const auto& [first, second] = reading.contradictions.front();
  std::vector<std::string> lines{voice.say(say::contradicts, {said(first), said(second)})};
  if (reading.contradictions.size() > 1) lines.push_back(voice.say(say::contradicts_more, {std::to_string(reading.contradictions.size() - 1)}));
  return lines;
}

}  // namespace vultus
