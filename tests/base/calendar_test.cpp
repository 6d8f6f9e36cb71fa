#include "vultus/base/calendar.hpp"

#include <gtest/gtest.h>

namespace vultus {
namespace {

TEST(Calendar, CountsDaysExactly) {
  struct Pair {
    const char *from, *to;
    long days;
  };
  const Pair pairs[] = {
      {"2026-01-01", "2026-01-01", 0},       {"2026-01-01", "2026-02-01", 31},  {"2024-02-28", "2024-03-01", 2},
      {"2023-02-28", "2023-03-01", 1},       {"1900-02-28", "1900-03-01", 1},   {"2000-02-28", "2000-03-01", 2},
      {"2026-12-31", "2027-01-01", 1},       {"2026-03-01", "2026-02-01", -28}, {"1970-01-01", "2026-11-25", 20782},
      {"0001-01-01", "9999-12-31", 3652058}, {"1582-10-04", "1582-10-15", 11},  // proleptic: no days were dropped
  };
  for (const auto& pair : pairs) {
    const auto from = parse_date(pair.from), to = parse_date(pair.to);
    ASSERT_TRUE(from && to) << pair.from << " " << pair.to;
    EXPECT_EQ(days_between(*from, *to), pair.days) << pair.from << " to " << pair.to;
  }
}

TEST(Calendar, WritesTheDateItRead) {
  auto day = *parse_date("1896-12-30");
  for (int i = 0; i < 60000; ++i, day += std::chrono::days(1)) {
    const auto again = parse_date(to_text(day));
    ASSERT_TRUE(again.has_value()) << to_text(day);
    EXPECT_EQ(*again, day);
  }
}

TEST(Calendar, RefusesDatesThatAreNotIsoOrDoNotExist) {
  for (const char* text :
       {"2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31", "0000-01-01", "2026-1-1", "26-01-01",
        "2026/01/01", "01.02.2026", "2026-01-01T10:00", " 2026-01-01", "2026-01-01 ", "20260101", "", "2026-01-0x"})
    EXPECT_FALSE(parse_date(text).has_value()) << text;
}

TEST(Calendar, KnowsATextThatMeansToBeADate) {
  for (const char* text :
       {"2026-02-29", "2026-1-1", "2026/01/01", "01.02.2026", "9/3/2026", "2026-01-01T10:00", "2026年3月9日"})
    EXPECT_TRUE(looks_like_date(text)) << text;
  for (const char* text : {"42", "day 42", "4.5", "9.1 mm", "10-12 mm", "2026", "1.2.x", ""})
    EXPECT_FALSE(looks_like_date(text)) << text;
}

}  // namespace
}  // namespace vultus
