// How the effects of published arms vary together: a Gaussian process over what rows share, with effects of study.
#pragma once
#include <Eigen/Dense>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/infer/trial_rows.hpp"

namespace vultus {

/// What two rows may have in common. Each has a variance; `own` is what a row shares with no other.
enum class EffectFeature {
  group, outcome, treatment, group_treated, threshold, condition, topic, risk_of_bias, sessions, treatment_time, treated_time,
  treatment_condition, site, components, people,  // across studies
  study, study_time,                              // within a study
  own
};
inline constexpr std::size_t effect_features = 18;
inline constexpr std::size_t across_studies = 15, within_study = 2;  ///< in this order, then own
std::string_view to_text(EffectFeature feature);

/// A row in the form that comparing is quick in.
struct EffectRow {
  std::uint64_t study = 0, arm = 0, group = 0, outcome = 0, condition = 0, topic = 0, bias = 0;
  std::vector<std::uint64_t> treatments;  ///< sorted
  bool untreated = false, neutral = false, week_known = false, proportion = false;
  TrialRow::Site site = TrialRow::Site::unknown;
  double log_weeks = 0.0;     ///< log(weeks + 2); 14 weeks where the page says nothing
  double weeks = 0.0;
  double log_sessions = 0.0;  ///< around that of three sessions
  double components = 0.0;    ///< treatments beyond one
  double log_people = 0.0;    ///< around that of 27 people
  double cut = 0.0;
  double size = 1.0;          ///< of effects of study and of what is a row's own: groups of outcomes differ in how much trials differ
  double reach = 1.0;         ///< of what is shared: beside a mechanism, as large as the effect that it speaks of
  double sampling_sd = 0.0;
};
/// `log_sizes`: by group; 0 for one that is not there.
EffectRow effect_row(const TrialRow& row, const std::map<std::string, double>& log_sizes = {});

/// Which parts of the process are in force; all of them but in comparisons of models.
struct EffectParts {
  bool study = true;         ///< effects of a study
  bool arm = true;           ///< that the visits of an arm are the same people: its sampling errors go together
  bool discrepancy = true;   ///< what is shared across studies
};

/// What each pair of rows shares, compared once: covariances of any of them follow for any variances.
class EffectTable {
 public:
  explicit EffectTable(std::span<const EffectRow> rows, const EffectParts& parts = {});

  /// Covariance of the rows `which`, what each has of its own and by sampling included on the diagonal.
  [[nodiscard]] Eigen::MatrixXd covariance(std::span<const std::size_t> which, std::span<const double> variances) const;
  /// Covariance of what rows share across studies, and of nothing else: rows x columns.
  [[nodiscard]] Eigen::MatrixXd across(std::span<const std::size_t> rows, std::span<const std::size_t> columns, std::span<const double> variances) const;

 private:
  std::size_t rows_;
  std::vector<double> shared_;    ///< rows x rows x features
  std::vector<double> sampling_;  ///< rows x rows
};

/// The log density of residuals under the process, with derivatives. Features are compared once.
class EffectProcess {
 public:
  explicit EffectProcess(std::vector<EffectRow> rows, const EffectParts& parts = {});

  [[nodiscard]] std::span<const EffectRow> rows() const { return rows_; }

  /// The same process with its variances fixed but for one factor a block: density() then takes the factors, and gives derivatives along
  /// their logarithms. `block_of`: a block for each feature, from 0; all blocks are used.
  [[nodiscard]] EffectProcess in_blocks(std::span<const double> variances, std::span<const std::size_t> block_of) const;

  struct Density {
    double log_density = 0.0;                ///< -infinity where the covariance is not positive definite
    Eigen::VectorXd by_residual;             ///< derivative along each residual
    Eigen::VectorXd by_log_variance;         ///< derivative along the logarithm of each variance
    Eigen::VectorXd by_log_size;             ///< derivative along the logarithm of each row's size, where sizes were given
  };
  [[nodiscard]] Density density(const Eigen::VectorXd& residuals, std::span<const double> variances) const;
  /// The same with a size for each row (beside its own); `by_log_size` is filled too.
  [[nodiscard]] Density density(const Eigen::VectorXd& residuals, std::span<const double> variances, const Eigen::VectorXd& sizes) const;

 private:
  EffectProcess() = default;
  std::vector<EffectRow> rows_;
  std::vector<Eigen::MatrixXd> features_;  ///< one per feature, or per block
  Eigen::MatrixXd sampling_;
};

/// Mean and covariance of the effects of one study given others.
struct Conditional {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

/// `covariance` of (given, wanted) in this order; `residual`: of the given ones. The mean is that of the residuals.
Conditional conditional(const Eigen::MatrixXd& covariance, const Eigen::VectorXd& residual);

}  // namespace vultus
