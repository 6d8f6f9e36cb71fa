#include "vultus/report/knowledge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "vultus/base/text.hpp"
#include "vultus/ensemble/population.hpp"
#include "vultus/report/treatment_page.hpp"

namespace vultus {
namespace {

using Json = nlohmann::ordered_json;

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// A list of flat objects in any of the three formats; `line` makes the text line of one.
template <class Line>
std::string listed(const Json& rows, KnowledgeFormat format, const Line& line) {
  if (format == KnowledgeFormat::json) return rows.dump(2) + "\n";
  std::string text;
  if (format == KnowledgeFormat::csv) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i == 0) {
        for (const auto& [key, value] : rows[0].items()) text += (text.empty() ? "" : ",") + csv_field(key);
        text += "\r\n";
      }
      bool first = true;
      for (const Json& cell : rows[i]) {
        text += (first ? "" : ",") + csv_field(cell.is_string() ? cell.get<std::string>() : cell.dump());
        first = false;
      }
      text += "\r\n";
    }
    return text;
  }
  for (const auto& row : rows) text += line(row) + "\n";
  return text;
}

std::string status_word(const std::string& status, Language language) {
  if (status == "calibrated") return language == Language::zh ? "已校准" : "calibrated";
  return language == Language::zh ? "粗略拟合" : "rough fit";
}

std::string law_text(const Law& law, Language language) {
  const bool zh = language == Language::zh;
  return fmt::format("{} {:g}  {} {:g}  {} {:g}  {} {:g}", zh ? "中位" : "median", law.median, zh ? "未知" : "not known", law.knowledge_sd,
                     zh ? "机构差异" : "between clinics", law.setting_sd, zh ? "个体差异" : "between people", law.people_sd);
}

Json law_json(const Law& law) {
  return {{"median", law.median}, {"knowledge_sd", law.knowledge_sd}, {"setting_sd", law.setting_sd}, {"people_sd", law.people_sd}, {"source", law.source}};
}

Json parameter_json(const Parameter& p) {
  Json row{{"name", p.name}, {"unit", p.unit}, {"meaning", {{"en", p.meaning.en}, {"zh", p.meaning.zh}}},
           {"transform", p.transform == Transform::log ? "log" : "logit"}, {"lower", p.lower}, {"upper", p.upper}, {"prior", law_json(p.prior)}};
  if (p.calibrated) row["calibrated"] = law_json(*p.calibrated);
  if (p.rough_fit) row["rough_fit"] = law_json(*p.rough_fit);
  return row;
}

/// After a calibration the rough fit only lends its spreads between settings and people.
const char* rough_name(const Parameter& p, bool zh) {
  if (p.calibrated) return zh ? "粗略拟合（已不再使用其中位值）" : "rough fit (its median is no longer used)";
  return zh ? "粗略拟合(预测使用)" : "rough fit (in use)";
}

std::string parameter_text(const Parameter& p, Language language) {
  const bool zh = language == Language::zh;
  std::string text = fmt::format("{} [{}]  {}\n", p.name, p.unit, p.meaning.in(language));
  text += fmt::format("  {}: {}\n    {}: {}\n", zh ? "先验" : "prior", law_text(p.prior, language), zh ? "来源" : "source", p.prior.source);
  if (p.calibrated)
    text += fmt::format("  {}: {}\n    {}: {}\n", zh ? "校准后（预测使用）" : "calibrated (in use)", law_text(*p.calibrated, language), zh ? "来源" : "source",
                        p.calibrated->source);
  if (p.calibrated && p.prior.knowledge_sd > 0.0)
    text += fmt::format("  {}: {:.0f} %\n", zh ? "已发表的研究消除的未知部分" : "of what was not known, removed by the published studies",
                        100.0 * std::max(0.0, 1.0 - p.calibrated->knowledge_sd / p.prior.knowledge_sd));
  if (p.rough_fit)
    text += fmt::format("  {}: {}\n    {}: {}\n", rough_name(p, zh), law_text(*p.rough_fit, language),
                        zh ? "来源" : "source", p.rough_fit->source);
  return text;
}

/// Standard deviations and correlations behind LearntLaws::root.
class Together {
 public:
  explicit Together(const LearntLaws& laws) : laws_(laws), width_(laws.parameters.size() + laws.discrepancy.mean.size()) {}
  [[nodiscard]] double covariance(std::size_t a, std::size_t b) const {
    double sum = 0.0;
    for (std::size_t k = 0; k <= std::min(a, b); ++k) sum += laws_.root[a * width_ + k] * laws_.root[b * width_ + k];
    return sum;
  }
  [[nodiscard]] double sd(std::size_t a) const { return std::sqrt(covariance(a, a)); }
  [[nodiscard]] double correlation(std::size_t a, std::size_t b) const { return covariance(a, b) / (sd(a) * sd(b)); }

 private:
  const LearntLaws& laws_;
  std::size_t width_;
};

/// Parameters that the studies tell together rather than each: the correlation of what is still not known of two of them.
std::string pairs_text(const Tissue& tissue, Language language) {
  constexpr double worth_saying = 0.2;
  const Together together(*tissue.learnt);
  std::string text;
  for (std::size_t a = 0; a < tissue.learnt->parameters.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const double r = together.correlation(a, b);
      if (std::abs(r) < worth_saying) continue;
      const auto& first = tissue.parameters[tissue.learnt->parameters[b]].name;
      const auto& second = tissue.parameters[tissue.learnt->parameters[a]].name;
      const bool zh = language == Language::zh;
      text += fmt::format("  {} {} {}  {:+.2f}  {}\n", first, zh ? "与" : "and", second, r,
                          r < 0.0 ? (zh ? "乘积比各自更清楚" : "their product is known better than either") : (zh ? "比值比各自更清楚" : "their ratio is known better than either"));
    }
  if (text.empty()) return text;
  return (language == Language::zh ? "\n研究只告诉了它们的组合(尚未知部分的相关)\n" : "\nTold together rather than each (correlation of what is still not known)\n") + text;
}

/// What trials showed beside the mechanism, per observable and week, in percent of what the mechanism says.
std::string beside_text(const Tissue& tissue, Language language) {
  const Discrepancy& d = tissue.learnt->discrepancy;
  if (d.observables.empty()) return {};
  const Together together(*tissue.learnt);
  std::string text = language == Language::zh ? "\n试验显示、机理没有说出的部分(机理所说的百分比;± 标准差)\n"
                                              : "\nWhat trials showed beside the mechanism (percent of what it says; ± sd)\n";
  text += language == Language::zh ? "  首次治疗后的周数" : "  weeks after the first treatment";
  for (const double week : d.weeks) text += fmt::format("  {:>9g}", week);
  text += "\n";
  for (std::size_t o = 0; o < d.observables.size(); ++o) {
    text += fmt::format("  {:<31}", tissue.observables[d.observables[o]].code);
    for (std::size_t w = 0; w < d.weeks.size(); ++w) {
      const std::size_t at = o * d.weeks.size() + w;
      text += fmt::format("  {:>+4.0f} ±{:>3.0f}", 100.0 * std::expm1(d.mean[at]), 100.0 * together.sd(tissue.learnt->parameters.size() + at));
    }
    text += "\n";
  }
  return text;
}

std::string tissue_text(const Tissue& tissue, Language language) {
  const bool zh = language == Language::zh;
  std::string text = fmt::format("{} {}  ({})\n{}\n\n", tissue.model, tissue.version, status_word(tissue.status, language), tissue.status_note.in(language));
  text += zh ? "可观察的结果(测量误差)\n" : "What it observes (error of one measurement)\n";
  for (const auto& fact : tissue.observables)
    text += fmt::format("  {} [{}]  {}  ± {:g}\n", fact.code, fact.unit, fact.name.in(language), fact.measurement_sd);
  text += zh ? "\n本人能察觉的事件(阈值是假设)\n" : "\nWhat a person notices (the threshold is an assumption)\n";
  for (const auto& event : tissue.events)
    text += fmt::format("  {}  {}: {} > {}\n    {}\n", event.code, event.name.in(language), event.observable, event.threshold, event.note.in(language));
  text += zh ? "\n因人而异的因素\n" : "\nWhat shifts it from person to person\n";
  for (const auto& c : tissue.covariates)
    text += fmt::format("  {}{} -> {} {:+g} (± {:g})  {}\n", c.field, c.equals.empty() ? fmt::format(" / {:g}", c.per) : "=" + c.equals, c.parameter,
                        c.by, c.knowledge_sd, c.source);
  text += zh ? "\n参数(标准差在对数或 logit 尺度上)\n" : "\nParameters (spreads are sds on the log or logit scale)\n";
  for (const auto& p : tissue.parameters) text += parameter_text(p, language);
  if (tissue.learnt) text += pairs_text(tissue, language) + beside_text(tissue, language);
  return text;
}

Json tissue_json(const Tissue& tissue) {
  Json row{{"model", tissue.model}, {"version", tissue.version}, {"status", tissue.status}, {"posterior", posterior_of(tissue).digest},
           {"status_note", {{"en", tissue.status_note.en}, {"zh", tissue.status_note.zh}}}};
  for (const auto& fact : tissue.observables)
    row["observables"].push_back({{"outcome", fact.code}, {"unit", fact.unit}, {"name_en", fact.name.en}, {"name_zh", fact.name.zh}, {"measurement_sd", fact.measurement_sd}});
  for (const auto& event : tissue.events)
    row["events"].push_back({{"event", event.code}, {"observable", event.observable}, {"above", event.threshold}, {"derived", event.derived}});
  for (const auto& p : tissue.parameters) row["parameters"].push_back(parameter_json(p));
  return row;
}

std::vector<std::string> known_names(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const auto& t : catalog.treatments) {
    names.push_back(t.code);
    names.insert(names.end(), t.also_called.begin(), t.also_called.end());
  }
  for (const auto& t : catalog.tissues) {
    names.push_back(t.model);
    for (const auto& p : t.parameters) names.push_back(p.name);
    for (const auto& o : t.observables) names.push_back(o.code);
    for (const auto& e : t.events) names.push_back(e.code);
  }
  for (const auto& [kind, codes] : catalog.codes)
    for (const auto& [code, meaning] : codes) names.push_back(code);
  for (const auto& [id, study] : catalog.studies) names.push_back(id);
  return names;
}

std::string tissue_part_text(const Tissue& tissue, const std::string& name, Language language) {
  for (const auto& p : tissue.parameters)
    if (p.name == name) return parameter_text(p, language);
  for (const auto& o : tissue.observables)
    if (o.code == name)
      return fmt::format("{} [{}]  {}\n  {} {} {}; ± {:g} ({})\n", o.code, o.unit, o.name.in(language), language == Language::zh ? "模型" : "model",
                         tissue.model, tissue.version, o.measurement_sd, o.source);
  for (const auto& e : tissue.events)
    if (e.code == name) return fmt::format("{}  {}\n  {}\n  {} > {}\n", e.code, e.name.in(language), e.note.in(language), e.observable, e.threshold);
  return {};
}

std::string explain_as_text(const Catalog& catalog, const std::string& name, Language language) {
  if (const auto* tissue = catalog.tissue(name)) return tissue_text(*tissue, language);
  if (const auto* treatment = catalog.treatment_called(name)) return treatment_page(*treatment, catalog, language);
  for (const auto& tissue : catalog.tissues)
    if (auto text = tissue_part_text(tissue, name, language); !text.empty()) return text;
  if (const auto it = catalog.studies.find(name); it != catalog.studies.end()) return study_text(it->second, catalog, language);
  std::string text;
  for (const auto& [kind, codes] : catalog.codes)
    if (const auto it = codes.find(name); it != codes.end()) {
      text += fmt::format("{} ({})  {}\n", name, kind, language == Language::zh ? it->second.meaning_zh : it->second.meaning);
      if (kind == "treatment")
        text += language == Language::zh ? "  还没有它的数据文件:不能据此预测\n" : "  no data file for it yet: nothing can be forecast from it\n";
    }
  return text;
}

}  // namespace

std::string models_text(const Catalog& catalog, Language language, KnowledgeFormat format) {
  Json rows = Json::array();
  for (const auto& tissue : catalog.tissues) {
    std::vector<std::string> outcomes;
    for (const auto& o : tissue.observables) outcomes.push_back(o.code);
    rows.push_back({{"model", tissue.model}, {"version", tissue.version}, {"status", tissue.status}, {"posterior", posterior_of(tissue).digest},
                    {"parameters", tissue.parameters.size()}, {"outcomes", joined(outcomes, " ")}, {"note", tissue.status_note.in(language)}});
  }
  return listed(rows, format, [&](const Json& row) {
    return fmt::format("{} {}  ({}, {})\n  {}\n  {}", row["model"].get<std::string>(), row["version"].get<std::string>(),
                       status_word(row["status"].get<std::string>(), language), row["posterior"].get<std::string>(),
                       row["outcomes"].get<std::string>(), row["note"].get<std::string>());
  });
}

std::string treatments_text(const Catalog& catalog, Language language, KnowledgeFormat format) {
  const bool zh = language == Language::zh;
  const auto refused = [](const Treatment& t) {
    if (!t.refused) return "";
    return t.refused->kind == Refusal::Kind::unsafe ? "unsafe" : "no_evidence";
  };
  Json rows = Json::array();
  for (const auto& t : catalog.treatments)
    rows.push_back({{"treatment", t.code}, {"name", t.name.in(language)}, {"modelled", !t.acts.empty() && !t.refused}, {"studies", t.evidence.size()},
                    {"refused", refused(t)}});
  return listed(rows, format, [&](const Json& row) {
    const auto why = row["refused"].get<std::string>();
    const char* note = "";
    if (why == "unsafe") note = zh ? "（拒绝：不安全）" : " (refused: unsafe)";
    else if (why == "no_evidence") note = zh ? "（拒绝：没有依据）" : " (refused: no evidence)";
    else if (!row["modelled"].get<bool>()) note = zh ? "（没有可建模的依据）" : " (no evidence to model it from)";
    return fmt::format("{:29} {}{}", row["treatment"].get<std::string>(), row["name"].get<std::string>(), note);
  });
}

std::string conditions_text(const Catalog& catalog, Language language, KnowledgeFormat format) {
  Json rows = Json::array();
  for (const auto& tissue : catalog.tissues)
    for (const auto& kind : tissue.conditions) rows.push_back({{"condition", kind}, {"model", tissue.model}, {"meaning", tissue.status_note.in(language)}});
  if (const auto it = catalog.codes.find("condition"); it != catalog.codes.end())
    for (const auto& [code, meaning] : it->second)
      rows.push_back({{"condition", code}, {"model", ""}, {"meaning", language == Language::zh ? meaning.meaning_zh : meaning.meaning}});
  return listed(rows, format, [&](const Json& row) {
    const auto model = row["model"].get<std::string>();
    return fmt::format("{:38} {}", row["condition"].get<std::string>(),
                       model.empty() ? row["meaning"].get<std::string>() + (language == Language::zh ? "(还没有模型)" : " (no model yet)")
                                     : (language == Language::zh ? "模型 " : "model ") + model);
  });
}

tl::expected<std::string, std::string> explain_text(const Catalog& catalog, const std::string& name, Language language, KnowledgeFormat format) {
  std::string text = explain_as_text(catalog, name, language);
  if (text.empty()) {
    const auto names = known_names(catalog);
    return tl::unexpected(nearest(name, names).value_or(""));
  }
  if (format == KnowledgeFormat::text) return text;
  Json row{{"name", name}, {"text", text}};
  if (format == KnowledgeFormat::json) {
    if (const auto* tissue = catalog.tissue(name)) row = tissue_json(*tissue);
    else if (const auto* treatment = catalog.treatment_called(name)) return treatment_json(*treatment, catalog);
  }
  return listed(Json::array({row}), format, [](const Json& r) { return r.dump(); });
}

}  // namespace vultus
