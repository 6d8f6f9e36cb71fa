// Carry any model of the roster through time for many virtual patients: run() takes a Job and returns Trajectories.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vultus::solve {

/// What the solver needs to know of a model; names as in its header.
struct ModelInfo {
  std::string_view name, version;
  bool stiff = false;
  std::span<const std::string_view> states, params, ports, observables;
  std::span<const double> scale;  ///< per state: the size for which Settings::absolute is meant
};

/// All models, in the order of model/roster.hpp.
std::span<const ModelInfo> roster();
/// The model of that name, or nullptr.
const ModelInfo* find_model(std::string_view name);

struct Delivery {
  double day = 0.0;
  int port = 0;
  double amount = 0.0;
};

/// What happens to one patient. Starts on day 0. A value observed on a delivery day is the one before it.
struct Timetable {
  std::vector<Delivery> deliveries;  ///< sorted by day; those of one day act in this order
  std::vector<double> observe_days;  ///< sorted, not negative; integration ends at the last
};

enum class InstructionSet { baseline, avx2, avx512 };
std::string_view to_text(InstructionSet set);
/// Those that this machine can run, baseline first.
std::vector<InstructionSet> available();
InstructionSet best();

enum class Method {
  of_model,         ///< the model's own choice (stiff or not)
  dormand_prince,   ///< explicit, order 5(4)
  rosenbrock,       ///< linearly implicit, for stiff models
  judge,            ///< CVODE; only in builds with VULTUS_WITH_SUNDIALS, throws std::runtime_error elsewhere
};

struct Settings {
  double relative = 1e-6;       ///< error allowed in a step, relative to the state
  double absolute = 1e-8;       ///< plus this times the model's scale of that state
  std::uint32_t step_limit = 100'000;  ///< tried steps (taken and rejected) for one patient, start to end
  Method method = Method::of_model;
  InstructionSet instructions = best();
  unsigned threads = 1;         ///< 0: as many as the machine has
};

/// Many patients of one model. Arrays are row-major; nothing is owned.
struct Job {
  std::string_view model;
  std::size_t patients = 0;
  std::span<const double> params;              ///< patients x params
  std::span<const Timetable> timetables;       ///< at least one
  std::span<const std::uint32_t> timetable_of; ///< per patient; empty: all have timetables[0]
  /// patients x most deliveries of any timetable: multiplies the amount of that delivery for that patient; empty: 1.
  std::span<const double> delivery_scale;
};

enum class LaneStatus : std::uint8_t { solved, step_limit, not_finite, out_of_bounds };

/// Counts over all patients, whatever the thread count.
struct RunSummary {
  std::size_t solved = 0, step_limit = 0, not_finite = 0, out_of_bounds = 0;
  std::uint64_t steps = 0;      ///< taken
  std::uint64_t rejected = 0;   ///< tried and refused
  std::size_t looks_stiff = 0;  ///< patients whose explicit steps were held back by stability, not accuracy
  std::size_t looks_nonstiff = 0;  ///< patients for whom the implicit method was not needed

  [[nodiscard]] std::size_t failed() const { return step_limit + not_finite + out_of_bounds; }
  /// Empty, or one sentence that the choice of method looks wrong for more than a tenth of the patients.
  [[nodiscard]] std::string warning() const;
  RunSummary& operator+=(const RunSummary& other);
};

/// Values after a run. A patient that failed has NaN in every value from the failure on.
struct Trajectories {
  std::size_t patients = 0, times = 0, observables = 0, states = 0;
  std::vector<double> observed;     ///< observables x times x patients
  std::vector<double> state_values; ///< states x times x patients; only when asked for
  std::vector<LaneStatus> status;   ///< per patient
  RunSummary summary;

  [[nodiscard]] std::span<const double> of(std::size_t observable, std::size_t time) const {
    return std::span(observed).subspan((observable * times + time) * patients, patients);
  }
  [[nodiscard]] std::span<const double> state_of(std::size_t state, std::size_t time) const {
    return std::span(state_values).subspan((state * times + time) * patients, patients);
  }
};

enum class Keep { observables, states, both };

/// Carries every patient of the job from day 0 to the last observation. `times` is that of the longest timetable; shorter
/// ones leave NaN behind. Same bytes for any number of threads, any place of a patient in the job, and every instruction
/// set. Throws std::logic_error for a broken contract (sizes, unsorted timetables, unknown model).
Trajectories run(const Job& job, const Settings& settings = {}, Keep keep = Keep::observables);

}  // namespace vultus::solve
