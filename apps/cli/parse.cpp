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

void add_ensemble(CLI::App& app, Options& o) {
  app.add_option("--patients", o.patients, "Virtual patients")->check(CLI::Range(std::size_t{100}, std::size_t{10'000'000}))->capture_default_str();
  app.add_option("--seed", o.seed, "Same seed, same bytes")->capture_default_str();
  app.add_option("--threads", o.threads, "Threads; 0: all. Never changes a number")->check(CLI::Range(0U, 1024U))->capture_default_str();
}

void add_forecast(CLI::App& app, Options& o) {
  auto* sub = app.add_subcommand("forecast", "One plan's future for one person");
  sub->add_option("CASE", o.subject, "The case file (YAML), or - for standard input")->required();
  sub->add_option("--plan", o.plan, "The plan of the case to forecast; default: its first")->type_name("NAME");
  add_ensemble(*sub, o);
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

void add_compare(CLI::App& app, Options& o) {
  auto* sub = app.add_subcommand("compare", "The plans of a case beside each other, on the same virtual patients");
  sub->add_option("CASE", o.subject, "The case file (YAML), or - for standard input")->required();
  sub->add_flag("--candidates", o.candidates, "Instead of the case's plans: every treatment that fits the case, at its typical dose, from today");
  add_ensemble(*sub, o);
  add_output(*sub, o, {"text", "json", "csv"});
  sub->footer("Doing nothing is always among them. Plans that this person must not have are named with reason and source.\n"
              "Examples:\n"
              "  vultus compare examples/hollow-cheeks.yaml --lang en\n"
              "  vultus compare case.yaml --candidates --format csv -o plans.csv\n"
              "  vultus compare case.yaml --format json | jq '.differences[] | select(.verdict == \"better\")'");
}

void add_read(CLI::App& app, Options& o) {
  auto* sub = app.add_subcommand("read", "Health pages: what they claim, and how each claim stands against the evidence");
  sub->add_option("PAGE", o.pages, "Pages (HTML, text, Markdown), folders of them, or - for standard input")->required();
  sub->add_option("--evidence", o.evidence, "Tables of trials instead of the shipped ones")->type_name("DIR");
  sub->add_flag("--strict", o.strict, "Exit with 1 when a claim is dangerous or contradicted");
  add_output(*sub, o, {"text", "json", "html"});
  sub->footer("Several pages as JSON: one line each.\n"
              "Examples:\n"
              "  vultus read page.html\n"
              "  vultus read page.html --lang zh --format html -o marked.html\n"
              "  vultus read saved-pages/ --strict --format json -o readings.jsonl");
}

void add_ask(CLI::App& app, Options& o) {
  auto* sub = app.add_subcommand("ask", "A plain question, in English or Chinese, answered from forecast and evidence");
  sub->add_option("QUESTION", o.subject, "The question, in quotes")->required();
  sub->add_flag("--explain", o.explain, "After each sentence, where its numbers come from");
  sub->add_option("--evidence", o.evidence, "Tables of trials instead of the shipped ones")->type_name("DIR");
  sub->add_option("--seed", o.seed, "Same seed, same bytes")->capture_default_str();
  sub->add_option("--threads", o.threads, "Threads; 0: all. Never changes a number")->check(CLI::Range(0U, 1024U))->capture_default_str();
  add_output(*sub, o, {"text", "json"});
  sub->footer("Says what it assumed, and asks back what would change the answer. Exit code 4: outside what the evidence covers.\n"
              "Examples:\n"
              "  vultus ask \"Will hollow cheeks after a jaw injection recover? 40 units per side, 10 weeks ago\"\n"
              "  vultus ask \"硅凝胶能帮助我们去除痘坑吗？\"\n"
              "  vultus ask \"Which is best for a keloid on the earlobe?\" --explain --format json");
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
                       "  vultus evidence --treatment fluorouracil_il+triamcinolone_il --format csv\n"
                       "  vultus evidence --study peng2018a --lang zh\n"
                       "  vultus evidence --topic acne_scar --format csv -o rows.csv");
  evidence->add_option("--evidence", o.evidence, "A topic folder or a folder of them; default: the shipped tables")->type_name("DIR");
  evidence->add_option("--topic", o.topic, "Only this topic")->type_name("NAME");
  evidence->add_option("--study", o.study, "Only this study")->type_name("ID");
  evidence->add_option("--treatment", o.treatment, "Only arms with this treatment; \"a+b\": with both")->type_name("CODE");
  evidence->add_option("--outcome", o.outcome, "Only rows of this outcome or event")->type_name("CODE");
  evidence->add_option("--condition", o.condition, "Only studies of this condition")->type_name("CODE");
  auto* explain = add("explain", "One model, parameter, treatment, outcome or event: what it is, numbers, sources",
                      "vultus explain botulinum_masseter\n  vultus explain masseter --lang zh");
  explain->add_option("NAME", o.subject, "A name from `vultus models` or `vultus treatments`, a parameter, an outcome or event code")->required();
  auto* completion = app.add_subcommand("completion", "A completion script for your shell");
  completion->add_option("SHELL", o.subject, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->footer("Example:\n  source <(vultus completion bash)");
}

void add_without(CLI::App& app, Options& o) {
  app.add_option("--without", o.without, "Parts of the trial model switched off, to compare")
      ->check(CLI::IsMember({"mechanism", "discrepancy", "study", "arm"}))->delimiter(',');
}

void add_trials(CLI::App& app, Options& o) {
  auto* calibrate = app.add_subcommand("calibrate", "Learn a model's parameters from published arms");
  calibrate->add_option("MODEL", o.subject, "A name from `vultus models`")->required();
  calibrate->add_option("--evidence", o.evidence, "A folder of topics; default: the shipped tables")->type_name("DIR");
  calibrate->add_option("-o,--output", o.output, "The posterior file (netCDF-4, ArviZ's layout)")->type_name("FILE")->required();
  calibrate->add_option("--chains", o.chains, "Chains")->check(CLI::Range(1, 64))->capture_default_str();
  calibrate->add_option("--warmup", o.warmup, "Iterations of each chain that adapt; not kept")->check(CLI::Range(20, 100'000))->capture_default_str();
  calibrate->add_option("--draws", o.draws, "Draws kept of each chain")->check(CLI::Range(20, 100'000))->capture_default_str();
  calibrate->add_option("--seed", o.seed, "Same seed, same bytes")->capture_default_str();
  calibrate->add_option("--threads", o.threads, "Threads; 0: all. Never changes a number")->check(CLI::Range(0U, 1024U))->capture_default_str();
  calibrate->add_flag("--force", o.force, "Keep a posterior whose diagnostics did not pass; it is marked");
  calibrate->add_flag("-q,--quiet", o.quiet, "No progress on standard error");
  add_without(*calibrate, o);
  calibrate->footer("A run that was stopped goes on where it was when the same command is given again.\n"
                    "Example:\n  vultus calibrate masseter -o masseter.nc");
  auto* validate = app.add_subcommand("validate", "Predict every arm of a folder of evidence, and score it");
  validate->add_option("--evidence", o.evidence, "A topic folder or a folder of them; default: the shipped tables")->type_name("DIR");
  validate->add_option("--topic", o.topic, "Only this topic")->type_name("NAME");
  validate->add_option("--model", o.model, "Only this tissue model; other topics by the process alone")->type_name("NAME");
  validate->add_option("--posterior", o.posterior, "A posterior instead of the shipped one; with --model")->type_name("FILE");
  validate->add_option("--task", o.task, "Only this task")->check(CLI::IsMember({"new_study", "other_arm", "later_visit"}));
  validate->add_option("--record", o.record, "Also write what a forecast says of its model's record to FILE")->type_name("FILE");
  validate->add_flag("--refit", o.refit, "Leave one study out at a time");
  validate->add_option("--seed", o.seed, "Same seed, same bytes")->capture_default_str();
  validate->add_option("--threads", o.threads, "Threads; 0: all. Never changes a number")->check(CLI::Range(0U, 1024U))->capture_default_str();
  validate->add_option("--mechanism-weight", o.weight, "Of the tissue model's quantiles where it speaks, beside the process alone; else learnt")
      ->check(CLI::Range(0.0, 1.0));
  add_without(*validate, o);
  add_output(*validate, o, {"text", "json", "csv"});
  validate->footer("Examples:\n  vultus validate --topic masseter --refit\n  vultus validate --evidence new-trials/ --format json -o scores.json");
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
             "  vultus compare examples/hollow-cheeks.yaml\n"
             "  vultus explain masseter\n"
             "Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 bad input file, 4 outside what the evidence covers,\n"
             "            5 a file or memory failed, 70 a fault of the program");
  add_forecast(app, parsed.options);
  add_compare(app, parsed.options);
  add_read(app, parsed.options);
  add_ask(app, parsed.options);
  add_knowledge(app, parsed.options);
  add_trials(app, parsed.options);
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
