#include "searchd/render/drawing.h"

#include <array>
#include <charconv>
#include <cmath>

namespace isthmus::searchd {
namespace {

std::string length_of(double length) {
  std::array<char, 32> digits{};
  const double rounded = std::round(length * 10) / 10;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), rounded).ptr;
  return {digits.data(), end};
}

Markup pattern_of(Lean lean) {
  switch (lean) {
    case Lean::kPractice:
      return "url(#stripes)";
    case Lean::kMuchPractice:
      return "url(#dense-stripes)";
    case Lean::kAcademic:
      return "url(#dots)";
    case Lean::kMuchAcademic:
      return "url(#dense-dots)";
    case Lean::kEven:
      break;
  }
  return "none";
}

void begin_text(Html& html, Markup kind) { html.raw("<text class=\"").raw(kind).raw("\""); }

}  // namespace

void write_length(Html& html, Markup name, double length) {
  html.attribute(name, length_of(length));
}

void begin_picture(Html& html, const Picture& picture) {
  html.raw("<svg role=\"img\" class=\"picture ").raw(picture.name).raw("\"");
  html.attribute("viewBox", "0 0 " + length_of(picture.width) + " " + length_of(picture.height));
  if (picture.keeps_size) {
    write_length(html, "width", picture.width);
    write_length(html, "height", picture.height);
  }
  html.raw(" aria-labelledby=\"").raw(picture.name).raw("-title ").raw(picture.name);
  html.raw("-about\"><title id=\"").raw(picture.name).raw("-title\">").text(picture.title);
  html.raw("</title><desc id=\"").raw(picture.name).raw("-about\">").text(picture.description);
  html.raw("</desc>");
}

void end_picture(Html& html) { html.raw("</svg>\n"); }

void draw_box(Html& html, Markup kind, const Box& box) {
  html.raw("<rect class=\"").raw(kind).raw("\"");
  write_length(html, "x", box.corner.x);
  write_length(html, "y", box.corner.y);
  write_length(html, "width", box.width);
  write_length(html, "height", box.height);
  html.raw("/>");
}

void draw_line(Html& html, Markup kind, Point from, Point to) {
  html.raw("<line class=\"").raw(kind).raw("\"");
  write_length(html, "x1", from.x);
  write_length(html, "y1", from.y);
  write_length(html, "x2", to.x);
  write_length(html, "y2", to.y);
  html.raw("/>");
}

void draw_text(Html& html, Markup kind, Point at, std::string_view text) {
  begin_text(html, kind);
  write_length(html, "x", at.x);
  write_length(html, "y", at.y);
  html.raw(">").text(text).raw("</text>");
}

void draw_slanted_text(Html& html, Markup kind, Point at, std::string_view text) {
  begin_text(html, kind);
  html.attribute("transform",
                 "translate(" + length_of(at.x) + " " + length_of(at.y) + ") rotate(-40)");
  html.raw(">").text(text).raw("</text>");
}

void define_patterns(Html& html) {
  html.raw(
      "<svg class=\"unseen\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
      "<pattern id=\"stripes\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><path class=\"stripe\" d=\"M0 0V9\"/></pattern>"
      "<pattern id=\"dense-stripes\" width=\"4.5\" height=\"4.5\" "
      "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"stripe\" "
      "d=\"M0 0V4.5\"/></pattern>"
      "<pattern id=\"dots\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><circle "
      "class=\"spot\" cx=\"4\" cy=\"4\" r=\"1.5\"/></pattern>"
      "<pattern id=\"dense-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle "
      "class=\"spot\" cx=\"2.5\" cy=\"2.5\" r=\"1.5\"/></pattern></defs></svg>\n");
}

void draw_pattern(Html& html, Lean lean, const Box& box) {
  if (lean == Lean::kEven) return;
  html.raw("<rect fill=\"").raw(pattern_of(lean)).raw("\"");
  write_length(html, "x", box.corner.x);
  write_length(html, "y", box.corner.y);
  write_length(html, "width", box.width);
  write_length(html, "height", box.height);
  html.raw("/>");
}

}  // namespace isthmus::searchd
