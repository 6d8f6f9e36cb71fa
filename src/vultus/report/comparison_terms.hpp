// The wording of a comparison. Small words and chance words stand in terms.hpp.
#pragma once
#include "vultus/report/words.hpp"

namespace vultus::say {

inline constexpr Term compare_title{"Which plan does best?", "哪个方案更好？"};
inline constexpr Term doing_nothing{"doing nothing", "什么都不做"};

// ---------------------------------------------------------------- verdict
inline constexpr Term compare_best{"{0} does best. Of 100 people like you, {1} reach this by week {2} {5}: {3}; with nothing done, {4}.",
                                   "{0}最好。像您这样的 100 人里，到{5}第 {2} 周，{1}达到「{3}」；什么都不做时，{4}。"};
inline constexpr Term compare_first{"{0} comes first, but not clearly ahead of all the others. Of 100 people like you, {1} reach this by week {2} {5}: {3}; with nothing done, {4}.",
                                    "{0}排在最前，但并没有明确好过其他所有方案。像您这样的 100 人里，到{5}第 {2} 周，{1}达到「{3}」；什么都不做时，{4}。"};
inline constexpr Term compare_none_better{
    "no plan is clearly better than doing nothing. Of 100 people like you, {0} reach this by week {1} {3} with nothing done: {2}.",
    "没有哪个方案明显好过什么都不做。像您这样的 100 人里，什么都不做时，到{3}第 {1} 周，{0}达到「{2}」。"};
inline constexpr Term compare_only_wait{"doing nothing is the only plan left to show. Of 100 people like you, {0} reach this by week {1} {3}: {2}.",
                                        "能看的只剩什么都不做。像您这样的 100 人里，到{3}第 {1} 周，{0}达到「{2}」。"};
inline constexpr Term compare_people{"{0}", "{0} 人"};
inline constexpr Term compare_people_range{"about {0} (it could be {1})", "约 {0} 人（可能 {1}）"};
inline constexpr Term compare_people_edge{"{0} (it could be {1})", "{0} 人（可能 {1}）"};  // "fewer than 1"
inline constexpr Term compare_closest{"of the plans, this one comes closest: {0}, with this many of 100: {1}.",
                                      "各方案中最接近的是{0}：100 人里{1}。"};
inline constexpr Term compare_but_worse{"but for this it is worse than doing nothing: {0}.", "但在这一点上，它不如什么都不做：{0}。"};
inline constexpr Term compare_half_time{"with {0}, half of those who get there are there by week {1}.", "用{0}能达到的人，一半到第 {1} 周就达到。"};
inline constexpr Term compare_half_time_waiting{"with nothing done, half of those who get there are there by week {0}.",
                                                "什么都不做也能达到的人，一半到第 {0} 周就达到。"};
inline constexpr Term plan_quoted{"“{0}”", "“{0}”"};
inline constexpr Term compare_like_best{"not clearly different from {0}: {1}.", "与{0}没有明确差别的：{1}。"};
inline constexpr Term compare_best_lower{
    "{0} does best. At week {1} {5}, the average of people like you ({2}) lies below that of doing nothing by {3} % of the level before (it "
    "could be {4} %).",
    "{0}最好。到{5}第 {1} 周，您这类人的平均值（{2}）比什么都不做低，差之前水平的 {3}%（可能 {4}%）。"};
inline constexpr Term compare_best_higher{
    "{0} does best. At week {1} {5}, the average of people like you ({2}) lies above that of doing nothing by {3} % of the level before (it "
    "could be {4} %).",
    "{0}最好。到{5}第 {1} 周，您这类人的平均值（{2}）比什么都不做高，差之前水平的 {3}%（可能 {4}%）。"};
inline constexpr Term compare_no_outcome{"no plan is clearly better than doing nothing at week {0} {2}, measured by this: {1}.",
                                         "到{2}第 {0} 周，按{1}来看，没有哪个方案明显好过什么都不做。"};
inline constexpr Term compare_closest_outcome{
    "of the plans, this one comes closest: {0}; its average differs from doing nothing by {1} % of the level before (it could be {2} %).",
    "各方案中最接近的是{0}：平均值与什么都不做相比，相差之前水平的 {1}%（可能 {2}%）。"};
inline constexpr Term compare_only_wait_outcome{"doing nothing is the only plan left to show; the curve of waiting stands in `vultus forecast`.",
                                                "能看的只剩什么都不做；它的曲线见 `vultus forecast`。"};
inline constexpr Term compare_no_side{"there is no better side to this outcome without a goal: {0}. State a goal to have the plans ranked.",
                                      "没有写目标时，{0}说不上高好还是低好。写上目标，才能给方案排序。"};

// ---------------------------------------------------------------- table
inline constexpr Term compare_heading{"Of 100 people like you", "像您这样的 100 人里"};
inline constexpr Term compare_goal_n{"goal {0}", "目标 {0}"};
inline constexpr Term compare_goal_is{"goal {0}, by week {1}: {2}", "目标 {0}，到第 {1} 周：{2}"};
inline constexpr Term compare_goal_implied{" (no goal was stated; this is what the visits ask for)", "（未写目标；按复诊记录推定）"};
inline constexpr Term compare_goal_unknown{" (no model speaks of this: not compared)", "（没有模型涉及这一项：不作比较）"};
inline constexpr Term compare_outcome_is{"{0} at week {1}, {2}: middle of 100 people (90 of them)", "第 {1} 周的{0}，{2}：100 人的中位（其中 90 人的范围）"};
inline constexpr Term compare_column_plan{"Plan", "方案"};
inline constexpr Term compare_column_level{"level", "水平"};
inline constexpr Term compare_column_best{"best in", "胜出"};
inline constexpr Term compare_column_sessions{"sessions", "次数"};
inline constexpr Term compare_column_downtime{"days off", "恢复期（天）"};
inline constexpr Term compare_at_home{"at home, {0} weeks", "在家 {0} 周"};
inline constexpr Term compare_best_note{
    "Best in: of 100 equally possible versions of what is not known, in how many this plan does best; ties are shared.",
    "胜出：把尚不清楚的东西分成 100 种同样可能的情形，这个方案在其中几种里最好；并列时平分。"};
inline constexpr Term compare_no_number{
    "What {0} does here has no number, as nobody has measured it: its row is that of doing nothing, and it is not ranked.",
    "{0}在这里的作用没有数字，因为没有人测过：它那一行与什么都不做相同，也不参加排序。"};
inline constexpr Term heading_compare_plans{"The plans", "各方案"};

// ---------------------------------------------------------------- differences
inline constexpr Term heading_differences{"How sure the differences are", "差别有多可靠"};
inline constexpr Term against{"Against {0}", "与{0}相比"};
inline constexpr Term column_goal{"Goal", "目标"};
inline constexpr Term column_difference{"Difference", "差别"};
inline constexpr Term column_verdict{"Verdict", "结论"};
inline constexpr Term more_of_100{"{0} more of 100{1}", "100 人里多 {0} 人{1}"};
inline constexpr Term fewer_of_100{"{0} fewer of 100{1}", "100 人里少 {0} 人{1}"};
inline constexpr Term as_many{"as many{0}", "人数相同{0}"};
inline constexpr Term percent_of_before{"{0} % of before ({1} %)", "之前的 {0}%（{1}%）"};
inline constexpr Term verdict_better{"better", "更好"};
inline constexpr Term verdict_worse{"worse", "更差"};
inline constexpr Term verdict_unclear{"no clear difference", "没有明确差别"};
inline constexpr Term differences_note_goals{
    "Same simulated people in every plan. Better or worse is said where a difference of more than {0} of 100 is at least {1} % sure.",
    "每个方案用的是同一批模拟者。差别超过 100 人里 {0} 人、且把握不低于 {1}% 时，才说更好或更差。"};
inline constexpr Term differences_note_outcome{
    "Same simulated people in every plan. Better or worse is said where a difference of more than {0} % of the level before is at least {1} % sure.",
    "每个方案用的是同一批模拟者。差别超过之前水平的 {0}%、且把握不低于 {1}% 时，才说更好或更差。"};
inline constexpr Term beaten{"{0} is beaten by {1}: that is at least as good in everything compared here (goals, harms, sessions) and better in something.",
                             "{0}不如{1}：后者在这里比较的各方面（目标、风险、次数）都不差，而且至少有一项更好。"};

// ---------------------------------------------------------------- harms, exclusions, the rest
inline constexpr Term already_done{"From what has been done", "已做过的治疗"};
inline constexpr Term no_harms{"No harm of its own was found.", "没有查到它自身的风险。"};
inline constexpr Term heading_not_for_you{"Not for you", "不适合您"};
inline constexpr Term outside_evidence{"This question lies outside what the evidence covers:", "这个问题超出了现有依据的范围："};
inline constexpr Term excluded_plan{"{0}: {1}", "{0}：{1}"};
inline constexpr Term excluded_as{"for the same reason as {0}.", "原因与“{0}”相同。"};
inline constexpr Term refused_first{"No {0}: it has no place here and can do grave harm (why: “Not for you”, below). ",
                                    "不要做{0}：没有理由用，还可能造成严重伤害（原因见下面“不适合您”）。"};
inline constexpr Term risks_of_others{"The other plans have risks of their own ({0}): `vultus explain NAME` tells them.",
                                      "其余方案也各有风险（{0}）：用 `vultus explain 名称` 查看。"};
inline constexpr Term dose_with_unit{"dose {0} {1}", "剂量 {0} {1}"};
inline constexpr Term sessions_every{"{0} sessions, every {1} weeks", "{0} 次，每 {1} 周一次"};
inline constexpr Term from_week{"from {0}", "{0}起"};
inline constexpr Term for_weeks{"for {0} weeks", "持续 {0} 周"};
inline constexpr Term is_assumption{"assumption", "假设"};
inline constexpr Term heading_change{"What would change the plan", "出现什么情况要改方案"};
inline constexpr Term certainty_of_plans{"{0}: {1} for what studies measured, {2} for what is worked out from it.",
                                         "{0}：研究实测的部分{1}，由此推算的部分{2}。"};
inline constexpr Term heading_certainty{"How certain this is", "有多确定"};
inline constexpr Term assumed_importance{"A difference counts from {0} of 100 people on; nobody has asked patients what matters to them.",
                                         "差别从 100 人里 {0} 人起才算数；没有人问过患者多大的差别才重要。"};
inline constexpr Term assumed_importance_outcome{"A difference counts from {0} % of the level before on; nobody has asked patients what matters to them.",
                                                 "差别从之前水平的 {0}% 起才算数；没有人问过患者多大的差别才重要。"};
inline constexpr Term assumed_goals_equal{"Where there are several goals, each weighs as much as another.", "有几个目标时，每个目标分量相同。"};
inline constexpr Term assumed_candidates{"Each treatment is taken at its typical dose and number of sessions, from today.",
                                         "每种治疗都按常用剂量、常用次数、从今天开始计算。"};
inline constexpr Term ask_best{"What speaks against {0} in my case, and what would you try first?", "就我的情况，{0}有什么不合适？您会先用哪一种？"};
inline constexpr Term ask_change{"How would we notice that a plan does not work, and when would we change it?", "怎样看出一个方案没有效果？什么时候该换？"};
inline constexpr Term expert_plans{"plans", "方案数"};
inline constexpr Term expert_draws{"sets of what is not known", "未知量的抽样组数"};

}  // namespace vultus::say
