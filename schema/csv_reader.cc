#include "schema/csv_reader.h"

#include <algorithm>

namespace isthmus::csv {

// Past the opening quote, up to and past the closing one. False when there is none within the
// limit.
bool Reader::read_quoted(std::string& field) {
  const std::size_t limit = std::min<std::size_t>(text_.size(), position_ + kMaxFieldBytes);
  while (position_ < limit) {
    const char c = text_[position_++];
    if (c == '"') {
      if (position_ >= text_.size() || text_[position_] != '"') return true;
      ++position_;
    } else if (c == '\n') {
      ++line_;
    }
    field += c;
  }
  return false;
}

bool Reader::read_field(std::string& field) {
  const bool is_quoted =
      position_ < text_.size() && text_[position_] == '"' && bad_rows_ < kMaxBadRows;
  if (is_quoted) {
    ++position_;
    if (!read_quoted(field)) return false;
  }
  const std::size_t begin = position_;
  while (!at_line_end() && text_[position_] != delimiter_) ++position_;
  field += text_.substr(begin, position_ - begin);
  return true;
}

void Reader::skip_line_end() {
  if (position_ < text_.size() && text_[position_] == '\r') ++position_;
  if (position_ < text_.size() && text_[position_] == '\n') ++position_;
  ++line_;
}

void Reader::give_up_row(std::size_t begin) {
  ++bad_rows_;
  position_ = std::min(text_.find_first_of("\r\n", begin), text_.size());
  if (position_ < text_.size()) skip_line_end();
}

Reader::Next Reader::next(Row& row) {
  row.fields.clear();
  if (position_ >= text_.size()) return Next::kEnd;
  const std::size_t begin = position_;
  row.line = line_;
  while (true) {
    if (!read_field(row.fields.emplace_back())) {
      line_ = row.line;
      give_up_row(begin);
      return Next::kBad;
    }
    if (at_line_end()) break;
    ++position_;  // the delimiter
  }
  row.bytes = text_.substr(begin, position_ - begin);
  skip_line_end();
  return Next::kRow;
}

char guess_delimiter(std::string_view text) {
  constexpr std::string_view kDelimiters = ",;\t|";
  std::vector<std::size_t> counts(kDelimiters.size(), 0);
  bool in_quotes = false;
  for (const char c : text) {
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (c == '\n' || c == '\r') break;
    if (const std::size_t which = kDelimiters.find(c); which != std::string_view::npos)
      ++counts[which];
  }
  return kDelimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                              counts.begin())];
}

}  // namespace isthmus::csv
