// The wording of answers to questions.
#pragma once
#include "vultus/report/words.hpp"

namespace vultus::say {

// ---------------------------------------------------------------- headings
inline constexpr Term ask_stamp{"for education and research · not a diagnosis", "教育与研究用途 · 不能代替面诊"};
inline constexpr Term ask_details{"Why, and how sure", "依据和把握"};
inline constexpr Term ask_assumed{"Assumed, as the question does not say", "问题里没说，先这样假定"};
inline constexpr Term ask_back{"Tell me, and the answer gets better", "告诉我这些，答案会更准"};
inline constexpr Term ask_watch{"What to watch", "留意什么"};
inline constexpr Term ask_care{"Care", "护理"};
inline constexpr Term ask_sources{"Sources", "资料来源"};
inline constexpr Term ask_more_sources{"and {0} more: --explain lists them", "另有 {0} 项：加 --explain 全部列出"};
inline constexpr Term ask_read_next{"Read next", "接下来可以问"};
inline constexpr Term ask_certainty{"Certainty of the verdict: {0}", "上述结论的确定性：{0}"};
inline constexpr Term ask_certainty_why{"Certainty of the verdict: {0} ({1})", "上述结论的确定性：{0}（{1}）"};
inline constexpr Term ask_read_as{"Read “{0}” as “{1}”.", "把“{0}”读作“{1}”。"};
inline constexpr Term ask_rest_aside{"The other part of the question lies outside what vultus knows; a doctor or pharmacist can answer it.", "问题的另一部分不在 vultus 的范围内，请问医生或药师。"};
inline constexpr Term ask_from{"from: {0}", "出处：{0}"};
inline constexpr Term ask_posterior{"posterior {0}", "后验 {0}"};
inline constexpr Term ask_studies{"studies: {0}", "研究：{0}"};

// ---------------------------------------------------------------- red flags
inline constexpr Term flag_is{"What you describe may be this: {0}.", "您说的情况可能是：{0}。"};
inline constexpr Term flag_now{"Go to an emergency department now; do not wait for it to pass.", "请立刻去急诊，不要等它自己好。"};
inline constexpr Term flag_day{"Do not wait for the next appointment.", "不要等到下次复诊。"};
inline constexpr Term flag_soon{"See a doctor soon, even if nothing hurts.", "即使不疼，也请尽快去看医生。"};
inline constexpr Term flag_nothing_else{"Everything else can wait until that has been looked at.", "其他问题等医生看过再说。"};
inline constexpr Term alarm_if{"Get help at once if you notice: {0}.", "出现以下情况请立即就医：{0}。"};

// ---------------------------------------------------------------- outside
inline constexpr Term outside_topic{"This is outside what vultus knows ({0}): please ask a doctor or pharmacist.", "这不在 vultus 的范围内（{0}），请问医生或药师。"};
inline constexpr Term outside_nothing{"I could not find a scar, mark, jaw injection, filler or skin treatment in this question.", "这个问题里没有找到疤痕、痘印、瘦脸针、填充或皮肤治疗方面的内容。"};
inline constexpr Term outside_can{"vultus can say what scars, acne marks, jaw injections, fillers and lax skin are likely to do, with and without treatment.", "vultus 能回答的是：疤痕、痘印痘坑、瘦脸针、填充和皮肤松弛，治或不治大概会怎样。"};
inline constexpr Term topic_contraception{"contraception", "避孕"};
inline constexpr Term topic_menopause{"menopause and hormones", "更年期与激素"};
inline constexpr Term topic_eye{"eye surgery and glasses", "眼科手术与配镜"};
inline constexpr Term topic_fertility{"fertility treatment", "生育与试管"};
inline constexpr Term topic_weight{"weight loss", "减重"};
inline constexpr Term topic_hives{"hives", "荨麻疹"};
inline constexpr Term topic_dosing{"how much of a drug to take or inject; a dose is set by the doctor who gives it", "用多少药、打多少剂量；剂量由给药的医生决定"};
inline constexpr Term topic_naming{"naming a disease from a description; a doctor has to see it", "凭描述判断是什么病；需要医生亲眼看"};
inline constexpr Term topic_price{"prices", "价格"};
inline constexpr Term topic_where{"clinics and doctors", "找医院和医生"};
inline constexpr Term topic_legal{"legal questions", "法律问题"};
inline constexpr Term topic_photo{"pictures", "看照片"};
inline constexpr Term topic_treatment{"a treatment on which vultus holds no trials: {0}", "vultus 没有试验资料的治疗：{0}"};
inline constexpr Term topic_condition{"a condition on which vultus holds no trials", "vultus 没有试验资料的疾病"};
inline constexpr Term topic_other{"other medicine", "其他医学问题"};
inline constexpr Term dosing_danger{"Do not inject yourself: a needle in the wrong place can hit a vessel, a nerve or the airway's muscles.", "不要自己打针：打错地方可能伤到血管、神经或影响呼吸的肌肉。"};

// ---------------------------------------------------------------- what is assumed and asked
inline constexpr Term assume_dose{"dose: {0} U per side (a usual one)", "剂量：每侧 {0} 单位（常用量）"};
inline constexpr Term assume_per_side{"the units named are per side", "所说的单位数按每侧计"};
inline constexpr Term assume_product{"what was injected: botulinum toxin in the chewing muscle; the brand is not known, counted as onabotulinum with more uncertainty", "打的是：咬肌里的肉毒毒素；品牌不清楚，按保妥适计算，误差范围放宽"};
inline constexpr Term assume_weeks{"today: week {0} after the injection", "今天：打后第 {0} 周"};
inline constexpr Term assume_today{"the treatment starts today", "从今天开始治疗"};
inline constexpr Term assume_typical{"{0}: as it is usually given", "{0}：按常用方案"};
inline constexpr Term assume_scar_age{"the scar is {0} weeks old", "疤长了 {0} 周"};
inline constexpr Term assume_one_kind{"the scar is a {0}", "疤的类型：{0}"};
inline constexpr Term ask_units{"How many units per side were injected, and of which brand?", "每侧打了多少单位？什么品牌？"};
inline constexpr Term ask_when{"How many weeks ago was the injection?", "是几周前打的？"};
inline constexpr Term ask_scar_kind{"Is the scar raised, flat or sunken?", "疤是凸的、平的，还是凹的？"};
inline constexpr Term ask_scar_age{"How old is the scar, and how many millimetres does it stand above the skin?", "疤有多久了？高出皮肤几毫米？"};
inline constexpr Term ask_pit_shape{"What shape are the pits: narrow and deep, boxes with steep walls, or shallow waves?", "坑是什么形状：细而深的、边缘陡的方形的，还是浅浅的波浪形的？"};
inline constexpr Term ask_skin_type{"How easily does your skin darken in the sun (type I to VI)?", "您的皮肤晒后容易变黑吗（I–VI 型）？"};
inline constexpr Term ask_mark_colour{"Are the marks red or brown?", "印子是红的还是褐色的？"};
inline constexpr Term ask_which{"Which treatment is it, exactly?", "具体是哪一种治疗？"};
inline constexpr Term ask_place{"Where on the face or body is it?", "在脸上或身上的什么部位？"};

// ---------------------------------------------------------------- computed
inline constexpr Term how_model{"computed with the model {0} {1} on {2} simulated people", "用模型 {0} {1} 对 {2} 名模拟者计算"};
inline constexpr Term basis_known{"This is from warnings of authorities and labels, and from reports of what went wrong.", "依据是监管机构和说明书的警告，以及出问题的报告。"};
inline constexpr Term not_for{"{0}: not for people with any of these: {1}.", "{0}：有下列情况的人不能做：{1}。"};
inline constexpr Term only_with_care{"Only with care, after a word with the doctor: {0}.", "需谨慎、先问医生：{0}。"};
inline constexpr Term rules_nobody_out{"{0}: its file rules nobody out. Only with care, after a word with the doctor: {1}.", "{0}：资料里没有绝对不能做的人。需谨慎、先问医生：{1}。"};
inline constexpr Term not_for_why{"{0}: {1}", "{0}：{1}"};
inline constexpr Term allergic_to{"allergic to {0}", "对{0}过敏"};
inline constexpr Term sessions_usual{"{0}: in trials usually {1} sessions, every {2} weeks.", "{0}：试验里通常做 {1} 次，每 {2} 周一次。"};
inline constexpr Term sessions_one{"{0}: in trials usually once.", "{0}：试验里通常只做一次。"};
inline constexpr Term days_off{"{0}: about {1} to {2} days after a session before people go out as usual.", "{0}：每次做完约 {1}–{2} 天才能像平时一样出门。"};
inline constexpr Term no_days_off{"{0}: no days off are needed.", "{0}：不用停工休息。"};
inline constexpr Term days_off_assumed{"An estimate of the file (assumption), not counted in trials; it depends on how deep and where.", "这是资料里的估计（假定），没有试验统计过；和做得多深、在哪个部位有关。"};
inline constexpr Term lasting_verdict{"{0}: in trials, of 100 people treated, {1} still had the effect.", "{0}：试验里治疗过的 100 人中，{1}仍有效果。"};
inline constexpr Term lasting_part{"about {0} after {1} months", "{1} 个月后约 {0} 人"};
inline constexpr Term lasting_part_range{"about {0} after {1} months (single trials: {2} to {3})", "{1} 个月后约 {0} 人（各项试验 {2}–{3} 人）"};
inline constexpr Term lasting_others{"At other times: {0}.", "其他时间：{0}。"};
inline constexpr Term lasting_later{"No later count was found; that is not to say that nothing is left then.", "更晚的统计没有找到；不等于那时就什么都不剩。"};
inline constexpr Term lasting_note{"Places on the face, and what was counted (the doctor's grade, the patient's own view), are mixed; the trials of one time are not those of another, and many gave a top-up: after a single session it may be shorter.", "各项试验的部位和统计的东西（医生评分、本人评价）不同，不同时间的数字也来自不同的试验，很多还补做过；只做一次，可能更短。"};
inline constexpr Term lasting_none{"How long the effect of {0} lasts, no trial that vultus holds has counted to half a year or longer.", "{0}的效果能维持多久，vultus 收录的试验都没有统计到半年以后。"};
inline constexpr Term lasting_basis{"No model speaks of this; the numbers are counts from {0}.", "这方面没有模型；数字是 {0}的计数。"};
inline constexpr Term how_pooled{"pooled from {0} studies, {1} people; no model speaks of this", "{0} 项研究、{1} 人的合并结果；这方面没有模型"};
inline constexpr Term how_counted{"counted in studies: {0} of {1}", "研究中计数：{1} 例里 {0} 例"};
inline constexpr Term basis_model{"Computed with the model {0} {1}, calibrated on {2} published studies, for {3} simulated people like you.", "由模型 {0} {1} 计算（用 {2} 项已发表研究校准），模拟了 {3} 名像您这样的人。"};
inline constexpr Term basis_pooled{"No model speaks of this; the numbers are pooled from {0} published studies with {1} people.", "这方面没有模型；数字来自 {0} 项已发表研究、{1} 人的合并。"};
inline constexpr Term basis_pooled_one{"No model speaks of this; the numbers are those of one published study with {0} people.", "这方面没有模型；数字来自一项已发表研究、{0} 人。"};
inline constexpr Term basis_pooled_by_kind{"The numbers are pooled from published trials; tell me the kind of scar for a computed answer.", "数字是已发表试验的合并结果；告诉我是哪种疤，就能给出计算的答案。"};
inline constexpr Term basis_file{"No number was computed; this is from vultus's file on the treatment and its sources.", "没有作计算；内容来自 vultus 的治疗资料及其出处。"};
inline constexpr Term moments_line{"Counted from today, so many of 100 people like you {0}: {1}.", "从今天算起，像您这样的 100 人里，{0}的人数：{1}。"};
inline constexpr Term moment_one{"{0} {1}", "{0} {1} 人"};
inline constexpr Term event_line{"{0}: {1} of 100; {2}.", "{0}：100 人里 {1} 人；{2}。"};
inline constexpr Term event_line_among{"{0}: {1} of 100; half of them by {2}.", "{0}：100 人里 {1} 人，其中一半到{2}。"};
inline constexpr Term force_back{"biting strength is back in half of people by week {0} after the injection, in nine of ten by week {1}.", "一半人的咬合力到打后第 {0} 周恢复，十个人里九个到第 {1} 周恢复。"};
inline constexpr Term size_now{"at week {0} after the injection the muscle is back to nine tenths of its size in {1} of 100 people like you; in half of them by week {2}.", "打后第 {0} 周，像您这样的 100 人里 {1} 人的咬肌已恢复到九成以上；一半人要到第 {2} 周。"};
inline constexpr Term size_now_beyond{"at week {0} after the injection the muscle is back to nine tenths of its size in {1} of 100 people like you; by week {2} in {3}.", "打后第 {0} 周，像您这样的 100 人里 {1} 人的咬肌已恢复到九成以上；到第 {2} 周是 {3} 人。"};
inline constexpr Term with_and_without{"with {0}, {1} of 100 people like you have {2} {4}; with nothing done, {3}.", "用{0}，像您这样的 100 人里，{1}{4}能{2}；什么都不做，{3}。"};
inline constexpr Term within_a_year{"within a year", "一年内"};
inline constexpr Term within_half_a_year{"within half a year", "半年内"};
inline constexpr Term people_of_it{"{0}", "{0} 人"};
inline constexpr Term range_of_it{"about {0} (it could be {1})", "约 {0} 人（可能 {1}）"};
inline constexpr Term not_clearly{"That is no clear difference.", "这算不上明确的差别。"};
inline constexpr Term is_clearly{"That is a clear difference.", "这是明确的差别。"};
inline constexpr Term goal_flatter{"a scar at least half flatter", "让疤至少变平一半"};
inline constexpr Term goal_stays_flat{"a scar that is not raised", "保持疤不凸起"};
inline constexpr Term goal_no_hollow{"no hollow any more", "看不出凹陷"};
inline constexpr Term goal_no_slack{"no sagging any more", "看不出松垂"};
inline constexpr Term meanwhile{"{0} is often offered meanwhile. {1}", "等待期间常有人推荐{0}。{1}"};
inline constexpr Term no_numbers_for{"No evidence to put a number on, whatever people say: {0}.", "常有人说、但没有可以用数字衡量的证据：{0}。"};
inline constexpr Term comes_back{"Of 100 people treated so, {0} see it come back after it had flattened.", "这样治疗的 100 人里，{0} 人变平后又复发。"};
inline constexpr Term untried{"Not compared, as vultus holds no trial of it: {0}.", "没有试验资料，未列入比较：{0}。"};
inline constexpr Term if_pregnant{"If you are or may become pregnant, {0}: {1}", "怀孕或可能怀孕时，{0}：{1}"};
inline constexpr Term no_clear_difference{"no clear difference between them was shown.", "没有看到它们之间有明确的差别。"};

// ---------------------------------------------------------------- trials alone
inline constexpr Term pooled_line{"{0}: on average {1} % better ({2} to {3} %), {4}, {5} people.", "{0}：平均改善 {1}%（{2} 到 {3}%），{4}，{5} 人。"};
inline constexpr Term pooled_odd{"{0}: tested ({1}, {2} people), in numbers that cannot be set beside the others.", "{0}：试过（{1}，{2} 人），但数字无法与其他的放在一起比。"};
inline constexpr Term pooled_alone{"compared with people without it", "与没做的人相比"};
inline constexpr Term pooled_before{"since the beginning, without a comparison", "只与治疗前相比，没有对照"};
inline constexpr Term pooled_together{"tested only together with something else", "只和别的办法一起试过"};
inline constexpr Term pooled_none{"{0}: no trial for this in vultus's tables.", "{0}：表里没有这方面的试验。"};
inline constexpr Term best_pooled{"{0} has the most behind it here.", "在这里，依据最多的是{0}。"};
inline constexpr Term best_none_measured{"nobody has measured these here, so none can be called best.", "这些在这里都没有人测过，说不上哪个最好。"};
inline constexpr Term depends_on_kind{"It depends on the kind of scar; this is what trials saw:", "要看是哪种疤；试验里看到的是："};
inline constexpr Term kind_line{"{0}: {1}", "{0}：{1}"};
inline constexpr Term assume_member{"“{0}” is read as {1}; for another kind the answer may differ", "“{0}”按{1}来答；别的种类可能不同"};
inline constexpr Term given_already{"It has already been given, so do not panic: tell the doctor who looks after your pregnancy soon, and have no more of it now. vultus holds no data on what it means for the child, and one injection is by itself no reason for a decision. {0}", "针已经打了，先别慌：尽快告诉产科医生，现在不要再打。这对胎儿意味着什么，vultus 没有资料；单凭打过一针，不足以决定孩子的去留。{0}"};
inline constexpr Term pregnant_wait{"While you are pregnant, wait: nothing of this has been tested in pregnant people, and a scar can wait until after the birth. Never in pregnancy: {0}.", "怀孕期间先等等：这些治疗都没有在孕妇身上测试过，疤痕可以等到产后再治。孕期绝对不能用的：{0}。"};
inline constexpr Term not_for_you{"No, not as you are now ({0}). {1}", "不行，您现在不能用（{0}）。{1}"};
inline constexpr Term refused_no{"No. {0}", "不行。{0}"};
inline constexpr Term refused_all{"None. {0}", "一种也不行。{0}"};  // asked which one is best
inline constexpr Term what_fits{"What has been tested instead:", "试验过的其他办法："};
inline constexpr Term kind_none{"no trial that shows a benefit", "没有显示有好处的试验"};
inline constexpr Term figures_are{"In brackets: how much what the trials measured (height, depth, scores of the scar, raters' judgement) improved on average against no treatment, or since the start where nothing was compared; the two kinds cannot be set against each other. Most trials are small: of low certainty, and results vary from person to person.", "括号里是试验量的东西（高度、深度、疤痕评分、评估者的判断）平均改善多少：与不治相比；没有对照的，与治疗前相比，两种数字不能互相比较。试验大多很小，确定性低，效果因人而异。"};
inline constexpr Term basis_file_and_pools{"The verdict is from vultus's file on the treatment and its sources; what is in brackets is pooled from published trials.", "结论来自 vultus 的治疗资料及其出处；括号里的数字是已发表试验的合并结果。"};
inline constexpr Term not_held{"vultus holds no trials of this: {0}.", "vultus 没有它的试验资料：{0}。"};
inline constexpr Term not_followed{"nobody has followed this without treatment in the trials that vultus holds, so there is no number to give.", "vultus 掌握的试验里没有人追踪过不治会怎样，所以给不出数字。"};

// ---------------------------------------------------------------- is it true
inline constexpr Term true_supported{"As far as it was measured, yes. {0}", "就测过的来说，是的。{0}"};
inline constexpr Term true_partly{"Only in part. {0}", "只对了一部分。{0}"};
inline constexpr Term true_unsupported{"There is no good evidence for it. {0}", "没有可靠的依据。{0}"};
inline constexpr Term true_contradicted{"No. {0}", "不对。{0}"};
inline constexpr Term true_dangerous{"No, and do not do it. {0}", "不对，也不要这样做。{0}"};
inline constexpr Term belief_says{"“{0}”: {1}.", "“{0}”：{1}。"};
inline constexpr Term true_happens{"It does happen. {0}", "确实会有。{0}"};
inline constexpr Term true_open{"That cannot be judged from what vultus holds. {0}", "凭 vultus 掌握的资料判断不了。{0}"};
inline constexpr Term work_supported{"It may help. {0}", "可能有用。{0}"};
inline constexpr Term work_partly{"It may help a little, or not at all. {0}", "也许有一点用，也许没有。{0}"};
inline constexpr Term work_tested{"Probably not. {0}", "恐怕不行。{0}"};
inline constexpr Term work_untested{"Nobody has shown that it does. {0}", "没有人证明过它有用。{0}"};
inline constexpr Term work_contradicted{"No. {0}", "没有用。{0}"};
inline constexpr Term work_open{"vultus cannot say. {0}", "vultus 说不了。{0}"};

// ---------------------------------------------------------------- care, watching, changing, what is normal
inline constexpr Term care_none{"There is no care rule for this with evidence behind it: {0}.", "这方面没有有依据的护理规定：{0}。"};
inline constexpr Term care_for{"{0}: {1}.", "{0}：{1}。"};
inline constexpr Term usual_use{"As used in trials: {0}.", "试验里的用法：{0}。"};
inline constexpr Term use_weeks{"for {0} weeks", "持续 {0} 周"};
inline constexpr Term use_sessions{"{0} sessions, every {1} weeks", "{0} 次，每 {1} 周一次"};
inline constexpr Term watch_most{"After {0}, most often: {1}.", "{0}之后最常见的是：{1}。"};
inline constexpr Term watch_uncounted{"Known harms of {0}, not counted in trials: {1}.", "{0}已知、但没有人统计过的问题：{1}。"};
inline constexpr Term watch_none{"vultus holds no list of what may follow {0}; ask whoever treats you what they have seen.", "{0}之后可能出现什么，vultus 没有资料；请问给您治疗的医生见过什么。"};
inline constexpr Term harm_rare{"{0}: about {1} of 10,000 ({2} to {3}), day {4} to {5}. {6}", "{0}：10,000 人里约 {1} 人（{2}–{3}），第 {4}–{5} 天。{6}"};
inline constexpr Term cannot_compare{"These cannot be compared: vultus holds no trials of this: {0}. What it holds of {1}:", "这两种没法比：vultus 没有{0}的试验资料。关于{1}，有的是："};
inline constexpr Term harm_line{"{0}: {1} of 100 ({2} to {3}), day {4} to {5}. {6}", "{0}：100 人里{1} 人（{2}–{3}），第 {4}–{5} 天。{6}"};
inline constexpr Term harm_plain{"{0}, day {1} to {2}. {3}", "{0}，第 {1}–{2} 天。{3}"};
inline constexpr Term normal_known{"It is a known effect: {0}", "这是已知的反应：{0}"};
inline constexpr Term normal_other_time{"Something like it is known, but at another time than yours, so have it looked at by whoever treated you: {0}", "类似的反应有过，但不是在您现在这个时候出现，所以请给治疗您的医生看：{0}"};
inline constexpr Term normal_window{"Its usual time is day {0} to {1}; you are at day {2}.", "通常出现在第 {0}–{1} 天，您现在是第 {2} 天。"};
inline constexpr Term normal_unknown{"vultus has no count of this after {0}; show it to whoever treated you. What is known after it:", "{0}之后出现这种情况，vultus 没有统计；请给治疗您的医生看。已知会出现的是："};
inline constexpr Term normal_no_file{"vultus has no data on what is usual after this: {0}. Ask whoever did it, today if it gets worse.", "vultus 没有这方面的资料：{0}。请问给您做的人；加重就当天去。"};
inline constexpr Term change_when{"Change it when: {0}.", "出现这种情况就该换办法：{0}。"};
inline constexpr Term change_else{"There is no rule with evidence for when to change this: {0}. Agree on a date and a measure with the doctor.", "什么时候该换，没有有依据的规定：{0}。和医生约好日期和衡量的办法。"};
inline constexpr Term change_at{"You are at week {0}.", "您现在是第 {0} 周。"};

// ---------------------------------------------------------------- read next
inline constexpr Term next_recover{"{0}: what happens if nothing is done?", "{0}不治会怎样？"};
inline constexpr Term next_best{"{0}: which treatment is best?", "{0}用什么治最好？"};
inline constexpr Term next_watch{"{0}: what are the side effects?", "{0}有哪些副作用？"};
inline constexpr Term next_care{"{0}: how do I care for the skin?", "{0}之后怎么护理？"};
inline constexpr Term next_change{"{0}: when is it time to stop or change?", "{0}什么时候该停用？"};

}  // namespace vultus::say
