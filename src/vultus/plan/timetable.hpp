// Treatments on dates become one sorted list of deliveries. Pure: no solver, no randomness.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "vultus/casefile/casefile.hpp"
#include "vultus/catalog/catalog.hpp"

namespace vultus {

/// A factor that multiplies a delivery for each virtual patient: exp(exponent x z) with z drawn once per set of population
/// parameters under the factor's name, around median^1; median enters through the delivery's amount already.
struct DrawnFactor {
  std::string name;
  double log_sd = 0.0;  ///< knowledge sd times how strongly this delivery depends on it
};

/// One thing that happens to a tissue.
struct Happening {
  double day = 0.0;
  std::string model;
  int port = 0;
  double amount = 0.0;  ///< canonical, medians of all factors included
  std::vector<DrawnFactor> factors;
  std::string treatment;
  bool history = false;  ///< it has happened already (from the case's history)
};

/// History and a plan's entries as happenings, sorted by day; those of one day in the order of the file, history first.
/// Sessions and `every` are spread out. Products, options and dose rules are applied. Entries without any action vanish.
std::vector<Happening> timetable(const CaseFile& casefile, const Plan& plan, const Catalog& catalog);

/// Forecast days: every 7 days from 0, the horizon, and the days of doses and visits; sorted, distinct.
std::vector<double> forecast_days(const CaseFile& casefile, const std::vector<Happening>& happenings);

}  // namespace vultus
