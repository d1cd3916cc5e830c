// reStructuredText: one record a file. Sections become "#" headings by the order in which their
// styles appear, roles and links their text, tables rows; directives give their content, code stays
// in a fence. Comments, targets, images and tables of contents are left out.
//
// Source: docutils, reStructuredText Markup Specification.
#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/rst_line.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kAdornments = "=-`:'\"~^_*+#<>.!$%&(),/;?@[\\]{|}";

// A line of one repeated punctuation character.
bool is_adornment(std::string_view line) {
  line = line.substr(0, line.find_last_not_of(kBlankCharacters) + 1);
  return line.size() >= 3 && kAdornments.find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

class RstReader {
 public:
  explicit RstReader(std::string_view text) {
    while (!text.empty()) lines_.push_back(take_line(text));
  }

  void read() {
    while (at_ < lines_.size()) {
      const std::string_view line = lines_[at_];
      if (is_blank(line)) {
        body.blank();
        ++at_;
      } else if (!heading() && !explicit_markup(line) && !grid_table() && !simple_table() &&
                 !field(line)) {
        plain(line);
      }
    }
  }

  Json keys = Json::object();
  MarkupBody body;

 private:
  std::string_view line_at(std::size_t at) const {
    return at < lines_.size() ? lines_[at] : std::string_view();
  }

  bool heading() {
    const std::string_view first = line_at(at_);
    const bool has_overline = is_adornment(first) && !is_blank(line_at(at_ + 1)) &&
                              is_adornment(line_at(at_ + 2)) && line_at(at_ + 2)[0] == first[0];
    const std::size_t title_at = has_overline ? at_ + 1 : at_;
    const std::string_view title = trimmed(line_at(title_at));
    const std::string_view under = line_at(title_at + 1);
    if (title.empty() || !is_adornment(under) || (!has_overline && indentation(first) > 0) ||
        is_adornment(title))
      return false;
    const std::string style = std::string(1, under[0]) + (has_overline ? "o" : "u");
    auto found = std::find(styles_.begin(), styles_.end(), style);
    if (found == styles_.end()) found = styles_.insert(styles_.end(), style);
    body.heading(static_cast<std::size_t>(found - styles_.begin()) + 1, rst_text(title));
    at_ = title_at + 2;
    return true;
  }

  // The lines below that are indented more than `depth`, without their common indentation.
  std::vector<std::string_view> indented_block(std::size_t depth) {
    std::vector<std::string_view> block;
    std::size_t common = std::string_view::npos;
    while (at_ < lines_.size() && (is_blank(lines_[at_]) || indentation(lines_[at_]) > depth)) {
      if (!is_blank(lines_[at_])) common = std::min(common, indentation(lines_[at_]));
      block.push_back(lines_[at_++]);
    }
    while (!block.empty() && is_blank(block.back())) block.pop_back();
    for (std::string_view& line : block) line = line.substr(std::min(common, line.size()));
    return block;
  }

  static std::string joined(const std::vector<std::string_view>& lines, std::size_t from = 0) {
    std::string out;
    for (std::size_t i = from; i < lines.size(); ++i) {
      out += lines[i];
      out += '\n';
    }
    return out;
  }

  // ".. name:: argument", ".. _target: …", ".. [1] note", ".. comment".
  bool explicit_markup(std::string_view line) {
    const std::size_t depth = indentation(line);
    const std::string_view text = line.substr(depth);
    if (text != ".." && !text.starts_with(".. ")) return false;
    ++at_;
    const std::string_view rest = text.size() > 3 ? trimmed(text.substr(3)) : std::string_view();
    const std::size_t colons = rest.find("::");
    if (rest.starts_with('[')) {
      body.line(rst_text(rest));
      return true;
    }
    const std::vector<std::string_view> block = indented_block(depth);
    const std::string_view name = rest.substr(0, colons);
    const bool is_directive = colons != std::string_view::npos && !rest.starts_with('_') &&
                              name.find_first_of(" \t") == std::string_view::npos;
    if (is_directive) directive(lower_case(name), trimmed(rest.substr(colons + 2)), block);
    return true;
  }

  void directive(const std::string& name, std::string_view argument,
                 const std::vector<std::string_view>& block) {
    constexpr std::array<std::string_view, 14> kDropped = {
        "image",   "toctree",       "contents",       "include",     "raw",
        "index",   "highlight",     "default-role",   "role",        "tabularcolumns",
        "sectnum", "currentmodule", "literalinclude", "target-notes"};
    constexpr std::array<std::string_view, 7> kCode = {
        "code", "code-block", "sourcecode", "parsed-literal", "math", "prompt", "productionlist"};
    if (name == "meta") return meta(block);
    if (std::find(kDropped.begin(), kDropped.end(), name) != kDropped.end()) return;
    std::size_t first = 0;
    while (first < block.size() && block[first].starts_with(':')) ++first;
    if (std::find(kCode.begin(), kCode.end(), name) != kCode.end()) {
      const std::string lines = joined(block, first);
      return body.code(lines.substr(std::min(lines.find_first_not_of('\n'), lines.size())));
    }
    body.blank();
    if (!argument.empty() && name != "figure") body.line(rst_text(argument));
    if (name == "list-table") return list_table(block, first);
    if (depth_ >= kMaxNesting) return body.line(joined(block, first));
    // Content is markup of its own.
    const std::string content = joined(block, first);
    RstReader inner(content);
    inner.depth_ = depth_ + 1;
    inner.styles_ = styles_;
    inner.is_past_head_ = true;
    inner.read();
    body.line(std::move(inner.body).text());
    body.blank();
  }

  void meta(const std::vector<std::string_view>& block) {
    for (const std::string_view line : block) {
      const std::size_t colon = line.find(':', 1);
      if (line.starts_with(':') && colon != std::string_view::npos)
        key(lower_case(line.substr(1, colon - 1)), trimmed(line.substr(colon + 1)));
    }
  }

  // Rows begin with "* -", further cells with "  -".
  void list_table(const std::vector<std::string_view>& block, std::size_t from) {
    std::vector<std::string> cells;
    for (std::size_t i = from; i < block.size(); ++i) {
      std::string_view line = trimmed(block[i]);
      const bool is_row = line.starts_with("* -");
      if (is_row) {
        body.row(cells);
        cells.clear();
      }
      if (is_row || line.starts_with("- ") || line == "-") {
        cells.emplace_back(rst_text(trimmed(line.substr(is_row ? 3 : 1))));
      } else if (!cells.empty()) {
        cells.back() += " " + rst_text(line);
      }
    }
    body.row(cells);
    body.blank();
  }

  // Lines between "+---+---+", cells between bars.
  bool grid_table() {
    const std::string_view border = trimmed(line_at(at_));
    if (!border.starts_with("+-") || border.find_first_not_of("+-=") != std::string_view::npos)
      return false;
    const auto count = static_cast<std::size_t>(std::count(border.begin(), border.end(), '+')) - 1;
    body.blank();
    std::vector<std::string> cells(count);
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = trimmed(lines_[at_]);
      if (line.starts_with("+")) {
        body.row(cells);
        cells.assign(count, {});
      } else if (line.starts_with("|")) {
        grid_line(line, cells);
      } else {
        break;
      }
    }
    body.blank();
    return true;
  }

  static void grid_line(std::string_view line, std::vector<std::string>& cells) {
    for (std::string& cell : cells) {
      if (line.empty()) return;
      line.remove_prefix(1);
      const std::size_t end = std::min(line.find('|'), line.size());
      cell += " " + rst_text(trimmed(line.substr(0, end)));
      line.remove_prefix(end);
    }
  }

  // Columns as wide as the runs of "=" above them; a line without a first cell goes on.
  bool simple_table() {
    const std::string_view border = line_at(at_);
    if (!is_table_border(border)) return false;
    std::vector<std::pair<std::size_t, std::size_t>> columns;
    for (std::size_t i = border.find('='); i != std::string_view::npos;) {
      const std::size_t end = std::min(border.find(' ', i), border.size());
      columns.emplace_back(i, end);
      i = border.find('=', end);
    }
    columns.back().second = std::string_view::npos;
    body.blank();
    std::vector<std::string> cells;
    std::size_t borders = 1;
    for (++at_; at_ < lines_.size(); ++at_) {
      const std::string_view line = lines_[at_];
      if (is_table_border(line)) {
        // The second may end the head or the table; a blank line or the end follows the last.
        if (++borders == 3 || is_blank(line_at(at_ + 1))) {
          ++at_;
          break;
        }
        continue;
      }
      if (is_blank(line)) continue;
      table_line(line, columns, cells);
    }
    body.row(cells);
    body.blank();
    return true;
  }

  static bool is_table_border(std::string_view line) {
    return line.starts_with("==") && line.find("= =") != std::string_view::npos &&
           line.find_first_not_of("= ") == std::string_view::npos;
  }

  void table_line(std::string_view line,
                  const std::vector<std::pair<std::size_t, std::size_t>>& columns,
                  std::vector<std::string>& cells) {
    if (line.find_first_not_of("- ") == std::string_view::npos) return;
    const bool goes_on = is_blank(columns_of(line, columns[0].first, columns[0].second));
    if (!goes_on) {
      body.row(cells);
      cells.clear();
    }
    cells.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
      cells[i] += " " + rst_text(columns_of(line, columns[i].first, columns[i].second));
  }

  // ":name: value" before the text says something of the document, elsewhere it is text.
  bool field(std::string_view line) {
    const std::size_t colon = line.find(": ", 1);
    if (!line.starts_with(':') || colon == std::string_view::npos || is_past_head_) return false;
    const std::string name = lower_case(line.substr(1, colon - 1));
    std::string value(trimmed(line.substr(colon + 2)));
    ++at_;
    for (const std::string_view more : indented_block(0)) value += " " + std::string(trimmed(more));
    key(name, trimmed(value));
    return true;
  }

  void key(const std::string& name, std::string_view value) {
    if (value.empty()) return;
    if (name == "author" || name == "authors") {
      for (const std::string& author : split_list(rst_text(value)))
        keys["authors"].push_back({{"name", author}});
    } else if (name == "keywords" || name == "tags") {
      for (const std::string& word : split_list(value)) keys["keywords"].push_back(word);
    } else if (name == "date") {
      if (const std::string date = iso_date(value); !date.empty()) keys["date"] = date;
    } else if (name == "abstract" || name == "description" || name == "summary") {
      keys["abstract"] = rst_text(value);
    } else if (name == "license" || name == "licence") {
      keys["licence"] = licence_id(value);
    } else if (name == "language") {
      if (const std::string tag = language_tag(value); !tag.empty()) keys["language"] = tag;
    }
  }

  void plain(std::string_view line) {
    is_past_head_ = true;
    const std::size_t depth = indentation(line);
    std::string_view text = trimmed(line);
    ++at_;
    if (is_adornment(line)) return body.blank();
    std::string marker(depth, ' ');
    const bool is_bullet =
        text.starts_with("* ") || text.starts_with("- ") || text.starts_with("+ ");
    if (is_bullet || text.starts_with("#. ") || text.starts_with("• ")) {
      text = trimmed(text.substr(text.find(' ')));
      marker += "- ";
    } else if (text.starts_with("| ")) {
      text.remove_prefix(2);
    }
    const bool announces_code = text.ends_with("::");
    if (announces_code) text.remove_suffix(text == "::" ? 2 : 1);
    if (!text.empty()) body.line(marker + rst_text(text));
    if (announces_code && is_blank(line_at(at_))) {
      const std::vector<std::string_view> block = indented_block(depth);
      const std::string lines = joined(block);
      body.code(lines.substr(std::min(lines.find_first_not_of('\n'), lines.size())));
    }
  }

  static constexpr unsigned kMaxNesting = 10;  // directives within directives

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::vector<std::string> styles_;
  bool is_past_head_ = false;
  unsigned depth_ = 0;
};

}  // namespace

void parse_rst(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/x-rst", Naming::kByPath);
  std::string text;
  if (!read_markup(input, emitter, text)) return;
  RstReader reader(text);
  reader.read();
  emit_markup(input, emitter, std::move(reader.keys), std::move(reader.body));
}

}  // namespace isthmus::parsers
