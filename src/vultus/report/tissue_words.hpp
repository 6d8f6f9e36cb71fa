// All sentences that know a tissue: what people call its events, curves and treatments, and what to ask a doctor about it.
// A new tissue adds rows here and nothing elsewhere in the room.
#pragma once
#include <span>
#include <string_view>

#include "vultus/report/words.hpp"

namespace vultus {

/// Words for an event that a person notices.
struct EventWords {
  std::string_view code;
  Term noun;      ///< "the hollow"
  Term see;       ///< "see the hollow"
  Term see_it;    ///< the same where it has been named: "see it"
  Term see_not;   ///< "no longer see the hollow"
  Term see_any;   ///< before it has been there: "see a hollow"
  Term see_none;  ///< "see no hollow"
  Term recovers;  ///< what losing it is called: "recover"
  Term get;       ///< "get a hollow that they notice"
};

/// Words for a curve.
struct OutcomeWords {
  std::string_view code;
  Term name;     ///< title of its chart
  Term back;     ///< "muscle size is back"
  Term measure;  ///< what is measured and how: "the thickness of the relaxed jaw muscle (ultrasound)"
  int decimals = 1;
  double least_range = 1.0;  ///< the axis spans at least this, in the unit
  bool from_zero = false;    ///< the axis starts at 0 or below
};

struct TreatmentWords {
  std::string_view code;
  Term name;        ///< as patients say it
  Term after;       ///< "after the injection"
  Term after_last;  ///< "after the last injection"
};

/// Words of an event, outcome or treatment; a row of general words for a code that has none of its own.
const EventWords& event_words(std::string_view about);
const OutcomeWords& outcome_words(std::string_view code);
const TreatmentWords& treatment_words(std::string_view code);
bool has_own_words(const TreatmentWords& words);
bool has_own_words(const OutcomeWords& words);
bool has_own_words(const EventWords& words);

/// Order in which curves are drawn after the first.
std::span<const OutcomeWords> outcomes_in_order();
/// Treatments from which people count weeks, the first found counts.
std::span<const std::string_view> counted_from();

/// Codes of the sentences about size and force, which run apart in a muscle.
struct SizeAndForce {
  std::string_view size, force, size_back, force_back;
};
const SizeAndForce& size_and_force();

}  // namespace vultus
