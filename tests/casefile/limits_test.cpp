// No text can make the reader crash, hang or run out of memory; each limit has its own fault.
#include <gtest/gtest.h>

#include <chrono>

#include "../support/cases.hpp"

namespace vultus {
namespace {

using namespace std::string_literals;
using tests::all_faults;
using tests::case_with;
using tests::read;

void expect_fault(const std::string& text, const std::string& found) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = read(text);
  const auto spent = std::chrono::steady_clock::now() - start;
  ASSERT_FALSE(result.has_value()) << found;
  EXPECT_NE(all_faults(result).find(found), std::string::npos) << all_faults(result).substr(0, 2000);
  EXPECT_LE(result.error().size(), 210u);
  EXPECT_LT(spent, std::chrono::seconds(20)) << found;  // generous: sanitizers and a busy machine
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Limits, OfTextAreOneMebibyte) {
  const std::string most = case_with("question: " + std::string(1000000, 'x') + "\n");
  EXPECT_TRUE(read(most).has_value());
  expect_fault(most + std::string(100000, '#'), "more than 1024 KiB");
  expect_fault(std::string(50000000, 'x'), "more than 1024 KiB");
}

TEST(Limits, OfDepthHoldBeforeTheStackDoes) {
  expect_fault(std::string(40, '[') + std::string(40, ']'), "nested more than 32 deep");
  expect_fault(case_with("question: " + repeated("{a: ", 40) + "1" + std::string(40, '}') + "\n"),
               "nested more than 32 deep");
  expect_fault(std::string(100000, '['), "nested more than 32 deep");
  expect_fault(repeated("{a: ", 100000), "nested more than 32 deep");
  expect_fault(repeated("- ", 100000) + "x", "nested more than 32 deep");
  expect_fault(repeated("? ", 100000) + "x", "as the name of a field");
  std::string steps;
  for (int i = 0; i < 1000; ++i) steps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  expect_fault(steps, "nested more than 32 deep");
}

TEST(Limits, OfNodesHold) {
  expect_fault(case_with("goals: [" + repeated("1,", 30000) + "]\n"), "more than 20000 values");
  expect_fault(case_with("goals: [" + repeated("[],", 30000) + "]\n"), "more than 20000 values");
}

TEST(Limits, ManyFaultsAreCounted) {
  expect_fault(case_with("goals: [" + repeated("nonsense,", 5000) + "]\n"), "perhaps more faults");
  expect_fault(case_with(repeated("zzz: 1\n", 5000)), "a second time");
}

TEST(Limits, AliasesAndAnchorsAreRefused) {
  expect_fault(case_with("question: &a text\n"), "an anchor");
  expect_fault(case_with("question: *a\n"), "an alias");
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c)
    bomb += ""s + c + ": &" + c + " [" + repeated(std::string("*") + static_cast<char>(c - 1) + ",", 9) + "]\n";
  expect_fault(bomb, "an anchor");
  expect_fault(case_with("<<: {a: 1}\n"), "unknown field \"<<\"");
}

TEST(Limits, TagsAreRefused) {
  expect_fault(case_with("question: !!binary abcd\n"), "tag");
  expect_fault(case_with("goals: !mine [a]\n"), "tag");
  EXPECT_TRUE(read(case_with("question: !!str 5\n")).has_value());
}

TEST(Limits, OtherEncodingsAreNamed) {
  std::string utf16 = "\xff\xfe";
  for (const char c : case_with("")) utf16 += {c, '\0'};
  expect_fault(utf16, "UTF-16");
  expect_fault(utf16.substr(2), "UTF-16");
  expect_fault(case_with("question: \xc1\xb3\xbc\xd5\n"), "GBK");
  expect_fault(case_with("question: \xe8\x84\n"), "not UTF-8");
  expect_fault(case_with("question: a\0b\n"s), "control character 0x00");
  expect_fault(case_with("question: a\x07g\n"), "control character 0x07");
  expect_fault(case_with("visits:\n\t- {day: 0}\n"), "a tab");
}

TEST(Limits, OneDocumentPerFile) {
  expect_fault(case_with("---\nformat: vultus-case/1\n"), "a second document");
  EXPECT_TRUE(read("%YAML 1.2\n---\n" + case_with("...\n")).has_value());
}

TEST(Limits, OfSessionsHold) {
  expect_fault(case_with("plans: {a: [{day: 0, treatment: radiofrequency, sessions: 100000, every: 1 day}]}\n"),
               "out of range");
  expect_fault(case_with("plans: {a: [" +
                         repeated("{day: 0, treatment: radiofrequency, sessions: 1000, every: 1 day},", 11) + "]}\n"),
               "11000 sessions in all");
}

TEST(Limits, FieldsMayBeTexts) {
  expect_fault(case_with("? [a, b]\n: c\n"), "as the name of a field");
  expect_fault(case_with("~: 1\n"), "unknown field \"null\"");
  expect_fault(case_with("\"a\\nb\": 1\n"), "unknown field \"a\\x0ab\"");
}

}  // namespace
}  // namespace vultus
