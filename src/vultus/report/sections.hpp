// The parts of an answer, one function each; answer_of() calls them in order. Not for other rooms.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "vultus/report/answer.hpp"

namespace vultus::sections {

/// What every part needs to know of the question.
struct Subject {
  const Outlook* outlook = nullptr;
  const EventCurve* main = nullptr;     ///< the event that the question is about; may be absent
  const EventCurve* noticed = nullptr;  ///< the noticed event behind it
  std::string about;                    ///< its code: "sunken_cheek"
  bool seen_today = false;              ///< at least half of such people see it today
  bool seen_before = false;             ///< it was there, or half of such people have had it
  Certainty certainty = Certainty::very_low;
};
Subject subject_of(const Outlook& outlook);

/// Gives sources their numbers in the order in which they are first used.
class Sources {
 public:
  explicit Sources(const std::vector<Citation>& citations) : citations_(&citations) {}
  /// Numbers of those study ids that have a citation; each is now used.
  std::vector<int> cite(const std::vector<std::string>& study_ids);
  std::vector<int> cite_all();
  [[nodiscard]] std::vector<SourceLine> lines(const Voice& voice) const;

 private:
  int number_of(std::size_t citation);
  const std::vector<Citation>* citations_;
  std::map<std::size_t, int> numbers_;
  std::vector<std::size_t> order_;
};

void add_title(Answer& answer, const Subject& subject, const Voice& voice);
void add_flags(Answer& answer, const Subject& subject, const Voice& voice, Sources& sources);
void add_verdict(Answer& answer, const Subject& subject, const Voice& voice);
void add_moments(Answer& answer, const Subject& subject, const Voice& voice);
void add_events(Answer& answer, const Subject& subject, const Voice& voice);
void add_factors(Answer& answer, const Subject& subject, const Voice& voice);
void add_thresholds(Answer& answer, const Subject& subject, const Voice& voice);
void add_harms(Answer& answer, const Subject& subject, const Voice& voice, Sources& sources);
void add_watch(Answer& answer, const Subject& subject, const Voice& voice);
void add_questions(Answer& answer, const Subject& subject, const Voice& voice);
void add_basis(Answer& answer, const Subject& subject, const Voice& voice, Sources& sources);
void add_expert(Answer& answer, const Subject& subject, const Voice& voice);

/// " (by week 52)": how the horizon is named everywhere.
std::string by_horizon(const Voice& voice);
const Plan* plan_of(const Outlook& outlook);
/// "hyaluronic acid filler, 1 ml per side, week 10".
std::string say_entry(const Entry& entry, const std::string& unit, const Voice& voice);
/// "1" for 1.0, "0.5" for 0.5.
std::string plain_number(double value);
/// "the hollow is gone", without the day by which.
std::string say_goal(const Goal& goal, const Voice& voice, const Forecast& plan);
/// How sure the verdict may sound: "it may be that ".
std::string lead(Certainty certainty, const Voice& voice);
/// With a capital letter.
std::string as_sentence(std::string text);
const Term& certainty_word(Certainty certainty);
/// The question as title where it is in the answer's language.
std::string title_of(const CaseFile& casefile, const std::string& otherwise, const Voice& voice);

}  // namespace vultus::sections
