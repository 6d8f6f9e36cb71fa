#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include "densities.hpp"
#include "vultus/infer/diagnostics.hpp"
#include "vultus/infer/nuts_metric.hpp"
#include "vultus/infer/nuts_step.hpp"

namespace vultus::tests {
namespace {

MakeLogDensity making(const LogDensity& density) {
  return [density] { return density; };
}

/// A short run of three chains on five correlated dimensions.
NutsSettings short_run() {
  NutsSettings settings;
  settings.chains = 3;
  settings.warmup = 60;
  settings.draws = 50;
  settings.seed = 11;
  settings.threads = 1;
  settings.block = 20;
  settings.identity = "five dimensions";
  return settings;
}

const auto five = making(chain_normal(5, 0.7));
const auto five_starts = starts_about(std::vector<double>(5, 0.0), 2.0, 3);

/// A folder of its own, gone afterwards.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("vultus-sampler-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directory(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

void has_covariances_of_chain(const Draws& draws, double rho) {
  const std::size_t n = draws.dimensions;
  std::vector<std::vector<double>> of;
  for (std::size_t d = 0; d < n; ++d) of.push_back(draws.of(d));
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_NEAR(diagnose({of[i], draws.chains}, "").mean, 0.0, 4.0 * mcse_mean({of[i], draws.chains}));
    for (std::size_t j = 0; j <= i; ++j) {
      std::vector<double> product(of[i].size());
      for (std::size_t k = 0; k < product.size(); ++k) product[k] = of[i][k] * of[j][k];
      const auto table = diagnose({product, draws.chains}, "");
      EXPECT_NEAR(table.mean, std::pow(rho, static_cast<double>(i - j)), 4.5 * table.mcse_mean)
          << i << ' ' << j;  // 55 of them
    }
  }
}

TEST(Sampler, FindsTheCovariancesOfANormalWithEitherMetric) {
  for (const auto metric : {MetricKind::dense, MetricKind::diagonal}) {
    NutsSettings settings;
    settings.draws = 2000;
    settings.metric = metric;
    const auto draws =
        nuts(making(chain_normal(10, 0.9)), starts_about(std::vector<double>(10, 0.0), 2.0, 4), settings).value();

    has_covariances_of_chain(draws, 0.9);
    EXPECT_TRUE(draws.complete);
    EXPECT_TRUE(diagnose(draws, std::vector<std::string>(10, "x")).good());
  }
}

TEST(Sampler, StepsTooLongToKeepTheEnergyBiasNothing) {
  // energies differ by about one along a trajectory: a point chosen with the wrong weight would show
  NutsSettings settings;
  settings.draws = 10'000;
  settings.target_accept = 0.5;
  const auto draws = nuts(making(chain_normal(4, 0.5)), starts_about(std::vector<double>(4, 0.0), 2.0, 4), settings).value();

  has_covariances_of_chain(draws, 0.5);
}

TEST(Sampler, EnergyIsThatOfTheChosenPoint) {
  NutsSettings settings;
  settings.target_accept = 0.99;  // so short steps that the momenta along a trajectory keep their law
  const auto draws = nuts(making(chain_normal(4, 0.5)), starts_about(std::vector<double>(4, 0.0), 2.0, 4), settings).value();
  double mean = 0.0;
  for (std::size_t i = 0; i < draws.energy.size(); ++i) {
    const double kinetic = draws.energy[i] + draws.log_density[i];
    EXPECT_GT(kinetic, 0.0);
    mean += kinetic / static_cast<double>(draws.energy.size());
  }

  EXPECT_NEAR(mean, 2.0, 0.15);  // half of the dimensions
}

TEST(Sampler, MeanAcceptanceIsTheOneAskedFor) {
  NutsSettings settings;
  settings.target_accept = 0.9;
  const auto draws =
      nuts(making(chain_normal(10, 0.5)), starts_about(std::vector<double>(10, 0.0), 2.0, 4), settings).value();
  double mean = 0.0;
  for (const double a : draws.accept) mean += a / static_cast<double>(draws.accept.size());

  EXPECT_NEAR(mean, 0.9, 0.04);  // dual averaging's own bias and noise after a thousand iterations
}

TEST(Sampler, ADenseMetricTakesFewerStepsWhereCorrelationsAreStrong) {
  const auto steps = [](MetricKind metric) {
    NutsSettings settings;
    settings.metric = metric;
    const auto draws =
        nuts(making(chain_normal(10, 0.95)), starts_about(std::vector<double>(10, 0.0), 2.0, 4), settings).value();
    std::size_t sum = 0;
    for (const auto n : draws.leapfrogs) sum += n;
    return sum;
  };

  EXPECT_LT(2 * steps(MetricKind::dense), steps(MetricKind::diagonal));
}

TEST(Sampler, SameBytesAtAnyThreadCount) {
  auto settings = short_run();
  const auto alone = nuts(five, five_starts, settings).value();
  settings.threads = 3;

  EXPECT_EQ(nuts(five, five_starts, settings).value(), alone);
}

TEST(Sampler, AnotherSeedGivesOtherDraws) {
  auto settings = short_run();
  const auto first = nuts(five, five_starts, settings).value();
  settings.seed = 12;

  EXPECT_NE(nuts(five, five_starts, settings).value().values, first.values);
}

TEST(Sampler, ResumedAfterEveryBlockGivesTheBytesOfAnUndisturbedRun) {
  const auto undisturbed = nuts(five, five_starts, short_run()).value();
  const Folder folder;
  for (const unsigned threads : {1U, 3U}) {
    auto settings = short_run();
    settings.threads = threads;
    settings.checkpoint = folder.path / "run";
    settings.progress = [](const NutsProgress&) { return false; };
    Draws draws;
    int calls = 0;
    while (!draws.complete && calls < 100) {
      draws = nuts(five, five_starts, settings).value();
      ++calls;
    }

    EXPECT_GE(calls, 6) << threads;  // six blocks of 20 in 110 iterations
    EXPECT_EQ(draws, undisturbed) << threads;
    forget_checkpoint(settings);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
  }
}

TEST(Sampler, ResumedFromEachBlockBoundaryAloneGivesTheBytesOfAnUndisturbedRun) {
  auto two_chains = short_run();
  two_chains.chains = 2;
  const std::vector<std::vector<double>> starts(five_starts.begin(), five_starts.begin() + 2);
  const auto undisturbed = nuts(five, starts, two_chains).value();
  const Folder folder;
  for (int boundary = 1; boundary < 12; ++boundary) {  // two chains of six blocks, one after another
    auto settings = two_chains;
    settings.checkpoint = folder.path / "run";
    int told = 0;
    settings.progress = [&](const NutsProgress&) { return ++told < boundary; };
    EXPECT_FALSE(nuts(five, starts, settings).value().complete);
    settings.progress = {};

    EXPECT_EQ(nuts(five, starts, settings).value(), undisturbed) << boundary;
    forget_checkpoint(settings);
  }
}

TEST(Sampler, KilledInTheMiddleOfABlockItGoesOnAsIfNothingHadBeen) {
  const auto undisturbed = nuts(five, five_starts, short_run()).value();
  const Folder folder;
  auto settings = short_run();
  settings.checkpoint = folder.path / "run";
  // each evaluation counts down to a signal that no process survives
  const auto dying_after = [](int evaluations) -> MakeLogDensity {
    const auto left = std::make_shared<int>(evaluations);
    return [left] {
      return [left, density = five()](std::span<const double> q, std::span<double> gradient) {
        if (--*left == 0) std::raise(SIGKILL);
        return density(q, gradient);
      };
    };
  };
  for (const int evaluations : {300, 700, 100}) {
    const pid_t child = ::fork();
    if (child == 0) {
      (void)nuts(dying_after(evaluations), five_starts, settings);
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  }

  EXPECT_TRUE(std::filesystem::exists(settings.checkpoint + ".chain0"));
  EXPECT_EQ(nuts(five, five_starts, settings).value(), undisturbed);
}

TEST(Sampler, ACheckpointOfAnotherRunIsRefused) {
  const Folder folder;
  auto settings = short_run();
  settings.checkpoint = folder.path / "run";
  ASSERT_TRUE(nuts(five, five_starts, settings));
  settings.identity = "other data";
  const auto refused = nuts(five, five_starts, settings);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().size(), 3U);  // every chain's file
  EXPECT_NE(refused.error()[0].found.find("another run"), std::string::npos);
  EXPECT_NE(refused.error()[0].found.find("five dimensions"), std::string::npos);
}

TEST(Sampler, ADamagedCheckpointIsRefusedWhereverItIsDamaged) {
  const Folder folder;
  auto settings = short_run();
  settings.checkpoint = folder.path / "run";
  ASSERT_TRUE(nuts(five, five_starts, settings));
  const std::string name = settings.checkpoint + ".chain1";
  std::ifstream in(name, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  const auto is_refused_with = [&](const std::string& bytes) {
    std::ofstream(name, std::ios::binary) << bytes;
    return !nuts(five, five_starts, settings);
  };

  ASSERT_FALSE(is_refused_with(whole));
  for (std::size_t length = 0; length < whole.size(); length += 97)
    EXPECT_TRUE(is_refused_with(whole.substr(0, length))) << length;
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_TRUE(is_refused_with(damaged)) << at;
  }
}

TEST(Sampler, AnInterruptedWriteDoesNotDisturb) {
  const Folder folder;
  auto settings = short_run();
  settings.checkpoint = folder.path / "run";
  const auto draws = nuts(five, five_starts, settings).value();
  std::ofstream(settings.checkpoint + ".chain0.part") << "half";

  EXPECT_EQ(nuts(five, five_starts, settings).value(), draws);
  forget_checkpoint(settings);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(Sampler, AStoppedRunGivesWhatEveryChainHas) {
  auto settings = short_run();
  settings.threads = 3;
  settings.progress = [](const NutsProgress& p) { return p.iteration < 80; };
  const auto draws = nuts(five, five_starts, settings).value();

  EXPECT_FALSE(draws.complete);
  EXPECT_LT(draws.draws, 50U);
  EXPECT_EQ(draws.values.size(), 3 * draws.draws * 5);
}

TEST(Sampler, AStartOutsideTheSupportIsAFault) {
  const LogDensity positive = [](std::span<const double> q, std::span<double> gradient) {
    gradient[0] = -1.0;
    return q[0] > 0.0 ? -q[0] : -INFINITY;
  };
  auto settings = short_run();
  const auto refused = nuts(making(positive), {{1.0}, {-1.0}, {-2.0}}, settings);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().size(), 2U);
  EXPECT_EQ(refused.error()[0].path, "starts[1]");
}

TEST(Sampler, AFunnelDivergesAndSaysSo) {
  // Neal's funnel with nine branches: its neck is narrower than any one step size
  const LogDensity funnel = [](std::span<const double> q, std::span<double> gradient) {
    const double precision = std::exp(-q[0]);
    double sum = -q[0] * q[0] / 18.0;
    gradient[0] = -q[0] / 9.0;
    for (std::size_t i = 1; i < q.size(); ++i) {
      sum -= 0.5 * (q[i] * q[i] * precision + q[0]);
      gradient[0] += 0.5 * (q[i] * q[i] * precision - 1.0);
      gradient[i] = -q[i] * precision;
    }
    return sum;
  };
  NutsSettings settings;
  settings.warmup = 500;
  const auto draws = nuts(making(funnel), starts_about(std::vector<double>(10, 0.0), 1.0, 4), settings).value();
  const auto diagnosis = diagnose(draws, std::vector<std::string>(10, "x"));

  EXPECT_GT(diagnosis.divergent, 0U);
  EXPECT_FALSE(diagnosis.good());
}

TEST(Sampler, WhatTheDensityThrowsPassesThrough) {
  const MakeLogDensity throwing = [] {
    return [calls = 0](std::span<const double>, std::span<double> gradient) mutable {
      if (++calls > 100) throw std::runtime_error("solver");
      for (double& g : gradient) g = 0.0;
      return 0.0;
    };
  };

  EXPECT_THROW((void)nuts(throwing, five_starts, short_run()), std::runtime_error);
}

TEST(Metric, MomentaHaveTheInverseCovarianceAndVelocitiesUndoIt) {
  const Metric metric({4.0, 1.2, 1.2, 1.0}, 2);
  std::vector<double> normals{0.7, -0.3}, velocity(2);
  metric.to_momentum(normals);
  metric.velocity(normals, velocity);

  EXPECT_NEAR(normals[0] * velocity[0] + normals[1] * velocity[1], 0.7 * 0.7 + 0.3 * 0.3, 1e-14);  // p'Cp = z'z
}

TEST(Metric, FewDrawsOfManyDimensionsStillGiveAUsableMetric) {
  RunningMoments spread(40, true);
  for (std::size_t k = 0; k < 25; ++k) {
    std::vector<double> q(40);
    for (std::size_t i = 0; i < 40; ++i) q[i] = std::sin(static_cast<double>(1 + k * 40 + i * i));
    spread.add(q);
  }

  EXPECT_TRUE(spread.metric().usable());
}

TEST(Windows, DoubleAndFillTheWarmup) {
  EXPECT_EQ(Windows(1000).ends, (std::vector<std::size_t>{100, 150, 250, 450, 950}));
  EXPECT_EQ(Windows(100).ends, (std::vector<std::size_t>{90}));
  EXPECT_TRUE(Windows(19).ends.empty());
}

}  // namespace
}  // namespace vultus::tests
