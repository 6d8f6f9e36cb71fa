#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "vultus/report/csv_field.hpp"
#include "vultus/report/report.hpp"

namespace vultus {
namespace {

void add_number(std::string& out, const std::vector<double>& values, std::size_t at) {
  out += ',';
  if (at < values.size() && std::isfinite(values[at])) fmt::format_to(std::back_inserter(out), "{}", values[at]);
}

void add_rows(std::string& out, const Forecast& forecast) {
  const std::string plan = csv_field(forecast.plan);
  for (const Band& band : forecast.outcomes) {
    const std::string outcome = csv_field(band.outcome), unit = csv_field(band.unit);
    for (std::size_t at = 0; at < forecast.days.size(); ++at) {
      fmt::format_to(std::back_inserter(out), "{},{},{},{}", plan, forecast.days[at], outcome, unit);
      for (const auto* column : {&band.median, &band.q05, &band.q25, &band.q75, &band.q95, &band.mean_q05, &band.mean_q95,
                                 &band.measured_q05, &band.measured_q95})
        add_number(out, *column, at);
      out += "\r\n";
    }
  }
}

}  // namespace

std::string to_csv(const Outlook& outlook) {
  std::string out = "plan,day,outcome,unit,median,q05,q25,q75,q95,mean_q05,mean_q95,measured_q05,measured_q95\r\n";
  add_rows(out, outlook.plan);
  if (outlook.nothing) add_rows(out, *outlook.nothing);
  return out;
}

}  // namespace vultus
