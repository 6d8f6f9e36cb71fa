#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "vultus/base/fault.hpp"
#include "vultus/solve/judge.hpp"
#include "vultus/solve/kernel/work.hpp"
#include "vultus/solve/pool.hpp"
#include "vultus/solve/sensitivity.hpp"
#include "vultus/solve/solve.hpp"

namespace vultus::solve {
namespace {

using kernel::FlatTimetable;

/// Patients that share scratch: enough that lanes seldom wait at the end, few enough that their states stay in cache.
constexpr std::size_t chunk_patients = 256;

void check_timetable(const Timetable& table, std::size_t which, std::size_t ports) {
  const auto finite = [](double v) { return std::isfinite(v); };
  VULTUS_EXPECTS(std::ranges::all_of(table.observe_days, finite) && std::ranges::is_sorted(table.observe_days) &&
                     (table.observe_days.empty() || table.observe_days.front() >= 0.0),
                 fmt::format("timetable {}: observation days must be sorted, finite and not negative", which));
  VULTUS_EXPECTS(std::ranges::is_sorted(table.deliveries, {}, &Delivery::day),
                 fmt::format("timetable {}: deliveries must be sorted by day", which));
  for (const Delivery& d : table.deliveries)
    VULTUS_EXPECTS(finite(d.day) && d.day >= 0.0 && d.port >= 0 && static_cast<std::size_t>(d.port) < ports,
                   fmt::format("timetable {}: delivery on day {} into port {} of {}", which, d.day, d.port, ports));
}

/// The job in the form that kernels read, checked.
struct Prepared {
  const ModelInfo* model = nullptr;
  std::size_t number = 0;  ///< of the model in the roster
  std::vector<FlatTimetable> tables;
  std::size_t times = 0, most_deliveries = 0;
};

Prepared prepared(const Job& job) {
  Prepared ready;
  ready.model = find_model(job.model);
  VULTUS_EXPECTS(ready.model != nullptr, fmt::format("no model is called '{}'", job.model));
  ready.number = static_cast<std::size_t>(ready.model - roster().data());
  const std::size_t params = ready.model->params.size();
  VULTUS_EXPECTS(job.params.size() == job.patients * params,
                 fmt::format("{} patients x {} parameters, {} values", job.patients, params, job.params.size()));
  VULTUS_EXPECTS(!job.timetables.empty(), "no timetable");
  for (std::size_t i = 0; i < job.timetables.size(); ++i) {
    const Timetable& table = job.timetables[i];
    check_timetable(table, i, ready.model->ports.size());
    ready.tables.push_back({table.observe_days.data(), table.deliveries.data(),
                            static_cast<std::uint32_t>(table.observe_days.size()),
                            static_cast<std::uint32_t>(table.deliveries.size())});
    ready.times = std::max(ready.times, table.observe_days.size());
    ready.most_deliveries = std::max(ready.most_deliveries, table.deliveries.size());
  }
  VULTUS_EXPECTS(job.timetable_of.empty() || job.timetable_of.size() == job.patients,
                 fmt::format("{} patients, {} choices of timetable", job.patients, job.timetable_of.size()));
  for (std::uint32_t which : job.timetable_of)
    VULTUS_EXPECTS(which < job.timetables.size(), fmt::format("timetable {} of {}", which, job.timetables.size()));
  VULTUS_EXPECTS(job.delivery_scale.empty() || job.delivery_scale.size() == job.patients * ready.most_deliveries,
                 fmt::format("{} patients x {} deliveries, {} scales", job.patients, ready.most_deliveries,
                             job.delivery_scale.size()));
  return ready;
}

void check_settings(const Settings& s) {
  VULTUS_EXPECTS(s.relative >= 1e-13 && s.relative <= 0.1, fmt::format("relative tolerance {}", s.relative));
  VULTUS_EXPECTS(s.absolute > 0.0 && s.absolute <= 1.0, fmt::format("absolute tolerance {}", s.absolute));
  VULTUS_EXPECTS(s.step_limit > 0, "step limit 0");
  VULTUS_EXPECTS(std::ranges::count(available(), s.instructions) == 1,
                 fmt::format("this machine lacks {}", to_text(s.instructions)));
}

const kernel::Functions& functions(InstructionSet set, std::size_t model) {
  switch (set) {
#ifdef VULTUS_KERNELS_X86
    case InstructionSet::avx512: return kernel::avx512_functions()[model];
    case InstructionSet::avx2: return kernel::avx2_functions()[model];
#endif
    default: return kernel::baseline_functions()[model];
  }
}

/// Patients first ... first + count - 1; where results go is left to the caller.
kernel::CarryWork work_of(const Job& job, const Settings& settings, const Prepared& ready, std::size_t first, std::size_t count) {
  kernel::CarryWork work;
  work.params = job.params.data() + first * ready.model->params.size();
  work.tables = ready.tables.data();
  work.table_of = job.timetable_of.empty() ? nullptr : job.timetable_of.data() + first;
  work.delivery_scale = job.delivery_scale.empty() ? nullptr : job.delivery_scale.data() + first * ready.most_deliveries;
  work.delivery_stride = ready.most_deliveries;
  work.patients = count;
  work.times = ready.times;
  work.absolute = settings.absolute;
  work.relative = settings.relative;
  work.step_limit = settings.step_limit;
  return work;
}

/// The fastest way to carry jets of this model on this instruction set.
void (*slopes_carry(InstructionSet set, const Prepared& ready, bool implicit))(const kernel::SlopesWork&) {
  const kernel::SlopesFunctions& plain = kernel::scalar_slopes()[ready.number];
  if (implicit) return plain.implicit_carry;
  switch (set) {
#ifdef VULTUS_KERNELS_X86
    case InstructionSet::avx512:
      if (const auto f = kernel::avx512_slopes()[ready.number].explicit_carry) return f;
      break;
    case InstructionSet::avx2:
      if (const auto f = kernel::avx2_slopes()[ready.number].explicit_carry) return f;
      break;
#endif
    default: break;
  }
  return plain.explicit_carry;
}

class Run {
 public:
  Run(const Job& job, const Settings& settings, Keep keep) : job_(job), settings_(settings), ready_(prepared(job)) {
    check_settings(settings);
    out_.patients = job.patients;
    out_.times = ready_.times;
    out_.observables = ready_.model->observables.size();
    out_.states = ready_.model->states.size();
    out_.status.resize(job.patients);
    observed_ = keep != Keep::states;
    kept_ = keep != Keep::observables;
    if (observed_) out_.observed.resize(out_.observables * out_.times * out_.patients);
    if (kept_) out_.state_values.resize(out_.states * out_.times * out_.patients);
  }

  Trajectories all() {
    const std::size_t chunks = (job_.patients + chunk_patients - 1) / chunk_patients;
    std::vector<kernel::Tally> tallies(chunks);
    share(chunks, settings_.threads, [&](std::size_t i) { chunk(i * chunk_patients, tallies[i]); });
    RunSummary& sum = out_.summary;
    for (const kernel::Tally& t : tallies) {
      sum.steps += t.steps;
      sum.rejected += t.rejected;
      sum.looks_stiff += t.looks_stiff;
      sum.looks_nonstiff += t.looks_nonstiff;
    }
    for (LaneStatus status : out_.status) {
      sum.solved += status == LaneStatus::solved;
      sum.step_limit += status == LaneStatus::step_limit;
      sum.not_finite += status == LaneStatus::not_finite;
      sum.out_of_bounds += status == LaneStatus::out_of_bounds;
    }
    return std::move(out_);
  }

 private:
  void chunk(std::size_t first, kernel::Tally& tally) {
    const std::size_t count = std::min(chunk_patients, job_.patients - first);
    kernel::CarryWork work = work_of(job_, settings_, ready_, first, count);
    work.status = out_.status.data() + first;
    work.tally = &tally;
    const auto scratch = std::make_unique_for_overwrite<double[]>(count * out_.times * out_.states);
    work.states = scratch.get();
    carry(work);
    kernel::ObserveWork rows;
    rows.params = work.params;
    rows.states = work.states;
    rows.patients = count;
    rows.times = out_.times;
    rows.observed = observed_ ? out_.observed.data() + first : nullptr;
    rows.kept = kept_ ? out_.state_values.data() + first : nullptr;
    rows.stride = out_.patients;
    functions(settings_.instructions, ready_.number).observe(rows);
  }

  void carry(const kernel::CarryWork& work) const {
    const kernel::Functions& f = functions(settings_.instructions, ready_.number);
    switch (settings_.method) {
      case Method::judge: return judge_carry(ready_.number, work);
      case Method::dormand_prince: return f.explicit_carry(work);
      case Method::rosenbrock: return f.implicit_carry(work);
      case Method::of_model: break;
    }
    (ready_.model->stiff ? f.implicit_carry : f.explicit_carry)(work);
  }

  const Job& job_;
  const Settings& settings_;
  Prepared ready_;
  Trajectories out_;
  bool observed_ = false, kept_ = false;
};

#ifdef VULTUS_KERNELS_X86
// clang 14 knows no levels, only features; those it cannot ask for (lzcnt, movbe, f16c) come with these on every processor.
#ifdef __clang__
bool has_level_3() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
bool has_level_4() {
  return has_level_3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#else
bool has_level_3() { return __builtin_cpu_supports("x86-64-v3"); }
bool has_level_4() { return __builtin_cpu_supports("x86-64-v4"); }
#endif
#endif

}  // namespace

std::string_view to_text(InstructionSet set) {
  switch (set) {
    case InstructionSet::avx2: return "avx2";
    case InstructionSet::avx512: return "avx512";
    default: return "baseline";
  }
}

std::vector<InstructionSet> available() {
  std::vector<InstructionSet> sets{InstructionSet::baseline};
#ifdef VULTUS_KERNELS_X86
  if (has_level_3()) sets.push_back(InstructionSet::avx2);
  if (has_level_4()) sets.push_back(InstructionSet::avx512);
#endif
  return sets;
}

InstructionSet best() {
  static const InstructionSet highest = available().back();
  return highest;
}

std::string RunSummary::warning() const {
  const double tenth = 0.1 * static_cast<double>(solved + failed());
  if (static_cast<double>(looks_stiff) > tenth)
    return fmt::format(
        "{} of {} patients look stiff: the explicit method is held back by stability; the implicit one would be faster",
        looks_stiff, solved + failed());
  if (static_cast<double>(looks_nonstiff) > tenth)
    return fmt::format("{} of {} patients do not look stiff: the explicit method would be faster", looks_nonstiff,
                       solved + failed());
  return {};
}

RunSummary& RunSummary::operator+=(const RunSummary& other) {
  solved += other.solved;
  step_limit += other.step_limit;
  not_finite += other.not_finite;
  out_of_bounds += other.out_of_bounds;
  steps += other.steps;
  rejected += other.rejected;
  looks_stiff += other.looks_stiff;
  looks_nonstiff += other.looks_nonstiff;
  return *this;
}

Slopes run_with_slopes(const Job& job, std::span<const std::size_t> wanted, const Settings& settings) {
  constexpr std::size_t chunk = 64;  // jets are large
  const Prepared ready = prepared(job);
  check_settings(settings);
  VULTUS_EXPECTS(settings.method != Method::judge, "the judge has no derivatives");
  VULTUS_EXPECTS(wanted.size() <= kernel::directions, fmt::format("{} derivatives in one run", wanted.size()));
  std::vector<int> variables;
  for (const std::size_t which : wanted) {
    VULTUS_EXPECTS(which < ready.model->params.size(), fmt::format("no parameter {}", which));
    variables.push_back(static_cast<int>(which));
  }
  Slopes out;
  out.patients = job.patients;
  out.times = ready.times;
  out.observables = ready.model->observables.size();
  out.wanted = wanted.size();
  out.observed.resize(out.observables * out.times * out.patients);
  out.slopes.resize(out.wanted * out.observed.size());
  out.status.resize(out.patients);
  const bool implicit = settings.method == Method::rosenbrock || (settings.method == Method::of_model && ready.model->stiff);
  const auto carry = slopes_carry(settings.instructions, ready, implicit);
  share((job.patients + chunk - 1) / chunk, settings.threads, [&](std::size_t c) {
    const std::size_t first = c * chunk, count = std::min(chunk, job.patients - first);
    kernel::Tally tally;
    kernel::SlopesWork work;
    work.carry = work_of(job, settings, ready, first, count);
    work.carry.status = out.status.data() + first;
    work.carry.tally = &tally;
    work.wanted = variables.data();
    work.wanted_count = static_cast<int>(variables.size());
    const auto scratch = std::make_unique_for_overwrite<double[]>(count * out.times * ready.model->states.size() * (1 + kernel::directions));
    work.jets = scratch.get();
    work.observed = out.observed.data() + first;
    work.slopes = out.slopes.data() + first;
    work.stride = out.patients;
    carry(work);
  });
  return out;
}

Trajectories run(const Job& job, const Settings& settings, Keep keep) { return Run(job, settings, keep).all(); }

}  // namespace vultus::solve
