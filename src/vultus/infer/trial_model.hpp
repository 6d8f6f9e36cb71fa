// One topic's published arms as a statistical model: a tissue model's mean course, a learned discrepancy, effects of study and
// arm. Its log density is what the sampler sees; its predictions are what validate scores.
#pragma once
#include <Eigen/Dense>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vultus/infer/arm_mechanism.hpp"
#include "vultus/infer/effect_process.hpp"

namespace vultus {

struct TrialModelSettings {
  bool mechanism = true;           ///< false: statistics alone
  EffectParts parts;               ///< discrepancy = false: mechanism alone, with study and arm effects
  ArmMechanismSettings arms;
};

/// Logarithms of the process variances, one set for each scale of effects.
struct ProcessVariances {
  std::vector<double> relative, proportion, level;
  std::map<std::string, double> relative_sizes = {}, proportion_sizes = {};  ///< logarithms, by outcome group; see EffectRow::size
};

/// Where the variances of the process stand before anything is learnt: a share of the spread of the effects for each.
std::vector<double> prior_log_variances(std::span<const TrialRow> rows, EffectScale scale);

/// What makes the rows of one scale likeliest: variances around their prior (sd 1.5 on the log scale), sizes of groups around 1 (0.3).
struct FittedProcess {
  std::vector<double> log_variances;
  std::map<std::string, double> log_sizes;
};
FittedProcess fitted_process(std::span<const TrialRow> rows, EffectScale scale, const EffectParts& parts = {});

/// Mean that an effect has before anything is learnt: treated arms improve by 30 %; recurrence adds up over time; a wound scars the
/// more the longer it took to heal; else 0.
double prior_effect(const TrialRow& row);

class TrialModel {
 public:
  /// `rows` and what they point at outlive this. `learn`: the rows that the density speaks of; the others can be predicted.
  /// `variances`: where those of the process stand; the density may scale them in blocks. Without a tissue: statistics alone.
  TrialModel(std::vector<TrialRow> rows, std::vector<bool> learn, const ProcessVariances& variances, const Tissue* tissue,
             const Catalog* catalog, const OutcomeMap* map, const TrialModelSettings& settings = {});

  [[nodiscard]] std::size_t dimensions() const { return names_.size(); }
  /// The learnt quantities: the tissue's variables, the steepness of responders, and how the blocks of variances are scaled.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<TrialRow>& rows() const { return rows_; }
  [[nodiscard]] const ArmMechanism* mechanism() const { return mechanism_ ? &*mechanism_ : nullptr; }

  /// Log posterior density at `z` (all standard normal a priori) and its gradient; -infinity where a lane failed.
  double log_density(std::span<const double> z, std::span<double> gradient) const;

  /// The point of the highest density that a climb from `start` finds.
  [[nodiscard]] std::vector<double> mode(std::vector<double> start) const;

  /// A draw made ready to predict with: every row's mean, and the variances.
  struct Ready {
    Eigen::VectorXd mean;              ///< rows
    ProcessVariances log_variances;
  };
  [[nodiscard]] Ready ready(std::span<const double> z) const;

  /// Joint law of the effects of `wanted` (rows of one scale, their own sampling error included) given those of `given` (rows of another
  /// scale among them are not used).
  [[nodiscard]] Conditional law(const Ready& ready, std::span<const std::size_t> given, std::span<const std::size_t> wanted) const;

  /// Law of the discrepancy in rows of one scale, given rows learnt: how far the mean of such effects, over studies, lies from what
  /// the mechanism says.
  [[nodiscard]] Conditional discrepancy(const Ready& ready, std::span<const std::size_t> given, std::span<const std::size_t> wanted) const;

  /// Whether the rows of a scale are modelled at all: some of them are learnt.
  [[nodiscard]] bool covers(EffectScale scale) const { return block_of(scale) != nullptr; }
  /// Whether the tissue model speaks of a row.
  [[nodiscard]] bool spoken(std::size_t row) const { return mechanism_ && mechanism_->speaks(row); }
  [[nodiscard]] bool learnt(std::size_t row) const { return learn_[row]; }

 private:
  struct Block {
    EffectScale scale = EffectScale::relative;
    std::vector<std::size_t> rows;            ///< learnt ones
    std::vector<double> log_variances;
    std::size_t first_scaling = 0;            ///< of its scalings among the dimensions
    std::unique_ptr<EffectProcess> process;   ///< in blocks, one for each scaling
    std::unique_ptr<EffectTable> table;       ///< of all rows of the scale, learnt or not
    double offset = 0.0;                      ///< mean of what the prior effect leaves, over rows without mechanism
  };
  void add_block(EffectScale scale, const std::vector<double>& log_variances, const std::map<std::string, double>& log_sizes);
  [[nodiscard]] const Block* block_of(EffectScale scale) const;
  [[nodiscard]] std::vector<double> factors_of(const Block& block, std::span<const double> z) const;
  /// Rows of one scale among those given: their places in its table, and what the mean leaves of them.
  struct Known {
    std::vector<std::size_t> places;
    Eigen::VectorXd residual;
  };
  [[nodiscard]] Known known_of(const Ready& ready, EffectScale scale, std::span<const std::size_t> given) const;
  /// How responders go with what is lowered: logit of their share = start + steepness x relative loss. Shares that are better low
  /// (recurrence), turned round, have a start of their own.
  struct Responders {
    double steepness = 0.0, start = 0.0, failure_start = 0.0;
  };
  [[nodiscard]] bool counts_failures(std::size_t row) const { return rows_[row].sign < 0.0; }
  [[nodiscard]] Responders responders_of(std::span<const double> z) const;
  [[nodiscard]] double mean_of(std::size_t row, const Block& block, double change, const Responders& responders) const;

  std::vector<TrialRow> rows_;
  std::vector<bool> learn_;
  TrialModelSettings settings_;
  std::optional<ArmMechanism> mechanism_;
  std::vector<Block> blocks_;
  std::vector<double> reach_;       ///< per row: see EffectRow
  std::vector<std::size_t> place_;  ///< per row: among the rows of its scale
  std::vector<std::string> names_;
  std::size_t steepness_ = 0;
  double typical_steepness_ = 0.0;
  std::size_t failure_start_ = SIZE_MAX;  ///< among the dimensions; none where no learnt row counts failures
};

}  // namespace vultus
