// What a good case says is what the reader gives.
#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

#include "../support/cases.hpp"

namespace vultus {
namespace {

using tests::all_faults;
using tests::case_with;
using tests::catalog;
using tests::read;

TEST(Case, OfHollowCheeksIsReadWhole) {
  const auto result = read_case_file(VULTUS_SOURCE_DIR "/examples/hollow-cheeks.yaml", catalog());

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  EXPECT_EQ(result->language, Language::zh);
  EXPECT_EQ(result->question, "hollow cheeks after a masseter injection");
  EXPECT_EQ(std::get<double>(result->patient.fields.at("age")), 29.0);
  EXPECT_EQ(std::get<std::string>(result->patient.fields.at("sex")), "female");
  EXPECT_EQ(std::get<double>(result->patient.fields.at("phototype")), 3.0);
  ASSERT_EQ(result->conditions.size(), 1u);
  EXPECT_EQ(result->conditions[0].kind, "masseter_botulinum");
  EXPECT_EQ(std::get<double>(result->conditions[0].fields.at("thickness_clench")), 13.2);
  EXPECT_EQ(std::get<std::string>(result->conditions[0].fields.at("skin_elasticity")), "normal");
  ASSERT_EQ(result->history.size(), 1u);
  EXPECT_EQ(result->history[0].dose, 50.0);
  EXPECT_EQ(result->history[0].product, "onabotulinum");
  EXPECT_EQ(result->history[0].place.line, 10);
  EXPECT_EQ(result->history[0].place.column, 5);
  ASSERT_EQ(result->visits.size(), 2u);
  EXPECT_EQ(std::get<double>(result->visits[0].value), 9.1);
  EXPECT_EQ(std::get<bool>(result->visits[1].value), true);
  ASSERT_EQ(result->plans.size(), 3u);
  EXPECT_EQ(result->plans[0].name, "wait");
  EXPECT_TRUE(result->plans[0].entries.empty());
  EXPECT_EQ(result->plan("filler")->entries.at(0).site, "midface");
  EXPECT_EQ(result->plan("rf")->entries.at(0).sessions, 3);
  EXPECT_EQ(result->plan("rf")->entries.at(0).every_days, 28.0);
  EXPECT_EQ(result->plan("laser"), nullptr);
  EXPECT_EQ(result->horizon_days, 364.0);
  EXPECT_EQ(result->today, 42.0);
  EXPECT_EQ(result->goals.size(), 2u);
  EXPECT_EQ(result->day_zero, "");
}

TEST(Case, EveryExampleIsReadable) {
  for (const auto& entry : std::filesystem::directory_iterator(VULTUS_SOURCE_DIR "/examples")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto text = tests::text_of("examples/" + entry.path().filename().string());
    if (text.find("format: vultus-case/1") == std::string::npos) continue;  // a trial's design stands there too
    const auto result = read(text);
    EXPECT_TRUE(result.has_value()) << entry.path() << "\n" << all_faults(result);
  }
}

TEST(Case, LeftOutPartsHaveTheirDefaults) {
  const auto result = read(case_with(""));

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  EXPECT_EQ(result->language, Language::en);
  EXPECT_EQ(result->horizon_days, 364.0);
  EXPECT_EQ(result->today, 0.0);
  ASSERT_EQ(result->plans.size(), 1u);
  EXPECT_EQ(result->plans[0].name, "wait");
  EXPECT_TRUE(result->plans[0].entries.empty());
}

TEST(Case, TodayIsTheLastVisitElseTheLastEntryOfTheHistory) {
  const std::string history = "history: [{day: 0, treatment: none}, {day: 20, treatment: none}]\n";

  EXPECT_EQ(read(case_with(history))->today, 20.0);
  EXPECT_EQ(read(case_with(history + "visits: [{day: 42, outcome: sunken_cheek, value: true}]\n"))->today, 42.0);
  EXPECT_EQ(read(case_with(history + "today: 50\n"))->today, 50.0);
  EXPECT_EQ(read(case_with(history + "today: day 50\n"))->today, 50.0);
}

TEST(Case, HorizonReachesPastALateToday) {
  EXPECT_EQ(read(case_with("today: 363\n"))->horizon_days, 364.0);
  EXPECT_EQ(read(case_with("today: 500\n"))->horizon_days, 864.0);
  EXPECT_EQ(read(case_with("horizon: 2 years\n"))->horizon_days, 730.5);
}

TEST(Case, DatesCountFromTheEarliest) {
  const auto result =
      read(case_with("history: [{day: 2026-03-01, treatment: none}, {day: 2026-01-15, treatment: none}]\n"
                     "plans: {care: [{day: 2026-04-01, treatment: sunscreen, until: 2026-06-01}]}\ntoday: 2026-03-20\n"
                     "goals: ['sunken_cheek is absent by 2026-07-01']\n"));

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  EXPECT_EQ(result->day_zero, "2026-01-15");
  EXPECT_EQ(result->history[0].day, 0.0);
  EXPECT_EQ(result->history[1].day, 45.0);
  EXPECT_EQ(result->today, 64.0);
  EXPECT_EQ(result->plans[0].entries[0].day, 76.0);
  EXPECT_EQ(result->plans[0].entries[0].until_day, 137.0);
  EXPECT_EQ(result->goals[0].by_day, 167.0);
}

TEST(Case, LinesMayStandInAnyOrder) {
  const std::string a = "{day: 0, treatment: botulinum_masseter, dose: 30 U per side}";
  const std::string b = "{day: 0, treatment: none}", c = "{day: 9, treatment: none}";
  const auto straight = read(case_with("history: [" + a + ", " + b + ", " + c + "]\n"));
  const auto shuffled = read(case_with("history: [" + c + ", " + a + ", " + b + "]\n"));

  ASSERT_TRUE(straight && shuffled) << all_faults(straight) << all_faults(shuffled);
  EXPECT_EQ(straight->history, shuffled->history);  // within a day the order of the file stays
}

TEST(Case, DosesAreReadInTheTreatmentsUnit) {
  const auto dose = [](const std::string& written) {
    const auto result = read(case_with("history: [{day: 0, treatment: botulinum_masseter, dose: " + written + "}]\n"));
    EXPECT_TRUE(result.has_value()) << all_faults(result);
    return result ? result->history[0].dose.value_or(-1.0) : -1.0;
  };

  EXPECT_EQ(dose("36 U per side"), 36.0);
  EXPECT_EQ(dose("72 U total"), 36.0);
  EXPECT_EQ(dose("每侧36单位"), 36.0);
  EXPECT_EQ(dose("'双侧共72单位'"), 36.0);
  EXPECT_EQ(dose("72 U in total"), 36.0);
}

TEST(Case, ProductsAreKnownByTheirAliases) {
  for (const char* written : {"abobotulinum", "Dysport", "ABO", "吉适"}) {
    const auto result = read(case_with(
        std::string("history: [{day: 0, treatment: botulinum_masseter, dose: 30 U per side, product: ") + written + "}]\n"));
    ASSERT_TRUE(result.has_value()) << all_faults(result);
    EXPECT_EQ(result->history[0].product, "abobotulinum") << written;
  }
}

TEST(Case, LastingCareIsSpreadUntilItsLastDay) {
  const auto sessions = [](const std::string& repeat) {
    const auto result = read(case_with("plans: {rf: [{day: 10, treatment: radiofrequency, " + repeat + "}]}\n"));
    EXPECT_TRUE(result.has_value()) << all_faults(result);
    return result ? result->plans[0].entries[0].sessions : 0;
  };

  EXPECT_EQ(sessions("sessions: 3, every: 4 weeks"), 3);
  EXPECT_EQ(sessions("every: 10 days, until: day 40"), 4);
  EXPECT_EQ(sessions("every: 10 days, until: day 39"), 3);
  EXPECT_EQ(sessions("until: day 90"), 1);
}

TEST(Case, ATreatmentWithoutAFileIsAcceptedByItsCode) {
  const auto result =
      read(case_with("plans: {sheet: [{day: 0, treatment: silicone_sheet, dose: 12 h/day, until: day 84}],\n"
                     "        chemo: [{day: 0, treatment: chemotherapy_systemic}]}\n"));

  ASSERT_TRUE(result.has_value()) << all_faults(result);
  EXPECT_EQ(result->plans[0].entries[0].dose, 12.0);
  EXPECT_EQ(result->plans[1].entries[0].treatment, "chemotherapy_systemic");
}

TEST(Case, ValuesAreReadInCanonicalUnits) {
  const auto value = [](const std::string& outcome, const std::string& written) {
    const auto result = read(case_with("visits: [{day: 0, outcome: " + outcome + ", value: " + written + "}]\n"));
    EXPECT_TRUE(result.has_value()) << outcome << " " << written << "\n" << all_faults(result);
    return result ? result->visits[0].value : std::variant<double, bool>(-1e300);
  };
  using V = std::variant<double, bool>;

  EXPECT_EQ(value("masseter_thickness_rest", "0.91 cm"), V(9.1));
  EXPECT_EQ(value("masseter_volume", "18 ml per side"), V(18.0));
  EXPECT_EQ(value("skin_slack", "1.5 mm"), V(1.5));
  EXPECT_EQ(value("vss_total", "7"), V(7.0));
  EXPECT_EQ(value("scar_volume", "250 mm3"), V(0.25));
  EXPECT_EQ(value("scar_height", "3.2 mm"), V(3.2));
  EXPECT_EQ(value("sunken_cheek", "false"), V(false));
  EXPECT_EQ(value("sunken_cheek", "yes"), V(true));
  EXPECT_EQ(value("recurrence", "true"), V(true));
  EXPECT_EQ(value("complete_response", "true"), V(true));
  EXPECT_EQ(value("chewing_weakness", "true"), V(true));
}

TEST(Case, ByteOrderMarkAndCrlfChangeNothing) {
  const std::string text = tests::text_of("examples/hollow-cheeks.yaml");
  std::string windows = "\xef\xbb\xbf";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto plain = read(text), other = read(windows);

  ASSERT_TRUE(plain && other) << all_faults(other);
  EXPECT_EQ(plain->history, other->history);
  EXPECT_EQ(plain->question, other->question);
  EXPECT_EQ(other->history[0].place.line, 10);
}

TEST(Case, AFileThatIsNotThereThrows) {
  EXPECT_THROW(static_cast<void>(read_case_file("/nowhere/case.yaml", catalog())), std::system_error);
  EXPECT_THROW(static_cast<void>(read_case_file("/", catalog())), std::system_error);
}

}  // namespace
}  // namespace vultus
