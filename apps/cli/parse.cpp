// The command line's grammar. The only file that includes CLI11, which is slow to compile.
#include <CLI/CLI.hpp>
#include <iostream>

#include "completion.hpp"
#include "options.hpp"
#include "version.hpp"

namespace vultus::cli {
namespace {

void add_output(CLI::App& app, Options& o, const std::vector<std::string>& formats) {
  app.add_option("--format", o.format, "How the answer is written")->check(CLI::IsMember(formats))->capture_default_str();
  app.add_option("-o,--output", o.output, "Write to FILE, whole or not at all, instead of standard output")->type_name("FILE");
  app.add_option("--lang", o.lang, "Language of the answer; default: that of the case, else en")->check(CLI::IsMember({"en", "zh"}));
  app.add_flag("-q,--quiet", o.quiet, "No progress on standard error");
}

void add_forecast(CLI::App& app, Options& o) {
  auto* sub = app.add_subcommand("forecast", "One plan's future for one person");
  sub->add_option("CASE", o.subject, "The case file (YAML), or - for standard input")->required();
  sub->add_option("--plan", o.plan, "The plan of the case to forecast; default: its first")->type_name("NAME");
  sub->add_option("--patients", o.patients, "Virtual patients")->check(CLI::Range(std::size_t{100}, std::size_t{10'000'000}))->capture_default_str();
  sub->add_option("--seed", o.seed, "Same seed, same bytes")->capture_default_str();
  sub->add_option("--threads", o.threads, "Threads; 0: all. Never changes a number")->check(CLI::Range(0U, 1024U))->capture_default_str();
  auto* with = sub->add_flag("--factors", o.factors, "Also compute what moves the outlook, the moved thresholds and the next measurement "
                             "(text and html always do)");
  sub->add_flag("--no-factors", o.no_factors, "Leave those out")->excludes(with);
  sub->add_option("--page", o.page, "Also write the answer as a page (html) to FILE")->type_name("FILE");
  add_output(*sub, o, {"text", "json", "csv", "html", "svg"});
  sub->footer("Examples:\n"
              "  vultus forecast examples/hollow-cheeks.yaml\n"
              "  vultus forecast examples/hollow-cheeks.yaml --plan filler --lang en --format html -o report.html\n"
              "  vultus forecast case.yaml --format json | jq '.events[] | {event, probability, median_day}'");
}

void add_knowledge(CLI::App& app, Options& o) {
  const std::vector<std::string> formats{"text", "json", "csv"};
  const auto add = [&](const char* name, const char* about, const char* example) {
    auto* sub = app.add_subcommand(name, about);
    add_output(*sub, o, formats);
    sub->footer(std::string("Example:\n  ") + example);
    return sub;
  };
  add("models", "The tissue models: versions, what they observe, what they rest on", "vultus models --format json");
  add("treatments", "The treatments that vultus has data for", "vultus treatments --lang zh");
  add("conditions", "The conditions that a case may have, and which of them a model speaks of", "vultus conditions");
  auto* evidence = add("evidence", "The published studies behind a treatment or an outcome: list, filter, cite",
                       "vultus evidence --treatment botulinum_masseter --outcome masseter_thickness\n"
                       "  vultus evidence --study peng2018a --lang zh\n"
                       "  vultus evidence --topic acne_scar --format csv -o rows.csv");
  evidence->add_option("--evidence", o.evidence, "A topic folder or a folder of them; default: the shipped tables")->type_name("DIR");
  evidence->add_option("--topic", o.topic, "Only this topic")->type_name("NAME");
  evidence->add_option("--study", o.study, "Only this study")->type_name("ID");
  evidence->add_option("--treatment", o.treatment, "Only arms with this treatment")->type_name("CODE");
  evidence->add_option("--outcome", o.outcome, "Only rows of this outcome or event")->type_name("CODE");
  evidence->add_option("--condition", o.condition, "Only studies of this condition")->type_name("CODE");
  auto* explain = add("explain", "One model, parameter, treatment, outcome or event: what it is, numbers, sources",
                      "vultus explain botulinum_masseter\n  vultus explain masseter --lang zh");
  explain->add_option("NAME", o.subject, "A name from `vultus models` or `vultus treatments`, a parameter, an outcome or event code")->required();
  auto* completion = app.add_subcommand("completion", "A completion script for your shell");
  completion->add_option("SHELL", o.subject, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->footer("Example:\n  source <(vultus completion bash)");
}

}  // namespace

Parsed parse(int argc, char** argv) {
  Parsed parsed;
  CLI::App app("vultus computes what a face is likely to do after a treatment, with intervals and sources.\n"
               "Education and research, not a diagnosis.", "vultus");
  app.require_subcommand(0, 1);
  bool version = false;
  app.add_flag("--version", version, "Version, model versions and posterior checksums");
  app.footer("Examples:\n"
             "  vultus forecast examples/hollow-cheeks.yaml\n"
             "  vultus explain masseter\n"
             "Exit codes: 0 done, 2 wrong usage, 3 bad input file, 4 outside what the evidence covers,\n"
             "            5 a file or memory failed, 70 a fault of the program");
  add_forecast(app, parsed.options);
  add_knowledge(app, parsed.options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    parsed.done = code == 0 ? 0 : 2;
    return parsed;
  }
  if (version) {
    parsed.done = print_version();
    return parsed;
  }
  for (const auto* sub : app.get_subcommands()) parsed.options.command = sub->get_name();
  if (parsed.options.command.empty()) {
    std::cerr << app.help();
    parsed.done = 2;
  }
  if (parsed.options.command == "completion") {
    std::cout << completion_script(parsed.options.subject, app);
    parsed.done = 0;
  }
  return parsed;
}

}  // namespace vultus::cli
