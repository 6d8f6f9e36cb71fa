// Sentences to claims. A sentence is divided into clauses; each clause may name treatments, say what happens (a predicate) or both; what it
// does not name it takes from the clause before, then from the sentence before, then from its section's heading.
#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "vultus/claim/claim.hpp"
#include "vultus/claim/clause.hpp"
#include "vultus/claim/hazard.hpp"
#include "vultus/claim/permitted.hpp"
#include "vultus/claim/words_on_page.hpp"
#include "vultus/claim/treatments_meant.hpp"
#include "vultus/claim/weigh.hpp"

namespace vultus {
namespace {

/// What runs on from sentence to sentence.
struct Topic {
  std::vector<std::string> treatments;
  std::string condition;
};

/// Told of each sentence and of the claims that the grammar rules found in it, which it may change.
using Weigh = std::function<void(const SentenceContext&, std::vector<Claim>&)>;

/// Told of each sentence that is not asked, once those around it are known: the harm that it reads like.
using Look = std::function<HazardRead(const SentenceContext&)>;

class Finder {
 public:
  Finder(const Article& article, const Lexicon& lexicon, const Catalog& catalog, Weigh weigh, Look look = {})
      : article_(article), lexicon_(lexicon), catalog_(catalog), weigh_(std::move(weigh)), look_(std::move(look)), words_on_page_(article, lexicon) {}

  std::vector<Claim> all() {
    page_condition_ = words_on_page_.most_named(WordKind::condition);
    page_treatment_ = words_on_page_.most_named(WordKind::treatment);
    about_jaw_ = words_on_page_.speak_of_jaw();
    if (!page_treatment_.empty()) topic_.treatments = narrowed(lexicon_, catalog_, {page_treatment_}, {}, {}, where_meant(page_condition_, {})), page_treatment_ = topic_.treatments.front();
    std::vector<Span> stretches = article_.body;
    stretches.insert(stretches.end(), article_.tips.begin(), article_.tips.end());
    stretches.insert(stretches.end(), article_.precautions.begin(), article_.precautions.end());
    stretches.insert(stretches.end(), article_.adverts.begin(), article_.adverts.end());
    std::sort(stretches.begin(), stretches.end(), [](Span a, Span b) { return a.begin < b.begin; });
    std::size_t done = 0;
    for (Span stretch : stretches) {
      stretch.begin = std::max(stretch.begin, done);
      if (stretch.begin >= stretch.end) continue;
      done = stretch.end;
      for (const Span sentence : sentences(article_.page, stretch)) {
        enter_section(sentence.begin);
        const std::size_t known = claims_.size();
        read(sentence);
        drop_repeated(known);
        if (claims_.size() >= most_claims) return std::move(claims_);
      }
    }
    look_at_sentence_before();
    return std::move(claims_);
  }

 private:
  [[nodiscard]] std::vector<Word> words_of(Span span) {
    auto words = words_on_page_.in(span);
    for (auto& word : words) {
      word.begin += span.begin, word.end += span.begin;
      if (word.kind == WordKind::treatment) called_[std::string(word.code)] = to_utf8(article_.page.seen({word.begin, word.end}));
    }
    return words;
  }

  [[nodiscard]] const Block* block_at(std::size_t at) const {
    const auto& blocks = article_.page.blocks;
    auto after = std::upper_bound(blocks.begin(), blocks.end(), at, [](std::size_t place, const Block& b) { return place < b.span.begin; });
    if (after == blocks.begin()) return nullptr;
    const Block& block = *std::prev(after);
    return at < block.span.end ? &block : nullptr;
  }

  /// By the rules first, then by the weights.
  void read(Span sentence) {
    const Block* block = block_at(sentence.begin);
    SentenceContext context;
    context.sentence = sentence;
    context.clauses = clauses_of(article_.page, sentence, words_of(sentence));
    context.whole.span = sentence;
    for (const auto& clause : context.clauses) context.whole.words.insert(context.whole.words.end(), clause.words.begin(), clause.words.end());
    context.since_named = since_named_;
    follow(context, block);
    const std::size_t known = claims_.size();
    if (block != nullptr && block->kind == Block::Kind::cell) {
      if (block->row != row_) row_ = block->row, row_begin_ = block->span.begin, topic_.treatments.clear();
      if (rate(sentence)) return;
    }
    context.before = topic_.treatments;
    context.asked = is_question(sentence, context.whole);
    context.of_trouble = of_trouble_ && points_back(sentence, context.whole);
    of_trouble_ = context.of_trouble || speaks_of_trouble(sentence, context.whole);
    read_sentence(context);
    if (!weigh_) return;
    if (block != nullptr) context.kind = block->kind, context.opens_block = block->span.begin == sentence.begin;
    context.after = topic_.treatments;
    context.recent = recent_;
    context.said_before = std::exchange(said_before_, 0U);
    for (std::size_t i = known; i < claims_.size(); ++i) said_before_ |= 1U << static_cast<unsigned>(claims_[i].polarity);
    for (const auto& word : context.whole.words)
      if (word.kind == WordKind::treatment) note_recent(std::string(word.code));
    context.heading_words = heading_words_;
    context.condition = after_toxin(or_else(""));
    context.where_meant = where_meant(context.condition, context.whole);
    context.called = &called_;
    context.page_treatment = page_treatment_;
    context.asked_of = std::exchange(asked_of_, {});  // "Got a pacemaker? No problem, it suits everybody."
    if (context.asked)
      for (const auto& word : context.whole.words)
        if (word.kind == WordKind::situation) add_once(asked_of_, word.code);
    std::vector<Claim> found(std::make_move_iterator(claims_.begin() + static_cast<std::ptrdiff_t>(known)), std::make_move_iterator(claims_.end()));
    claims_.resize(known);
    weigh_(context, found);
    read_permissions(found, article_.page, lexicon_, catalog_, context);
    settle(found, context);
    for (auto& claim : found) {
      for (const auto& situation : context.asked_of) add_once(claim.circumstance.situations, situation), claim.circumstance.called_safe = claim.circumstance.called_safe || !claim.circumstance.warned;
      if (const auto word = called_.find(claim.treatment); claim.word.empty() && word != called_.end()) claim.word = word->second;
      claims_.push_back(std::move(claim));
    }
    waiting_ = std::move(context);
  }

  /// Makes the sentence before known to this one and this one to that, which is looked at now.
  void follow(SentenceContext& context, const Block* block) {
    const bool goes_on = block != nullptr && block == std::exchange(block_before_, block);
    if (goes_on || waiting_.asked) context.previous = waiting_.sentence, context.previous_words = waiting_.whole.words;
    if (goes_on) waiting_.next = context.sentence, waiting_.next_words = context.whole.words;
    look_at_sentence_before();
  }

  /// A sentence is looked at for harm when the one behind it is known.
  void look_at_sentence_before() {
    const SentenceContext context = std::exchange(waiting_, {});
    if (!look_ || context.sentence.begin >= context.sentence.end || context.asked) return;
    const HazardRead read = look_(context);
    const auto of_this = [&](const Claim& c) { return c.quote.begin < context.sentence.end && context.sentence.begin < c.quote.end; };
    if (read.remote) {
      std::erase_if(claims_, [&](const Claim& c) { return c.circumstance.wait_out && of_this(c); });
      for (auto& claim : claims_) claim.circumstance.home = claim.circumstance.home && !of_this(claim);
    }
    if (read.kind == Hazard::none) return;
    Claim claim;
    const Word* named = context.whole.find(WordKind::treatment, "");
    const bool to_wait = read.kind == Hazard::wait_out || read.kind == Hazard::delay;
    claim.treatment = named == nullptr || named->code == "placebo" ? (to_wait ? "none" : no_treatment_named) : routed(lexicon_, catalog_, named->code, context.whole);
    if ((read.kind == Hazard::caustic || read.kind == Hazard::by_oneself) && everyday(named != nullptr ? claim.treatment : context.before.empty() ? page_treatment_ : context.before.front())) return;
    claim.condition = context.condition;
    claim.circumstance.hazard = read.kind;
    claim.quote = context.sentence;
    claim.said = article_.page.matched(context.sentence);
    claims_.push_back(std::move(claim));
  }

  /// Has a file that does not refuse it, and needs no trained hands: neither burns skin nor is done by the wrong person.
  [[nodiscard]] bool everyday(const std::string& treatment) const {
    const auto* held = catalog_.treatment(treatment);
    return held != nullptr && !held->refused && std::find(lexicon_.professional.begin(), lexicon_.professional.end(), treatment) == lexicon_.professional.end();
  }

  /// What a sentence does not say beside what it says.
  void settle(std::vector<Claim>& found, const SentenceContext& context) const {
    // "pus means that the paste works": no word on what the paste does
    if (std::any_of(found.begin(), found.end(), [](const Claim& c) { return c.circumstance.wait_out; }))
      std::erase_if(found, [](const Claim& c) { return !c.circumstance.wait_out && (c.polarity == Polarity::harms || c.polarity == Polarity::helps); });
    // "tablets of these drugs have no place here": a warning of what nobody should use is no praise of it
    if (context.whole.cue("contrast") || context.whole.cue("safe") || context.whole.cue("riskless") || !(context.whole.cue("no_effect") || context.whole.cue("unsuitable"))) return;
    std::vector<std::string> warned_of;
    for (const auto& claim : found)
      if (claim.polarity == Polarity::unsuitable || claim.polarity == Polarity::no_effect) warned_of.push_back(claim.treatment);
    std::erase_if(found, [&](const Claim& c) {
      return c.polarity == Polarity::helps && std::find(warned_of.begin(), warned_of.end(), c.treatment) != warned_of.end() && never_safe(lexicon_, catalog_, c.treatment);
    });
  }

  /// A sentence that the page prints twice claims its things once.
  void drop_repeated(std::size_t known) {
    const auto repeated = [&](const Claim& claim) { return !read_.insert({claim.circumstance.hazard == Hazard::none ? claim.treatment : "hazard", claim.polarity, claim.said}).second; };
    claims_.erase(std::remove_if(claims_.begin() + static_cast<std::ptrdiff_t>(known), claims_.end(), repeated), claims_.end());
  }

  void note_recent(const std::string& code) {
    constexpr std::size_t most = 3;
    std::erase(recent_, code);
    recent_.insert(recent_.begin(), code);
    if (recent_.size() > most) recent_.pop_back();
  }

  /// In a table polarity is a cell: the first treatment of a row is what its other cells are about, and "++" or "yes" is an effect. False: no rating.
  bool rate(Span sentence) {
    const std::u32string_view text = article_.page.matched(sentence);
    static const std::array<std::u32string_view, 14> good{U"+", U"++", U"+++", U"yes", U"√", U"✓", U"✔", U"有效", U"有用", U"good", U"★★★★", U"★★★", U"★★", U"★"};
    static const std::array<std::u32string_view, 14> none{U"-", U"--", U"–", U"—", U"0", U"no", U"×", U"✗", U"✘", U"无", U"无效", U"没用", U"none", U"☆"};
    const bool helps = std::find(good.begin(), good.end(), text) != good.end(), nothing = std::find(none.begin(), none.end(), text) != none.end();
    if (!helps && !nothing) return false;
    if (topic_.treatments.empty() || rated_row_ == row_) return true;
    rated_row_ = row_;
    std::vector<Claim> found;
    const Clause clause{sentence, {}};
    put(found, {helps ? Polarity::helps : Polarity::no_effect, {"improve"}, false}, clause, {row_begin_, sentence.end}, topic_.treatments, "", clause);
    claims_.insert(claims_.end(), found.begin(), found.end());
    return true;
  }

  /// A heading says what its section is about; one that names no treatment ends the talk of the one before.
  void enter_section(std::size_t at) {
    const Section* in = nullptr;
    for (const auto& section : article_.sections)
      if (section.span.begin <= at && at < section.span.end) in = &section;
    if (in == section_ || in == nullptr) return;
    section_ = in;
    const bool headed = !in->heading.empty();
    if (!headed) return;
    topic_.treatments.clear();
    since_named_ = never_named;
    lists_others_ = false;
    heading_words_ = lexicon_.find(normal_form(to_utf32(in->heading)));
    for (const auto& word : heading_words_) {
      if (word.kind == WordKind::treatment) add_once(topic_.treatments, word.code), since_named_ = 0;
      if (word.kind == WordKind::cue && word.code == "others") lists_others_ = true;
      if (word.kind == WordKind::condition && takes_over(word.code, "")) topic_.condition = word.code;
    }
    if (topic_.treatments.empty() && !lists_others_ && !page_treatment_.empty()) topic_.treatments = {page_treatment_};
  }

  /// Brown or red marks are often what a treatment of something else leaves: they are the talk only where the page or the heading says so.
  [[nodiscard]] bool passing(const std::string& code) const {
    const auto* condition = lexicon_.condition(code);
    const auto* page = lexicon_.condition(page_condition_);
    const auto mark = [](const ConditionConcept* c) { return c != nullptr && (c->event == "hyperpigmentation" || c->event == "erythema_transient"); };
    return mark(condition) && page != nullptr && !mark(page) && code != topic_.condition;
  }

  /// "scar" does not replace "keloid", nor a passing word ("acne", "wound") the trouble that the page is about.
  [[nodiscard]] bool takes_over(std::string_view code, const std::string& now) const {
    const auto wide = [](std::string_view c) { return c == "scar" || c == "raised_scar"; };
    const std::string& before = !now.empty() ? now : !topic_.condition.empty() ? topic_.condition : page_condition_;
    if (before.empty()) return true;
    const auto *next = lexicon_.condition(code), *old = lexicon_.condition(before);
    if (next == nullptr || old == nullptr) return true;
    if (next->outside && !old->outside) return code == "skin_cancer" && chemotherapy_near_;
    if (code == "wound" && before != "wound") return false;
    if (code == "raised_scar") return before == "scar" || !old->raised;
    if (code == "scar") return old->tables.empty() || (!old->raised && !wide(before) && before != "pockmark");
    return true;
  }

  /// The condition by which a wide word ("toxin") is narrowed: on a page or in a sentence about the jaw it is the jaw, where the condition itself does not say.
  [[nodiscard]] std::string where_meant(const std::string& condition, const Clause& sentence) const {
    const auto* condition_said = lexicon_.condition(condition);
    const bool scar = condition_said != nullptr && (condition_said->raised || condition == "scar" || condition == "pockmark" || condition == "surgical_scar" || condition == "burn_scar");
    return (about_jaw_ || sentence.cue("jaw")) && !scar ? "masseter_hypertrophy" : condition;
  }

  void read_sentence(const SentenceContext& context) {
    const Span sentence = context.sentence;
    const auto& clauses = context.clauses;
    const Clause& whole = context.whole;
    if (context.asked) {
      note_topics(whole);
      asked_ = sentence_before_ = sentence;
      return;
    }
    note_waiting(sentence, whole);
    if (const auto asked = std::exchange(asked_, std::nullopt); asked && answer(*asked, sentence, whole)) return;
    if (whole.cue("pain_history") && !whole.cue("causes") && !whole.has(WordKind::event)) return note_topics(whole);
    chemotherapy_near_ = whole.has(WordKind::treatment, "chemotherapy_systemic");
    const bool rejected = whole.cue("rejected") || whole.cue("denied");
    bool own_view = !rejected;  // after the turn the page speaks for itself
    if (whole.cue("others")) lists_others_ = true;
    const std::string own_word = unknown_head(clauses);
    std::vector<std::string> treatments = topic_.treatments;
    named_here_ = false;
    if (heading_like(clauses) || speaks_of_trouble(sentence, whole)) treatments.clear();
    if (!own_word.empty()) treatments = {own_word}, called_[own_word] = own_word, named_here_ = true;
    if (whole.cue("instruction") && !whole.has(WordKind::treatment)) return note_topics(whole);
    std::string condition;
    std::vector<Claim> found;
    bool harm_list = false;
    for (std::size_t c = 0; c < clauses.size(); ++c) {
      const Clause& clause = clauses[c];
      if (clause.cue("contrast")) own_view = true;
      std::vector<std::string> named;
      for (const auto& word : clause.words) {
        if (word.kind == WordKind::treatment && !compared_with(article_.page, clause, word)) add_once(named, routed(lexicon_, catalog_, word.code, whole));
        if (word.kind == WordKind::condition && takes_over(word.code, condition)) condition = word.code;
        if (word.kind == WordKind::condition && word.code == "masseter_botulinum" && !clause.has(WordKind::treatment)) add_once(named, "botulinum_masseter");
      }
      named = narrowed(lexicon_, catalog_, named, whole, topic_.treatments, where_meant(or_else(condition), whole));
      if (clause.cue("adding") && named.size() > 1) named.resize(1);
      if (clause.cue("causes")) harm_list = true;
      if (clause.cue("helps") || clause.cue("contrast")) harm_list = false;
      const auto said = predicates_of(article_.page, clause, lexicon_, harm_list);
      if (!named.empty()) {
        // a list that shares a verb: "A, B and C help"
        const bool continues = c > 0 && said_nothing_yet_ && !clauses[c - 1].words.empty() && clauses[c - 1].has(WordKind::treatment);
        if (continues) for (const auto& t : named) add_once(treatments, t);
        else treatments = named;
        named_here_ = true;
      }
      said_nothing_yet_ = said.empty();
      if (!own_view) continue;
      for (const auto& predicate : said) put(found, predicate, clause, sentence, treatments, condition, whole);
    }
    said_nothing_yet_ = true;
    since_named_ = named_here_ ? 0 : since_named_ + 1;
    if (rejected && found.empty()) reject(found, whole, sentence, treatments, condition);
    note_circumstances(found, article_.page, whole);
    if (!treatments.empty()) topic_.treatments = treatments;
    if (!condition.empty() && !passing(condition)) topic_.condition = condition;
    claims_.insert(claims_.end(), found.begin(), found.end());
  }

  /// "Does a drink lift the cheek? Nobody has shown it.": a short answer turns the question into the page's own claim.
  bool answer(Span question, Span reply, const Clause& whole) {
    const bool short_reply = reply.size() <= (article_.page.language == Language::zh ? 16U : 45U);
    const bool nothing_named = !whole.has(WordKind::treatment) && !whole.has(WordKind::effect_verb);
    if (!short_reply || !nothing_named) return false;
    const Word* turn = nullptr;
    for (const auto& word : whole.words)
      if (word.kind == WordKind::cue && (word.code == "negation" || word.code == "no_effect" || word.code == "untested") && turn == nullptr) turn = &word;
    const bool yes = turn == nullptr && (whole.cue("affirmed") || whole.cue("helps"));
    if (turn == nullptr && !yes) return false;
    Clause asked{question, words_of(question)};
    std::vector<std::string> named;
    std::string condition;
    for (const auto& word : asked.words) {
      if (word.kind == WordKind::treatment) add_once(named, routed(lexicon_, catalog_, word.code, asked));
      if (word.kind == WordKind::condition && takes_over(word.code, condition)) condition = word.code;
    }
    std::erase_if(asked.words, [](const Word& w) { return w.kind == WordKind::cue && (w.code == "question" || w.code == "negation"); });
    named = narrowed(lexicon_, catalog_, named, asked, topic_.treatments, where_meant(or_else(condition), asked));
    std::vector<Claim> found;
    for (auto& predicate : predicates_of(article_.page, asked, lexicon_, false)) {
      if (predicate.polarity == Polarity::helps && !yes) predicate.polarity = Polarity::no_effect;
      put(found, predicate, asked, {question.begin, reply.end}, named.empty() ? topic_.treatments : named, condition, asked);
    }
    note_circumstances(found, article_.page, asked);
    for (auto& claim : found) claim.strength = Strength::asserted, claim.circumstance.untested = whole.cue("untested");
    claims_.insert(claims_.end(), found.begin(), found.end());
    return !found.empty();
  }

  /// The condition said, else that of the talk, else that of the page.
  [[nodiscard]] const std::string& or_else(const std::string& condition) const { return !condition.empty() ? condition : !topic_.condition.empty() ? topic_.condition : page_condition_; }

  /// "别自己硬扛", "do not just sit it out": told not to.
  [[nodiscard]] bool forbidden_before(std::size_t at) const {
    const auto before = std::u32string_view(article_.page.normal).substr(at - std::min<std::size_t>(at, 14), std::min<std::size_t>(at, 14));
    const auto mark = before.find_last_of(U",。;，；.");
    const auto clause = mark == std::u32string_view::npos ? before : before.substr(mark + 1);
    for (const std::u32string_view word : {U"别", U"不要", U"切勿", U"勿", U"don't just", U"never ", U"do not just"})
      if (clause.find(word) != std::u32string_view::npos) return true;
    return false;
  }

  /// Codes of the signs in a stretch that nobody may be told to wait out; `outright`: told so in words that mean nothing else.
  [[nodiscard]] std::vector<std::string> signs_in(Span span, bool outright) const {
    const auto text = article_.page.matched(span);
    auto codes = lexicon_.raised_flags(text);
    if (outright)
      for (const auto& code : lexicon_.alarms(text)) add_once(codes, code);
    return codes;
  }

  /// "If you suddenly cannot see, wait some days": a sign that cannot wait, told to be waited out.
  void note_waiting(Span sentence, const Clause& whole) {
    const Span last = std::exchange(sentence_before_, sentence);
    const Word* wait = nullptr;
    for (const std::string_view cue : {"recovers", "alone", "wait", "wait_out"})
      if (const Word* found = whole.find(WordKind::cue, cue)) wait = found;
    const bool told = wait != nullptr && (wait->code != "wait" || whole.has(WordKind::unit)) && !whole.cue("urgent");
    if (told) {
      const bool outright = wait->code == "wait_out";
      auto flags = signs_in(sentence, outright);
      // what was injected, or the sign itself, stands in the sentence before
      if (flags.empty() && outright && last.begin < sentence.begin) flags = signs_in({last.begin, sentence.end}, outright);
      if (!flags.empty() && !cue_before(whole, "negation", wait->begin, 1) && !forbidden_before(wait->begin)) {
        Claim claim;
        claim.treatment = "none";
        claim.condition = topic_.condition.empty() ? page_condition_ : topic_.condition;
        claim.effects = flags;
        claim.circumstance.wait_out = true;
        claim.quote = sentence;
        claim.said = article_.page.matched(sentence);
        claims_.push_back(claim);
      }
    }
  }

  /// "Laser therapy: ..." and "2. Laser": the first clause names what the rest is about.
  [[nodiscard]] static bool heading_like(const std::vector<Clause>& clauses) { return clauses.size() > 1 && clauses[0].has(WordKind::treatment); }

  /// "Rice water: ..." in a list of treatments names one that the word lists do not know: its own word stands for it.
  [[nodiscard]] std::string unknown_head(const std::vector<Clause>& clauses) const {
    if (!lists_others_ || clauses.size() < 2 || clauses[0].has(WordKind::treatment) || clauses[0].cue("others")) return "";
    const Span head = clauses[0].span;
    const char32_t mark = article_.page.normal[head.end - 1];
    if ((mark != U':' && mark != U'：') || head.size() > (article_.page.language == Language::zh ? 12U : 45U)) return "";
    std::size_t begin = head.begin;  // a printed number is no part of the name
    while (begin + 1 < head.end && std::u32string_view(U"0123456789.、) ").find(article_.page.normal[begin]) != std::u32string_view::npos) ++begin;
    return to_utf8(article_.page.seen({begin, head.end - 1}));
  }

  /// "Acne scars are marks that ..." tells of the trouble, not of the treatment before.
  [[nodiscard]] static bool speaks_of_trouble(Span sentence, const Clause& whole) {
    if (whole.words.empty() || whole.has(WordKind::treatment)) return false;
    const Word& first = whole.words.front();
    return first.kind == WordKind::condition && first.begin <= sentence.begin + 3 && !whole.cue("recovers");
  }

  /// "These traces may be red": of what the sentence before was about.
  [[nodiscard]] bool points_back(Span sentence, const Clause& whole) const {
    const auto text = article_.page.matched(sentence);
    const std::array<std::u32string_view, 5> words{U"these ", U"such ", U"这些", U"这类", U"这种"};
    return !whole.has(WordKind::treatment) && std::any_of(words.begin(), words.end(), [&](std::u32string_view w) { return text.starts_with(w); });
  }

  [[nodiscard]] bool is_question(Span sentence, const Clause& whole) const {
    const char32_t last = article_.page.normal[sentence.end - 1];
    return last == U'?' || last == U'？' || whole.cue("question");
  }

  void note_topics(const Clause& whole) {
    std::vector<std::string> named;
    for (const auto& word : whole.words) {
      if (word.kind == WordKind::treatment) add_once(named, word.code);
      if (word.kind == WordKind::condition && takes_over(word.code, topic_.condition)) topic_.condition = word.code;
    }
    if (!named.empty()) topic_.treatments = named;
  }

  void put(std::vector<Claim>& found, const Predicate& predicate, const Clause& clause, Span sentence, const std::vector<std::string>& treatments, const std::string& condition,
           const Clause& whole) const {
    if (!fits(predicate, clause, condition, whole)) return;
    const bool only_a_word = treatments.size() == 1 && lexicon_.members(treatments.front(), catalog_).empty() && lexicon_.family(treatments.front()) == nullptr;
    if (only_a_word && predicate.polarity != Polarity::helps) return;
    std::vector<std::string> of = treatments;
    const bool recovers = std::find(predicate.effects.begin(), predicate.effects.end(), "recovery") != predicate.effects.end();
    if (of.empty() && recovers) of.emplace_back("none");
    for (const auto& treatment : of) {
      if (treatment == "placebo" || acted_on(treatment, predicate)) continue;
      auto same = std::find_if(found.begin(), found.end(), [&](const Claim& claim) { return claim.treatment == treatment && claim.polarity == predicate.polarity; });
      if (same == found.end()) {
        Claim claim;
        claim.treatment = treatment;
        claim.polarity = predicate.polarity;
        if (const auto word = called_.find(treatment); word != called_.end()) claim.word = word->second;
        claim.condition = after_toxin(or_else(condition));
        claim.quote = sentence;
        claim.said = article_.page.matched(sentence);
        found.push_back(claim);
        same = found.end() - 1;
      }
      for (const auto& effect : predicate.effects) add_once(same->effects, effect);
      if (!same->quantity) same->quantity = quantity_of(article_.page, clause);
      same->circumstance.lasts = same->circumstance.lasts || clause.cue("lasts");
      same->circumstance.recovers = same->circumstance.recovers || recovers;
      if (clause.cue("hedge")) same->strength = Strength::hedged;
      if (treatment == "chemotherapy_systemic")
        if (auto drug = drug_named(article_.page, whole); !drug.empty()) same->drug = std::move(drug);
    }
  }

  /// On a page about the jaw injection a hollow or slack cheek is the one after it.
  [[nodiscard]] std::string after_toxin(const std::string& condition) const {
    const bool about = page_treatment_ == "botulinum_masseter" || page_condition_ == "masseter_botulinum";
    return about && (condition == "skin_laxity" || condition == "volume_loss") ? "masseter_botulinum" : condition;
  }

  /// "The enzyme dissolves the filler": a filler does not dissolve itself.
  [[nodiscard]] bool acted_on(const std::string& treatment, const Predicate& predicate) const {
    return std::any_of(predicate.effects.begin(), predicate.effects.end(), [&](const std::string& code) {
      const auto* effect = lexicon_.effect(code);
      return effect != nullptr && std::find(effect->acts_on.begin(), effect->acts_on.end(), treatment) != effect->acts_on.end();
    });
  }

  /// Scars recur, faces do not; and a harm told without its cause must stand in the sentence that names the treatment.
  [[nodiscard]] bool fits(const Predicate& predicate, const Clause& clause, const std::string& condition_code, const Clause& whole) const {
    const auto* condition = lexicon_.condition(or_else(condition_code));
    const bool recurs = std::find(predicate.effects.begin(), predicate.effects.end(), "recurrence") != predicate.effects.end();
    if (recurs && condition != nullptr && !condition->raised && condition->code != "scar") return false;
    const bool recovers = std::find(predicate.effects.begin(), predicate.effects.end(), "recovery") != predicate.effects.end();
    if (recovers && !whole.has(WordKind::event) && !whole.has(WordKind::effect_bad) && !whole.has(WordKind::condition) && (condition == nullptr || condition->code != "masseter_botulinum")) return false;
    if (predicate.polarity == Polarity::harms && !named_here_ && whole.cue("validity")) return false;  // "if the hollow stays": a case, not a harm told
    if (predicate.polarity != Polarity::harms || named_here_ || since_named_ <= 2) return true;
    return whole.cue("causes") || whole.cue("hedge") || clause.cue("worsens");
  }

  /// "Some say that lemon removes scars; that is a myth": the page's own answer is that it does not.
  void reject(std::vector<Claim>& found, const Clause& whole, Span sentence, const std::vector<std::string>& treatments, const std::string& condition) const {
    if (!whole.cue("denied") && !whole.cue("negation")) return;  // only reported
    bool positive = false;
    for (const auto& predicate : predicates_of(article_.page, whole, lexicon_, false)) positive = positive || predicate.polarity == Polarity::helps;
    if (!positive) return;
    put(found, {Polarity::no_effect, {}, false}, whole, sentence, treatments, condition, whole);
  }

  const Article& article_;
  const Lexicon& lexicon_;
  const Catalog& catalog_;
  Weigh weigh_;
  Look look_;
  WordsOnPage words_on_page_;
  std::vector<Word> heading_words_;  ///< of the section
  std::vector<std::string> recent_;  ///< treatments named last, the latest first
  unsigned said_before_ = 0;         ///< polarities that the rules found in the sentence before
  Topic topic_;
  const Section* section_ = nullptr;
  int row_ = -1, rated_row_ = -1;  ///< of a table
  std::size_t row_begin_ = 0;
  std::string page_condition_, page_treatment_;
  bool about_jaw_ = false;     ///< the page speaks of the jaw muscle
  bool lists_others_ = false;  ///< the section lists other treatments
  std::map<std::string, std::string> called_;  ///< treatment -> the page's last word for it
  bool chemotherapy_near_ = false;  ///< the sentence speaks of it
  Span sentence_before_;
  SentenceContext waiting_;              ///< the sentence weighed last
  const Block* block_before_ = nullptr;  ///< where it stands
  bool said_nothing_yet_ = true, named_here_ = false;
  static constexpr int never_named = 99;
  int since_named_ = never_named;  ///< sentences since one named a treatment
  bool of_trouble_ = false;            ///< the sentence before opens with the trouble: "Acne scars are marks left by ..."
  std::vector<std::string> asked_of_;  ///< situations of the question before
  std::optional<Span> asked_;  ///< the sentence before, where it was a question
  std::vector<Claim> claims_;
  std::set<std::tuple<std::string, Polarity, std::u32string>> read_;  ///< treatment, polarity and sentence of each
};

}  // namespace

std::vector<Claim> find_claims(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const SignTable* weights, const SignTable* hazards) {
  if (weights == nullptr) return Finder(article, lexicon, catalog, {}).all();
  Look look;
  if (hazards != nullptr) look = [&](const SentenceContext& context) { return read_hazard(article.page, lexicon, *hazards, context); };
  return Finder(article, lexicon, catalog, [&](const SentenceContext& context, std::vector<Claim>& found) { weigh_claims(article.page, lexicon, catalog, *weights, context, found); }, std::move(look)).all();
}

void each_sentence(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const SentenceSink& sink) {
  Finder(article, lexicon, catalog, [](const SentenceContext&, std::vector<Claim>&) {}, [&](const SentenceContext& context) {
    sink(context);
    return HazardRead{};
  }).all();
}

void each_candidate(const Article& article, const Lexicon& lexicon, const Catalog& catalog, const CandidateSink& sink) {
  Finder(article, lexicon, catalog, [&](const SentenceContext& context, std::vector<Claim>& found) {
    for (const auto& candidate : candidates_of(lexicon, catalog, context, found)) sink(context, candidate);
  }).all();
}

}  // namespace vultus
