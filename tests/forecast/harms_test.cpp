#include "vultus/forecast/harms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "vultus/forecast/harm_law.hpp"

namespace vultus::test {
namespace {

HarmTally tally(std::string study, double events, double n, std::vector<std::string> treatments = {"t"}) {
  return {std::move(study), std::move(treatments), events, n, false};
}

/// A binomial law (no scatter) with p_t ~ Beta(1/2, 1/2): mean 1/2, precision 1/(2 * 1/4) - 1 = 1.
HarmLaw jeffreys() { return {{{0.5}, {1.0}}, {{std::sqrt(2.0)}, {1.0}}, {{0.0}, {1.0}}}; }

TEST(TheHarmLaw, OfOneTreatmentWithoutScatterIsTheBetaLaw) {
  // Beta(1/2 + y, 1/2 + n - y): quantiles by bisection on its distribution function.
  struct Known {
    double events, n, q05, median, q95;
  };
  for (const Known& known : {Known{3, 10, 0.11732938, 0.30682363, 0.55812677}, Known{60, 200, 0.24904349, 0.30033381, 0.35520361}}) {
    const auto rate = predict_rate({{known.events, known.n}}, {}, jeffreys());
    EXPECT_NEAR(rate.median / known.median, 1.0, 0.005) << known.n;
    EXPECT_NEAR(rate.q05 / known.q05, 1.0, 0.01) << known.n;
    EXPECT_NEAR(rate.q95 / known.q95, 1.0, 0.01) << known.n;
  }
  const auto none = predict_rate({{0, 98}}, {}, jeffreys());
  // Beta(1/2, 98.5) between one in 100,000 and all but one in 100,000.
  EXPECT_NEAR(none.median / 0.002503903, 1.0, 0.01);
  EXPECT_NEAR(none.q95 / 0.01965338, 1.0, 0.01);
}

TEST(TheHarmLaw, OfManyTreatmentsAllAlikeIsTheirSumWhereNoneDiffers) {
  HarmLaw alike = usual_harm_law();
  alike.scatter = {{0.0}, {1.0}};
  alike.spread = {{0.001}, {1.0}};
  HarmLaw apart = alike;
  const std::vector<std::vector<StudyCount>> others{{{20, 100}}, {{22, 100}}, {{18, 100}}};
  const auto pooled = predict_rate({{20, 100}}, others, alike);
  apart.spread = {{1.5}, {1.0}};
  const auto alone = predict_rate({{20, 100}}, {}, apart);

  EXPECT_NEAR(pooled.median, 0.2, 0.02);
  EXPECT_LT(pooled.q95 - pooled.q05, 0.7 * (alone.q95 - alone.q05)) << "four times the people: about half as wide";
}

TEST(TheHarmLaw, DrawsFewCountsTowardsOtherTreatmentsAndLeavesManyAlone) {
  const std::vector<std::vector<StudyCount>> others{{{30, 100}}, {{35, 100}}, {{28, 100}}, {{33, 100}}, {{31, 100}}};
  const auto few_alone = predict_rate({{0, 5}}, {}, usual_harm_law()), few = predict_rate({{0, 5}}, others, usual_harm_law());
  const auto many = predict_rate({{0, 2000}}, others, usual_harm_law());

  EXPECT_LT(few_alone.median, 0.05);
  EXPECT_GT(few.median, 0.10);
  EXPECT_LT(few.median, 0.31);
  EXPECT_LT(many.median, 0.01);
}

TEST(TheHarmLaw, WidensWhereStudiesDisagree) {
  const auto agree = predict_rate({{30, 100}, {30, 100}, {30, 100}}, {}, usual_harm_law());
  const auto disagree = predict_rate({{5, 100}, {30, 100}, {60, 100}}, {}, usual_harm_law());

  EXPECT_GT(disagree.q95 - disagree.q05, 1.3 * (agree.q95 - agree.q05));
}

TEST(TheHarmLaw, IsWiderThanTheBinomialLawSinceClinicsDiffer) {
  const auto binomial = predict_rate({{300, 1000}}, {}, jeffreys()), clinics = predict_rate({{300, 1000}}, {}, usual_harm_law());

  EXPECT_GT(clinics.q95 - clinics.q05, 3.0 * (binomial.q95 - binomial.q05));
  EXPECT_LT(clinics.q05, 0.3);
  EXPECT_GT(clinics.q95, 0.3);
}

/// Worlds drawn from the law itself: nine in ten of the rates of one more study lie within the interval.
TEST(TheHarmLaw, HoldsWhatItPromisesInWorldsOfItsOwn) {
  const HarmLaw& law = usual_harm_law();
  std::mt19937_64 engine(20261127);
  const auto one_of = [&](const Spread& spread) {
    std::discrete_distribution<std::size_t> choice(spread.weights.begin(), spread.weights.end());
    return spread.values[choice(engine)];
  };
  // A beta law about p with that sd of log odds, drawn again until it lies where rates lie.
  const auto about = [&](double p, double sd) {
    const double precision = 1.0 / (sd * sd * p * (1.0 - p)) - 1.0;
    while (true) {
      const double x = std::gamma_distribution<double>(p * precision)(engine), y = std::gamma_distribution<double>((1.0 - p) * precision)(engine);
      const double rate = x / (x + y);
      if (rate > 1e-5 && rate < 1.0 - 1e-5) return rate;
    }
  };
  constexpr int worlds = 2000;
  int held = 0, below_median = 0;
  for (int world = 0; world < worlds; ++world) {
    const double mean = one_of(law.mean), spread = one_of(law.spread), scatter = one_of(law.scatter);
    std::vector<std::vector<StudyCount>> treatments(1 + engine() % 4);
    double own = 0.0;
    for (std::size_t t = 0; t < treatments.size(); ++t) {
      const double p = about(mean, spread);
      if (t == 0) own = p;
      const std::size_t studies = 1 + engine() % 3;
      for (std::size_t i = 0; i < studies; ++i) {
        const int n = 10 + static_cast<int>(engine() % 190);
        treatments[t].push_back({static_cast<double>(std::binomial_distribution<int>(n, about(p, scatter))(engine)), static_cast<double>(n)});
      }
    }
    const double truth = about(own, scatter);
    const auto rate = predict_rate(treatments[0], {treatments.begin() + 1, treatments.end()}, law);
    held += truth >= rate.q05 && truth <= rate.q95 ? 1 : 0;
    below_median += truth <= rate.median ? 1 : 0;
  }
  RecordProperty("held", held);
  EXPECT_NEAR(held, 0.9 * worlds, 3.0 * std::sqrt(worlds * 0.9 * 0.1));
  EXPECT_NEAR(below_median, 0.5 * worlds, 3.0 * std::sqrt(worlds * 0.25));
}

TEST(TheHarmLaw, HasTheSameBitsEachTime) {
  const std::vector<std::vector<StudyCount>> others{{{3, 40}}, {{8, 31}, {2, 12}}};
  const auto first = predict_rate({{2, 57}}, others, usual_harm_law()), second = predict_rate({{2, 57}}, others, usual_harm_law());

  EXPECT_EQ(first.median, second.median);
  EXPECT_EQ(first.q05, second.q05);
  EXPECT_EQ(first.q95, second.q95);
}

/// Each published count predicted from the others: those of its treatment, else of other treatments. Its share lies within the interval of
/// the rate, give or take the sampling error of that one study.
TEST(TheHarmLaw, HoldsOnPublishedCountsThatItHasNotSeen) {
  const auto catalog = read_catalog(VULTUS_SOURCE_DIR "/data");
  ASSERT_TRUE(catalog.has_value());
  int tried = 0, held = 0;
  for (const auto& [event, unused] : catalog->tallies) {
    const auto lists = harm_counts(*catalog, event, "no treatment").others;
    for (std::size_t t = 0; t < lists.size(); ++t)
      for (std::size_t i = 0; i < lists[t].size(); ++i) {
        HarmCounts seen{lists[t], lists};
        seen.own.erase(seen.own.begin() + static_cast<std::ptrdiff_t>(i));
        seen.others.erase(seen.others.begin() + static_cast<std::ptrdiff_t>(t));
        if (seen.own.empty() && seen.others.empty()) continue;
        std::vector<StudyCount> own;
        std::vector<std::vector<StudyCount>> others;
        for (const auto& tally : seen.own) own.push_back({tally.events, tally.n});
        for (const auto& tallies : seen.others) {
          others.emplace_back();
          for (const auto& tally : tallies) others.back().push_back({tally.events, tally.n});
        }
        const auto rate = predict_rate(own, others, usual_harm_law());
        const auto error = [&](double p) { return 1.645 * std::sqrt(p * (1.0 - p) / lists[t][i].n); };
        const double share = lists[t][i].events / lists[t][i].n;
        ++tried;
        held += share >= rate.q05 - error(rate.q05) && share <= rate.q95 + error(rate.q95) ? 1 : 0;
      }
  }
  RecordProperty("tried", tried);
  RecordProperty("held", held);
  EXPECT_GE(tried, 100);
  EXPECT_GE(held, 0.85 * tried) << held << " of " << tried;
}

TEST(RateOf, NamesWhatItCounted) {
  HarmCounts counts;
  counts.own = {tally("b", 3, 40), tally("a", 1, 20, {"other", "t"}), tally("a", 0, 10)};
  const Rate rate = rate_of(counts);

  EXPECT_EQ(rate.events, 4.0);
  EXPECT_EQ(rate.people, 70.0);
  EXPECT_EQ(rate.people_with_others, 20.0);
  EXPECT_EQ(rate.studies, (std::vector<std::string>{"a", "b"}));
}

TEST(RateOf, ChangesWhenAStudyIsTakenAway) {
  HarmCounts counts;
  counts.own = {tally("a", 3, 40), tally("b", 15, 40)};
  counts.others = {{tally("c", 2, 60, {"u"})}};
  const Rate all = rate_of(counts);
  counts.own.pop_back();
  const Rate without_b = rate_of(counts);
  counts.others.clear();
  const Rate without_c = rate_of(counts);

  EXPECT_LT(without_b.median, all.median);
  EXPECT_NE(without_c.median, without_b.median) << "another treatment's study says what is usual";
}

TEST(RateOf, OfNoneInManyIsSmallButNotZero) {
  HarmCounts counts;
  counts.own = {tally("a", 0, 98)};
  const Rate rate = rate_of(counts);

  EXPECT_GT(rate.q95, 0.005);
  EXPECT_LT(rate.q95, 0.08);
  EXPECT_LT(rate.median, 0.01);
}

TEST(RateOf, WithoutACountOfItsOwnSaysNothing) {
  HarmCounts counts;
  counts.others = {{tally("c", 20, 60, {"u"})}};
  const Rate rate = rate_of(counts);

  EXPECT_EQ(rate.people, 0.0);
  EXPECT_EQ(rate.q95, 0.0);
  EXPECT_TRUE(rate.studies.empty());
}

}  // namespace
}  // namespace vultus::test
