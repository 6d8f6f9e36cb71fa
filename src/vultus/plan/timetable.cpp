#include "vultus/plan/timetable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/base/elementary.hpp"

namespace vultus {

namespace {

/// What one session of an entry delivers, before it is put on its days.
struct Delivery {
  const Action* action = nullptr;
  double amount = 0.0;
  std::vector<DrawnFactor> factors;
};

void scale(Delivery& delivery, double by, std::string name, double log_sd) {
  delivery.amount *= by;
  if (log_sd > 0.0) delivery.factors.push_back({std::move(name), log_sd});
}

/// The product's factor acts on doses: a fixed amount per session has it too, as the devices of a treatment differ.
void apply_product(const Entry& entry, const Treatment& treatment, Delivery& delivery) {
  const std::string& wanted = entry.product.empty() ? treatment.default_product : entry.product;
  for (const auto& product : treatment.products)
    if (product.name == wanted) scale(delivery, product.factor.median, product.factor.name, product.factor.knowledge_sd);
}

void apply_option(const Entry& entry, const Treatment& treatment, const Option& option, Delivery& delivery) {
  const auto found = entry.options.find(option.field);
  if (found == entry.options.end()) return;
  const std::string name = fmt::format("{}.option.{}", treatment.code, option.field);
  if (const auto* word = std::get_if<std::string>(&found->second)) {
    const auto value = option.values.find(*word);
    if (value == option.values.end()) return;
    const auto [by, sd] = value->second;
    scale(delivery, exp(by), name + "." + *word, sd);
  } else if (const auto* number = std::get_if<double>(&found->second); number != nullptr && option.log_over > 0.0) {
    const double ratio = log(*number / option.log_over);
    scale(delivery, exp(option.by * ratio), name, option.knowledge_sd * std::fabs(ratio));
  }
}

/// The dose law: in units of `per`, raised to a power.
double amount_of(double dose, const Action& action) {
  const double share = dose / action.per;
  return action.power == 1.0 ? share : share <= 0.0 ? 0.0 : exp(action.power * log(share));
}

Delivery delivery_of(const Entry& entry, const Treatment& treatment, const Action& action) {
  Delivery delivery;
  delivery.action = &action;
  if (action.amount_is_dose)
    delivery.amount = amount_of(entry.dose.value_or(treatment.dose ? treatment.dose->typical : 0.0), action);
  else
    delivery.amount = action.amount;
  if (action.knowledge_sd > 0.0)
    delivery.factors.push_back({treatment.code + ".amount", action.knowledge_sd});
  apply_product(entry, treatment, delivery);
  for (const auto& option : treatment.options) apply_option(entry, treatment, option, delivery);
  return delivery;
}

int port_number(const Action& action) {
  const auto* names = model_named(action.model);
  if (names == nullptr) return -1;
  const auto found = std::find(names->ports.begin(), names->ports.end(), action.port);
  return found == names->ports.end() ? -1 : static_cast<int>(found - names->ports.begin());
}

void add_entry(const Entry& entry, bool history, double horizon, const Catalog& catalog,
               std::vector<Happening>& happenings) {
  const Treatment* treatment = catalog.treatment(entry.treatment);
  if (treatment == nullptr) return;  // a code without a file has no modelled action
  for (int session = 0; session < entry.sessions; ++session) {
    const double day = entry.day + session * entry.every_days;
    if (day > horizon) return;
    for (const auto& action : treatment->acts) {
      const int port = port_number(action);
      if (port < 0) continue;
      const Delivery delivery = delivery_of(entry, *treatment, action);
      happenings.push_back({day, action.model, port, delivery.amount, delivery.factors, treatment->code, history});
      if (!action.lasting) continue;
      const double end = entry.until_day.value_or(day + action.lasting_days);
      happenings.push_back({std::max(end, day), action.model, port, -delivery.amount, delivery.factors, treatment->code, history});
    }
  }
}

}  // namespace

std::vector<Happening> timetable(const CaseFile& casefile, const Plan& plan, const Catalog& catalog) {
  std::vector<Happening> happenings;
  for (const auto& entry : casefile.history) add_entry(entry, true, casefile.horizon_days, catalog, happenings);
  for (const auto& entry : plan.entries) add_entry(entry, false, casefile.horizon_days, catalog, happenings);
  // the order of addition is the order within a day: history first, then the file's
  std::stable_sort(happenings.begin(), happenings.end(),
                   [](const Happening& a, const Happening& b) { return a.day < b.day; });
  return happenings;
}

std::vector<double> forecast_days(const CaseFile& casefile, const std::vector<Happening>& happenings) {
  constexpr double step = 7.0;
  std::vector<double> days;
  for (double day = 0.0; day <= casefile.horizon_days; day += step) days.push_back(day);
  days.push_back(casefile.horizon_days);
  for (const auto& happening : happenings)
    if (happening.day <= casefile.horizon_days) days.push_back(happening.day);
  for (const auto& visit : casefile.visits) days.push_back(visit.day);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace vultus
