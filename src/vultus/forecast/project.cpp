#include "vultus/forecast/project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "vultus/base/draws.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/forecast/spread.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr std::size_t chunk_size = 8'192;
constexpr std::size_t groups_kept = 400;  // groups that carry the intervals of means: 40,000 patients
constexpr double levels[] = {0.05, 0.25, 0.5, 0.75, 0.95};
constexpr double outer_levels[] = {0.05, 0.95};

/// Standard normals for the error of measuring each outcome, one per patient: the same at all times, as only the law of one
/// measurement is reported.
class Errors {
 public:
  Errors(const Population& population, const Cohort& cohort, unsigned threads)
      : observables_(population.tissue().observables), z_(observables_.size(), std::vector<double>(cohort.patients())) {
    solve::share(z_.size(), threads, [&](std::size_t o) {
      const auto key = name_key(observables_[o].code);
      for (std::size_t i = 0; i < z_[o].size(); ++i)
        z_[o][i] = normal({population.seed(), cohort.id[i], Purpose::measurement, key});
    });
  }

  [[nodiscard]] std::vector<double> added_to(std::span<const double> values, std::size_t observable) const {
    std::vector<double> noisy(values.begin(), values.end());
    const double sd = observables_[observable].measurement_sd;
    for (std::size_t i = 0; i < noisy.size(); ++i) noisy[i] += sd * z_[observable][i];
    return noisy;
  }

 private:
  const std::vector<ObservableFact>& observables_;
  std::vector<std::vector<double>> z_;
};

void add_to_groups(GroupSums& sums, const Cohort& cohort, std::span<const double> column) {
  for (std::size_t i = 0; i < column.size();) {  // copies of one person stand side by side: one observation
    double total = 0.0, weight = 0.0;
    std::size_t j = i;
    for (; j < column.size() && cohort.id[j] == cohort.id[i]; ++j) {
      if (std::isnan(column[j])) continue;
      total += column[j];
      weight += 1.0;
    }
    if (weight > 0.0 && cohort.group[i] < sums.weight.size()) sums.add(cohort.group[i], total / weight, weight);
    i = j;
  }
}

std::vector<Band> empty_bands(const Tissue& tissue) {
  std::vector<Band> bands;
  for (const auto& fact : tissue.observables) {
    Band band;
    band.outcome = fact.code;
    band.unit = fact.unit;
    band.name = fact.name;
    for (const auto& event : tissue.events)
      if (event.observable == fact.code && event.derived) band.derived = true;
    bands.push_back(band);
  }
  return bands;
}

/// What is kept of one outcome on one day.
struct Summary {
  std::vector<double> quantiles;
  MeanInterval mean;
  std::vector<double> measured;
};

/// `summaries`: outcomes x days.
void put(std::vector<Band>& bands, const std::vector<Summary>& summaries) {
  const std::size_t days = summaries.size() / std::max<std::size_t>(bands.size(), 1);
  for (std::size_t at = 0; at < summaries.size(); ++at) {
    const Summary& summary = summaries[at];
    Band& band = bands[at / days];
    band.q05.push_back(summary.quantiles[0]);
    band.q25.push_back(summary.quantiles[1]);
    band.median.push_back(summary.quantiles[2]);
    band.q75.push_back(summary.quantiles[3]);
    band.q95.push_back(summary.quantiles[4]);
    band.mean_q05.push_back(summary.mean.q05);
    band.mean_q95.push_back(summary.mean.q95);
    band.measured_q05.push_back(summary.measured[0]);
    band.measured_q95.push_back(summary.measured[1]);
  }
  for (auto& band : bands) band.baseline_median = band.median.front();
}

void drop_failed(std::vector<double>& column) {
  column.erase(std::remove_if(column.begin(), column.end(), [](double v) { return std::isnan(v); }), column.end());
}

void report_progress(const ForecastOptions& options, double share) {
  if (options.progress && !options.progress(share)) throw std::runtime_error("stopped");
}

}  // namespace

solve::Settings settings_of(const ForecastOptions& options) {
  solve::Settings settings;
  settings.relative = options.relative_tolerance;
  settings.absolute = options.relative_tolerance * 1e-2;
  settings.threads = options.threads;
  return settings;
}

Projection project(const Population& population, const Cohort& cohort, const std::vector<Happening>& happenings,
                   const std::vector<double>& days, const std::vector<Matter>& matters, double today, const ForecastOptions& options) {
  const Tissue& tissue = population.tissue();
  Projection projection{days, empty_bands(tissue), {}, {}, {}};
  const auto run = carry(population, cohort, happenings, days, settings_of(options));
  projection.lanes = run.summary;
  const Errors errors(population, cohort, options.threads);
  std::vector<Summary> summaries(tissue.observables.size() * days.size());
  solve::share(summaries.size(), options.threads, [&](std::size_t at) {
    const std::size_t o = at / days.size();
    const auto values = run.of(o, at % days.size());
    std::vector<double> column(values.begin(), values.end()), noisy = errors.added_to(values, o);
    if (run.summary.failed() > 0) drop_failed(column), drop_failed(noisy);
    GroupSums sums(cohort.groups);
    add_to_groups(sums, cohort, values);
    summaries[at] = {quantiles(column, levels), mean_interval(sums), quantiles(noisy, outer_levels)};
  });
  put(projection.outcomes, summaries);
  for (const auto& matter : matters) projection.watches.emplace_back(matter, days, today, cohort.groups);
  projection.events.resize(matters.size());
  solve::share(matters.size(), options.threads, [&](std::size_t m) {
    projection.watches[m].add(cohort, run);
    projection.events[m] = projection.watches[m].result();
  });
  return projection;
}

Projection stream(const Population& population, const std::vector<Happening>& happenings, const std::vector<double>& days,
                  const std::vector<Matter>& matters, double today, const ForecastOptions& options) {
  const Tissue& tissue = population.tissue();
  const std::size_t columns = tissue.observables.size() * days.size();
  Projection projection{days, empty_bands(tissue), {}, {}, {}};
  std::vector<Sketch> truth(columns), measured(columns);
  std::vector<GroupSums> sums(columns, GroupSums(groups_kept));
  for (const auto& matter : matters) projection.watches.emplace_back(matter, days, today, groups_kept);
  for (std::size_t first = 0; first < options.patients; first += chunk_size) {
    const std::size_t count = std::min(chunk_size, options.patients - first);
    Cohort cohort = draw_cohort(population, first, count, options.threads);
    for (std::size_t i = 0; i < count; ++i) cohort.group[i] = static_cast<std::uint32_t>(Population::group_of(first + i));
    const auto run = carry(population, cohort, happenings, days, settings_of(options));
    projection.lanes += run.summary;
    const Errors errors(population, cohort, options.threads);
    solve::share(columns + matters.size(), options.threads, [&](std::size_t at) {
      if (at >= columns) return projection.watches[at - columns].add(cohort, run);
      const std::size_t o = at / days.size();
      const auto values = run.of(o, at % days.size());
      std::vector<double> column(values.begin(), values.end()), noisy = errors.added_to(values, o);
      drop_failed(column), drop_failed(noisy);
      if (first == 0) truth[at] = Sketch(column), measured[at] = Sketch(noisy);
      truth[at].add(column), measured[at].add(noisy);
      add_to_groups(sums[at], cohort, values);
    });
    report_progress(options, static_cast<double>(first + count) / static_cast<double>(options.patients));
  }
  std::vector<Summary> summaries(columns);
  for (std::size_t at = 0; at < columns; ++at)
    summaries[at] = {truth[at].quantiles(levels), mean_interval(sums[at]), measured[at].quantiles(outer_levels)};
  put(projection.outcomes, summaries);
  projection.events.resize(matters.size());
  solve::share(matters.size(), options.threads, [&](std::size_t m) { projection.events[m] = projection.watches[m].result(); });
  return projection;
}

const Band* Forecast::outcome(std::string_view code) const {
  const auto it = std::find_if(outcomes.begin(), outcomes.end(), [&](const Band& b) { return b.outcome == code; });
  return it == outcomes.end() ? nullptr : &*it;
}

const EventCurve* Forecast::event(std::string_view code) const {
  const auto it = std::find_if(events.begin(), events.end(), [&](const EventCurve& e) { return e.code == code; });
  return it == events.end() ? nullptr : &*it;
}

}  // namespace vultus
