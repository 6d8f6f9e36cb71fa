// Each command: from options to an exit code.
#pragma once
#include "options.hpp"

namespace vultus::cli {

inline constexpr int done = 0, check_failed = 1, wrong_usage = 2, bad_input = 3, outside_evidence = 4, world_failed = 5, own_fault = 70;

int forecast(const Options& options);
int compare(const Options& options);    ///< plans beside each other
int calibrate(const Options& options);  ///< learns a model's parameters from published arms
int validate(const Options& options);   ///< predicts published arms and scores it
int read(const Options& options);       ///< health pages: claims and verdicts
int ask(const Options& options);        ///< a plain question
int knowledge(const Options& options);  ///< models, treatments, conditions, explain

}  // namespace vultus::cli
