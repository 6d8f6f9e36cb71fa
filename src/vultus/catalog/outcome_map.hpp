// What each outcome of the evidence tables means: its group, which way is better, and what a tissue model has to say of it.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// How an outcome of the tables is read off a model.
enum class Link {
  not_modelled,  ///< the mechanism has nothing to say; `why` tells why
  direct,        ///< the observable itself, in its unit, and so its relative change too
  relative,      ///< only its change relative to before the treatment
  responder,     ///< the share of people whose observable has fallen below a threshold of this outcome's own
};

/// One line of data/outcomes/outcomes.csv.
struct OutcomeMeaning {
  std::string code;
  std::string group;                ///< semantic group in which effects are pooled
  enum class Better { up, down, neutral, treatment_lowers } better = Better::down;
  std::string responder_group;      ///< group of proportions of this outcome
  bool responder_better_up = true;
  double responder_cut = 0.5;       ///< share of improvement that makes a responder
  bool exclusive_bin = false;       ///< one of several grades that exclude each other
  Link link = Link::not_modelled;
  std::string model, observable;    ///< empty when not modelled
  std::string why;                  ///< not modelled: the reason, in a few words
};

/// Where the effects of an outcome are pooled instead of in its own group; one line of data/outcomes/pooling.csv.
struct Pooling {
  std::string group;
  bool better_up = false;
};

struct OutcomeMap {
  std::map<std::string, OutcomeMeaning, std::less<>> outcomes;
  std::map<std::string, std::string, std::less<>> treatment_class;  ///< treatment code -> class; a code not listed is its own
  std::map<std::string, Pooling, std::less<>> pooled_relative, pooled_proportion;     ///< by outcome; one not listed stays in its group
  std::map<std::string, std::pair<double, double>, std::less<>> scale_limits;  ///< outcome -> range of its scale, where the vocabulary knows it

  /// The outcome's meaning; for a code not listed: group "other", lower is better, not modelled ("not in the map").
  [[nodiscard]] const OutcomeMeaning& meaning(std::string_view outcome) const;
  [[nodiscard]] std::string class_of(std::string_view treatment) const;
};

/// Reads data/outcomes/outcomes.csv, data/outcomes/treatment_classes.csv and data/outcomes/pooling.csv below `data`, and the scale limits from
/// data/evidence/vocabulary.csv. Every fault at once: an unknown word, a model or observable that does not exist, a code twice.
Checked<OutcomeMap> read_outcome_map(const std::string& data);

}  // namespace vultus
