// The whole answer for one case and plan: forecast, doing nothing beside it, what moves it, what to watch.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "vultus/forecast/forecast.hpp"

namespace vultus {

/// What one factor of this person does, found by moving that factor alone on the same virtual patients.
struct FactorEffect {
  std::string code;   ///< "dose", "product", "repetition", "recovery_rate", "care", "radiofrequency", ...
  Words label;        ///< what is moved: "dose 50 U per side instead of 30 U"
  bool measured = true;   ///< false: nobody has measured it; only `finding` is said
  Words finding;          ///< for factors without evidence, or the reservation on one with little
  /// Later (+) or earlier (-) in weeks, for the day by which half the people are through (Outlook::main_event); NaN: cannot be said
  double weeks = 0.0, weeks_q05 = 0.0, weeks_q95 = 0.0;
  /// Change of the share (0..1) that is through by the horizon.
  double share = 0.0, share_q05 = 0.0, share_q95 = 0.0;
  /// Change of the greatest loss of thickness at rest, mm (+: deeper).
  double depth = 0.0, depth_q05 = 0.0, depth_q95 = 0.0;
  bool beyond_horizon = false;  ///< one of the two does not get half the people there within three years
};

/// The answer with the notice threshold moved: nobody has measured where people begin to see a hollow.
struct ThresholdAnswer {
  std::string event;
  Words name;
  double moved_by = 1.5;             ///< threshold divided by this (sooner seen) and multiplied by it
  double half_day_sooner_seen = never, half_day_later_seen = never;  ///< of "gone", days
  double share_sooner_seen = 0.0, share_later_seen = 0.0;            ///< of "gone" by the horizon
  double noticed_sooner_seen = 0.0, noticed_later_seen = 0.0;        ///< share of people who notice it at all
};

struct NextMeasurement {
  std::string outcome;
  Words name;
  double day = 0.0;
  double narrows = 0.0;  ///< share by which the interval of the main event's day is expected to shrink
};

struct Outlook {
  CaseFile casefile;
  Forecast plan;
  std::optional<Forecast> nothing;  ///< absent when the plan does nothing
  std::string main_event;           ///< code of the EventCurve that the question is about ("sunken_cheek_gone")
  std::string main_outcome;         ///< code of the Band drawn first
  std::vector<FactorEffect> factors;  ///< largest first, those without evidence last
  std::vector<ThresholdAnswer> thresholds;
  std::optional<NextMeasurement> next_measurement;
  double weeks_size_lags_force = 0.0;  ///< how much later half the people have size back than force; NaN when not within the horizon
  std::vector<Words> watch, aftercare;
  std::map<std::string, Words> names;  ///< treatments, outcomes and events of the case by code, as Catalog::name_of says them
  std::map<std::string, std::string> dose_units;  ///< by treatment
  bool emergency = false;  ///< a red flag fits the question or the case now: nothing after it
};

/// Why a question cannot be answered: what is missing, in words for the asker.
struct Uncovered {
  std::vector<Words> missing;
};

/// Computes everything that an answer needs. The case must have passed read_case() with the same catalog; `plan` is one of its
/// plans. Uncovered where no tissue model speaks of the case's condition or no data file of one of its treatments.
tl::expected<Outlook, Uncovered> outlook(const CaseFile& casefile, const Plan& plan, const Catalog& catalog,
                                         const ForecastOptions& options);

}  // namespace vultus
