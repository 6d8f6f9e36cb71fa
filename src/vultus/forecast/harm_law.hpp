// The law of a harm's rate: studies scatter about their treatment's rate, treatments about what is usual for the event.
// Summed on a grid, without sampling. No medicine in it: counts in, quantiles out.
#pragma once
#include <vector>

namespace vultus {

/// Events among n in one study.
struct StudyCount {
  double events = 0.0, n = 0.0;
};

/// A number that is not known: its possible values and how likely each is before any count. Weights need not add up to 1.
struct Spread {
  std::vector<double> values, weights;
};

/// For one event, over treatments t and their studies i:
///
///     count_ti ~ BetaBinomial(n_ti, rate p_t, scatter)   a study's own rate is a beta law about p_t
///     p_t      ~ Beta(mean phi, (1 - mean) phi)          a treatment's rate is a beta law about what is usual for the event
///
/// and every rate lies between one in 100,000 and all but one in 100,000. How much treatments differ (`spread`) and how much
/// one study or clinic differs from another with the same treatment (`scatter`) are both told as the sd of log odds: a beta
/// law with that sd, to first order, has precision phi = 1/(sd^2 p (1-p)) - 1, so one number means the same for rare and
/// common harms. Both stay below 2; a scatter of 0 is the binomial law.
struct HarmLaw {
  Spread mean, spread, scatter;
};

/// What is assumed of every harm before any count:
/// mean     weight of Beta(1/2, 2), from 1 in 500 to 98 of 100: most harms that trials name are uncommon, none is
/// impossible; spread   uniform on the log scale from 0.25 to 1.8: from treatments that are much alike to treatments that
/// hardly tell of each other; scatter  half-normal with sd 0.7, from 0.1 to 1.2: between studies odds commonly differ by a
/// factor of 2, seldom by more than 4. Beyond
///          1.2 a beta law of rare harms piles up at 0, and 1 in 6,000 counted would hardly speak against 1 in 25.
const HarmLaw& usual_harm_law();

/// The law of the rate that one more study or clinic would have.
struct PredictedRate {
  double median = 0.0, q05 = 0.0, q95 = 0.0;
};

/// `own`: the studies of the treatment asked for (none: what other treatments suggest); `others`: those of each other
/// treatment.
PredictedRate predict_rate(const std::vector<StudyCount>& own, const std::vector<std::vector<StudyCount>>& others,
                           const HarmLaw& law);

}  // namespace vultus
