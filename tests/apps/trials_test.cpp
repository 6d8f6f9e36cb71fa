// calibrate and validate as a person runs them: same bytes whatever happens on the way, and files that say what they are.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <thread>

#include "../infer/shipped_rows.hpp"
#include "program.hpp"
#include "vultus/base/draws.hpp"
#include "vultus/infer/calibrate.hpp"

namespace vultus::tests {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A calibration as short as the program allows; its diagnostics fail.
std::vector<std::string> short_calibration(const std::string& output, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"calibrate", "masseter", "--warmup", "20", "--chains", "2", "-q", "-o", output};
  arguments.insert(arguments.end(), more.begin(), more.end());
  if (std::find(more.begin(), more.end(), "--draws") == more.end()) arguments.insert(arguments.end(), {"--draws", "20"});
  return arguments;
}

/// Made once, undisturbed, by one thread.
const std::string& posterior() {
  static const Folder folder;
  static const std::string path = [] {
    const std::string output = folder.file("masseter.nc");
    const Ran ran = run_program(short_calibration(output, {"--force", "--threads", "1"}));
    EXPECT_EQ(ran.exit, 0) << ran.err;
    return output;
  }();
  return path;
}

/// Starts a calibration and kills it at the moment that `now` tells: false if it had ended before.
bool killed_when(const std::vector<std::string>& arguments, const std::function<bool()>& now) {
  const pid_t child = start_program(arguments);
  int status = 0;
  while (!now()) {
    if (::waitpid(child, &status, WNOHANG) == child) {
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

/// Counts how often the checkpoints of a calibration are written from now on.
class CheckpointsWritten {
 public:
  explicit CheckpointsWritten(std::string output) : output_(std::move(output)) { (*this)(), count_ = 0; }
  std::size_t operator()() {
    for (std::size_t chain = 0; chain < last_.size(); ++chain) {
      std::error_code missing;
      const auto written = fs::last_write_time(output_ + ".checkpoint.chain" + std::to_string(chain), missing);
      if (missing || written == last_[chain]) continue;
      last_[chain] = written;
      ++count_;
    }
    return count_;
  }

 private:
  std::string output_;
  std::array<fs::file_time_type, 2> last_{};
  std::size_t count_ = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(CalibrateCommand, SameBytesAtAnyThreadCount) {
  for (const std::string threads : {"2", "7"}) {
    const Folder folder;
    const Ran ran = run_program(short_calibration(folder.file("p.nc"), {"--force", "--threads", threads}));

    ASSERT_EQ(ran.exit, 0) << ran.err;
    EXPECT_EQ(read_file(folder.file("p.nc")), read_file(posterior())) << threads << " threads";
    EXPECT_EQ(folder.names(), std::vector<std::string>{"p.nc"});  // nothing is left of the checkpoint
  }
}

/// VULTUS_KILLS=50 test_apps --gtest_filter='*KilledAndRunAgain*'
std::size_t kills_wanted() {
  const char* const wanted = std::getenv("VULTUS_KILLS");
  return wanted == nullptr ? 3 : std::stoul(wanted);
}

TEST(CalibrateCommand, KilledAndRunAgainItGivesTheSameBytes) {
  const std::vector<std::string> more{"--draws", "40", "--force", "--threads",
                                      "2"};  // each chain writes a checkpoint after 50 and 60 iterations
  const Folder calm, disturbed;
  const auto started = std::chrono::steady_clock::now();
  ASSERT_EQ(run_program(short_calibration(calm.file("p.nc"), more)).exit, 0);
  const double usual = seconds_since(started);
  const std::string bytes = read_file(calm.file("p.nc")), output = disturbed.file("p.nc");
  const auto command = short_calibration(output, more);

  std::size_t killed = 0, of_resumed = 0, ended = 0;
  for (std::uint64_t run = 0; killed < kills_wanted() || of_resumed == 0; ++run) {
    const bool resumed = fs::exists(output + ".checkpoint.chain0") || fs::exists(output + ".checkpoint.chain1");
    // until some of its checkpoints are written, then for as long as chance will have it
    CheckpointsWritten written(output);
    const std::size_t enough = std::array<std::size_t, 5>{1, 0, 0, 2, 0}[run % 5];
    const double wait = 0.4 * usual * uniform({91, run, Purpose::test, 0}) / static_cast<double>(1 + enough);
    std::optional<std::chrono::steady_clock::time_point> reached;
    const bool was_killed = killed_when(command, [&] {
      if (!reached && written() >= enough) reached = std::chrono::steady_clock::now();
      return reached && seconds_since(*reached) >= wait;
    });
    if (was_killed) {
      ++killed;
      of_resumed += resumed ? 1U : 0U;
      EXPECT_TRUE(!fs::exists(output) || read_file(output) == bytes);
      continue;
    }
    ++ended;
    EXPECT_EQ(read_file(output), bytes) << "after " << killed << " kills";
    fs::remove(output);  // and from the beginning
  }
  ASSERT_EQ(run_program(command).exit, 0);

  EXPECT_EQ(read_file(output), bytes);
  EXPECT_EQ(disturbed.names(), std::vector<std::string>{"p.nc"});
  std::cout << killed << " kills, " << of_resumed << " of them of a run that had been taken up again; " << ended + 1
            << " runs came to their end\n";
}

TEST(CalibrateCommand, ACheckpointOfAnotherModelIsRefused) {
  const Folder folder;
  const Ran first = run_program(short_calibration(folder.file("p.nc")));  // refused, so that its checkpoint stays
  ASSERT_EQ(first.exit, 1) << first.err;
  const Ran other = run_program(short_calibration(folder.file("p.nc"), {"--force", "--without", "discrepancy"}));

  EXPECT_EQ(other.exit, 3) << other.err;
  EXPECT_FALSE(fs::exists(folder.file("p.nc")));
}

TEST(CalibrateCommand, DiagnosticsThatFailAreRefusedButKeepTheDraws) {
  const Folder folder;
  const Ran refused = run_program(short_calibration(folder.file("p.nc")));
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.err, "");
  EXPECT_FALSE(fs::exists(folder.file("p.nc")));

  const Ran forced = run_program(short_calibration(folder.file("p.nc"), {"--force"}));
  EXPECT_EQ(forced.exit, 0) << forced.err;
  EXPECT_LT(forced.cpu_seconds, refused.cpu_seconds);  // the draws were there
  EXPECT_EQ(read_file(folder.file("p.nc")), read_file(posterior()));
}

TEST(CalibrateCommand, AFileThatCannotBeWrittenIsTheDisksFault) {
  const Folder folder;
  fs::create_directory(folder.file("p.nc"));  // a folder stands where the file is to be
  const Ran ran = run_program(short_calibration(folder.file("p.nc"), {"--force"}));
  EXPECT_EQ(ran.exit, 5) << ran.err;
  EXPECT_NE(ran.err.find("p.nc"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder.file("p.nc.checkpoint.chain0")));  // the draws are not lost

  const Ran nowhere = run_program(short_calibration(folder.file("none/p.nc"), {"--force"}));
  EXPECT_EQ(nowhere.exit, 5) << nowhere.err;
}

TEST(CalibrateCommand, AnUnknownModelIsWrongUsage) {
  const Folder folder;
  const Ran ran = run_program({"calibrate", "maseter", "-o", folder.file("p.nc")});

  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find("maseter"), std::string::npos);
  EXPECT_TRUE(folder.names().empty());
}

/// A folder of evidence whose arm says that it had ten people in words.
void write_faulty_evidence(const Folder& folder) {
  folder.write("vocabulary.csv", "kind,code\ncondition,c\ndesign,d\ntreatment,t\noutcome,o\nunit,prop\n");
  folder.write(
      "studies.csv",
      "study_id,year,citation,doi,url,country,design,blinding,condition,n_total,age_mean,age_sd,female_pct,phototype,"
      "scar_age_months,read_from,risk_of_bias,overlaps_with,notes\na,2020,x,,,,d,open,c,10,,,,,,abstract,low,,\n");
  folder.write(
      "arms.csv",
      "study_id,arm_id,n,treatments,product,dose_value,dose_unit,dose_2,sessions,interval_weeks,duration_weeks,technique,"
      "baseline_notes,notes\na,a,ten,t,,,,,,,,,,\n");
  folder.write(
      "outcomes.csv",
      "study_id,arm_id,outcome,unit,time_weeks,time_basis,statistic,value,value_kind,sd,se,ci_low,ci_high,n,where,notes\n"
      "a,a,o,prop,4,printed,proportion,0.4,exact,,,,,,,\n");
}

TEST(TrialCommands, EvidenceWithAFaultIsABadInput) {
  const Folder evidence, output;
  write_faulty_evidence(evidence);
  const Ran calibrated = run_program({"calibrate", "masseter", "--evidence", evidence.path, "-o", output.file("p.nc")});
  const Ran validated = run_program({"validate", "--evidence", evidence.path});

  EXPECT_EQ(calibrated.exit, 3);
  EXPECT_EQ(validated.exit, 3);
  for (const Ran& ran : {calibrated, validated}) EXPECT_NE(ran.err.find("arms.csv"), std::string::npos) << ran.err;
  EXPECT_TRUE(output.names().empty());
}

TEST(ValidateCommand, JsonHasEveryRowWithItsQuantiles) {
  const std::vector<std::string> command{"validate", "--topic",     "masseter",  "--task",   "new_study", "--model",
                                         "masseter", "--posterior", posterior(), "--format", "json"};
  const Ran ran = run_program(command);
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json json = Json::parse(ran.out);

  EXPECT_EQ(json["format"], "vultus-validation/1");
  std::size_t covered = 0, spoken = 0;
  std::set<std::pair<std::string, int>> rows;
  for (const auto& row : json["rows"]) {
    EXPECT_EQ(row["task"], "new_study");
    EXPECT_EQ(row["topic"], "masseter");
    EXPECT_TRUE(rows.insert({row["study_id"].get<std::string>(), row["row"].get<int>()}).second) << "twice: " << row;
    spoken += row["mechanism"].get<bool>() ? 1U : 0U;
    if (!row["covered_by_model"].get<bool>()) {
      EXPECT_FALSE(row["why_not"].is_null()) << row;
      continue;
    }
    ++covered;
    const auto quantiles = row["quantiles"].get<std::vector<double>>();
    ASSERT_EQ(quantiles.size(), 19U);
    EXPECT_TRUE(std::is_sorted(quantiles.begin(), quantiles.end())) << row;
    EXPECT_GE(row["crps"].get<double>(), 0.0);
  }
  EXPECT_GT(covered, 0U);
  EXPECT_GT(spoken, 0U);
  const auto all =
      std::find_if(json["summary"].begin(), json["summary"].end(), [](const Json& line) { return line["group"] == "all"; });
  ASSERT_NE(all, json["summary"].end());
  EXPECT_EQ((*all)["rows"].get<std::size_t>(), rows.size());
  EXPECT_EQ((*all)["scored"].get<std::size_t>(), covered);
  const auto scoreable = trial_evidence(shipped_topics(), shipped_map()).rows;
  EXPECT_EQ(static_cast<std::ptrdiff_t>(rows.size()),
            std::count_if(scoreable.begin(), scoreable.end(), [](const TrialRow& row) { return row.topic == "masseter"; }));
}

TEST(ValidateCommand, APosteriorOfAnotherKindIsABadInput) {
  const Folder folder;
  folder.write("p.nc", "not a posterior");
  const Ran ran =
      run_program({"validate", "--topic", "masseter", "--model", "masseter", "--posterior", folder.file("p.nc")});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.err.find("p.nc"), std::string::npos);
}

TEST(ValidateCommand, AnUnknownTopicIsWrongUsage) { EXPECT_EQ(run_program({"validate", "--topic", "maseter"}).exit, 2); }

}  // namespace
}  // namespace vultus::tests
