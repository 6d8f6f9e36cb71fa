#include "vultus/infer/validate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "vultus/solve/pool.hpp"

namespace vultus {
namespace {

constexpr double trusted_k = 0.7;
constexpr std::string_view not_scaled = "its level has no scale to be measured on";

/// A model: training studies learnt, the folder's rows to be predicted.
struct Predictor {
  const LearntTissue* learnt = nullptr;  ///< nullptr: the process alone
  std::unique_ptr<TrialModel> model;
  std::vector<TrialModel::Ready> draws;
};

class Validator {
 public:
  Validator(const TrialEvidence& training, const TrialEvidence& folder, const std::vector<LearntTissue>& learnt, const Catalog& catalog,
            const OutcomeMap& map, const ValidateSettings& settings)
      : training_(training), learnt_(learnt), catalog_(catalog), map_(map), settings_(settings) {
    result_.rows = scoreable_rows(folder.rows, training.rows);
    for (const auto& row : training.rows) trained_.insert(row.study);
    result_.scored = rows_of_tasks(result_.rows, settings.tasks);
    result_.predictions.resize(result_.scored.size());
    for (std::size_t i = 0; i < result_.scored.size(); ++i) {
      result_.predictions[i].scored = i;
      const ScoredRow& scored = result_.scored[i];
      place_[{scored.task, scored.row->topic, scored.row->study, scored.row->row}] = i;
    }
  }

  Checked<Validation> run() {
    const SimpleReferences references(training_.rows);
    references.add_scores(result_.scored, result_.rows);
    laws_.resize(result_.scored.size());
    if (auto faults = predict_with(nullptr); !faults.empty()) return tl::unexpected(std::move(faults));
    for (const auto& one : learnt_)
      if (auto faults = predict_with(&one); !faults.empty()) return tl::unexpected(std::move(faults));
    put_laws();
    predict_levels(references);
    for (std::size_t i = 0; i < result_.scored.size(); ++i) {
      ScoredRow& scored = result_.scored[i];
      if (result_.predictions[i].covered) scored.own = score(*scored.row, result_.predictions[i].quantiles);
      else scored.why_not = not_scaled;
    }
    result_.summary = summary(result_.scored);
    std::vector<ScoredRow> honest;
    for (std::size_t i = 0; i < result_.scored.size(); ++i)
      if (result_.predictions[i].spoken && !result_.predictions[i].used) honest.push_back(result_.scored[i]);
    result_.of_mechanism = summary(honest);
    return std::move(result_);
  }

 private:
  /// The process alone knows every row; a tissue model those that it speaks of.
  Predictor model_of(const LearntTissue* learnt) const {
    std::vector<TrialRow> all, rows;
    std::set<std::string> folder;
    for (const auto& row : result_.rows)
      if (row.scale != EffectScale::level) all.push_back(row), folder.insert(row.study);
    for (const auto& row : training_.rows)
      if (!folder.contains(row.study) && row.scale != EffectScale::level) all.push_back(row);
    if (learnt != nullptr)
      for (const auto& row : made_relative(*learnt->tissue, map_, training_.changes)) all.push_back(row);
    rows = learnt == nullptr ? std::move(all) : spoken_rows(*learnt->tissue, catalog_, map_, all);
    std::vector<bool> learn;
    learn.reserve(rows.size());
    for (const auto& row : rows) learn.push_back(trained_.contains(row.study));
    Predictor topic{learnt, nullptr, {}};
    TrialModelSettings settings = settings_.model;
    if (learnt != nullptr) settings.arms.variables = learnt->learnt.variables;
    const ProcessVariances variances = learnt != nullptr ? learnt->learnt.variances : process_variances(training_.rows, settings.parts);
    topic.model = std::make_unique<TrialModel>(std::move(rows), std::move(learn), variances, learnt != nullptr ? learnt->tissue : nullptr, &catalog_, &map_, settings);
    if (learnt == nullptr) topic.draws.push_back(topic.model->ready(std::vector<double>(topic.model->dimensions(), 0.0)));
    else topic.draws = ready_draws(*topic.model, learnt->learnt.draws);
    return topic;
  }

  [[nodiscard]] std::vector<TrialModel::Ready> ready_draws(const TrialModel& model, const std::vector<std::vector<double>>& draws) const {
    const std::size_t count = std::min(settings_.draws, draws.size());
    std::vector<TrialModel::Ready> ready(count);
    solve::share(count, settings_.threads, [&](std::size_t i) { ready[i] = model.ready(draws[i * draws.size() / count]); });
    return ready;
  }

  Faults predict_with(const LearntTissue* learnt) {
    const Predictor topic = model_of(learnt);
    std::set<std::string> names;
    for (const auto& row : topic.model->rows()) names.insert(row.study);
    std::vector<std::string> studies;
    for (const auto& name : names)
      if (std::any_of(result_.rows.begin(), result_.rows.end(), [&](const TrialRow& r) { return r.study == name; })) studies.push_back(name);
    std::vector<StudyPrediction> predictions(studies.size());
    solve::share(studies.size(), settings_.threads, [&](std::size_t i) {
      predictions[i] = predict_study(*topic.model, topic.draws, studies[i], settings_.tasks, settings_.refit);
    });
    for (std::size_t i = 0; i < studies.size(); ++i) {
      const bool known = trained_.contains(studies[i]);
      const TrialModel* model = topic.model.get();
      Predictor refitted;
      if (settings_.refit && known && learnt != nullptr) {
        const bool again = predictions[i].pareto_k > trusted_k;
        result_.left_out.push_back({studies[i], predictions[i].pareto_k, again});
        if (again) {
          auto anew = refit(studies[i], *learnt);
          if (!anew) return anew.error();
          refitted = std::move(*anew);
          model = refitted.model.get();
          predictions[i] = predict_study(*model, refitted.draws, studies[i], settings_.tasks, false);
        }
      }
      take(*model, predictions[i], known && !settings_.refit);
    }
    return {};
  }

  /// The study is not learnt this time: a real run of the sampler.
  Checked<Predictor> refit(const std::string& study, const LearntTissue& learnt) const {
    CalibrateSettings settings{settings_.sampler, settings_.model, {study}};
    settings.sampler.threads = settings_.threads;
    settings.model.arms.variables = learnt.learnt.variables;
    auto calibration = calibrate(*learnt.tissue, catalog_, map_, training_, settings);
    if (!calibration) return tl::unexpected(calibration.error());
    LearntTissue anew{learnt.tissue, learnt.learnt};
    anew.learnt.variances = calibration->variances;
    anew.learnt.draws.clear();
    const Draws& draws = calibration->draws;
    for (std::size_t i = 0; i < draws.chains * draws.draws; ++i) {
      const auto first = draws.values.begin() + static_cast<std::ptrdiff_t>(i * draws.dimensions);
      anew.learnt.draws.emplace_back(first, first + static_cast<std::ptrdiff_t>(draws.dimensions));
    }
    Predictor topic = model_of(&anew);
    topic.learnt = nullptr;  // `anew` ends here
    return topic;
  }

  void take(const TrialModel& model, const StudyPrediction& prediction, bool used) {
    for (const auto& predicted : prediction.rows) {
      const TrialRow& row = model.rows()[predicted.row];
      const auto at = place_.find({predicted.task, row.topic, row.study, row.row});
      if (at == place_.end()) continue;
      (predicted.spoken ? laws_[at->second].mechanism : laws_[at->second].process) = predicted.law;
      result_.predictions[at->second].used = result_.predictions[at->second].used || used;
    }
    done_ += 1.0;
    if (settings_.progress && !settings_.progress(std::min(done_ / static_cast<double>(std::max<std::size_t>(trained_.size(), 1)), 1.0)))
      throw std::runtime_error("stopped");
  }

  /// Averaging quantiles of two normal laws averages their means and their sds.
  void put_laws() {
    for (std::size_t i = 0; i < laws_.size(); ++i) {
      const auto& [process, mechanism] = laws_[i];
      if (!process && !mechanism) continue;
      const double w = !process ? 1.0 : mechanism ? settings_.mechanism_weight : 0.0;
      const EffectLaw a = mechanism.value_or(EffectLaw{}), b = process.value_or(EffectLaw{});
      ValidatedRow& out = result_.predictions[i];
      out.quantiles = reported_quantiles(*result_.scored[i].row, {w * a.mean + (1.0 - w) * b.mean, w * a.sd + (1.0 - w) * b.sd});
      out.covered = true;
      out.spoken = mechanism.has_value();
    }
  }

  /// Levels without a baseline of their own: random effects of the same outcome, unit and statistic.
  void predict_levels(const SimpleReferences& references) {
    for (std::size_t i = 0; i < result_.scored.size(); ++i) {
      const ScoredRow& scored = result_.scored[i];
      if (scored.row->scale != EffectScale::level) continue;
      const auto law = references.trial_mean(*scored.row);
      if (!law) continue;
      result_.predictions[i].quantiles = reported_quantiles(*scored.row, *law);
      result_.predictions[i].covered = true;
      result_.predictions[i].used = trained_.contains(scored.row->study) && !settings_.refit;
    }
  }

  const TrialEvidence& training_;
  const std::vector<LearntTissue>& learnt_;
  const Catalog& catalog_;
  const OutcomeMap& map_;
  const ValidateSettings& settings_;
  struct Laws {
    std::optional<EffectLaw> process, mechanism;
  };
  std::vector<Laws> laws_;  ///< as `scored`
  std::set<std::string> trained_;
  std::map<std::tuple<Task, std::string, std::string, int>, std::size_t> place_;
  Validation result_;
  double done_ = 0.0;
};

}  // namespace

Checked<Validation> validate(const TrialEvidence& training, const TrialEvidence& folder, const std::vector<LearntTissue>& learnt,
                             const Catalog& catalog, const OutcomeMap& map, const ValidateSettings& settings) {
  return Validator(training, folder, learnt, catalog, map, settings).run();
}

}  // namespace vultus
