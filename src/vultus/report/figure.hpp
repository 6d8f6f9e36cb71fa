// What a chart shows, before it is drawn: which curves, which axis, which points. The terminal and the page draw the same.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "vultus/report/voice.hpp"

namespace vultus {

struct Figure {
  struct Point {
    double week, value;
  };
  std::string outcome, title, unit, x_title;
  bool derived = false;
  const Band* band = nullptr;
  const Band* nothing = nullptr;  ///< doing nothing, beside a plan
  std::vector<double> weeks;      ///< of the band; weeks counted from the treatment
  std::vector<double> nothing_weeks;
  std::vector<Point> measured;     ///< visits
  double today = 0.0;              ///< week
  std::optional<double> before;    ///< the level before the first treatment
  double low = 0.0, high = 1.0;    ///< of the value axis
  double least = 0.0, most = 1.0;  ///< what the axis must hold
  std::vector<double> value_ticks;
  std::vector<int> week_ticks;
  int decimals = 1;
  std::string describe;  ///< the chart in one sentence

  [[nodiscard]] double first_week() const { return weeks.front(); }
  [[nodiscard]] double last_week() const { return weeks.back(); }
  [[nodiscard]] std::string tick_text(double value) const;
};

/// The one asked about first, then the others in the order of tissue_words; none without values.
std::vector<Figure> figures_of(const Outlook& outlook, const Voice& voice);

}  // namespace vultus
