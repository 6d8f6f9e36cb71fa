#include "vultus/forecast/project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "vultus/base/draws.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/forecast/spread.hpp"

namespace vultus {
namespace {

constexpr std::size_t chunk_size = 8'192;
constexpr std::size_t groups_kept = 400;  // groups that carry the intervals of means: 40,000 patients
constexpr double levels[] = {0.05, 0.25, 0.5, 0.75, 0.95};
constexpr double outer_levels[] = {0.05, 0.95};

/// Standard normals for the error of measuring one outcome, one per patient: the same at all times, as only the law of one
/// measurement is reported.
std::vector<double> errors_of(const Population& population, const Cohort& cohort, std::string_view code) {
  std::vector<double> z(cohort.patients());
  const auto key = name_key(code);
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = normal({population.seed(), cohort.id[i], Purpose::measurement, key});
  return z;
}

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

void put(Band& band, const std::vector<double>& q, const MeanInterval& mean, const std::vector<double>& measured) {
  band.q05.push_back(q[0]);
  band.q25.push_back(q[1]);
  band.median.push_back(q[2]);
  band.q75.push_back(q[3]);
  band.q95.push_back(q[4]);
  band.mean_q05.push_back(mean.q05);
  band.mean_q95.push_back(mean.q95);
  band.measured_q05.push_back(measured[0]);
  band.measured_q95.push_back(measured[1]);
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
  std::vector<double> column, noisy;
  for (std::size_t o = 0; o < tissue.observables.size(); ++o) {
    const double error_sd = tissue.observables[o].measurement_sd;
    const auto z = errors_of(population, cohort, tissue.observables[o].code);
    for (std::size_t t = 0; t < days.size(); ++t) {
      const auto values = run.of(o, t);
      column.assign(values.begin(), values.end());
      noisy.resize(column.size());
      for (std::size_t i = 0; i < column.size(); ++i) noisy[i] = column[i] + error_sd * z[i];
      if (run.summary.failed() > 0) drop_failed(column), drop_failed(noisy);
      GroupSums sums(cohort.groups);
      add_to_groups(sums, cohort, values);
      put(projection.outcomes[o], quantiles(column, levels), mean_interval(sums), quantiles(noisy, outer_levels));
    }
    projection.outcomes[o].baseline_median = projection.outcomes[o].median.front();
  }
  for (const auto& matter : matters) {
    Watch watch(matter, days, today, cohort.groups);
    watch.add(cohort, run);
    projection.events.push_back(watch.result());
    projection.watches.push_back(std::move(watch));
  }
  return projection;
}

Projection stream(const Population& population, const std::vector<Happening>& happenings, const std::vector<double>& days,
                  const std::vector<Matter>& matters, double today, const ForecastOptions& options) {
  const Tissue& tissue = population.tissue();
  const std::size_t columns = tissue.observables.size() * days.size();
  Projection projection{days, empty_bands(tissue), {}, {}, {}};
  std::vector<Sketch> truth, measured;
  std::vector<GroupSums> sums(columns, GroupSums(groups_kept));
  for (const auto& matter : matters) projection.watches.emplace_back(matter, days, today, groups_kept);
  std::vector<double> column, noisy;
  for (std::size_t first = 0; first < options.patients; first += chunk_size) {
    const std::size_t count = std::min(chunk_size, options.patients - first);
    Cohort cohort = draw_cohort(population, first, count);
    for (std::size_t i = 0; i < count; ++i) cohort.group[i] = static_cast<std::uint32_t>(Population::group_of(first + i));
    const auto run = carry(population, cohort, happenings, days, settings_of(options));
    projection.lanes += run.summary;
    for (std::size_t o = 0; o < tissue.observables.size(); ++o) {
      const auto z = errors_of(population, cohort, tissue.observables[o].code);
      for (std::size_t t = 0; t < days.size(); ++t) {
        const std::size_t at = o * days.size() + t;
        const auto values = run.of(o, t);
        column.assign(values.begin(), values.end());
        noisy.resize(count);
        for (std::size_t i = 0; i < count; ++i) noisy[i] = column[i] + tissue.observables[o].measurement_sd * z[i];
        drop_failed(column), drop_failed(noisy);
        if (first == 0) truth.emplace_back(column), measured.emplace_back(noisy);
        truth[at].add(column), measured[at].add(noisy);
        add_to_groups(sums[at], cohort, values);
      }
    }
    for (auto& watch : projection.watches) watch.add(cohort, run);
    report_progress(options, static_cast<double>(first + count) / static_cast<double>(options.patients));
  }
  for (std::size_t at = 0; at < columns; ++at)
    put(projection.outcomes[at / days.size()], truth[at].quantiles(levels), mean_interval(sums[at]), measured[at].quantiles(outer_levels));
  for (auto& band : projection.outcomes) band.baseline_median = band.median.front();
  for (const auto& watch : projection.watches) projection.events.push_back(watch.result());
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
