// Source: poppler-cpp 22.12. text_list() gives words with boxes at about the price of text(); fonts
// add a quarter to it. Of the C++ interfaces to PDF text in Debian it is the one that survives
// damaged files best (the same code as pdftotext).
#include "indexer/parsers/pdf_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <exception>
#include <limits>
#include <map>

#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include "engine/text/composition.h"
#include "engine/text/utf8.h"

namespace isthmus::parsers {
namespace {

// What poppler said last on this thread; it has one function for the whole process.
struct Complaints {
  std::string first;
  std::string damage;
};
thread_local Complaints complaints;

// Complaints that mean that parts of the file are missing or were guessed; others are about fonts,
// pictures and forms.
constexpr std::array<std::string_view, 6> kDamage = {"xref table",     "XRef",        "trailer",
                                                     "Catalog object", "end of file", "endstream"};

void note_complaint(const std::string& message, void*) {
  std::string_view text = message;
  if (const std::size_t colon = text.find(": "); colon != std::string_view::npos)
    text.remove_prefix(colon + 2);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  if (complaints.first.empty()) complaints.first = text;
  const bool is_damage = std::any_of(kDamage.begin(), kDamage.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
  if (is_damage && complaints.damage.empty()) complaints.damage = text;
}

constexpr std::array<std::string_view, 7> kLigatures = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

// Control characters, noncharacters and marks of order are no text.
bool is_dropped(char32_t value) {
  return value < 0x20 || (value >= 0x7f && value < 0xa0) || value == 0xfeff || value >= 0x110000 ||
         (value & 0xfffeU) == 0xfffeU || (value >= 0x200b && value <= 0x200f) ||
         (value >= 0x202a && value <= 0x202e);
}

void append(std::string& out, char32_t value) {
  constexpr char32_t kFirstLigature = 0xfb00;
  if (value >= kFirstLigature && value < kFirstLigature + kLigatures.size()) {
    out += kLigatures[value - kFirstLigature];
  } else if (value == 0xad) {
    out += '-';
  } else if (value == 0xa0) {
    out += ' ';
  } else if (!is_dropped(value)) {
    text::append_utf8(out, value);
  }
}

// UTF-16 in poppler's string, with surrogates that may stand alone.
std::string utf8_of(const poppler::ustring& text) {
  std::string out;
  out.reserve(text.size());
  bool has_marks = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t value = text[i];
    if (value >= 0xd800 && value < 0xe000) {
      const bool is_pair =
          value < 0xdc00 && i + 1 < text.size() && (text[i + 1] & 0xfc00U) == 0xdc00U;
      value = is_pair ? 0x10000 + ((value & 0x3ffU) << 10U) + (text[++i] & 0x3ffU)
                      : text::kReplacementCharacter;
    }
    has_marks = has_marks || (value >= 0x300 && value < 0x370);
    append(out, value);
  }
  return has_marks ? text::composed(out) : out;
}

// A hyphen that shows only at the end of a line is in the middle of a word without a sense.
std::string without_inner_soft_hyphens(poppler::ustring text) {
  constexpr unsigned short kSoftHyphen = 0xad;
  for (std::size_t i = 0; i + 1 < text.size();) {
    if (text[i] == kSoftHyphen)
      text.erase(i, 1);
    else
      ++i;
  }
  return utf8_of(text);
}

bool names_bold(const std::string& font) {
  std::string lower(font);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  constexpr std::array<std::string_view, 6> kBold = {"bold", "black", "heavy",
                                                     "-bd",  "cmbx",  "simhei"};
  return std::any_of(kBold.begin(), kBold.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// About how wide a word is in a font of size 1: the usual widths of roman type.
double usual_width(std::string_view word) {
  double width = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xe2) {
      width += 1;  // Chinese characters, and a few signs
    } else if (byte >= 'A' && byte <= 'Z') {
      width += 0.7;
    } else if (byte >= '0' && byte <= '9') {
      width += 0.5;
    } else if ((byte >= 'a' && byte <= 'z') || byte >= 0xc0) {
      width += 0.46;
    } else if (byte < 0x80) {
      width += 0.28;
    }
  }
  return width;
}

// Fonts that are drawings (Type 3, as TeX once made them) do not say how large they are: poppler
// takes the size from one of their letters, wrong by up to a half. The words of one font share
// that size; their widths together tell a better one.
void measure_drawn_fonts(std::vector<PdfWord>& words, const std::vector<std::size_t>& drawn) {
  struct Sum {
    double width = 0;
    double usual = 0;
  };
  constexpr double kFewest = 3;  // about seven letters; less says nothing
  std::map<double, Sum> fonts;
  for (const std::size_t i : drawn) {
    if (!words[i].is_upright) continue;
    fonts[words[i].size].width += words[i].right - words[i].left;
    fonts[words[i].size].usual += usual_width(words[i].text);
  }
  for (const std::size_t i : drawn) {
    const auto font = fonts.find(words[i].size);
    if (font != fonts.end() && font->second.usual >= kFewest)
      words[i].size = std::max(0.1, font->second.width / font->second.usual);
  }
}

std::optional<PdfWord> word_of(const poppler::text_box& box) {
  PdfWord word;
  word.text = without_inner_soft_hyphens(box.text());
  if (word.text.find_first_not_of(' ') == std::string::npos) return std::nullopt;
  const poppler::rectf area = box.bbox();
  const std::array<double, 4> sides = {area.left(), area.top(), area.right(), area.bottom()};
  constexpr double kFarthest = 1e6;  // PDF allows 14,400 points; what is beyond breaks arithmetic
  for (const double side : sides) {
    if (!(side > -kFarthest && side < kFarthest)) return std::nullopt;
  }
  word.left = std::min(sides[0], sides[2]);
  word.right = std::max(sides[0], sides[2]);
  word.top = std::min(sides[1], sides[3]);
  word.bottom = std::max(sides[1], sides[3]);
  word.has_space_after = box.has_space_after();
  word.is_upright = box.rotation() == 0;
  word.size = word.bottom - word.top;
  if (box.has_font_info()) {
    if (const double size = box.get_font_size(); size > 0 && size < kFarthest) word.size = size;
    word.is_bold = names_bold(box.get_font_name());
    if (box.get_wmode() == poppler::text_box::vertical_wmode) word.is_upright = false;
  }
  word.size = std::max(word.size, 0.1);
  return word;
}

// Poppler looks for the objects by itself where their table is lost, and says nothing of it.
bool has_table_in_place(std::string_view bytes) {
  constexpr std::string_view kStart = "startxref";
  const std::size_t start = bytes.rfind(kStart);
  if (start == std::string_view::npos) return false;
  std::size_t at = bytes.find_first_of("0123456789", start);
  std::uint64_t offset = 0;
  for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && offset < bytes.size(); ++at)
    offset = offset * 10 + static_cast<std::uint64_t>(bytes[at] - '0');
  const std::size_t begin = bytes.find("%PDF-");  // offsets count from it, or from the first byte
  for (const std::size_t base : {std::size_t{0}, begin}) {
    if (base == std::string_view::npos || base + offset >= bytes.size()) continue;
    const std::string_view table = bytes.substr(base + offset);
    const std::size_t word = table.find_first_not_of(" \t\r\n");
    if (word == std::string_view::npos) continue;
    if (table.substr(word).starts_with("xref")) return true;
    if (table[word] >= '0' && table[word] <= '9') return true;
  }
  return false;
}

// 300 dots per inch are what text recognition is made for; a page of 40 million dots is larger than
// A2.
double resolution_for(const poppler::rectf& page) {
  constexpr double kBest = 300;
  constexpr double kMostDots = 40e6;
  constexpr double kPointsPerInch = 72;
  const double inches = std::max(page.width(), 1.0) * std::max(page.height(), 1.0) /
                        (kPointsPerInch * kPointsPerInch);
  return std::min(kBest, std::sqrt(kMostDots / inches));
}

std::optional<std::string> pgm_of(const poppler::image& image) {
  if (!image.is_valid() || image.format() != poppler::image::format_gray8) return std::nullopt;
  const auto width = static_cast<std::size_t>(image.width());
  std::string out =
      "P5 " + std::to_string(image.width()) + " " + std::to_string(image.height()) + " 255\n";
  for (int row = 0; row < image.height(); ++row) {
    const std::ptrdiff_t offset = std::ptrdiff_t{image.bytes_per_row()} * row;
    out.append(image.const_data() + offset, width);
  }
  return out;
}

Error not_openable() {
  std::string message = "the PDF cannot be opened";
  if (!complaints.first.empty()) message += ": " + complaints.first;
  return {ErrorCode::kInvalidSource, std::move(message),
          "open it with another program and save it anew, or fetch it again"};
}

}  // namespace

struct PdfFile::State {
  std::unique_ptr<poppler::document> document;
};

PdfFile::PdfFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
PdfFile::PdfFile(PdfFile&&) noexcept = default;
PdfFile& PdfFile::operator=(PdfFile&&) noexcept = default;
PdfFile::~PdfFile() = default;

Result<PdfFile> PdfFile::open(std::string_view bytes) {
  static const bool is_silenced = [] {
    poppler::set_debug_error_function(&note_complaint, nullptr);
    return true;
  }();
  complaints = {};
  if (!is_silenced || bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return Error{ErrorCode::kTooLarge, "the PDF is larger than 2 GB", "split it"};
  auto state = std::make_unique<State>();
  try {
    state->document.reset(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  } catch (const std::exception& exception) {
    complaints.first = exception.what();
  }
  if (state->document == nullptr) return not_openable();
  if (state->document->is_locked()) {
    return Error{ErrorCode::kInvalidSource, "the PDF is encrypted with a password",
                 "save a copy without a password, for example: qpdf --decrypt --password=… IN OUT"};
  }
  if (complaints.damage.empty() && !has_table_in_place(bytes))
    complaints.damage = "its table of objects is not where it should be";
  return PdfFile(std::move(state));
}

int PdfFile::page_count() const {
  try {
    return std::max(0, state_->document->pages());
  } catch (const std::exception&) {
    return 0;
  }
}

std::optional<PdfPage> PdfFile::page(int index) const {
  try {
    const std::unique_ptr<poppler::page> page(state_->document->create_page(index));
    if (page == nullptr) return std::nullopt;
    PdfPage out;
    const poppler::rectf area = page->page_rect();
    const bool is_turned = page->orientation() == poppler::page::landscape ||
                           page->orientation() == poppler::page::seascape;
    out.width = is_turned ? area.height() : area.width();
    out.height = is_turned ? area.width() : area.height();
    std::vector<std::size_t> drawn;
    for (const poppler::text_box& box : page->text_list(poppler::page::text_list_include_font)) {
      if (out.words.size() == kMaxPageWords) break;
      std::optional<PdfWord> word = word_of(box);
      if (!word) continue;
      if (box.has_font_info() && box.get_font_name().empty()) drawn.push_back(out.words.size());
      out.words.push_back(*std::move(word));
    }
    measure_drawn_fonts(out.words, drawn);
    return out;
  } catch (const std::exception& exception) {
    complaints.damage = exception.what();
    return std::nullopt;
  }
}

std::optional<std::string> PdfFile::picture(int index) const {
  try {
    const std::unique_ptr<poppler::page> page(state_->document->create_page(index));
    if (page == nullptr) return std::nullopt;
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    const double resolution = resolution_for(page->page_rect());
    return pgm_of(renderer.render_page(page.get(), resolution, resolution));
  } catch (const std::exception& exception) {
    complaints.damage = exception.what();
    return std::nullopt;
  }
}

std::string PdfFile::information(const std::string& key) const {
  try {
    return utf8_of(state_->document->info_key(key));
  } catch (const std::exception&) {
    return {};
  }
}

std::string PdfFile::metadata() const {
  try {
    const poppler::byte_array bytes = state_->document->metadata().to_utf8();
    return {bytes.begin(), bytes.end()};
  } catch (const std::exception&) {
    return {};
  }
}

std::string PdfFile::damage() const { return complaints.damage; }
std::string PdfFile::complaint() const { return complaints.first; }

}  // namespace isthmus::parsers
