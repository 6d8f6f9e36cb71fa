// How a claim stands against what vultus holds: tables of trials, treatments' files, tissue models.
#pragma once
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vultus/claim/claim.hpp"
#include "vultus/claim/evidence_pool.hpp"
#include "vultus/forecast/harms.hpp"

namespace vultus {

enum class Verdict { supported, partly_supported, unsupported, contradicted, dangerous, not_assessed };
enum class Negative { none, tested_no_effect, never_tested, other_condition_only, laboratory_only };

struct Judgement {
  Verdict verdict = Verdict::not_assessed;
  Negative negative = Negative::none;  ///< of an unsupported claim: what kind of lack
  Words reason;                        ///< with the numbers it rests on; its verbs no stronger than the certainty
  std::vector<std::string> evidence;   ///< study ids
  std::string source;                  ///< where the reason is a treatment's file: its source
  Certainty certainty = Certainty::none;
  std::vector<Words> certainty_reasons;
};

/// How long the jaw muscle takes after a usual injection, from the calibrated model: weeks.
struct MuscleCourse {
  double size_q05 = 0.0, size_half = 0.0, size_q95 = 0.0;     ///< size back, in half of people, and what is not known of it
  double force_q05 = 0.0, force_half = 0.0, force_q95 = 0.0;  ///< biting strength back
  double hollow_gone_half = 0.0, hollow_gone_ninety = 0.0;    ///< of people who saw a hollow
  double gone_share = 0.0;                                    ///< of 1, by the horizon
  std::vector<std::string> studies;
};

/// Everything that verdicts need, read once and used for many pages. The catalog and lexicon outlive it.
class Judge {
 public:
  Judge(const Catalog& catalog, const Lexicon& lexicon, EvidencePool pool);

  [[nodiscard]] Judgement judge(const Claim& claim) const;
  /// What a sentence tells people to wait out although it cannot wait; empty: nothing of the kind.
  [[nodiscard]] const EvidencePool& pool() const { return pool_; }
  /// Computed when first asked for.
  [[nodiscard]] MuscleCourse muscle_course() const;

 private:
  [[nodiscard]] std::optional<Judgement> judge_apart(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_help(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_help_here(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_harm(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_unsuitable(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_no_effect(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_allowed(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement judge_course(const Claim& claim) const;
  [[nodiscard]] std::optional<Judgement> judge_lasting(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Judgement to_its_extent(Judgement judged, const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] bool delicate(const std::string& situation) const { return std::find(lexicon_.delicate.begin(), lexicon_.delicate.end(), situation) != lexicon_.delicate.end(); }
  [[nodiscard]] bool says_safe_without_source(const Claim& claim) const;
  [[nodiscard]] std::optional<Judgement> helps_what_it_causes(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] bool speaks_of_after(const Claim& claim, const ConditionConcept& condition) const;
  [[nodiscard]] bool told_by_file(const Treatment& treatment, const std::vector<std::string>& tables) const;
  [[nodiscard]] const Belief* belief_on(const std::string& word) const;
  /// The first that speaks of one of the situations and is at least as strict; nullptr: none.
  [[nodiscard]] const Contraindication* contraindication_in(const std::vector<std::string>& situations, const std::vector<std::string>& members, Level least) const;
  [[nodiscard]] Judgement from_pool(const Claim& claim, const std::vector<std::string>& members) const;
  /// Why an amount or an interval that the claim names is far beyond what trials gave; nullopt: it names none, or a usual one.
  [[nodiscard]] std::optional<Words> overdone(const Claim& claim, const std::vector<std::string>& members) const;
  /// An amount is named, and neither it nor the interval is far from the file's: what reads like a wrong dose is none.
  [[nodiscard]] bool as_in_trials(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] std::optional<Judgement> danger(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] std::vector<std::string> tables_of(const Claim& claim) const;
  [[nodiscard]] std::vector<std::string> groups_of(const Claim& claim) const;
  [[nodiscard]] const Treatment* unsuited(const Claim& claim, const std::vector<std::string>& members) const;
  [[nodiscard]] Words name(const Claim& claim) const { return lexicon_.treatment_name(claim.treatment, catalog_); }
  [[nodiscard]] Words condition_name(const std::string& code) const;

  const Catalog& catalog_;
  const Lexicon& lexicon_;
  EvidencePool pool_;
  /// Asked once for each question: pages ask the same again and again. Guarded: one judge may serve several threads.
  [[nodiscard]] PooledEffect effect_of(const EvidenceQuestion& question, bool since_beginning = false) const;
  [[nodiscard]] Rate counted(const std::string& event, const std::string& treatment) const;

  struct Kept;
  std::shared_ptr<Kept> kept_;
};

/// "supported", "partly_supported", ...; "tested_no_effect", ... and empty for none.
std::string_view code_of(Verdict verdict);
std::string_view code_of(Negative negative);

}  // namespace vultus
