// The wording of the answer. Order of the parts as in the answer itself; words of one tissue stand in tissue_words.cpp.
#pragma once
#include "vultus/report/words.hpp"

namespace vultus::say {

// ---------------------------------------------------------------- small words
inline constexpr Term comma{", ", "，"};
inline constexpr Term semicolon{"; ", "；"};
inline constexpr Term space{" ", " "};
inline constexpr Term stop{". ", "。"};
inline constexpr Term colon{": ", "："};
inline constexpr Term in_brackets{" ({0})", "（{0}）"};
inline constexpr Term number_to_number{"{0} to {1}", "{0}–{1}"};
inline constexpr Term fewer_than_1{"fewer than 1", "不到 1"};
inline constexpr Term more_than_99{"more than 99", "超过 99"};
inline constexpr Term week_n{"week {0}", "第 {0} 周"};
inline constexpr Term weeks_before{"{0} weeks before the treatment", "那次治疗前 {0} 周"};
inline constexpr Term week_n_to_m{"week {0} to {1}", "第 {0}–{1} 周"};
inline constexpr Term week_n_or_after_horizon{"as early as week {0}, or later than week {1}",
                                              "早到第 {0} 周、晚到第 {1} 周以后"};
inline constexpr Term up_to_week_n{"any time up to week {0}", "第 {0} 周之前的任何时候"};
inline constexpr Term any_time{"any time, even later than week {0}", "任何时候，甚至晚于第 {0} 周"};
inline constexpr Term from_the_start{"from the start", "一开始就是"};
inline constexpr Term from_minus{"{0} to {1}", "{0} 到 {1}"};
inline constexpr Term after_week_n{"later than week {0}", "晚于第 {0} 周"};
inline constexpr Term by_week{"by week {0}", "到第 {0} 周"};
inline constexpr Term after_day_zero{"from the first day on", "起始日后"};
inline constexpr Term today{"today", "今天"};
inline constexpr Term in_n_weeks{"in {0} weeks", "{0} 周后"};
inline constexpr Term in_n_months{"in {0} months", "{0} 个月后"};
inline constexpr Term first_n_days{"first {0} days", "头 {0} 天"};
inline constexpr Term days_n_to_m{"day {0} to {1}", "第 {0}–{1} 天"};

// ---------------------------------------------------------------- chance words: one table for the whole answer
inline constexpr Term almost_all{"almost all people", "几乎都"};
inline constexpr Term most{"most people", "多数"};
inline constexpr Term about_half{"about half of people", "约一半"};
inline constexpr Term some{"some people", "一部分"};
inline constexpr Term few{"few people", "少数"};
inline constexpr Term rarely{"rarely", "罕见"};
inline constexpr Term very_rarely{"very rarely", "极罕见"};

// ---------------------------------------------------------------- title and red flags
inline constexpr Term stamp{"simulated · for education and research · not a diagnosis",
                            "模拟结果 · 教育与研究用途 · 不能代替面诊"};
inline constexpr Term default_title{"What is likely to happen", "接下来可能会怎样"};
inline constexpr Term title_recover{"Will {0} recover, and when?", "{0}能恢复吗？要多久？"};
inline constexpr Term title_before{"What will it do, and for how long?", "打了会怎样？多久恢复？"};
inline constexpr Term title_gone{"Is {0} gone for good?", "{0}不会再回来了吗？"};
inline constexpr Term plan_waits{"Plan: wait, no further treatment", "方案：等待，不再做治疗"};
inline constexpr Term plan_is{"Plan: {0}", "方案：{0}"};
inline constexpr Term units_per_side{"{0} U per side", "每侧 {0} 单位"};
inline constexpr Term ml_per_side{"{0} ml per side", "每侧 {0} 毫升"};
inline constexpr Term dose_n{"dose {0}", "剂量 {0}"};
inline constexpr Term n_sessions{"{0} sessions", "{0} 次"};
inline constexpr Term if_you_have{"If you have {0}: {1}", "如有{0}：{1}"};
inline constexpr Term if_any_now{"If you have any of these, get emergency help now: {0}.",
                                 "出现以下任何一种，请立即拨打急救电话或去急诊：{0}。"};
inline constexpr Term heading_flags{"When to get help at once", "出现这些情况，请马上求助"};
inline constexpr Term heading_emergency{"This needs a doctor now.", "这种情况需要立即就医。"};
inline constexpr Term heading_emergency_day{"This needs a doctor today.", "这种情况需要当天就医。"};
inline constexpr Term emergency_end{"Do not wait for a forecast. Go now.", "不要再等预测结果，请马上去。"};
inline constexpr Term heading_excluded{"This plan is not for you:", "这个方案不适合您："};

// ---------------------------------------------------------------- verdict
inline constexpr Term lead_moderate{"probably, ", "很可能，"};
inline constexpr Term lead_low{"it may be that ", "可能是这样："};
inline constexpr Term lead_very_low{"we do not know for sure; what little there is points to this: ",
                                    "目前还不清楚；现有的少量资料提示："};
inline constexpr Term lead_none{"Nobody has measured this, so there is no number to give.", "没有人测过，所以给不出数字。"};
inline constexpr Term people_recover{"{0} {1}. Of 100 people like you, ", "像您这样的人{0}能{1}。100 人里，"};
inline constexpr Term people_rarely{"people {0} {1} by then. Of 100 people like you, ",
                                    "像您这样的人，到时能{1}的{0}。100 人里，"};
inline constexpr Term of_100_people{"of 100 people like you, ", "像您这样的 100 人里，"};
inline constexpr Term half_by{"about 50 {0} by week {1} {2}{3}", "到{2}第 {1} 周，约 50 人已{0}{3}"};
inline constexpr Term could_be{" (it could be {0})", "（可能是{0}）"};
inline constexpr Term ninety_by{", about 90 by week {0}", "；到第 {0} 周，约 90 人"};
inline constexpr Term share_by{", {0} by week {1}", "；到第 {1} 周，{0} 人"};
inline constexpr Term only_by{"{0} {1} by week {2} {3}", "到{3}第 {2} 周，{0} 人{1}"};
inline constexpr Term still_then{"; {0} still {1} then.", "，还有 {0} 人{1}。"};
inline constexpr Term others_not{"; {0} do not.", "，{0} 人没有。"};
inline constexpr Term have_it{"have this: {0}", "达到「{0}」"};
inline constexpr Term already_gone{
    "in most people like you this is already over. Of 100, {0} {1} today; at week {2}, {3} do not see it and {4} still {5}.",
    "像您这样的人多数已经恢复。100 人里,今天 {0} 人{1};到第 {2} 周,{3} 人看不出,{4} 人仍{5}。"};
inline constexpr Term thinnest{
    "the jaw muscle is thinnest around week {0} {1}: about {2} mm ({3} to {4}), from {5} mm before. ",
    "{1}约第 {0} 周咬肌最薄:约 {2} 毫米({3}–{4}),之前是 {5} 毫米。"};
inline constexpr Term size_back_by{"Of 100 people like you, about 50 have the size back by week {0}{1}, {2} by week {3}. ",
                                   "像您这样的 100 人里，到第 {0} 周，约 50 人厚度恢复{1}；到第 {3} 周，{2} 人。"};
inline constexpr Term size_not_back_by{"Of 100 people like you, {0} have the size back by week {1}. ",
                                       "像您这样的 100 人里，到第 {1} 周，{0} 人厚度恢复。"};
inline constexpr Term get_lead_low{"As to {0}, it may be this: ", "至于{0}，可能是这样："};
inline constexpr Term get_lead_very_low{"As to {0}, we do not know; what little there is points to this: ",
                                        "至于{0}，目前还不清楚；现有的少量资料提示："};
inline constexpr Term get_it{"of 100, {0} {1}; {2} do not.", "100 人里，{0} 人{1}，{2} 人不会。"};
inline constexpr Term nothing_half{"if you do nothing: about 50 of 100 {0} by week {1}{2}, {3} by week {4}.",
                                   "如果什么都不做：到第 {1} 周，100 人里约 50 人已{0}{2}；到第 {4} 周，{3} 人。"};
inline constexpr Term nothing_only{"if you do nothing: {0} of 100 {1} by week {2}.",
                                   "如果什么都不做：到第 {2} 周，100 人里 {0} 人{1}。"};
inline constexpr Term size_lags{
    "Biting strength comes back long before size: in half of people by week {0}, size by week {1}.",
    "咬合力先恢复,肌肉大小慢得多:一半人的力量到第 {0} 周恢复,大小要到第 {1} 周。"};
inline constexpr Term size_lags_already{
    "Biting strength comes back long before size: it is already back in half of people; size by week {0}.",
    "咬合力先恢复,肌肉大小慢得多:一半人的力量已经恢复,大小要到第 {0} 周。"};
inline constexpr Term size_lags_already_beyond{
    "Biting strength comes back long before size: it is already back in half of people. At week {0} the size is back in "
    "only {1} of 100.",
    "咬合力先恢复,肌肉大小慢得多:一半人的力量已经恢复;到第 {0} 周,100 人里只有 {1} 人大小恢复。"};
inline constexpr Term nothing_changes{"If you do nothing, the muscle stays as it is.",
                                      "如果什么都不做，咬肌保持现在的样子。"};
inline constexpr Term size_lags_beyond{
    "Biting strength comes back long before size: in half of people by week {0}. At week {1} the size is back in only {2} "
    "of 100.",
    "咬合力先恢复,肌肉大小慢得多:一半人的力量到第 {0} 周恢复;到第 {1} 周,100 人里只有 {2} 人大小恢复。"};
inline constexpr Term unexplained{
    "What was measured ({0}) lies outside what almost any simulated person shows. The model does not explain your course: "
    "do not "
    "rely on the curves below, and show this to your doctor.",
    "您的测量结果({0})超出了几乎所有模拟者的范围。模型解释不了您的情况:请不要依据下面的曲线,把这一点告诉医生。"};
inline constexpr Term no_verdict{"There is no event or curve that answers this question.",
                                 "没有能回答这个问题的曲线或事件。"};

// ---------------------------------------------------------------- of 100 people
inline constexpr Term of_100_heading{"Of 100 people like you", "像您这样的 100 人里"};
inline constexpr Term both_sides{"{0} {1}, {2} {3}", "{0} 人{1}，{2} 人{3}"};
inline constexpr Term row_nothing{"{0}, doing nothing", "什么都不做时{0}"};

// ---------------------------------------------------------------- curves
inline constexpr Term heading_curves{"The curves", "变化曲线"};
inline constexpr Term legend_median{"middle", "中位"};
inline constexpr Term legend_half{"50 of 100 people", "100 人中的 50 人"};
inline constexpr Term legend_ninety{"90 of 100", "100 人中的 90 人"};
inline constexpr Term legend_nothing{"doing nothing", "什么都不做"};
inline constexpr Term legend_measured{"measured", "实测"};
inline constexpr Term legend_before{"before", "之前"};
inline constexpr Term derived{"worked out, not measured", "推算，非实测"};
inline constexpr Term weeks_short{"weeks", "周"};
inline constexpr Term weeks_axis{"weeks {0}", "{0}（周）"};
inline constexpr Term chart_describe{
    "{0}: middle {1} {6} today, {2} {6} at week {3}; 90 of 100 people between {4} and {5} {6} then.",
    "{0}:今天中位 {1} {6},第 {3} 周 {2} {6};那时 100 人中有 90 人在 {4} 到 {5} {6} 之间。"};
inline constexpr Term chart_table{"The same as a table", "用表格看"};
inline constexpr Term column_week{"Week", "周"};
inline constexpr Term column_median{"Middle", "中位"};
inline constexpr Term column_half{"50 of 100 people", "100 人中的 50 人"};
inline constexpr Term column_ninety{"90 of 100 people", "100 人中的 90 人"};
inline constexpr Term column_nothing{"Doing nothing, middle", "什么都不做，中位"};
inline constexpr Term event_gone{"{0} is gone", "{0}消失"};
inline constexpr Term event_gone_of_those{"{0} is gone, of 100 people who get it", "{0}消失（按出现者每 100 人计）"};
inline constexpr Term event_noticed{"{0}: there now or later", "{0}：现在有或以后会有"};
inline constexpr Term event_recovered{"{0} (within a tenth)", "{0}（恢复到九成以上）"};
inline constexpr Term goal_is{"your goal: {0}", "您的目标：{0}"};
inline constexpr Term goal_absent{"{0} is gone", "{0}消失"};
inline constexpr Term goal_present{"{0} is there", "有{0}"};
inline constexpr Term goal_within{"{0} within {1} % of before", "{0}与之前相差不超过 {1}%"};
inline constexpr Term goal_at_most{"{0} at most {1} {2}", "{0}不超过 {1} {2}"};
inline constexpr Term goal_at_least{"{0} at least {1} {2}", "{0}不低于 {1} {2}"};
inline constexpr Term goal_falls{"{0} falls by {1} {2}", "{0}下降 {1} {2}"};
inline constexpr Term goal_rises{"{0} rises by {1} {2}", "{0}上升 {1} {2}"};
inline constexpr Term heading_events{"When things happen", "什么时候会怎样"};
inline constexpr Term column_event{"Event", "事件"};
inline constexpr Term column_of_100{"Of 100", "100 人中"};
inline constexpr Term column_when{"When: middle (90 of 100 of them)", "时间：中位（其中每 100 人有 90 人）"};
inline constexpr Term among_them{"week {0} ({1})", "第 {0} 周（{1}）"};
inline constexpr Term not_by{"not by week {0}", "到第 {0} 周还没有"};

// ---------------------------------------------------------------- what moves it
inline constexpr Term heading_factors{"What moves it", "哪些因素影响多大"};
inline constexpr Term factors_note{"Each was found by changing that one thing on the same simulated people; largest first.",
                                   "每一项都是在同一批模拟者身上只改这一处算出来的，影响最大的在前。"};
inline constexpr Term column_factor{"What is changed", "改变什么"};
inline constexpr Term column_effect{"What that does", "结果怎样变"};
inline constexpr Term column_bar{"← earlier · later →", "← 更早 · 更晚 →"};
inline constexpr Term hardly{"hardly any change", "几乎没有变化"};
inline constexpr Term cannot_say{"cannot be said", "无法估计"};
inline constexpr Term weeks_later{"about {0} weeks later{1}", "约晚 {0} 周{1}"};
inline constexpr Term weeks_earlier{"about {0} weeks earlier{1}", "约早 {0} 周{1}"};
inline constexpr Term range_one{" ({0} to {1})", "（{0}–{1}）"};
inline constexpr Term range_both{" (from {0} weeks earlier to {1} weeks later)", "（从早 {0} 周到晚 {1} 周）"};
inline constexpr Term range_share_both{" (from {0} fewer to {1} more)", "（从少 {0} 人到多 {1} 人）"};
inline constexpr Term share_more{"by week {0}, {1} more of 100 {2}{3}", "到第 {0} 周，100 人里多 {1} 人{2}{3}"};
inline constexpr Term share_fewer{"by week {0}, {1} fewer of 100 {2}{3}", "到第 {0} 周，100 人里少 {1} 人{2}{3}"};
inline constexpr Term share_same{"by week {0} as many people{1}", "到第 {0} 周，人数不变{1}"};
inline constexpr Term are_there{"are there", "达到"};
inline constexpr Term beyond_three_years{"; in one of the two cases half the people are not there within 3 years",
                                         "；其中一种情况下，3 年内达不到一半人"};
inline constexpr Term depth_more{"; the muscle gets {0} mm thinner at its thinnest", "；最薄时再薄 {0} 毫米"};
inline constexpr Term depth_less{"; the muscle stays {0} mm thicker at its thinnest", "；最薄时少薄 {0} 毫米"};
inline constexpr Term heading_unmeasured{"No evidence to put a number on:", "没有可以用数字衡量的证据："};
inline constexpr Term heading_threshold{"The biggest assumption", "最大的假设"};
inline constexpr Term threshold_is{
    "Nobody has measured how deep it must be before a person sees {0}. That threshold is assumed; moved, the answer "
    "becomes:",
    "没有人测过要多明显,人才会看出{0}。这条界线是假设的;把它移动,答案会变成:"};
inline constexpr Term half_by_week{"half of people by week {0}", "一半人到第 {0} 周"};
inline constexpr Term half_not_by{"fewer than half by week {0}", "到第 {0} 周还不到一半人"};
inline constexpr Term threshold_sooner{"seen sooner (threshold divided by {0}): {1}; {2} of 100 {3} by week {4}",
                                       "更容易看出（界线除以 {0}）：{1}；到第 {4} 周，100 人里 {2} 人{3}"};
inline constexpr Term threshold_later{"seen later (threshold times {0}): {1}; {2} of 100 {3} by week {4}",
                                      "更不易看出（界线乘以 {0}）：{1}；到第 {4} 周，100 人里 {2} 人{3}"};
inline constexpr Term threshold_noticed{"of 100 such people, {0} (seen sooner) or {1} (seen later) {2} now or later",
                                        "100 人里，现在或以后{2}的有 {0} 人（更容易看出）或 {1} 人（更不易看出）"};

// ---------------------------------------------------------------- what could go wrong
inline constexpr Term heading_harms{"What could go wrong", "可能出现的问题"};
inline constexpr Term threshold_rare{"in either case fewer than 1 of 100 {0}", "两种情况下，100 人里{0}的都不到 1 人"};
inline constexpr Term heading_cautions{"Keep in mind", "请留意"};
inline constexpr Term harms_note{"Counts are of people or sessions in studies; the rest of each 100 do not have it. Studies of the same "
                                 "treatment differ: the range is what one more clinic may see.",
                                 "计数来自研究中的人数或治疗次数；每 100 人里其余的人没有出现。同一种治疗的各项研究结果不一，括号里是换一家机构可能见到的范围。"};
inline constexpr Term column_harm{"What", "问题"};
inline constexpr Term column_todo{"What to do", "怎么办"};
inline constexpr Term column_harm_when{"When", "时间"};
inline constexpr Term counted{"{0} counted in {1}", "{1} 例中 {0} 例"};
inline constexpr Term counted_with{"{0} counted in {1}; {2} of these had other treatments with it", "{1} 例中 {0} 例；其中 {2} 例同时做了其他治疗"};
inline constexpr Term no_count{"known, never counted", "已知会发生，没有人统计过"};
inline constexpr Term soon_now{"Doctor now. ", "立即就医。"};
inline constexpr Term soon_day{"Doctor within a day. ", "一天内就医。"};
inline constexpr Term harms_over{"The time for these is over: {0}", "这些的出现时间已过：{0}"};

// ---------------------------------------------------------------- watch, look again, ask
inline constexpr Term heading_watch{"What to watch, and when to look again", "留意什么，什么时候再看"};
inline constexpr Term heading_aftercare{"Care meanwhile", "平时护理"};
inline constexpr Term measure{
    "Look again in {1}: measure {0}. Of all measurements this tells most; the answer would be about {2} narrower.",
    "{1}再看一次：测{0}。这项最有用，答案的范围大约能缩小{2}。"};
inline constexpr Term measure_hardly{"Look again in {1}: measure {0}. It will narrow the answer only a little.",
                                     "{1}再看一次：测{0}。答案的范围只会缩小一点。"};
inline constexpr Term three_quarters{"three quarters", "四分之三"};
inline constexpr Term two_thirds{"two thirds", "三分之二"};
inline constexpr Term a_half{"half", "一半"};
inline constexpr Term a_third{"a third", "三分之一"};
inline constexpr Term a_fifth{"a fifth", "五分之一"};
inline constexpr Term a_tenth{"a tenth", "十分之一"};
inline constexpr Term late_if{
    "If you still {0} after {1}, that is later than in about 90 of 100 people like you: go over the plan with the doctor.",
    "如果过了{1}还{0}，就比像您这样的 100 人里的约 90 人都晚：请和医生重新商量方案。"};
inline constexpr Term late_end{"If you still {0} in {1}, go over the plan with the doctor.",
                               "如果到{1}还{0}，请和医生重新商量方案。"};
inline constexpr Term worse_if{"If one side changes alone, or it gets worse after it had got better, go earlier.",
                               "如果只有一侧变化，或好转后又加重，请提前复诊。"};
inline constexpr Term heading_questions{"Questions for the doctor", "可以问医生的问题"};
inline constexpr Term ask_unexplained{"My measurements do not fit what is expected. What else could it be?",
                                      "我的测量结果和预期不符，还可能是什么原因？"};
inline constexpr Term ask_excluded{"I was told that this plan is not for me. What is left, and is waiting safe?",
                                   "这个方案不适合我，还有哪些办法？可以先等吗？"};
inline constexpr Term ask_cause{"Is {0} from the muscle alone, or also from fat, skin or teeth?",
                                "{0}只是因为咬肌变薄，还是和脂肪、皮肤、牙齿也有关？"};
inline constexpr Term ask_smallest{"What is the smallest dose that would do, and what if it is too little?",
                                   "最少打多少就够？打少了怎么办？"};
inline constexpr Term ask_dose_unknown{"Which product was injected, how many units per side, and where?",
                                       "打的是什么产品？每侧多少单位？打在哪里？"};
inline constexpr Term ask_dose_known{
    "I had {0} units per side. Is that much for a muscle like mine, and did it spread beyond it?",
    "我每侧打了 {0} 单位。对我的咬肌来说算多吗？有没有扩散到别处？"};
inline constexpr Term ask_measure{"Can you measure this in {1}: {0}?", "{1}能帮我测一下吗：{0}？"};
inline constexpr Term ask_measure_again{"Can you measure this again in {1}: {0}? It was {2} in {3}.",
                                        "{1}能再测一次吗：{0}？{3}测得 {2}。"};
inline constexpr Term ask_filler{
    "Once the muscle grows back, will the filler be too much? Can it be dissolved here, at once, if a vessel is blocked?",
    "肌肉长回来后，填充会不会显得太多？万一血管堵塞，这里能马上溶解吗？"};
inline constexpr Term ask_treatment{"What does {0} change in people like me, compared with waiting?",
                                    "{0}对我这样的人有什么作用？和等待相比呢？"};
inline constexpr Term ask_if_still{"If I still {0} after {1}, what would you do then, and what if we wait longer?",
                                   "如果过了{1}我还{0}，您会怎么做？再等等会怎样？"};
inline constexpr Term ask_if_still_end{
    "If I still {0} at the end of this time, what would you do, and what if we wait longer?",
    "如果到最后我还{0}，您会怎么做？再等等会怎样？"};
inline constexpr Term ask_next_injection{"Should I leave out further injections until the size is back?",
                                         "在肌肉恢复之前，是不是先不要再打？"};

// ---------------------------------------------------------------- what this rests on
inline constexpr Term heading_basis{"What this rests on", "依据"};
inline constexpr Term model_rests{"Model {0} {1}: {2} studies with {3} people.", "模型 {0} {1}：{2} 项研究，{3} 人。"};
inline constexpr Term rough_fit{"Its numbers are a rough fit, not a calibration.", "数值是粗略拟合，还没有正式校准。"};
inline constexpr Term not_yet_checked{"Not yet checked on trials that it has never seen.", "还没有用它没见过的试验检验过。"};
inline constexpr Term in_range{"Your case lies within the range of these studies.", "您的情况在这些研究的范围之内。"};
inline constexpr Term out_of_range{"Your case lies outside the range of these studies: {0}.",
                                   "您的情况超出了这些研究的范围：{0}。"};
inline constexpr Term certainty_is{"Certainty: {0} for what studies measured, {1} for what is worked out from it.",
                                   "确定性：研究实测的部分{0}，由此推算的部分{1}。"};
inline constexpr Term certainty_high{"high", "高"};
inline constexpr Term certainty_moderate{"moderate", "中"};
inline constexpr Term certainty_low{"low", "低"};
inline constexpr Term certainty_very_low{"very low", "极低"};
inline constexpr Term certainty_none{"no evidence", "无证据"};
inline constexpr Term because{"Why: {0}.", "原因：{0}。"};
inline constexpr Term conditioned{
    "Fitted to your measurements: {0} simulated people were drawn, and those who match you weigh as much as {1}.",
    "已按您的测量结果调整：抽取了 {0} 名模拟者，与您相符的相当于 {1} 名。"};
inline constexpr Term lanes_failed{"{0} of {1} simulated people could not be computed and are left out.",
                                   "{1} 名模拟者中有 {0} 名未能算出，没有计入。"};
inline constexpr Term heading_assumptions{"What is assumed", "假设"};
inline constexpr Term heading_sources{"Sources", "资料来源"};
inline constexpr Term not_modelled{"Not used, as the model does not speak of it: {0}.",
                                   "模型不涉及、因此没有用上的测量：{0}。"};
inline constexpr Term bias_low{"low", "低"};
inline constexpr Term bias_some{"some", "中"};
inline constexpr Term bias_high{"high", "高"};
inline constexpr Term n_people{"{0} people", "{0} 人"};
inline constexpr Term risk_of_bias{"risk of bias: {0}", "偏倚风险：{0}"};
inline constexpr Term footer{
    "Simulated, for education and research. Not a diagnosis, and no substitute for an examination by a doctor.",
    "模拟结果，供教育与研究使用。不是诊断，不能代替医生面诊。"};
inline constexpr Term heading_expert{"For experts", "给专业人士"};
inline constexpr Term expert_case{"case", "病例文件"};
inline constexpr Term expert_plan{"plan", "方案"};
inline constexpr Term expert_seed{"seed", "随机种子"};
inline constexpr Term expert_patients{"simulated people", "模拟人数"};
inline constexpr Term expert_tolerance{"relative tolerance", "相对容差"};
inline constexpr Term expert_lanes{"solved", "求解"};
inline constexpr Term expert_lane_counts{"{0} solved; {1} step limit, {2} not finite, {3} out of bounds",
                                         "成功 {0}；步数上限 {1}，非有限值 {2}，超界 {3}"};
inline constexpr Term expert_steps{"steps", "步数"};
inline constexpr Term expert_step_counts{"{0} taken, {1} refused", "接受 {0}，拒绝 {1}"};
inline constexpr Term expert_conditioning{"conditioning", "条件化"};
inline constexpr Term expert_effective{"{0} drawn, {1} effective", "抽取 {0}，有效 {1}"};
inline constexpr Term expert_model{"model", "模型"};
inline constexpr Term expert_mean_of{"average of such people", "这类人的平均"};
inline constexpr Term expert_mean{"{0}, at the end: average {1} to {2} {5}, one person {3} to {4} {5} (90 of 100)",
                                  "{0}，期末：平均 {1} 到 {2} {5}，个人 {3} 到 {4} {5}（100 人中的 90 人）"};

inline constexpr Term expert_shares_of{"what one measurement can vary by", "一次测量的变动来自"};
inline constexpr Term expert_shares{
    "{0}, week {1}: not known {2} % (the mechanism's numbers {3}, what trials showed beside it {4}), people differ {5} %, error of measuring {6} %",
    "{0}，第 {1} 周：未知 {2}%（机理的参数 {3}，试验中机理之外的部分 {4}），个体差异 {5}%，测量误差 {6}%"};

}  // namespace vultus::say
