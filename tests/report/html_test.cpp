#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>
#include <sstream>

#include "made_up.hpp"
#include "vultus/report/chart_svg.hpp"
#include "vultus/report/html_style.hpp"
#include "vultus/report/report.hpp"

namespace vultus {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// The first element that is not closed by its own end tag, or nothing.
std::string first_unbalanced(const std::string& page) {
  static const std::set<std::string> lone{"meta", "br", "line", "path", "circle", "use", "rect"};
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*?)(/?)>");
  for (auto it = std::sregex_iterator(page.begin(), page.end(), tag); it != std::sregex_iterator(); ++it) {
    const std::string name = (*it)[2];
    if (lone.count(name) != 0 || (*it)[4] == "/") continue;
    if ((*it)[1] != "/") {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return name + " after " + (open.empty() ? "nothing" : open.back());
      open.pop_back();
    }
  }
  return open.empty() ? std::string() : open.back();
}

TEST(Html, EveryElementIsClosedAndEveryIdIsOnce) {
  for (const auto& [name, outlook] : made_up::all())
    for (const Language language : {Language::en, Language::zh}) {
      const std::string page = to_html(outlook, language);
      EXPECT_EQ(first_unbalanced(page), "") << name;
      std::set<std::string> ids;
      const std::regex id(" id=\"([^\"]*)\"");
      for (auto it = std::sregex_iterator(page.begin(), page.end(), id); it != std::sregex_iterator(); ++it)
        EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1];
      const std::regex link("href=\"#([^\"]*)\"");
      for (auto it = std::sregex_iterator(page.begin(), page.end(), link); it != std::sregex_iterator(); ++it)
        EXPECT_EQ(ids.count((*it)[1]), 1U) << (*it)[1];
    }
}

TEST(Html, NothingIsLoadedFromElsewhereAndNothingRuns) {
  const std::string page = to_html(made_up::filler(), Language::en);
  for (const char* part :
       {"<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "javascript:", " onload", " onclick"})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
}

TEST(Html, TextFromTheCaseIsEscaped) {
  Outlook outlook = made_up::hollow();
  outlook.casefile.question = "<script>alert('x')</script> \"&\"";
  outlook.plan.rests_on[0].citation = "A <b>bold</b> & 'quoted' study";
  outlook.plan.rests_on[0].doi.clear();
  outlook.plan.rests_on[0].url = "javascript:alert(1)";
  outlook.plan.harms[0].name = {"<i>x</i>", "<i>x</i>"};
  const std::string page = to_html(outlook, Language::en);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("<b>bold"), std::string::npos);
  EXPECT_EQ(page.find("<i>"), std::string::npos);
  EXPECT_EQ(page.find("href=\"javascript"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
}

TEST(Html, LanguageTitleHeadingsAndTextAlternatives) {
  const std::string page = to_html(made_up::filler(), Language::zh);
  EXPECT_NE(page.find("<html lang=\"zh-Hans\">"), std::string::npos);
  EXPECT_NE(page.find("<title>凹陷能恢复吗"), std::string::npos);
  EXPECT_EQ(count_of(page, "<h1>"), 1U);
  EXPECT_EQ(count_of(page, "<figcaption>"), count_of(page, "<figure>"));
  EXPECT_EQ(count_of(page, "<svg role=\"img\"") + count_of(page, "role=\"img\" viewBox=\"0 0 800") +
                count_of(page, "role=\"img\" viewBox=\"0 0 390"),
            count_of(page, "role=\"img\""));
  EXPECT_GE(count_of(page, "<desc"), 6U);
  EXPECT_GE(count_of(page, "<details>"), 7U) << "a table beside every chart, and the detail for experts";
  EXPECT_EQ(count_of(page, "<th>"), 0U) << "every header cell has a scope";
}

TEST(Html, ADisclaimerStandsFirstAndLast) {
  for (const auto& [name, outlook] : made_up::all()) {
    const std::string page = to_html(outlook, Language::en);
    EXPECT_NE(page.find("not a diagnosis"), std::string::npos) << name;
    EXPECT_NE(page.find("Not a diagnosis, and no substitute"), std::string::npos) << name;
  }
}

TEST(Html, EveryMomentHasItsHundredPeople) {
  const std::string page = to_html(made_up::hollow(), Language::en);
  const std::size_t arrays = count_of(page, "viewBox=\"-1 -1 112 142\"");
  EXPECT_EQ(arrays, 5U);
  EXPECT_EQ(count_of(page, "<use href=\"#through\" x=") + count_of(page, "<use href=\"#still\" x="), 100 * arrays);
}

TEST(Svg, StandsAloneWithTitleDescriptionAndLegend) {
  for (const auto& [name, outlook] : made_up::all()) {
    const std::string image = to_svg(outlook, Language::zh);
    EXPECT_EQ(first_unbalanced(image), "") << name;
    EXPECT_NE(image.find("xmlns=\"http://www.w3.org/2000/svg\""), std::string::npos);
    EXPECT_NE(image.find("<title"), std::string::npos);
    EXPECT_EQ(image.find("nan"), std::string::npos) << name;
    EXPECT_EQ(image.find("inf"), std::string::npos) << name;
  }
}

// ---------------------------------------------------------------- contrast

double channel(int value) {
  const double c = value / 255.0;
  return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const std::string& hex) {
  const auto part = [&](std::size_t at) { return std::stoi(hex.substr(at, 2), nullptr, 16); };
  return 0.2126 * channel(part(0)) + 0.7152 * channel(part(2)) + 0.0722 * channel(part(4));
}

std::string colour(const std::string& rules, const std::string& name) {
  const std::size_t at = rules.find("--" + name + ":#");
  return at == std::string::npos ? std::string() : rules.substr(at + name.size() + 4, 6);
}

TEST(Style, TextHasFourAndAHalfToOneAndMarksThreeToOne) {
  const std::string style = page_style();
  const std::size_t dark = style.find("prefers-color-scheme:dark");
  for (const std::string& theme : {style.substr(0, dark), style.substr(dark)}) {
    const auto contrast = [&](const char* a, const char* b) {
      const double x = luminance(colour(theme, a)), y = luminance(colour(theme, b));
      return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    for (const char* text : {"ink", "muted", "accent"}) EXPECT_GE(contrast(text, "paper"), 4.5) << text;
    EXPECT_GE(contrast("alert", "alert-soft"), 4.5);
    EXPECT_GE(contrast("ink", "alert-soft"), 4.5);
    EXPECT_GE(contrast("accent", "half"), 3.0) << "the middle line on the dark band";
    EXPECT_GE(contrast("muted", "half"), 3.0) << "labels on the dark band";
    EXPECT_GE(contrast("edge", "paper"), 3.0) << "the edge of a band";
  }
}

}  // namespace
}  // namespace vultus
