// Answers as text, JSON, CSV, HTML and SVG, in both languages. Each function takes an Outlook and returns a string.
#pragma once
#include <string>

#include "vultus/decide/outlook.hpp"

namespace vultus {

struct TextStyle {
  Language language = Language::en;
  int columns = 100;
  bool colour = false;
};

/// The answer for a terminal, in the order of the project's answer rules.
std::string to_terminal(const Outlook& outlook, const TextStyle& style);
/// vultus-forecast/1.
std::string to_json(const Outlook& outlook, Language language);
/// RFC 4180: plan, day, outcome, unit, median, q05 ... (one row per day and outcome).
std::string to_csv(const Outlook& outlook);
/// One self-contained page: charts as inline SVG, light and dark, print; nothing loaded from elsewhere.
std::string to_html(const Outlook& outlook, Language language);
/// The curves alone as one SVG image with legend, axis titles and a text alternative.
std::string to_svg(const Outlook& outlook, Language language);

}  // namespace vultus
