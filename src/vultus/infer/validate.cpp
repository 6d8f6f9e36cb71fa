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
constexpr std::string_view not_known = "its result is not yet known";
constexpr std::string_view not_scaled = "its level has no scale to be measured on";

/// A model: training studies learnt, the folder's rows to be predicted.
struct Predictor {
  const LearntTissue* learnt = nullptr;  ///< nullptr: the process alone
  std::unique_ptr<TrialModel> model;
  std::vector<TrialModel::Ready> draws;
};

class Validator {
  struct Laws {
    std::optional<EffectLaw> statistics, mechanism, course, alone;
    const LearntTissue* tissue = nullptr;  ///< whose mechanism it is
  };

 public:
  Validator(const TrialEvidence& training, const TrialEvidence& folder, const std::vector<LearntTissue>& learnt, const Catalog& catalog,
            const OutcomeMap& map, const ValidateSettings& settings)
      : training_(training), learnt_(learnt), catalog_(catalog), map_(map), settings_(settings) {
    result_.rows = scoreable_rows(with_own_scale(folder.rows), training.rows);
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
    if (auto faults = predict_with(nullptr, &Laws::statistics); !faults.empty()) return tl::unexpected(std::move(faults));
    for (const auto& one : learnt_) {
      if (auto faults = predict_with(&one, &Laws::mechanism); !faults.empty()) return tl::unexpected(std::move(faults));
      const TaskWeights kept = kept_weights(one);
      const bool heard = std::any_of(kept.begin(), kept.end(), [](const StackWeights& w) { return w[static_cast<std::size_t>(Rival::course)] > 0.0; });
      if (!settings_.refit && !heard) continue;
      if (auto faults = predict_course(one); !faults.empty()) return tl::unexpected(std::move(faults));
      alone_ = true;  // the same draws, nothing learnt beside the mechanism
      if (auto faults = predict_with(&one, &Laws::alone); !faults.empty()) return tl::unexpected(std::move(faults));
      alone_ = false;
    }
    put_laws();
    compare_rivals();
    predict_levels(references);
    for (std::size_t i = 0; i < result_.scored.size(); ++i) {
      ScoredRow& scored = result_.scored[i];
      if (scored.row->kind == ValueKind::pending) scored.why_not = result_.predictions[i].covered ? not_known : not_scaled;
      else if (result_.predictions[i].covered) scored.own = score(*scored.row, result_.predictions[i].quantiles);
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
  /// Changes in an outcome's own unit that nobody has seen yet are predicted relative to what the tissue model takes as untreated; no
  /// score depends on that.
  [[nodiscard]] std::vector<TrialRow> with_own_scale(std::vector<TrialRow> rows) const {
    for (auto& row : rows)
      if (row.kind == ValueKind::pending && row.scale == EffectScale::level)
        for (const auto& learnt : learnt_)
          if (auto made = made_relative(*learnt.tissue, map_, {row}); !made.empty()) row = made.front();
    return rows;
  }

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
    TrialModelSettings settings = model_settings();
    if (learnt != nullptr) settings.arms.variables = learnt->learnt.variables, settings.arms.expand_at = learnt->learnt.expanded_at;
    const ProcessVariances variances = learnt != nullptr ? learnt->learnt.variances : process_variances(training_.rows, map_, settings.parts);
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

  /// Those in force: of the model itself, of the mechanism alone, or of the course.
  [[nodiscard]] TrialModelSettings model_settings() const {
    TrialModelSettings settings = settings_.model;
    if (alone_) settings.parts.discrepancy = false;
    settings.arms.simple_course = course_;
    return settings;
  }

  /// The rival without tissue is calibrated here: it costs seconds.
  Faults predict_course(const LearntTissue& learnt) {
    course_ = true;
    auto anew = learn(learnt, {});
    Faults faults = anew ? predict_with(&*anew, &Laws::course) : anew.error();
    course_ = false;
    return faults;
  }

  Faults predict_with(const LearntTissue* learnt, std::optional<EffectLaw> Laws::*of) {
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
      if (settings_.refit && known && learnt != nullptr && !alone_) {
        const bool again = predictions[i].pareto_k > trusted_k;
        if (!course_) result_.left_out.push_back({studies[i], predictions[i].pareto_k, again});
        if (again) {
          auto anew = refit(studies[i], *learnt);
          if (!anew) return anew.error();
          refitted = std::move(*anew);
          model = refitted.model.get();
          predictions[i] = predict_study(*model, refitted.draws, studies[i], settings_.tasks, false);
        }
      }
      take(*model, predictions[i], known && !settings_.refit, of, learnt);
    }
    return {};
  }

  /// A real run of the sampler, the studies `without` not learnt.
  Checked<LearntTissue> learn(const LearntTissue& learnt, std::vector<std::string> without) const {
    CalibrateSettings settings{settings_.sampler, model_settings(), std::move(without), false};
    settings.sampler.threads = settings_.threads;
    if (!learnt.learnt.expanded_at.empty()) settings.sampler.warmup /= 2;  // the mode is known already
    settings.model.arms.variables = learnt.learnt.variables;
    settings.model.arms.expand_at = learnt.learnt.expanded_at;
    auto calibration = calibrate(*learnt.tissue, catalog_, map_, training_, settings);
    if (!calibration) return tl::unexpected(calibration.error());
    LearntTissue anew{learnt.tissue, learnt.learnt, {}};
    anew.learnt.variables = calibration->variables;
    anew.learnt.variances = calibration->variances;
    anew.learnt.draws = calibration->draws.points();
    return anew;
  }

  Checked<Predictor> refit(const std::string& study, const LearntTissue& learnt) const {
    const auto anew = learn(learnt, {study});
    if (!anew) return tl::unexpected(anew.error());
    Predictor topic = model_of(&*anew);
    topic.learnt = nullptr;  // `anew` ends here
    return topic;
  }

  void take(const TrialModel& model, const StudyPrediction& prediction, bool used, std::optional<EffectLaw> Laws::*of, const LearntTissue* learnt) {
    for (const auto& predicted : prediction.rows) {
      const TrialRow& row = model.rows()[predicted.row];
      const auto at = place_.find({predicted.task, row.topic, row.study, row.row});
      if (at == place_.end()) continue;
      EffectLaw law = predicted.law;
      if (row.sign != result_.scored[at->second].row->sign) law.mean = -law.mean;  // pooled the other way round
      laws_[at->second].*of = law;
      if (learnt != nullptr) laws_[at->second].tissue = learnt;
      result_.predictions[at->second].used = result_.predictions[at->second].used || used;
    }
    done_ += 1.0;
    if (settings_.progress && !settings_.progress(std::min(done_ / static_cast<double>(std::max<std::size_t>(trained_.size(), 1)), 1.0)))
      throw std::runtime_error("stopped");
  }

  [[nodiscard]] TaskWeights kept_weights(const LearntTissue& learnt) const {
    return settings_.weights.value_or(learnt.weights.value_or(unlearnt_task_weights));
  }

  /// The row as the stack sees it; nothing where not all rivals spoke, or its result is not known.
  [[nodiscard]] std::optional<StackedRow> stacked_row(std::size_t i) const {
    const TrialRow& row = *result_.scored[i].row;
    const Laws& laws = laws_[i];
    if (!laws.mechanism || !laws.statistics || !laws.course || row.kind == ValueKind::pending || result_.predictions[i].used) return std::nullopt;
    return StackedRow{row.study, row.y, row.s, {*laws.mechanism, *laws.statistics, *laws.course}};
  }

  using StudyWeights = std::map<std::pair<Task, std::string>, StackWeights>;

  /// Weights of one tissue's rivals; those of a study come from its fellows alone.
  void weigh(const LearntTissue& learnt, StudyWeights& of_study) {
    TaskWeights& weights = result_.weights[learnt.tissue->model];
    weights = kept_weights(learnt);
    if (!settings_.refit || settings_.weights) return;
    std::array<std::vector<StackedRow>, all_tasks.size()> rows;  // by task
    for (std::size_t i = 0; i < laws_.size(); ++i)
      if (auto row = laws_[i].tissue == &learnt ? stacked_row(i) : std::nullopt) rows[static_cast<std::size_t>(result_.scored[i].task)].push_back(std::move(*row));
    for (const Task task : settings_.tasks) {
      const auto& mine = rows[static_cast<std::size_t>(task)];
      if (mine.empty()) continue;
      weights[static_cast<std::size_t>(task)] = stack_weights(mine);
      for (const auto& row : mine)
        if (!of_study.contains({task, row.study})) of_study.emplace(std::pair(task, row.study), stack_weights(mine, row.study));
    }
  }

  void put_laws() {
    std::map<const LearntTissue*, StudyWeights> of_study;
    for (const auto& learnt : learnt_) weigh(learnt, of_study[&learnt]);
    for (std::size_t i = 0; i < laws_.size(); ++i) {
      const Laws& laws = laws_[i];
      if (!laws.statistics && !laws.mechanism) continue;
      ValidatedRow& out = result_.predictions[i];
      out.law = combined(laws, weights_of(i, of_study));
      out.quantiles = reported_quantiles(*result_.scored[i].row, out.law, counted_before(result_.scored[i]));
      out.covered = true;
      out.spoken = laws.mechanism.has_value();
    }
  }

  [[nodiscard]] StackWeights weights_of(std::size_t i, const std::map<const LearntTissue*, StudyWeights>& of_study) const {
    const LearntTissue* tissue = laws_[i].tissue;
    if (tissue == nullptr) return unlearnt_weights;  // statistics speak alone
    const Task task = result_.scored[i].task;
    const auto& known = of_study.at(tissue);
    const auto own = known.find({task, result_.scored[i].row->study});
    return own != known.end() ? own->second : result_.weights.at(tissue->tissue->model)[static_cast<std::size_t>(task)];
  }

  /// Scars that have come back stay counted: the largest share that the arm has shown earlier.
  [[nodiscard]] double counted_before(const ScoredRow& scored) const {
    double most = 0.0;
    if (scored.task != Task::later_visit || scored.row->group != "recur") return most;
    for (const std::size_t j : scored.known)
      if (const TrialRow& earlier = result_.rows[j]; earlier.arm == scored.row->arm && earlier.outcome == scored.row->outcome) most = std::max(most, earlier.value);
    return most;
  }

  /// The rivals that spoke share the weight of those that did not.
  static EffectLaw combined(const Laws& laws, StackWeights weights) {
    const std::array<std::optional<EffectLaw>, vultus::rivals> said{laws.mechanism, laws.statistics, laws.course};
    std::array<EffectLaw, vultus::rivals> spoken{};
    double sum = 0.0;
    for (std::size_t r = 0; r < said.size(); ++r) {
      if (!said[r]) weights[r] = 0.0;
      sum += weights[r];
      spoken[r] = said[r].value_or(EffectLaw{});
    }
    if (sum <= 0.0)  // none of those with a weight
      for (std::size_t r = 0; r < said.size(); ++r) weights[r] = said[r] ? 1.0 : 0.0, sum += weights[r];
    for (double& w : weights) w /= sum;
    return stacked(spoken, weights);
  }

  void compare_rivals() {
    for (const auto& learnt : learnt_)
      for (const Task task : settings_.tasks) compare_rivals(learnt, task);
  }

  void compare_rivals(const LearntTissue& learnt, Task task) {
    std::vector<RivalLine> lines;
    for (const char* name : {"stack", "mechanism", "statistics", "course", "mechanism_alone"}) lines.push_back({task, learnt.tissue->model, name, 0, 0.0, 0.0, 0.0});
    for (std::size_t i = 0; i < laws_.size(); ++i) {
      const auto row = stacked_row(i);
      if (!row || laws_[i].tissue != &learnt || result_.scored[i].task != task || !laws_[i].alone) continue;
      const EffectLaw* said[] = {&result_.predictions[i].law, &row->laws[0], &row->laws[1], &row->laws[2], &*laws_[i].alone};
      for (std::size_t r = 0; r < lines.size(); ++r) {
        const Score s = score(*result_.scored[i].row, reported_quantiles(*result_.scored[i].row, *said[r]));
        ++lines[r].rows;
        lines[r].crps += s.crps;
        lines[r].coverage90 += s.in90 ? 1.0 : 0.0;
        lines[r].log_score += log_score(*row, *said[r]);
      }
    }
    for (auto& line : lines) {
      if (line.rows == 0) continue;
      for (double* sum : {&line.crps, &line.coverage90, &line.log_score}) *sum /= static_cast<double>(line.rows);
      result_.rivals.push_back(line);
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
  std::vector<Laws> laws_;  ///< as `scored`
  std::set<std::string> trained_;
  std::map<std::tuple<Task, std::string, std::string, int>, std::size_t> place_;
  Validation result_;
  double done_ = 0.0;
  bool alone_ = false, course_ = false;  ///< whose turn it is
};

}  // namespace

Checked<Validation> validate(const TrialEvidence& training, const TrialEvidence& folder, const std::vector<LearntTissue>& learnt,
                             const Catalog& catalog, const OutcomeMap& map, const ValidateSettings& settings) {
  return Validator(training, folder, learnt, catalog, map, settings).run();
}

}  // namespace vultus
