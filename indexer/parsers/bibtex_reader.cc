#include "indexer/parsers/bibtex_reader.h"

#include <algorithm>
#include <array>

#include "indexer/parsers/parser.h"
#include "indexer/parsers/strings.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

// Strings within strings could double with every line: what they give is limited in one value (a
// long abstract), and over the file (more than any bibliography holds).
constexpr std::size_t kMaxValueBytes = kMaxRecordBytes;
constexpr std::uint64_t kMaxExpandedBytes = 64ULL << 20;
constexpr std::size_t kMaxFields = 300;    // of an entry; those of the largest exporters are 60
constexpr std::size_t kMaxKeyBytes = 400;  // an id has 512 with its collection

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_name_character(char c) {
  return !is_blank(c) && std::string_view("{}(),=#\"%@").find(c) == std::string_view::npos &&
         c != '\0';
}

constexpr std::string_view kCloseHint = "check that every brace and quote of it is closed";

}  // namespace

std::string_view BibEntry::field(std::string_view name) const {
  for (const auto& [field_name, value] : fields) {
    if (field_name == name && !trimmed(value).empty()) return value;
  }
  return {};
}

BibReader::BibReader(std::string_view text) : text_(text) {
  for (const std::string_view month : kMonths) strings_.emplace(month, month);
}

std::uint64_t BibReader::line_of(std::size_t position) {
  const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(counted_to_);
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(position);
  if (position > counted_to_) {
    line_ += static_cast<std::uint64_t>(std::count(begin, end, '\n'));
    counted_to_ = position;
  }
  return line_;
}

void BibReader::skip_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

std::string_view BibReader::read_name() {
  const std::size_t begin = at_;
  while (is_name_character(peek())) ++at_;
  return text_.substr(begin, at_ - begin);
}

// Does an entry begin here ('@', a word, a brace)?
bool BibReader::at_head_of_entry(std::size_t at) const {
  if (at >= text_.size() || text_[at] != '@') return false;
  std::size_t end = at + 1;
  while (end < text_.size() && is_blank(text_[end]) && text_[end] != '\n') ++end;
  const std::size_t word = end;
  while (end < text_.size() && (is_letter(text_[end]) || text_[end] == '_')) ++end;
  if (end == word) return false;
  while (end < text_.size() && is_blank(text_[end])) ++end;
  return end < text_.size() && (text_[end] == '{' || text_[end] == '(');
}

bool BibReader::find_entry() {
  while (true) {
    at_ = std::min(text_.find('@', at_), text_.size());
    if (at_ == text_.size()) return false;
    if (at_head_of_entry(at_)) return true;
    ++at_;
  }
}

// JabRef keeps its settings in balanced braces; elsewhere the word alone is the comment.
void BibReader::pass_comment() {
  const std::size_t begin = at_;
  std::string ignored;
  const char opening = peek();
  ++at_;
  if (opening != '{' || read_quoted(ignored, '}')) at_ = begin + 1;
}

BibReader::Next BibReader::next() {
  while (find_entry()) {
    const std::size_t begin = at_++;
    skip_blanks();
    BibEntry entry;
    entry.type = lower_case(read_name());
    entry.line = line_of(begin);
    skip_blanks();
    if (entry.type == "comment") {
      pass_comment();
      continue;
    }
    unknown_.clear();
    std::optional<Fault> fault = entry.type == "string" ? read_string() : read_entry(entry);
    if (fault) {
      const std::string name = entry.key.empty() ? "@" + entry.type : entry.key;
      return {std::nullopt,
              Error{ErrorCode::kInvalidSource, "the entry " + quote(name) + " " + fault->message,
                    fault->hint},
              entry.line};
    }
    if (entry.type == "string" || entry.type == "preamble") continue;
    entry.bytes = text_.substr(begin, at_ - begin);
    for (const std::string& name : unknown_)
      entry.warnings.push_back("the string " + quote(name) + " is not defined; its name stands");
    const std::uint64_t line = entry.line;
    return {std::move(entry), std::nullopt, line};
  }
  return {};
}

std::optional<BibReader::Fault> BibReader::read_entry(BibEntry& entry) {
  const char closing = text_[at_++] == '{' ? '}' : ')';
  if (entry.type == "preamble") {
    std::string ignored;
    if (auto fault = read_value(ignored)) return fault;
    skip_blanks();
    at_ += peek() == closing ? 1 : 0;
    return std::nullopt;
  }
  skip_blanks();
  const std::size_t begin = at_;
  // Keys of the wild hold anything but the comma that ends them.
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != closing && text_[at_] != '=' &&
         text_[at_] != '\n')
    ++at_;
  const std::string_view key = trimmed(text_.substr(begin, at_ - begin));
  if (peek() == '=') {  // the key is missing, and this is a field
    at_ = begin;
    return read_fields(entry, closing);
  }
  if (key.size() > kMaxKeyBytes) return Fault{"has a key of more than 400 bytes", "shorten it"};
  entry.key = key;
  skip_blanks();
  if (peek() == ',') ++at_;
  return read_fields(entry, closing);
}

std::optional<BibReader::Fault> BibReader::read_fields(BibEntry& entry, char closing) {
  while (true) {
    skip_blanks();
    while (peek() == ',') {
      ++at_;
      skip_blanks();
    }
    if (peek() == closing) {
      ++at_;
      return std::nullopt;
    }
    if (at_ >= text_.size())
      return Fault{"is not closed where the file ends", std::string(kCloseHint)};
    if (at_head_of_entry(at_))
      return Fault{"is not closed where the next one begins", std::string(kCloseHint)};
    const std::string name = lower_case(read_name());
    skip_blanks();
    if (name.empty() || peek() != '=') {
      const std::string where = " in line " + std::to_string(line_of(at_));
      return Fault{name.empty() ? "has no field name where one should stand," + where
                                : "has no '=' after " + quote(name) + where,
                   "a field is: name = {value},"};
    }
    ++at_;
    std::string value;
    if (auto fault = read_value(value)) return fault;
    if (entry.fields.size() >= kMaxFields) return Fault{"has more than 300 fields", ""};
    entry.fields.emplace_back(name, std::move(value));
    skip_blanks();
    if (peek() != ',' && peek() != closing && at_ < text_.size() && !at_head_of_entry(at_))
      entry.warnings.push_back("a comma is missing after the field " + quote(name));
  }
}

std::optional<BibReader::Fault> BibReader::read_string() {
  const char closing = text_[at_++] == '{' ? '}' : ')';
  skip_blanks();
  const std::string name = lower_case(read_name());
  skip_blanks();
  if (name.empty() || peek() != '=')
    return Fault{"defines nothing", "a string is: @string{name = {value}}"};
  ++at_;
  std::string value;
  if (auto fault = read_value(value)) return fault;
  strings_[name] = std::move(value);
  skip_blanks();
  at_ += peek() == closing ? 1 : 0;
  return std::nullopt;
}

std::optional<BibReader::Fault> BibReader::read_value(std::string& value) {
  while (true) {
    skip_blanks();
    if (auto fault = read_piece(value, unknown_)) return fault;
    skip_blanks();
    if (peek() != '#') return std::nullopt;
    ++at_;
  }
}

std::optional<BibReader::Fault> BibReader::read_piece(std::string& value,
                                                      std::vector<std::string>& unknown) {
  if (peek() == '{' || peek() == '"') {
    const char closing = peek() == '{' ? '}' : '"';
    ++at_;
    return read_quoted(value, closing);
  }
  const std::string_view name = read_name();
  if (name.empty()) return std::nullopt;  // an empty value: "year = ,"
  if (name.find_first_not_of("0123456789") == std::string_view::npos) return append(value, name);
  const auto found = strings_.find(lower_case(name));
  if (found == strings_.end()) {
    unknown.emplace_back(name);
    return append(value, name);
  }
  expanded_ += found->second.size();
  if (expanded_ > kMaxExpandedBytes)
    return Fault{"makes the strings of the file give more than 64 MB of text",
                 "write the values out"};
  return append(value, found->second);
}

std::optional<BibReader::Fault> BibReader::append(std::string& value, std::string_view text) {
  if (value.size() + text.size() > kMaxValueBytes)
    return Fault{"has a value larger than 8 MB", "split it into several records"};
  value += text;
  return std::nullopt;
}

// Up to the closing sign on its own level of braces. A line that begins another entry ends it: what
// is not closed costs itself alone.
std::optional<BibReader::Fault> BibReader::read_quoted(std::string& value, char closing) {
  const std::size_t begin = at_;
  std::size_t depth = 0;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == closing && depth == 0) return append(value, text_.substr(begin, at_++ - begin));
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    if (c == '@' && at_ > 0 && text_[at_ - 1] == '\n' && at_head_of_entry(at_))
      return Fault{"is not closed where the next one begins", std::string(kCloseHint)};
  }
  return Fault{"is not closed where the file ends", std::string(kCloseHint)};
}

}  // namespace isthmus::parsers
