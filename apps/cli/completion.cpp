#include "completion.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

namespace vultus::cli {
namespace {

std::string options_of(const CLI::App& app) {
  std::string words;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) words += " --" + name;
    for (const auto& name : option->get_snames()) words += " -" + name;
  }
  return words;
}

std::string bash(const CLI::App& app) {
  std::ostringstream out;
  std::string commands;
  for (const auto* sub : app.get_subcommands({})) commands += " " + sub->get_name();
  out << "# bash completion for vultus: source <(vultus completion bash)\n"
         "_vultus() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=\n"
         "  if ((COMP_CWORD == 1)); then\n"
         "    words='" << commands << options_of(app) << "'\n"
         "  else\n"
         "    case $command in\n";
  for (const auto* sub : app.get_subcommands({}))
    out << "      " << sub->get_name() << ") words='" << options_of(*sub) << "' ;;\n";
  out << "    esac\n"
         "  fi\n"
         "  case ${COMP_WORDS[COMP_CWORD-1]} in\n"
         "    --lang) words='en zh' ;;\n"
         "    --format) words='text json csv html svg' ;;\n"
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "  if [[ $word != -* ]] && ((COMP_CWORD > 1)); then\n"
         "    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$word\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _vultus vultus\n";
  return out.str();
}

std::string fish(const CLI::App& app) {
  std::ostringstream out;
  out << "# fish completion for vultus: vultus completion fish | source\n";
  for (const auto* sub : app.get_subcommands({})) {
    out << "complete -c vultus -n __fish_use_subcommand -a " << sub->get_name() << " -d '" << sub->get_description() << "'\n";
    for (const auto* option : sub->get_options())
      for (const auto& name : option->get_lnames())
        out << "complete -c vultus -n '__fish_seen_subcommand_from " << sub->get_name() << "' -l " << name << "\n";
  }
  return out.str();
}

}  // namespace

std::string completion_script(const std::string& shell, const CLI::App& app) {
  if (shell == "fish") return fish(app);
  if (shell == "zsh") return "autoload -U +X bashcompinit && bashcompinit\n" + bash(app);
  return bash(app);
}

}  // namespace vultus::cli
