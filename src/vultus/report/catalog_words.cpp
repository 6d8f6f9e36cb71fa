#include "vultus/report/catalog_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "vultus/report/terms.hpp"

namespace vultus {
namespace {

struct Named {
  std::string_view code;
  Term words;
};

constexpr std::array ports{
    Named{"masseter.toxin_units", {"stops the nerve from driving the chewing muscle", "让咬肌的神经暂时不工作"}},
    Named{"masseter.filler_ml", {"fills out the cheek", "填充面颊容积"}},
    Named{"masseter.heat_session", {"tightens the skin by heat", "用热让皮肤收紧"}},
    Named{"raised_scar.cytotoxic", {"stops cells of the scar from dividing", "让疤里的细胞停止分裂"}},
    Named{"raised_scar.steroid",
          {"damps inflammation and the making of collagen, for weeks", "数周内压住炎症、减少胶原生成"}},
    Named{"raised_scar.breakdown", {"speeds the breaking down of collagen", "加快胶原分解"}},
    Named{"raised_scar.arrest", {"keeps cells from growing after an operation", "术后抑制细胞增生"}},
    Named{"raised_scar.vessel_closure", {"closes vessels of the scar", "封闭疤里的血管"}},
    Named{"raised_scar.removal", {"takes raised tissue off", "去掉隆起的组织"}},
    Named{"raised_scar.excision", {"cuts the scar out and closes a fresh wound", "切除疤痕并缝合"}},
    Named{"raised_scar.wound", {"makes a small fresh wound", "造成小的新创伤"}},
    Named{"raised_scar.hydration", {"covers and keeps moisture in", "覆盖、保湿"}},
    Named{"raised_scar.relief", {"takes tension or load off the skin", "减轻皮肤张力或受力"}},
    Named{"raised_scar.relaxation", {"relaxes the muscle that pulls at the scar, for months", "数月内放松牵拉疤痕的肌肉"}},
    Named{"raised_scar.topical_steroid", {"damps inflammation from the surface", "从表面压住炎症"}},
    Named{"raised_scar.pigment_loss", {"takes pigment away", "去掉色素"}},
    Named{"raised_scar.shade", {"keeps the sun off", "遮挡日晒"}},
    Named{"raised_scar.compression", {"presses blood and water out", "把血和水压出去"}},
};

constexpr std::array fields{
    Named{"age", {"age", "年龄"}},
    Named{"anticoagulants", {"taking blood thinners", "正在用抗凝或抗血小板药"}},
    Named{"autoimmune_disease", {"autoimmune disease", "自身免疫病"}},
    Named{"beta_blocker", {"beta blocker", "正在用β受体阻滞剂"}},
    Named{"breast_feeding", {"breast-feeding", "哺乳期"}},
    Named{"diabetes", {"diabetes", "糖尿病"}},
    Named{"dpd_deficiency", {"lack of the enzyme DPD", "二氢嘧啶脱氢酶（DPD）缺乏"}},
    Named{"glaucoma", {"glaucoma", "青光眼"}},
    Named{"heart_block", {"heart block", "心脏传导阻滞"}},
    Named{"high_calcium", {"high calcium", "血钙高"}},
    Named{"history_of_keloid", {"keloids before", "有瘢痕疙瘩病史"}},
    Named{"immunosuppressed", {"weak immune system", "免疫力低下"}},
    Named{"infection", {"infection", "感染"}},
    Named{"isotretinoin_months_ago", {"months since isotretinoin", "停用异维A酸的月数"}},
    Named{"kidney_disease", {"kidney disease", "肾病"}},
    Named{"liver_disease", {"liver disease", "肝病"}},
    Named{"low_blood_pressure", {"low blood pressure", "低血压"}},
    Named{"lung_disease", {"lung disease", "肺病"}},
    Named{"neuromuscular_disease", {"disease of nerve and muscle", "神经肌肉病"}},
    Named{"pacemaker", {"pacemaker", "心脏起搏器"}},
    Named{"phototype", {"skin phototype", "皮肤光型"}},
    Named{"pregnant", {"pregnant", "怀孕"}},
    Named{"raynaud", {"Raynaud's disease", "雷诺病"}},
};

// Where the vocabulary explains rather than names.
constexpr std::array conditions{
    Named{"masseter_botulinum", {"large jaw muscle", "咬肌肥大"}},
    Named{"masseter_hypertrophy", {"large jaw muscle or teeth grinding", "咬肌肥大或磨牙"}},
    Named{"surgical_scar", {"surgical scar", "手术瘢痕"}},
    Named{"burn_scar", {"burn scar", "烧伤瘢痕"}},
    Named{"keloid_hypertrophic_mixed", {"keloids and hypertrophic scars", "瘢痕疙瘩与增生性瘢痕"}},
};

constexpr std::array designs{
    Named{"case_series", {"case series", "病例系列"}},
    Named{"laboratory", {"measurement in a laboratory", "实验室测量"}},
    Named{"meta_analysis", {"meta-analysis", "荟萃分析"}},
    Named{"natural_history", {"natural course or norms", "自然病程或正常值"}},
    Named{"nonrandomised_controlled", {"controlled, not randomised", "非随机对照"}},
    Named{"prospective_cohort", {"prospective cohort", "前瞻性队列"}},
    Named{"rct", {"randomised trial", "随机对照试验"}},
    Named{"retrospective_cohort", {"retrospective cohort", "回顾性队列"}},
    Named{"split_face_rct", {"randomised within the person", "自身随机对照（分侧）"}},
};

/// What the vocabulary says; a tissue may have an event of the same code.
std::string meaning_of(const Catalog& catalog, std::string_view kind, const std::string& code, Language language) {
  const Code* found = catalog.code(kind, code);
  if (found == nullptr) return code;
  const auto& meaning = language == Language::zh ? found->meaning_zh : found->meaning;
  return meaning.empty() ? code : meaning;
}

std::string_view in(const Term& term, Language language) { return language == Language::zh ? term.zh : term.en; }

template <class Table>
std::string words_of(const Table& table, std::string_view code, std::string_view otherwise, Language language) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Named& named) { return named.code == code; });
  if (found != table.end()) return std::string(in(found->words, language));
  std::string plain(otherwise);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

}  // namespace

std::string port_words(std::string_view model, std::string_view port, Language language) {
  return words_of(ports, std::string(model) + "." + std::string(port), port, language);
}

std::string contraindication_words(const Contraindication& contra, Language language) {
  const bool zh = language == Language::zh;
  if (contra.field == "allergies") return (zh ? "过敏：" : "allergy: ") + contra.equals;
  if (contra.field == "age" && contra.below) return zh ? fmt::format("未满 {:g} 岁", *contra.below) : fmt::format("under {:g} years of age", *contra.below);
  std::string text = words_of(fields, contra.field, contra.field, language);
  if (contra.below) text += zh ? fmt::format("小于 {:g}", *contra.below) : fmt::format(" below {:g}", *contra.below);
  if (contra.at_least)
    text += zh ? fmt::format("达到 {:g}", *contra.at_least) : fmt::format(" {:g} or more", *contra.at_least);
  if (contra.equals == "false")
    text += zh ? "：否" : ": no";
  else if (!contra.equals.empty() && contra.equals != "true")
    text += (zh ? "：" : ": ") + contra.equals;
  return text;
}

std::string condition_words(const Catalog& catalog, const std::string& kind, Language language) {
  return words_of(conditions, kind, meaning_of(catalog, "condition", kind, language), language);
}

std::string design_words(const Catalog& catalog, const std::string& design, Language language) {
  return words_of(designs, design, meaning_of(catalog, "design", design, language), language);
}

std::string_view level_words(Level level, Language language) {
  static constexpr Term excluded{"not at all", "不能做"}, caution{"with care", "需谨慎"};
  return in(level == Level::excluded ? excluded : caution, language);
}

std::string_view urgency_words(Urgency urgency, Language language) {
  static constexpr Term now{"at once", "立即"}, day{"within a day", "一天内"}, visit{"at the next visit", "复诊时"};
  return in(urgency == Urgency::now ? now : urgency == Urgency::within_a_day ? day : visit, language);
}

std::string_view bias_words(std::string_view risk, Language language) {
  static constexpr Term low{"low", "低"}, some{"some concerns", "有些顾虑"}, high{"high", "高"};
  if (risk == "low") return in(low, language);
  if (risk.starts_with("some")) return in(some, language);
  return risk == "high" ? in(high, language) : risk;
}

std::string_view certainty_words(Certainty certainty, Language language) {
  switch (certainty) {
    case Certainty::high:
      return in(say::certainty_high, language);
    case Certainty::moderate:
      return in(say::certainty_moderate, language);
    case Certainty::low:
      return in(say::certainty_low, language);
    case Certainty::very_low:
      return in(say::certainty_very_low, language);
    case Certainty::none:
      break;
  }
  return in(say::certainty_none, language);
}

}  // namespace vultus
