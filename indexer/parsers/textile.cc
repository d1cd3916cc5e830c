// Textile: one record a file. "h2. X" becomes "## X", links and marks their text, tables rows,
// "bc." a fence. Pictures and styles are left out.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/references.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

// After "h2" or "bq": "(class#id){style}[lang]." and a blank; npos when the line does not go on so.
std::size_t end_of_block_mark(std::string_view line, std::size_t at) {
  while (at < line.size() && (line[at] == '(' || line[at] == '{' || line[at] == '[')) {
    const char close = line[at] == '(' ? ')' : line[at] == '{' ? '}' : ']';
    at = line.find(close, at);
    if (at == std::string_view::npos) return at;
    ++at;
  }
  while (at < line.size() && (line[at] == '<' || line[at] == '>' || line[at] == '=')) ++at;
  const std::size_t dots = std::min(line.find_first_not_of('.', at), line.size()) - at;
  if (dots == 0 || dots > 2 || (at + dots < line.size() && line[at + dots] != ' '))
    return std::string_view::npos;
  return at + dots;
}

// "text":http://… is text, !picture! nothing.
std::string inline_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find_first_of("\"!"), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const char mark = text.front();
    const std::size_t end = text.find(mark, 1);
    const bool is_link = mark == '"' && end != std::string_view::npos &&
                         text.substr(end + 1).starts_with(':') && end + 2 < text.size() &&
                         text[end + 2] != ' ';
    const bool is_picture = mark == '!' && end != std::string_view::npos && end > 4 &&
                            text.substr(1, end - 1).find(' ') == std::string_view::npos &&
                            text.substr(1, end - 1).find('.') != std::string_view::npos;
    if (is_link) {
      out += text.substr(1, end - 1);
      text.remove_prefix(std::min(text.find_first_of(" \t,;)|", end + 2), text.size()));
    } else if (is_picture) {
      text.remove_prefix(end + 1);
    } else {
      out += mark;
      text.remove_prefix(1);
    }
  }
  return decode_references(without_marks(out, "*_@"));
}

class TextileReader {
 public:
  void read(std::string_view text) {
    while (!text.empty()) line(take_line(text));
    end_code();
  }

  MarkupBody body;

 private:
  void line(std::string_view line) {
    if (in_code_ && (!is_blank(line) || is_long_code_) && !ends_code(line)) {
      code_ += line;
      code_ += '\n';
      return;
    }
    end_code();
    if (is_blank(line)) return body.blank();
    if (block(line)) return;
    if (line.starts_with('|')) return row(line);
    const std::size_t depth = std::min(line.find_first_not_of("*#"), line.size());
    if (depth > 0 && depth < line.size() && line[depth] == ' ') {
      body.line(std::string(2 * std::min<std::size_t>(depth - 1, 5), ' ') + "- " +
                inline_text(trimmed(line.substr(depth))));
      return;
    }
    body.line(inline_text(line));
  }

  // A block mark ends code of several paragraphs ("bc..").
  static bool ends_code(std::string_view line) {
    return line.starts_with("p. ") ||
           (line.size() > 3 && line[0] == 'h' && is_digit(line[1]) && line[2] == '.');
  }

  bool block(std::string_view line) {
    if (line.size() > 3 && line[0] == 'h' && line[1] >= '1' && line[1] <= '6') {
      const std::size_t end = end_of_block_mark(line, 2);
      if (end == std::string_view::npos) return false;
      body.heading(static_cast<std::size_t>(line[1] - '0'), inline_text(line.substr(end)));
      return true;
    }
    for (const std::string_view mark : {"bc", "pre", "bq", "p", "table", "notextile"}) {
      if (!line.starts_with(mark)) continue;
      const std::size_t end = end_of_block_mark(line, mark.size());
      if (end == std::string_view::npos) continue;
      const std::string_view rest = trimmed(line.substr(end));
      if (mark == "bc" || mark == "pre") {
        in_code_ = true;
        is_long_code_ = line.substr(0, end).ends_with("..");
        code_ = rest.empty() ? "" : std::string(rest) + "\n";
      } else if (mark != "table" && !rest.empty()) {
        body.line(inline_text(rest));
      }
      return true;
    }
    return false;
  }

  void end_code() {
    if (in_code_) body.code(code_);
    code_.clear();
    in_code_ = false;
  }

  // "|_. head|\2. wide|cell|".
  void row(std::string_view line) {
    std::vector<std::string> cells;
    line = trimmed(line);
    line.remove_prefix(1);
    if (line.ends_with('|')) line.remove_suffix(1);
    while (true) {
      const std::size_t end = line.find('|');
      std::string_view cell = line.substr(0, end);
      const std::size_t dot = cell.find(". ");
      if (dot != std::string_view::npos && dot > 0 && dot < 8 &&
          cell.substr(0, dot).find_first_not_of("_\\/0123456789<>=^~-") == std::string_view::npos &&
          !is_digit(cell[0]))
        cell = cell.substr(dot + 2);
      cells.push_back(inline_text(cell));
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + 1);
    }
    body.row(cells);
  }

  bool in_code_ = false;
  bool is_long_code_ = false;
  std::string code_;
};

}  // namespace

void parse_textile(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/x-textile", Naming::kByPath);
  std::string text;
  if (!read_markup(input, emitter, text)) return;
  TextileReader reader;
  reader.read(text);
  emit_markup(input, emitter, Json::object(), std::move(reader.body));
}

}  // namespace isthmus::parsers
