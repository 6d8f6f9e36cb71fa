#include <algorithm>

#include "vultus/ask/question.hpp"
#include "vultus/ask/reading_parts.hpp"
#include "vultus/base/text.hpp"
#include "vultus/page/decode.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus {
namespace {

bool chinese(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x3400 && c <= 0x9FFF; });
}

void add(std::vector<std::string>& list, std::string_view code) {
  if (std::find(list.begin(), list.end(), code) == list.end()) list.emplace_back(code);
}

/// A question in GBK or Big5, as some terminals send it, is read as one; bytes of no encoding become U+FFFD.
std::u32string characters_of(std::string_view bytes) {
  if (broken_utf8(bytes))
    if (auto decoded = decode(bytes, "the question")) return std::move(decoded->text);
  return to_utf32(bytes);
}

/// The question without words that only look like signs of danger ("fever blisters", "eye doctor").
std::u32string without_harmless(std::u32string text, const std::vector<Word>& words) {
  for (const auto& word : words)
    if (word.kind == WordKind::intent && word.code == "_harmless") std::fill(text.begin() + static_cast<std::ptrdiff_t>(word.begin), text.begin() + static_cast<std::ptrdiff_t>(word.end), U'_');
  return text;
}

/// Signs of a blocked vessel after a filler: no danger where another treatment whitens the skin.
void drop_foreign_flags(Question& q, const Catalog& catalog) {
  if (q.treatments.empty()) return;
  std::erase_if(q.red_flags, [&](const std::string& code) {
    if (code != "blanching" && code != "mottled_skin" && code != "severe_pain") return false;
    return std::none_of(q.treatments.begin(), q.treatments.end(), [&](const std::string& named) {
      const auto* treatment = catalog.treatment(named);
      return treatment != nullptr && std::any_of(treatment->red_flags.begin(), treatment->red_flags.end(), [&](const RedFlag& f) { return f.code == code; });
    });
  });
}

/// "I haven't had it, but can it blind me?": a sign of a treatment that is still to come is a question, not an emergency.
void drop_feared_flags(Question& q, const Lexicon& lexicon) {
  if (!q.hint("_not_yet") || !q.given.empty()) return;
  std::erase_if(q.red_flags, [&](const std::string& code) {
    return std::none_of(lexicon.flag_texts.begin(), lexicon.flag_texts.end(), [&](const RedFlag& flag) { return flag.code == code; });
  });
}

/// With a red flag the treatment is what was given, or what is known for that flag.
void narrow_to_flag(Question& q, const Catalog& catalog) {
  if (q.red_flags.front() == "changing_mole" || q.red_flags.front() == "suicidal") q.treatments.clear();  // it has nothing to do with them
  std::vector<std::string> not_ahead;
  for (const auto& code : q.treatments)
    if (std::find(q.ahead.begin(), q.ahead.end(), code) == q.ahead.end()) not_ahead.push_back(code);
  if (!not_ahead.empty()) q.treatments = not_ahead;
  if (q.treatments.size() < 2) return;
  std::vector<std::string> known;
  for (const auto& code : q.treatments) {
    const auto* treatment = catalog.treatment(code);
    if (treatment != nullptr && std::any_of(treatment->red_flags.begin(), treatment->red_flags.end(), [&](const RedFlag& f) { return f.code == q.red_flags.front(); })) known.push_back(code);
  }
  std::vector<std::string> both;
  for (const auto& code : known)
    if (q.has_had(code)) both.push_back(code);
  if (!both.empty()) q.treatments = both;
  else if (!known.empty()) q.treatments = known;
}

/// What was given before is not what is asked about, where something else is named.
void settle_treatments(Question& q, const Catalog& catalog) {
  if (q.intent == "red_flag") return narrow_to_flag(q, catalog);
  if (q.intent == "when_to_change" || q.intent == "which_is_best" || q.intent == "out_of_scope") return;
  std::vector<std::string> asked;
  for (const auto& code : q.treatments)
    if (!q.has_had(code)) asked.push_back(code);
  if (q.condition == "masseter_botulinum" && asked.size() > 1) std::erase(asked, "botulinum_masseter");
  if (q.intent == "will_it_recover") {
    if (!q.given.empty()) q.treatments = q.given;
    else if (q.treatments.empty() && q.family.empty() && q.outside.empty() && !q.condition.empty()) q.treatments = {"none"};
    return;
  }
  if (q.names("excision") && q.names("radiotherapy")) return;  // one plan, although the cut may lie behind
  if (!asked.empty()) q.treatments = asked;
}

}  // namespace

bool Question::hint(std::string_view code) const { return std::find(hints.begin(), hints.end(), code) != hints.end(); }
bool Question::names(std::string_view treatment) const { return std::find(treatments.begin(), treatments.end(), treatment) != treatments.end(); }
bool Question::has_had(std::string_view treatment) const { return std::find(given.begin(), given.end(), treatment) != given.end(); }
std::string Question::fact(const std::string& field) const {
  const auto found = facts.find(field);
  return found == facts.end() ? std::string() : found->second;
}

Question understand(std::string_view text, const Lexicon& lexicon, const Catalog& catalog) {
  Question q;
  const std::u32string characters = characters_of(text);
  q.text = to_utf8(characters);
  q.normal = normal_form(characters);
  q.language = chinese(q.normal) ? Language::zh : Language::en;
  const std::u32string typed = q.normal;
  asking::mend_spelling(q, lexicon);
  const auto words = lexicon.find_kinds_apart(q.normal);
  for (const auto& word : words) {
    if (word.kind == WordKind::intent && word.code.front() == '_') add(q.hints, word.code);
    if (word.kind == WordKind::effect_good || word.kind == WordKind::effect_bad || word.kind == WordKind::effect_verb) add(q.effects, word.code);
    if (word.kind == WordKind::event) add(q.events, word.code);
  }
  q.red_flags = lexicon.raised_flags(without_harmless(q.normal, words));
  if (!q.mended.empty())  // a sign may be lost where it was taken for a typing error
    for (const auto& flag : lexicon.raised_flags(without_harmless(typed, lexicon.find_kinds_apart(typed)))) add(q.red_flags, flag);
  for (const auto& word : words)
    if (word.kind == WordKind::fact && word.code == "cause=burn") q.facts["cause"] = "burn";  // the kind of scar turns on it
  asking::find_treatments(q, words, lexicon, catalog);
  drop_foreign_flags(q, catalog);
  drop_feared_flags(q, lexicon);
  asking::find_condition(q, words, lexicon);
  asking::find_facts(q, words, catalog);
  asking::find_intent(q, words, lexicon, catalog);
  settle_treatments(q, catalog);
  return q;
}

}  // namespace vultus
