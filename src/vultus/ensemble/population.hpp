// Virtual patients: population parameters, settings and people drawn by key, for one tissue and one case.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/casefile/casefile.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/plan/timetable.hpp"
#include "vultus/solve/solve.hpp"

namespace vultus {

/// What is known of a tissue's parameters, ready to draw from.
struct Posterior {
  std::string model, version, status;  ///< status: rough_fit | calibrated
  std::string digest;                  ///< 16 hexadecimal digits: of the posterior's file, else of every number in the tissue's
  Words status_note;
  std::vector<Parameter> parameters;   ///< names, transforms, bounds
  std::vector<Law> laws;               ///< the law in force for each of them
  std::vector<std::size_t> joint;      ///< parameters that were learnt together: what is not known of them is correlated
  Discrepancy discrepancy;             ///< learnt with them
  std::vector<double> root;            ///< lower triangle over joint and then discrepancy: sd's and correlations, on the parameters' own scales
};

/// The posterior that a tissue carries: what a calibration learnt where one was put in, else its rough fit, else its prior.
Posterior posterior_of(const Tissue& tissue);

/// A parameter on the scale on which it is spread, log or logit, and back.
double transformed(Transform transform, double value);
double restored(Transform transform, double value);

/// How far a case moves each parameter, on its log or logit scale.
std::vector<double> case_shifts(const Tissue& tissue, const CaseFile& casefile);

/// Draws the virtual patients of one case. The same (seed, patient) is the same person in every plan, at every count and on
/// every thread. Patients come in groups: the members of a group share the population parameters (what we do not know) and
/// the setting (how clinics differ), so that the mean of a group is the mean of one possible trial arm.
class Population {
 public:
  static constexpr std::size_t members = 100;  ///< patients of a group

  Population(const Tissue& tissue, Posterior posterior, const CaseFile& casefile, std::uint64_t seed);

  [[nodiscard]] const Tissue& tissue() const { return *tissue_; }
  [[nodiscard]] const Posterior& posterior() const { return posterior_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::size_t param_count() const { return posterior_.laws.size(); }

  static std::uint64_t group_of(std::uint64_t patient) { return patient / members; }

  /// Parameters of patients first, first+1, ...; `rows` is row-major, patients x param_count.
  void draw(std::uint64_t first, std::span<double> rows) const;

  /// Centre of a parameter's people law in a group, on its log or logit scale.
  [[nodiscard]] double centre(std::size_t parameter, std::uint64_t group) const;

  /// exp(log_sd z) with z the standard normal of that name and group.
  [[nodiscard]] double factor(std::string_view name, double log_sd, std::uint64_t group) const;

  /// What trials showed beside the mechanism, in a group: the logarithm for each observable and week of posterior().discrepancy.
  [[nodiscard]] std::vector<double> discrepancy(std::uint64_t group) const;

  /// Median of a parameter for this case, on its log or logit scale, before anything is drawn.
  [[nodiscard]] double location(std::size_t parameter) const { return location_[parameter]; }

  /// Multiplies the centre of a parameter (log scale: adds log(by)).
  void shift(std::size_t parameter, double by);

  /// The standard normals behind a patient, a value per parameter; untilted. Zero where people do not differ.
  [[nodiscard]] std::vector<double> people_normals(std::uint64_t patient) const;
  /// Those behind a group: knowledge, then setting, a value per parameter each; untilted. Zero where a law has no such spread.
  [[nodiscard]] std::vector<double> group_normals(std::uint64_t group) const;

  /// Draws from a tilted population: each of people_normals(), then of group_normals() gets this added. log_ratios() tells by how
  /// much the tilted population overdraws a patient, so that importance weights stay exact.
  void tilt(std::vector<double> by);
  /// log of (density in the population / density in the tilted population) of patients first ... first+count-1.
  [[nodiscard]] std::vector<double> log_ratios(std::uint64_t first, std::size_t count) const;

 private:
  void apply_case(const CaseFile& casefile);
  [[nodiscard]] double knowledge_normal(std::size_t parameter, std::uint64_t group) const;
  [[nodiscard]] double not_known(std::size_t parameter, std::uint64_t group) const;
  void apply_baselines(std::uint64_t patient, std::span<double> row) const;

  struct Shift {
    double by = 0.0, knowledge_sd = 0.0;
    std::uint64_t name = 0;
    std::size_t parameter = 0;
  };
  struct Given {
    std::size_t parameter = 0;
    double value = 0.0, error_sd = 0.0;
    std::size_t divide_by_one_plus = SIZE_MAX;
    std::uint64_t name = 0;
  };

  const Tissue* tissue_;  ///< of the catalog, which outlives this; never null
  Posterior posterior_;
  std::uint64_t seed_;
  std::vector<double> location_;  ///< transformed medians with the case's covariates
  std::vector<std::uint64_t> names_;
  std::vector<Shift> shifts_;
  std::vector<Given> given_;
  std::vector<double> tilt_;  ///< of people_normals(), then of group_normals(); empty: none
};

/// The case's visits, and before them a measurement on day 0 for every field of the case that the tissue takes as one. Where nothing is
/// measured on day 0, what the kind of the condition says is seen then counts: who speaks of a keloid has a scar that is raised.
std::vector<Visit> with_baselines(const CaseFile& casefile, const Tissue& tissue);

/// A set of virtual patients with their parameters. All count alike.
struct Cohort {
  std::vector<std::uint64_t> id;     ///< the person's key
  std::vector<std::uint32_t> group;  ///< dense, 0 ... groups-1
  std::vector<double> params;        ///< row-major, patients x param_count
  std::size_t groups = 0;

  [[nodiscard]] std::size_t patients() const { return id.size(); }
};

/// Patients first ... first+count-1 of a population, drawn on `threads` threads (0: as many as the machine has).
Cohort draw_cohort(const Population& population, std::uint64_t first, std::size_t count, unsigned threads = 1);

/// At most `count` patients of a cohort, evenly spread over it (every k-th), so that every group keeps its share.
Cohort thinned(const Cohort& cohort, std::size_t count);

/// Runs a cohort through the happenings of the population's model, observed on `days`; with what trials showed beside the mechanism.
solve::Trajectories carry(const Population& population, const Cohort& cohort, const std::vector<Happening>& happenings,
                          const std::vector<double>& days, const solve::Settings& settings);

/// A stable 64-bit number for a name, used in draw keys.
std::uint64_t name_key(std::string_view name);

}  // namespace vultus
