#include "vultus/page/person.hpp"

#include <algorithm>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"

namespace vultus {
namespace {

bool is_divider(char32_t c) {
  return is_white(c) || std::u32string_view(U",.:;|/()[]<>{}·•-_*\"'、。!?").find(c) != std::u32string_view::npos ||
         c >= 0x1F000;
}

/// Reads one line: what is known of it is marked as used, a name is looked for in the rest.
class PersonReader {
 public:
  PersonReader(const Parts& parts, std::size_t i, Span within)
      : parts_(parts),
        normal_(parts.normal(i).substr(within.begin, within.size())),
        seen_(parts.seen(i).substr(within.begin, within.size())),
        used_(normal_.size(), false) {}

  std::optional<PersonLine> read() {
    find_cue();
    for (const auto& date : dates_in(normal_)) use(date.span);
    find_institution();
    take(parts_.phrases.levels, found_.author.level);
    grade_ = take(parts_.phrases.grades, found_.author.grade);
    if (grade_) extend_grade();
    // "葛医生(主治医师)": the rank says more than the way to address.
    if (std::string more; grade_ && take(parts_.phrases.grades, more) && more.size() > found_.author.grade.size())
      found_.author.grade = more;
    take(parts_.phrases.titles, found_.author.title);
    take(parts_.phrases.departments, found_.author.department);
    use_all(parts_.phrases.date_cues);
    use_all(parts_.phrases.leftovers);
    find_name();
    if (!found_.author.name.empty() && parts_.phrases.house_names.in(normal_form(to_utf32(found_.author.name)))) {
      found_.house = true;
      found_.author.name.clear();
    }
    const auto& a = found_.author;
    if (!found_.cue && a.grade.empty() && a.title.empty() && a.department.empty() && a.institution.empty() &&
        a.level.empty())
      return std::nullopt;
    return found_;
  }

 private:
  void use(Span span) {
    std::fill(used_.begin() + static_cast<long>(span.begin), used_.begin() + static_cast<long>(span.end), true);
  }
  [[nodiscard]] std::string text_of(Span span) const { return to_utf8(seen_.substr(span.begin, span.size())); }
  [[nodiscard]] bool free(Span span) const {
    return std::none_of(used_.begin() + static_cast<long>(span.begin), used_.begin() + static_cast<long>(span.end),
                        [](bool b) { return b; });
  }

  void find_cue() {
    for (std::size_t at = 0; at < normal_.size(); ++at) {
      const auto length = parts_.phrases.author_cues.at(normal_, at);
      if (length == 0) continue;
      const auto end = at + length;
      if (!(is_letter(normal_[at]) ? is_latin_cue({at, end}) : is_han_cue({at, end}))) {
        at = end - 1;
        continue;
      }
      found_.cue = true;
      found_.said = normal_.substr(at, length);
      cue_end_ = end;
      use({at, end});
      return;
    }
  }

  /// A cue is followed by a colon, a stroke or a space; "编辑" within a sentence is none.
  [[nodiscard]] bool is_han_cue(Span cue) const {
    if (cue.begin > 0 && !is_divider(normal_[cue.begin - 1])) return false;
    const char32_t next = cue.end < normal_.size() ? normal_[cue.end] : U'\0';
    return next == U':' || next == U'/' || next == U' ' || next == U'|' || normal_[cue.end - 1] == U'/';
  }

  /// "By" and "reviewed by" stand at the beginning or behind a divider; "author" and "words" are followed by a colon.
  [[nodiscard]] bool is_latin_cue(Span cue) const {
    const auto said = normal_.substr(cue.begin, cue.size());
    const auto last = normal_.substr(0, cue.begin).find_last_not_of(U' ');
    const bool begins = last == std::u32string_view::npos || is_divider(normal_[last]);
    if (said.find(U' ') != std::u32string_view::npos) return begins || cue.begin <= 60;
    return begins && (said == U"by" || (cue.end < normal_.size() &&
                                        std::u32string_view(U":,|").find(normal_[cue.end]) != std::u32string_view::npos));
  }

  std::optional<Span> take(const Phrases& phrases, std::string& into) {
    for (std::size_t from = 0; from < normal_.size();) {
      const auto span = phrases.find(normal_, from, seen_);
      if (!span) return std::nullopt;
      if (free(*span)) {
        into = text_of(*span);
        use(*span);
        return span;
      }
      from = span->begin + 1;
    }
    return std::nullopt;
  }

  void use_all(const Phrases& phrases) {
    for (std::size_t from = 0; from < normal_.size();) {
      const auto span = phrases.find(normal_, from, seen_);
      if (!span) return;
      use(*span);
      from = span->end;
    }
  }

  void find_institution() {
    for (std::size_t from = 0; from < normal_.size();) {
      auto span = parts_.phrases.institutions.find(normal_, from, seen_);
      if (!span) return;
      from = span->end;
      if (!free(*span)) continue;
      const bool latin = is_letter(normal_[span->begin]);
      const auto whole = latin ? latin_institution(*span) : han_institution(*span);
      if (whole.size() == span->size() && !latin) continue;
      found_.author.institution = text_of(whole);
      use(whole);
      return;
    }
  }

  /// From the last divider, rank or department to the ending: "云河市第一人民" + "医院".
  [[nodiscard]] Span han_institution(Span ending) const {
    auto begin = ending.begin;
    // "江北大学皮肤病医院": the last ending of the run counts, unless a rank stands between.
    auto run_end = ending.end;
    while (run_end < normal_.size() && !used_[run_end] && !is_divider(normal_[run_end]) && !is_number(normal_[run_end]))
      ++run_end;
    const auto run = normal_.substr(0, run_end);
    for (auto next = parts_.phrases.institutions.find(run, ending.end); next;
         next = parts_.phrases.institutions.find(run, next->end)) {
      if (parts_.phrases.grades.find(normal_.substr(0, next->begin), ending.end)) break;
      ending.end = next->end;
    }
    while (begin > 0 && !used_[begin - 1] && !is_divider(normal_[begin - 1]) && !is_number(normal_[begin - 1])) --begin;
    // A rank or a department glued before it does not belong to it.
    for (auto at = begin; at < ending.begin; ++at) {
      const auto grade = std::max(parts_.phrases.grades.at(normal_, at), parts_.phrases.titles.at(normal_, at));
      if (grade > 0 && at + grade <= ending.begin) {
        begin = at + grade;
        at = begin - 1;
      }
    }
    if (const auto department = parts_.phrases.departments.at(normal_, begin);
        department > 0 && begin + department + 2 <= ending.begin)
      begin += department;
    return {begin, ending.end};
  }

  /// The part between commas and points that holds the ending, without "for", "at", "of the".
  [[nodiscard]] Span latin_institution(Span ending) const {
    const auto is_end = [&](std::size_t at) {
      return std::u32string_view(U",.;|()·•:\n").find(seen_[at]) != std::u32string_view::npos || used_[at];
    };
    auto begin = ending.begin, end = ending.end;
    const auto saint = [&](std::size_t at) { return seen_[at] == U'.' && at >= 2 && !used_[at] && normal_.substr(at - 2, 2) == U"st" && (at == 2 || is_white(seen_[at - 3])); };
    while (begin > 0 && (!is_end(begin - 1) || saint(begin - 1))) --begin;
    while (end < seen_.size() && !is_end(end)) ++end;
    // "Department of Dermatology Northgate General Hospital": the last ending counts.
    for (auto next = parts_.phrases.institutions.find(normal_.substr(0, end), ending.end, seen_); next;
         next = parts_.phrases.institutions.find(normal_.substr(0, end), ending.end, seen_))
      ending = *next;
    // Ranks and departments in the same part end before it begins.
    for (auto at = begin; at < ending.begin; ++at)
      for (const auto* phrases : {&parts_.phrases.departments, &parts_.phrases.grades})
        if (const auto length = phrases->at(normal_, at, seen_); length > 0 && at + length < ending.begin)
          begin = std::max(begin, at + length);
    for (const std::u32string_view word : {U"for ", U"at ", U"from ", U"of ", U"the "})
      while (begin < end && (is_white(seen_[begin]) || normal_.substr(begin).starts_with(word)))
        begin += is_white(seen_[begin]) ? 1 : word.size();
    // Numbers of affiliations: "1 Institute of Plastic Surgery, Lagoon University 2 Skin Research Unit".
    while (begin < end && (is_number(seen_[begin]) || is_white(seen_[begin]))) ++begin;
    if (const auto digit = normal_.find_first_of(U"0123456789", begin); digit < end && digit > ending.begin) end = digit;
    // "Institute of Plastic Surgery, Lagoon University".
    if (end + 2 < seen_.size() && seen_[end] == U',') {
      const auto stop = std::min(normal_.find_first_of(U",.;|()0123456789", end + 1), normal_.size());
      if (parts_.phrases.institutions.in(normal_.substr(end + 1, stop - end - 1)) && free({end, stop})) end = stop;
    }
    while (end > begin && is_white(seen_[end - 1])) --end;
    return {begin, end};
  }

  /// "MD, FAAD", "MBChB MRCGP", "RGN, independent prescriber": ranks side by side are one.
  void extend_grade() {
    for (std::size_t end = grade_->end;;) {
      auto next = end;
      while (next < normal_.size() && next < end + 2 && !used_[next] && is_divider(normal_[next])) ++next;
      const auto length = next > end ? parts_.phrases.grades.at(normal_, next, seen_) : 0;
      if (length == 0 || !is_letter(normal_[next])) break;
      end = next + length;
      use({grade_->end, end});
      found_.author.grade = text_of({grade_->begin, end});
    }
  }

  void find_name() {
    if (found_.cue) {
      // A house is meant, however many words of it look like a name: "staff writer".
      const auto run = run_at(cue_end_);
      const auto house = parts_.phrases.house_names.at(normal_, run.begin, seen_);
      found_.house = house > 0 && (run.begin + house >= normal_.size() || is_divider(normal_[run.begin + house]));
      if (found_.house || name_at(cue_end_, true)) return;
    }
    if (grade_ && name_before(grade_->begin)) return;
    if (found_.cue || grade_ || !found_.author.title.empty())
      for (std::size_t at = 0; at < seen_.size(); ++at)
        if (!used_[at] && !is_divider(normal_[at]) && (at == 0 || used_[at - 1] || is_divider(normal_[at - 1])) &&
            name_at(at, false))
          return;
  }

  /// Where the run of unused characters that begins at or after `at` ends.
  [[nodiscard]] Span run_at(std::size_t at) const {
    while (at < seen_.size() && !used_[at] && is_divider(normal_[at])) ++at;
    auto end = at;
    while (end < seen_.size() && !used_[end] && !is_divider(normal_[end])) ++end;
    return {at, end};
  }

  bool name_before(std::size_t end) {
    while (end > 0 && !used_[end - 1] && is_divider(normal_[end - 1])) --end;
    auto begin = end;
    while (begin > 0 && !used_[begin - 1] && !is_divider(normal_[begin - 1])) --begin;
    // "本文由张丽医生审核", "皮肤科的张医生".
    for (auto at = begin; at < end; ++at)
      if (seen_[at] == U'由' || seen_[at] == U'的') begin = at + 1;
    if (begin == end || !is_han(seen_[begin])) return false;
    auto run = seen_.substr(begin, end - begin);
    // Printed twice: "温益生温益生".
    if (run.size() % 2 == 0 && run.size() >= 4 && run.substr(0, run.size() / 2) == run.substr(run.size() / 2))
      run = run.substr(run.size() / 2);
    const bool single = run.size() == 1;
    if (!single && !is_han_name(parts_, normal_form(run))) return false;
    found_.author.name = to_utf8(run);
    return true;
  }

  bool name_at(std::size_t at, bool told) {
    const auto run = run_at(at);
    if (run.size() == 0) return false;
    if (is_letter(seen_[run.begin])) return latin_name(run, told);
    const auto text = seen_.substr(run.begin, run.size());
    const auto normal = normal_.substr(run.begin, run.size());
    const bool name = is_han_name(parts_, normal);
    // Behind a cue anything may be the name of a registered user.
    if (!name && !(told && run.size() <= 20)) return false;
    if (parts_.phrases.departments.is(normal) || parts_.phrases.grades.is(normal)) return false;
    found_.author.name = to_utf8(text);
    return true;
  }

  /// Words with capitals, up to four, initials and degrees apart: "R. Okonjo", "Anne-Marie O'Neill".
  bool latin_name(Span run, bool told) {
    std::size_t at = run.begin, end = run.begin;
    int words = 0;
    while (at < seen_.size() && !used_[at] && words < 4) {
      auto stop = at;
      while (stop < seen_.size() && !used_[stop] &&
             (is_letter(seen_[stop]) || seen_[stop] == U'-' || seen_[stop] == U'\'' || seen_[stop] == U'’'))
        ++stop;
      if (stop == at || !is_upper(seen_[at])) break;
      const bool initial = stop - at <= 2 && stop < seen_.size() && seen_[stop] == U'.';
      end = stop;
      ++words;
      at = stop + (initial ? 1 : 0);
      if (at < seen_.size() && seen_[at] == U' ')
        ++at;
      else if (!initial)
        break;
    }
    if (words == 0 || (words == 1 && !told)) {
      if (!told) return false;
      const auto rest = normal_.substr(run.begin);
      for (const std::u32string_view article : {U"the ", U"a ", U"an ", U"our ", U"my "})
        if (rest.starts_with(article)) return false;
      // A registered user: "glowgirl_99".
      end = run.begin;
      while (end < seen_.size() && !used_[end] && !is_white(seen_[end]) &&
             std::u32string_view(U",|;:()").find(seen_[end]) == std::u32string_view::npos)
        ++end;
      while (end > run.begin && seen_[end - 1] == U'.') --end;
    }
    found_.author.name = to_utf8(seen_.substr(run.begin, end - run.begin));
    return !found_.author.name.empty();
  }

  const Parts& parts_;
  std::u32string_view normal_, seen_;
  std::vector<bool> used_;
  std::size_t cue_end_ = 0;
  std::optional<Span> grade_;
  PersonLine found_;
};

}  // namespace

bool is_upper(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }

bool is_han_name(const Parts& parts, std::u32string_view text) {
  if (text.size() < 2 || text.size() > 4) return false;
  if (!std::ranges::all_of(text, is_han)) return false;
  constexpr std::u32string_view never_in_names = U"的了吗吧呢是不要没可能会就都也让说打做治";  // of sentences, not of people
  if (text.find_first_of(never_in_names) != text.npos) return false;
  for (const auto* other : {&parts.phrases.departments, &parts.phrases.leftovers, &parts.phrases.grades,
                            &parts.phrases.levels, &parts.phrases.date_cues, &parts.phrases.author_cues,
                            &parts.phrases.house_names, &parts.phrases.institutions, &parts.phrases.related_kinds})
    if (other->in(text)) return false;
  return true;
}

std::optional<PersonLine> read_person(const Parts& parts, std::size_t i, Span within) {
  return PersonReader(parts, i, within).read();
}

}  // namespace vultus
