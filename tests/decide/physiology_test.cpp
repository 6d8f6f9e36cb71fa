// Published courses against the forecast: a table before and after calibration, and the statements that the model must not
// lose. Both have seen some of these arms, so that "inside" is a check of the build, not a proof; that is `vultus validate`.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "../support/cases.hpp"
#include "vultus/ensemble/population.hpp"
#include "vultus/forecast/forecast.hpp"
#include "vultus/forecast/spread.hpp"
#include "vultus/model/masseter.hpp"
#include "vultus/store/record.hpp"

namespace vultus::tests {
namespace {

using model::Masseter;

constexpr std::size_t patients = 6000;
constexpr std::size_t weeks = 104;

struct Interval {
  double low = 0.0, middle = 0.0, high = 0.0;
  [[nodiscard]] bool holds(double value) const { return value >= low && value <= high; }
};

/// What a forecast can rest on: physiology alone, the first version's rough fit, the posterior that is shipped.
enum class Rests { prior, rough_fit, posterior };

const Tissue& tissue_of(Rests rests) {
  static const auto with = [](Rests which) {
    std::vector<Tissue> tissues = catalog().tissues;
    if (which == Rests::posterior && !put_shipped_posteriors(VULTUS_SOURCE_DIR "/data", tissues).empty()) throw std::runtime_error("posterior");
    for (auto& parameter : tissues.front().parameters)
      if (which == Rests::prior && parameter.rough_fit) {  // spreads between settings and people have no other source
        parameter.rough_fit->median = parameter.prior.median;
        parameter.rough_fit->knowledge_sd = parameter.prior.knowledge_sd;
      }
    return tissues.front();
  };
  static const Tissue prior = with(Rests::prior), rough = with(Rests::rough_fit), posterior = with(Rests::posterior);
  return rests == Rests::prior ? prior : rests == Rests::rough_fit ? rough : posterior;
}

/// A course of doses per side (week, units) in many virtual patients, weekly.
class Course {
 public:
  explicit Course(const std::vector<std::pair<double, double>>& doses, Rests rests = Rests::posterior)
      : casefile_(read("format: vultus-case/1\npatient: {sex: female}\nconditions: [{kind: masseter_botulinum}]\n").value()),
        population_(tissue_of(rests), posterior_of(tissue_of(rests)), casefile_, 7),
        cohort_(draw_cohort(population_, 0, patients)) {
    std::vector<Happening> happenings;
    for (const auto& [week, units] : doses) happenings.push_back({7.0 * week, "masseter", Masseter::toxin_units, units, {}, "botulinum_masseter", true});
    std::vector<double> days;
    for (std::size_t w = 0; w <= weeks; ++w) days.push_back(7.0 * static_cast<double>(w));
    solve::Settings settings;
    settings.threads = 0;
    run_ = carry(population_, cohort_, happenings, days, settings);
  }

  /// Change of an outcome from before, in percent, of one patient in a week.
  [[nodiscard]] double change(std::size_t outcome, std::size_t week, std::size_t patient) const {
    return 100.0 * (run_.of(outcome, week)[patient] / run_.of(outcome, 0)[patient] - 1.0);
  }
  [[nodiscard]] double level_change(std::size_t outcome, std::size_t week, std::size_t patient) const {
    return run_.of(outcome, week)[patient] - run_.of(outcome, 0)[patient];
  }
  [[nodiscard]] std::size_t lowest_week(std::size_t outcome, std::size_t patient) const {
    std::size_t at = 0;
    for (std::size_t w = 0; w <= weeks; ++w)
      if (run_.of(outcome, w)[patient] < run_.of(outcome, at)[patient]) at = w;
    return at;
  }
  /// Weeks in which the averages of arms are lowest: 90 % between arms.
  [[nodiscard]] Interval lowest_week_of_arms(std::size_t outcome) const {
    std::vector<std::vector<double>> sums(cohort_.groups, std::vector<double>(weeks + 1, 0.0));
    for (std::size_t w = 0; w <= weeks; ++w)
      for (std::size_t i = 0; i < patients; ++i) sums[cohort_.group[i]][w] += run_.of(outcome, w)[i];
    std::vector<double> lowest;
    for (const auto& arm : sums) lowest.push_back(static_cast<double>(std::min_element(arm.begin(), arm.end()) - arm.begin()));
    const auto q = quantiles(lowest, std::vector<double>{0.05, 0.5, 0.95});
    return {q[0], q[1], q[2]};
  }
  [[nodiscard]] double threshold(std::size_t patient) const { return cohort_.params[patient * Masseter::param_count + Masseter::notice_hollow]; }
  [[nodiscard]] double value(std::size_t outcome, std::size_t week, std::size_t patient) const { return run_.of(outcome, week)[patient]; }

  using Statistic = std::function<double(std::size_t patient)>;
  /// 90 % between patients.
  [[nodiscard]] static Interval people(const Statistic& statistic) {
    std::vector<double> values(patients);
    for (std::size_t i = 0; i < patients; ++i) values[i] = statistic(i);
    const auto q = quantiles(values, std::vector<double>{0.05, 0.5, 0.95});
    return {q[0], q[1], q[2]};
  }
  /// 90 % of the average of an arm.
  [[nodiscard]] Interval arm(const Statistic& statistic) const {
    GroupSums sums(cohort_.groups);
    for (std::size_t i = 0; i < patients; ++i) sums.add(cohort_.group[i], statistic(i), 1.0);
    const auto interval = mean_interval(sums);
    return {interval.q05, interval.mean, interval.q95};
  }

 private:
  CaseFile casefile_;
  Population population_;
  Cohort cohort_;
  solve::Trajectories run_;
};

constexpr auto rest = Masseter::masseter_thickness_rest, clench = Masseter::masseter_thickness_clench;
constexpr auto force = Masseter::bite_force, hollow = Masseter::cheek_hollowing;

std::size_t week_of(double weeks_printed) { return static_cast<std::size_t>(std::lround(weeks_printed)); }

struct Row {
  std::string what;
  double published = 0.0;
  Interval forecast;
};

void print(const std::vector<Row>& rows) {
  fmt::print("{:66} {:>9} {:>24}  inside\n", "published (study)", "value", "forecast: 90 % of arms");
  for (const auto& row : rows)
    fmt::print("{:66} {:9.1f} {:8.1f} ({:6.1f} to {:6.1f})  {}\n", row.what, row.published, row.forecast.middle, row.forecast.low, row.forecast.high,
               row.forecast.holds(row.published) ? "yes" : "NO");
}

std::vector<Row> table(Rests rests) {
  std::vector<Row> rows;
  struct Choe { double dose; std::vector<std::pair<double, double>> points; };
  for (const auto& arm : std::vector<Choe>{{10, {{4.3, -10.3}, {8.7, -16.5}, {13, -23.7}, {17.4, -24.7}, {26.1, -21.6}, {39.1, -16.5}}},
                                           {20, {{4.3, -11.9}, {8.7, -18.8}, {13, -24.8}, {17.4, -27.7}, {26.1, -26.7}, {39.1, -21.8}}},
                                           {30, {{4.3, -12.0}, {8.7, -19.4}, {13, -25.0}, {17.4, -27.8}, {26.1, -37.8}, {39.1, -24.1}}}}) {
    const Course course({{0, arm.dose}}, rests);
    for (const auto& [week, value] : arm.points)
      rows.push_back({fmt::format("thickness, {} U, week {}, % (choe2005a)", arm.dose, week), value,
                      course.arm([&, w = week_of(week)](std::size_t i) { return course.change(rest, w, i); })});
  }
  const Course usual({{0, 25}}, rests);
  const auto rest_at = [&](double week) { return usual.arm([&, week](std::size_t i) { return usual.change(rest, week_of(week), i); }); };
  rows.push_back({"thickness, 25 U, week 26, % (azmjnda)", -9.8, rest_at(26.1)});
  rows.push_back({"thickness, 25 U, week 13, % (panchaprateep2015b)", -15.45, rest_at(13)});
  const Course bae({{0, 24}}, rests);
  rows.push_back({"thickness at rest, 24 U, week 4, % (bae2020a, not guided)", -12.38, bae.arm([&](std::size_t i) { return bae.change(rest, 4, i); })});
  for (const auto& [dose, value] : std::vector<std::pair<double, double>>{{12, -2.33}, {24, -3.35}, {36, -2.86}, {48, -3.79}}) {
    const Course course({{0, dose}}, rests);
    rows.push_back({fmt::format("clench, {} U per side, week 12, mm (botulax2023a)", dose), value,
                    course.arm([&](std::size_t i) { return course.level_change(clench, 12, i); })});
  }
  rows.push_back({"bite force, week 2, % (kim2009a)", -20, usual.arm([&](std::size_t i) { return usual.change(force, 2, i); })});
  for (const auto& [week, value] : std::vector<std::pair<double, double>>{{1, -150.6}, {2, -153.9}, {4.3, -151.5}, {8.7, 4.6}, {13, -21.7}})
    rows.push_back({fmt::format("bite force, masseter alone, week {}, N (kang2025a)", week), value,
                    usual.arm([&, w = week_of(week)](std::size_t i) { return usual.level_change(force, w, i); })});
  rows.push_back({"sunken cheek noticed, per 2,036 sessions (peng2018a)", 9, usual.arm([&](std::size_t i) {
                    for (std::size_t w = 0; w <= 52; ++w)
                      if (usual.value(hollow, w, i) > usual.threshold(i)) return 2036.0;
                    return 0.0;
                  })});
  return rows;
}

TEST(Physiology, TableOfPublishedCourses) {
  for (const auto& [rests, name] : {std::pair{Rests::prior, "prior"}, std::pair{Rests::rough_fit, "rough fit"}, std::pair{Rests::posterior, "posterior"}}) {
    const auto rows = table(rests);
    fmt::print("\n{}\n", name);
    print(rows);
    const auto inside = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.forecast.holds(row.published); });
    fmt::print("{} of {} inside\n", inside, rows.size());
    EXPECT_GE(inside, static_cast<std::ptrdiff_t>(rows.size() * 8 / 10));
  }
}

TEST(Physiology, ThicknessFallsByTenToThirtyPercentAndIsLowestBetweenWeeks8And17) {
  const Course course({{0, 27}});
  const Interval lowest = Course::people([&](std::size_t i) { return static_cast<double>(course.lowest_week(rest, i)); });
  const Interval depth = course.arm([&](std::size_t i) { return course.change(rest, course.lowest_week(rest, i), i); });

  const Interval arms = course.lowest_week_of_arms(rest);
  fmt::print("lowest week: people {} ({} to {}), arms {} ({} to {})\n", lowest.middle, lowest.low, lowest.high, arms.middle, arms.low, arms.high);
  EXPECT_GE(lowest.middle, 8.0);
  EXPECT_LE(lowest.middle, 17.0);
  EXPECT_LE(depth.middle, -10.0);
  EXPECT_GE(depth.middle, -30.0);
}

TEST(Physiology, TheReturnOfSizeHoldsBothPublishedExtremes) {
  const Course course({{0, 25}});
  const Interval at_26 = Course::people([&](std::size_t i) { return course.change(rest, 26, i); });
  const Interval left_at_39 = Course::people([&](std::size_t i) {
    const double greatest = course.change(rest, course.lowest_week(rest, i), i);
    return greatest < 0.0 ? course.change(rest, 39, i) / greatest : 0.0;  // nothing lost, nothing left
  });

  EXPECT_TRUE(at_26.holds(-9.8));        // nearly back at six months (azmjnda)
  EXPECT_TRUE(left_at_39.holds(0.67));   // two thirds of the greatest loss left at nine months (choe2005a, 10 U)
  EXPECT_TRUE(left_at_39.holds(0.87));   // most of it left (choe2005a, 30 U)
}

TEST(Physiology, ClenchFallsInTheFirstWeekBeforeRest) {
  const Course course({{0, 25}});
  const Interval clench_week_1 = course.arm([&](std::size_t i) { return course.change(clench, 1, i); });
  const Interval rest_week_1 = course.arm([&](std::size_t i) { return course.change(rest, 1, i); });

  EXPECT_LT(clench_week_1.middle, -4.0);
  EXPECT_LT(clench_week_1.middle, 2.0 * rest_week_1.middle);
}

TEST(Physiology, ForceIsLowestInWeeks2To4AndBackByThreeMonths) {
  const Course course({{0, 25}});
  const Interval lowest = Course::people([&](std::size_t i) { return static_cast<double>(course.lowest_week(force, i)); });
  const Interval at_13 = course.arm([&](std::size_t i) { return course.change(force, 13, i); });

  EXPECT_GE(lowest.middle, 2.0);
  EXPECT_LE(lowest.middle, 4.0);
  // Published returns differ: normal at week 12 (kim2009a), still lower at 3 months and not at 6
  // (https://umu.diva-portal.org/smash/record.jsf?pid=diva2%3A1744214), reduced until week 11 and whole at week 25
  // (sitnikova2022a). The interval must hold a whole return, and half of what was lost must be back.
  const Interval deepest = course.arm([&](std::size_t i) { return course.change(force, course.lowest_week(force, i), i); });
  EXPECT_GE(at_13.high, -5.0);
  EXPECT_GE(at_13.middle, 0.5 * deepest.middle);
}

TEST(Physiology, DoseActsMoreOnHowLongThanOnHowDeepAndSaturates) {
  const Course twelve({{0, 12}}), twenty_four({{0, 24}}), forty_eight({{0, 48}});
  const auto deepest = [](const Course& c) { return c.arm([&](std::size_t i) { return c.change(rest, c.lowest_week(rest, i), i); }).middle; };
  const auto late = [](const Course& c) { return c.arm([&](std::size_t i) { return c.change(force, 16, i); }).middle; };

  EXPECT_LT(deepest(twenty_four), deepest(twelve));
  EXPECT_LT(deepest(forty_eight), deepest(twenty_four));
  EXPECT_LT(deepest(twenty_four) - deepest(forty_eight), deepest(twelve) - deepest(twenty_four) + 0.5);  // saturates
  EXPECT_GT(late(forty_eight) / late(twelve), deepest(forty_eight) / deepest(twelve));                   // longer more than deeper
}

TEST(Physiology, ASecondDoseAfterThreeToFourMonthsDeepensAndProlongs) {
  const Course once({{0, 25}}), twice({{0, 25}, {15, 25}});
  const auto at = [](const Course& c, std::size_t week) { return c.arm([&, week](std::size_t i) { return c.change(rest, week, i); }).middle; };
  const auto deepest = [](const Course& c) { return c.arm([&](std::size_t i) { return c.change(rest, c.lowest_week(rest, i), i); }).middle; };

  EXPECT_LT(deepest(twice), deepest(once) - 2.0);
  EXPECT_LT(at(twice, 52), at(once, 52) - 2.0);
}

}  // namespace
}  // namespace vultus::tests
