// What a bad case gets told: every fault, its place, what stands there and what may stand there.
#include <gtest/gtest.h>

#include <algorithm>

#include "../support/cases.hpp"

namespace vultus {
namespace {

using tests::all_faults;
using tests::case_with;
using tests::read;

struct Bad {
  const char* lines;    ///< after the least that a case needs (three lines)
  const char* path;     ///< of the only fault
  const char* found;    ///< a part of what it says
  const char* allowed;  ///< likewise
};

TEST(Faults, AllTwelveAreNamedAtOnce) {
  const auto result = read(tests::text_of("tests/casefile/twelve-faults.yaml"));

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().size(), 12u) << all_faults(result);
  const std::vector<std::string> paths{"format",
                                       "patient.sex",
                                       "conditions[0].thickness_clench",
                                       "conditions[0].skin_elastcity",
                                       "history[0].treatment",
                                       "history[1].dose",
                                       "visits[0].day",
                                       "visits[1].value",
                                       "visits[2].value",
                                       "plans.filler[0].day",
                                       "plans.wait",
                                       "goals[0]"};
  for (std::size_t i = 0; i < std::min(paths.size(), result.error().size()); ++i) {
    const auto& fault = result.error()[i];
    EXPECT_EQ(fault.path, paths[i]);
    EXPECT_EQ(fault.file, "case.yaml");
    EXPECT_GT(fault.line, 1);
    EXPECT_GT(fault.column, 1);
    EXPECT_FALSE(fault.found.empty());
    EXPECT_FALSE(fault.allowed.empty());
  }
}

TEST(Faults, AreToldOneByOne) {
  const Bad cases[] = {
      {"colour: red\n", "colour", "unknown field", "format"},
      {"horizn: 52 weeks\n", "horizn", "unknown field", "nearest: horizon"},
      {"language: fr\n", "language", "fr", "en, zh"},
      {"question: [a]\n", "question", "a list", "a text"},
      {"horizon: 52\n", "horizon", "no unit", "week"},
      {"horizon: 52 mm\n", "horizon", "another kind", "week"},
      {"horizon: 100 years\n", "horizon", "too long", "20 years"},
      {"horizon: -1 week\n", "horizon", "negative", "20 years"},
      {"horizon: 0 days\n", "horizon", "too short", "1 day"},
      {"today: 60\nhorizon: 4 weeks\n", "horizon", "before today", "past today"},
      {"today: soon\n", "today", "not a number", "2026-03-09"},
      {"today: -3\n", "today", "negative", "day 0"},
      {"today: 2026-02-29\n", "today", "no ISO date", "2026-03-09"},
      {"today: 9.3.2026\n", "today", "no ISO date", "2026-03-09"},
      {"today: 3 mm\n", "today", "no day", "42"},
      {"history: 5\n", "history", "5", "a list"},
      {"history: [5]\n", "history[0]", "5", "a mapping"},
      {"history: [{day: 0}]\n", "history[0].treatment", "no field", "treatment code"},
      {"history: [{treatment: none}]\n", "history[0].day", "no field", "42"},
      {"history: [{day: 0, treatment: nonne}]\n", "history[0].treatment", "unknown treatment", "nearest: none"},
      {"history: [{day: 0, treatment: botulinum}]\n", "history[0].treatment", "unknown treatment", "nearest: botulinum_"},
      {"history: [{day: 0, treatment: botulinum_masseter}]\n", "history[0].dose", "no field", "U per side"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U}]\n", "history[0].dose", "per side or in total",
       "U total"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30}]\n", "history[0].dose", "no unit", "U per side"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 ml per side}]\n", "history[0].dose", "another kind",
       "U per side"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: -3 U per side}]\n", "history[0].dose", "negative",
       "U per side"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, product: dyspot}]\n", "history[0].product",
       "unknown product", "nearest: dysport"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, technique: eyes_shut}]\n",
       "history[0].technique", "eyes_shut", "blind, ultrasound_guided"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, points: 0}]\n", "history[0].points",
       "out of range", "0.001"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, dosage: 3}]\n", "history[0].dosage",
       "unknown field", "nearest: dose"},
      {"history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, site: chin}]\n", "history[0].site", "chin",
       "no site"},
      {"history: [{day: 0, treatment: radiofrequency, dose: 3 J}]\n", "history[0].dose", "3 J", "no dose"},
      {"history: [{day: 0, treatment: ha_filler, dose: 1 ml per side, site: knee}]\n", "history[0].site", "knee", "midface"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, sessions: 3}]}\n", "plans.a[0].every", "without `every`", "4 weeks"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, sessions: 0, every: 4 weeks}]}\n", "plans.a[0].sessions",
       "out of range", "1"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, sessions: 2.5, every: 4 weeks}]}\n", "plans.a[0].sessions",
       "whole number", "1"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, sessions: 3, every: 4}]}\n", "plans.a[0].every", "no unit", "week"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, sessions: 3, every: 1 h}]}\n", "plans.a[0].every", "out of range",
       "1 day"},
      {"plans: {a: [{day: 0, treatment: radiofrequency, every: 4 weeks}]}\n", "plans.a[0].every", "without `sessions`",
       "until"},
      {"plans: {a: [{day: 9, treatment: sunscreen, until: day 3}]}\n", "plans.a[0].until", "before", "day 9"},
      {"today: 9\nplans: {a: [{day: 3, treatment: none}]}\n", "plans.a[0].day", "before today", "day 9"},
      {"today: 9\nhistory: [{day: 12, treatment: none}]\n", "history[0].day", "after today", "plans"},
      {"plans: [1]\n", "plans", "a list", "mapping"},
      {"visits: [{day: 0, outcome: masseter_thicknes_rest, value: 9 mm}]\n", "visits[0].outcome", "unknown outcome",
       "nearest: masseter_thickness_rest"},
      {"visits: [{day: 0, outcome: masseter_thickness_rest}]\n", "visits[0].value", "no field", "unit"},
      {"visits: [{day: 0, outcome: masseter_thickness_rest, value: 9.1}]\n", "visits[0].value", "no unit", "mm"},
      {"visits: [{day: 0, outcome: masseter_thickness_rest, value: 90 mm}]\n", "visits[0].value", "not possible",
       "from 2 to 40 mm"},
      {"visits: [{day: 0, outcome: masseter_thickness_rest, value: true}]\n", "visits[0].value", "true", "mm"},
      {"visits: [{day: 0, outcome: sunken_cheek, value: 3 mm}]\n", "visits[0].value", "3 mm", "true or false"},
      {"visits: [{day: 0, outcome: sunken_cheek, value: maybe}]\n", "visits[0].value", "maybe", "true or false"},
      {"visits: [{day: 0, outcome: vss_total, value: 15}]\n", "visits[0].value", "not possible", "0 to 14"},
      {"visits: [{day: 0, outcome: sunken_cheek, value: true, note: x}]\n", "visits[0].note", "unknown field",
       "day, outcome, value"},
      {"goals: [\"sunken_chek is absent\"]\n", "goals[0]", "no outcome", "nearest: sunken_cheek"},
      {"goals: 5\n", "goals", "5", "a list"},
      {"visits: [{day: 0, outcome: sunken_cheek, value: true}, {day: 2026-01-01, outcome: sunken_cheek, value: "
       "true}]\ntoday: 1\n",
       "visits[1].day", "is a date", "42"},
      {"horizon: 52 weeks\nhorizon: 53 weeks\n", "horizon", "a second time", "once"},
  };
  for (const auto& bad : cases) {
    const auto result = read(case_with(bad.lines));
    ASSERT_FALSE(result.has_value()) << bad.lines;
    EXPECT_EQ(result.error().size(), 1u) << bad.lines << all_faults(result);
    const auto& fault = result.error().front();
    EXPECT_EQ(fault.path, bad.path) << bad.lines;
    EXPECT_NE(fault.found.find(bad.found), std::string::npos) << bad.lines << to_text(fault);
    EXPECT_NE(fault.allowed.find(bad.allowed), std::string::npos) << bad.lines << to_text(fault);
    EXPECT_GE(fault.line, 4) << bad.lines << to_text(fault);
    EXPECT_GE(fault.column, 1) << bad.lines << to_text(fault);
  }
}

TEST(Faults, OfTheTopOfACase) {
  const auto one = [](const std::string& text, const std::string& path, const std::string& found) {
    const auto result = read(text);
    ASSERT_FALSE(result.has_value()) << text;
    const auto& faults = result.error();
    const bool told = std::any_of(faults.begin(), faults.end(), [&](const Fault& fault) {
      return fault.path == path && fault.found.find(found) != std::string::npos;
    });
    EXPECT_TRUE(told) << text << all_faults(result);
  };

  one("patient: {age: 29, sex: female}\nconditions: [{kind: keloid}]\n", "format", "no field");
  one("format: vultus-case/1\npatient: {age: 29, sex: female}\n", "conditions", "no field");
  one("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: []\n", "conditions", "no condition");
  one("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{location: cheek}]\n", "conditions[0].kind",
      "no field");
  one("format: vultus-case/1\npatient: {age: 29, sex: female}\nconditions: [{kind: keliod}]\n", "conditions[0].kind",
      "keliod");
  one("[1, 2]\n", "", "a list");
  one("just words\n", "", "just words");
  one("", "", "empty");
  one("# nothing but a comment\n", "", "empty");
}

TEST(Faults, StandInTheOrderOfTheFileWithColumnsInCharacters) {
  const auto result = read(case_with("question: 脸颊凹陷\ngoals: ['面颊凹陷', \"脸\", 5 mm]\nhorizon: 3\n"));

  ASSERT_FALSE(result.has_value());
  ASSERT_EQ(result.error().size(), 4u) << all_faults(result);
  EXPECT_EQ(result.error()[0].line, 5);
  EXPECT_EQ(result.error()[0].column, 9);
  EXPECT_EQ(result.error()[1].column, 17);  // bytes would say 25
  EXPECT_EQ(result.error()[2].column, 22);
  EXPECT_EQ(result.error()[3].line, 6);
}

TEST(Faults, OfYamlItselfHaveTheirPlace) {
  const auto result = read("format: vultus-case/1\npatient: {age: 29\nconditions: []\n");

  ASSERT_FALSE(result.has_value());
  ASSERT_EQ(result.error().size(), 1u) << all_faults(result);
  EXPECT_GE(result.error()[0].line, 2);
  EXPECT_NE(result.error()[0].found.find("not valid YAML"), std::string::npos);
}

}  // namespace
}  // namespace vultus
