#include "vultus/ask/composer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "vultus/claim/evidence_pool.hpp"
#include "vultus/report/sections.hpp"
#include "vultus/report/terms.hpp"
#include "vultus/report/voice.hpp"

namespace vultus::asking {
namespace {

std::string fill(std::string_view pattern, const std::initializer_list<Words>& values, Language language) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool mark = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!mark) {
      text += pattern[i];
      continue;
    }
    const auto at = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (at < values.size()) text += (values.begin() + at)->in(language);
    i += 2;
  }
  return text;
}

}  // namespace

Words said(const Term& term, std::initializer_list<Words> values) {
  return {fill(term.en, values, Language::en), with_chinese_marks(fill(term.zh, values, Language::zh))};
}
Words words_of(const Term& term) { return said(term, {}); }

Words number(double value, int decimals) {
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  return text == "-0" ? Words{"0", "0"} : Words{text, text};
}

Words joined(const std::vector<Words>& items, std::string_view en, std::string_view zh) {
  Words all;
  for (const auto& item : items) {
    if (!all.en.empty()) all.en += en;
    if (!all.zh.empty()) all.zh += zh;
    all.en += item.en, all.zh += item.zh;
  }
  return all;
}

Words listed(const std::vector<Words>& items) {
  Words text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text.en += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i].en;
    text.zh += (i == 0 ? "" : "、") + items[i].zh;
  }
  return text;
}

Words lowered_first(Words words) {
  const bool word = words.en.size() > 1 && ((words.en[1] >= 'a' && words.en[1] <= 'z') || words.en[1] == ' ');  // not "TCA", "Q-switched"
  if (word) words.en = lower_first(words.en);
  return words;
}
Words capital_first(Words words) {
  words.en = sections::as_sentence(words.en);
  return words;
}
Words followed(const Words& first, const Words& second) {
  if (first.en.empty()) return second;
  if (second.en.empty()) return first;
  return {first.en + (first.en.back() == ' ' ? "" : " ") + second.en, first.zh + second.zh};
}
Words without_stop(Words words) {
  while (!words.en.empty() && words.en.back() == '.') words.en.pop_back();
  while (words.zh.ends_with("。")) words.zh.resize(words.zh.size() - 3);
  return words;
}

Words short_name(Words words) {
  if (const auto at = words.en.find(" ("); at != std::string::npos && at > 0) words.en.resize(at);
  if (const auto at = words.zh.find("（"); at != std::string::npos && at > 0) words.zh.resize(at);
  return words;
}

Words lead_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::high: return {};
    case Certainty::moderate: return words_of(say::lead_moderate);
    case Certainty::low: return words_of(say::lead_low);
    default: return words_of(say::lead_very_low);
  }
}

Words Composer::treatment_name(const std::string& code) const {
  Words name = short_name(reader.lexicon().treatment_name(code, catalog));
  if (catalog.treatment(code) == nullptr)  // a meaning of the vocabulary: its first words
    if (const auto at = name.en.find(", "); at != std::string::npos) name.en.resize(at);
  return name;
}

Words studies_words(int count) { return {fmt::format("{} {}", count, count == 1 ? "study" : "studies"), fmt::format("{} 项研究", count)}; }

Words Composer::condition_name() const {
  const auto* known = reader.lexicon().condition(lexicon_condition());
  return known == nullptr ? Words{"this", "这种情况"} : known->name;
}

std::string Composer::lexicon_condition() const {
  if (q.condition.empty()) return q.spoken_of;
  for (const auto& known : reader.lexicon().conditions)
    if (known.code == q.condition) return known.code;
  for (const auto& known : reader.lexicon().conditions)
    if (known.in_case == q.condition) return known.code;
  return {};
}

const Treatment* Composer::subject() const {
  for (const auto& code : q.treatments)
    if (const auto* treatment = catalog.treatment(code); treatment != nullptr && code != "none") return treatment;
  return nullptr;
}

bool Composer::modelled() const {
  return std::any_of(catalog.tissues.begin(), catalog.tissues.end(), [&](const Tissue& t) { return std::find(t.conditions.begin(), t.conditions.end(), q.condition) != t.conditions.end(); });
}

ForecastOptions Composer::forecast_options(std::size_t patients) const {
  ForecastOptions how;
  how.patients = patients, how.seed = options.seed, how.threads = options.threads, how.factors = false;
  return how;
}

void Composer::assume(const Words& said_so) {
  const Words text = capital_first(said_so);
  if (std::find(reply.assumed.begin(), reply.assumed.end(), text) == reply.assumed.end()) reply.assumed.push_back(text);
}

void Composer::ask_back(const Term& term) {
  const Words text = words_of(term);
  if (reply.asks.size() < 2 && std::find(reply.asks.begin(), reply.asks.end(), text) == reply.asks.end()) reply.asks.push_back(text);
}

int Composer::origin_of(const Forecast& forecast) {
  if (forecast.models.empty()) return -1;
  const ModelUse& use = forecast.models.front();
  Origin origin;
  origin.how = said(say::how_model, {{use.name, use.name}, {use.version, use.version}, {Voice::thousands(static_cast<double>(forecast.patients)), Voice::thousands(static_cast<double>(forecast.patients))}});
  origin.posterior = use.posterior;
  for (const auto& cited : forecast.rests_on) origin.studies.push_back(cited.study_id);
  reply.origins.push_back(origin);
  return static_cast<int>(reply.origins.size()) - 1;
}

int Composer::origin_pooled(const PooledEffect& effect) { return origin_studies(said(say::how_pooled, {number(effect.studies), number(effect.people)}), effect.study_ids); }

int Composer::origin_studies(const Words& how, const std::vector<std::string>& studies) {
  reply.origins.push_back({how, "", studies});
  return static_cast<int>(reply.origins.size()) - 1;
}

void Composer::cite(const std::vector<std::string>& studies) {
  std::vector<Citation> citations;
  for (const auto& id : studies)
    if (const auto found = catalog.studies.find(id); found != catalog.studies.end()) {
      const Study& study = found->second;
      citations.push_back({study.id, study.citation, study.doi, study.url, study.risk_of_bias, study.year, study.people});
    } else {
      link(id);
    }
  cite(citations);
}

void Composer::cite(const std::vector<Citation>& citations) {
  for (const auto& citation : citations) {
    const bool known = std::any_of(reply.sources.begin(), reply.sources.end(), [&](const Citation& c) { return c.study_id == citation.study_id; });
    if (!known) reply.sources.push_back(citation);
  }
}

void Composer::link(const std::string& source) {
  if (!source.empty() && std::find(reply.links.begin(), reply.links.end(), source) == reply.links.end()) reply.links.push_back(source);
}

}  // namespace vultus::asking
