// What the carrier (run.cpp) and the kernels, compiled once per instruction set, say to each other. Plain data only.
#pragma once
#include <cstddef>
#include <cstdint>

#include "vultus/solve/solve.hpp"

namespace vultus::solve::kernel {

struct FlatTimetable {
  const double* days = nullptr;
  const Delivery* deliveries = nullptr;
  std::uint32_t day_count = 0, delivery_count = 0;
};

struct Tally {
  std::uint64_t steps = 0, rejected = 0;
  std::uint64_t looks_stiff = 0, looks_nonstiff = 0;
};

/// A run of consecutive patients; everything is counted from the first of them.
struct CarryWork {
  const double* params = nullptr;  ///< row-major
  const FlatTimetable* tables = nullptr;
  const std::uint32_t* table_of = nullptr;  ///< nullptr: all have tables[0]
  const double* delivery_scale = nullptr;   ///< nullptr: 1
  std::size_t delivery_stride = 0;
  std::size_t patients = 0, times = 0;
  double absolute = 0, relative = 0, step_limit = 0;
  double* states = nullptr;  ///< patients x times x states
  LaneStatus* status = nullptr;
  Tally* tally = nullptr;
};

/// Turns the states of such a run of patients into rows along the patients.
struct ObserveWork {
  const double* params = nullptr;
  const double* states = nullptr;  ///< patients x times x states
  std::size_t patients = 0, times = 0;
  double* observed = nullptr;  ///< observed[(observable * times + time) * stride + i]; nullptr: not wanted
  double* kept = nullptr;      ///< kept[(state * times + time) * stride + i]; nullptr: not wanted
  std::size_t stride = 0;
};

/// The functions of one model on one instruction set.
struct Functions {
  void (*explicit_carry)(const CarryWork&) = nullptr;
  void (*implicit_carry)(const CarryWork&) = nullptr;
  void (*observe)(const ObserveWork&) = nullptr;
};

inline constexpr int directions = 8;  ///< derivatives in one run: more would only make each number slower

/// A run of consecutive patients with derivatives along `wanted`.
struct SlopesWork {
  CarryWork carry;  ///< its `states` are not used
  const int* wanted = nullptr;
  int wanted_count = 0;  ///< at most `directions`
  double* jets = nullptr;      ///< scratch: patients x times x states x (1 + directions)
  double* observed = nullptr;  ///< observed[(observable * times + time) * stride + i]
  double* slopes = nullptr;    ///< slopes[((wanted * observables + observable) * times + time) * stride + i]
  std::size_t stride = 0;
};

struct SlopesFunctions {
  void (*explicit_carry)(const SlopesWork&) = nullptr;
  void (*implicit_carry)(const SlopesWork&) = nullptr;
};

const SlopesFunctions* scalar_slopes();
// On packs, for models that are not stiff; nullptr for the others, which scalar_slopes() carries.
const SlopesFunctions* avx2_slopes();
const SlopesFunctions* avx512_slopes();

// In the order of the roster. `scalar` is one patient at a time, the reference.
const Functions* scalar_functions();
const Functions* baseline_functions();
const Functions* avx2_functions();
const Functions* avx512_functions();

}  // namespace vultus::solve::kernel
