#include "vultus/catalog/harm_table.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace vultus {
namespace {

namespace fs = std::filesystem;

/// A folder of data with one topic of four studies, and treatment files where a test writes them.
class HarmTable : public ::testing::Test {
 protected:
  HarmTable() : directory_(fs::temp_directory_path() / ("vultus-harms-" + std::to_string(getpid()))) {
    fs::remove_all(directory_);
    for (const char* folder : {"evidence/scars", "tissues", "treatments"}) fs::create_directories(directory_ / folder);
    write("evidence/vocabulary.csv",
          "kind,code,meaning,meaning_zh,scale_min,scale_max,direction\n"
          "treatment,a,a,甲,,,neutral\ntreatment,b,b,乙,,,neutral\ntreatment,none,none,无,,,neutral\ntreatment,placebo,sham,假,,,neutral\n"
          "event,pain,pain,痛,,,higher_is_worse\nevent,itch,itch,痒,,,higher_is_worse\n");
    write("evidence/scars/studies.csv",
          "study_id,year,citation,doi,url,design,condition,n_total,risk_of_bias,overlaps_with\n"
          "one2001a,2001,x,,,rct,keloid,40,low,\ntwo2002a,2002,x,,,rct,keloid,60,low,\nthree2003a,2003,x,,,rct,keloid,30,low,two2002a\n"
          "four2004a,2004,x,,,rct,keloid,30,low,\n");
    write("evidence/scars/arms.csv",
          "study_id,arm_id,treatments\none2001a,low,a\none2001a,high,a\none2001a,c,placebo\ntwo2002a,x,a+b\nthree2003a,x,b\nfour2004a,x,b+placebo\n"
          "four2004a,y,none\n");
    adverse("one2001a,low,pain,2,10\none2001a,high,pain,5,12\none2001a,c,pain,1,11\ntwo2002a,x,pain,6,60\nthree2003a,x,pain,3,30\n"
            "four2004a,x,pain,4,15\nfour2004a,y,pain,0,15\none2001a,low,itch,,10\none2001a,high,itch,3,\n");
  }
  ~HarmTable() override { fs::remove_all(directory_); }

  void write(const std::string& file, const std::string& text) const { std::ofstream(directory_ / file) << text; }
  void adverse(const std::string& rows) const { write("evidence/scars/adverse.csv", "study_id,arm_id,event,count,n\n" + rows); }
  /// A treatment whose file lists the event with these counts ("" for none).
  void treatment(const std::string& code, const std::string& counts) const {
    write("treatments/" + code + ".yaml", "format: \"vultus-treatment/1\"\ncode: " + code + "\nname: {en: x, zh: 某}\nharms:\n  - {event: pain, " + counts +
                                              "days: [0, 7], urgency: next_visit, what_to_do: {en: wait, zh: 等}}\n");
  }
  [[nodiscard]] Catalog read() const {
    auto catalog = read_catalog(directory_.string());
    std::string faults;
    if (!catalog)
      for (const auto& fault : catalog.error()) faults += to_text(fault) + "\n";
    EXPECT_TRUE(catalog.has_value()) << faults;
    return catalog ? *catalog : Catalog{};
  }
  [[nodiscard]] std::string path() const { return directory_.string(); }

 private:
  fs::path directory_;
};

TEST_F(HarmTable, SumsTheDosesOfAStudyAndMarksWhatWasGivenTogether) {
  const auto counts = harm_counts(read(), "pain", "a");

  ASSERT_EQ(counts.own.size(), 2u);
  EXPECT_EQ(counts.own[0].study, "two2002a");
  EXPECT_EQ(counts.own[0].treatments, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(counts.own[1].study, "one2001a");
  EXPECT_EQ(counts.own[1].treatments, (std::vector<std::string>{"a"}));
  EXPECT_EQ(counts.own[1].events, 7.0);
  EXPECT_EQ(counts.own[1].n, 22.0);
}

TEST_F(HarmTable, KeepsOneOfTwoStudiesThatMayShareTheirPeople) {
  const auto for_a = harm_counts(read(), "pain", "a"), for_b = harm_counts(read(), "pain", "b");

  ASSERT_EQ(for_a.others.size(), 1u) << "b alone; of its two studies one overlaps with a study of a";
  ASSERT_EQ(for_a.others[0].size(), 1u);
  EXPECT_EQ(for_a.others[0][0].study, "four2004a");
  ASSERT_EQ(for_b.own.size(), 2u);
  EXPECT_EQ(for_b.own[0].study, "two2002a") << "the larger one";
  EXPECT_EQ(for_b.own[1].study, "four2004a");
}

TEST_F(HarmTable, LeavesUntreatedArmsOutOfWhatOtherTreatmentsDo) {
  const Catalog catalog = read();
  for (const auto& tallies : harm_counts(catalog, "pain", "a").others)
    for (const auto& tally : tallies) EXPECT_EQ(tally.treatments, (std::vector<std::string>{"b"}));

  ASSERT_EQ(harm_counts(catalog, "pain", "placebo").own.size(), 1u);
  EXPECT_EQ(harm_counts(catalog, "pain", "placebo").own[0].n, 11.0);
  EXPECT_EQ(harm_counts(catalog, "pain", "none").own[0].n, 15.0);
}

TEST_F(HarmTable, DoesNotCountWhatHasNoCountOrNoPeople) {
  const auto counts = harm_counts(read(), "itch", "a");

  EXPECT_TRUE(counts.own.empty());
  EXPECT_TRUE(counts.others.empty());
}

TEST_F(HarmTable, TakesTheFilesCountOfAStudyOnceAndJoinsTheRest) {
  treatment("a", "counts: [{study: one2001a, events: 6, n: 21}, {study: \"https://example.org/series\", events: 1, n: 100}], ");
  const auto counts = harm_counts(read(), "pain", "a");

  ASSERT_EQ(counts.own.size(), 3u);
  EXPECT_EQ(counts.own[0].study, "https://example.org/series");
  EXPECT_EQ(counts.own[1].study, "one2001a");
  EXPECT_EQ(counts.own[1].events, 6.0) << "the file's, not the table's 7";
  EXPECT_EQ(counts.own[1].n, 21.0);
  EXPECT_EQ(counts.own[2].study, "two2002a");
}

TEST_F(HarmTable, OfACombinedArmTheFilesCountWinsForItsTreatmentAlone) {
  treatment("a", "counts: [{study: two2002a, events: 5, n: 50}], ");
  const Catalog catalog = read();

  double people = 0.0;
  for (const auto& tally : harm_counts(catalog, "pain", "a").own) people += tally.study == "two2002a" ? tally.n : 0.0;
  EXPECT_EQ(people, 50.0);
  EXPECT_EQ(harm_counts(catalog, "pain", "b").own[0].n, 60.0);
}

TEST_F(HarmTable, AFileWithoutCountsChangesNothing) {
  const auto before = harm_counts(read(), "pain", "a");
  treatment("a", "");
  const auto after = harm_counts(read(), "pain", "a");

  ASSERT_EQ(after.own.size(), before.own.size());
  for (std::size_t i = 0; i < after.own.size(); ++i) EXPECT_EQ(after.own[i].events, before.own[i].events);
}

TEST_F(HarmTable, FaultyRowsAreToldAllAtOnce) {
  adverse("one2001a,low,pain,12,10\none2001a,zz,pain,1,10\none2001a,high,pane,1,10\none2001a,high,pain,many,10\n");
  const auto catalog = read_catalog(path());

  ASSERT_FALSE(catalog.has_value());
  EXPECT_EQ(catalog.error().size(), 4u);
}

TEST_F(HarmTable, TissuesAloneDoNotReadIt) {
  adverse("one2001a,low,pain,12,10\n");

  EXPECT_TRUE(read_tissues(path()).has_value());
}

}  // namespace
}  // namespace vultus
