// AsciiDoc: one record a file. "== Section" becomes "## Section", attributes of the header become
// keys, links and marks their text, tables rows; listings stay in a fence. Comments, block
// attributes, anchors, includes and images are left out.
//
// Source: docs.asciidoctor.org, AsciiDoc Language.
#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"

namespace isthmus::parsers {
namespace {

// Lines of one repeated character around a block.
bool is_fence(std::string_view line, std::string_view characters) {
  line = trimmed(line);
  return line.size() >= 4 && characters.find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

class AsciiDocReader {
 public:
  explicit AsciiDocReader(std::string_view text) : rest_(text) {}

  void read() {
    header();
    while (!rest_.empty()) {
      const std::string_view line = take_line(rest_);
      const std::string_view text = trimmed(line);
      if (text.empty()) {
        body.blank();
      } else if (is_fence(text, "-.") || text.starts_with("```")) {
        listing(text.starts_with("```") ? "```" : text);
      } else if (is_fence(text, "/")) {
        skip_to(text);
      } else if (text.starts_with("|===") || text.starts_with("!===")) {
        table(text);
      } else if (!is_fence(text, "=*_+") && text != "--" && text != "'''" && text != "<<<") {
        plain(line, text);
      }
    }
    finish();
  }

  Json keys = Json::object();
  MarkupBody body;

 private:
  // Title, author, revision and attributes, up to the first empty line.
  void header() {
    std::string_view rest = rest_;
    bool after_title = false;
    while (!rest.empty()) {
      const std::string_view line = trimmed(take_line(rest));
      if (line.empty() && !after_title && attributes_.empty()) {
        rest_ = rest;
        continue;
      }
      if (line.empty()) break;
      const bool is_comment = line.starts_with("//") && !is_fence(line, "/");
      if (line.starts_with("= ")) {
        body.heading(1, inline_text(trimmed(line.substr(2))));
        after_title = true;
      } else if (!attribute(line) && !is_comment) {
        if (!after_title) return;
        author_or_revision(line);
      }
      rest_ = rest;
    }
  }

  void author_or_revision(std::string_view line) {
    if (keys.contains("authors")) {
      // "v1.2, 2024-03-05: corrected"
      std::string_view date = line.substr(0, line.find(": "));
      const std::size_t comma = date.find(',');
      if (comma != std::string_view::npos) date = date.substr(comma + 1);
      put_date(date);
      return;
    }
    add_authors(line);
  }

  void add_authors(std::string_view line) {
    while (!line.empty()) {
      const std::string_view one = line.substr(0, line.find(';'));
      line.remove_prefix(std::min(line.size(), one.size() + 1));
      const std::string name = replaced(trimmed(one.substr(0, one.find('<'))), "_", " ");
      if (!name.empty()) keys["authors"].push_back({{"name", name}});
    }
  }

  void put_date(std::string_view text) {
    if (const std::string date = iso_date(text); !date.empty()) keys["date"] = date;
  }

  // ":name: value"
  bool attribute(std::string_view line) {
    const std::size_t colon = line.find(':', 1);
    if (!line.starts_with(':') || colon == std::string_view::npos || colon < 2 ||
        line.substr(1, colon - 1).find(' ') != std::string_view::npos)
      return false;
    const std::string name = lower_case(line.substr(1, colon - 1));
    const std::string value(trimmed(line.substr(colon + 1)));
    if (attributes_.size() < kMaxAttributes) attributes_[name] = value;
    return true;
  }

  void finish() {
    const auto value = [&](const char* name) {
      const auto found = attributes_.find(name);
      return found == attributes_.end() ? std::string() : found->second;
    };
    if (!value("author").empty() && !keys.contains("authors")) add_authors(value("author"));
    if (!value("authors").empty() && !keys.contains("authors")) add_authors(value("authors"));
    put_date(value("revdate").empty() ? value("date") : value("revdate"));
    for (const std::string& word : split_list(value("keywords"))) keys["keywords"].push_back(word);
    for (const char* name : {"description", "abstract"}) {
      if (!value(name).empty()) keys["abstract"] = value(name);
    }
    if (!value("license").empty()) keys["licence"] = licence_id(value("license"));
    if (const std::string tag = language_tag(value("lang")); !tag.empty()) keys["language"] = tag;
  }

  void listing(std::string_view fence) {
    std::string lines;
    while (!rest_.empty()) {
      const std::string_view line = take_line(rest_);
      if (trimmed(line) == fence) break;
      lines += line;
      lines += '\n';
    }
    body.code(lines);
  }

  void skip_to(std::string_view fence) {
    while (!rest_.empty() && trimmed(take_line(rest_)) != fence) {
    }
  }

  // Cells in order; a row has as many as "cols" says, else as the first line.
  void table(std::string_view fence) {
    const char bar = fence[0];
    std::size_t width = std::exchange(columns_, 0);
    std::vector<std::string> cells;
    body.blank();
    while (!rest_.empty()) {
      const std::string_view line = trimmed(take_line(rest_));
      if (line == fence) break;
      add_cells(line, bar, cells);
      if (width == 0 && !cells.empty()) width = cells.size();
      // The last cell may go on in the next line.
      while (width > 0 && cells.size() > width) {
        const auto end = cells.begin() + static_cast<std::ptrdiff_t>(width);
        body.row({cells.begin(), end});
        cells.erase(cells.begin(), end);
      }
    }
    body.row(cells);
    body.blank();
  }

  void add_cells(std::string_view line, char bar, std::vector<std::string>& cells) {
    if (line.empty()) return;
    const std::size_t first = line.find(bar);
    // "2+|", "a|", ".3+^s|" say how a cell looks.
    const auto is_style = [](std::string_view text) {
      return text.size() <= 8 &&
             text.find_first_not_of("0123456789.+*<>^aehlmsdv") == std::string_view::npos;
    };
    if (first == std::string_view::npos || !is_style(line.substr(0, first))) {
      if (!cells.empty()) cells.back() += " " + inline_text(line);
      return;
    }
    line.remove_prefix(first + 1);
    while (true) {
      const std::size_t end = line.find(bar);
      std::string_view cell = line.substr(0, end);
      if (end != std::string_view::npos) {
        const std::size_t blank = cell.rfind(' ');
        if (blank != std::string_view::npos && is_style(cell.substr(blank + 1)))
          cell = cell.substr(0, blank);
      }
      cells.push_back(inline_text(trimmed(cell)));
      if (end == std::string_view::npos) return;
      line.remove_prefix(end + 1);
    }
  }

  // "[cols="1,2"]" and "[cols=3*]" tell the columns of the next table.
  void block_attributes(std::string_view text) {
    const std::size_t at = text.find("cols=");
    if (at == std::string_view::npos) return;
    std::string_view value = text.substr(at + 5);
    const bool is_quoted = value.starts_with('"');
    if (is_quoted) value.remove_prefix(1);
    value = value.substr(0, value.find_first_of(is_quoted ? "\"" : ",]"));
    const std::size_t star = value.find('*');
    if (star != std::string_view::npos && star > 0 && star < 3) {
      columns_ = 0;
      for (const char c : value.substr(0, star))
        columns_ = is_digit(c) ? columns_ * 10 + static_cast<std::size_t>(c - '0') : 0;
    } else {
      columns_ = static_cast<std::size_t>(std::count_if(
                     value.begin(), value.end(), [](char c) { return c == ',' || c == ';'; })) +
                 1;
    }
  }

  void plain(std::string_view line, std::string_view text) {
    if (text.starts_with("//") || attribute(text)) return;
    const bool is_attribute_line = text.starts_with('[') && text.ends_with(']');
    if (is_attribute_line) return block_attributes(text);
    for (const std::string_view macro : {"include::", "image::", "toc::", "video::", "audio::",
                                         "ifdef::", "ifndef::", "endif::", "ifeval::"}) {
      if (text.starts_with(macro)) return;
    }
    const std::size_t level = std::min(text.find_first_not_of(text[0]), text.size());
    if ((text[0] == '=' || text[0] == '#') && level <= 6 && level < text.size() &&
        text[level] == ' ')
      return body.heading(level, inline_text(text.substr(level)));
    if (text[0] == '.' && text.size() > 1 && text[1] != '.' && text[1] != ' ')
      return body.line(inline_text(text.substr(1)));  // the title of a block
    if (text == "+") return;
    const bool is_list = (text[0] == '*' || text[0] == '-' || text[0] == '.') && level <= 5 &&
                         level < text.size() && text[level] == ' ';
    if (is_list)
      return body.line(std::string(2 * (level - 1), ' ') + "- " +
                       inline_text(trimmed(text.substr(level))));
    if (line.starts_with(' ')) return body.line(line);
    if (text.ends_with(" +")) text = trimmed(text.substr(0, text.size() - 2));
    body.line(inline_text(replaced(text, ":: ", ": ")));
  }

  std::string inline_text(std::string_view text) const {
    std::string out;
    while (!text.empty()) {
      const std::size_t at = std::min(text.find_first_of("{<["), text.size());
      out += text.substr(0, at);
      text.remove_prefix(at);
      if (!text.empty() && !taken(text, out)) {
        out += text.front();
        text.remove_prefix(1);
      }
    }
    return without_marks(out, "*_`#+");
  }

  // {attribute}, <<target,text>>, [[anchor]], "link:target[text]".
  bool taken(std::string_view& text, std::string& out) const {
    if (text.starts_with('{')) {
      const std::size_t end = text.substr(0, kMaxInline).find('}');
      if (end == std::string_view::npos) return false;
      const auto found = attributes_.find(lower_case(text.substr(1, end - 1)));
      if (found == attributes_.end()) return false;
      out += found->second;
      text.remove_prefix(end + 1);
      return true;
    }
    const bool is_reference = text.starts_with("<<");
    if (is_reference || text.starts_with("[[")) {
      const std::size_t end = text.substr(0, kMaxInline).find(is_reference ? ">>" : "]]");
      if (end == std::string_view::npos) return false;
      const std::string_view inside = text.substr(2, end - 2);
      const std::size_t comma = inside.find(',');
      if (is_reference)
        out += comma == std::string_view::npos ? inside : trimmed(inside.substr(comma + 1));
      text.remove_prefix(end + 2);
      return true;
    }
    return link(text, out);
  }

  static bool link(std::string_view& text, std::string& out) {
    const std::size_t end = text.substr(0, kMaxInline).find(']');
    if (!text.starts_with('[') || end == std::string_view::npos) return false;
    const std::size_t near = out.size() - std::min(out.size(), kMaxInline);
    const std::size_t before = std::string_view(out).substr(near).find_last_of(" \t(,;");
    const std::size_t begin = near + before + 1;  // npos + 1 is 0
    const std::string_view target = std::string_view(out).substr(begin);
    const bool is_picture = target.starts_with("image:");
    const bool is_link = target.starts_with("link:") || target.starts_with("xref:") ||
                         target.starts_with("http") || target.starts_with("mailto:");
    const bool is_call = target.starts_with("footnote:") || target.starts_with("kbd:") ||
                         target.starts_with("btn:") || target.starts_with("menu:") ||
                         target.starts_with("stem:") || target.starts_with("pass:");
    if (!is_picture && !is_link && !is_call) return false;
    std::string_view shown = text.substr(1, end - 1);
    if (!is_picture && !(is_link && shown.empty())) out.resize(begin);
    if (is_picture) {
      out.resize(begin);
    } else {
      out += shown.ends_with('^') ? shown.substr(0, shown.size() - 1) : shown;
    }
    text.remove_prefix(end + 1);
    return true;
  }

  static constexpr std::size_t kMaxAttributes = 1000;

  std::string_view rest_;
  std::map<std::string, std::string> attributes_;
  std::size_t columns_ = 0;
};

}  // namespace

void parse_asciidoc(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/asciidoc", Naming::kByPath);
  std::string text;
  if (!read_markup(input, emitter, text)) return;
  AsciiDocReader reader(text);
  reader.read();
  emit_markup(input, emitter, std::move(reader.keys), std::move(reader.body));
}

}  // namespace isthmus::parsers
