// Pictures as SVG within a page: rectangles, lines, texts, and the patterns that tell the sides
// apart without colour.
//
// Colours and sizes of type come from the stylesheet by class. A picture has a title and a
// description for those who do not see it; a table beside it holds its figures.
#pragma once

#include <string_view>

#include "searchd/render/html.h"

namespace isthmus::searchd {

// Units: of the picture's own view box; y grows downwards.
struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  Point corner;  // upper left
  double width = 0;
  double height = 0;
};

struct Picture {
  Markup name = "picture";  // class, and beginning of the ids of title and description
  double width = 0;
  double height = 0;
  bool keeps_size = false;  // drawn at its own size, and scrolled where there is no room
  std::string_view title;
  std::string_view description;
};

void begin_picture(Html& html, const Picture& picture);
void end_picture(Html& html);

void draw_box(Html& html, Markup kind, const Box& box);
void draw_line(Html& html, Markup kind, Point from, Point to);
void draw_text(Html& html, Markup kind, Point at, std::string_view text);
// Turned upwards to the right by 40 degrees.
void draw_slanted_text(Html& html, Markup kind, Point at, std::string_view text);

// " x=…" with at most one digit after the point.
void write_length(Html& html, Markup name, double length);

// How far something leans to a side: stripes for practice, dots for the academic side.
enum class Lean { kEven, kPractice, kMuchPractice, kAcademic, kMuchAcademic };
// The patterns, once in a page, before they are used.
void define_patterns(Html& html);
// A box over another one, filled with the pattern; nothing for kEven.
void draw_pattern(Html& html, Lean lean, const Box& box);

}  // namespace isthmus::searchd
