#include "vultus/report/treatment_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "vultus/base/text.hpp"
#include "vultus/report/catalog_words.hpp"
#include "vultus/report/treatment_facts.hpp"

namespace vultus {
namespace {

/// 0.034, 1.2, 17: as many digits as a rate of 100 deserves.
std::string of_100(double share) {
  const double value = 100.0 * share;
  return value < 10.0 ? fmt::format("{:.2g}", value) : fmt::format("{:.0f}", value);
}

class Page {
 public:
  Page(const Treatment& treatment, const Catalog& catalog, Language language)
      : t_(treatment),
        catalog_(catalog),
        language_(language),
        zh_(language == Language::zh),
        facts_(facts_of(treatment, catalog)) {}

  std::string text() {
    text_ = fmt::format("{}  {}\n", t_.code, in(t_.name));
    if (!t_.also_called.empty())
      text_ +=
          fmt::format("{}{}\n", say("also called: ", "又叫："), on_one_line(joined(t_.also_called, say(", ", "、")), 300));
    refusal();
    paragraph(in(t_.mechanism));
    paragraph(in(t_.evidence_note));
    where();
    use();
    strength();
    whom();
    against();
    harms();
    flags();
    list(say("What to watch", "留意"), t_.watch);
    list(say("When to look at the plan again", "何时要重新考虑方案"), t_.change_when);
    list(say("Aftercare", "术后护理"), t_.aftercare);
    beliefs();
    evidence();
    return std::move(text_);
  }

 private:
  const char* say(const char* en, const char* zh) const { return zh_ ? zh : en; }
  const std::string& in(const Words& words) const { return words.in(language_); }
  void heading(const char* title) { text_ += fmt::format("\n{}\n", title); }
  void source(const std::string& source, const char* indent = "    ") {
    if (!source.empty()) text_ += fmt::format("{}{}{}\n", indent, say("source: ", "来源："), source);
  }
  void paragraph(const std::string& words) {
    if (!words.empty()) text_ += "\n" + words + "\n";
  }
  void list(const char* title, const std::vector<Words>& items) {
    if (items.empty()) return;
    heading(title);
    for (const auto& item : items) text_ += "  " + in(item) + "\n";
  }

  void refusal() {
    if (!t_.refused) return;
    const bool unsafe = t_.refused->kind == Refusal::Kind::unsafe;
    heading(unsafe
                ? say("Refused: unsafe. It is never forecast nor offered.", "拒绝：不安全。不预测，也不列为选项。")
                : say("Refused: no evidence. It is never forecast nor offered.", "拒绝：没有依据。不预测，也不列为选项。"));
    text_ += "  " + in(t_.refused->reason) + "\n";
    source(t_.refused->source);
    if (in(t_.refused->meant).empty()) return;
    heading(say("What a page that says so may have meant", "这样说的网页可能指的是"));
    text_ += "  " + in(t_.refused->meant) + "\n";
  }

  /// "(dose / 40 mg/ml)^0.5 of a usual session", "0.3 of a usual session", "24 h/day".
  std::string amount(const Action& act) const {
    if (!act.amount_is_dose) {
      std::string text = fmt::format("{:g}", act.amount);
      if (act.knowledge_sd > 0.0) text += fmt::format(" (± {:g} {})", act.knowledge_sd, say("on the log scale", "对数尺度"));
      return text;
    }
    const std::string unit = t_.dose && !t_.dose->units.empty() ? " " + t_.dose->units.front() : "";
    if (act.per == 1.0 && act.power == 1.0) return say("the dose", "剂量");
    std::string text = fmt::format("{} / {:g}{}", say("dose", "剂量"), act.per, unit);
    if (act.power != 1.0) text = fmt::format("({})^{:g}", text, act.power);
    return text;
  }

  void where() {
    if (t_.refused && t_.acts.empty()) return;
    heading(say("Where it acts", "作用在哪里"));
    if (t_.acts.empty())
      text_ += say("  No effect is modelled: there is no evidence to model it from\n", "  没有建模的作用：没有可用的依据\n");
    for (const auto& act : t_.acts) {
      text_ +=
          fmt::format("  {}  ({}.{}: {})", port_words(act.model, act.port, language_), act.model, act.port, amount(act));
      if (act.lasting)
        text_ += zh_ ? fmt::format("；坚持期间有效，未写明时按 {:g} 天", act.lasting_days)
                     : fmt::format("; as long as it is kept up, {:g} days unless said otherwise", act.lasting_days);
      text_ += "\n";
    }
    if (!t_.sites.empty()) text_ += fmt::format("  {}{}\n", say("sites: ", "部位："), joined(t_.sites, say(", ", "、")));
  }

  void use() {
    if (t_.refused || is_control(t_.code)) return;
    std::string use;
    if (t_.dose && !t_.dose->units.empty())
      use += fmt::format("  {}{:g} {} ({:g} {} {:g})\n", say("dose: ", "剂量："), t_.dose->typical, t_.dose->units.front(),
                         t_.dose->low, say("to", "到"), t_.dose->high);
    const bool lasting = std::any_of(t_.acts.begin(), t_.acts.end(), [](const Action& act) { return act.lasting; });
    if (!lasting && t_.typical_sessions == 1.0)
      use += say("  sessions: 1\n", "  次数：1\n");
    else if (!lasting && t_.typical_every_days > 0.0)
      use += zh_ ? fmt::format("  次数：{:g}，间隔 {:g} 天\n", t_.typical_sessions, t_.typical_every_days)
                 : fmt::format("  sessions: {:g}, {:g} days apart\n", t_.typical_sessions, t_.typical_every_days);
    if (t_.downtime_high_days > 0.0)
      use += zh_ ? fmt::format("  恢复期：{:g}–{:g} 天\n", t_.downtime_low_days, t_.downtime_high_days)
                 : fmt::format("  days off: {:g} to {:g}\n", t_.downtime_low_days, t_.downtime_high_days);
    if (!use.empty()) text_ += fmt::format("\n{}\n{}", say("How it is usually given", "通常怎么用"), use);
  }

  void strength() {
    if (!t_.products.empty()) heading(say("Products (strength of a unit)", "产品（每单位的相对强度）"));
    for (const auto& p : t_.products) {
      text_ += fmt::format("  {}  x {:g} (± {:g})\n", p.name, p.factor.median, p.factor.knowledge_sd);
      source(p.factor.source);
    }
    if (!t_.options.empty()) heading(say("What changes its strength (on the log scale)", "影响强度的因素（对数尺度）"));
    for (const auto& option : t_.options) {
      if (option.log_over > 0.0)
        text_ += fmt::format("  {}: {:+g} x log(n / {:g}) (± {:g})\n", option.field, option.by, option.log_over,
                             option.knowledge_sd);
      for (const auto& [word, by] : option.values)
        text_ += fmt::format("  {} {}: {:+g} (± {:g})\n", option.field, word, by.first, by.second);
      source(option.source);
    }
  }

  void whom() {
    if (t_.suits.empty() && t_.not_suited.en.empty()) return;
    heading(say("Whom it suits", "适合谁"));
    for (const auto& suit : t_.suits) {
      text_ += "  " + condition_words(catalog_, suit.kind, language_);
      if (suit.least_height > 0.0)
        text_ += zh_ ? fmt::format("，高出皮肤至少 {:g} mm", suit.least_height)
                     : fmt::format(", raised by at least {:g} mm", suit.least_height);
      text_ += "\n";
    }
    if (t_.not_suited.en.empty()) return;
    text_ += std::string(say("  not otherwise: ", "  其他情况不适合：")) + in(t_.not_suited) + "\n";
    source(t_.not_suited_source);
  }

  void against() {
    if (!t_.contraindications.empty()) heading(say("Not for, or with care", "不适合或需谨慎"));
    for (std::size_t i = 0; i < t_.contraindications.size(); ++i) {
      const auto& c = t_.contraindications[i];
      std::string who = contraindication_words(c, language_);
      // A drug by its names in several languages is one reason.
      for (; i + 1 < t_.contraindications.size() && c.field == "allergies"; ++i) {
        const auto& next = t_.contraindications[i + 1];
        if (next.field != c.field || next.level != c.level || !(next.reason == c.reason) || next.source != c.source) break;
        who += say(", ", "、") + next.equals;
      }
      text_ += zh_ ? fmt::format("  {}（{}）：{}\n", who, level_words(c.level, language_), in(c.reason))
                   : fmt::format("  {} ({}): {}\n", who, level_words(c.level, language_), in(c.reason));
      source(c.source);
    }
    if (!t_.interactions.empty()) heading(say("Together with other treatments", "与其他治疗同用"));
    for (const auto& i : t_.interactions) {
      const std::string with = catalog_.name_of("treatment", i.with, language_);
      text_ += zh_ ? fmt::format("  {}，{}（{}）：{}\n", with, i.with, level_words(i.level, language_), in(i.reason))
                   : fmt::format("  {}, {} ({}): {}\n", with, i.with, level_words(i.level, language_), in(i.reason));
      source(i.source);
    }
  }

  std::string rate(const Rate& rate) const {
    if (!(rate.people > 0.0)) return say("known, never counted", "已知会发生，没有人统计过");
    std::string text =
        zh_ ? fmt::format("每 100 人约 {} 人（换一家机构可能是 {} 到 {}）；{} 项研究 {:g} 例中 {:g} 例", of_100(rate.median),
                          of_100(rate.q05), of_100(rate.q95), rate.studies.size(), rate.people, rate.events)
            : fmt::format("about {} of 100 (in one more clinic {} to {}); {:g} counted in {:g}, {} {}", of_100(rate.median),
                          of_100(rate.q05), of_100(rate.q95), rate.events, rate.people, rate.studies.size(),
                          rate.studies.size() == 1 ? "study" : "studies");
    if (rate.people_with_others > 0.0)
      text += zh_ ? fmt::format("，其中 {:g} 例同时做了其他治疗", rate.people_with_others)
                  : fmt::format(", {:g} of them given other treatments too", rate.people_with_others);
    return text + " [" + joined(rate.studies) + "]";
  }

  void harms() {
    if (!facts_.harms.empty()) heading(say("What could go wrong", "可能的问题"));
    for (const auto& fact : facts_.harms) {
      const Harm& harm = *fact.harm;
      text_ += fmt::format("  {}{}{}\n", in(fact.name), say(": ", "："), rate(fact.rate));
      if (!in(harm.note).empty()) text_ += "    " + in(harm.note) + "\n";
      text_ += zh_ ? fmt::format("    治疗后第 {:g}–{:g} 天；{}：{}\n", harm.from_day, harm.to_day,
                                 urgency_words(harm.urgency, language_), in(harm.what_to_do))
                   : fmt::format("    days {:g} to {:g} after it; {}: {}\n", harm.from_day, harm.to_day,
                                 urgency_words(harm.urgency, language_), in(harm.what_to_do));
    }
  }

  void flags() {
    if (!t_.red_flags.empty()) heading(say("Red flags", "危险信号"));
    for (const auto& flag : t_.red_flags) {
      text_ += "  " + in(flag.text) + say(": ", "：") + in(flag.action) + "\n";
      source(flag.source);
    }
  }

  void beliefs() {
    if (!t_.beliefs.empty()) heading(say("What people believe", "人们常说的"));
    for (const auto& belief : t_.beliefs) text_ += "  " + in(belief.factor) + say(": ", "：") + in(belief.finding) + "\n";
  }

  void evidence() {
    heading(say("Evidence", "依据"));
    const auto& e = facts_.evidence;
    if (e.studies == 0)
      text_ += say("  no study of the tables is named\n", "  没有列出表中的研究\n");
    else
      text_ += zh_ ? fmt::format("  {} 项研究（{} 项随机对照），共 {} 人\n", e.studies, e.randomised, e.people)
                   : fmt::format("  {} studies ({} randomised), {} people\n", e.studies, e.randomised, e.people);
    const auto counted = [&](const char* title, const std::map<std::string, int>& counts, const auto& name) {
      if (counts.empty()) return;
      text_ += std::string("  ") + title;
      bool first = true;
      for (const auto& [code, n] : counts) {
        text_ += fmt::format("{}{} {}", first ? "" : say(", ", "，"), name(code), n);
        first = false;
      }
      text_ += "\n";
    };
    counted(say("designs: ", "设计："), facts_.designs,
            [&](const std::string& code) { return design_words(catalog_, code, language_); });
    counted(say("risk of bias: ", "偏倚风险："), facts_.bias,
            [&](const std::string& code) { return std::string(bias_words(code, language_)); });
    if (!t_.refused) {
      std::string reasons;
      for (const auto& reason : facts_.grade.reasons) reasons += (reasons.empty() ? "" : say("; ", "；")) + in(reason);
      text_ += fmt::format("  {}{}{}\n", say("certainty: ", "确定性："), certainty_words(facts_.grade.certainty, language_),
                           reasons.empty() ? "" : (zh_ ? "（" + reasons + "）" : " (" + reasons + ")"));
    }
    for (const auto& id : t_.evidence)
      if (const auto it = catalog_.studies.find(id); it != catalog_.studies.end())
        text_ += study_text(it->second, catalog_, language_);
  }

  const Treatment& t_;
  const Catalog& catalog_;
  Language language_;
  bool zh_;
  TreatmentFacts facts_;
  std::string text_;
};

}  // namespace

std::string study_text(const Study& s, const Catalog& catalog, Language language) {
  const bool zh = language == Language::zh;
  const char* comma = zh ? "，" : ", ";
  return fmt::format(
      "{}  {}\n  {}\n  {}{}{}{}{} {}{}{}{}\n  {}\n", s.id, s.year > 0 ? std::to_string(s.year) : "", s.citation,
      design_words(catalog, s.design, language), comma, condition_words(catalog, s.condition, language), comma,
      zh ? "人数" : "people", s.people ? std::to_string(*s.people) : "?", comma,
      zh ? "偏倚风险：" : "risk of bias: ", bias_words(s.risk_of_bias, language), s.doi.empty() ? s.url : "doi:" + s.doi);
}

std::string treatment_page(const Treatment& treatment, const Catalog& catalog, Language language) {
  return Page(treatment, catalog, language).text();
}

}  // namespace vultus
