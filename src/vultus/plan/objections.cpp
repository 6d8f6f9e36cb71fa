#include "vultus/plan/objections.hpp"

#include <algorithm>

#include "vultus/base/text.hpp"

namespace vultus {
namespace {

/// Height in mm above the skin; a scar that is sunken has none. Nothing where the case does not say.
std::optional<double> height_of(const Condition& condition) {
  const auto number = [&](const char* name) -> std::optional<double> {
    const auto it = condition.fields.find(name);
    const auto* value = it == condition.fields.end() ? nullptr : std::get_if<double>(&it->second);
    return value == nullptr ? std::nullopt : std::optional(*value);
  };
  if (const auto depth = number("depth"); depth && *depth > 0.0) return 0.0;
  return number("height");
}

bool names_allergy(const CaseFile& casefile, const std::string& drug) {
  const std::string wanted = lowered(plain_width(drug));
  return std::any_of(casefile.patient.allergies.begin(), casefile.patient.allergies.end(), [&](const std::string& allergy) {
    const std::string said = lowered(plain_width(allergy));
    return said.find(wanted) != std::string::npos || wanted.find(said) != std::string::npos;
  });
}

Words about(const Treatment& treatment, const Words& reason) {
  return {treatment.name.en + ": " + reason.en, treatment.name.zh + "：" + reason.zh};
}

}  // namespace

const FieldValue* field_of(const CaseFile& casefile, std::string_view name) {
  const std::string key(name);
  if (const auto it = casefile.patient.fields.find(key); it != casefile.patient.fields.end()) return &it->second;
  for (const auto& condition : casefile.conditions)
    if (const auto it = condition.fields.find(key); it != condition.fields.end()) return &it->second;
  return nullptr;
}

bool applies(const Contraindication& contra, const CaseFile& casefile) {
  if (contra.field == "allergies") return names_allergy(casefile, contra.equals);
  const FieldValue* value = field_of(casefile, contra.field);
  if (value == nullptr) return false;
  if (contra.below || contra.at_least) {
    const auto* number = std::get_if<double>(value);
    return number != nullptr && (!contra.below || *number < *contra.below) && (!contra.at_least || *number >= *contra.at_least);
  }
  if (const auto* truth = std::get_if<bool>(value)) return contra.equals.empty() || contra.equals == "true" ? *truth : !*truth;
  if (const auto* word = std::get_if<std::string>(value)) return contra.equals.empty() || contra.equals == "true" || *word == contra.equals;
  return contra.equals.empty();
}

bool suits(const Treatment& treatment, const CaseFile& casefile) {
  if (treatment.suits.empty()) return true;
  for (const auto& condition : casefile.conditions)
    for (const auto& indication : treatment.suits) {
      if (indication.kind != condition.kind) continue;
      const auto height = height_of(condition);
      if (!height || *height >= indication.least_height) return true;
    }
  return false;
}

std::vector<Objection> objections(const Treatment& treatment, const CaseFile& casefile, const Plan* plan) {
  std::vector<Objection> found;
  if (treatment.refused) {
    const bool unsafe = treatment.refused->kind == Refusal::Kind::unsafe;
    found.push_back({Level::excluded, unsafe ? "refused.unsafe" : "no_evidence", about(treatment, treatment.refused->reason), treatment.refused->source});
    return found;
  }
  if (!suits(treatment, casefile))
    found.push_back({Level::excluded, "no_indication",
                     about(treatment, treatment.not_suited.en.empty() ? Words{"it is not for this kind of condition.", "不适用于这种情况。"} : treatment.not_suited),
                     treatment.not_suited_source});
  for (const auto& contra : treatment.contraindications)
    if (applies(contra, casefile))
      found.push_back({contra.level, "contraindication." + (contra.field == "allergies" ? "allergy." + contra.equals : contra.field), about(treatment, contra.reason), contra.source});
  const auto goes_with = [&](const std::string& code) {
    const auto is = [&](const Entry& e) { return e.treatment == code; };
    return std::any_of(plan->entries.begin(), plan->entries.end(), is) || std::any_of(casefile.history.begin(), casefile.history.end(), is);
  };
  if (plan != nullptr && !treatment.only_with.empty() && std::none_of(treatment.only_with.begin(), treatment.only_with.end(), goes_with))
    found.push_back({Level::caution, "not_alone." + treatment.only_with.front(),
                     about(treatment, {"it is given with another treatment, not alone; alone it has not been tested.", "要和别的治疗一起用；单独使用没有测试过。"}),
                     "assumption: as in the arms of data/evidence"});
  for (const auto& interaction : treatment.interactions) {
    const auto has = [&](const std::vector<Entry>& entries) {
      return std::any_of(entries.begin(), entries.end(), [&](const Entry& e) { return e.treatment == interaction.with; });
    };
    if (plan != nullptr && has(plan->entries))
      found.push_back({interaction.level, "interaction." + interaction.with, about(treatment, interaction.reason), interaction.source});
  }
  std::stable_sort(found.begin(), found.end(), [](const Objection& a, const Objection& b) { return a.level < b.level; });
  return found;
}

}  // namespace vultus
