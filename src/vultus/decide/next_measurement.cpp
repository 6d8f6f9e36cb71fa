#include "vultus/decide/next_measurement.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "vultus/base/draws.hpp"
#include "vultus/forecast/project.hpp"

namespace vultus {
namespace {

constexpr double from_today[] = {14.0, 28.0, 56.0, 84.0};
constexpr std::size_t patients_used = 1'000;
constexpr double worth_saying = 0.05;

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t k = 0; k < order.size();) {  // ties share their middle rank
    std::size_t end = k;
    while (end < order.size() && values[order[end]] == values[order[k]]) ++end;
    for (std::size_t m = k; m < end; ++m) rank[order[m]] = 0.5 * static_cast<double>(k + end - 1);
    k = end;
  }
  return rank;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n, mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return aa > 0.0 && bb > 0.0 ? ab / std::sqrt(aa * bb) : 0.0;
}

}  // namespace

std::optional<NextMeasurement> next_measurement(const Population& population, const Cohort& cohort, const CaseFile& casefile,
                                                const Plan& plan, const Catalog& catalog, const Matter& matter,
                                                const ForecastOptions& options) {
  const Tissue& tissue = population.tissue();
  const Cohort part = thinned(cohort, patients_used);
  std::vector<double> days;
  for (double day = 0.0; day <= 2 * casefile.horizon_days; day += 7.0) days.push_back(day);
  for (const double ahead : from_today)
    if (casefile.today + ahead < casefile.horizon_days) days.push_back(casefile.today + ahead);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  const auto run = carry(population, part, timetable(casefile, plan, catalog), days, settings_of(options));
  Watch watch(matter, days, casefile.today, part.groups);
  watch.add(part, run);

  std::vector<std::size_t> counted;
  std::vector<double> through;
  for (std::size_t i = 0; i < part.patients(); ++i) {
    const double day = watch.patient_days()[i];
    if (std::isnan(day)) continue;
    counted.push_back(i);
    through.push_back(std::min(day, days.back() + 7.0));  // those not through yet rank last
  }
  if (counted.size() < 50) return std::nullopt;
  const auto through_ranks = ranks(through);
  NextMeasurement best;
  for (std::size_t o = 0; o < tissue.observables.size(); ++o) {
    const auto& fact = tissue.observables[o];
    const bool derived = std::any_of(tissue.events.begin(), tissue.events.end(),
                                     [&](const EventFact& e) { return e.observable == fact.code && e.derived; });
    if (derived) continue;
    for (const double ahead : from_today) {
      const auto at = std::lower_bound(days.begin(), days.end(), casefile.today + ahead);
      if (at == days.end() || *at != casefile.today + ahead || *at >= casefile.horizon_days) continue;
      const auto values = run.of(o, static_cast<std::size_t>(at - days.begin()));
      std::vector<double> measured;
      measured.reserve(counted.size());
      for (const std::size_t i : counted)
        measured.push_back(values[i] + fact.measurement_sd * normal({population.seed(), part.id[i], Purpose::measurement,
                                                                     name_key(fact.code) + static_cast<std::uint64_t>(*at)}));
      const double r = correlation(ranks(measured), through_ranks);
      const double narrows = 1.0 - std::sqrt(std::max(1.0 - r * r, 0.0));
      if (narrows > best.narrows) best = {fact.code, fact.name, *at, narrows};
    }
  }
  if (best.narrows < worth_saying) return std::nullopt;
  return best;
}

}  // namespace vultus
