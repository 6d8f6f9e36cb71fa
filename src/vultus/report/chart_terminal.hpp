// Draws a Figure with characters: shades for the bands, fine dots for the middle; readable without colour.
#pragma once
#include <string>
#include <vector>

#include "vultus/report/figure.hpp"

namespace vultus {

struct ChartSize {
  int columns = 100;  ///< in all, labels included
  int rows = 6;       ///< of the plot at most; title and axis come on top
  bool colour = false;
};

/// Title line, the plot, one axis line.
std::vector<std::string> draw_chart(const Figure& figure, const ChartSize& size, const Voice& voice);
/// The one line that explains the marks of these figures.
std::string chart_legend(const std::vector<Figure>& figures, const Voice& voice);

}  // namespace vultus
