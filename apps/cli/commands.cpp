#include "commands.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "files.hpp"
#include "tell.hpp"
#include "vultus/base/text.hpp"
#include "vultus/casefile/casefile.hpp"
#include "vultus/decide/outlook.hpp"
#include "vultus/report/evidence_list.hpp"
#include "vultus/report/knowledge.hpp"
#include "vultus/report/report.hpp"

namespace vultus::cli {
namespace {

std::string rendered(const Outlook& outlook, Language language, const Options& options) {
  if (options.format == "json") return to_json(outlook, language);
  if (options.format == "csv") return to_csv(outlook);
  if (options.format == "html") return to_html(outlook, language);
  if (options.format == "svg") return to_svg(outlook, language);
  return to_terminal(outlook, style_of(language, options));
}

int tell_unknown(const Catalog& catalog, const std::string& kind, const std::string& code) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : catalog.codes.at(kind)) names.push_back(name);
  const auto near = nearest(code, names);
  fmt::print(stderr, "vultus: no {} is called '{}'{}\n", kind, code, near ? "; did you mean " + *near + "?" : "");
  return wrong_usage;
}

int tell_uncovered(const Uncovered& uncovered, Language language) {
  fmt::print(stderr, "{}\n", language == Language::zh ? "这个问题超出了现有依据的范围:" : "This question lies outside what the evidence covers:");
  for (const auto& words : uncovered.missing) fmt::print(stderr, "  - {}\n", words.in(language));
  return outside_evidence;
}

}  // namespace

int forecast(const Options& options) {
  const auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error());
  const auto casefile = read_case_file(options.subject, *catalog);
  if (!casefile) return tell(casefile.error());
  const Plan* plan = options.plan.empty() ? &casefile->plans.front() : casefile->plan(options.plan);
  if (plan == nullptr) {
    std::string names;
    for (const auto& p : casefile->plans) names += (names.empty() ? "" : ", ") + p.name;
    fmt::print(stderr, "vultus: the case has no plan '{}'; its plans: {}\n", options.plan, names);
    return wrong_usage;
  }
  const Language language = language_of(options.lang).value_or(casefile->language);
  ForecastOptions how;
  how.patients = options.patients;
  how.seed = options.seed;
  how.threads = options.threads;
  how.factors = options.factors || (!options.no_factors && (options.format == "text" || options.format == "html" || !options.page.empty()));
  how.progress = progress_to_stderr(options.quiet);
  const auto answer = outlook(*casefile, *plan, *catalog, how);
  if (!answer) return tell_uncovered(answer.error(), language);
  if (!options.page.empty()) write_whole(options.page, to_html(*answer, language));
  write_whole(options.output, rendered(*answer, language, options));
  return done;
}

int knowledge(const Options& options) {
  const auto catalog = load_catalog();
  if (!catalog) return tell(catalog.error());
  const Language language = language_of(options.lang).value_or(Language::en);
  const auto format = options.format == "json" ? KnowledgeFormat::json : options.format == "csv" ? KnowledgeFormat::csv : KnowledgeFormat::text;
  std::string text;
  if (options.command == "models") text = models_text(*catalog, language, format);
  if (options.command == "treatments") text = treatments_text(*catalog, language, format);
  if (options.command == "conditions") text = conditions_text(*catalog, language, format);
  if (options.command == "evidence") {
    std::vector<std::string> treatments = split(options.treatment, '+');
    for (auto& name : treatments) {
      if (const Treatment* called = catalog->treatment_called(name); called != nullptr) name = called->code;
      if (catalog->code("treatment", name) == nullptr) return tell_unknown(*catalog, "treatment", name);
    }
    if (!options.condition.empty() && catalog->code("condition", options.condition) == nullptr) return tell_unknown(*catalog, "condition", options.condition);
    const bool shipped = options.evidence.empty();  // other tables may have outcomes of their own
    if (shipped && !options.outcome.empty() && catalog->code("outcome", options.outcome) == nullptr && catalog->code("event", options.outcome) == nullptr)
      return tell_unknown(*catalog, "outcome", options.outcome);
    const auto topics = read_evidence_tables(options.evidence.empty() ? catalog->directory + "/evidence" : options.evidence);
    if (!topics) return tell(topics.error());
    text = evidence_text(*topics, {options.topic, options.study, joined(treatments, "+"), options.outcome, options.condition}, *catalog, language, format);
  }
  if (options.command == "explain") {
    const auto explained = explain_text(*catalog, options.subject, language, format);
    if (!explained) {
      fmt::print(stderr, "vultus: nothing is called '{}'{}\n", options.subject,
                 explained.error().empty() ? "" : "; did you mean " + explained.error() + "?");
      return wrong_usage;
    }
    text = *explained;
  }
  write_whole(options.output, text);
  return done;
}

}  // namespace vultus::cli
