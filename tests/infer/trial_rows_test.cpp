#include "vultus/infer/trial_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/fixture.hpp"
#include "shipped_rows.hpp"

namespace vultus {
namespace {

using tests::Fixture;
using tests::kind_name;
using tests::shipped_map;
using tests::shipped_rows;

std::string joined_by_plus(const std::set<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : "+") + word;
  return all;
}

constexpr double tolerance = 1e-12;

void expect_same_numbers(const TrialRow& r, const Fixture::Row& expected) {
  const std::pair<const char*, std::optional<double>> numbers[] = {
      {"weeks", r.weeks},     {"value", r.value},      {"y", r.y},     {"s", r.s},
      {"sign", r.sign},       {"zero", r.zero},        {"cut", r.cut}, {"unit_size", r.unit_size},
      {"divisor", r.divisor}, {"sessions", r.sessions}};
  for (const auto& [name, found] : numbers) {
    const auto wanted = expected.number(name);
    ASSERT_EQ(found.has_value(), wanted.has_value()) << name;
    if (wanted) {
      EXPECT_NEAR(*found, *wanted, tolerance * std::max(1.0, std::abs(*wanted))) << name;
    }
  }
  const auto n = expected.number("n");
  if (r.scale != EffectScale::proportion) {
    EXPECT_EQ(r.n_known, n.has_value());
  }
  EXPECT_EQ(r.n, n.value_or(20.0));
}

void expect_same_words(const TrialRow& r, const Fixture::Row& expected) {
  const std::pair<const char*, std::string> words[] = {{"topic", r.topic},
                                                       {"row", std::to_string(r.row)},
                                                       {"study", r.study},
                                                       {"arm", r.arm},
                                                       {"outcome", r.outcome},
                                                       {"unit", r.unit},
                                                       {"statistic", r.statistic},
                                                       {"kind", kind_name(r.scale)},
                                                       {"group", r.group},
                                                       {"neutral", r.neutral ? "1" : "0"},
                                                       {"treatments", joined_by_plus(r.treatments)},
                                                       {"classes", joined_by_plus(r.classes)},
                                                       {"untreated", r.untreated ? "1" : "0"},
                                                       {"condition", r.condition},
                                                       {"design", r.design},
                                                       {"risk_of_bias", r.risk_of_bias},
                                                       {"patient_rated", r.patient_rated ? "1" : "0"}};
  for (const auto& [name, found] : words) EXPECT_EQ(found, expected.text(name)) << name;
}

// The fixture holds the rows as the scoring definition reads them from the same tables.
TEST(TrialRows, AreThoseOfTheScoringDefinition) {
  const Fixture fixture("tests/infer/trial_rows_fixture.csv");
  ASSERT_EQ(shipped_rows().rows.size(), fixture.rows().size());
  for (std::size_t i = 0; i < fixture.rows().size(); ++i) {
    const TrialRow& r = shipped_rows().rows[i];
    SCOPED_TRACE(r.topic + " " + std::to_string(r.row));
    expect_same_words(r, fixture.rows()[i]);
    expect_same_numbers(r, fixture.rows()[i]);
  }
}

TEST(TrialRows, LeaveNoRowUnaccountedFor) {
  std::size_t all = 0;
  for (const auto& topic : tests::shipped_topics()) all += topic.outcomes.size();
  EXPECT_EQ(shipped_rows().rows.size() + shipped_rows().left_out.size(), all);
}

// A small topic made by hand: one study with a treated and an untreated arm.
struct Made {
  std::vector<EvidenceTopic> topic{1};

  Made() {
    topic[0].name = "made";
    add_study("one", {});
    add_study("two", {"one"});
  }
  void add_study(const std::string& id, std::vector<std::string> overlaps) {
    TrialStudy s;
    s.id = id;
    s.overlaps_with = std::move(overlaps);
    topic[0].studies.emplace(id, s);
    TrialArm arm;
    arm.study = id;
    arm.id = "a";
    arm.treatments = {"triamcinolone_il"};
    arm.n = 16;
    topic[0].arms.push_back(arm);
  }
  TrialOutcome& add(const std::string& outcome, const std::string& statistic, std::optional<double> weeks, double value,
                    const std::string& unit = "score", const std::string& study = "one") {
    TrialOutcome o;
    o.study = study;
    o.arm = "a";
    o.outcome = outcome;
    o.unit = unit;
    o.statistic = statistic;
    o.weeks = weeks;
    o.value = value;
    o.row = static_cast<int>(topic[0].outcomes.size()) + 1;
    topic[0].outcomes.push_back(o);
    return topic[0].outcomes.back();
  }
  [[nodiscard]] TrialRows rows() const { return trial_rows(topic, shipped_map()); }
};

TEST(TrialRows, AreRelativeToTheArmsOwnBaseline) {
  Made made;
  made.add("vss_total", "mean", 0.0, 8.0);
  made.add("vss_total", "mean", 12.0, 6.0).sd = 2.0;
  made.add("vss_total", "mean_change", 12.0, -4.0);
  made.add("vss_total", "mean_pct_change", 24.0, -25.0, "pct");
  made.add("vss_total", "median", 24.0, 4.0);  // no median before: the mean serves
  const auto rows = made.rows().rows;
  ASSERT_EQ(rows.size(), 4u);
  const double expected[] = {0.25, 0.5, 0.25, 0.5};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].scale, EffectScale::relative);
    EXPECT_DOUBLE_EQ(rows[i].y, expected[i]) << i;
  }
  EXPECT_DOUBLE_EQ(rows[0].s, 2.0 / 4.0 / 8.0);
  EXPECT_DOUBLE_EQ(rows[1].s, 0.25 / 4.0);  // nothing printed
  EXPECT_EQ(rows[0].baseline, 8.0);
}

TEST(TrialRows, WithoutABaselineAreLevels) {
  Made made;
  made.add("vss_total", "mean", 12.0, 6.0);
  made.add("vss_total", "mean_difference", 12.0, -2.0, "pct");
  const auto rows = made.rows().rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].scale, EffectScale::level);
  EXPECT_EQ(rows[0].y, 6.0);
  EXPECT_EQ(rows[0].s, 0.0);
  EXPECT_EQ(rows[0].divisor, 13.0 / 4.0);
  EXPECT_FALSE(rows[1].divisor);  // percent have no quarter of a scale
}

TEST(TrialRows, SayWhyARowIsLeftOut) {
  Made made;
  made.add("vss_total", "mean", 0.0, 8.0);
  made.add("vss_total", "mean", 12.0, 6.0);
  made.add("vss_total", "mean", 12.0, 6.0, "score", "two");  // the same value of people who may be the same
  made.add("vss_total", "mean", 24.0, 6.0).kind = ValueKind::bound_upper;
  made.add("vss_total", "mean", 36.0, 6.0).arm = "z";
  const auto result = made.rows();
  EXPECT_EQ(result.rows.size(), 1u);
  std::vector<LeftOutRow::Why> why;
  for (const auto& row : result.left_out) why.push_back(row.why);
  using Why = LeftOutRow::Why;
  EXPECT_EQ(why, (std::vector<Why>{Why::baseline, Why::repeats_another_study, Why::bound, Why::no_arm}));
}

TEST(TrialRows, AProportionOfNobodyOrEverybodyIsFinite) {
  Made made;
  made.add("recurrence", "proportion", 52.0, 0.0, "prop");
  made.add("response_50", "proportion", 52.0, 1.0, "prop");
  for (const auto& r : made.rows().rows) {
    EXPECT_EQ(r.scale, EffectScale::proportion);
    EXPECT_NEAR(r.y, std::log(16.5 / 0.5), 1e-14);  // both as good as can be
    EXPECT_NEAR(r.s, std::sqrt(1 / 16.5 + 1 / 0.5), 1e-14);
  }
}

}  // namespace
}  // namespace vultus
