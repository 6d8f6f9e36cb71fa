// The wording of a reading.
#pragma once
#include <string>
#include <vector>

#include "vultus/claim/reading.hpp"
#include "vultus/report/words.hpp"

namespace vultus::say {

inline constexpr Term reading_title{"What this page says, and how it stands", "这一页说了什么，站得住吗"};
inline constexpr Term page_untitled{"(no title)", "（没有标题）"};
inline constexpr Term page_by{"By {0}", "作者：{0}"};
inline constexpr Term page_no_author{"No author is named.", "没有写明作者。"};
inline constexpr Term page_dated{"Dated {0}", "日期：{0}"};
inline constexpr Term page_undated{"No date.", "没有日期。"};
inline constexpr Term page_related{"{0} related items on the page were left aside.", "页面上 {0} 条相关推荐没有计入。"};
inline constexpr Term heading_overall{"On the whole", "总的来说"};
inline constexpr Term heading_article{"The text, marked", "原文与标注"};
inline constexpr Term heading_claims{"Claim by claim", "逐条来看"};
inline constexpr Term heading_quality{"The page itself", "这一页本身"};
inline constexpr Term heading_ask_doctor{"Questions to take to the doctor", "可以带去问医生的问题"};
inline constexpr Term claim_certainty_is{"certainty: {0}", "确定性：{0}"};
inline constexpr Term studies_are{"Studies: {0}", "研究：{0}"};
inline constexpr Term source_is{"Source: {0}", "来源：{0}"};
inline constexpr Term contradicts{"The page says both “{0}” and “{1}”.", "这一页既说“{0}”，又说“{1}”。"};
inline constexpr Term no_claims{"No claim on a treatment was found.", "没有找到关于治疗的说法。"};
inline constexpr Term is_met{"yes", "是"};
inline constexpr Term is_unmet{"no", "否"};
inline constexpr Term as_under_claim{"As under claim {0}.", "同第 {0} 条。"};
inline constexpr Term contradicts_more{"({0} more pairs like this.)", "（这样的还有 {0} 处。）"};
inline constexpr Term reading_stamp{"for education and research · not a diagnosis", "教育与研究用途 · 不能代替面诊"};

const Term& verdict_word(Verdict verdict);
/// The same for one claim: what is borne out at very low certainty is said to be so.
const Term& verdict_word(const Judgement& judged);
const Term& negative_word(Negative negative);
const Term& polarity_word(Polarity polarity);
const Term& criterion_word(const std::string& criterion);

}  // namespace vultus::say

namespace vultus {

class Voice;

/// Who wrote the page, when, and what of it was left aside.
std::vector<std::string> lines_on_page(const Article& article, const Voice& voice);
/// The first pair of claims that stand against each other, and how many more there are.
std::vector<std::string> lines_on_contradictions(const Reading& reading, const Voice& voice);

}  // namespace vultus
