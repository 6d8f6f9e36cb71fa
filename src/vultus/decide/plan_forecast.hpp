// One plan carried on one person's virtual patients: what a forecast and a comparison share.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/forecast/forecast.hpp"
#include "vultus/forecast/project.hpp"

namespace vultus {

/// One person's virtual patients, and what is asked of them. The case, the catalog and the options outlive it.
struct Person {
  const CaseFile& casefile;
  const Catalog& catalog;
  const ForecastOptions& options;
  Population population;
  Cohort cohort;  ///< in use where `held`
  Conditioning conditioning;
  std::vector<Matter> matters;

  /// All patients are held at once; otherwise the population is streamed.
  [[nodiscard]] bool held() const { return conditioning.on_visits || options.patients <= held_at_once; }
};

AssimilateOptions assimilate_options(const ForecastOptions& options);

/// The plan's whole forecast; `kept` gets what later steps need per patient.
Forecast forecast_plan(const Person& person, const Plan& plan, const std::vector<Happening>& happenings,
                       const std::vector<double>& days, Projection* kept = nullptr);

const Matter* matter_of(const std::vector<Matter>& matters, std::string_view code);

/// What the question is about: a hollow or slack that has been seen; else whether the first outcome comes back.
const Matter* main_matter(const Tissue& tissue, const CaseFile& casefile, const std::vector<Matter>& matters);

/// A condition that no tissue model speaks of.
std::vector<Words> missing_tissue(const CaseFile& casefile, const Catalog& catalog);
/// A treatment without a data file.
Words missing_file(const std::string& treatment, const Catalog& catalog);

/// A red flag that cannot wait and fits the question or a visit.
bool is_emergency(const CaseFile& casefile, const Plan& plan, const Catalog& catalog);

/// Treatments, outcomes and events of case and plan by code, as Catalog::name_of says them.
void add_names(std::map<std::string, Words>& names, const CaseFile& casefile, const Plan& plan, const Catalog& catalog);

}  // namespace vultus
