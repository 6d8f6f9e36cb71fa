// Who answers, signs or reviewed. Experts who are quoted are not the author: only lines that are no prose name one, the
// signature behind the last sentence, and a salutation.
#include <algorithm>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/person.hpp"

namespace vultus {
namespace {

void fill(std::string& into, const std::string& from) {
  if (into.empty()) into = from;
}

void fill(Author& into, const Author& from) {
  fill(into.grade, from.grade);
  fill(into.title, from.title);
  fill(into.department, from.department);
  fill(into.institution, from.institution);
  fill(into.level, from.level);
}

/// A line that tells of a person: short, and no sentence of the article.
bool may_tell(const Parts& parts, std::size_t i) {
  if (!parts.is_open(i) && parts.roles[i] != Role::author) return false;
  const auto kind = parts.block(i).kind;
  if (kind == Block::Kind::cell) return false;
  return width_of(parts.normal(i)) <= 160 && !parts.is_prose(i);
}

/// "R. Okonjo1, L. Feld2": names with the numbers of their affiliations; the first of them.
std::string first_of_authors(std::u32string_view text) {
  const auto digit = text.find_first_of(U"0123456789*¹²³†");
  if (digit == std::u32string_view::npos || digit < 2 || width_of(text) > 160 ||
      text.find_first_of(U",，、;") == std::u32string_view::npos)
    return {};
  const auto name = text.substr(0, digit);
  const bool capital = name[0] >= U'A' && name[0] <= U'Z';
  if (!capital && !(is_han(name[0]) && name.size() <= 4 && std::ranges::all_of(name, is_han))) return {};
  if (capital && (name.size() > 30 || is_white(name.back()) || !std::ranges::all_of(name, [](char32_t c) {
                    return is_letter(c) || c == U' ' || c == U'.' || c == U'-' || c == U'\'';
                  })))
    return {};
  // A second name with a number behind it.
  const auto second = text.find_first_of(U"0123456789*¹²³†", digit + 2);
  return second != std::u32string_view::npos && !is_number(text[second - 1]) ? to_utf8(name) : std::string{};
}

/// "Halvorsen K, Abara J, Lim SY", as journals print authors: two or more, before the end of the line, a full stop or an affiliation.
std::string journal_authors(std::u32string_view text) {
  std::size_t end = 0, names = 0;
  for (std::size_t i = 0; i < text.size();) {
    auto stop = i;
    while (stop < text.size() && (is_letter(text[stop]) || text[stop] == U'-' || text[stop] == U'\'' || text[stop] == U'’')) ++stop;
    auto initials = stop + 1;
    while (initials < text.size() && is_upper(text[initials])) ++initials;
    const bool named = stop - i >= 2 && is_upper(text[i]) && stop < text.size() && text[stop] == U' ' && initials > stop + 1 && initials <= stop + 4;
    if (!named || (initials < text.size() && text[initials] != U',' && text[initials] != U'.')) break;
    end = initials, ++names;
    if (end >= text.size() || text[end] == U'.' || text.substr(end, 2) != U", ") break;
    i = end + 2;
  }
  return names >= 2 ? to_utf8(text.substr(0, end)) : std::string{};
}

/// Two to four words with capitals ("Noor van Dijk", "R. Quillfeather") at `from`; where they end, or npos.
std::size_t end_of_name(std::u32string_view text, std::size_t from) {
  int capitals = 0;
  std::size_t end = std::u32string_view::npos;
  for (std::size_t i = from; i < text.size();) {
    std::size_t stop = i;
    while (stop < text.size() && (is_letter(text[stop]) || text[stop] == U'-' || text[stop] == U'\'' || text[stop] == U'’' || (text[stop] == U'.' && stop - i == 1))) ++stop;
    const auto word = text.substr(i, stop - i);
    const bool particle = word == U"van" || word == U"de" || word == U"der" || word == U"von" || word == U"di" || word == U"la";
    if (word.empty() || (!particle && !is_upper(word[0])) || word.size() > 20) break;
    if (!particle) ++capitals, end = stop;
    if (capitals > 4) return std::u32string_view::npos;
    if (stop >= text.size() || text[stop] != U' ') break;
    i = stop + 1;
  }
  return capitals >= 2 && capitals <= 4 ? end : std::u32string_view::npos;
}

/// "Benedikt Crowe, freelance writer, 24 May 2024", "Dr Solveig Aubertin, oculoplastic surgeon. Answered ...": a name that opens a line above the
/// text, with a comma, a full stop or nothing behind it, and a title before it, or a date or a calling in the line.
std::string latin_by_line(const Parts& parts, std::size_t i) {
  const auto seen = parts.seen(i), normal = parts.normal(i);
  if (width_of(normal) > 170 || parts.block(i).kind == Block::Kind::cell) return {};
  std::size_t from = seen.find_first_not_of(U"*_ >");
  if (from == std::u32string_view::npos) return {};
  for (auto stop = normal.find(U". "); stop != std::u32string_view::npos; stop = normal.find(U". ", stop + 1))  // "Asked by Juniper, 29. Answered by Dr ..."
    if (parts.phrases.author_cues.at(normal, stop + 2) > 0) from = stop + 2;
  if (const auto cue = parts.phrases.author_cues.at(normal, from); cue > 0) from = std::min(seen.find_first_not_of(U": ", from + cue), seen.size());
  else if (normal.substr(from, 3) == U"a: ") from += 3;
  const auto title = from < seen.size() ? parts.phrases.titles.at(normal, from) : 0;
  if (title > 0) from = std::min(seen.find_first_not_of(U". ", from + title), seen.size());
  const auto end = end_of_name(seen, from);
  if (end == std::u32string_view::npos) return {};
  const char32_t next = end < seen.size() ? seen[end] : U',';
  if (std::u32string_view(U",.;(*").find(next) == std::u32string_view::npos) return {};
  const bool told = title > 0 || !dates_in(normal).empty() || parts.phrases.grades.in(normal) || normal.find(U"writer") != std::u32string_view::npos ||
                    normal.find(U"therapist") != std::u32string_view::npos || normal.find(U"nurse") != std::u32string_view::npos || normal.find(U"surgeon") != std::u32string_view::npos;
  return told ? to_utf8(seen.substr(from, end - from)) : std::string{};
}

/// A line above the text, or the last one, that opens with a name.
bool by_name(Parts& parts) {
  std::size_t looked = 0;
  const auto name_at = [&](std::size_t i) {
    if (!parts.is_open(i)) return false;
    const std::string name = latin_by_line(parts, i);
    if (name.empty() || parts.phrases.house_names.in(normal_form(to_utf32(name)))) return false;
    const auto text = parts.normal(i);
    auto person = read_person(parts, i, {0, text.size()});
    parts.article.author = person ? person->author : Author{};
    parts.article.author->name = name;
    parts.roles[i] = Role::author;
    return true;
  };
  for (std::size_t i = 0; i < parts.size() && looked < 3; ++i) {
    if (!parts.is_open(i)) continue;
    ++looked;
    if (name_at(i)) return true;
  }
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (!parts.is_open(i)) continue;
    const auto text = parts.normal(i);
    const auto begin = text.find_first_not_of(U"*_ ");
    return begin != std::u32string_view::npos && parts.phrases.titles.at(text, begin) > 0 && name_at(i);
  }
  return false;
}

/// A hospital that stands alone above a name, perhaps with a date between them.
void add_hospital_above(const Parts& parts, std::size_t i, Author& author) {
  for (auto k = i; k-- > 0 && k + 4 > i && author.institution.empty();) {
    if (!parts.is_open(k) || parts.block(k).kind == Block::Kind::title || parts.is_prose(k) || width_of(parts.normal(k)) > 60) continue;
    const auto above = read_person(parts, k, {0, parts.normal(k).size()});
    if (above && !above->cue && above->author.name.empty() && above->author.grade.empty()) fill(author, above->author);
  }
}

/// The lines under a name that belong to it: department, hospital, its level; a name that stands alone above.
void add_neighbours(Parts& parts, std::size_t i, Author& author) {
  for (auto k = i + 1; k < parts.size() && k <= i + 4; ++k) {
    if (!parts.is_open(k) || parts.is_prose(k) || width_of(parts.normal(k)) > 80) break;
    const auto text = parts.normal(k);
    const auto more = read_person(parts, k, {0, text.size()});
    if (!more || more->cue) break;
    fill(author, more->author);
    parts.roles[k] = Role::author;
  }
  for (auto k = i; k-- > 0 && k + 3 > i;) {
    if (!parts.is_open(k)) continue;
    const auto text = bare_text(parts.normal(k));
    const bool same = !author.name.empty() && normal_form(to_utf32(author.name)) == text;
    if (!same && !(author.name.empty() && is_han_name(parts, text))) break;
    if (author.name.empty()) author.name = to_utf8(bare_text(parts.seen(k)));
    parts.roles[k] = Role::author;
  }
  add_hospital_above(parts, i, author);
}

bool by_line(Parts& parts) {
  const auto prose = parts.first_prose();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!may_tell(parts, i) || parts.behind_cue(i, parts.phrases.answer_cues) > 0) continue;
    const auto text = parts.normal(i);
    auto name = journal_authors(parts.seen(i));
    if (name.empty()) name = first_of_authors(parts.seen(i));
    if (!name.empty() && i < prose) {
      parts.article.author = Author{name, {}, {}, {}, {}, {}};
      parts.roles[i] = Role::author;
      add_neighbours(parts, i, *parts.article.author);
      return true;
    }
    const auto person = read_person(parts, i, {0, text.size()});
    if (!person || person->house) {
      if (person && person->cue) parts.roles[i] = Role::author;
      continue;
    }
    // "桑榆晚 绥河医学院整形美容中心 2026-01-15" above the text needs no rank
    const bool placed = i < prose && !person->author.name.empty() && is_han(parts.seen(i)[0]) && (!person->author.institution.empty() || !dates_in(text).empty());
    if (!person->cue && person->author.grade.empty() && !placed) continue;
    auto author = person->author;
    const auto kept = parts.roles;
    parts.roles[i] = Role::author;
    add_neighbours(parts, i, author);
    if (author.name.empty()) {
      parts.roles = kept;
      continue;
    }
    parts.article.author = std::move(author);
    return true;
  }
  return false;
}

/// "...。——王克明 主任医师" or "(Dr Jane Roe, dermatologist)" behind the last sentence.
bool by_signature(Parts& parts) {
  for (auto i = parts.size(), looked = std::size_t{0}; i-- > 0 && looked < 3;) {
    if (!parts.is_open(i) || !parts.is_prose(i)) continue;
    ++looked;
    const auto text = parts.normal(i);
    const auto sentences = sentences_in(text);
    // "Dr. Maria Lopez is a dermatologist at the General Hospital.": a line about the author.
    const bool about = sentences.size() == 1 && width_of(text) <= 160 && parts.phrases.titles.at(text, 0) > 0 &&
                       text.find(U" is a") != std::u32string_view::npos;
    if (sentences.size() < 2 && !about) continue;
    const auto last = sentences.back();
    if (!about && width_of(text.substr(last.begin, last.size())) > 80) continue;
    const auto person = read_person(parts, i, last);
    const char32_t first = text[last.begin];
    const bool dash = first == U'-' || first == U'(';
    if (!person || person->house || person->author.name.empty() ||
        !(person->cue || about || (dash && !person->author.grade.empty())))
      continue;
    parts.article.author = person->author;
    parts.cuts.push_back(parts.in_page(i, last));
    return true;
  }
  return false;
}

/// "您好，我是云河市第一人民医院皮肤科的张医生", "I'm Zoë, ...", "My name is Dr Roe".
bool by_salutation(Parts& parts) {
  int looked = 0;
  for (std::size_t i = 0; i < parts.size() && looked < 3; ++i) {
    if (!parts.is_open(i) || !parts.is_prose(i)) continue;
    ++looked;
    const auto text = parts.normal(i);
    for (const std::u32string_view cue : {U"我是", U"i'm ", U"i am ", U"my name is ", U"this is dr "}) {
      const auto at = text.substr(0, 400).find(cue);
      if (at == std::u32string_view::npos || (at > 0 && is_letter(text[at - 1]))) continue;
      const auto begin = at + (cue == U"this is dr " ? cue.size() - 3 : cue.size());
      const auto end = std::min(text.find_first_of(U",。.!;:", begin + 4), text.size());
      const bool capital = parts.seen(i)[begin] >= U'A' && parts.seen(i)[begin] <= U'Z';
      auto person = read_person(parts, i, {begin, std::min(end, begin + 60)});
      if (capital && (!person || person->author.name.empty())) {
        // A first name and nothing more, ended by a comma or a point.
        auto stop = begin;
        while (stop < text.size() && is_letter(text[stop])) ++stop;
        if (stop < text.size() && (text[stop] == U',' || text[stop] == U'.') && stop - begin >= 2) {
          person = PersonLine{};
          person->author.name = parts.utf8(parts.in_page(i, {begin, stop}));
        }
      }
      if (!person || person->author.name.empty() || (!capital && person->author.grade.empty())) continue;
      parts.article.author = person->author;
      return true;
    }
  }
  return false;
}

struct DateFound {
  std::size_t block = 0;
  PrintedDate date;
};

/// A date right behind "发布时间:" or "published".
std::optional<DateFound> date_by_cue(const Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.roles[i] == Role::related || parts.roles[i] == Role::reference || parts.roles[i] == Role::patient) continue;
    const auto text = parts.normal(i);
    for (const auto& date : dates_in(text)) {
      const auto from = date.span.begin > 40 ? date.span.begin - 40 : 0;
      const auto before = text.substr(from, date.span.begin - from);
      for (std::size_t at = 0; at < before.size(); ++at) {
        const auto length = parts.phrases.date_cues.at(before, at);
        if (length > 0 && width_of(bare_text(before.substr(at + length))) <= 4) return DateFound{i, date};
      }
      const auto after = bare_text(text.substr(date.span.end, 10));
      if (parts.phrases.date_cues.at(after, 0) > 0) return DateFound{i, date};
    }
  }
  return std::nullopt;
}

/// A line of data with a date, near the title or at the end; in the line of the author.
std::optional<DateFound> date_by_place(const Parts& parts) {
  const auto prose = parts.first_prose();
  std::optional<DateFound> last;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool open = parts.is_open(i) || parts.roles[i] == Role::author || parts.roles[i] == Role::frame;
    if (!open || parts.block(i).kind == Block::Kind::cell || parts.block(i).kind == Block::Kind::title) continue;
    const auto text = parts.normal(i);
    const auto dates = dates_in(text);
    if (dates.empty()) continue;
    const bool signs = parts.roles[i] == Role::author;
    const auto rest = width_of(text) - dates[0].span.size();
    if (signs || (!parts.is_prose(i) && rest <= (i < prose ? 60U : 24U))) {
      if (i < prose || signs) return DateFound{i, dates[0]};
      last = DateFound{i, dates[0]};
    }
    // "... — 8 September 2018 —" behind the first paragraph, between strokes.
    const auto& date = dates.back();
    const auto tail = text.substr(date.span.end);
    const bool stroke = date.span.begin >= 2 && text[date.span.begin - 2] == U'-';
    if (i <= prose && stroke && letters_of(tail).empty()) return DateFound{i, date};
  }
  return last;
}

}  // namespace

void find_author(Parts& parts) {
  if (parts.article.thread) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto text = parts.normal(i);
      if (may_tell(parts, i) && parts.phrases.author_cues.at(text, 0) > 0 && width_of(text) <= 80)
        parts.roles[i] = Role::author;
    }
    return;
  }
  if (by_line(parts) || by_signature(parts) || by_name(parts)) return;
  by_salutation(parts);
}

void find_published(Parts& parts) {
  const auto prose = parts.first_prose();
  auto found = date_by_cue(parts);
  if (!found) found = date_by_place(parts);
  // "Last reviewed: August 2023" is no heading, though it names no day.
  for (std::size_t i = 0; i < prose; ++i)
    if (parts.is_open(i) && parts.behind_cue(i, parts.phrases.date_cues) > 0 && width_of(parts.normal(i)) <= 60)
      parts.roles[i] = Role::date;
  if (!found) return;
  parts.article.published = found->date.day;
  if (parts.is_open(found->block) && !parts.is_prose(found->block)) parts.roles[found->block] = Role::date;
}

}  // namespace vultus
