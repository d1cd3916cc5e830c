#include "indexer/parsers/pdf_recognised.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "indexer/parsers/pdf_layout.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

constexpr double kMinConfidence = 30;  // below, specks and lines of drawings are read as letters
constexpr std::size_t kColumns = 12;
constexpr double kLineToSize = 0.8;  // of a line's height, from its highest to its lowest mark

enum Level : int { kPage = 1, kLine = 4, kWord = 5 };

struct Row {
  int level = 0;
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
  double confidence = 0;
  std::string_view text;
};

double number_of(std::string_view field) {
  double value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

// The heading's fields are no numbers: its level is 0.
std::optional<Row> row_of(std::string_view line) {
  std::array<std::string_view, kColumns> fields;
  for (std::string_view& field : fields) {
    if (line.empty()) break;
    field = line.substr(0, line.find('\t'));
    line.remove_prefix(std::min(line.size(), field.size() + 1));
  }
  constexpr double kFarthest = 1e6;
  const Row row{static_cast<int>(std::clamp(number_of(fields[0]), 0.0, 9.0)),
                number_of(fields[6]),
                number_of(fields[7]),
                number_of(fields[8]),
                number_of(fields[9]),
                number_of(fields[10]),
                trimmed(fields[11])};
  for (const double length : {row.left, row.top, row.width, row.height}) {
    if (!(length >= 0 && length < kFarthest)) return std::nullopt;
  }
  return row;
}

PdfWord word_of(const Row& row, double size) {
  PdfWord word;
  word.text = row.text;
  word.left = row.left;
  word.top = row.top;
  word.right = row.left + row.width;
  word.bottom = row.top + row.height;
  word.size = std::max(size, 0.1);
  word.has_space_after = true;
  return word;
}

// Tesseract parts Chinese by blanks as it parts English.
void close_up(std::vector<PdfWord>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (ends_without_blank(words[i].text) && begins_without_blank(words[i + 1].text))
      words[i].has_space_after = false;
  }
}

}  // namespace

PdfPage page_of_words(std::string_view table) {
  PdfPage page;
  Row line;
  while (!table.empty()) {
    const std::optional<Row> row = row_of(take_line(table));
    if (!row) continue;
    if (row->level == kPage) {
      page.width = row->width;
      page.height = row->height;
    } else if (row->level == kLine) {
      line = *row;
    } else if (row->level == kWord && row->confidence >= kMinConfidence && !row->text.empty() &&
               page.words.size() < kMaxPageWords) {
      page.words.push_back(word_of(*row, line.height * kLineToSize));
      // Words of one line stand on one base line, whatever their letters.
      page.words.back().top = line.top;
      page.words.back().bottom = line.top + line.height;
    }
  }
  close_up(page.words);
  return page;
}

}  // namespace isthmus::parsers
