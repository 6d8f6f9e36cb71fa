// The door of the command line: failures become exit codes here and nowhere else.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <system_error>

#include "commands.hpp"
#include "options.hpp"

int main(int argc, char** argv) {
  using namespace vultus::cli;
  std::signal(SIGPIPE, SIG_DFL);  // `vultus ... | head` ends quietly
  try {
    const Parsed parsed = parse(argc, argv);
    if (parsed.done) return *parsed.done;
    const std::string& command = parsed.options.command;
    if (command == "forecast") return forecast(parsed.options);
    if (command == "compare") return compare(parsed.options);
    if (command == "read") return read(parsed.options);
    if (command == "ask") return ask(parsed.options);
    if (command == "calibrate") return calibrate(parsed.options);
    if (command == "validate") return validate(parsed.options);
    return knowledge(parsed.options);
  } catch (const std::bad_alloc&) {
    std::fputs("vultus: out of memory; fewer --patients need less\n", stderr);
    return world_failed;
  } catch (const std::system_error& error) {
    fmt::print(stderr, "vultus: {}\n", error.what());
    return world_failed;
  } catch (const std::exception& error) {
    fmt::print(stderr, "vultus: a fault of the program itself, please report it: {}\n", error.what());
    return own_fault;
  }
}
