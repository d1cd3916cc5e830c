#include "tests/support/pdf_writer.h"

#include <algorithm>
#include <cstdio>

#include "engine/text/utf8.h"

namespace isthmus::testing {
namespace {

constexpr double kHeight = 842;

std::string number(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", value);
  return out;
}

std::string hexadecimal(char32_t value) {
  char out[8];
  std::snprintf(out, sizeof out, "%04X", static_cast<unsigned>(value));
  return out;
}

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < utf8.size();) {
    const text::DecodedCodePoint point = text::decode_code_point(utf8, at);
    out.push_back(point.value);
    at += point.length;
  }
  return out;
}

std::string literal(std::string_view ascii) {
  std::string out = "(";
  for (const char c : ascii) {
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
  return out + ")";
}

std::string stream(const std::string& content, const std::string& keys = {}) {
  return "<< " + keys + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
         "\nendstream";
}

// From 0 to 1 over the character's box.
struct Stroke {
  double left;
  double top;
  double right;
  double bottom;
};

struct Shape {
  char32_t character;
  std::vector<Stroke> strokes;
};

constexpr Stroke kTop = {0, 0, 1, 0};
constexpr Stroke kMiddle = {0, 0.5, 1, 0.5};
constexpr Stroke kBottom = {0, 1, 1, 1};
constexpr Stroke kLeft = {0, 0, 0, 1};
constexpr Stroke kCentre = {0.5, 0, 0.5, 1};
constexpr Stroke kRight = {1, 0, 1, 1};

const std::vector<Shape> kShapes = {
    {U'E', {kLeft, kTop, {0, 0.5, 0.8, 0.5}, kBottom}},
    {U'F', {kLeft, kTop, {0, 0.5, 0.8, 0.5}}},
    {U'H', {kLeft, kMiddle, kRight}},
    {U'I', {kCentre}},
    {U'L', {kLeft, kBottom}},
    {U'T', {kTop, kCentre}},
    {U'口', {kLeft, kTop, kRight, kBottom}},
    {U'日',
     {{0.15, 0, 0.15, 1},
      {0.85, 0, 0.85, 1},
      {0.15, 0, 0.85, 0},
      {0.15, 0.5, 0.85, 0.5},
      {0.15, 1, 0.85, 1}}},
    {U'田', {kLeft, kTop, kRight, kBottom, kMiddle, kCentre}},
    {U'工', {{0.1, 0, 0.9, 0}, kCentre, kBottom}},
    {U'王', {{0.05, 0, 0.95, 0}, {0.1, 0.5, 0.9, 0.5}, kCentre, kBottom}},
};

constexpr int kFirstPage = 10;  // objects before it: catalog, pages, fonts, picture, information

}  // namespace

PdfWriter& PdfWriter::page() {
  pages_.emplace_back();
  return *this;
}

void PdfWriter::show(double left, double base, double size, std::string_view utf8,
                     std::string_view font) {
  const bool is_ascii = std::all_of(utf8.begin(), utf8.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string shown = is_ascii ? literal(utf8) : "<";
  if (!is_ascii) {
    for (const char32_t value : code_points(utf8)) {
      shown += hexadecimal(value);
      characters_.push_back(value);
    }
    shown += ">";
  }
  pages_.back() += "BT /" + std::string(is_ascii ? font : "Square") + " " + number(size) +
                   " Tf 1 0 0 1 " + number(left) + " " + number(kHeight - base) + " Tm " + shown +
                   " Tj ET\n";
}

PdfWriter& PdfWriter::text(double left, double base, double size, std::string_view utf8) {
  show(left, base, size, utf8, "Plain");
  return *this;
}

PdfWriter& PdfWriter::bold(double left, double base, double size, std::string_view utf8) {
  show(left, base, size, utf8, "Bold");
  return *this;
}

PdfWriter& PdfWriter::lines(double left, double base, double size,
                            const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    text(left, base, size, line);
    base += 1.2 * size;
  }
  return *this;
}

PdfWriter& PdfWriter::picture() {
  pages_.back() += "q 595 0 0 842 0 0 cm /Picture Do Q\n";
  return *this;
}

PdfWriter& PdfWriter::drawn(double left, double top, double height, std::string_view characters) {
  for (const char32_t character : code_points(characters)) {
    const auto shape = std::find_if(kShapes.begin(), kShapes.end(),
                                    [&](const Shape& one) { return one.character == character; });
    const double width = height * (character > 0x7f ? 1 : 0.6);
    const double thick = height * 0.12;
    for (const Stroke& stroke : shape == kShapes.end() ? std::vector<Stroke>() : shape->strokes) {
      const double x = left + stroke.left * (width - thick);
      const double y = top + stroke.top * (height - thick);
      const double w = thick + (stroke.right - stroke.left) * (width - thick);
      const double h = thick + (stroke.bottom - stroke.top) * (height - thick);
      pages_.back() +=
          number(x) + " " + number(kHeight - y - h) + " " + number(w) + " " + number(h) + " re f\n";
    }
    left += width + height * 0.2;
  }
  return *this;
}

PdfWriter& PdfWriter::information(std::string key, std::string ascii) {
  information_.emplace_back(std::move(key), std::move(ascii));
  return *this;
}

PdfWriter& PdfWriter::metadata(std::string xmp) {
  metadata_ = std::move(xmp);
  return *this;
}

PdfWriter& PdfWriter::claim_pages(std::size_t count) {
  claimed_ = count;
  return *this;
}

// The font's codes to characters: each to itself.
std::string PdfWriter::font_map() const {
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Own def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (const char32_t value : characters_)
    out += "1 beginbfchar\n<" + hexadecimal(value) + "> <" + hexadecimal(value) + ">\nendbfchar\n";
  return out + "endcmap\nend\nend";
}

std::string PdfWriter::bytes() const {
  std::vector<std::string> objects(kFirstPage);
  objects[1] = "<< /Type /Catalog /Pages 2 0 R" +
               std::string(metadata_.empty() ? "" : " /Metadata 9 0 R") + " >>";
  std::string kids;
  for (std::size_t i = 0; i < pages_.size(); ++i)
    kids += std::to_string(kFirstPage + 2 * i) + " 0 R ";
  objects[2] = "<< /Type /Pages /Kids [ " + kids + "] /Count " +
               std::to_string(claimed_ == 0 ? pages_.size() : claimed_) + " >>";
  objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  objects[4] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>";
  objects[5] =
      "<< /Type /Font /Subtype /Type0 /BaseFont /Square /Encoding /Identity-H /ToUnicode 6 0 R "
      "/DescendantFonts [ << /Type /Font /Subtype /CIDFontType2 /BaseFont /Square /DW 1000 "
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
      "/FontDescriptor << /Type /FontDescriptor /FontName /Square /Flags 4 /Ascent 880 "
      "/Descent -120 /CapHeight 880 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >> ] "
      ">>";
  objects[6] = stream(font_map());
  const bool has_picture = std::any_of(pages_.begin(), pages_.end(), [](const std::string& page) {
    return page.find("/Picture Do") != std::string::npos;
  });
  objects[7] =
      !has_picture
          ? "null"
          : stream(std::string(1, '\x7f'),
                   "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                   "/BitsPerComponent 8");
  objects[8] = "<<";
  for (const auto& [key, value] : information_) objects[8] += " /" + key + " " + literal(value);
  objects[8] += " >>";
  objects[9] = stream(metadata_, "/Type /Metadata /Subtype /XML");
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
        std::to_string(kFirstPage + 2 * i + 1) +
        " 0 R /Resources << /Font << /Plain 3 0 R /Bold 4 0 R /Square 5 0 R >> /XObject << "
        "/Picture 7 0 R >> >> >>");
    objects.push_back(stream(pages_[i]));
  }
  std::string out = "%PDF-1.7\n";
  std::string table;
  for (std::size_t i = 1; i < objects.size(); ++i) {
    char entry[24];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t start = out.size();
  out += "xref\n0 " + std::to_string(objects.size()) + "\n0000000000 65535 f \n" + table +
         "trailer\n<< /Size " + std::to_string(objects.size()) +
         " /Root 1 0 R /Info 8 0 R >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
  return out;
}

}  // namespace isthmus::testing
