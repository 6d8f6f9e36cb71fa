// Files that are not what they should be: cut, damaged, of another kind, or whole but with other content.
#include <gtest/gtest.h>

#include <limits>

#include "made_up.hpp"
#include "vultus/store/kept_file.hpp"
#include "vultus/store/netcdf.hpp"

namespace vultus {
namespace {

using netcdf::Tree;
using tests::all_faults;
using tests::made_up_draws;

std::string good_bytes() { return posterior_bytes(made_up_draws(), false).value(); }

TEST(DamagedFile, IsAFaultWhereverItIsCut) {
  const auto bytes = good_bytes();
  for (std::size_t at = 0; at < bytes.size(); at += 997) {
    const auto told = all_faults(posterior_from_bytes(std::string_view(bytes).substr(0, at), "p.nc"));
    EXPECT_NE(told.find(at < 8 ? "no HDF5 file" : "no seal at the end"), std::string::npos) << at << told;
  }
}

TEST(DamagedFile, IsAFaultWhereverAByteIsWrong) {
  const auto bytes = good_bytes();
  for (std::size_t at = 10; at + 100 < bytes.size(); at += 997) {
    auto other = bytes;
    other[at] = static_cast<char>(other[at] ^ 0x41);
    EXPECT_NE(all_faults(posterior_from_bytes(other, "p.nc")).find("content that its digest does not match"),
              std::string::npos)
        << at;
  }
}

TEST(DamagedFile, OfAnotherKindIsNoHdf5) {
  for (const char* text : {"", "\x89HDF", "CDF\x01 classic netCDF", "{}"})
    EXPECT_NE(all_faults(posterior_from_bytes(text, "p.nc")).find("no HDF5 file"), std::string::npos) << text;
  EXPECT_NE(all_faults(read_posterior("/nonexistent/p.nc")).find("cannot be opened"), std::string::npos);
}

/// Sealed after the cut, as only a forger would: the parser of HDF5 says no, in words and without printing.
TEST(DamagedFile, CutBeforeItWasSealedIsAFault) {
  const auto bytes = good_bytes();
  const auto content = unsealed(bytes, "p.nc").value();
  testing::internal::CaptureStderr();
  for (std::size_t at = 8; at < content.size(); at += 997) {
    const auto told = all_faults(posterior_from_bytes(sealed(content.substr(0, at)), "p.nc"));
    EXPECT_NE(told.find("HDF5 cannot read"), std::string::npos) << at << told;
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

struct Other {
  void (*make)(Tree&);
  const char* told;
};

const Other other_trees[] = {
    {[](Tree& t) { t.attributes["format"] = "vultus-posterior/2"; },
     "p.nc: format: another format: \"vultus-posterior/2\"; allowed: vultus-posterior/1, which this version"},
    {[](Tree& t) { t.attributes.erase("format"); }, "p.nc: format: no format"},
    {[](Tree& t) { t.attributes.erase("forced"); }, "p.nc: forced: missing"},
    {[](Tree& t) { t.attributes["forced"] = "yes"; }, "forced, though diagnostics passed"},
    {[](Tree& t) { t.attributes["diagnostics_passed"] = "no"; }, "not forced, though diagnostics did not pass"},
    {[](Tree& t) { t.attributes["diagnostics_passed"] = "maybe"; }, "\"maybe\"; allowed: yes or no"},
    {[](Tree& t) { t.attributes.erase("seed"); }, "provenance: no seed"},
    {[](Tree& t) { t.groups.erase(t.groups.begin()); }, "p.nc: posterior: no such group"},
    {[](Tree& t) { t.groups.pop_back(); }, "p.nc: sample_stats: no such group"},
    {[](Tree& t) { t.groups[0].variables.clear(); }, "p.nc: posterior: no variable"},
    {[](Tree& t) { t.groups[1].variables.clear(), t.groups[1].coordinates.erase(t.groups[1].coordinates.begin()); },
     "sample_stats.chain: no such dimension"},
    {[](Tree& t) { t.groups[1].coordinates[0].numbers[1] = 5; }, "sample_stats.chain: other places than 0 to 1"},
    {[](Tree& t) { t.groups[1].variables.clear(), t.groups[1].coordinates[1].numbers.pop_back(); },
     "other places than 0 to 29"},
    {[](Tree& t) {
       t.groups[0].variables[0].dims = {"draw", "chain"};
     },
     "posterior.k_recover: the shape (draw, chain)"},
    {[](Tree& t) { t.groups[0].variables[0].numbers = {1}, t.groups[0].variables[0].dims = {}; }, "the shape ()"},
    {[](Tree& t) {
       auto& v = t.groups[0].variables[0];
       v.kind = netcdf::Kind::text, v.numbers.clear(), v.texts.assign(60, "x");
     },
     "posterior.k_recover: texts"},
    {[](Tree& t) { t.groups[0].variables[0].numbers[7] = std::numeric_limits<double>::infinity(); },
     "posterior.k_recover: inf at chain 0, draw 7"},
    {[](Tree& t) { t.groups[0].variables[0].name = "k recover"; }, "the name \"k recover\""},
    {[](Tree& t) { t.groups[0].coordinates[2].texts[0] = t.groups[0].coordinates[2].texts[1]; },
     "the label \"李2019\" twice"},
};

TEST(DamagedFile, WholeWithOtherContentIsAFault) {
  const auto bytes = good_bytes();
  const auto good = netcdf::tree_of(unsealed(bytes, "p.nc").value(), "p.nc").value();
  for (const auto& other : other_trees) {
    auto tree = good;
    other.make(tree);
    const auto content = netcdf::bytes_of(tree, false, "p.nc");
    ASSERT_TRUE(content) << other.told << all_faults(content);
    const auto told = all_faults(posterior_from_bytes(sealed(*content), "p.nc"));
    EXPECT_NE(told.find(other.told), std::string::npos) << other.told << "\n" << told;
  }
}

}  // namespace
}  // namespace vultus
