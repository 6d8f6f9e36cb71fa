#include "vultus/catalog/catalog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace vultus {
namespace {

namespace fs = std::filesystem;

const std::string shipped = VULTUS_SOURCE_DIR "/data";

std::string all_faults(const Checked<Catalog>& result) {
  std::string text;
  if (!result)
    for (const auto& fault : result.error()) text += to_text(fault) + "\n";
  return text;
}

/// A copy of data/ that a test may spoil.
class Copy {
 public:
  Copy() : directory_(fs::temp_directory_path() / ("vultus-catalog-" + std::to_string(getpid()))) {
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    fs::copy(shipped, directory_, fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(directory_); }
  [[nodiscard]] std::string path() const { return directory_.string(); }
  /// Replaces the first `from` of a file.
  void change(const std::string& file, const std::string& from, const std::string& to) const {
    std::stringstream text;
    text << std::ifstream(directory_ / file).rdbuf();
    std::string changed = text.str();
    const auto at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    std::ofstream(directory_ / file) << changed;
  }

 private:
  fs::path directory_;
};

TEST(TheCatalog, ThatIsShippedHasNoFault) {
  const auto catalog = read_catalog(shipped);

  ASSERT_TRUE(catalog.has_value()) << all_faults(catalog);
  ASSERT_NE(catalog->tissue("masseter"), nullptr);
  const auto* names = model_named("masseter");
  for (std::size_t i = 0; i < names->parameters.size(); ++i)
    EXPECT_EQ(catalog->tissue("masseter")->parameters.at(i).name, names->parameters[i]);
  for (std::size_t i = 0; i < names->observables.size(); ++i)
    EXPECT_EQ(catalog->tissue("masseter")->observables.at(i).code, names->observables[i]);
  for (const char* code : {"botulinum_masseter", "ha_filler", "radiofrequency", "hifu", "none", "sunscreen"})
    EXPECT_NE(catalog->treatment(code), nullptr) << code;
  EXPECT_EQ(catalog->treatment("nothing"), nullptr);
  EXPECT_GE(catalog->studies.size(), 321u);
  EXPECT_EQ(catalog->studies.at("choe2005a").topic, "masseter");
  EXPECT_EQ(catalog->studies.at("choe2005a").year, 2005);
  EXPECT_EQ(catalog->studies.at("choe2005a").people, 22);
  EXPECT_EQ(catalog->code("outcome", "vss_total")->scale_max, 13.0);
  EXPECT_EQ(catalog->code("outcome", "vss_total")->units.at(0), "score");
  EXPECT_EQ(catalog->code("outcome", "scar_height")->units.at(0), "mm");
  EXPECT_NE(catalog->code("treatment", "chemotherapy_systemic"), nullptr);
}

TEST(TheCatalog, NamesThingsInBothLanguages) {
  const auto catalog = read_catalog(shipped);
  ASSERT_TRUE(catalog.has_value()) << all_faults(catalog);

  ASSERT_EQ(catalog->treatment("bakuchiol"), nullptr) << "without a file the vocabulary names it";
  EXPECT_EQ(catalog->name_of("treatment", "bakuchiol", Language::en), catalog->code("treatment", "bakuchiol")->meaning);
  EXPECT_EQ(catalog->name_of("treatment", "bakuchiol", Language::zh), catalog->code("treatment", "bakuchiol")->meaning_zh);
  EXPECT_EQ(catalog->name_of("treatment", "ha_filler", Language::zh), catalog->treatment("ha_filler")->name.zh);
  EXPECT_EQ(catalog->name_of("outcome", "masseter_thickness_rest", Language::zh),
            catalog->observable("masseter_thickness_rest")->name.zh);
  EXPECT_EQ(catalog->name_of("event", "sunken_cheek", Language::en), catalog->event("sunken_cheek")->name.en);
  EXPECT_EQ(catalog->name_of("event", "bruising", Language::zh), "瘀斑");
  EXPECT_EQ(catalog->name_of("outcome", "no_such_code", Language::en), "no_such_code");
}

TEST(TheCatalog, RefusesWhatDoesNotExistAllAtOnce) {
  const Copy data;
  const std::string toxin = "treatments/botulinum_masseter.yaml", tissue = "tissues/masseter.yaml";
  data.change(toxin, "port: toxin_units", "port: toxin_unit");
  data.change(toxin, "event: bruising", "event: bruisin");
  data.change(toxin, "study: peng2018a", "study: peng2018z");
  data.change(toxin, "level: excluded", "level: exclude");
  data.change(toxin, "mechanism:", "mechanims:");
  data.change("treatments/ha_filler.yaml", "code: ha_filler", "code: ha_fillr");
  data.change(tissue, "  k_clear:", "  k_cleer:");
  data.change(tissue, "parameter: uptake", "parameter: uptak");
  data.change(tissue, "observable: cheek_hollowing", "observable: cheek_hollow");
  data.change("evidence/vocabulary.csv", "treatment,azelaic_acid,", "treatment,bakuchiol,");
  const auto catalog = read_catalog(data.path());

  ASSERT_FALSE(catalog.has_value());
  const std::string told = all_faults(catalog);
  for (const char* part :
       {"nearest: toxin_units", "bruisin", "nearest: peng2018", "nearest: excluded", "nearest: mechanism", "ha_fillr",
        "k_cleer", "no parameter \"k_clear\"", "nearest: uptake", "nearest: cheek_hollowing", "\"bakuchiol\" a second time"})
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  for (const auto& fault : catalog.error()) EXPECT_FALSE(fault.file.empty());
}

TEST(TheCatalog, ThatIsNotThereThrows) { EXPECT_THROW(static_cast<void>(read_catalog("/nowhere")), std::system_error); }

TEST(TheCatalog, StandsWhereTheEnvironmentSays) {
  const char* before = std::getenv("VULTUS_DATA");
  const std::string kept = before == nullptr ? "" : before;
  setenv("VULTUS_DATA", "/some/where", 1);
  EXPECT_EQ(data_directory(), "/some/where");
  unsetenv("VULTUS_DATA");
  EXPECT_TRUE(fs::exists(fs::path(data_directory()) / "evidence/vocabulary.csv")) << data_directory();
  if (before != nullptr) setenv("VULTUS_DATA", kept.c_str(), 1);
}

}  // namespace
}  // namespace vultus
