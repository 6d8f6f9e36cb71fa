// Shell completion, written from the grammar itself so that the two cannot drift apart.
#pragma once
#include <string>

namespace CLI {
class App;
}

namespace vultus::cli {

/// A script for bash, zsh or fish that completes commands, options and file names.
std::string completion_script(const std::string& shell, const CLI::App& app);

}  // namespace vultus::cli
