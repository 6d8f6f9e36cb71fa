// Whether a sampler's draws can be trusted, and how exact their means are: call diagnose() and read good() and reasons().
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "vultus/base/language.hpp"
#include "vultus/infer/nuts.hpp"

namespace vultus {

/// Draws of one quantity from several chains: [chains x draws].
struct Series {
  std::span<const double> values;
  std::size_t chains = 0;
  [[nodiscard]] std::size_t draws() const { return values.size() / chains; }
};

// Vehtari, Gelman, Simpson, Carpenter & Buerkner 2021 (Bayesian Analysis 16, 667). Chains are halved, an odd draw in the
// middle left out. Each is NaN where it has no meaning: fewer than 4 draws in a half, draws that are all equal or not
// finite.

/// Larger of the rank-normalised split R-hat and that of the draws folded about their median.
double r_hat(const Series& series);
/// Effective number of draws for the mean, of the rank-normalised draws.
double bulk_ess(const Series& series);
/// Smaller effective number of draws for the 5 % and the 95 % quantile.
double tail_ess(const Series& series);
/// Effective number of draws for the mean, of the draws themselves.
double ess(const Series& series);
/// Monte Carlo standard errors, in the unit of the draws.
double mcse_mean(const Series& series);
double mcse_sd(const Series& series);
/// Energy Bayesian fraction of missing information of one chain (Betancourt 2016): below 0.3 momenta renew the energy
/// slowly.
double e_bfmi(std::span<const double> energy);
/// Quantile of sorted values between neighbours, level 0 to 1.
double sorted_quantile(std::span<const double> sorted, double level);

struct ParameterDiagnosis {
  std::string name;
  double mean = 0.0, sd = 0.0, q05 = 0.0, q50 = 0.0, q95 = 0.0;
  double mcse_mean = 0.0, mcse_sd = 0.0;
  double r_hat = 0.0, bulk_ess = 0.0, tail_ess = 0.0;
};

struct Diagnosis {
  std::vector<ParameterDiagnosis> parameters;
  std::size_t divergent = 0;     ///< draws whose trajectory diverged
  std::size_t at_max_depth = 0;  ///< draws whose trajectory was as long as allowed: slow, not wrong
  std::vector<double> e_bfmi;    ///< of each chain

  /// R-hat at most 1.01, bulk and tail ESS at least 400, no divergence, E-BFMI at least 0.3.
  [[nodiscard]] bool good() const { return reasons().empty(); }
  /// What stands against the draws, a sentence each.
  [[nodiscard]] std::vector<Words> reasons() const;
};

/// `names`: one for each dimension of the draws. `max_depth`: that of the settings.
Diagnosis diagnose(const Draws& draws, const std::vector<std::string>& names, int max_depth = 10);

/// The same table for quantities made of the draws.
ParameterDiagnosis diagnose(const Series& series, std::string name);

}  // namespace vultus
