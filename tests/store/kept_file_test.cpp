#include "vultus/store/kept_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "made_up.hpp"
#include "vultus/store/sha256.hpp"

namespace vultus {
namespace {

using tests::all_faults;

TEST(Sha256, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Seal, TellsEveryFlippedByteAndEveryCut) {
  const std::string content = "some content";
  const auto bytes = sealed(content);
  EXPECT_EQ(unsealed(bytes, "f").value(), content);
  EXPECT_EQ(seal_of(bytes), sha256(content));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto other = bytes;
    other[i] = static_cast<char>(other[i] ^ 0x20);
    EXPECT_FALSE(unsealed(other, "f")) << i;
    EXPECT_FALSE(unsealed(std::string_view(bytes).substr(0, i), "f")) << i;
  }
}

TEST(KeptFile, ReplacesWholeAndLeavesNothingBeside) {
  const tests::Folder folder;
  const auto path = folder.file("kept");
  for (const auto& bytes : {std::string("first, longer"), std::string("second"), std::string()}) {
    EXPECT_TRUE(keep_file(path, bytes).empty());
    EXPECT_EQ(kept_bytes(path).value(), bytes);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST(KeptFile, SaysWhatTheDiskRefuses) {
  const tests::Folder folder;
  EXPECT_EQ(keep_file(folder.file("none/kept"), "x").at(0).found, "cannot be created: No such file or directory");
  EXPECT_EQ(keep_file(folder.path, "x").at(0).found, "something else than a file (a folder, a device)");
  EXPECT_NE(all_faults(kept_bytes(folder.file("none"))).find("cannot be opened: No such file"), std::string::npos);
  EXPECT_NE(all_faults(kept_bytes(folder.path)).find("something else than a file"), std::string::npos);
  const auto huge = folder.file("huge");
  { const std::ofstream made(huge); }
  std::filesystem::resize_file(huge, (std::uintmax_t{1} << 30) + 1);
  EXPECT_NE(all_faults(kept_bytes(huge)).find("at most 1073741824 bytes"), std::string::npos);
}

// Predictions made before results were seen must stay as they were made.
TEST(KeptFile, TheFrozenPredictionsAreThoseThatTheirDocumentSeals) {
  const auto text_of = [](const std::string& path) {
    std::ifstream in(VULTUS_SOURCE_DIR "/" + path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string file = text_of("data/registered/predictions.csv");
  ASSERT_FALSE(file.empty());
  EXPECT_NE(text_of("docs/science/registered-predictions.md").find(sha256(file)), std::string::npos);
}

}  // namespace
}  // namespace vultus
