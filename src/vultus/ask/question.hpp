// What a plain question asks: intent, condition, treatments, facts, red flags. understand() reads it; nothing is computed here.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vultus/claim/lexicon.hpp"

namespace vultus {

struct Question {
  std::string text;                ///< as typed, in UTF-8
  std::u32string normal;           ///< in normal form, typing errors mended
  std::vector<std::pair<std::string, std::string>> mended;  ///< words as typed, words as read
  Language language = Language::en;

  std::string intent;              ///< will_it_work, which_is_best, will_it_recover, what_to_watch, how_to_care, when_to_change, is_it_true, is_it_normal; or red_flag, out_of_scope
  std::string topic;               ///< why it is out of scope: a topic of the word lists, "outside" (a condition or treatment without trials) or "nothing_found"
  std::string condition;           ///< kind of condition of a case; empty: not said
  std::string spoken_of;           ///< the lexicon's condition where it is wider than a kind ("scar"), or outside
  std::vector<std::string> treatments;  ///< codes of the vocabulary that are asked about; else the one given before
  std::vector<std::string> given;       ///< said to have been given
  std::vector<std::string> ahead;       ///< said to be begun ("should I start ...")
  std::string family;              ///< a word wider than one treatment ("laser"), where no code is named
  std::vector<std::string> outside;     ///< treatments that the vocabulary lacks
  std::map<std::string, std::string> facts;  ///< fields of a case, with units as a case writes them
  std::vector<std::string> effects, events;  ///< codes spoken of
  std::vector<std::string> red_flags;
  std::vector<std::string> hints;  ///< helpers of questions.yaml found: "_hollow", "_ahead"
  bool rest_out_of_scope = false;  ///< part of the question was left aside
  std::string rest_topic;

  [[nodiscard]] bool hint(std::string_view code) const;
  [[nodiscard]] bool names(std::string_view treatment) const;
  [[nodiscard]] bool has_had(std::string_view treatment) const;
  [[nodiscard]] std::string fact(const std::string& field) const;  ///< empty: not said
};

Question understand(std::string_view text, const Lexicon& lexicon, const Catalog& catalog);

}  // namespace vultus
