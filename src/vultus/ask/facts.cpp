// Facts of the person: those of the word lists, and what numbers count.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/ask/reading_parts.hpp"
#include "vultus/page/page_text.hpp"

namespace vultus::asking {
namespace {

std::string number_text(double value) { return fmt::format("{:g}", value); }

std::string with_unit(double value, const std::string& unit) {
  if (unit == "fortnight") return with_unit(2.0 * value, "week");
  if (unit == "year" && value != std::floor(value)) return with_unit(12.0 * value, "month");
  if (unit == "hour" && value < 1.0) return with_unit(60.0 * value, "minute");
  const bool counts = unit == "week" || unit == "month" || unit == "day" || unit == "year" || unit == "hour" || unit == "minute";
  return number_text(value) + " " + unit + (counts && value != 1.0 ? "s" : "");
}

bool is_time(const std::string& unit) { return unit == "day" || unit == "week" || unit == "month" || unit == "year" || unit == "hour" || unit == "minute" || unit == "fortnight"; }

bool near_any(std::u32string_view text, std::size_t from, std::size_t to, std::initializer_list<std::u32string_view> words) {
  const auto part = text.substr(from, to > from ? to - from : 0);
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view w) { return part.find(w) != std::u32string_view::npos; });
}

class Reader {
 public:
  Reader(Question& question, const Words32& words) : question_(question), words_(words), text_(question.normal) {}

  void read() {
    listed();
    const auto all = counted_in(text_);
    for (const auto& counted : all)  // "3 years ago" before "gone after a year"
      if (is_time(counted.unit) && near_any(text_, counted.end, std::min(text_.size(), counted.end + 5), {U" ago"})) count(counted);
    for (const auto& counted : all) count(counted);
    bare_age();
  }

 private:
  void listed() {
    for (const auto& word : words_) {
      if (word.kind != WordKind::fact) continue;
      const std::string_view code = word.code;
      const auto at = code.find('=');
      if (at == std::string_view::npos) continue;
      const std::string field(code.substr(0, at));
      std::string value(code.substr(at + 1));
      if (value == "true" && denied(word)) value = "false";
      // "face" beside a place of it, and the place said first, stay behind
      auto& held = question_.facts[field];
      if (held.empty() || (field == "location" && held == "face")) held = value;
    }
  }

  /// "not pregnant", "no pacemaker", "没怀孕".
  [[nodiscard]] bool denied(const Word& word) const {
    return near_any(text_, word.begin > 10 ? word.begin - 10 : 0, word.begin, {U"not ", U"no longer ", U" no ", U"never ", U"n't "}) || near_any(text_, word.begin > 3 ? word.begin - 3 : 0, word.begin, {U"没", U"不", U"未", U"無", U"无", U"沒"});
  }

  void count(const Counted& c) {
    const bool of_it = c.unit == "old" && near_any(text_, c.begin > 45 ? c.begin - 45 : 0, c.begin, {U"scar", U"keloid", U"mark", U"burn"}) && !near_any(text_, c.begin > 8 ? c.begin - 8 : 0, c.begin, {U"im ", U"i'm", U"i am", U"am "});
    if (of_it && text_[c.end - 1] == U'd') set("age_of_scar", with_unit(c.value, "year"));
    else if (c.unit == "old" || c.unit == "female" || c.unit == "male") {
      if (c.value >= 1.0 && c.value <= 110.0) set("age", number_text(c.value));
      if (c.unit != "old") set("sex", c.unit);
    } else if (c.unit == "U") dose(c);
    else if (c.unit == "mg/ml") set("dose", number_text(c.value) + " mg/ml");
    else if (c.unit == "mm" || c.unit == "cm") size(c);
    else if (c.unit == "session") sessions(c);
    else if (c.unit == "times/day" || c.unit == "h/day") set("dose", number_text(c.value) + " " + c.unit);
    else if (c.unit == "%" && question_.names("tca_cross")) set("dose", number_text(c.value) + " %");
    else if (c.unit == "ml" && question_.names("ha_filler")) set("dose", number_text(c.value) + " ml");
    else if (is_time(c.unit)) time(c);
  }

  void dose(const Counted& c) {
    const bool total = near_any(text_, c.begin > 12 ? c.begin - 12 : 0, std::min(text_.size(), c.end + 14), {U"total", U"altogether", U"in all", U"一共", U"总共", U"两边共", U"两侧共"});
    set("dose", number_text(c.value) + (total ? " U total" : " U per side"));
  }

  void size(const Counted& c) {
    if (near_any(text_, c.begin > 10 ? c.begin - 10 : 0, std::min(text_.size(), c.end + 22), {U"roller", U"needle", U"derma", U"滚针", U"微针", U"针长"})) return;  // of the tool
    const std::size_t from = c.begin > 8 ? c.begin - 8 : 0, to = std::min(text_.size(), c.end + 8);
    const char* field = near_any(text_, from, to, {U"high", U"tall", U"raised", U"高", U"厚", U"凸"}) ? "height"
                        : near_any(text_, from, to, {U"deep", U"深"})                                  ? "depth"
                        : near_any(text_, from, to, {U"long", U"长度", U"长约"}) && !near_any(text_, c.end, to, {U"wide", U"across"}) ? "length"
                                                                                                       : "width";
    set(field, number_text(c.value) + " " + c.unit);
  }

  void sessions(const Counted& c) {
    const bool per_day = near_any(text_, c.begin > 4 ? c.begin - 4 : 0, c.begin, {U"一天", U"每天", U"每日", U"一日"});
    if (per_day) set("dose", number_text(c.value) + " times/day");
    else if (c.value >= 1.0 && c.value <= 20.0) set("sessions", number_text(c.value));
  }

  /// Since the treatment was given, or how old the scar is.
  void time(const Counted& c) {
    const std::size_t from = c.begin > 14 ? c.begin - 14 : 0, to = std::min(text_.size(), c.end + 14);
    if (near_any(text_, c.begin > 6 ? c.begin - 6 : 0, c.begin, {U"every ", U"each ", U"per "}) || near_any(text_, c.begin > 1 ? c.begin - 1 : 0, c.begin, {U"每", U"下", U"隔"})) return;
    if (near_any(text_, c.end, std::min(text_.size(), c.end + 12), {U" pregnant", U" pregnancy", U"孕"}) && question_.facts.contains("pregnant")) return;
    if (near_any(text_, c.begin > 1 ? c.begin - 1 : 0, c.begin, {U"孕"})) return;
    if (near_any(text_, c.begin > 22 ? c.begin - 22 : 0, std::min(text_.size(), c.end + 22), {U"accutane", U"isotretinoin", U"roaccutane", U"异维a酸", U"泰尔丝"})) {
      const double months = c.unit == "year" ? 12.0 * c.value : c.unit == "week" ? c.value / 4.345 : c.unit == "day" ? c.value / 30.4 : c.value;
      return set("isotretinoin_months_ago", number_text(std::floor(months)));
    }
    const bool treated = !question_.given.empty() || question_.hint("_given") || question_.hint("_too_much") || near_any(text_, from, to, {U"twice", U"times", U"a day for", U"第"});
    const bool applied = near_any(text_, from, c.begin, {U"涂", U"抹", U"打", U"贴", U"做", U"填", U" for ", U"day for"}) && !near_any(text_, from, c.begin, {U"had it", U"长了"});
    const bool of_scar = scar() && !near_any(text_, c.end, to, {U"later", U"after", U"post", U"since"}) && (near_any(text_, from, c.begin, {U"长", U"had it", U"have had", U"had this", U"scar", U"still flat", U"flat and"}) || near_any(text_, c.end, to, {U"old", U" healed", U" now", U"的疤", U"的老疤"}) || surgery_ago(c) || !treated);
    if (of_scar && !(applied && near_any(text_, from, c.begin, {U"涂", U"抹", U"打", U"贴", U"填", U"day for"}))) set("age_of_scar", with_unit(c.value, c.unit));
    else set("time_since", with_unit(c.value, c.unit));
  }

  [[nodiscard]] bool surgery_ago(const Counted& c) const {
    return question_.hint("_surgery") && !question_.names("excision") && near_any(text_, c.begin > 24 ? c.begin - 24 : 0, std::min(text_.size(), c.end + 6), {U"section", U"surgery", U"operation", U"stitch", U"ago", U"手术", U"产", U"缝", U"拆线", U"术后"});
  }

  [[nodiscard]] bool scar() const {
    const std::string& kind = question_.condition;
    return kind.find("scar") != std::string::npos || kind == "keloid" || kind == "post_acne_erythema" || kind == "post_inflammatory_hyperpigmentation" || question_.spoken_of == "scar";
  }

  /// "im 26", "at 52", "woman, 24": a bare number that can only be an age.
  void bare_age() {
    if (question_.facts.contains("age")) return;
    for (const auto& c : counted_in(text_)) {
      if (!c.unit.empty() || c.value < 12.0 || c.value > 99.0 || c.value != std::floor(c.value)) continue;
      const std::size_t from = c.begin > 9 ? c.begin - 9 : 0;
      const bool opens = c.begin == 0 && c.end < text_.size() && (text_[c.end] == U',' || text_[c.end] == U'，' || text_[c.end] == U' ' || text_[c.end] == U'.') && !near_any(text_, c.end, std::min(text_.size(), c.end + 2), {U"%"});
      const bool says = near_any(text_, c.end, std::min(text_.size(), c.end + 5), {U" and ", U",", U"，"});
      if (!(opens && says) && !near_any(text_, from, c.begin, {U"im ", U"i'm ", U"i am ", U" at ", U"aged ", U"age ", U"woman", U"man, ", U"female", U"male", U"girl", U"今年", U"女", U"男"})) continue;
      set("age", number_text(c.value));
      return;
    }
  }

  void set(const std::string& field, const std::string& value) { question_.facts.try_emplace(field, value); }

  Question& question_;
  const Words32& words_;
  std::u32string_view text_;
};

}  // namespace

void find_facts(Question& question, const Words32& words, const Catalog& catalog) {
  Reader(question, words).read();
  const auto* toxin = catalog.treatment("botulinum_masseter");
  if (toxin == nullptr || !question.names("botulinum_masseter")) {
    if (question.condition != "masseter_botulinum" || toxin == nullptr) return;
  }
  for (const auto& product : toxin->products) {
    if (product.name == "type_a_unknown") continue;
    for (const auto& alias : product.aliases) {
      const std::u32string word = normal_form(to_utf32(alias));
      if (word.size() < 2 || question.facts.contains("product")) continue;
      const auto at = question.normal.find(word);
      if (at == std::u32string::npos) continue;
      const auto letter = [](char32_t c) { return c >= U'a' && c <= U'z'; };
      const bool cut = letter(word.front()) && ((at > 0 && letter(question.normal[at - 1])) || (at + word.size() < question.normal.size() && letter(question.normal[at + word.size()])));
      if (!cut) question.facts["product"] = product.name;
    }
  }
}

}  // namespace vultus::asking
