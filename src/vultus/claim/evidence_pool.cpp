#include "vultus/claim/evidence_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "vultus/catalog/harm_table.hpp"

namespace vultus {
namespace {

/// How much studies of one treatment differ at least, in shares, and how far a change since the beginning may be from one against a
/// comparison (natural course, regression to the mean, kind raters). Assumptions: with two or three studies the data cannot tell.
constexpr double least_between_studies = 0.1, without_comparison = 0.15;
/// The share of untreated people that is better where no untreated arm was counted: an assumption.
constexpr double untreated_share_assumed = 0.1;

bool among(const std::vector<std::string>& list, const std::string& word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

double share_of(double logit) { return 1.0 / (1.0 + std::exp(-logit)); }

/// A change of more than everything there was comes from dividing by next to nothing: cut to one and a half.
constexpr double largest_effect = 1.5;

/// Numbers between two arms, as printed.
bool between_arms(const TrialRow& row) {
  return row.statistic == "mean_difference" || row.statistic == "smd" || row.statistic == "odds_ratio" || row.statistic == "risk_ratio";
}

bool same_time(const TrialRow& a, const TrialRow& b) {
  if (!a.weeks || !b.weeks) return !a.weeks && !b.weeks;
  return std::abs(*a.weeks - *b.weeks) <= 0.25 * std::max(*a.weeks, *b.weeks) + 1.0;
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

bool all_controls(const std::set<std::string>& treatments) {
  return std::all_of(treatments.begin(), treatments.end(), [](const std::string& t) { return is_control(t); });
}

}  // namespace

struct EvidencePool::Part {
  const TrialRow* row = nullptr;
  double effect = 0.0, sd = 0.0;
  bool with_others = false;
};

EvidencePool::EvidencePool(std::vector<EvidenceTopic> topics, const OutcomeMap& map) : topics_(std::move(topics)), map_(map) {
  rows_ = pooled_rows(trial_rows(topics_, map).rows, map);
  std::erase_if(rows_, [](const TrialRow& r) { return r.neutral || r.kind == ValueKind::pending || !std::isfinite(r.y) || !std::isfinite(r.s); });
  for (std::size_t i = 0; i < rows_.size(); ++i)
    by_series_[fmt::format("{}|{}|{}|{}", rows_[i].study, rows_[i].outcome, rows_[i].statistic, static_cast<int>(rows_[i].scale))].push_back(i);
}

const TrialStudy* EvidencePool::study(std::string_view id) const {
  for (const auto& topic : topics_)
    if (const auto found = topic.studies.find(std::string(id)); found != topic.studies.end()) return &found->second;
  return nullptr;
}

std::set<std::string> EvidencePool::conditions_tested(const std::vector<std::string>& treatments) const {
  std::set<std::string> found;
  for (const auto& topic : topics_)
    for (const auto& arm : topic.arms)
      for (const auto& code : arm.treatments)
        if (std::find(treatments.begin(), treatments.end(), code) != treatments.end()) found.insert(topic.studies.at(arm.study).condition);
  return found;
}

std::vector<EvidencePool::Still> EvidencePool::still_there(const EvidenceQuestion& question) const {
  std::vector<Still> found;
  for (const auto& row : rows_) {
    if (row.scale != EffectScale::proportion || !row.weeks || !among(question.conditions, row.condition) || !among(question.groups, row.group)) continue;
    if (std::any_of(question.treatments.begin(), question.treatments.end(), [&](const std::string& t) { return row.treatments.count(t) > 0; }))
      found.push_back({*row.weeks, share_of(row.y), row.n, row.sign > 0.0 && !map_.meaning(row.outcome).exclusive_bin, row.study});
  }
  return found;
}

double EvidencePool::untreated_share(const std::string& group) const {
  double sum = 0.0, arms = 0.0;
  for (const auto& row : rows_)
    if (row.scale == EffectScale::proportion && row.untreated && row.group == group) sum += share_of(row.y), arms += 1.0;
  return arms >= 2.0 ? sum / arms : untreated_share_assumed;
}

/// Levels are kept as printed: which way is better, the outcome's meaning says.
double EvidencePool::direction(const TrialRow& row) const {
  return map_.meaning(row.outcome).better == OutcomeMeaning::Better::up ? 1.0 : -1.0;
}

/// A difference or ratio between two arms that the page printed itself, in shares: a standard deviation counts as a quarter (0.25 of a logit
/// is about 0.06 of people near one half; a difference of one sd moves about a quarter across a threshold).
std::optional<EvidencePool::Part> EvidencePool::printed_contrast(const TrialRow& row) const {
  if (!between_arms(row)) return std::nullopt;
  const double people = std::max(row.n, 4.0);
  Part part{&row, 0.0, 0.5 / std::sqrt(people), false};
  if (row.statistic == "odds_ratio" || row.statistic == "risk_ratio") {
    if (!(row.value > 0.0)) return std::nullopt;
    const OutcomeMeaning& meaning = map_.meaning(row.outcome);
    part.effect = (meaning.responder_better_up ? 1.0 : -1.0) * 0.25 * std::log(row.value);
  } else if (row.statistic == "smd") {
    part.effect = direction(row) * 0.25 * row.value;
  } else if (row.divisor) {
    part.effect = direction(row) * row.value / *row.divisor;
  } else if (row.se && *row.se > 0.0) {
    part.effect = direction(row) * 0.25 * row.value / (*row.se * std::sqrt(people) / 2.0);
  } else {
    return std::nullopt;
  }
  return part;
}

std::vector<EvidencePool::Part> EvidencePool::contrasts(const EvidenceQuestion& question) const {
  std::vector<Part> parts;
  for (const auto& [series, members] : by_series_)
    for (const std::size_t i : members) {
      const TrialRow& treated = rows_[i];
      if (!among(question.conditions, treated.condition) || !among(question.groups, treated.group)) continue;
      std::set<std::string> rest;
      for (const auto& code : treated.treatments)
        if (std::find(question.treatments.begin(), question.treatments.end(), code) == question.treatments.end() && !is_control(code)) rest.insert(code);
      const bool has_it = std::any_of(question.treatments.begin(), question.treatments.end(), [&](const std::string& t) { return treated.treatments.count(t) > 0; });
      if (!has_it) continue;
      if (const auto printed = printed_contrast(treated)) {
        parts.push_back(*printed);
        continue;
      }
      for (const std::size_t j : members) {
        const TrialRow& other = rows_[j];
        if (other.arm == treated.arm || !same_time(treated, other)) continue;
        std::set<std::string> of_other;
        for (const auto& code : other.treatments)
          if (!is_control(code)) of_other.insert(code);
        if (of_other != rest && !all_controls(other.treatments)) continue;
        Part part{&treated, 0.0, 0.0, of_other != rest};
        if (treated.scale == EffectScale::proportion) {
          const double p = share_of(treated.y), q = share_of(other.y);
          part.effect = p - q;
          part.sd = std::hypot(p * (1 - p) * treated.s, q * (1 - q) * other.s);
        } else if (treated.scale == EffectScale::relative) {
          part.effect = treated.y - other.y;
          part.sd = std::hypot(treated.s, other.s);
        } else {
          const double size = treated.divisor ? *treated.divisor : std::abs(other.value);
          if (!(size > 0.0)) continue;
          part.effect = direction(treated) * (treated.value - other.value) / size;
          part.sd = std::hypot(treated.se.value_or(0.5 * size / std::sqrt(treated.n)), other.se.value_or(0.5 * size / std::sqrt(other.n))) / size;
        }
        parts.push_back(part);
      }
    }
  return parts;
}

std::vector<EvidencePool::Part> EvidencePool::single_arms(const EvidenceQuestion& question) const {
  std::vector<Part> parts;
  for (const auto& row : rows_) {
    if (row.scale == EffectScale::level || !among(question.conditions, row.condition) || !among(question.groups, row.group)) continue;
    bool has_it = false, others = false;
    for (const auto& code : row.treatments) {
      const bool asked = std::find(question.treatments.begin(), question.treatments.end(), code) != question.treatments.end();
      has_it = has_it || asked;
      others = others || (!asked && !is_control(code));
    }
    if (!has_it) continue;
    Part part{&row, row.y, std::hypot(row.s, without_comparison), others};
    if (row.scale == EffectScale::proportion) {
      const double p = share_of(row.y);
      part.effect = p - untreated_share(row.group);
      part.sd = std::hypot(p * (1 - p) * row.s, without_comparison);
    }
    parts.push_back(part);
  }
  return parts;
}

namespace {

void grade(PooledEffect& pooled, int biased, double between) {
  int level = pooled.compared && pooled.randomised > 0 ? 0 : 2;  // high, or low where nothing was drawn by lot
  const auto down = [&](const char* en, const char* zh) { ++level; pooled.reasons.push_back({en, zh}); };
  if (level == 2) pooled.reasons.push_back({"no comparison drawn by lot", "没有随机对照"});
  if (2 * biased > pooled.studies) down("most studies at risk of bias", "多数研究有偏倚风险");
  if (pooled.people < 100.0) down("few people", "人数少");
  if (pooled.studies == 1) down("one study only", "只有一项研究");
  else if (between > 0.3) down("studies differ much", "研究之间差别大");
  if (pooled.only_with_others) down("only tested together with something else", "只和别的办法一起试过");
  pooled.certainty = level == 0 ? Certainty::high : level == 1 ? Certainty::moderate : level == 2 ? Certainty::low : Certainty::very_low;
}

}  // namespace

PooledEffect EvidencePool::effect(const EvidenceQuestion& question) const {
  auto parts = contrasts(question);
  return parts.empty() ? since_beginning(question) : pooled(std::move(parts), true);
}

PooledEffect EvidencePool::since_beginning(const EvidenceQuestion& question) const { return pooled(single_arms(question), false); }

PooledEffect EvidencePool::pooled(std::vector<Part> parts, bool compared) {
  PooledEffect pooled;
  pooled.compared = compared;
  if (parts.empty()) return pooled;
  for (auto& part : parts) part.effect = std::clamp(part.effect, -largest_effect, largest_effect), part.sd = std::clamp(part.sd, 0.01, largest_effect);
  const bool alone = std::any_of(parts.begin(), parts.end(), [](const Part& p) { return !p.with_others; });
  if (alone) std::erase_if(parts, [](const Part& p) { return p.with_others; });
  pooled.only_with_others = !alone;
  // visits and outcomes of one study are the same people: their mean, with the sd of one of them
  struct OfStudy { double effect = 0.0, variance = 0.0, rows = 0.0, people = 0.0; const TrialRow* row = nullptr; };
  std::map<std::string, OfStudy> studies;
  for (const auto& part : parts) {
    auto& s = studies[part.row->study];
    s.effect += part.effect, s.variance += part.sd * part.sd, s.rows += 1.0, s.people = std::max(s.people, part.row->n_known ? part.row->n : 0.0), s.row = part.row;
  }
  double sum_w = 0.0, sum_wy = 0.0, sum_w2 = 0.0;
  int biased = 0;
  for (auto& [id, s] : studies) {
    s.effect /= s.rows, s.variance /= s.rows;
    const double w = 1.0 / s.variance;
    sum_w += w, sum_wy += w * s.effect, sum_w2 += w * w;
    pooled.study_ids.push_back(id);
    pooled.people += s.people;
    pooled.randomised += s.row->design.find("rct") != std::string::npos ? 1 : 0;
    biased += s.row->risk_of_bias == "low" ? 0 : 1;
  }
  pooled.studies = static_cast<int>(studies.size());
  double q = 0.0;  // DerSimonian and Laird's variance between studies, from below by what is assumed
  for (const auto& [id, s] : studies) q += (s.effect - sum_wy / sum_w) * (s.effect - sum_wy / sum_w) / s.variance;
  const double freedom = static_cast<double>(studies.size()) - 1.0, scale = sum_w - sum_w2 / sum_w;
  const double between = std::max(freedom > 0.0 && scale > 0.0 ? (q - freedom) / scale : 0.0, least_between_studies * least_between_studies);
  double weight = 0.0;
  for (const auto& [id, s] : studies) weight += 1.0 / (s.variance + between), pooled.mean += s.effect / (s.variance + between);
  pooled.mean /= weight;
  pooled.sd = std::sqrt(1.0 / weight);
  pooled.probability_better = normal_cdf(pooled.mean / pooled.sd);
  grade(pooled, biased, std::sqrt(between));
  return pooled;
}

}  // namespace vultus
