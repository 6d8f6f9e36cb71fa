#include "vultus/claim/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>

#include "vultus/base/text.hpp"
#include "vultus/catalog/fields.hpp"
#include "vultus/catalog/outcome_map.hpp"
#include "vultus/catalog/read_parts.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus {
namespace {

const std::array<const char*, 47> cues{
    "others", "adding", "denied", "than", "untested", "safe", "wait", "urgent", "affirmed",
    "helps", "worsens", "up", "down", "causes", "no_effect", "unsuitable", "suitable", "negation", "double_negation",
    "hedge", "guarantee", "contrast", "rejected", "hearsay", "question", "laboratory", "validity", "lasts", "recovers",
    "alone", "systemic", "local", "home", "wait_out", "instruction", "too_much", "pregnancy", "pain_history", "neutral", "jaw",
    "research", "researched", "slight", "complete", "rivals", "permits", "riskless"};

/// Kinds that speak of a question as a whole stand beside what they are made of.
bool of_question(WordKind kind) { return kind == WordKind::intent || kind == WordKind::topic || kind == WordKind::fact; }

bool ascii_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

/// Forms of a word of English in which it loses a letter; those that only add some are found by the automaton.
std::vector<std::u32string> inflected(const std::u32string& word) {
  if (word.size() < 3 || !ascii_letter(word.back())) return {};
  const std::u32string stem = word.substr(0, word.size() - 1);
  if (word.back() == U'e') return {stem + U"ing"};
  const bool after_vowel = std::u32string_view(U"aeiou").find(word[word.size() - 2]) != std::u32string_view::npos;
  if (word.back() == U'y' && !after_vowel) return {stem + U"ies", stem + U"ied"};
  return {};
}

/// Fields of a patient that some treatment's contra-indications speak of.
std::vector<std::string> situations_of(const Catalog& catalog) {
  std::set<std::string> fields;
  for (const auto& treatment : catalog.treatments)
    for (const auto& contra : treatment.contraindications) fields.insert(contra.field);
  return {fields.begin(), fields.end()};
}

constexpr std::size_t usual_words = 40000, usual_characters = 400000;  // room made at once, which saves copying; lists may be longer
constexpr DocumentLimits limits{.bytes = std::size_t{1} << 20U, .depth = 16, .nodes = 40000};

struct Listed {
  WordKind kind = WordKind::cue;
  std::string code;
  std::u32string word;
  int line = 0, column = 0;
};

/// A file of words: what stands in it, and where.
struct WordFile {
  std::string name;
  std::vector<Listed> listed;
};

/// What the word lists may speak of.
struct Allowed {
  std::vector<std::string> treatments, conditions, effects, events, situations;
};

/// The word lists of one language. Readers of two languages may work at the same time.
class WordReader {
 public:
  WordReader(const std::string& data, const std::string& language, const Allowed& allowed) : folder_(data + "/language/" + language + "/"), allowed_(allowed) {}

  std::vector<WordFile> files;
  std::vector<FlagWords> flags, alarms;
  SignTable intents;
  Faults all;

  void read() {
    words("treatments.yaml", allowed_.treatments, WordKind::treatment);
    words("conditions.yaml", allowed_.conditions, WordKind::condition);
    words("effects.yaml", allowed_.effects, WordKind::effect_verb);
    words("events.yaml", allowed_.events, WordKind::event);
    words("cues.yaml", {cues.begin(), cues.end()}, WordKind::cue);
    words("units.yaml", {"month", "week", "day", "year", "hour", "percent", "session", "ml", "U", "mg", "people"}, WordKind::unit);
    words("situations.yaml", allowed_.situations, WordKind::situation);
    questions();
    auto table = read_sign_table(folder_ + "intents.csv", intent_columns());
    if (table) intents = std::move(*table);
    else all.insert(all.end(), table.error().begin(), table.error().end());
  }

 private:
  void words(const std::string& name, const std::vector<std::string>& allowed, WordKind kind) {
    const Document document = open(name);
    FaultList faults(path_);
    faults.append(document.faults);
    if (document.readable) {
      const Fields top({&document.root, ""}, {"format", "words"}, faults);
      if (const auto format = top.need("format", "vultus-words/1")) read_word(*format, {"vultus-words/1"}, faults);
      if (const auto codes = top.need("words", "codes with their words"))
        for (const auto& [code, spot] : read_mapping(*codes, faults)) {
          if (std::find(allowed.begin(), allowed.end(), code) == allowed.end())
            faults.add(*spot.node, spot.path, in_quotes(code), allowed_names(code, allowed));
          else if (kind == WordKind::effect_verb)
            effect_words(code, spot, faults);
          else
            take(kind, code, spot, faults);
        }
    }
    append(faults);
  }

  void questions() {
    const Document document = open("questions.yaml");
    FaultList faults(path_);
    faults.append(document.faults);
    if (document.readable) {
      const Fields top({&document.root, ""}, {"format", "intents", "out_of_scope", "facts", "red_flags", "alarms"}, faults);
      if (const auto format = top.need("format", "vultus-questions/1")) read_word(*format, {"vultus-questions/1"}, faults);
      const std::array<std::pair<const char*, WordKind>, 3> lists{
          {{"intents", WordKind::intent}, {"out_of_scope", WordKind::topic}, {"facts", WordKind::fact}}};
      for (const auto& [name, kind] : lists)
        if (const auto codes = top.need(name, "codes with their words"))
          for (const auto& [code, spot] : read_mapping(*codes, faults)) take(kind, code, spot, faults);
      flags = groups_of_words(top, "red_flags", faults), alarms = groups_of_words(top, "alarms", faults);
    }
    append(faults);
  }

  /// Codes with groups of words; "code+note" is one more way to raise the code.
  static std::vector<FlagWords> groups_of_words(const Fields& top, std::string_view name, FaultList& faults) {
    std::vector<FlagWords> read;
    if (const auto listed = top.need(name, "codes with groups of words"))
      for (const auto& [code, spot] : read_mapping(*listed, faults)) {
        FlagWords flag{code.substr(0, code.find('+')), {}};
        for (const auto& group : read_list(spot, faults)) {
          flag.groups.emplace_back();
          for (const auto& word : read_texts(group, faults)) flag.groups.back().push_back(normal_form(to_utf32(word)));
        }
        read.push_back(std::move(flag));
      }
    return read;
  }

  Document open(const std::string& name) {
    path_ = folder_ + name;
    files.push_back({path_, {}});
    return read_document(file_text(path_), path_, limits);
  }
  void append(const FaultList& faults) {
    const Faults found = faults.sorted();
    all.insert(all.end(), found.begin(), found.end());
  }
  void take(WordKind kind, const std::string& code, const Spot& spot, FaultList& faults) {
    for (const auto& item : read_list(spot, faults))
      if (const auto word = read_text(item, faults)) files.back().listed.push_back({kind, code, normal_form(to_utf32(trimmed(*word))), item.node->line, item.node->column});
  }
  void effect_words(const std::string& code, const Spot& spot, FaultList& faults) {
    const Fields fields(spot, {"good", "bad", "verb"}, faults);
    if (const auto list = fields.get("good")) take(WordKind::effect_good, code, *list, faults);
    if (const auto list = fields.get("bad")) take(WordKind::effect_bad, code, *list, faults);
    if (const auto list = fields.get("verb")) take(WordKind::effect_verb, code, *list, faults);
  }

  std::string folder_, path_;
  const Allowed& allowed_;
};

/// data/language/concepts.yaml: what the words stand for.
class ConceptReader {
 public:
  ConceptReader(const std::string& data, const Catalog& catalog) : path_(data + "/language/concepts.yaml"), catalog_(catalog) {}

  Lexicon lexicon;

  Faults read() {
    const Document document = read_document(file_text(path_), path_, limits);
    FaultList faults(path_);
    faults.append(document.faults);
    if (document.readable) read_concepts(document.root, faults);
    return faults.sorted();
  }

  [[nodiscard]] Allowed allowed() const {
    Allowed codes;
    for (const auto& [code, meaning] : catalog_.codes.at("treatment")) codes.treatments.push_back(code);
    for (const auto& family : lexicon.families) codes.treatments.push_back(family.code);
    codes.conditions = codes_of(lexicon.conditions);
    codes.effects = codes_of(lexicon.effects);
    codes.events = event_codes();
    codes.situations = situations_of(catalog_);
    return codes;
  }

 private:
  [[nodiscard]] std::vector<std::string> event_codes() const {
    std::vector<std::string> codes;
    for (const auto& [code, meaning] : catalog_.codes.at("event")) codes.push_back(code);
    for (const auto& treatment : catalog_.treatments)
      for (const auto& harm : treatment.harms) codes.push_back(harm.event);
    codes.emplace_back("side_effects");
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
  }
  template <class T>
  static std::vector<std::string> codes_of(const std::vector<T>& concepts) {
    std::vector<std::string> codes;
    codes.reserve(concepts.size());
    for (const auto& item : concepts) codes.push_back(item.code);
    return codes;
  }
  static std::string text_of(const Fields& fields, std::string_view name, FaultList& faults) {
    const auto spot = fields.get(name);
    return spot ? read_text(*spot, faults).value_or("") : "";
  }
  static bool flag_in(const Fields& fields, std::string_view name, FaultList& faults) {
    const auto spot = fields.get(name);
    return spot && read_flag(*spot, faults).value_or(false);
  }
  static std::vector<std::string> texts_of(const Fields& fields, std::string_view name, FaultList& faults) {
    const auto spot = fields.get(name);
    return spot ? read_texts(*spot, faults) : std::vector<std::string>{};
  }
  static RedFlag read_flag_text(const Fields& fields, FaultList& faults) {
    const auto words = [&](std::string_view name) {
      const auto spot = fields.need(name, "{en: ..., zh: ...}");
      return spot ? read_words(*spot, faults) : Words{};
    };
    RedFlag flag;
    flag.code = text_of(fields, "code", faults);
    flag.text = words("text");
    flag.action = words("do");
    if (const auto soon = fields.need("soon", "now, within_a_day or next_visit")) {
      const auto word = read_word(*soon, {"now", "within_a_day", "next_visit"}, faults);
      flag.soon = word == "now" ? Urgency::now : word == "within_a_day" ? Urgency::within_a_day : Urgency::next_visit;
    }
    flag.source = text_of(fields, "source", faults);
    return flag;
  }
  static Words name_of(const Fields& fields, FaultList& faults) {
    const auto spot = fields.need("name", "{en: ..., zh: ...}");
    return spot ? read_words(*spot, faults) : Words{};
  }
  void read_concepts(const TreeNode& root, FaultList& faults) {
    const Fields top({&root, ""}, {"format", "effects", "families", "outside", "conditions", "professional", "delicate", "flags", "alike"}, faults);
    if (const auto format = top.need("format", "vultus-concepts/1")) read_word(*format, {"vultus-concepts/1"}, faults);
    each(top, "effects", {"code", "name", "groups", "any", "mechanism", "event", "main", "tables", "acts_on"}, faults, [&](const Fields& f) {
      lexicon.effects.push_back({text_of(f, "code", faults), text_of(f, "event", faults), name_of(f, faults), texts_of(f, "groups", faults), flag_in(f, "any", faults), flag_in(f, "mechanism", faults), texts_of(f, "acts_on", faults), texts_of(f, "tables", faults)});
      for (const auto& table : lexicon.effects.back().tables) known(f, "condition", table, faults);
    });
    each(top, "families", {"code", "name", "members", "usual", "inverse", "where"}, faults, [&](const Fields& f) {
      lexicon.families.push_back({text_of(f, "code", faults), name_of(f, faults), texts_of(f, "members", faults), text_of(f, "usual", faults), flag_in(f, "inverse", faults)});
      for (const auto& member : lexicon.families.back().members) known(f, "treatment", member, faults);
      if (const auto where = f.get("where"))
        for (const auto& [condition, spot] : read_mapping(*where, faults)) {
          lexicon.families.back().where[condition] = spot.node->text;
          known(f, "treatment", spot.node->text, faults);
        }
    });
    each(top, "outside", {"code", "name", "note", "source", "unsafe", "harms_unborn", "at_home"}, faults, [&](const Fields& f) {
      TreatmentConcept outside{text_of(f, "code", faults), name_of(f, faults), {}, {}, false};
      if (const auto note = f.get("note")) outside.note = read_words(*note, faults), f.need("source", "where the note is from");
      outside.source = text_of(f, "source", faults);
      outside.unsafe = flag_in(f, "unsafe", faults);
      outside.harms_unborn = flag_in(f, "harms_unborn", faults);
      if (outside.unsafe || outside.harms_unborn) f.need("note", "why nobody should do it");
      outside.at_home = text_of(f, "at_home", faults);
      if (!outside.at_home.empty()) known(f, "treatment", outside.at_home, faults);
      lexicon.families.push_back(std::move(outside));
    });
    each(top, "conditions", {"code", "name", "tables", "case", "event", "raised", "outside", "after"}, faults, [&](const Fields& f) {
      lexicon.conditions.push_back({text_of(f, "code", faults), text_of(f, "case", faults), text_of(f, "event", faults), name_of(f, faults), texts_of(f, "tables", faults), flag_in(f, "raised", faults), flag_in(f, "outside", faults), text_of(f, "after", faults)});
      for (const auto& table : lexicon.conditions.back().tables) known(f, "condition", table, faults);
    });
    if (const auto list = top.get("alike"))
      for (const auto& item : read_list(*list, faults)) lexicon.alike.push_back(read_texts(item, faults));
    if (const auto list = top.get("professional")) lexicon.professional = read_texts(*list, faults);
    if (const auto list = top.get("delicate")) lexicon.delicate = read_texts(*list, faults);
    if (top.get("flags"))
      each(top, "flags", {"code", "text", "do", "soon", "source"}, faults, [&](const Fields& f) { lexicon.flag_texts.push_back(read_flag_text(f, faults)); });
  }
  template <class Take>
  static void each(const Fields& top, std::string_view name, const std::vector<std::string>& allowed, FaultList& faults, Take take) {
    if (const auto list = top.need(name, "a list"))
      for (const auto& item : read_list(*list, faults)) {
        const Fields fields(item, allowed, faults);
        if (fields.is_mapping() && fields.need("code", "a code")) take(fields);
      }
  }
  void known(const Fields& fields, const std::string& kind, const std::string& code, FaultList& faults) const {
    if (catalog_.code(kind, code) == nullptr) faults.add(*fields.spot().node, fields.spot().path, in_quotes(code), "a " + kind + " of the vocabulary");
  }

  std::string path_;
  const Catalog& catalog_;
};

/// The entries of all lists, each word of a kind once; a word that stands under two codes of a kind, in one list or two, is a fault.
class Collected {
 public:
  std::vector<Lexicon::Entry> entries;
  TermAutomaton automaton;

  void reserve(std::size_t words, std::size_t characters) { entries.reserve(words), automaton.reserve(characters); }
  /// What the word stands for: of a word that is there already the first.
  const Lexicon::Entry& put(WordKind kind, const std::string& code, std::u32string word) {
    const auto fresh = static_cast<std::uint32_t>(entries.size());
    const auto held = automaton.add_unless(word, fresh, [&](std::uint32_t number) { return entries[number].kind == kind; });
    if (held == fresh) entries.push_back({kind, code, std::move(word)});
    return entries[held];
  }
  void put(WordFile&& file, Faults& faults) {
    for (auto& item : file.listed)
      if (const auto& held = put(item.kind, item.code, std::move(item.word)); held.code != item.code)
        faults.push_back({file.name, item.line, item.column, "words." + item.code, fmt::format("{} under {} and {}", in_quotes(to_utf8(held.word)), held.code, item.code), "a word under one code of a kind"});
  }
};

}  // namespace

const std::vector<std::string>& intent_columns() {
  static const std::vector<std::string> columns{"will_it_work", "which_is_best", "will_it_recover", "what_to_watch", "how_to_care", "when_to_change", "is_it_true", "is_it_normal"};
  return columns;
}

Checked<Lexicon> read_lexicon(const std::string& data, const Catalog& catalog) {
  ConceptReader concepts(data, catalog);
  Faults faults = concepts.read();
  const Allowed allowed = concepts.allowed();
  WordReader english(data, "en", allowed), chinese(data, "zh", allowed);
  auto beside = std::async(std::launch::async, [&] { english.read(); });
  Collected all;
  all.reserve(usual_words, usual_characters);
  Lexicon lexicon = std::move(concepts.lexicon);
  const auto take = [&](WordReader& reader) {
    faults.insert(faults.end(), reader.all.begin(), reader.all.end());
    for (auto& file : reader.files) all.put(std::move(file), faults);
  };
  chinese.read();
  take(chinese);  // while the other list is still being read
  beside.get();
  take(english);
  lexicon.intents_en = std::move(english.intents), lexicon.intents_zh = std::move(chinese.intents);
  lexicon.flags = std::move(english.flags);
  lexicon.flags.insert(lexicon.flags.end(), std::make_move_iterator(chinese.flags.begin()), std::make_move_iterator(chinese.flags.end()));
  lexicon.alarm_words = std::move(english.alarms);
  lexicon.alarm_words.insert(lexicon.alarm_words.end(), std::make_move_iterator(chinese.alarms.begin()), std::make_move_iterator(chinese.alarms.end()));
  if (!faults.empty()) return tl::unexpected(faults);
  const std::size_t printed = all.entries.size();
  for (const auto& treatment : catalog.treatments) {
    for (const auto& name : treatment.also_called) all.put(WordKind::treatment, treatment.code, normal_form(to_utf32(name)));
    for (const auto& product : treatment.products)
      for (const auto& name : product.aliases) all.put(WordKind::treatment, treatment.code, normal_form(to_utf32(name)));
  }
  for (std::size_t i = 0; i < printed; ++i)
    for (const auto& form : inflected(all.entries[i].word)) all.put(all.entries[i].kind, std::string(all.entries[i].code), form);
  all.automaton.build();
  lexicon.entries_ = std::move(all.entries);
  lexicon.automaton_ = std::move(all.automaton);
  return lexicon;
}

std::vector<Word> Lexicon::hits(std::u32string_view normal) const {
  std::vector<Word> words;
  const auto hits = automaton_.find(normal);
  std::set<std::tuple<std::size_t, std::size_t, WordKind>> printed;  // a form that the list prints goes before one that it does not
  for (const auto& hit : hits)
    if (!hit.inflected) printed.emplace(hit.begin, hit.end, entries_[hit.term].kind);
  for (const auto& hit : hits)
    if (!hit.inflected || !printed.contains({hit.begin, hit.end, entries_[hit.term].kind})) words.push_back({entries_[hit.term].kind, entries_[hit.term].code, hit.begin, hit.end});
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return std::tie(a.begin, b.end, a.kind, a.code) < std::tie(b.begin, a.end, b.kind, b.code);
  });
  return words;
}

std::vector<Word> Lexicon::find_kinds_apart(std::u32string_view normal) const {
  std::vector<Word> kept;
  std::map<WordKind, std::pair<std::size_t, std::size_t>> longest;  // of each kind, the last one kept
  for (const auto& word : hits(normal)) {
    auto& [from, reach] = longest[word.kind];
    const bool same = word.begin == from && word.end == reach;
    if (!of_question(word.kind) && word.begin < reach && !same) continue;
    kept.push_back(word);
    if (word.end > reach) from = word.begin, reach = word.end;
  }
  return kept;
}

std::vector<Word> Lexicon::find(std::u32string_view normal) const {
  const std::vector<Word> words = hits(normal);
  std::vector<Word> kept;
  std::size_t reach = 0, from = 0;  // of the longest word so far that hides others
  for (const auto& word : words) {
    if (of_question(word.kind)) continue;
    if (word.kind == WordKind::situation) {
      kept.push_back(word);
      continue;
    }
    const bool same = word.begin == from && word.end == reach;
    if (word.end <= reach && !same) continue;
    // two words of one kind that overlap: the earlier stays
    const bool cut = word.begin < reach && !same && std::any_of(kept.begin(), kept.end(), [&](const Word& k) { return k.kind == word.kind && k.end > word.begin; });
    if (cut) continue;
    kept.push_back(word);
    if (word.end > reach) from = word.begin, reach = word.end;
  }
  return kept;
}

const EffectConcept* Lexicon::effect(std::string_view code) const {
  const auto found = std::find_if(effects.begin(), effects.end(), [&](const EffectConcept& e) { return e.code == code; });
  return found == effects.end() ? nullptr : &*found;
}

const TreatmentConcept* Lexicon::family(std::string_view code) const {
  const auto found = std::find_if(families.begin(), families.end(), [&](const TreatmentConcept& f) { return f.code == code; });
  return found == families.end() ? nullptr : &*found;
}

const ConditionConcept* Lexicon::condition(std::string_view code) const {
  const auto found = std::find_if(conditions.begin(), conditions.end(), [&](const ConditionConcept& c) { return c.code == code; });
  return found == conditions.end() ? nullptr : &*found;
}

std::vector<std::string> Lexicon::members(std::string_view treatment, const Catalog& catalog) const {
  if (catalog.code("treatment", treatment) != nullptr) return {std::string(treatment)};
  const auto* wider = family(treatment);
  return wider == nullptr ? std::vector<std::string>{} : wider->members;
}

Words Lexicon::treatment_name(std::string_view code, const Catalog& catalog) const {
  if (const auto* wider = family(code)) return wider->name;
  if (const auto* treatment = catalog.treatment(code)) return treatment->name;
  return {catalog.name_of("treatment", code, Language::en), catalog.name_of("treatment", code, Language::zh)};
}

}  // namespace vultus
