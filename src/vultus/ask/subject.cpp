// Which treatments and which condition a question is about.
#include <algorithm>
#include <array>

#include "vultus/ask/reading_parts.hpp"

namespace vultus::asking {
namespace {

void add(std::vector<std::string>& list, std::string_view code) {
  if (!code.empty() && std::find(list.begin(), list.end(), code) == list.end()) list.emplace_back(code);
}

/// Families for which questions mean one member although pages do not; the others have their usual member in the lists.
std::string_view meant_in_questions(std::string_view family) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> meant{{{"scar_cream", "silicone_gel"}, {"steroid_topical", "triamcinolone_topical"}, {"fluorouracil", "fluorouracil_il"},
                                                                               {"cytotoxic_il", "fluorouracil_il"}, {"scar_injection", "triamcinolone_il"}}};
  for (const auto& [from, to] : meant)
    if (from == family) return to;
  return {};
}

bool text_has(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view w) { return text.find(w) != std::u32string_view::npos; });
}

std::u32string_view around(std::u32string_view text, const Word& word, std::size_t before, std::size_t after) {
  const std::size_t from = word.begin > before ? word.begin - before : 0;
  return text.substr(from, std::min(text.size(), word.end + after) - from);
}

/// What kind of code a word of a treatment stands for in this question.
std::string code_of(const Word& word, const Question& q, const Lexicon& lexicon, const Catalog& catalog) {
  const bool scar = text_has(q.normal, {U"keloid", U"scar", U"疤", U"瘢痕", U"疙瘩"});
  if (word.code == "botulinum" || word.code == "botulinum_masseter")
    return scar && !q.hint("_jaw") && word.code == "botulinum" ? "botulinum_il" : "botulinum_masseter";
  if (word.code == "surgery") {
    const auto before = around(q.normal, word, 9, 0);
    const bool of_scar = text_has(before, {U"keloid", U"scar", U"疙瘩", U"疤痕", U"瘢痕"}) && !text_has(q.normal, {U"surgery scar", U"手术疤", U"手术瘢痕", U"手术留"});
    return of_scar ? "excision" : "";
  }
  if (word.code == "usual_care" || word.code == "placebo" || word.code == "sleep_restriction") return {};
  if (catalog.code("treatment", word.code) != nullptr) return std::string(word.code);
  const std::string_view usual = meant_in_questions(word.code);
  const auto* family = lexicon.family(word.code);
  return !usual.empty() || family == nullptr ? std::string(usual) : family->usual;
}

/// "never had botox", "没打过瘦脸针": not what the question is about.
bool denied(const Word& word, const Question& q) {
  const std::size_t from = word.begin > 12 ? word.begin - 12 : 0, near = word.begin > 4 ? word.begin - 4 : 0;
  const auto text = std::u32string_view(q.normal);
  const auto before = text.substr(from, word.begin - from);
  if (text_has(before, {U"no idea", U"no clue"})) return false;
  return text_has(before, {U"never had ", U"never tried ", U"not had ", U"no ", U"instead of "}) || before.ends_with(U"不是") || text_has(text.substr(near, word.begin - near), {U"没打过", U"没做过", U"没有打", U"没有做", U"没用过", U"从没"});
}

/// "should I start silicone", "要不要涂": it is still to come.
bool is_ahead(const Word& word, const Question& q) {
  const std::size_t from = word.begin > 14 ? word.begin - 14 : 0;
  return text_has(std::u32string_view(q.normal).substr(from, word.begin - from), {U"start ", U"begin ", U"should i ", U"can i ", U"要不要", U"能不能", U"能用", U"可以涂", U"能涂"});
}

/// A word beside it says that it has been given.
bool was_given(const Word& word, const Question& q, const Words32& words) {
  const bool chinese = q.language == Language::zh;
  const std::size_t before = chinese ? 6 : 18, after = chinese ? 4 : 14;
  for (const auto& hint : words) {
    if (hint.kind != WordKind::intent || hint.code != "_given") continue;
    const bool crosses = hint.end <= word.begin ? text_has(std::u32string_view(q.normal).substr(hint.end, word.begin - hint.end), {U".", U"?", U"!", U"。", U"？", U"，", U","})
                                                : hint.begin >= word.end && text_has(std::u32string_view(q.normal).substr(word.end, hint.begin - word.end), {U".", U"?", U"。", U"？", U"，"});
    if (crosses) continue;
    if (hint.end <= word.begin && word.begin - hint.end <= before) return true;
    if (hint.begin >= word.end && hint.begin - word.end <= after) return true;
  }
  const auto next = std::u32string_view(q.normal).substr(word.end, 2);
  return chinese && !next.empty() && (next[0] == U'后' || next.substr(0, 2) == U"以后" || next[0] == U'第' || next[0] == U'过');
}

}  // namespace

void find_treatments(Question& q, const Words32& words, const Lexicon& lexicon, const Catalog& catalog) {
  for (const auto& word : words) {
    if (word.kind != WordKind::treatment) continue;
    const auto* family = lexicon.family(word.code);
    if (catalog.code("treatment", word.code) == nullptr && family != nullptr && family->members.empty()) {
      add(q.outside, word.code);
      continue;
    }
    if (denied(word, q)) continue;
    const std::string code = code_of(word, q, lexicon, catalog);
    if (code.empty()) {
      if (family != nullptr && word.code != "surgery") q.family = std::string(word.code);
      continue;
    }
    add(q.treatments, code);
    if (was_given(word, q, words)) add(q.given, code);
    else if (is_ahead(word, q)) add(q.ahead, code);
  }
  if (q.hint("_mouth") && text_has(q.normal, {U"collagen", U"胶原"}) && !q.names("collagen_oral")) add(q.treatments, "collagen_oral");
  // "fractional CO2 laser": the wider word beside the narrower one says nothing more
  const auto drop = [&](std::string_view code) { std::erase(q.treatments, code), std::erase(q.given, code); };
  const bool or_said = text_has(q.normal, {U" or ", U" vs", U"还是", U"或者"});
  if (q.treatments.size() > 1 && q.names("none") && !or_said) drop("none");
  // the enzyme acts on the filler, and a drug put into a scar may be said to be one of chemotherapy: one thing is asked about
  if (q.names("hyaluronidase_il") && !or_said) drop("ha_filler");
  if (!or_said && (q.names("fluorouracil_il") || q.names("bleomycin_il") || q.names("methotrexate_il"))) drop("chemotherapy_systemic");
  // protection from the sun and creams beside a treatment are care of it
  if (q.treatments.size() == 2 && !q.given.empty())
    for (const char* care : {"sunscreen", "moisturiser"})
      if (q.names(care) && !q.has_had(care)) drop(care);
  if (!q.treatments.empty() && q.treatments.front() != "none") q.family.clear();
}

namespace {

struct Said {
  const Question& q;
  std::vector<std::string> conditions;
  [[nodiscard]] bool has(std::string_view code) const { return std::find(conditions.begin(), conditions.end(), code) != conditions.end(); }
};

/// Scars: raised ones, those of an operation, pits.
std::string scar_kind(const Said& said) {
  const Question& q = said.q;
  const bool only_prone = said.has("pockmark") && text_has(q.normal, {U"体质"}) && !text_has(q.normal, {U"keloid", U"疙瘩", U"蟹足"});
  if (said.has("keloid") && !only_prone) return "keloid";
  if (said.has("hypertrophic_scar")) return "hypertrophic_scar";
  if (said.has("pockmark")) return "atrophic_acne_scar";
  const bool raised = said.has("raised_scar") || (q.hint("_raised") && !q.hint("_flat"));
  const bool healed_burn = q.fact("cause") == "burn" && (said.has("scar") || q.names("pressure") || q.names("skin_graft") || q.names("massage") || text_has(q.normal, {U"healed", U"graft", U"植皮"}));
  if (said.has("burn_scar") || healed_burn) return "burn_scar";
  if (said.has("raised_scar")) return "hypertrophic_scar";
  const bool scar = said.has("scar") || said.has("surgical_scar") || q.hint("_scar");
  const bool tended = q.names("silicone_sheet") || q.names("silicone_gel") || q.names("paper_tape") || q.names("onion_extract");
  const bool operation = said.has("surgical_scar") || (q.hint("_surgery") && (scar || tended));
  if (raised && scar) return "hypertrophic_scar";
  if (operation) return "surgical_scar";
  if (q.hint("_pits") && (q.hint("_acne") || scar || q.names("tca_cross") || q.names("subcision") || q.names("fractional_ablative_laser") || q.names("microneedling"))) return "atrophic_acne_scar";
  return {};
}

std::string mark_kind(const Said& said) {
  const Question& q = said.q;
  if (said.has("post_acne_erythema")) return "post_acne_erythema";
  if (said.has("post_inflammatory_hyperpigmentation")) return "post_inflammatory_hyperpigmentation";
  if (!said.has("acne_mark") && !said.has("acne")) return {};
  if (q.hint("_red_mark")) return "post_acne_erythema";
  if (q.hint("_brown_mark")) return "post_inflammatory_hyperpigmentation";
  return {};
}

}  // namespace

void find_condition(Question& q, const Words32& words, const Lexicon& lexicon) {
  Said said{q, {}};
  for (const auto& word : words)
    if (word.kind == WordKind::condition) add(said.conditions, word.code);
  std::string kind = scar_kind(said);
  if (kind.empty()) kind = mark_kind(said);
  if (kind.empty() && said.has("tear_trough")) kind = "tear_trough";
  const bool toxin = q.names("botulinum_masseter") || q.has_had("botulinum_masseter");
  if (kind.empty() && (toxin || said.has("masseter_botulinum"))) kind = "masseter_botulinum";
  if (kind.empty() && said.has("skin_laxity")) kind = "skin_laxity";
  const bool sunken = q.hint("_hollow") && std::any_of(words.begin(), words.end(), [](const Word& w) { return w.kind == WordKind::fact && (w.code == "location=cheek" || w.code == "location=temple"); });
  if (kind.empty() && (said.has("volume_loss") || said.has("nasolabial_fold") || sunken)) kind = "volume_loss";
  q.condition = kind;
  if (!kind.empty()) return;
  for (const auto& code : said.conditions) {
    const auto* known = lexicon.condition(code);
    if (known != nullptr && !known->outside) {
      q.spoken_of = code;
      return;
    }
  }
  if (!said.conditions.empty()) q.spoken_of = said.conditions.front();
  else if (q.hint("_scar") && q.hint("_surgery")) q.spoken_of = "scar";
}

}  // namespace vultus::asking
