#include "vultus/forecast/project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "vultus/base/draws.hpp"
#include "vultus/base/fault.hpp"
#include "vultus/ensemble/beside.hpp"
#include "vultus/forecast/spread.hpp"
#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr std::size_t chunk_size = 8'192;
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
  double beside = 0.0;  ///< of the variance between groups: the share of what is beside the mechanism
};

/// How the variance between groups comes from the mechanism's numbers and from what is beside the mechanism. The two may make up for
/// each other; what they share is halved between them.
class Apart {
 public:
  explicit Apart(std::size_t groups) : mechanism_(groups), log_factor_(groups, 0.0) {}

  void add(const Cohort& cohort, std::span<const double> values, const std::vector<Beside::Group>& groups, const Beside& beside, std::size_t observable, std::size_t day) {
    std::vector<double> mechanism(values.begin(), values.end()), divided_by;
    divided_by.reserve(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double log_factor = beside.log_factor(groups[g], observable, day);
      divided_by.push_back(exp(-log_factor));
      if (const std::size_t at = cohort.group.front() + g; at < log_factor_.size()) log_factor_[at] = log_factor;
    }
    for (std::size_t i = 0; i < values.size(); ++i) mechanism[i] *= divided_by[cohort.group[i] - cohort.group.front()];
    add_to_groups(mechanism_, cohort, mechanism);
  }

  /// Of the variance `between` around `mean`.
  [[nodiscard]] double share_beside(double mean, double between) const {
    double weight = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t g = 0; g < log_factor_.size(); ++g) {
      weight += mechanism_.weight[g];
      sum += mechanism_.weight[g] * log_factor_[g];
      squares += mechanism_.weight[g] * log_factor_[g] * log_factor_[g];
    }
    if (weight <= 0.0 || between <= 0.0 || squares <= 0.0) return 0.0;
    const double beside = mean * mean * (squares / weight - sum / weight * (sum / weight));
    return std::clamp(0.5 + 0.5 * (beside - mean_interval(mechanism_).between) / between, 0.0, 1.0);
  }

 private:
  GroupSums mechanism_;
  std::vector<double> log_factor_;
};

/// The variance of one measurement, taken apart. `beside`: share of what is between groups.
void put_shares(Band& band, const MeanInterval& mean, double beside, double measurement_sd) {
  const double errors = measurement_sd * measurement_sd, total = mean.between + mean.within + errors;
  const auto share = [&](double variance) { return total > 0.0 && std::isfinite(total) ? variance / total : 0.0; };
  band.share_parameters.push_back(share((1.0 - beside) * mean.between));
  band.share_discrepancy.push_back(share(beside * mean.between));
  band.share_people.push_back(share(mean.within));
  band.share_measurement.push_back(share(errors));
}

/// `summaries`: outcomes x days.
void put(std::vector<Band>& bands, const std::vector<Summary>& summaries, const Tissue& tissue) {
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
    put_shares(band, summary.mean, summary.beside, tissue.observables[at / days].measurement_sd);
  }
  for (auto& band : bands) band.baseline_median = band.median.front();
}

void drop_failed(std::vector<double>& column) {
  column.erase(std::remove_if(column.begin(), column.end(), [](double v) { return std::isnan(v); }), column.end());
}

void report_progress(const ForecastOptions& options, double share) {
  if (options.progress && !options.progress(share)) throw std::runtime_error("stopped");
}

/// The first and the last day of the patients whose groups count.
void keep_ends(std::vector<Ends>& ends, const Cohort& cohort, const solve::Trajectories& run, std::size_t groups) {
  std::size_t counting = 0;
  while (counting < cohort.patients() && cohort.group[counting] < groups) ++counting;
  ends.resize(run.observables);
  for (std::size_t o = 0; o < ends.size(); ++o) {
    const auto first = run.of(o, 0).first(counting), last = run.of(o, run.times - 1).first(counting);
    ends[o].first.insert(ends[o].first.end(), first.begin(), first.end());
    ends[o].last.insert(ends[o].last.end(), last.begin(), last.end());
  }
}

}  // namespace

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
  Projection projection{days, empty_bands(tissue), {}, {}, {}, {}};
  const auto run = carry(population, cohort, happenings, days, settings_of(options));
  projection.lanes = run.summary;
  keep_ends(projection.ends, cohort, run, cohort.groups);
  const Errors errors(population, cohort, options.threads);
  const Beside beside(population, happenings, days);
  const auto beside_groups = beside.groups(cohort);
  std::vector<Summary> summaries(tissue.observables.size() * days.size());
  solve::share(options.bands ? summaries.size() : 0, options.threads, [&](std::size_t at) {
    const std::size_t o = at / days.size();
    const auto values = run.of(o, at % days.size());
    std::vector<double> column(values.begin(), values.end()), noisy = errors.added_to(values, o);
    if (run.summary.failed() > 0) drop_failed(column), drop_failed(noisy);
    GroupSums sums(cohort.groups);
    add_to_groups(sums, cohort, values);
    summaries[at] = {quantiles(column, levels), mean_interval(sums), quantiles(noisy, outer_levels), 0.0};
    if (!beside.speaks_of(o)) return;
    Apart apart(cohort.groups);
    apart.add(cohort, values, beside_groups, beside, o, at % days.size());
    summaries[at].beside = apart.share_beside(summaries[at].mean.mean, summaries[at].mean.between);
  });
  if (options.bands) put(projection.outcomes, summaries, tissue);
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
  Projection projection{days, empty_bands(tissue), {}, {}, {}, {}};
  std::vector<Sketch> truth(columns), measured(columns);
  std::vector<GroupSums> sums(columns, GroupSums(groups_kept));
  const Beside beside(population, happenings, days);
  std::vector<Apart> apart(beside.any() ? columns : 0, Apart(groups_kept));
  for (const auto& matter : matters) projection.watches.emplace_back(matter, days, today, groups_kept);
  for (std::size_t first = 0; first < options.patients; first += chunk_size) {
    const std::size_t count = std::min(chunk_size, options.patients - first);
    Cohort cohort = draw_cohort(population, first, count, options.threads);
    for (std::size_t i = 0; i < count; ++i) cohort.group[i] = static_cast<std::uint32_t>(Population::group_of(first + i));
    const auto run = carry(population, cohort, happenings, days, settings_of(options));
    projection.lanes += run.summary;
    keep_ends(projection.ends, cohort, run, groups_kept);
    const Errors errors(population, cohort, options.threads);
    const auto beside_groups = beside.groups(cohort);
    solve::share(columns + matters.size(), options.threads, [&](std::size_t at) {
      if (at >= columns) return projection.watches[at - columns].add(cohort, run);
      const std::size_t o = at / days.size();
      const auto values = run.of(o, at % days.size());
      std::vector<double> column(values.begin(), values.end()), noisy = errors.added_to(values, o);
      drop_failed(column), drop_failed(noisy);
      if (first == 0) truth[at] = Sketch(column), measured[at] = Sketch(noisy);
      truth[at].add(column), measured[at].add(noisy);
      add_to_groups(sums[at], cohort, values);
      if (beside.speaks_of(o)) apart[at].add(cohort, values, beside_groups, beside, o, at % days.size());
    });
    report_progress(options, static_cast<double>(first + count) / static_cast<double>(options.patients));
  }
  std::vector<Summary> summaries(columns);
  for (std::size_t at = 0; at < columns; ++at) {
    summaries[at] = {truth[at].quantiles(levels), mean_interval(sums[at]), measured[at].quantiles(outer_levels), 0.0};
    if (beside.speaks_of(at / days.size())) summaries[at].beside = apart[at].share_beside(summaries[at].mean.mean, summaries[at].mean.between);
  }
  put(projection.outcomes, summaries, tissue);
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
