// The trial model part by part: process of effects, mechanism of arms, density, conditional laws.
#include "vultus/infer/trial_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "../support/cases.hpp"
#include "differences.hpp"
#include "shipped_rows.hpp"
#include "vultus/base/draws.hpp"
#include "vultus/infer/calibrate.hpp"
#include "vultus/infer/predict_arms.hpp"

namespace vultus::tests {
namespace {

const Tissue& masseter() { return *catalog().tissue("masseter"); }

/// The shipped rows that the model of the jaw muscle speaks of.
const std::vector<TrialRow>& masseter_rows() {
  static const auto rows = spoken_rows(masseter(), catalog(), shipped_map(), shipped_rows().rows);
  return rows;
}

std::vector<TrialRow> rows_of(const std::string& topic, EffectScale scale) {
  std::vector<TrialRow> rows;
  for (const auto& row : shipped_rows().rows)
    if (row.topic == topic && row.scale == scale) rows.push_back(row);
  return rows;
}

std::vector<EffectRow> effect_rows(const std::vector<TrialRow>& rows) {
  std::vector<EffectRow> all;
  for (const auto& row : rows) all.push_back(effect_row(row));
  return all;
}

ProcessVariances prior_variances(const std::vector<TrialRow>& rows) {
  return {prior_log_variances(rows, EffectScale::relative), prior_log_variances(rows, EffectScale::proportion), {}};
}

/// Standard normals that are the same in every run.
Eigen::VectorXd normals(std::size_t count, std::uint64_t seed, double sd = 1.0) {
  Eigen::VectorXd z(static_cast<Eigen::Index>(count));
  for (std::size_t i = 0; i < count; ++i) z[static_cast<Eigen::Index>(i)] = sd * normal({seed, i, Purpose::test, 0});
  return z;
}

std::span<const double> view(const Eigen::VectorXd& x) { return {x.data(), static_cast<std::size_t>(x.size())}; }

std::vector<double> spread_variances(std::uint64_t seed) {
  std::vector<double> variances;
  for (std::size_t k = 0; k < effect_features; ++k)
    variances.push_back(0.01 * std::exp(normal({seed, k, Purpose::test, 1})));
  return variances;
}

TEST(EffectProcess, SlopesOfTheDensityAgreeWithDifferences) {
  for (const EffectScale scale : {EffectScale::relative, EffectScale::proportion}) {
    const EffectProcess process(effect_rows(rows_of("masseter", scale)));
    const std::size_t n = process.rows().size();
    ASSERT_GT(n, 10U);
    const Eigen::VectorXd residuals = normals(n, 11, 0.2);
    const std::vector<double> variances = spread_variances(12);
    const auto density = process.density(residuals, variances);
    const auto by_residual = differences(
        [&](const Eigen::VectorXd& r) { return Eigen::VectorXd::Constant(1, process.density(r, variances).log_density); },
        residuals, 1e-3);
    const auto by_variance = differences(
        [&](const Eigen::VectorXd& log_factor) {
          std::vector<double> moved = variances;
          for (std::size_t k = 0; k < moved.size(); ++k) moved[k] *= std::exp(log_factor[static_cast<Eigen::Index>(k)]);
          return Eigen::VectorXd::Constant(1, process.density(residuals, moved).log_density);
        },
        Eigen::VectorXd::Zero(static_cast<Eigen::Index>(effect_features)), 3e-3);

    EXPECT_LT(worst_error(density.by_residual.transpose(), by_residual), 1e-8) << kind_name(scale);
    EXPECT_LT(worst_error(density.by_log_variance.transpose(), by_variance), 1e-8) << kind_name(scale);
  }
}

TEST(EffectProcess, DensityIsThatOfTheTablesCovariance) {
  for (const EffectParts& parts : {EffectParts{}, EffectParts{true, false, true}, EffectParts{false, true, false}}) {
    const auto rows = effect_rows(rows_of("masseter", EffectScale::relative));
    const EffectProcess process(rows, parts);
    const EffectTable table(rows, parts);
    std::vector<std::size_t> every;
    for (std::size_t i = 0; i < rows.size(); ++i) every.push_back(i);
    const std::vector<double> variances = spread_variances(13);
    const Eigen::VectorXd residuals = normals(rows.size(), 14, 0.2);

    const Eigen::MatrixXd covariance = table.covariance(every, variances);
    const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
    const Eigen::VectorXd weighted = factor.solve(residuals);
    const double log_density =
        -0.5 * (residuals.dot(weighted) + static_cast<double>(rows.size()) * std::log(2.0 * std::acos(-1.0))) -
        factor.matrixLLT().diagonal().array().log().sum();
    const auto density = process.density(residuals, variances);

    EXPECT_NEAR(density.log_density, log_density, 1e-9 * std::fabs(log_density));
    EXPECT_LT(worst_error(density.by_residual, -weighted), 1e-9);
  }
}

TEST(EffectProcess, CovarianceIsSymmetricAndPositiveDefinite) {
  for (const EffectScale scale : {EffectScale::relative, EffectScale::proportion}) {
    std::vector<TrialRow> rows;
    for (const auto& row : shipped_rows().rows)
      if (row.scale == scale) rows.push_back(row);
    const EffectTable table(effect_rows(rows));
    std::vector<std::size_t> every;
    for (std::size_t i = rows.size(); i-- > 0;) every.push_back(i);  // any order will do
    const Eigen::MatrixXd covariance = table.covariance(every, spread_variances(15));

    EXPECT_EQ(covariance, covariance.transpose());
    EXPECT_EQ(Eigen::LLT<Eigen::MatrixXd>(covariance).info(), Eigen::Success) << kind_name(scale);
  }
}

TEST(EffectProcess, EachFeatureAloneIsPositiveSemidefinite) {
  const auto rows = effect_rows(rows_of("masseter", EffectScale::relative));
  const EffectTable table(rows);
  std::vector<std::size_t> every;
  for (std::size_t i = 0; i < rows.size(); ++i) every.push_back(i);
  const std::vector<double> none(effect_features, 0.0);
  const Eigen::MatrixXd sampling = table.covariance(every, none);
  for (std::size_t k = 0; k < effect_features; ++k) {
    std::vector<double> one = none;
    one[k] = 1.0;
    const Eigen::MatrixXd feature = table.covariance(every, one) - sampling;

    EXPECT_GT(Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(feature).eigenvalues().minCoeff(), -1e-10)
        << to_text(static_cast<EffectFeature>(k));
  }
}

ArmMechanismSettings exact() {
  ArmMechanismSettings settings;
  settings.relative_tolerance = 1e-11;
  return settings;
}

/// One row of thickness four months after the first injection, whose arm the caller makes.
struct MadeArm {
  TrialArm arm;
  std::vector<TrialRow> rows;
  explicit MadeArm(double units) {
    for (const auto& row : masseter_rows())
      if (row.outcome == "masseter_thickness" && row.scale == EffectScale::relative && rows.empty()) rows.push_back(row);
    arm = *rows.front().of_arm;
    arm.treatments = {units > 0.0 ? "botulinum_masseter" : "placebo"};
    arm.product = "onabotulinumtoxinA";
    arm.dose = units;
    arm.dose_unit = "U_per_side";
    arm.sessions = 1.0;
    rows.front().untreated = units == 0.0;
    rows.front().weeks = 16.0;
    rows.front().of_arm = &arm;
  }
  MadeArm(const MadeArm&) = delete;
  MadeArm& operator=(const MadeArm&) = delete;
  [[nodiscard]] double change() const {
    const ArmMechanism mechanism(masseter(), catalog(), shipped_map(), rows);
    EXPECT_TRUE(mechanism.speaks(0));
    return mechanism.changes(std::vector<double>(mechanism.variables().size(), 0.0)).change[0];
  }
};

TEST(ArmMechanism, NoTreatmentChangesNothingAndMoreTreatmentMore) {
  EXPECT_NEAR(MadeArm(0.0).change(), 0.0, 1e-4);  // the relative tolerance of its solver
  double before = 0.0;
  for (const double units : {5.0, 15.0, 30.0, 60.0}) {
    const double change = MadeArm(units).change();
    EXPECT_LT(change, before - 1e-3) << units << " units";
    before = change;
  }
}

TEST(ArmMechanism, EqualDesignsAreCarriedOnce) {
  std::vector<TrialRow> rows = masseter_rows();
  const ArmMechanism once(masseter(), catalog(), shipped_map(), rows);
  rows.insert(rows.end(), masseter_rows().begin(), masseter_rows().end());
  const ArmMechanism twice(masseter(), catalog(), shipped_map(), rows);

  EXPECT_EQ(once.spoken(), masseter_rows().size());
  EXPECT_EQ(twice.spoken(), rows.size());
  EXPECT_LT(once.designs(), once.spoken());
  EXPECT_EQ(twice.designs(), once.designs());
  const Eigen::VectorXd z = normals(once.variables().size(), 21, 0.5);
  const auto a = once.changes(view(z)).change, b = twice.changes(view(z)).change;
  EXPECT_EQ(a, b.head(a.size()));
  EXPECT_EQ(a, b.tail(a.size()));
}

TEST(ArmMechanism, SlopesAgreeWithDifferences) {
  const ArmMechanism mechanism(masseter(), catalog(), shipped_map(), masseter_rows(), exact());
  const Eigen::VectorXd z = normals(mechanism.variables().size(), 22, 0.4);
  const auto found = mechanism.changes(view(z));
  ASSERT_TRUE(found.solved);
  const auto expected = differences([&](const Eigen::VectorXd& at) { return mechanism.changes(view(at)).change; }, z, 1e-2);

  EXPECT_LT(worst_error(found.slopes, expected), 1e-8);
}

TEST(Deliveries, FollowTheArmsDesign) {
  TrialArm arm;
  arm.treatments = {"botulinum_masseter"};
  arm.product = "onabotulinumtoxinA (Botox)";
  arm.dose = 60.0;
  arm.dose_unit = "U_total";
  const auto amounts = [&](double followed = 90.0) { return deliveries_of(arm, "masseter", followed, catalog()); };
  ASSERT_EQ(amounts().size(), 1U);
  EXPECT_DOUBLE_EQ(amounts()[0].amount, 30.0);  // a side
  arm.dose_unit = "U_per_side";
  EXPECT_DOUBLE_EQ(amounts()[0].amount, 60.0);

  arm.product = "abobotulinumtoxinA (Dysport)";
  const auto& products = catalog().treatment("botulinum_masseter")->products;
  const auto abo = std::find_if(products.begin(), products.end(), [](const auto& p) { return p.name == "abobotulinum"; });
  ASSERT_NE(abo, products.end());
  EXPECT_DOUBLE_EQ(amounts()[0].amount, 60.0 * abo->factor.median);

  arm.sessions = 3.0;
  ASSERT_EQ(amounts().size(), 3U);  // the page is silent about the interval: evenly over the time followed
  for (std::size_t i = 0; i < 3; ++i) EXPECT_DOUBLE_EQ(amounts()[i].day, 30.0 * static_cast<double>(i));
  arm.interval_weeks = 12.0;
  for (std::size_t i = 0; i < 3; ++i) EXPECT_DOUBLE_EQ(amounts()[i].day, 84.0 * static_cast<double>(i));

  arm.treatments = {"placebo"};
  EXPECT_TRUE(amounts().empty());
  arm.treatments = {"botulinum_masseter"};
  EXPECT_TRUE(deliveries_of(arm, "scar", 90.0, catalog()).empty());
}

TrialModel masseter_model(std::vector<TrialRow> rows, bool learn, const ArmMechanismSettings& arms = {}) {
  const ProcessVariances variances = prior_variances(shipped_rows().rows);
  const std::vector<bool> learnt(rows.size(), learn);
  TrialModelSettings settings;
  settings.arms = arms;
  return {std::move(rows), learnt, variances, &masseter(), &catalog(), &shipped_map(), settings};
}

TEST(TrialModel, SlopesOfTheDensityAgreeWithDifferences) {
  const TrialModel model = masseter_model(masseter_rows(), true, exact());
  const Eigen::VectorXd z = normals(model.dimensions(), 31, 0.4);
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(z.size()), unused = gradient;
  ASSERT_TRUE(std::isfinite(model.log_density(view(z), {gradient.data(), model.dimensions()})));
  const auto expected = differences(
      [&](const Eigen::VectorXd& at) {
        return Eigen::VectorXd::Constant(1, model.log_density(view(at), {unused.data(), model.dimensions()}));
      },
      z, 1e-2);

  EXPECT_LT(worst_error(gradient.transpose(), expected), 1e-8);
}

TEST(TrialModel, ThePriorIsStandardNormal) {
  const TrialModel model = masseter_model(masseter_rows(), false);  // nothing is learnt: the prior is all there is
  const Eigen::VectorXd z = normals(model.dimensions(), 32);
  Eigen::VectorXd gradient(z.size());

  EXPECT_DOUBLE_EQ(model.log_density(view(z), {gradient.data(), model.dimensions()}), -0.5 * z.squaredNorm());
  EXPECT_EQ(gradient, -z);
}

TEST(TrialModel, ALawGivenTheRowItselfIsWhatWasSeen) {
  std::vector<TrialRow> rows = masseter_rows();
  const std::size_t row = 3;
  rows[row].s = 1e-5;
  const TrialModel model = masseter_model(rows, true);
  const auto ready = model.ready(std::vector<double>(model.dimensions(), 0.0));
  const std::vector<std::size_t> itself{row};

  const Conditional known = model.law(ready, itself, itself), unknown = model.law(ready, {}, itself);
  EXPECT_NEAR(known.mean[0], rows[row].y, 1e-9);
  EXPECT_NEAR(known.covariance(0, 0), 0.0, 1e-9);
  EXPECT_EQ(unknown.mean[0], ready.mean[static_cast<Eigen::Index>(row)]);
  EXPECT_GT(unknown.covariance(0, 0), 1e-3);
}

TEST(TrialModel, ALawGivenOthersIsThatOfTheJointLaw) {
  const TrialModel model = masseter_model(masseter_rows(), true);
  const auto ready = model.ready(view(normals(model.dimensions(), 33)));
  std::vector<std::size_t> same_scale;
  for (std::size_t i = 0; i < model.rows().size() && same_scale.size() < 6; ++i)
    if (model.rows()[i].scale == EffectScale::relative) same_scale.push_back(i);
  const std::vector<std::size_t> given(same_scale.begin(), same_scale.begin() + 4),
      wanted(same_scale.begin() + 4, same_scale.end());
  const Conditional joint = model.law(ready, {}, same_scale), found = model.law(ready, given, wanted);

  Eigen::VectorXd away(4);
  for (std::size_t i = 0; i < 4; ++i)
    away[static_cast<Eigen::Index>(i)] = model.rows()[given[i]].y - joint.mean[static_cast<Eigen::Index>(i)];
  const Eigen::MatrixXd gain = joint.covariance.bottomLeftCorner(2, 4) * joint.covariance.topLeftCorner(4, 4).inverse();
  EXPECT_LT((found.mean - joint.mean.tail(2) - gain * away).cwiseAbs().maxCoeff(), 1e-10);
  EXPECT_LT((found.covariance - joint.covariance.bottomRightCorner(2, 2) + gain * joint.covariance.topRightCorner(4, 2))
                .cwiseAbs()
                .maxCoeff(),
            1e-10);
}

/// A study of several arms, times or outcomes, so that its rows could tell about each other.
std::string largest_study(const std::vector<TrialRow>& rows) {
  std::map<std::string, int> count;
  for (const auto& row : rows)
    if (row.scale == EffectScale::relative) ++count[row.study];
  return std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

/// Predictions of a study, where all of its rows but `kept` have another effect by `shift`.
StudyPrediction shifted_prediction(const std::string& study, std::size_t kept, double shift, bool mechanism) {
  std::vector<TrialRow> rows = masseter_rows();
  std::vector<bool> learn;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].study == study && i != kept) rows[i].y += shift;
    learn.push_back(rows[i].study != study);
  }
  const ProcessVariances variances = prior_variances(shipped_rows().rows);
  const TrialModel model(rows, learn, variances, mechanism ? &masseter() : nullptr, &catalog(), &shipped_map());
  const std::vector<TrialModel::Ready> draws{model.ready(std::vector<double>(model.dimensions(), 0.0)),
                                             model.ready(view(normals(model.dimensions(), 34, 0.5)))};
  return predict_study(model, draws, study, std::vector<Task>(all_tasks.begin(), all_tasks.end()), false);
}

TEST(PredictStudy, ANewStudysRowsTellNothingAboutEachOther) {
  const std::string study = largest_study(masseter_rows());
  for (const bool mechanism : {true, false}) {
    const auto before = shifted_prediction(study, SIZE_MAX, 0.0, mechanism);
    ASSERT_GE(before.rows.size(), 3U);
    const auto after = shifted_prediction(study, before.rows.front().row, 0.7, mechanism);
    ASSERT_EQ(before.rows.size(), after.rows.size());
    int moved = 0;
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      const PredictedRow &a = before.rows[i], &b = after.rows[i];
      if (a.task == Task::new_study)
        EXPECT_TRUE(a.law.mean == b.law.mean && a.law.sd == b.law.sd) << a.row;
      else
        moved += a.law.mean != b.law.mean ? 1 : 0;
      EXPECT_EQ(a.spoken, mechanism);
    }
    EXPECT_GT(moved, 0);  // what another arm or an earlier visit showed does tell something
  }
}

TEST(SmoothedWeights, EqualRatiosWeighTheSame) {
  const auto smoothed = smoothed_weights(std::vector<double>(400, -3.0));

  for (const double w : smoothed.weights) EXPECT_DOUBLE_EQ(w, 1.0 / 400.0);
  EXPECT_LT(smoothed.pareto_k, 0.5);
}

/// Log ratios whose law is generalised Pareto of that shape, at evenly spread levels; shape 0 is exponential.
std::vector<double> pareto_log_ratios(double shape, std::size_t count) {
  std::vector<double> logs;
  for (std::size_t i = 0; i < count; ++i) {
    const double level = (static_cast<double>(i) + 0.5) / static_cast<double>(count), log_above = std::log1p(-level);
    logs.push_back(std::log(shape == 0.0 ? -log_above : std::expm1(-shape * log_above) / shape));
  }
  return logs;
}

TEST(SmoothedWeights, KTellsHowHeavyTheTailIs) {
  for (const double shape : {0.0, 0.3, 1.0, 1.5}) {
    const auto smoothed = smoothed_weights(pareto_log_ratios(shape, 4000));
    double sum = 0.0;
    for (const double w : smoothed.weights) {
      EXPECT_GE(w, 0.0);
      sum += w;
    }
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_NEAR(smoothed.pareto_k, shape, 0.15) << shape;
    EXPECT_EQ(smoothed.pareto_k > 0.7, shape > 0.7);
  }
  std::vector<double> light;
  for (std::uint64_t i = 0; i < 1000; ++i) light.push_back(0.2 * normal({35, i, Purpose::test, 0}));
  EXPECT_LT(smoothed_weights(light).pareto_k, 0.5);
}

TEST(SmoothedWeights, OrderOfTheDrawsIsKept) {
  std::vector<double> logs = pareto_log_ratios(0.4, 500), turned(logs.rbegin(), logs.rend());
  const auto a = smoothed_weights(logs).weights, b = smoothed_weights(turned).weights;

  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[a.size() - 1 - i], 1e-15);
  EXPECT_TRUE(std::is_sorted(a.begin(), a.end()));
}

}  // namespace
}  // namespace vultus::tests
