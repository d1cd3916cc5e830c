// MediaWiki markup: one record a file. "== X ==" becomes "## X", links their text, tables rows;
// categories become keywords. Templates, references, comments and pictures are left out.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/references.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

// Without what stands between `open` and `close`, which may lie within each other; an opening that
// is never closed stays.
std::string without_nested(std::string_view text, std::string_view open, std::string_view close) {
  std::string out;
  std::vector<std::size_t> opened;  // where in `out`
  while (!text.empty()) {
    if (text.starts_with(open)) {
      opened.push_back(out.size());
      out += open;
      text.remove_prefix(open.size());
    } else if (!opened.empty() && text.starts_with(close)) {
      out.resize(opened.back());
      opened.pop_back();
      text.remove_prefix(close.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

// Without elements whose content is no text: comments, references.
std::string without_between(std::string_view text, std::string_view open, std::string_view close) {
  std::string out;
  while (true) {
    const std::size_t begin = text.find(open);
    const std::size_t end = begin == std::string_view::npos ? begin : text.find(close, begin);
    if (end == std::string_view::npos) break;
    out += text.substr(0, begin);
    text.remove_prefix(end + close.size());
  }
  out += text;
  return out;
}

bool is_file_link(std::string_view target) {
  for (const std::string_view space : {"file:", "image:", "media:", "文件:", "图像:"}) {
    if (begins_with_word(target, space)) return true;
  }
  return false;
}

class WikiReader {
 public:
  void read(std::string_view text) {
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (in_code_) {
        code_line(line);
      } else if (in_table_ && !is_blank(line)) {
        table_line(trimmed(line));
      } else {
        text_line(line);
      }
    }
    body.code(code_);
    end_row();
  }

  Json keys = Json::object();
  MarkupBody body;

 private:
  void text_line(std::string_view line) {
    const std::string_view text = trimmed(line);
    if (text.empty()) return body.blank();
    if (text.starts_with("{|")) {
      body.blank();
      in_table_ = true;
      return;
    }
    for (const std::string_view tag : {"<pre", "<syntaxhighlight", "<source"}) {
      if (!begins_with_word(text, tag)) continue;
      in_code_ = true;
      return code_line(text.substr(std::min(text.find('>'), text.size() - 1) + 1));
    }
    if (text.starts_with("#REDIRECT") || text.starts_with("----") || text.starts_with("__")) return;
    const std::size_t level = std::min(text.find_first_not_of('='), text.size());
    if (level > 0 && level < text.size() && text.ends_with(std::string(level, '=')))
      return body.heading(level, inline_text(text.substr(level, text.size() - 2 * level)));
    const std::size_t depth = std::min(text.find_first_not_of("*#:;"), text.size());
    const std::string words = inline_text(text.substr(depth));
    if (is_blank(words)) return;
    const bool is_list =
        depth > 0 && text.substr(0, depth).find_first_of("*#") != std::string::npos;
    if (is_list) {
      body.line(std::string(2 * std::min<std::size_t>(depth - 1, 5), ' ') + "- " + words);
    } else {
      body.line(words);
    }
  }

  void code_line(std::string_view line) {
    std::size_t end = std::string_view::npos;
    for (const std::string_view tag : {"</pre>", "</syntaxhighlight>", "</source>"})
      end = std::min(end, find_word(line, tag));
    const std::string_view shown = line.substr(0, end);
    if (!shown.empty() || (end == std::string_view::npos && !code_.empty())) {
      code_ += shown;
      code_ += '\n';
    }
    if (end == std::string_view::npos) return;
    body.code(std::exchange(code_, {}));
    in_code_ = false;
  }

  void table_line(std::string_view line) {
    if (line.starts_with("|}")) {
      end_row();
      body.blank();
      in_table_ = false;
    } else if (line.starts_with("|-")) {
      end_row();
    } else if (line.starts_with("|+")) {
      body.line(inline_text(trimmed(line.substr(2))));
    } else if (line.starts_with('|') || line.starts_with('!')) {
      cells_of(line.substr(1), line[0] == '!' ? "!!" : "||");
    } else if (!cells_.empty()) {
      cells_.back() += " " + inline_text(line);
    }
  }

  void cells_of(std::string_view line, std::string_view separator) {
    while (true) {
      std::size_t end = line.find(separator);
      std::string_view cell = line.substr(0, end);
      // "style="…" | words", but not the bar of a link.
      const std::size_t bar = cell.find('|');
      if (bar != std::string_view::npos &&
          cell.substr(0, bar).find("[[") == std::string_view::npos &&
          cell.substr(0, bar).find('=') != std::string_view::npos)
        cell = cell.substr(bar + 1);
      cells_.push_back(inline_text(trimmed(cell)));
      if (end == std::string_view::npos) return;
      line.remove_prefix(end + separator.size());
    }
  }

  void end_row() {
    body.row(cells_);
    cells_.clear();
  }

  std::string inline_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t at = std::min(text.find_first_of("[<'"), text.size());
      out += text.substr(0, at);
      text.remove_prefix(at);
      if (text.empty()) break;
      if (text.starts_with("''")) {
        text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
      } else if (!link(text, out) && !tag(text)) {
        out += text.front();
        text.remove_prefix(1);
      }
    }
    return std::string(trimmed(decode_references(out)));
  }

  // "[[target|text]]", "[http://… text]".
  bool link(std::string_view& text, std::string& out) {
    const bool is_inner = text.starts_with("[[");
    const std::string_view near = text.substr(0, kMaxInline);
    const std::size_t end = is_inner ? near.find("]]") : near.find(']');
    if (!text.starts_with('[') || end == std::string_view::npos) return false;
    const std::string_view inside = text.substr(is_inner ? 2 : 1, end - (is_inner ? 2 : 1));
    const bool is_outer =
        inside.starts_with("http") || inside.starts_with("//") || inside.starts_with("mailto:");
    if (!is_inner && !is_outer) return false;
    const std::size_t bar = is_inner ? inside.rfind('|') : inside.find(' ');
    const std::string_view target = inside.substr(0, inside.find(is_inner ? '|' : ' '));
    if (is_inner && (begins_with_word(target, "category:") || target.starts_with("分类:"))) {
      keys["keywords"].push_back(trimmed(target.substr(target.find(':') + 1)));
    } else if (!is_inner || !is_file_link(target)) {
      std::string_view shown = bar == std::string_view::npos ? inside : inside.substr(bar + 1);
      if (is_inner && shown.starts_with(':')) shown.remove_prefix(1);
      out += shown;
    }
    text.remove_prefix(end + (is_inner ? 2 : 1));
    return true;
  }

  static bool tag(std::string_view& text) {
    const std::size_t end = text.substr(0, kMaxInline).find('>');
    const bool is_tag = text.size() > 1 && text[0] == '<' && (is_letter(text[1]) || text[1] == '/');
    if (!is_tag || end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
    return true;
  }

  bool in_table_ = false;
  bool in_code_ = false;
  std::string code_;
  std::vector<std::string> cells_;
};

}  // namespace

void parse_mediawiki(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/x-wiki", Naming::kByPath);
  std::string text;
  if (!read_markup(input, emitter, text)) return;
  text = without_between(text, "<!--", "-->");
  text = without_nested(text, "{{", "}}");
  text = without_between(text, "<ref>", "</ref>");
  text = without_between(text, "<ref name", ">");
  WikiReader reader;
  reader.read(text);
  emit_markup(input, emitter, std::move(reader.keys), std::move(reader.body));
}

}  // namespace isthmus::parsers
