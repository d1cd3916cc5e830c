// Pictures of bars: a row for each name, whose bar the caller draws.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "searchd/render/drawing.h"

namespace isthmus::searchd {

inline constexpr double kBarLength = 190;  // of the longest
inline constexpr double kBarHeight = 16;
inline constexpr double kBarBaseline = 12.5;  // of text in or beside a bar, below its upper edge

struct Bars {
  Picture picture;    // its size is worked out
  double margin = 0;  // to the right of the longest bar
  std::vector<std::string> names;
};
// Calls draw(row, upper left corner) for each bar.
void draw_bars(Html& html, Bars bars, const std::function<void(std::size_t, Point)>& draw);

// A sample for a legend; calls draw(box).
void write_swatch(Html& html, const std::function<void(const Box&)>& draw);

}  // namespace isthmus::searchd
