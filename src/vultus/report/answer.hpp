// The content of an answer in one language, before it is laid out: answer_of() turns an Outlook into the sentences and rows
// that both the terminal and the page show.
#pragma once
#include <string>
#include <vector>

#include "vultus/decide/outlook.hpp"
#include "vultus/report/voice.hpp"

namespace vultus {

/// Red flags of one level and with one thing to do.
struct FlagLine {
  Flag::FlagLevel level = Flag::FlagLevel::note;
  std::string signs;  ///< "trouble swallowing, trouble breathing"
  std::string action;
  std::vector<int> sources;
};

/// One moment: how many of 100 see it then, how many do not.
struct Moment {
  double day = 0.0;
  std::string when;            ///< "today", "in 3 months"
  std::string week;            ///< "week 6"
  std::string date;            ///< when the case has dates
  double share = 0.0;          ///< that see it
  std::string seen, not_seen;  ///< of 100
  std::string nothing_seen;    ///< of 100 that see it when nothing is done; empty without a plan
};

struct Moments {
  std::string heading, seen, not_seen, nothing_seen;  ///< what the rows are called
  std::vector<Moment> columns;
};

/// An event, how many of 100 by the horizon, and when.
struct EventLine {
  std::string name, of_100, when;
  bool derived = false;
  bool among = false;  ///< `when` is the middle of those to whom it happens
};

struct FactorLine {
  std::string label, effect, reservation;
  double weeks = 0.0, weeks_q05 = 0.0, weeks_q95 = 0.0;  ///< NaN: no bar
};

/// What the answer becomes with one threshold moved.
struct ThresholdText {
  std::string intro;
  std::vector<std::string> cases;
};

struct HarmLine {
  std::string name, chance, of_100, counted, when, what_to_do, treatment;
  Urgency urgency = Urgency::next_visit;
  bool over = false;  ///< its window is past
  std::vector<int> sources;
};

struct SourceLine {
  int number = 0;
  std::string text, link;
};

struct Fact {
  std::string name, value;
};

struct Answer {
  std::string title, plan, stamp;  ///< the question; what is done; "simulated · education and research · not a diagnosis"
  bool emergency = false;
  std::vector<FlagLine> red_flags;   ///< now, within a day
  std::vector<FlagLine> exclusions;  ///< why the plan does not fit this person
  std::vector<FlagLine> cautions;    ///< everything else
  std::string alarm;                 ///< the measurements are not explained by the model
  std::string verdict;
  std::vector<std::string> verdict_more;
  Moments moments;
  std::vector<EventLine> events;
  std::vector<FactorLine> factors;
  std::vector<Fact> unmeasured;  ///< factors that people believe in and nobody has measured
  std::string factors_note;
  std::vector<ThresholdText> thresholds;
  std::vector<HarmLine> harms;
  std::string harms_note;
  std::vector<std::string> watch, look_again, aftercare;
  std::vector<std::string> questions;
  std::vector<std::string> basis, assumptions;
  std::vector<SourceLine> sources;
  std::vector<Fact> expert;
};

Answer answer_of(const Outlook& outlook, Language language);

/// The verdict alone.
std::string verdict_text(const Outlook& outlook, Language language);

}  // namespace vultus
