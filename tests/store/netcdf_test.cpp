#include "vultus/store/netcdf.hpp"

#include <gtest/gtest.h>

#include "made_up.hpp"

namespace vultus::netcdf {
namespace {

using tests::all_faults;

Tree small_tree() {
  const Variable x{"x", {"x"}, Kind::int64, {3, 1, 2}, {}, {}};
  const Variable who{"who", {"who"}, Kind::text, {}, {"a", "", "丙"}, {{"about", "patients"}}};
  const Variable f{"f", {"x", "who"}, Kind::float64, {1, 2, 3, 4, 5, 6, 7, 8, 1e300}, {}, {{"units", "mm"}, {"empty", ""}}};
  const Variable g{"g", {"who"}, Kind::float32, {0.5, -2, 1e30f}, {}, {}};
  const Variable h{"h", {"x"}, Kind::flag, {0, 1, 1}, {}, {}};
  const Variable alone{"alone", {}, Kind::int64, {42}, {}, {}};
  const Variable texts{"texts", {"x"}, Kind::text, {}, {"", "two\nlines", "z"}, {}};
  return {{{"title", "a tree"}}, {{"first", {x, who}, {f, g, h, alone, texts}}, {"second", {}, {}}}};
}

TEST(Netcdf, GivesBackEveryKindOfVariable) {
  for (const bool compressed : {false, true}) {
    const auto bytes = bytes_of(small_tree(), compressed, "t.nc");
    ASSERT_TRUE(bytes) << all_faults(bytes);
    const auto tree = tree_of(*bytes, "t.nc");
    ASSERT_TRUE(tree) << all_faults(tree);
    EXPECT_EQ(*tree, small_tree());
  }
}

TEST(Netcdf, KeepsAsManyVariablesOnOneDimensionAsAskedFor) {
  auto tree = small_tree();
  for (int i = 0; i < 6000; ++i) {  // more than an attribute of 64 KiB can list
    auto more = tree.groups[0].variables[1];
    more.name += std::to_string(i);
    tree.groups[0].variables.push_back(more);
    if (i == 1) i = 5000;  // the list that HDF5 keeps grows slowly: a few names with high numbers do
  }
  const auto bytes = bytes_of(tree, false, "t.nc");
  ASSERT_TRUE(bytes) << all_faults(bytes);
  EXPECT_EQ(tree_of(*bytes, "t.nc"), tree);
}

TEST(Netcdf, RefusesATreeThatDoesNotHoldTogether) {
  struct Bad {
    void (*make)(Tree&);
    const char* told;
  };
  const Bad all[] = {
      {[](Tree& t) { t.groups[0].variables[0].numbers.pop_back(); }, "t.nc: first.f: 8 values; allowed: 9"},
      {[](Tree& t) { t.groups[0].variables[0].dims[1] = "y"; }, "the dimension \"y\""},
      {[](Tree& t) { t.groups[0].variables[0].name = "a/b"; }, "the name \"a/b\"; allowed: a name without slashes"},
      {[](Tree& t) { t.groups[0].variables[0].name = ""; }, "the name \"\""},
      {[](Tree& t) { t.groups[0].variables[0].name = "x"; }, "the name \"x\" twice"},
      {[](Tree& t) { t.groups[1].name = "first"; }, "the name \"first\" twice"},
      {[](Tree& t) { t.groups[0].coordinates[0].dims = {"who"}; }, "a coordinate of other dimensions"},
      {[](Tree& t) { t.groups[0].coordinates[0].numbers.clear(); }, "0 values"},
      {[](Tree& t) { t.groups[0].variables[4].texts[0] = std::string("a\0b", 3); }, "a text with a zero byte"},
  };
  for (const auto& bad : all) {
    auto tree = small_tree();
    bad.make(tree);
    const auto told = all_faults(bytes_of(tree, false, "t.nc"));
    EXPECT_NE(told.find(bad.told), std::string::npos) << bad.told << "\n" << told;
  }
}

}  // namespace
}  // namespace vultus::netcdf
