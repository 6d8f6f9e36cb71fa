// What the parts of an answer share: the reply under way, and how to say and to cite. Not for other rooms.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/ask/ask_terms.hpp"
#include "vultus/ask/reply.hpp"
#include "vultus/decide/compare.hpp"
#include "vultus/decide/outlook.hpp"

namespace vultus::asking {

Words words_of(const Term& term);
Words said(const Term& term, std::initializer_list<Words> values);
/// A number is the same in both languages.
Words number(double value, int decimals = 0);
/// Items with a mark between them, that of each language.
Words joined(const std::vector<Words>& items, std::string_view en, std::string_view zh);
/// "a, b and c" in both languages.
Words listed(const std::vector<Words>& items);
Words lowered_first(Words words);
Words capital_first(Words words);
/// A space between sentences in English.
Words followed(const Words& first, const Words& second);
/// Without the stop at the end, to go into a list.
Words without_stop(Words words);
/// `lead` of the answers: what a certainty allows to say.
Words lead_of(Certainty certainty);
/// A name without what stands in brackets after it.
Words short_name(Words words);
/// "1 study", "3 studies".
Words studies_words(int count);

/// What keeps pregnant people from a treatment altogether; nullptr: its file knows of nothing.
const Contraindication* barred_in_pregnancy(const Treatment& treatment);

class Composer {
 public:
  Composer(Reply& under_way, const Catalog& all, const AskKnowledge& words, const AskOptions& how) : reply(under_way), q(under_way.question), catalog(all), reader(words), options(how) {}

  Reply& reply;
  const Question& q;
  const Catalog& catalog;
  const AskKnowledge& reader;
  const AskOptions& options;

  bool not_given = false;  ///< the treatment asked about is out of the question: its alarms are none of this answer

  // answers, one per intent; each fills the reply
  void will_it_work();
  void which_is_best();
  void will_it_recover();
  void what_to_watch();
  void how_to_care();
  void when_to_change();
  void is_it_true();
  void is_it_normal();

  void finish();  ///< alarm, assumptions, questions back, read next

  // -------------------------------------------------------------- shared
  [[nodiscard]] Words treatment_name(const std::string& code) const;
  [[nodiscard]] Words condition_name() const;
  /// The treatment asked about with a file; nullptr: none.
  [[nodiscard]] const Treatment* subject() const;
  [[nodiscard]] bool modelled() const;  ///< a tissue model speaks of the condition
  [[nodiscard]] std::string lexicon_condition() const;  ///< the words' code for the kind
  /// The question as a case, with what was assumed noted; `plans`: codes, each a plan of its own from today; "a+b" together.
  std::optional<CaseFile> as_case(const std::vector<std::string>& plans, const std::string& goal = {});
  [[nodiscard]] ForecastOptions forecast_options(std::size_t patients) const;
  /// Weeks since the injection; what is assumed where the question does not say.
  [[nodiscard]] double weeks_since() const;
  [[nodiscard]] bool injection_past() const;
  void add(const Words& text, int origin = -1) { reply.details.push_back({text, origin}); }
  void assume(const Words& text);
  void ask_back(const Term& term);
  int origin_of(const Forecast& forecast);
  int origin_pooled(const PooledEffect& effect);
  int origin_studies(const Words& how, const std::vector<std::string>& studies);
  void cite(const std::vector<std::string>& studies);
  void cite(const std::vector<Citation>& citations);
  void link(const std::string& source);
  void refused(const Treatment& treatment);
  /// By kind of scar, what was tested; `among`: only these treatments, where there are any.
  void treatments_that_fit(const std::vector<std::string>& among = {});
  /// `happens`: the question was whether a harm is true.
  void from_judgement(const Judgement& judgement, bool truth, bool happens = false);
  [[nodiscard]] Claim claim() const;
  void tell_outlook(const Outlook& outlook);
  void tell_comparison(Comparison comparison);
  bool one_beside_nothing(const Comparison& comparison);
  bool by_model(const std::vector<std::string>& plans);  ///< compares doing nothing with these; false: no model or no case
  void by_pools(const std::vector<std::string>& treatments);
  /// Those counted most often; `first` before them, counted or not.
  void tell_harms(const Treatment& treatment, std::size_t most, const Harm* first = nullptr);
  /// The harm of its file that the question speaks of, of several the one of this time; nullptr: none.
  [[nodiscard]] const Harm* harm_asked_about(const Treatment& treatment) const;
  /// The belief of its file that the question repeats; nullptr: none.
  [[nodiscard]] const Belief* believed(const Treatment& treatment) const;
  void tell_use(const Treatment& treatment);
  [[nodiscard]] bool applies(const Contraindication& contra) const;  ///< to the one who asks
  [[nodiscard]] bool cautioned(const Treatment& treatment) const;    ///< out of the question for the one who asks, or only with care
  /// Where the one who asks must not have it, that is the answer (true); where only with care, that is a warning.
  bool forbidden(const Treatment& treatment);
  /// Of a word wider than one treatment ("the laser") the member whose file is told, and said to be assumed, where one file is asked for.
  void take_a_member();
  /// What nobody should do, though no file speaks of it: the answer is no (true).
  bool never_to_be_done();
  /// Whom it is not for, how often it is given, how long one is off, whether it hurts: what its file says (true).
  bool told_by_its_file();
  [[nodiscard]] bool asks_of_the_file() const;
  /// How long the effect of a treatment lasts: the shares of people in whom trials still saw it (true), or that nobody counted them.
  bool how_long_it_lasts();
  /// What belongs in trained hands and would be done by oneself: the answer is no (true).
  bool by_own_hand();
  /// A question on what to have, from somebody who is pregnant: the answer is to wait (true), or what it means that it has been given.
  bool in_pregnancy();
};

}  // namespace vultus::asking
