#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/report/report.hpp"

namespace vultus {
namespace {

/// RFC 4180: a field with a comma, a quote or a line break stands in quotes, its quotes doubled.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void add_number(std::string& out, const std::vector<double>& values, std::size_t at) {
  out += ',';
  if (at < values.size() && std::isfinite(values[at])) fmt::format_to(std::back_inserter(out), "{}", values[at]);
}

void add_rows(std::string& out, const Forecast& forecast) {
  const std::string plan = field(forecast.plan);
  for (const Band& band : forecast.outcomes) {
    const std::string outcome = field(band.outcome), unit = field(band.unit);
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
