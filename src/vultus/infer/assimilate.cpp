#include "vultus/infer/assimilate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "vultus/base/draws.hpp"
#include "vultus/base/elementary.hpp"
#include "vultus/base/fault.hpp"

namespace vultus {
namespace {

/// A measurement beyond these points of what the population predicts is called unexplained.
constexpr double tail = 5e-4;

struct Measured {
  std::size_t observable = 0, time = 0;
  double value = 0.0, error_sd = 0.0;
  std::string code;
};

struct Noticed {
  std::size_t observable = 0, time = 0, event = 0;
  bool there = false;
};

/// What the visits say, in the terms of the model.
struct Record {
  std::vector<double> days;
  std::vector<Measured> measured;
  std::vector<Noticed> noticed;
  std::vector<std::string> not_modelled;
};

std::size_t observable_index(const Tissue& tissue, std::string_view code) {
  for (std::size_t i = 0; i < tissue.observables.size(); ++i)
    if (tissue.observables[i].code == code) return i;
  return SIZE_MAX;
}

std::size_t threshold_index(const Population& population, const EventFact& event) {
  const auto& parameters = population.posterior().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].name == event.threshold) return i;
  VULTUS_EXPECTS(event.threshold.empty(), event.threshold);
  return SIZE_MAX;  // no threshold of its own: no visit rests on it
}

Record record_of(const Tissue& tissue, const std::vector<Visit>& visits) {
  Record record;
  for (const auto& visit : visits) record.days.push_back(visit.day);
  std::sort(record.days.begin(), record.days.end());
  record.days.erase(std::unique(record.days.begin(), record.days.end()), record.days.end());
  for (const auto& visit : visits) {
    const auto time = static_cast<std::size_t>(std::lower_bound(record.days.begin(), record.days.end(), visit.day) - record.days.begin());
    if (const auto* value = std::get_if<double>(&visit.value)) {
      const std::size_t observable = observable_index(tissue, visit.outcome);
      if (observable == SIZE_MAX) record.not_modelled.push_back(visit.outcome);
      else record.measured.push_back({observable, time, *value, tissue.observables[observable].measurement_sd, visit.outcome});
      continue;
    }
    const auto event = std::find_if(tissue.events.begin(), tissue.events.end(), [&](const EventFact& e) { return e.code == visit.outcome; });
    if (event == tissue.events.end() || event->threshold.empty()) record.not_modelled.push_back(visit.outcome);
    else
      record.noticed.push_back({observable_index(tissue, event->observable), time,
                                static_cast<std::size_t>(event - tissue.events.begin()), std::get<bool>(visit.value)});
  }
  return record;
}

/// Bounds that the visits put on one person's threshold, in people-sds from its centre.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  [[nodiscard]] double below() const { return std::isinf(low) ? 0.0 : normal_probability(low); }
  [[nodiscard]] double above() const { return std::isinf(high) ? 1.0 : normal_probability(high); }
  [[nodiscard]] double probability() const { return maximum(above() - below(), 0.0); }
};

class Weigher {
 public:
  Weigher(const Population& population, const Record& record) : population_(population), record_(record) {
    for (const auto& event : population.tissue().events) thresholds_.push_back(threshold_index(population, event));
    lower_tail_.assign(record.measured.size(), 0.0);
  }

  /// Log weight of patient i of a batch; -infinity for a failed lane.
  double log_weight(const solve::Trajectories& run, std::size_t i) {
    double sum = 0.0;
    for (std::size_t m = 0; m < record_.measured.size(); ++m) {
      const auto& measured = record_.measured[m];
      const double predicted = run.of(measured.observable, measured.time)[i];
      if (std::isnan(predicted)) return -std::numeric_limits<double>::infinity();
      const double sds = (measured.value - predicted) / measured.error_sd;
      lower_tail_[m] += normal_probability(sds);
      sum -= 0.5 * sds * sds;
    }
    for (std::size_t e = 0; e < thresholds_.size(); ++e) {
      const double p = bounds(run, i, e).probability();
      if (p <= 0.0) return -std::numeric_limits<double>::infinity();
      sum += log(p);
    }
    ++weighed_;
    return sum;
  }

  [[nodiscard]] Bounds bounds(const solve::Trajectories& run, std::size_t i, std::size_t event) const {
    Bounds bounds;
    const std::size_t threshold = thresholds_[event];
    for (const auto& noticed : record_.noticed) {
      if (noticed.event != event) continue;
      const double value = run.of(noticed.observable, noticed.time)[i];
      const double z = value > 0.0 ? (log(value) - population_.location(threshold)) / total_sd(threshold)
                                   : -std::numeric_limits<double>::infinity();
      if (noticed.there) bounds.high = std::min(bounds.high, z);
      else bounds.low = std::max(bounds.low, z);
    }
    return bounds;
  }

  /// Not known, between settings and between people together.
  [[nodiscard]] double total_sd(std::size_t threshold) const {
    const Law& law = population_.posterior().laws[threshold];
    return sqrt(law.knowledge_sd * law.knowledge_sd + law.setting_sd * law.setting_sd + law.people_sd * law.people_sd);
  }

  [[nodiscard]] std::vector<std::string> unexplained() const {
    std::vector<std::string> codes;
    for (std::size_t m = 0; m < lower_tail_.size(); ++m) {
      const double p = lower_tail_[m] / static_cast<double>(std::max<std::size_t>(weighed_, 1));
      if (p < tail || p > 1.0 - tail) codes.push_back(record_.measured[m].code);
    }
    return codes;
  }

  [[nodiscard]] std::size_t threshold(std::size_t event) const { return thresholds_[event]; }
  [[nodiscard]] std::size_t events() const { return thresholds_.size(); }

 private:
  const Population& population_;
  const Record& record_;
  std::vector<std::size_t> thresholds_;
  std::vector<double> lower_tail_;
  std::size_t weighed_ = 0;
};

struct Weights {
  std::vector<double> log_weight;

  [[nodiscard]] double highest() const {
    return log_weight.empty() ? 0.0 : *std::max_element(log_weight.begin(), log_weight.end());
  }
  [[nodiscard]] double effective() const {
    const double top = highest();
    if (std::isinf(top)) return 0.0;
    double sum = 0.0, squares = 0.0;
    for (const double l : log_weight) {
      const double w = std::isinf(l) ? 0.0 : exp(l - top);
      sum += w;
      squares += w * w;
    }
    return sum * sum / squares;
  }
};

/// Systematic resampling: which patients go on, ascending, with repeats.
std::vector<std::uint64_t> resampled(const Weights& weights, std::size_t count, std::uint64_t seed) {
  const double top = weights.highest();
  double total = 0.0;
  for (const double l : weights.log_weight) total += std::isinf(l) ? 0.0 : exp(l - top);
  const double step = total / static_cast<double>(count);
  double next = step * uniform({seed, 0, Purpose::resample, 0}), reached = 0.0;
  std::vector<std::uint64_t> chosen;
  chosen.reserve(count);
  for (std::size_t i = 0; i < weights.log_weight.size(); ++i) {
    const double l = weights.log_weight[i];
    reached += std::isinf(l) ? 0.0 : exp(l - top);
    while (next < reached && chosen.size() < count) {
      chosen.push_back(i);
      next += step;
    }
  }
  return chosen;
}

/// Parameters of the chosen patients, group numbers made dense.
Cohort gather(const Population& population, const std::vector<std::uint64_t>& chosen) {
  Cohort cohort;
  cohort.id = chosen;
  const std::size_t params = population.param_count();
  cohort.params.resize(chosen.size() * params);
  std::uint64_t group = ~std::uint64_t{0};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const auto row = std::span(cohort.params).subspan(i * params, params);
    if (i > 0 && chosen[i] == chosen[i - 1]) {
      const auto previous = std::span(cohort.params).subspan((i - 1) * params, params);
      std::copy(previous.begin(), previous.end(), row.begin());
    } else {
      population.draw(chosen[i], row);
    }
    if (const auto g = Population::group_of(chosen[i]); g != group) {
      group = g;
      ++cohort.groups;
    }
    cohort.group.push_back(static_cast<std::uint32_t>(cohort.groups - 1));
  }
  return cohort;
}

/// Draws each person's thresholds within what the visits allow; copies of one patient get different ones.
void draw_thresholds(const Population& population, const Weigher& weigher, const solve::Trajectories& run, Cohort& cohort) {
  const std::size_t params = population.param_count();
  std::uint64_t copy = 0;
  for (std::size_t i = 0; i < cohort.patients(); ++i) {
    copy = i > 0 && cohort.id[i] == cohort.id[i - 1] ? copy + 1 : 0;
    for (std::size_t e = 0; e < weigher.events(); ++e) {
      const Bounds bounds = weigher.bounds(run, i, e);
      if (std::isinf(bounds.low) && std::isinf(bounds.high)) continue;
      const std::size_t threshold = weigher.threshold(e);
      const auto& parameter = population.posterior().parameters[threshold];
      const double u = uniform({population.seed() + copy, cohort.id[i], Purpose::perception, name_key(parameter.name)});
      const double p = bounds.below() + u * bounds.probability();
      const double z = normal_quantile(std::clamp(p, 1e-300, 1.0 - 1e-16));
      const double value = exp(population.location(threshold) + weigher.total_sd(threshold) * z);
      cohort.params[i * params + threshold] = std::clamp(value, parameter.lower, parameter.upper);
    }
  }
}

/// Where the patients that are like this person stand: weighted means of their normals (people's, then groups'), as far as they stand
/// out from noise. A group's normals are drawn once, with the weight of all its patients.
std::vector<double> learnt_tilt(const Population& population, const Weights& weights) {
  const double top = weights.highest(), effective = weights.effective();
  if (effective <= 0.0) return {};
  const std::size_t params = population.param_count();
  std::vector<double> mean(3 * params, 0.0);
  double total = 0.0;
  const auto count = [&](double weight, const std::vector<double>& z, std::size_t at) {
    for (std::size_t j = 0; j < z.size(); ++j) mean[at + j] += weight * z[j];
  };
  const auto& logs = weights.log_weight;
  for (std::size_t i = 0; i < logs.size();) {
    const std::uint64_t group = Population::group_of(i);
    double of_group = 0.0;
    for (; i < logs.size() && Population::group_of(i) == group; ++i) {
      if (std::isinf(logs[i]) || logs[i] < top - 15.0) continue;
      const double w = exp(logs[i] - top);
      count(w, population.people_normals(i), 0);
      of_group += w;
    }
    if (of_group > 0.0) count(of_group, population.group_normals(group), params);
    total += of_group;
  }
  const double noise = 2.5 / sqrt(effective);  // of a mean of standard normals
  for (double& m : mean) {
    m /= total;
    if (std::abs(m) < noise) m = 0.0;
  }
  return mean;
}

struct Drawer {
  const std::vector<Happening>& happenings;
  const Record& record;
  const AssimilateOptions& options;
  solve::RunSummary lanes;

  /// Adds the weights of one more batch.
  void draw(const Population& population, Weigher& weigher, Weights& weights) {
    const Cohort cohort = draw_cohort(population, weights.log_weight.size(), options.batch, options.settings.threads);
    const auto run = carry(population, cohort, happenings, record.days, options.settings);
    lanes += run.summary;
    const auto ratios = population.log_ratios(cohort.id.front(), options.batch);
    for (std::size_t i = 0; i < options.batch; ++i) weights.log_weight.push_back(weigher.log_weight(run, i) + ratios[i]);
  }
};

std::vector<double> sum_of(std::vector<double> a, const std::vector<double>& b) {
  a.resize(std::max(a.size(), b.size()), 0.0);
  for (std::size_t i = 0; i < b.size(); ++i) a[i] += b[i];
  return a;
}

}  // namespace

Assimilated assimilate(const Population& population, const std::vector<Happening>& happenings, const std::vector<Visit>& visits,
                       const AssimilateOptions& options) {
  Assimilated result{population, {}, {}, {}};
  const Record record = record_of(population.tissue(), visits);
  Conditioning& conditioning = result.conditioning;
  conditioning.not_modelled = record.not_modelled;
  if (record.measured.empty() && record.noticed.empty()) {
    result.cohort = draw_cohort(population, 0, options.patients, options.settings.threads);
    conditioning.drawn = options.patients;
    conditioning.effective = static_cast<double>(options.patients);
    return result;
  }
  conditioning.on_visits = true;
  Drawer drawer{happenings, record, options, {}};
  Weigher weigher(population, record);
  Weights weights;
  drawer.draw(population, weigher, weights);  // the pilot, untilted
  conditioning.drawn = options.batch;
  conditioning.unexplained = weigher.unexplained();
  std::vector<double> tilt;
  // Tilt towards the patients that count until a batch holds enough of them, at most thrice: each round learns from more.
  for (int round = 0; round < 3 && weights.effective() < std::min(options.effective_wanted, 0.1 * static_cast<double>(options.batch)); ++round) {
    const auto more = learnt_tilt(population, weights);
    if (more.empty()) break;
    tilt = sum_of(std::move(tilt), more);
    Population tilted = population;
    tilted.tilt(tilt);
    Weights fresh;
    drawer.draw(tilted, weigher, fresh);
    conditioning.drawn += options.batch;
    if (round > 0 && fresh.effective() <= weights.effective()) break;  // no better than before: stay
    weights = std::move(fresh);
    result.population = tilted;
  }
  while (weights.effective() < options.effective_wanted && conditioning.drawn + options.batch <= options.draw_limit) {
    drawer.draw(result.population, weigher, weights);
    conditioning.drawn += options.batch;
  }
  conditioning.effective = weights.effective();
  conditioning.explained = conditioning.unexplained.empty() && conditioning.effective > 0.0;
  result.lanes = drawer.lanes;
  if (conditioning.effective <= 0.0) {  // nobody is like this person: the population speaks, and the report says so
    result.population = population;
    result.cohort = draw_cohort(population, 0, options.patients, options.settings.threads);
    return result;
  }
  result.cohort = gather(result.population, resampled(weights, options.patients, population.seed()));
  if (!record.noticed.empty()) {
    const auto run = carry(result.population, result.cohort, happenings, record.days, options.settings);
    draw_thresholds(population, weigher, run, result.cohort);
  }
  return result;
}

}  // namespace vultus
