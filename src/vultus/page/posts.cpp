// Posts of several people, and what a patient wrote before the answer.
#include <algorithm>

#include "vultus/page/dates.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/parts.hpp"

namespace vultus {
namespace {

/// "3楼", "#3", "post 3", "网友", "reply by": where a post's own words begin behind its speaker; nothing: no post begins
/// here.
std::optional<std::size_t> begins_post(const Parts& parts, std::size_t i) {
  const auto text = parts.normal(i);
  std::size_t at = text.starts_with(U"#") ? 1 : 0;
  const auto digits = at;
  while (at < text.size() && is_number(text[at])) ++at;
  const bool numbered = at > digits && at <= digits + 4;
  const bool floor = numbered && at < text.size() && (text[at] == U'楼' || text[at] == U'f') &&
                     (at + 1 >= text.size() || !is_letter(text[at + 1]));
  const bool hash = numbered && digits == 1;
  const auto word = parts.phrases.speakers.at(text, 0);
  if (!floor && !hash && word == 0) return std::nullopt;
  at = word > 0 ? word : at + (floor ? 1 : 0);
  // "发帖人：momo 2025-05-01 23:47": a line about the post, nothing of it.
  if (width_of(text) <= 60 && !dates_in(text).empty()) return text.size();
  auto colon = text.find(U':', at);
  // A time of day has colons of its own.
  while (colon != std::u32string_view::npos && colon + 1 < text.size() && is_number(text[colon + 1]))
    colon = text.find(U':', colon + 1);
  if (colon != std::u32string_view::npos && colon <= at + 24) return colon + 1;
  return width_of(text) <= 50 ? text.size() : at;
}

/// Several answers, each signed in the same way: "Answered by Sam", "Answered by glowgirl_99".
std::size_t distinct_answers(const Parts& parts) {
  std::vector<std::u32string> answers;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts.is_open(i)) continue;
    const auto text = parts.normal(i);
    const auto cue = parts.phrases.author_cues.at(text, 0);
    if (cue == 0 || !parts.phrases.answer_cues.in(text.substr(0, cue))) continue;
    auto name = letters_of(text.substr(cue, std::min(text.find_first_of(U",(|", cue), cue + 24) - cue));
    if (std::ranges::find(answers, name) == answers.end()) answers.push_back(std::move(name));
  }
  return answers.size();
}

void mark_posts(Parts& parts) {
  std::vector<std::pair<std::size_t, std::size_t>> posts;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts.is_open(i))
      if (const auto own = begins_post(parts, i)) posts.emplace_back(i, *own);
  parts.article.thread = posts.size() >= 2 || distinct_answers(parts) >= 2;
  if (posts.size() < 2) return;
  for (const auto& [i, own] : posts) {
    const auto text = parts.normal(i);
    if (own >= text.size())
      parts.roles[i] = Role::author;
    else
      parts.cuts.push_back(parts.in_page(i, {0, own}));
  }
  // Where a question has been asked under its own cue, every post is an answer.
  for (std::size_t i = 0; i < posts[0].first; ++i)
    if (parts.is_open(i) && parts.behind_cue(i, parts.phrases.question_cues) > 0) return;
  // What stands before the second speaker is the question.
  const auto first = posts[0].first, second = posts[1].first;
  const bool opener = posts[0].second >= parts.normal(first).size();
  const auto is_data = [&](std::u32string_view text) { return width_of(text) <= 60 && parts.phrases.date_cues.in(text); };
  const auto begin = opener ? first + 1 : 0;
  for (auto k = begin; k < (opener ? second : first); ++k)
    if (parts.is_open(k) && !is_data(parts.normal(k)) && parts.phrases.author_cues.at(parts.normal(k), 0) == 0 &&
        width_of(parts.normal(k)) > 16)
      parts.roles[k] = Role::patient;
}

bool ends_question(const Parts& parts, std::size_t i) {
  const auto text = parts.normal(i);
  if (parts.phrases.author_cues.at(text, 0) > 0 || parts.behind_cue(i, parts.phrases.answer_cues) > 0) return true;
  if (parts.is_head(i, parts.phrases.answer_cues)) return true;
  return !parts.is_prose(i) && parts.phrases.grades.in(text);
}

/// "王医生,您好!我脸上有痘坑,...有用吗?" as the first line of a page.
void mark_greeting(Parts& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (!parts.is_open(i)) continue;
    if (greets_doctor(parts.normal(i))) parts.roles[i] = Role::patient;
    return;
  }
}

void mark_question(Parts& parts) {
  std::vector<std::size_t> cues;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts.is_open(i) && parts.block(i).kind != Block::Kind::cell &&
        (parts.behind_cue(i, parts.phrases.question_cues) > 0 || parts.phrases.question_cues.is(bare_text(parts.normal(i)))))
      cues.push_back(i);
  if (cues.empty() && parts.article.title.empty()) mark_greeting(parts);
  // Many questions, each with its answer, are the article's own.
  if (cues.empty() || cues.size() > 3) return;
  for (const auto cue : cues) {
    auto end = cue + 1;
    while (end < parts.size() && end < cue + 12 && !ends_question(parts, end) && parts.is_open(end)) ++end;
    // Without an answer after it only the line itself is the question.
    if (end >= parts.size() || end >= cue + 12 || !parts.is_open(end)) end = cue + 1;
    for (auto k = cue; k < end; ++k)
      if (parts.is_open(k)) parts.roles[k] = Role::patient;
  }
}

}  // namespace

void find_posts(Parts& parts) {
  mark_posts(parts);
  if (!parts.article.thread || std::ranges::find(parts.roles, Role::patient) == parts.roles.end()) mark_question(parts);
  auto& article = parts.article;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.roles[i] == Role::open) {
      // "答：..." is body behind its cue.
      if (const auto at = parts.behind_cue(i, parts.phrases.answer_cues); at > 0)
        parts.cuts.push_back(parts.in_page(i, {0, at}));
      continue;
    }
    if (parts.roles[i] != Role::patient) continue;
    const auto at = parts.behind_cue(i, parts.phrases.question_cues);
    const auto own = parts.in_page(i, {at, parts.normal(i).size()});
    if (own.size() == 0 || parts.phrases.question_cues.is(bare_text(parts.normal(i)))) continue;
    article.patient.push_back(own);
    if (!article.description.empty()) article.description += '\n';
    article.description += parts.utf8(own);
  }
  if (article.question.empty() && !article.description.empty()) {
    const auto seen = to_utf32(article.description);
    for (const auto& sentence : sentences_in(normal_form(seen)))
      if (const auto text = seen.substr(sentence.begin, sentence.size());
          text.find_first_of(U"?？") != std::u32string::npos) {
        article.question = to_utf8(text);
        break;
      }
  }
}

}  // namespace vultus
