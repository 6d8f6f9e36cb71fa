#include "vultus/model/raised_scar.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "check_model.hpp"

namespace vultus::test {
namespace {

using model::RaisedScar;
using Facts = ModelFacts<RaisedScar>;

/// A keloid of two years on a usual place; round numbers near the priors' medians.
Facts keloid() {
  Facts f;
  auto& p = f.typical;
  using S = RaisedScar;
  p[S::loop] = 1.4, p[S::k_drive] = 0.035, p[S::k_fibro] = 0.07, p[S::k_myo] = 0.1, p[S::k_mature] = 0.015, p[S::k_break3] = 0.02;
  p[S::k_break1] = 0.009, p[S::k_vessel] = 0.03, p[S::k_pigment] = 0.012, p[S::k_wound] = 0.05, p[S::wound_drive] = 2.0;
  p[S::cut_share] = 0.3, p[S::vessel_share] = 0.2, p[S::matrix_share] = 0.25, p[S::tension] = 1.0, p[S::tension_gain] = 0.35, p[S::epidermal_share] = 0.08, p[S::k_cytotoxic] = 4.0;
  p[S::kill] = 3.0, p[S::stop] = 0.8, p[S::radiation] = 5.0, p[S::k_arrest] = 0.025, p[S::k_depot] = 0.035, p[S::steroid_half] = 0.6;
  p[S::steroid_break] = 1.5, p[S::worn_steroid] = 0.3, p[S::k_dissolve] = 0.05, p[S::dissolve] = 0.7, p[S::k_relax] = 0.008;
  p[S::relax_share] = 0.35, p[S::pigment_gain] = 0.6, p[S::height_full] = 4.0, p[S::length] = 30.0, p[S::width] = 10.0;
  p[S::age] = 730.0, p[S::itch_share] = 0.3, p[S::pain_share] = 0.2, p[S::raised_from] = 1.0;
  f.doses = {{S::cytotoxic, 1.0}, {S::steroid, 1.0}, {S::breakdown, 1.0}, {S::vessel_closure, 0.5}, {S::removal, 0.2}, {S::pigment_loss, 0.3}};
  f.low.fill(0.0);
  f.high = {4, 6, 3, 2, 4, 3, 4, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  f.horizon = 728.0;
  return f;
}

Facts with(Facts facts, std::initializer_list<std::pair<int, double>> changes) {
  for (const auto& [param, value] : changes) facts.typical[static_cast<std::size_t>(param)] = value;
  return facts;
}
Facts hypertrophic() { return with(keloid(), {{RaisedScar::loop, 0.9}, {RaisedScar::age, 120.0}}); }
Facts surgical() { return with(keloid(), {{RaisedScar::loop, 0.6}, {RaisedScar::age, 90.0}}); }  // at its highest

/// Height relative to day 0 after the deliveries; observed every 14 days to two years.
std::vector<double> heights(const Facts& facts, std::vector<solve::Delivery> deliveries) {
  std::vector<solve::Timetable> timetables{{std::move(deliveries), {}}};
  for (double day = 0.0; day <= facts.horizon; day += 14.0) timetables[0].observe_days.push_back(day);
  solve::Job job;
  job.model = RaisedScar::name;
  job.patients = 1;
  job.params = facts.typical;
  job.timetables = timetables;
  const auto run = solve::run(job);
  std::vector<double> relative;
  for (std::size_t t = 0; t < run.times; ++t) relative.push_back(run.of(RaisedScar::scar_height, t)[0] / run.of(RaisedScar::scar_height, 0)[0]);
  return relative;
}

std::vector<solve::Delivery> monthly(int port, int sessions, double amount = 1.0) {
  std::vector<solve::Delivery> deliveries;
  for (int i = 0; i < sessions; ++i) deliveries.push_back({28.0 * i, port, amount});
  return deliveries;
}

TEST(RaisedScar, KeepsTheModelContract) {  // a scar is never at rest: all but that
  check_bounds(keloid());
  check_dose_to_zero(keloid());
}

TEST(RaisedScar, MoreOfWhatFlattensFlattensMore) {
  for (const auto& dose : keloid().doses) {
    if (dose.port == RaisedScar::pigment_loss || dose.port == RaisedScar::vessel_closure) continue;
    double before = 1.0;
    for (const double times : {0.25, 0.5, 1.0, 2.0}) {
      const auto course = heights(keloid(), {{0.0, dose.port, times * dose.typical}});
      const double lowest = *std::min_element(course.begin(), course.end());
      EXPECT_LT(lowest, before) << RaisedScar::port_names[static_cast<std::size_t>(dose.port)] << " x" << times;
      before = lowest;
    }
  }
}

TEST(RaisedScar, AKeloidStaysAHypertrophicScarFadesASurgicalScarFadesSooner) {
  const auto stays = heights(keloid(), {}), fades = heights(hypertrophic(), {}), soon = heights(surgical(), {});

  for (const double h : stays) EXPECT_NEAR(h, 1.0, 0.05);
  EXPECT_GT(fades[13], 0.5);  // half a year on
  EXPECT_LT(fades[52], 0.25);
  EXPECT_LT(soon[26], 0.5);
  EXPECT_LT(soon[40], 0.1);
  EXPECT_LT(soon[40], fades[40]);
}

TEST(RaisedScar, AKeloidComesBackAfterASteroidAloneAndAfterTheKnife) {
  const auto steroid = heights(keloid(), monthly(RaisedScar::steroid, 3)), knife = heights(keloid(), {{0.0, RaisedScar::excision, 1.0}});

  EXPECT_LT(*std::min_element(steroid.begin(), steroid.end()), 0.7);
  EXPECT_GT(steroid[52], 0.9);
  EXPECT_LT(knife[1], 0.2);
  EXPECT_GT(knife[52], 0.8);
}

TEST(RaisedScar, RadiotherapyAfterTheKnifeHoldsItLonger) {
  const auto alone = heights(keloid(), {{0.0, RaisedScar::excision, 1.0}});
  const auto both = heights(keloid(), {{0.0, RaisedScar::excision, 1.0}, {1.0, RaisedScar::arrest, 1.0}});

  EXPECT_LT(both[26], 0.5 * alone[26]);
}

TEST(RaisedScar, CytotoxicDrugWithSteroidBeatsEither) {
  auto both = monthly(RaisedScar::steroid, 4, 0.5);
  for (const auto& d : monthly(RaisedScar::cytotoxic, 4)) both.push_back(d);
  std::stable_sort(both.begin(), both.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  const auto together = heights(keloid(), both), steroid = heights(keloid(), monthly(RaisedScar::steroid, 4, 0.5)),
             drug = heights(keloid(), monthly(RaisedScar::cytotoxic, 4));

  EXPECT_LT(together[8], steroid[8]);
  EXPECT_LT(together[8], drug[8]);
}

TEST(RaisedScar, CareActsOnlyWhileItIsWorn) {
  const auto none = heights(hypertrophic(), {}), worn = heights(hypertrophic(), {{0.0, RaisedScar::hydration, 1.0}}),
             stopped = heights(hypertrophic(), {{0.0, RaisedScar::hydration, 1.0}, {56.0, RaisedScar::hydration, -1.0}});

  EXPECT_LT(worn[26], stopped[26]);
  EXPECT_LT(stopped[26], none[26]);
}

TEST(RaisedScar, MoreTensionIsWorse) {
  const auto tense = heights(with(hypertrophic(), {{RaisedScar::tension, 1.3}}), {}), loose = heights(with(hypertrophic(), {{RaisedScar::tension, 0.6}}), {});
  EXPECT_GT(tense[26], loose[26]);
}

TEST(RaisedScar, ItemsOfTheScaleAddUpAndStayInTheirRanges) {
  const auto facts = keloid();
  const auto run = run_model(facts, RaisedScar::steroid, 3.0);
  for (std::size_t t = 0; t < run.times; ++t) {
    const auto at = [&](std::size_t o) { return run.of(o, t)[0]; };
    EXPECT_GE(at(RaisedScar::vss_total), at(RaisedScar::vss_vascularity) + at(RaisedScar::vss_pliability) + at(RaisedScar::vss_pigmentation));
    EXPECT_LE(at(RaisedScar::vss_total), 14.0);
    EXPECT_LE(at(RaisedScar::vss_vascularity), 3.0);
    EXPECT_GE(at(RaisedScar::posas_patient_itch), 1.0);
    EXPECT_LE(at(RaisedScar::posas_patient), 60.0);
    EXPECT_GE(at(RaisedScar::posas_observer), 6.0);
  }
}

}  // namespace
}  // namespace vultus::test
