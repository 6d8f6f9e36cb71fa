// How long an effect lasts: the shares of treated people in whom trials still saw it.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>

#include "vultus/ask/composer.hpp"

namespace vultus::asking {
namespace {

/// Marks that visits of trials are read as, and how far from one a visit may lie (a factor).
constexpr std::array<double, 6> marks_months{3, 6, 12, 18, 24, 36};
constexpr double weeks_per_month = 365.25 / 12.0 / 7.0, near = 1.3;
constexpr double fewest_people = 20.0;

/// What was counted around one time. A study counts once, with the mean of its outcomes.
struct Counted {
  struct Study {
    double shares = 0.0, outcomes = 0.0, people = 0.0;
    [[nodiscard]] double share() const { return shares / outcomes; }
  };
  std::map<std::string, Study> studies;

  [[nodiscard]] double people() const {
    double sum = 0.0;
    for (const auto& [id, study] : studies) sum += study.people;
    return sum;
  }
  [[nodiscard]] double share() const {
    double sum = 0.0;
    for (const auto& [id, study] : studies) sum += study.share() * study.people;
    return sum / people();
  }
  [[nodiscard]] std::pair<double, double> range() const {
    double low = 1.0, high = 0.0;
    for (const auto& [id, study] : studies) low = std::min(low, study.share()), high = std::max(high, study.share());
    return {low, high};
  }
};

std::map<double, Counted> by_month(const std::vector<EvidencePool::Still>& seen) {
  std::map<double, Counted> months;
  for (const auto& one : seen) {
    if (!one.wanted || one.weeks <= 0.0) continue;
    const double month = one.weeks / weeks_per_month;
    for (const double mark : marks_months) {
      if (month > mark * near || mark > month * near) continue;
      auto& study = months[mark].studies[one.study];
      study.shares += one.share, study.outcomes += 1.0, study.people = std::max(study.people, one.people);
      break;
    }
  }
  std::erase_if(months, [](const auto& month) { return month.second.people() < fewest_people; });
  const auto single = [](const auto& month) { return month.second.studies.size() < 2; };
  if (std::count_if(months.begin(), months.end(), single) + 2 <= std::ssize(months)) std::erase_if(months, single);  // one trial between others tells more of its people than of the time
  return months;
}

Words share_words(double mark, const Counted& counted) {
  const Words of_100 = number(std::round(100.0 * counted.share())), months = number(mark);
  if (counted.studies.size() < 2) return said(say::lasting_part, {of_100, months});
  const auto [low, high] = counted.range();
  return said(say::lasting_part_range, {of_100, months, number(std::round(100.0 * low)), number(std::round(100.0 * high))});
}

}  // namespace

bool Composer::how_long_it_lasts() {
  const bool asked = q.hint("_lasting") || (q.hint("_how_long") && q.hint("_last") && !q.hint("_the_last"));
  if (!asked || !q.events.empty() || q.intent == "which_is_best" || q.treatments.size() > 1) return false;
  const std::string code = q.treatments.empty() ? q.family : q.treatments.front();
  if (code.empty() && q.outside.empty()) return false;
  const Treatment* treatment = subject();
  if (code.empty() || (treatment != nullptr && treatment->refused)) {  // what nobody holds, or nobody should have
    will_it_work();
    return true;
  }
  if (code == "botulinum_masseter") {  // its course is computed
    if (injection_past()) will_it_recover();
    else will_it_work();
    return true;
  }
  if (treatment != nullptr && forbidden(*treatment)) return true;
  const auto members = reader.lexicon().members(code, catalog);
  const auto& pool = reader.judge().pool();
  const auto* known = reader.lexicon().condition(lexicon_condition());
  auto months = by_month(pool.still_there({members, known == nullptr ? std::vector<std::string>{} : known->tables, {}}));
  if (months.empty() && known != nullptr) months = by_month(pool.still_there({members, {}, {}}));
  const Words name = short_name(treatment_name(code));
  if (months.empty() || months.rbegin()->first < 6.0) {
    will_it_work();
    reply.verdict.text = followed(said(say::lasting_none, {lowered_first(name)}), reply.verdict.text);
    return true;
  }
  const auto main = months.contains(12.0) ? months.find(12.0) : std::prev(months.end());
  std::vector<Words> others;
  std::vector<std::string> studies;
  for (const auto& month : months) {
    if (month.first != main->first) others.push_back(share_words(month.first, month.second));
    for (const auto& [id, study] : month.second.studies)
      if (std::find(studies.begin(), studies.end(), id) == studies.end()) studies.push_back(id);
  }
  const Words list = joined(others, "; ", "；");
  const Words how = said(say::lasting_basis, {studies_words(static_cast<int>(studies.size()))});
  const int origin = origin_studies(how, studies);
  reply.verdict = {said(say::lasting_verdict, {capital_first(name), share_words(main->first, main->second)}), origin};
  if (!others.empty()) add(said(say::lasting_others, {list}), origin);
  add(words_of(say::lasting_later));
  add(words_of(say::lasting_note));
  reply.basis = how;
  reply.certainty = Certainty::low;
  cite(studies);
  if (treatment != nullptr) reply.watch = treatment->watch;
  return true;
}

}  // namespace vultus::asking
