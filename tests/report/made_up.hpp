// Outlooks with made-up but plausible curves, to test how an answer is said. No number here is a result.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "vultus/decide/outlook.hpp"

namespace vultus::made_up {

Outlook hollow();        ///< a hollow is seen at week 6; waiting
Outlook hollow_dated();  ///< the same in a case with dates
Outlook before();        ///< nothing injected yet
Outlook never_half();    ///< fewer than half recover by the horizon
Outlook gone();          ///< it was there and is over
Outlook filler();        ///< filler planned, doing nothing beside it
Outlook emergency();     ///< a red flag fits the question
Outlook unexplained();   ///< a measurement outside the model
Outlook repeated();      ///< three injections, a long horizon

/// All of them by name.
std::vector<std::pair<std::string, Outlook>> all();

}  // namespace vultus::made_up
