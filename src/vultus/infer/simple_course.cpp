#include "vultus/infer/simple_course.hpp"

#include <algorithm>
#include <cmath>

#include "vultus/base/fault.hpp"

namespace vultus {
namespace {

constexpr double prior_sd = 0.7;
constexpr double depth_median = 0.2, onset_days = 28.0, return_days = 210.0, slope_median = 0.3;

}  // namespace

SimpleCourse::SimpleCourse(std::vector<std::string> observables, std::span<const solve::Timetable> timetables) : observables_(std::move(observables)) {
  std::vector<double> amounts;
  for (const auto& table : timetables)
    for (const auto& delivery : table.deliveries)
      if (delivery.amount > 0.0) amounts.push_back(delivery.amount);
  if (amounts.empty()) return;
  const auto middle = amounts.begin() + static_cast<std::ptrdiff_t>(amounts.size() / 2);
  std::nth_element(amounts.begin(), middle, amounts.end());
  usual_ = *middle;
}

std::vector<std::string> SimpleCourse::names() const {
  std::vector<std::string> names;
  for (const auto& observable : observables_) names.push_back("depth_" + observable);
  for (const char* name : {"onset", "return", "slope"}) names.emplace_back(name);
  return names;
}

SimpleCourse::Value SimpleCourse::at(std::span<const double> z, std::size_t observable, std::span<const solve::Delivery> deliveries, double day) const {
  VULTUS_EXPECTS(z.size() == observables_.size() + 3 && observable < observables_.size(), "a value for each quantity");
  const auto quantity = [&](double median, double standardised) { return median * std::exp(prior_sd * standardised); };
  const double* course = &z[observables_.size()];
  const double depth = quantity(depth_median, z[observable]), onset = quantity(onset_days, course[0]);
  const double back = quantity(return_days, course[1]), slope = quantity(slope_median, course[2]);
  Value value;
  for (const auto& delivery : deliveries) {
    const double t = day - delivery.day;
    if (t <= 0.0 || delivery.amount <= 0.0) continue;
    const double log_dose = std::log(delivery.amount / usual_), left = depth * std::exp(slope * log_dose - t / back);
    const double change = -left * -std::expm1(-t / onset);
    value.change += change;
    value.by_depth += prior_sd * change;
    value.by_onset += prior_sd * left * std::exp(-t / onset) * t / onset;
    value.by_return += prior_sd * change * t / back;
    value.by_slope += prior_sd * change * slope * log_dose;
  }
  return value;
}

}  // namespace vultus
