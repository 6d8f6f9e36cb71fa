#include "vultus/forecast/watch.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vultus::test {
namespace {

const std::vector<double> days{0, 7, 14, 21, 28};

/// One observable, one parameter (the threshold); values[patient][time].
struct Course {
  Cohort cohort;
  solve::Trajectories run;

  Course(const std::vector<std::vector<double>>& values, double threshold) {
    run.patients = values.size();
    run.times = days.size();
    run.observables = 1;
    run.observed.resize(values.size() * days.size());
    for (std::size_t p = 0; p < values.size(); ++p) {
      cohort.id.push_back(p);
      cohort.group.push_back(0);
      cohort.params.push_back(threshold);
      for (std::size_t t = 0; t < days.size(); ++t) run.observed[t * values.size() + p] = values[p][t];
    }
    cohort.groups = 1;
  }
};

Matter threshold_matter(EventCurve::Kind kind) {
  Matter m;
  m.kind = kind;
  m.threshold = 0;
  return m;
}

TEST(Watch, FindsTheDayBetweenTwoObservations) {
  const Course course({{0, 1, 3, 1, 0}}, 2.0);
  Watch noticed(threshold_matter(EventCurve::Kind::noticed), days, 0.0, 1), gone(threshold_matter(EventCurve::Kind::gone), days, 0.0, 1);
  noticed.add(course.cohort, course.run);
  gone.add(course.cohort, course.run);

  EXPECT_FLOAT_EQ(noticed.patient_days()[0], 10.5F);
  EXPECT_FLOAT_EQ(gone.patient_days()[0], 17.5F);
  EXPECT_EQ(gone.result().probability, 1.0);
}

TEST(Watch, NothingNoticedCannotGo) {
  const Course course({{0, 0, 1, 0, 0}, {0, 3, 3, 3, 3}, {0, 3, 3, 0, 0}, {0, 3, 0, 0, 0}}, 2.0);
  Watch gone(threshold_matter(EventCurve::Kind::gone), days, 0.0, 1);
  gone.add(course.cohort, course.run);
  const EventCurve curve = gone.result();

  EXPECT_TRUE(std::isnan(gone.patient_days()[0]));
  EXPECT_TRUE(std::isinf(gone.patient_days()[1]));
  EXPECT_NEAR(curve.probability, 2.0 / 3.0, 1e-12);  // of the three who had it
  EXPECT_NEAR(curve.share.back(), 2.0 / 3.0, 1e-12);
  EXPECT_EQ(curve.ninety_day, never);
}

TEST(Watch, WhatComesBackIsNotGone) {
  const Course course({{0, 3, 0, 3, 0}}, 2.0);
  Watch gone(threshold_matter(EventCurve::Kind::gone), days, 0.0, 1);
  gone.add(course.cohort, course.run);

  EXPECT_GT(gone.patient_days()[0], 21.0F);
}

TEST(Watch, CountsNoticedOnlyFromToday) {
  const Course course({{0, 3, 0, 0, 0}}, 2.0);
  Watch noticed(threshold_matter(EventCurve::Kind::noticed), days, 14.0, 1);
  noticed.add(course.cohort, course.run);

  EXPECT_EQ(noticed.result().probability, 0.0);
}

TEST(Watch, RecoversWithinATenth) {
  Matter m;
  m.kind = EventCurve::Kind::recovered;
  m.rule = Goal::Kind::within_of_baseline;
  m.amount = 0.1;
  const Course course({{10, 8, 8, 8.5, 9.5}, {10, 9.5, 9.5, 9.5, 9.5}}, 0.0);
  Watch watch(m, days, 0.0, 1);
  watch.add(course.cohort, course.run);

  EXPECT_NEAR(watch.patient_days()[0], 24.5F, 1e-5);
  EXPECT_EQ(watch.patient_days()[1], 0.0F);
}

TEST(Watch, AFailedLaneIsCountedNowhere) {
  const double nan = std::nan("");
  const Course course({{0, nan, nan, nan, nan}, {0, 3, 3, 0, 0}}, 2.0);
  Watch gone(threshold_matter(EventCurve::Kind::gone), days, 0.0, 1);
  gone.add(course.cohort, course.run);

  EXPECT_TRUE(std::isnan(gone.patient_days()[0]));
  EXPECT_EQ(gone.result().probability, 1.0);
}

}  // namespace
}  // namespace vultus::test
