// What a tissue model says of published arms: the mean course of an arm's virtual people, with derivatives along what is
// to be learnt.
#pragma once
#include <Eigen/Dense>
#include <span>
#include <string>
#include <vector>

#include "vultus/catalog/catalog.hpp"
#include "vultus/infer/simple_course.hpp"
#include "vultus/infer/trial_rows.hpp"
#include "vultus/solve/solve.hpp"

namespace vultus {

struct ArmMechanismSettings {
  std::size_t people = 12;          ///< virtual people of an arm: quasi-random, the same in every arm
  double people_sd = 0.3;           ///< of a parameter whose spread between people nobody has measured; an assumption
  double relative_tolerance = 1e-4;
  unsigned threads = 1;
  std::size_t most_variables = 8;   ///< parameters learnt: those that the rows tell most about
  std::vector<std::string> variables;  ///< if any: these, by name, instead
  bool simple_course = false;          ///< not the tissue model but its rival
  /// Where to expand: a stiff model costs seconds to run, so that what is left of each observable is taken as log-linear in the variables
  /// around this point (standardised). Empty: the model itself is run at every point.
  std::vector<double> expand_at;
};

/// A design is what was done to which kind of scar or muscle, where. Equal designs are carried once, all in one ensemble. Parameters that the rows tell nothing about stay at their prior.
class ArmMechanism {
 public:
  /// `rows` outlive this. Rows whose outcome, treatment or scale the model has nothing to say about are silent.
  ArmMechanism(const Tissue& tissue, const Catalog& catalog, const OutcomeMap& map, std::span<const TrialRow> rows,
               const ArmMechanismSettings& settings = {});

  /// Names of what is learnt: parameters of the tissue model, those that the rows tell most about first, or quantities of its rival.
  [[nodiscard]] const std::vector<std::string>& variables() const { return names_; }
  [[nodiscard]] bool speaks(std::size_t row) const { return link_[row].design != SIZE_MAX; }
  [[nodiscard]] std::size_t designs() const { return timetables_.size(); }
  [[nodiscard]] std::size_t spoken() const;

  /// Change of the row's observable relative to before the first treatment, mean over people; 0 for a silent row.
  struct Changes {
    Eigen::VectorXd change;  ///< rows
    Eigen::MatrixXd slopes;  ///< rows x variables: along the standardised variable (in units of its prior's sd)
    bool solved = true;
  };
  /// `z`: the variables, standardised: 0 is the prior's median, 1 a prior sd above it.
  [[nodiscard]] Changes changes(std::span<const double> z) const;
  /// The same without the expansion.
  [[nodiscard]] Changes exact_changes(std::span<const double> z) const;

 private:
  struct Expansion {
    Eigen::VectorXd at, log_left;  ///< variables; rows
    Eigen::MatrixXd slopes;        ///< of log_left
  };
  struct Link {
    std::size_t design = SIZE_MAX, observable = 0, time = 0;
  };
  void lay_out(const Catalog& catalog, const OutcomeMap& map, std::span<const TrialRow> rows);
  void choose_variables();
  void expand();
  void make_course();
  [[nodiscard]] Changes changes_of_course(std::span<const double> z) const;
  [[nodiscard]] Changes changes_along(std::span<const double> z, std::span<const std::size_t> variables) const;

  const Tissue* tissue_;
  ArmMechanismSettings settings_;
  std::vector<Link> link_;
  std::vector<solve::Timetable> timetables_;
  std::vector<std::vector<double>> shifts_;  ///< per design: see case_shifts()
  std::vector<std::size_t> variables_;
  std::vector<std::string> names_;
  SimpleCourse course_;
  Expansion expansion_;
  std::vector<double> people_normals_;  ///< people x parameters
};

/// What an arm was given, as deliveries of a model: its treatments, product, dose, sessions and spacing; assumptions where the
/// page is silent (typical dose, per side where the page does not say, sessions evenly over the time followed). Empty: the
/// arm's treatments do not act on the model.
std::vector<solve::Delivery> deliveries_of(const TrialArm& arm, std::string_view model, double followed_days, const Catalog& catalog);

}  // namespace vultus
