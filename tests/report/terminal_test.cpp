#include <gtest/gtest.h>

#include <sstream>

#include "made_up.hpp"
#include "vultus/report/report.hpp"
#include "vultus/report/width.hpp"

namespace vultus {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

int line_with(const std::vector<std::string>& lines, const std::string& part) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].find(part) != std::string::npos) return static_cast<int>(i) + 1;
  return 0;
}

TEST(Terminal, NoLineIsWiderThanTheTerminal) {
  for (const auto& [name, outlook] : made_up::all())
    for (const Language language : {Language::en, Language::zh})
      for (const int columns : {60, 80, 100, 140})
        for (const std::string& line : lines_of(to_terminal(outlook, {language, columns, false})))
          EXPECT_LE(columns_of(line), columns) << name << " " << columns << "\n" << line;
}

TEST(Terminal, FirstScreenHoldsFlagsVerdictMomentsAndTheCurve) {
  for (const auto& [name, outlook] : made_up::all()) {
    if (outlook.emergency) continue;
    for (const Language language : {Language::en, Language::zh}) {
      const auto lines = lines_of(to_terminal(outlook, {language, 100, false}));
      const int legend = line_with(lines, "▒▒");
      EXPECT_GT(legend, 0) << name;
      // An alarm or an exclusion is rare and worth two lines more.
      const bool more = !outlook.plan.conditioning.explained || name == "repeated" || name == "before";
      EXPECT_LE(legend, more ? 28 : 24) << name << (language == Language::zh ? " zh" : " en");
    }
  }
}

TEST(Terminal, OrderOfTheAnswer) {
  const auto lines = lines_of(to_terminal(made_up::hollow(), {Language::en, 100, false}));
  int before = 0;
  for (const char* part : {"trouble swallowing", "We do not know for sure", "Of 100 people like you  ",
                           "Hollow below the cheekbone, mm", "What moves it", "What could go wrong", "What to watch",
                           "Questions for the doctor", "What this rests on", "Sources", "For experts"}) {
    const int at = line_with(lines, part);
    EXPECT_GT(at, before) << part;
    before = at;
  }
}

TEST(Terminal, AnEmergencyHasNothingAfterIt) {
  const std::string text = to_terminal(made_up::emergency(), {Language::en, 100, false});
  EXPECT_NE(text.find("This needs a doctor now."), std::string::npos);
  EXPECT_EQ(text.find("Of 100"), std::string::npos);
  EXPECT_EQ(text.find("week"), std::string::npos);
  EXPECT_LT(lines_of(text).size(), 16U);
}

TEST(Terminal, ColourOnlyWhenAskedForAndNeverNeeded) {
  const Outlook outlook = made_up::filler();
  std::string coloured = to_terminal(outlook, {Language::zh, 100, true});
  const std::string plain = to_terminal(outlook, {Language::zh, 100, false});
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_NE(coloured.find('\x1b'), std::string::npos);
  for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;)
    coloured.erase(at, coloured.find('m', at) - at + 1);
  std::string trimmed;
  for (std::string line : lines_of(coloured)) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    trimmed += line + "\n";
  }
  EXPECT_EQ(trimmed, plain);
}

TEST(Terminal, ChartShowsBandsMiddleTodayMeasurementsAndDoingNothing) {
  const std::string text = to_terminal(made_up::filler(), {Language::en, 100, false});
  for (const char* mark : {"░", "▒", "▀", "┊", "●", "×", "today", "weeks"})
    EXPECT_NE(text.find(mark), std::string::npos) << mark;
}

TEST(Terminal, NoFaceIsJudged) {
  for (const auto& [name, outlook] : made_up::all()) {
    const std::string en = to_terminal(outlook, {Language::en, 100, false}),
                      zh = to_terminal(outlook, {Language::zh, 100, false});
    for (const char* word : {"ugly", "bad face", "old-looking", "unattractive", "haggard"})
      EXPECT_EQ(en.find(word), std::string::npos) << word;
    for (const char* word : {"难看", "显老", "丑", "衰老"}) EXPECT_EQ(zh.find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace vultus
