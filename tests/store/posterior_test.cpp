#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <limits>

#include "made_up.hpp"
#include "vultus/store/posterior_file.hpp"

namespace vultus {
namespace {

using tests::all_faults;
using tests::failing_draws;
using tests::made_up_draws;

TEST(PosteriorFile, GivesBackWhatWasWritten) {
  const tests::Folder folder;
  auto draws = made_up_draws();
  const auto digest = write_posterior(folder.file("p.nc"), draws, false);
  ASSERT_TRUE(digest) << all_faults(digest);
  draws.digest = *digest;
  const auto read = read_posterior(folder.file("p.nc"));
  ASSERT_TRUE(read) << all_faults(read);
  EXPECT_EQ(*read, draws);
}

TEST(PosteriorFile, RoundsToFloat32WhenAskedFor) {
  const auto draws = made_up_draws();
  const auto read = posterior_from_bytes(posterior_bytes(draws, false, Precision::float32).value(), "p.nc");
  ASSERT_TRUE(read) << all_faults(read);
  auto rounded = draws;
  rounded.digest = read->digest;
  for (auto* group : {&rounded.posterior, &rounded.sample_stats})
    for (auto& variable : *group)
      for (auto& value : variable.values) value = static_cast<double>(static_cast<float>(value));
  EXPECT_EQ(*read, rounded);
}

TEST(PosteriorFile, IsSmallEnoughToBeShipped) {
  auto draws = made_up_draws(4, 500);
  draws.posterior.clear();
  draws.provenance["diagnostics"] = "{}";
  for (int i = 0; i < 40; ++i)
    draws.posterior.push_back({"p" + std::to_string(i), "mm", {}, {}, {}, tests::noise(2000, 0.01 + 0.02 * i)});
  const auto bytes = posterior_bytes(draws, false, Precision::float32);
  ASSERT_TRUE(bytes) << all_faults(bytes);
  EXPECT_LT(bytes->size(), 400'000U);
}

TEST(PosteriorFile, SameDrawsSameBytes) {
  for (const auto precision : {Precision::float64, Precision::float32}) {
    const auto first = posterior_bytes(made_up_draws(), false, precision).value();
    const std::vector<char> moved(100'000, 'x');  // other content where HDF5 allocates next
    const auto other = posterior_bytes(made_up_draws(3, 7), false, precision).value();
    EXPECT_EQ(posterior_bytes(made_up_draws(), false, precision).value(), first);
    EXPECT_NE(other, first);
  }
}

TEST(PosteriorFile, RefusesDrawsWhoseDiagnosticsDidNotPass) {
  const tests::Folder folder;
  const auto path = folder.file("p.nc");
  const auto refused = write_posterior(path, failing_draws(), false);
  EXPECT_EQ(all_faults(refused),
            path +
                ": diagnostics: k_recover: rhat 1.4, more than 1.01; allowed: diagnostics that pass, or to be told "
                "to keep it nevertheless\n" +
                path +
                ": diagnostics: 12 divergences; allowed: diagnostics that pass, or to be told to keep it "
                "nevertheless\n");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(PosteriorFile, SaysThatItWasForced) {
  const tests::Folder folder;
  const auto path = folder.file("p.nc");
  ASSERT_TRUE(write_posterior(path, failing_draws(), true));
  const auto read = read_posterior(path).value();
  EXPECT_TRUE(read.forced);
  EXPECT_FALSE(read.diagnostics_passed);
  EXPECT_EQ(read.diagnostics_failed, failing_draws().diagnostics_failed);
  ASSERT_TRUE(write_posterior(path, made_up_draws(), true));
  EXPECT_FALSE(read_posterior(path)->forced) << "nothing had to be forced";
}

TEST(PosteriorFile, KeepsTheFileThatWasThereWhenItCannotWrite) {
  const tests::Folder folder;
  const auto path = folder.file("p.nc");
  ASSERT_TRUE(write_posterior(path, made_up_draws(), false));
  const auto before = read_posterior(path).value();
  auto bad = made_up_draws();
  bad.posterior[0].values[5] = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(write_posterior(path, bad, true));
  EXPECT_EQ(read_posterior(path).value(), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

struct Bad {
  void (*make)(PosteriorDraws&);
  const char* told;
  Precision precision = Precision::float64;
};

const Bad bad_draws[] = {
    {[](PosteriorDraws& d) { d.chains = 0; }, "0 chains of 30 draws"},
    {[](PosteriorDraws& d) { d.draws = 31; }, "p.nc: posterior.k_recover: 60 values; allowed: 2 x 31, as the extents say"},
    {[](PosteriorDraws& d) { d.posterior.clear(); }, "p.nc: posterior: no variable"},
    {[](PosteriorDraws& d) { d.provenance.erase("seed"); }, "p.nc: provenance: no seed"},
    {[](PosteriorDraws& d) { d.provenance["format"] = "vultus-posterior/2"; }, "provenance.format: \"vultus-posterior/2\""},
    {[](PosteriorDraws& d) { d.provenance["forced"] = "no"; }, "the key forced"},
    {[](PosteriorDraws& d) { d.provenance["_NCProperties"] = "x"; }, "the name \"_NCProperties\""},
    {[](PosteriorDraws& d) { d.provenance["model"] = "\xff"; }, "provenance.model: the byte 0xff"},
    {[](PosteriorDraws& d) { d.diagnostics_failed = {"why"}; }, "reasons, though diagnostics passed"},
    {[](PosteriorDraws& d) { d.diagnostics_passed = false; }, "no reason, though diagnostics did not pass"},
    {[](PosteriorDraws& d) { d.diagnostics_passed = false, d.diagnostics_failed = {"a\nb"}; }, "a reason of one line"},
    {[](PosteriorDraws& d) { d.posterior[0].name = "k recover"; }, "the name \"k recover\""},
    {[](PosteriorDraws& d) { d.posterior[0].name = "shift"; }, "posterior.shift: this name twice"},
    {[](PosteriorDraws& d) { d.posterior[0].name = "study"; }, "posterior.study: a variable with the name of a dimension"},
    {[](PosteriorDraws& d) { d.sample_stats[0].name = "draw"; },
     "sample_stats.draw: a variable with the name of a dimension"},
    {[](PosteriorDraws& d) { d.posterior[0].unit = std::string("a\0b", 3); }, "posterior.k_recover.unit"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_coords.clear(); }, "1 extents, 1 names, 0 sets of labels"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_dim_names = {"chain"}; }, "the dimension \"chain\" twice"},
    {[](PosteriorDraws& d) {
       d.posterior[4].extra_dim_names = {"study", "study"};
     },
     "the dimension \"study\" twice"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_coords[0].pop_back(); }, "2 labels for an extent of 3"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_coords[0][0] = "李2019"; }, "the label \"李2019\" twice"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_coords[0][0] = "kim2006"; },
     "labels that differ from those of another variable"},
    {[](PosteriorDraws& d) { d.posterior[3].extra_dims = {std::size_t{1} << 62}; },
     "3 labels for an extent of 4611686018427387904"},
    {[](PosteriorDraws& d) { d.chains = d.draws = std::size_t{1} << 33; }, "60 values; allowed: 8589934592 x 8589934592"},
    {[](PosteriorDraws& d) { d.posterior[4].values[6 * 31 + 2] = d.posterior[4].values[359] = std::nan(""); },
     "posterior.drift: nan at chain 1, draw 1, and 1 more such; allowed: a finite number"},
    {[](PosteriorDraws& d) { d.sample_stats[2].values[0] = 0.5; }, "sample_stats.diverging: 0.5 at chain 0, draw 0"},
    {[](PosteriorDraws& d) { d.sample_stats[3].values[0] = 7.5; }, "allowed: a whole number"},
    {[](PosteriorDraws& d) { d.posterior[0].values[0] = 1e39; }, "allowed: a number that float32 can hold",
     Precision::float32},
    {[](PosteriorDraws& d) { d.posterior[0].values[0] = 1e-50; }, "allowed: a number that float32 can hold",
     Precision::float32},
};

TEST(PosteriorFile, NamesEveryFaultOfDraws) {
  for (const auto& bad : bad_draws) {
    auto draws = made_up_draws();
    bad.make(draws);
    const auto told = all_faults(posterior_bytes(draws, true, bad.precision, "p.nc"));
    EXPECT_NE(told.find(bad.told), std::string::npos) << bad.told << "\n" << told;
  }
}

TEST(PosteriorFile, NamesThemAllAtOnce) {
  auto draws = failing_draws();
  draws.provenance.clear();
  draws.posterior[0].values[0] = std::nan("");
  EXPECT_EQ(posterior_bytes(draws, false).error().size(), posterior_provenance().size() + 1 + 2);
}

}  // namespace
}  // namespace vultus
