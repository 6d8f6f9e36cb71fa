// What a treatment's file answers on its own: whom it is not for, how often it is given, how long one is off, whether it hurts.
#include <algorithm>
#include <cmath>
#include <optional>

#include "vultus/ask/composer.hpp"
#include "vultus/report/catalog_words.hpp"

namespace vultus::asking {
namespace {

Words people_of(const Contraindication& contra) { return {contraindication_words(contra, Language::en), contraindication_words(contra, Language::zh)}; }

bool latin(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Of what one may be allergic to; the file names it in both languages, each on its own.
std::optional<Words> allergic_at(const Treatment& treatment, Level level) {
  std::vector<std::string> en, zh;
  for (const auto& contra : treatment.contraindications)
    if (contra.field == "allergies" && contra.level == level) (latin(contra.equals) ? en : zh).push_back(contra.equals);
  if (en.empty() && zh.empty()) return std::nullopt;
  if (zh.empty()) zh = en;
  Words list;
  for (const auto& one : en) list.en += (list.en.empty() ? "" : " or ") + one;
  for (const auto& one : zh) list.zh += (list.zh.empty() ? "" : "、") + one;
  return said(say::allergic_to, {list});
}

std::vector<Words> people_at(const Treatment& treatment, Level level) {
  std::vector<Words> people;
  for (const auto& contra : treatment.contraindications)
    if (contra.level == level && contra.field != "allergies") people.push_back(people_of(contra));
  if (const auto allergic = allergic_at(treatment, level)) people.push_back(*allergic);
  return people;
}

}  // namespace

bool Composer::asks_of_the_file() const { return q.hint("_who_not") || q.hint("_sessions") || q.hint("_downtime") || q.hint("_hurts"); }

bool Composer::told_by_its_file() {
  const Treatment* treatment = subject();
  if (!asks_of_the_file() || treatment == nullptr || treatment->refused || q.treatments.size() > 1 || q.intent == "which_is_best") return false;
  const bool hollow = q.hint("_hollow") || q.hint("_slack") || q.hint("_weak");  // its recovery is another question
  const Words name = short_name(treatment->name);
  if (q.hint("_who_not") && !treatment->contraindications.empty()) {
    const auto never = people_at(*treatment, Level::excluded), with_care = people_at(*treatment, Level::caution);
    reply.verdict = {never.empty() ? said(say::rules_nobody_out, {name, listed(with_care)}) : said(say::not_for, {name, listed(never)}), -1};
    if (!never.empty() && !with_care.empty()) add(said(say::only_with_care, {listed(with_care)}));
    for (const auto& contra : treatment->contraindications) {
      if (contra.level == Level::excluded && contra.field != "allergies") add(said(say::not_for_why, {capital_first(people_of(contra)), contra.reason}));
      link(contra.source);
    }
    reply.certainty = Certainty::moderate;
    reply.watch = treatment->watch;
  } else if (q.hint("_sessions") && treatment->typical_sessions >= 1.0 && treatment->typical_every_days > 0.0) {
    reply.verdict = {treatment->typical_sessions > 1.0 ? said(say::sessions_usual, {name, number(treatment->typical_sessions), number(std::round(treatment->typical_every_days / 7.0))}) : said(say::sessions_one, {name}), -1};
    for (const auto& rule : treatment->change_when) add(rule);
    cite(treatment->evidence);
    reply.certainty = Certainty::low;
    reply.watch = treatment->watch;
  } else if (q.hint("_downtime") && !hollow && treatment->code != "none") {
    const Words low = number(treatment->downtime_low_days), high = number(treatment->downtime_high_days);
    reply.verdict = {treatment->downtime_high_days > 0.0 ? said(say::days_off, {name, low, high}) : said(say::no_days_off, {name}), -1};
    add(words_of(say::days_off_assumed));
    reply.certainty = Certainty::very_low;
    reply.aftercare = treatment->aftercare;
  } else if (q.hint("_hurts") && harm_asked_about(*treatment) != nullptr) {
    what_to_watch();
    return true;
  } else {
    return false;
  }
  reply.basis = words_of(say::basis_file);
  return true;
}

}  // namespace vultus::asking
