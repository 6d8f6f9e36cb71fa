#include "vultus/ask/reply.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "vultus/ask/composer.hpp"
#include "vultus/catalog/outcome_map.hpp"

namespace vultus {

using namespace asking;

namespace {

const Term& topic_words(const std::string& topic) {
  static const std::array<std::pair<std::string_view, const Term*>, 13> topics{{{"contraception", &say::topic_contraception}, {"menopause", &say::topic_menopause}, {"eye_surgery", &say::topic_eye},
                                                                               {"fertility", &say::topic_fertility}, {"weight", &say::topic_weight}, {"hives", &say::topic_hives}, {"dosing", &say::topic_dosing},
                                                                               {"naming_a_disease", &say::topic_naming}, {"price", &say::topic_price}, {"where_to_go", &say::topic_where},
                                                                               {"legal", &say::topic_legal}, {"photo", &say::topic_photo}, {"outside", &say::topic_condition}}};
  for (const auto& [code, term] : topics)
    if (code == topic) return *term;
  return say::topic_other;
}

void refuse(Reply& reply, const Lexicon& lexicon) {
  const Question& q = reply.question;
  reply.outside = true;
  const auto* treatment = q.topic == "outside" && q.spoken_of.empty() && !q.outside.empty() ? lexicon.family(q.outside.front()) : nullptr;
  const Words topic = treatment == nullptr ? words_of(topic_words(q.topic)) : said(say::topic_treatment, {treatment->name});
  reply.verdict.text = q.topic == "nothing_found" ? words_of(say::outside_nothing) : said(say::outside_topic, {topic});
  reply.details.push_back({words_of(say::outside_can), -1});
  if (q.topic == "dosing" && !q.treatments.empty()) reply.warnings.push_back(words_of(say::dosing_danger));
}

/// The words of a flag: of the treatments named, else of any that has it.
std::optional<ReplyFlag> flag_of(const std::string& code, const Question& q, const Lexicon& lexicon, const Catalog& catalog) {
  const auto from = [](const RedFlag& f) { return ReplyFlag{f.code, f.text, f.action, f.soon, f.source}; };
  for (const auto& flag : lexicon.flag_texts)
    if (flag.code == code) return from(flag);
  const auto in = [&](const Treatment& treatment) -> const RedFlag* {
    for (const auto& flag : treatment.red_flags)
      if (flag.code == code) return &flag;
    return nullptr;
  };
  for (const auto& name : q.treatments)
    if (const auto* treatment = catalog.treatment(name); treatment != nullptr && in(*treatment) != nullptr) return from(*in(*treatment));
  for (const auto& treatment : catalog.treatments)
    if (in(treatment) != nullptr) return from(*in(treatment));
  return std::nullopt;
}

void raise(Reply& reply, const Lexicon& lexicon, const Catalog& catalog) {
  for (const auto& code : reply.question.red_flags)
    if (auto flag = flag_of(code, reply.question, lexicon, catalog)) reply.flags.push_back(std::move(*flag));
  std::stable_sort(reply.flags.begin(), reply.flags.end(), [](const ReplyFlag& a, const ReplyFlag& b) { return a.soon < b.soon; });
  if (reply.flags.empty()) return;
  const Urgency soon = reply.flags.front().soon;
  reply.verdict.text = words_of(soon == Urgency::now ? say::flag_now : soon == Urgency::within_a_day ? say::flag_day : say::flag_soon);
  for (const auto& flag : reply.flags) reply.links.push_back(flag.source);
  reply.certainty = Certainty::moderate;
}

}  // namespace

namespace asking {
namespace {

/// Related questions, none of them this one.
void read_next(Composer& c) {
  const Question& q = c.q;
  const auto* treatment = c.subject();
  const Words condition = c.condition_name();
  const auto add = [&](std::string_view intent, const Term& term, std::initializer_list<Words> values) {
    if (intent == q.intent || c.reply.read_next.size() >= 4) return;
    c.reply.read_next.push_back(capital_first(said(term, values)));
  };
  const bool jaw = q.condition == "masseter_botulinum", held = !q.condition.empty();
  if (held && !jaw) add("which_is_best", say::next_best, {condition});
  if (held) add("will_it_recover", say::next_recover, {condition});
  if (treatment != nullptr && !treatment->refused) {
    const Words name = short_name(treatment->name);
    add("what_to_watch", say::next_watch, {name});
    add("when_to_change", say::next_change, {name});
    add("how_to_care", say::next_care, {name});
  }
  if (!held || (treatment != nullptr && treatment->refused)) {
    for (const char* kind : {"hypertrophic_scar", "pockmark"})
      if (const auto* known = c.reader.lexicon().condition(kind)) add("", say::next_best, {known->name});
  }
}

}  // namespace

void Composer::finish() {
  const auto* treatment = subject();
  if (treatment != nullptr && reply.alarm.en.empty() && (!treatment->refused || treatment->refused->kind == Refusal::Kind::unsafe) && !not_given) {
    std::vector<Words> signs;
    for (const auto& flag : treatment->red_flags)
      if (flag.soon != Urgency::next_visit && signs.size() < 5) signs.push_back(flag.text);
    const Words list = joined(signs, "; ", "；");
    if (!signs.empty()) reply.alarm = said(say::alarm_if, {list});
  }
  if (q.rest_out_of_scope) add(words_of(say::ask_rest_aside));
  for (const auto& code : q.outside) {
    const auto* outside = reader.lexicon().family(code);
    if (outside != nullptr && reply.verdict.text.en.find(outside->note.en) != std::string::npos && !outside->note.en.empty()) continue;  // said first
    if (!q.treatments.empty() || q.condition.empty()) {
      const Words name = treatment_name(code);
      const bool care = code == "hot_compress" || code == "cold_compress" || code == "sleep" || code == "diet";
      const bool told = name.en.empty() || reply.verdict.text.in(q.language).find(name.in(q.language)) != std::string::npos;
      if (!care && !told) add(said(say::not_held, {name}));
    }
    if (outside != nullptr && !outside->note.en.empty()) add(outside->note), link(outside->source);
  }
  read_next(*this);
}

}  // namespace asking

const Judge& AskKnowledge::judge() const {
  if (judge_ == nullptr) {
    auto read = read_tables();
    if (!read) throw std::runtime_error("the tables of trials cannot be read: " + to_text(read.error().front()));
    judge_ = std::make_unique<const Judge>(std::move(*read));
  }
  return *judge_;
}

Checked<Judge> AskKnowledge::read_tables() const {
  auto map = read_outcome_map(data_);
  if (!map) return tl::unexpected(map.error());
  auto topics = read_evidence_tables(evidence_.empty() ? data_ + "/evidence" : evidence_);
  if (!topics) return tl::unexpected(topics.error());
  return Judge(*catalog_, lexicon_, EvidencePool(std::move(*topics), *map));
}

Checked<Asker> Asker::open(const std::string& data, const Catalog& catalog, const std::string& evidence) {
  auto lexicon = read_lexicon(data, catalog);
  if (!lexicon) return tl::unexpected(lexicon.error());
  Asker asker;
  asker.catalog_ = &catalog;
  asker.knowledge_ = std::make_shared<const AskKnowledge>(data, evidence, catalog, std::move(*lexicon));
  if (!evidence.empty())
    if (const auto tables = asker.knowledge_->read_tables(); !tables) return tl::unexpected(tables.error());
  return asker;
}

Reply Asker::answer(std::string_view text, const AskOptions& options) const {
  Reply reply;
  reply.question = understand(text, knowledge_->lexicon(), *catalog_);
  const std::string& intent = reply.question.intent;
  Composer composer(reply, *catalog_, *knowledge_, options);
  if (intent == "out_of_scope") {
    if (reply.question.topic == "outside" && composer.never_to_be_done()) composer.finish();  // no trials, but a warning
    else refuse(reply, knowledge_->lexicon());
    return reply;
  }
  if (intent == "red_flag") {
    raise(reply, knowledge_->lexicon(), *catalog_);
    return reply;
  }
  composer.take_a_member();
  if (composer.never_to_be_done() || composer.by_own_hand() || composer.in_pregnancy() || composer.how_long_it_lasts() || composer.told_by_its_file()) {
    composer.finish();
    return reply;
  }
  const std::array<std::pair<std::string_view, void (Composer::*)()>, 8> answers{{{"will_it_work", &Composer::will_it_work}, {"which_is_best", &Composer::which_is_best}, {"will_it_recover", &Composer::will_it_recover},
                                                                                 {"what_to_watch", &Composer::what_to_watch}, {"how_to_care", &Composer::how_to_care}, {"when_to_change", &Composer::when_to_change},
                                                                                 {"is_it_true", &Composer::is_it_true}, {"is_it_normal", &Composer::is_it_normal}}};
  for (const auto& [code, answer] : answers)
    if (code == intent) (composer.*answer)();
  composer.finish();
  return reply;
}

}  // namespace vultus
