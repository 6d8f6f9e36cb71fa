// Random numbers are looked up, not consumed: the same key gives the same number on any thread, lane
// width, plan and machine. Add a Purpose for each new use; never reuse one.
#pragma once
#include <cstdint>

namespace vultus {

enum class Purpose : std::uint64_t {
  knowledge,    ///< population parameters (theta), keyed by group
  setting,      ///< study, clinic or rater (eta), keyed by group
  people,       ///< the patient's own deviation (zeta), keyed by patient
  measurement,  ///< error of a measurement, keyed by patient, outcome and time
  perception,   ///< thresholds at which a person notices
  resample,     ///< which weighted patients go on
  test,         ///< random tests
  momentum,     ///< of a sampler, keyed by chain, iteration and dimension
  trajectory,   ///< directions and choices along a sampler's trajectory, keyed by chain, iteration and their number
  first_step,   ///< momenta of the search for a first step size, keyed by chain, search and dimension
  discrepancy,  ///< what trials showed beside the mechanism: keyed by draw (calibration) or group (forecast), and its number
};

struct DrawKey {
  std::uint64_t seed;
  std::uint64_t patient;  ///< or group
  Purpose purpose;
  std::uint64_t index;
};

constexpr std::uint64_t stirred(std::uint64_t z) {  // SplitMix64 step
  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// Uniform on the open interval (0, 1); 52 bits.
constexpr double uniform(const DrawKey& k) {
  const auto purpose = static_cast<std::uint64_t>(k.purpose);
  const auto h = stirred(stirred(stirred(stirred(k.seed) ^ k.patient) ^ purpose) ^ k.index);
  return (static_cast<double>(h >> 12) + 0.5) * 0x1.0p-52;
}

/// Standard normal quantile, p in (0, 1). Relative error below 1e-15 (Wichura 1988, algorithm AS 241).
double normal_quantile(double p);
/// Standard normal distribution function; absolute error below 1e-15.
double normal_probability(double z);

inline double normal(const DrawKey& k) { return normal_quantile(uniform(k)); }

}  // namespace vultus
