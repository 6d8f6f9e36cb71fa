// One plan's future for one person: bands over time, events, harms, flags, and what it all rests on.
#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "vultus/base/language.hpp"
#include "vultus/casefile/casefile.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/infer/assimilate.hpp"
#include "vultus/solve/solve.hpp"

namespace vultus {

inline constexpr double never = std::numeric_limits<double>::infinity();

/// How an outcome runs. All arrays have the length of Forecast::days.
struct Band {
  std::string outcome, unit;
  Words name;
  std::vector<double> median, q05, q25, q75, q95;  ///< of the true value in one patient
  std::vector<double> mean_q05, mean_q95;          ///< of the average of people like this one
  std::vector<double> measured_q05, measured_q95;  ///< of what one measurement would show
  /// Where the variance of one measurement in one patient comes from; they add up to 1 (all 0 where nothing varies): parameters that
  /// are not known, what trials showed beside the mechanism, how people differ, the error of measuring.
  std::vector<double> share_parameters, share_discrepancy, share_people, share_measurement;
  double baseline_median = 0.0;                    ///< before the first dose
  bool derived = false;                            ///< follows from the mechanism; no study followed it over time
};

/// Something that is so or not so in a patient at a time: a hollow is seen, size is back, a goal is met.
struct EventCurve {
  enum class Kind {
    noticed,    ///< an event of the tissue: the person notices it
    gone,       ///< it has been there and is gone for good (until the horizon)
    recovered,  ///< an outcome is back within a tenth of baseline for good, having left it
    goal,       ///< a goal of the case is met
  };
  Kind kind = Kind::noticed;
  std::string code;      ///< "sunken_cheek", "sunken_cheek_gone", "bite_force_recovered", "goal_1"
  std::string about;     ///< the event or outcome code that it is about; the goal's text for a goal
  Words name;
  double probability = 0.0;                  ///< that it happens between today and the horizon; for `noticed`: is or will be there
  double probability_q05 = 0.0, probability_q95 = 0.0;  ///< what we do not know of it (over population parameters)
  double q05_day = never, median_day = never, q95_day = never;  ///< among those in whom it happens
  double half_day = never, ninety_day = never;   ///< days by which 50 and 90 of 100 (all) have it; `never`: not by the horizon
  double half_day_q05 = never, half_day_q95 = never;  ///< what we do not know of half_day
  std::vector<double> share, share_q05, share_q95;    ///< share of people in whom it is so, per forecast day
  bool derived = false;
};

struct HarmForecast {
  std::string event, treatment;
  Words name;
  double probability = 0.0, q05 = 0.0, q95 = 0.0;
  double from_day = 0.0, to_day = 0.0;  ///< window, days after the treatment
  Urgency urgency = Urgency::next_visit;
  Words what_to_do;
  std::vector<std::string> rests_on;  ///< study ids; empty: known, never counted
  double events = 0.0, people = 0.0;
  double people_with_others = 0.0;    ///< of the people, given other treatments with it
  bool past = false;  ///< of a treatment that has been given
};

struct Flag {
  enum class FlagLevel { now, within_a_day, next_visit, excluded, caution, note };
  FlagLevel level = FlagLevel::note;
  std::string code;
  Words text, action;
  std::string source;
};

struct ModelUse {
  std::string name, version, posterior, status;  ///< status: rough_fit | calibrated
  Words status_note;
  int studies = 0, participants = 0;
  std::optional<double> error_against_mean;  ///< calibrated: on trials never seen, over that of averaging similar trials
  bool in_range = true;
  std::vector<Words> out_of_range;  ///< why the case lies outside the data
};

struct Citation {
  std::string study_id, citation, doi, url, risk_of_bias;
  int year = 0;
  std::optional<int> people;
};

enum class Certainty { high, moderate, low, very_low, none };

struct Forecast {
  std::string case_file, plan;
  std::uint64_t seed = 1;
  std::size_t patients = 0;
  double today = 0.0, horizon = 0.0;
  std::vector<double> days;
  std::vector<Band> outcomes;
  std::vector<EventCurve> events;
  std::vector<HarmForecast> harms;
  std::vector<Flag> flags;
  std::vector<ModelUse> models;
  std::vector<Citation> rests_on;
  std::vector<std::string> assumptions_en, assumptions_zh;
  Certainty certainty = Certainty::very_low;          ///< of measured outcomes
  Certainty certainty_derived = Certainty::very_low;  ///< of what is derived
  std::vector<Words> certainty_reasons;
  Conditioning conditioning;
  solve::RunSummary lanes;
  double relative_tolerance = 1e-6;  ///< of the solver, as asked for in ForecastOptions

  [[nodiscard]] const Band* outcome(std::string_view code) const;
  [[nodiscard]] const EventCurve* event(std::string_view code) const;
};

/// Called now and then with the share done (0..1); returning false stops the work (std::runtime_error "stopped").
using Progress = std::function<bool(double)>;

struct ForecastOptions {
  std::size_t patients = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: all; never changes a number
  double relative_tolerance = 1e-6;
  bool factors = true;   ///< also compute what moves the outlook, the thresholds moved, the next measurement
  bool bands = true;     ///< false: only events are wanted; outcomes hold no numbers
  Progress progress;
};

}  // namespace vultus
