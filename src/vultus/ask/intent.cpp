// What is asked, and whether it lies within what vultus knows.
#include <algorithm>
#include <array>

#include "vultus/ask/reading_parts.hpp"
#include "vultus/claim/signs.hpp"

namespace vultus::asking {
namespace {

bool asks(const Words32& words, std::string_view intent) {
  // a cue inside a longer one says nothing: "没有效果" in "有没有效果"
  const auto hidden = [&](const Word& w) {
    return std::any_of(words.begin(), words.end(), [&](const Word& other) {
      return other.kind == WordKind::intent && other.code.front() != '_' && other.code != w.code && other.begin <= w.begin && other.end >= w.end && other.end - other.begin > w.end - w.begin;
    });
  };
  return std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.kind == WordKind::intent && w.code == intent && !hidden(w); });
}

/// Two treatments with "or" between them.
bool weighed(const Question& q, const Words32& words) {
  if (q.treatments.size() < 2) return false;
  std::size_t first_end = 0, last_begin = 0;
  for (const auto& word : words) {
    if (word.kind != WordKind::treatment) continue;
    if (first_end == 0) first_end = word.end;
    last_begin = word.begin;
  }
  if (last_begin <= first_end) return false;
  const auto between = std::u32string_view(q.normal).substr(first_end, last_begin - first_end);
  constexpr std::array<std::u32string_view, 6> signs{U" or ", U"还是", U"或者", U" vs", U"定系", U"versus"};
  return std::any_of(signs.begin(), signs.end(), [&](std::u32string_view sign) { return between.find(sign) != std::u32string_view::npos; });
}

}  // namespace

std::string intent_by_rules(const Question& q, const Words32& words) {
  if (asks(words, "is_it_true")) return "is_it_true";
  if (asks(words, "is_it_normal")) return "is_it_normal";
  const bool several = q.treatments.size() >= 2, change = asks(words, "when_to_change"), best = asks(words, "which_is_best") || (several && q.hint("_best"));
  if (best && (!change || several)) return "which_is_best";
  if (change) return "when_to_change";
  if (weighed(q, words)) return "which_is_best";
  if (asks(words, "what_to_watch")) return "what_to_watch";
  if (asks(words, "how_to_care")) return "how_to_care";
  const bool untreated = q.treatments.empty() || q.names("none");
  const bool past = !q.given.empty() || q.hint("_given") || q.facts.contains("time_since") || q.hint("_too_much");
  const bool work = asks(words, "will_it_work");
  if (asks(words, "will_it_recover") && (untreated || past || !work)) return q.hint("_ahead") && work && !untreated ? "will_it_work" : "will_it_recover";
  return "will_it_work";
}

void intent_signs(const Question& q, const Words32& words, const std::string& by_rules, const SignSink& sink) {
  std::u32string sign;
  const auto say = [&](std::u32string_view name, std::string_view code) {
    sign.assign(name);
    sign.append(code.begin(), code.end());
    sink(sign);
  };
  // the question itself stands last, where there is more than one clause
  std::size_t last = 0;
  for (std::size_t i = 0; i + 4 < q.normal.size(); ++i)
    if (std::u32string_view(U"。.!?！？\n;；,，").find(q.normal[i]) != std::u32string_view::npos) last = i + 1;
  Words32 named;
  for (const auto& word : words)
    if ((word.kind == WordKind::treatment || word.kind == WordKind::condition) && (named.empty() || word.begin >= named.back().end)) named.push_back(word);
  text_signs(marked_text(q.normal, {0, q.normal.size()}, named), q.language, U"", sink);
  if (last > 0) text_signs(marked_text(q.normal, {last, q.normal.size()}, named), q.language, U"last ", sink);
  say(U"rules: ", by_rules);
  for (const auto& word : words)
    if (word.kind == WordKind::intent || word.kind == WordKind::cue) say(word.kind == WordKind::intent ? U"asks: " : U"cue: ", word.code);
  say(U"treatments: ", std::to_string(std::min<std::size_t>(q.treatments.size(), 3)));
  if (q.names("none")) say(U"left alone", "");
  if (!q.given.empty()) say(U"given", "");
  if (!q.ahead.empty()) say(U"ahead", "");
  if (q.facts.contains("time_since")) say(U"time since", "");
  if (!q.events.empty()) say(U"harm named", "");
  say(U"condition: ", q.condition);
}

namespace {

/// The rules where no weights are; else what the weights favour.
std::string intent_of(const Question& q, const Words32& words, const Lexicon& lexicon) {
  std::string by_rules = intent_by_rules(q, words);
  const SignTable& table = q.language == Language::zh ? lexicon.intents_zh : lexicon.intents_en;
  if (table.empty()) return by_rules;
  const auto odds = table.log_odds([&](const SignSink& sink) { intent_signs(q, words, by_rules, sink); });
  return intent_columns()[static_cast<std::size_t>(std::max_element(odds.begin(), odds.end()) - odds.begin())];
}

bool overrides(std::string_view topic) { return topic == "dosing" || topic == "naming_a_disease"; }

/// Treatments of the vocabulary and conditions with trials, anywhere; wider words ("laser") only outside the clauses that a topic stands in.
bool in_scope_beside(const Question& q, const Words32& words, const Lexicon& lexicon, const Catalog& catalog) {
  const auto clauses = clauses_of(q.normal);
  for (const auto& word : words) {
    const bool in_topic = std::any_of(words.begin(), words.end(), [&](const Word& t) { return t.kind == WordKind::topic && t.begin < word.end && word.begin < t.end; });
    if (in_topic) continue;
    const auto* condition = word.kind == WordKind::condition ? lexicon.condition(word.code) : nullptr;
    if (condition != nullptr && !condition->outside && condition->code != "wound") return true;
    if (word.kind != WordKind::treatment || word.code == "surgery" || word.code == "none") continue;
    if (catalog.code("treatment", word.code) != nullptr) return true;
    const auto* family = lexicon.family(word.code);
    if (family != nullptr && family->members.empty()) continue;
    const bool topical = std::any_of(clauses.begin(), clauses.end(), [&](const auto& clause) {
      return word.begin >= clause.first && word.begin < clause.second &&
             std::any_of(words.begin(), words.end(), [&](const Word& t) { return t.kind == WordKind::topic && t.begin >= clause.first && t.begin < clause.second; });
    });
    if (!topical) return true;
  }
  return false;
}

void leave(Question& q, const std::string& topic, bool forget) {
  q.intent = "out_of_scope";
  q.topic = topic;
  if (!forget) return;
  q.treatments.clear();
  q.given.clear();
  q.family.clear();
  q.condition.clear();
}

}  // namespace

void find_intent(Question& q, const Words32& words, const Lexicon& lexicon, const Catalog& catalog) {
  if (!q.red_flags.empty()) {
    q.intent = "red_flag";
    return;
  }
  std::string hard, soft;
  for (const auto& word : words)
    if (word.kind == WordKind::topic)
      if (auto& topic = overrides(word.code) ? hard : soft; topic.empty()) topic = std::string(word.code);
  if (!hard.empty()) return leave(q, hard, false);
  const auto* spoken_of = q.spoken_of.empty() ? nullptr : lexicon.condition(q.spoken_of);
  if (!soft.empty()) {
    if (!in_scope_beside(q, words, lexicon, catalog)) return leave(q, soft, true);
    q.rest_out_of_scope = true;
    q.rest_topic = soft;
  } else if (q.condition.empty() && spoken_of != nullptr && spoken_of->outside) {
    return leave(q, "outside", false);
  } else if (q.condition.empty() && q.treatments.empty() && q.family.empty() && q.outside.empty() && q.spoken_of.empty()) {
    return leave(q, "nothing_found", false);
  }
  q.intent = intent_of(q, words, lexicon);
  // a medicine that no list of trials has, for nothing that vultus knows
  const bool nothing_known = q.condition.empty() && q.spoken_of.empty() && q.treatments.empty() && q.family.empty();
  if (nothing_known && q.intent != "is_it_true") leave(q, "outside", false);
}

}  // namespace vultus::asking
