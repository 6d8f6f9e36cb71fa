#include "vultus/report/tissue_words.hpp"

#include <array>

namespace vultus {
namespace {

constexpr std::array events{
    EventWords{"sunken_cheek",
               {"the hollow", "凹陷"},
               {"see the hollow", "看得出凹陷"},
               {"see it", "看得出"},
               {"no longer see the hollow", "看不出凹陷"},
               {"see a hollow", "看得出凹陷"},
               {"see no hollow", "看不出凹陷"},
               {"recover", "恢复"},
               {"get a hollow that they notice", "会出现自己能看出的凹陷"}},
    EventWords{"skin_laxity_jowling",
               {"the sagging", "皮肤松垂"},
               {"see the sagging", "看得出皮肤松垂"},
               {"see it", "看得出"},
               {"no longer see the sagging", "看不出皮肤松垂"},
               {"see sagging", "看得出皮肤松垂"},
               {"see no sagging", "看不出皮肤松垂"},
               {"recover", "恢复"},
               {"get sagging that they notice", "会出现自己能看出的皮肤松垂"}},
};
constexpr EventWords any_event{"",
                               {"it", "这种情况"},
                               {"notice it", "仍有这种情况"},
                               {"notice it", "有"},
                               {"no longer notice it", "不再有这种情况"},
                               {"notice it", "有这种情况"},
                               {"do not notice it", "没有这种情况"},
                               {"recover", "恢复"},
                               {"notice it", "会出现这种情况"}};

constexpr std::array outcomes{
    OutcomeWords{"masseter_thickness_rest",
                 {"Jaw muscle thickness, relaxed", "咬肌厚度(放松时)"},
                 {"muscle size is back", "肌肉厚度恢复"},
                 {"the thickness of the relaxed jaw muscle (ultrasound)", "放松时的咬肌厚度(超声)"},
                 1,
                 2.0},
    OutcomeWords{"masseter_thickness_clench",
                 {"Jaw muscle thickness, teeth clenched", "咬肌厚度(咬紧牙时)"},
                 {"thickness in clench is back", "咬紧时的厚度恢复"},
                 {"the thickness of the clenched jaw muscle (ultrasound)", "咬紧时的咬肌厚度(超声)"},
                 1,
                 2.0},
    OutcomeWords{"cheek_hollowing",
                 {"Hollow below the cheekbone", "颧骨下方凹陷的深度"},
                 {"the cheek contour is back", "面颊轮廓恢复"},
                 {"the depth of the hollow (three-dimensional photograph)", "凹陷的深度(三维照相)"},
                 1,
                 1.0,
                 true},
    OutcomeWords{"skin_slack",
                 {"Loose skin", "皮肤松弛"},
                 {"the skin is firm again", "皮肤恢复紧致"},
                 {"how loose the skin is (photographs)", "皮肤松弛的程度(照片)"},
                 1,
                 1.0,
                 true},
    OutcomeWords{"bite_force",
                 {"Biting strength", "咬合力"},
                 {"biting strength is back", "咬合力恢复"},
                 {"how hard you can bite (force gauge)", "咬合力(咬合力计)"},
                 0,
                 100.0},
    OutcomeWords{"masseter_volume",
                 {"Jaw muscle volume, one side", "咬肌体积(单侧)"},
                 {"muscle volume is back", "肌肉体积恢复"},
                 {"the volume of the jaw muscle (CT or MRI)", "咬肌体积(CT 或磁共振)"},
                 0,
                 5.0},
    OutcomeWords{"scar_height",
                 {"Height of the scar", "疤痕高度"},
                 {"the height is back", "高度恢复"},
                 {"the height of the scar (ultrasound or calliper)", "疤痕高度(超声或卡尺)"},
                 1,
                 2.0,
                 true},
    OutcomeWords{"vss_total",
                 {"Scar score (VSS, 0 to 14; lower is better)", "疤痕评分(VSS,0–14,越低越好)"},
                 {"the score is back", "评分恢复"},
                 {"the scar score (VSS)", "疤痕评分(VSS)"},
                 0,
                 4.0,
                 true},
    OutcomeWords{"posas_patient_itch",
                 {"Itch (1 to 10)", "瘙痒(1–10)"},
                 {"the itch is back", "瘙痒恢复"},
                 {"the itch from 1 to 10", "瘙痒程度(1–10)"},
                 0,
                 4.0},
    OutcomeWords{"vss_vascularity",
                 {"Redness (0 to 3)", "发红程度(0–3)"},
                 {"the redness is back", "发红恢复"},
                 {"the redness from 0 to 3", "发红程度(0–3)"},
                 1,
                 1.0,
                 true},
};
constexpr OutcomeWords any_outcome{"", {"Outcome", "结果"}, {"it is back", "恢复"}, {"it", "它"}};

constexpr std::array treatments{
    TreatmentWords{"botulinum_masseter",
                   {"face-slimming injection (botulinum toxin in the masseter)", "瘦脸针(咬肌注射A型肉毒毒素)"},
                   {"after the injection", "打针后"},
                   {"after the last injection", "最近一次打针后"}},
    TreatmentWords{"ha_filler",
                   {"hyaluronic acid filler", "玻尿酸(透明质酸)填充"},
                   {"after the filler", "填充后"},
                   {"after the last filler", "最近一次填充后"}},
    TreatmentWords{"radiofrequency",
                   {"radiofrequency", "射频"},
                   {"after the radiofrequency", "射频后"},
                   {"after the last radiofrequency", "最近一次射频后"}},
    TreatmentWords{"hifu",
                   {"focused ultrasound", "超声刀(聚焦超声)"},
                   {"after the ultrasound", "超声治疗后"},
                   {"after the last ultrasound", "最近一次超声治疗后"}},
};
constexpr TreatmentWords any_treatment{
    "", {"treatment", "治疗"}, {"after the treatment", "治疗后"}, {"after the last treatment", "最近一次治疗后"}};

constexpr std::array<std::string_view, 1> starts{"botulinum_masseter"};

template <class Table, class Row>
const Row& row_of(const Table& table, std::string_view code, const Row& otherwise) {
  for (const Row& row : table)
    if (row.code == code) return row;
  return otherwise;
}

}  // namespace

const EventWords& event_words(std::string_view about) { return row_of(events, about, any_event); }
const OutcomeWords& outcome_words(std::string_view code) { return row_of(outcomes, code, any_outcome); }
const TreatmentWords& treatment_words(std::string_view code) { return row_of(treatments, code, any_treatment); }
bool has_own_words(const TreatmentWords& words) { return !words.code.empty(); }
bool has_own_words(const OutcomeWords& words) { return !words.code.empty(); }
bool has_own_words(const EventWords& words) { return !words.code.empty(); }
std::span<const OutcomeWords> outcomes_in_order() { return outcomes; }
std::span<const std::string_view> counted_from() { return starts; }

const SizeAndForce& size_and_force() {
  static constexpr SizeAndForce masseter{"masseter_thickness_rest", "bite_force", "masseter_thickness_rest_recovered",
                                         "bite_force_recovered"};
  return masseter;
}

}  // namespace vultus
