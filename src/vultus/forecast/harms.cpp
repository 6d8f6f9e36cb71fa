#include "vultus/forecast/harms.hpp"

#include <set>

#include "vultus/forecast/harm_law.hpp"

namespace vultus {
namespace {

std::vector<StudyCount> counts_of(const std::vector<HarmTally>& tallies) {
  std::vector<StudyCount> counts;
  counts.reserve(tallies.size());
  for (const auto& tally : tallies) counts.push_back({tally.events, tally.n});
  return counts;
}

}  // namespace

Rate rate_of(const HarmCounts& counts) {
  Rate rate;
  if (counts.own.empty()) return rate;
  std::set<std::string> studies;
  for (const auto& tally : counts.own) {
    rate.events += tally.events;
    rate.people += tally.n;
    if (tally.treatments.size() > 1) rate.people_with_others += tally.n;
    studies.insert(tally.study);
  }
  rate.studies.assign(studies.begin(), studies.end());
  std::vector<std::vector<StudyCount>> others;
  others.reserve(counts.others.size());
  for (const auto& tallies : counts.others) others.push_back(counts_of(tallies));
  const PredictedRate predicted = predict_rate(counts_of(counts.own), others, usual_harm_law());
  rate.median = predicted.median;
  rate.q05 = predicted.q05;
  rate.q95 = predicted.q95;
  return rate;
}

Rate rate_of(const Catalog& catalog, std::string_view event, std::string_view treatment) {
  return rate_of(harm_counts(catalog, event, treatment));
}

}  // namespace vultus
