// Draws a Figure as SVG: bands, middle, doing nothing dashed, measurements as points; colours come from CSS variables.
#pragma once
#include <string>
#include <vector>

#include "vultus/report/figure.hpp"

namespace vultus {

struct SvgSize {
  int width = 720, height = 320;
};

/// One <svg> element with role, <title> and <desc>; `id` must be unique in the page.
std::string svg_chart(const Figure& figure, const SvgSize& size, const std::string& id, const Voice& voice);
/// The marks inside an <svg>, without the element itself; for several charts in one image.
std::string svg_marks(const Figure& figure, const SvgSize& size, const Voice& voice);

/// One line of the legend: a little picture and what it means.
struct LegendEntry {
  std::string picture;  ///< marks within 28 x 14
  std::string text;
};
std::vector<LegendEntry> svg_legend(const std::vector<Figure>& figures, const Voice& voice);

/// CSS of the marks (classes begin with c-), and the variables for light and dark.
std::string_view svg_rules();
std::string_view svg_light();
std::string_view svg_dark();

}  // namespace vultus
