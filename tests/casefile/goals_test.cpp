#include "vultus/casefile/goals.hpp"

#include <gtest/gtest.h>

#include "../support/cases.hpp"

namespace vultus {
namespace {

using Kind = Goal::Kind;
using tests::catalog;

struct Written {
  const char* text;
  Kind kind;
  const char* code;
  double amount;
  bool relative;
  std::optional<double> by_day;
};

TEST(Goals, AreReadAsPeopleWriteThem) {
  const Written cases[] = {
      {"sunken_cheek is absent", Kind::event_absent, "sunken_cheek", 0, false, {}},
      {"sunken_cheek is absent by week 26", Kind::event_absent, "sunken_cheek", 0, false, 182},
      {"sunken_cheek is gone by 26 weeks", Kind::event_absent, "sunken_cheek", 0, false, 182},
      {"sunken_cheek is present by day 90", Kind::event_present, "sunken_cheek", 0, false, 90},
      {"masseter_thickness_rest within 10 % of baseline",
       Kind::within_of_baseline,
       "masseter_thickness_rest",
       0.1,
       true,
       {}},
      {"masseter_thickness_rest is within 10% of the baseline by month 6", Kind::within_of_baseline,
       "masseter_thickness_rest", 0.1, true, 182.625},
      {"masseter_thickness_rest at most 0.9 cm", Kind::at_most, "masseter_thickness_rest", 9, false, {}},
      {"masseter_thickness_rest is at most 9 mm", Kind::at_most, "masseter_thickness_rest", 9, false, {}},
      {"bite_force at least 300 N by 2026-07-02", Kind::at_least, "bite_force", 300, false, 182},
      {"bite_force >= 300 N", Kind::at_least, "bite_force", 300, false, {}},
      {"bite_force <=300 N", Kind::at_most, "bite_force", 300, false, {}},
      {"masseter_thickness_rest falls by 2 mm", Kind::falls_by, "masseter_thickness_rest", 2, false, {}},
      {"masseter_thickness_rest falls by 2 mm by week 12", Kind::falls_by, "masseter_thickness_rest", 2, false, 84},
      {"masseter_thickness_rest rises by 10 % by 1 year", Kind::rises_by, "masseter_thickness_rest", 0.1, true, 365.25},
      {"vss_total at most 4", Kind::at_most, "vss_total", 4, false, {}},
      {"vss_total falls by 30 %", Kind::falls_by, "vss_total", 0.3, true, {}},
      {"  Masseter  ", Kind::at_most, "", 0, false, {}},
  };
  for (const auto& c : cases) {
    const auto goal = parse_goal(c.text, catalog(), "2026-01-01");
    if (c.code[0] == '\0') {
      EXPECT_FALSE(goal.has_value()) << c.text;
      continue;
    }
    ASSERT_TRUE(goal.has_value()) << c.text << ": " << to_text(goal.error().front());
    EXPECT_EQ(goal->text, c.text);
    EXPECT_EQ(goal->kind, c.kind) << c.text;
    EXPECT_EQ(goal->code, c.code) << c.text;
    EXPECT_EQ(goal->amount, c.amount) << c.text;
    EXPECT_EQ(goal->relative, c.relative) << c.text;
    EXPECT_EQ(goal->by_day, c.by_day) << c.text;
  }
}

TEST(Goals, ThatCannotBeJudgedAreRefused) {
  for (const char* text :
       {"", "sunken_cheek", "sunken_cheek at most 3 mm", "sunken_cheek is absent soon", "sunken_cheek is absent by soon",
        "masseter_thickness_rest is absent", "masseter_thickness_rest at most 9", "masseter_thickness_rest at most 9 N",
        "masseter_thickness_rest at most 90 mm", "masseter_thickness_rest within 10 %",
        "masseter_thickness_rest within 2 mm of baseline", "masseter_thickness_rest within 0 % of baseline",
        "masseter_thickness_rest falls by 0 mm", "masseter_thickness_rest falls by 2 mm by 3 mm",
        "masseter_thickness_rest at most 50 %", "hollow is absent", "sunken_cheek is absent by 2025-12-31",
        "masseter_thickness_rest at mostly 9 mm"}) {
    const auto goal = parse_goal(text, catalog(), "2026-01-01");
    ASSERT_FALSE(goal.has_value()) << text;
    EXPECT_EQ(goal.error().size(), 1u) << text;
    EXPECT_FALSE(goal.error().front().allowed.empty()) << text;
  }
  EXPECT_FALSE(parse_goal("sunken_cheek is absent by 2026-07-01", catalog()).has_value());  // this case counts days
}

}  // namespace
}  // namespace vultus
