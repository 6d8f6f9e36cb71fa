// What reads like harm, on passages that the weights were not learnt from (tests/hazards).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "hazard_passages.hpp"
#include "readers.hpp"
#include "vultus/claim/hazard.hpp"

namespace vultus::tests {
namespace {

int count_of(const Reading& reading, Verdict verdict) {
  return static_cast<int>(std::count_if(reading.claims.begin(), reading.claims.end(), [&](const JudgedClaim& c) { return c.judgement.verdict == verdict; }));
}

struct Counts {
  int danger = 0, found = 0, praised = 0, harmless = 0, wrongly = 0;
};

/// `praised`: passages of which nothing is called dangerous and something supported.
Counts read_passages(const std::string& language) {
  Counts counts;
  for (const auto& passage : hazard_passages(language, "aside")) {
    const Reading reading = reading_of(passage.title + "\n\n" + passage.text + "\n");
    const bool warned = count_of(reading, Verdict::dangerous) > 0;
    if (passage.danger) ++counts.danger, counts.found += warned ? 1 : 0, counts.praised += !warned && count_of(reading, Verdict::supported) > 0 ? 1 : 0;
    else ++counts.harmless, counts.wrongly += warned ? 1 : 0;
  }
  fmt::print("{}: dangerous {} of {} found, {} of them supported; {} of {} harmless ones warned of\n", language, counts.found, counts.danger, counts.praised, counts.wrongly, counts.harmless);
  return counts;
}

TEST(Hazards, PassagesSetAside) {
  const Counts english = read_passages("en"), chinese = read_passages("zh");
  EXPECT_GE(english.found, 51);
  EXPECT_LE(english.praised, 2);
  EXPECT_LE(english.wrongly, 3);
  EXPECT_GE(chinese.found, 62);
  EXPECT_LE(chinese.praised, 0);
  EXPECT_LE(chinese.wrongly, 2);
}

TEST(Hazards, AreToldOnceAndSayWhy) {
  int read_from_wording = 0;
  for (const auto& passage : hazard_passages("en", "open")) {
    if (!passage.danger || read_from_wording > 50) continue;
    std::size_t last_end = 0;  // of the last claim that was read from the wording
    for (const auto& item : reading_of(passage.text).claims) {
      if (item.judgement.verdict != Verdict::dangerous || !item.judgement.reason.en.starts_with("Read from the wording")) continue;
      ++read_from_wording;
      EXPECT_FALSE(item.judgement.reason.zh.empty() || item.judgement.source.empty()) << passage.text;
      EXPECT_EQ(item.judgement.certainty, Certainty::low);
      EXPECT_GE(item.claim.quote.begin, last_end) << "once a sentence: " << passage.text;
      last_end = item.claim.quote.end;
    }
  }
  EXPECT_GT(read_from_wording, 50);
}

TEST(Hazards, ColumnsAreTheKinds) {
  EXPECT_EQ(hazard_columns().size(), static_cast<std::size_t>(Hazard::delay) + 1);
  EXPECT_EQ(hazard_columns()[static_cast<std::size_t>(Hazard::wrong_dose)], "wrong_dose");
}

}  // namespace
}  // namespace vultus::tests
