// Small PDFs for tests: lines of text at places, in Helvetica or, beyond ASCII, in a font of full
// squares; pictures; the information dictionary.
//
// Shape: ASCII is written in the standard fonts, other text as UTF-16 codes of a font that is not
// embedded but maps them to themselves. No compression, so that a test can look into the bytes.
// Units: points from the upper left corner; a line's place is its base line. Pages are A4.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isthmus::testing {

class PdfWriter {
 public:
  PdfWriter& page();
  PdfWriter& text(double left, double base, double size, std::string_view utf8);
  PdfWriter& bold(double left, double base, double size, std::string_view utf8);
  // Lines one below the other at 1.2 times the size.
  PdfWriter& lines(double left, double base, double size, const std::vector<std::string>& lines);
  PdfWriter& picture();  // over the whole page
  // Characters of upright and level strokes as drawings, which are no text: E F H I L T 口 日 田 工 王.
  PdfWriter& drawn(double left, double top, double height, std::string_view characters);
  PdfWriter& information(std::string key, std::string ascii);
  // An XMP packet.
  PdfWriter& metadata(std::string xmp);
  // What the page tree claims to have; by default the pages that are there.
  PdfWriter& claim_pages(std::size_t count);

  std::string bytes() const;

 private:
  void show(double left, double base, double size, std::string_view utf8, std::string_view font);
  std::string font_map() const;

  std::vector<std::string> pages_;  // their content
  std::vector<std::pair<std::string, std::string>> information_;
  std::vector<char32_t> characters_;  // of the square font
  std::string metadata_;
  std::size_t claimed_ = 0;
};

}  // namespace isthmus::testing
