#include "indexer/parsers/latex_reader.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "engine/text/utf8.h"
#include "indexer/parsers/latex_commands.h"
#include "indexer/parsers/latex_letters.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr unsigned kMaxNesting = 50;  // arguments within arguments

std::string_view first_character(std::string_view text) {
  return text.empty() ? text : text.substr(0, text::decode_code_point(text, 0).length);
}

class LatexReader {
 public:
  LatexReader(std::string_view text, unsigned depth) : text_(text), depth_(depth) {}

  // The text of one argument: no headings, no keys.
  static std::string plain(std::string_view text, unsigned depth) {
    if (depth > kMaxNesting) return std::string(text);
    LatexReader reader(text, depth);
    reader.read();
    return std::move(reader.out_);
  }

  void read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\') {
        command();
      } else if (c == '$') {
        formula();
      } else if (c == '{' || c == '}') {
        ++at_;
      } else if (c == '&' && table_depth_ > 0) {
        out_ += " | ";
        ++at_;
      } else if (c == '~') {
        out_ += ' ';
        ++at_;
      } else if (!ligature()) {
        out_ += c;
        ++at_;
      }
    }
  }

  Json keys = Json::object();
  std::string take_text() { return std::move(out_); }

 private:
  // "---", "--", "``" and "''".
  bool ligature() {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLigatures = {
        {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}}};
    for (const auto& [written, shown] : kLigatures) {
      if (!text_.substr(at_).starts_with(written)) continue;
      out_ += shown;
      at_ += written.size();
      return true;
    }
    return false;
  }

  void formula() {
    const std::string_view mark = text_.substr(at_).starts_with("$$") ? "$$" : "$";
    const std::size_t end = text_.find(mark, at_ + mark.size());
    const std::size_t after = end == std::string_view::npos ? at_ + mark.size() : end + mark.size();
    out_ += text_.substr(at_, after - at_);
    at_ = after;
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
      ++at_;
  }

  // The inside of a pair of brackets at this place; an empty view when there is none.
  std::string_view bracketed(char open, char close) {
    const std::size_t before = at_;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != open) {
      at_ = before;
      return {};
    }
    const std::size_t begin = ++at_;
    std::size_t depth = 1;
    std::size_t braces = 0;
    for (; at_ < text_.size() && depth > 0; ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        ++at_;
      } else if (c == close && braces == 0) {
        --depth;
      } else if (c == open) {
        ++depth;
      } else if (c == '{') {
        ++braces;
      } else if (c == '}' && braces > 0) {
        --braces;
      }
    }
    at_ = std::min(at_, text_.size());
    return text_.substr(begin, depth == 0 ? at_ - 1 - begin : at_ - begin);
  }

  std::string_view argument() { return bracketed('{', '}'); }
  // Only directly behind a command: "\item [x]" and text in brackets look alike.
  void skip_option() {
    if (at_ < text_.size() && text_[at_] == '[') (void)bracketed('[', ']');
  }
  std::string argument_text() { return plain(argument(), depth_ + 1); }

  void command() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    if (at_ == begin) return symbol();
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (at_ < text_.size() && text_[at_] == '*') ++at_;
    if (name == "begin") return environment();
    if (name == "end") return end_environment();
    if (key(name) || section(name) || letter(name)) return;
    if (name == "verb" || name == "lstinline") return verb();
    if (name == "item") return item();
    if (name == "par" || name == "newline" || name == "linebreak" || name == "tabularnewline") {
      out_ += name == "par" ? "\n\n" : "\n";
      return skip_blanks_after();
    }
    if (name == "footnote" || name == "thanks") {
      const std::string note = argument_text();
      out_ += " (" + note + ")";
      return;
    }
    if (name == "caption") {
      skip_option();
      const std::string caption = argument_text();
      out_ += "\n\n" + squeezed(caption) + "\n\n";
      return;
    }
    if (name == "bibitem") out_ += "\n- ";
    silent(name);
  }

  void silent(std::string_view name) {
    skip_option();
    const unsigned arguments = silent_arguments(name);
    for (unsigned i = 0; i < arguments; ++i) {
      (void)argument();
      skip_option();
    }
    if (name.ends_with("rule") && at_ < text_.size() && text_[at_] == '(')
      (void)bracketed('(', ')');
    skip_blanks_after();
  }

  // TeX takes the blanks after a command's name; a line's end stays.
  void skip_blanks_after() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  // "\%", "\\", accents like "\"o".
  void symbol() {
    const char c = at_ < text_.size() ? text_[at_] : '\\';
    if (static_cast<unsigned char>(c) >= 0x80) return;
    at_ = std::min(at_ + 1, text_.size());
    if (c == '\\') {
      if (at_ < text_.size() && text_[at_] == '*') ++at_;
      skip_option();
      out_ += '\n';
      return skip_line_end();
    }
    if (c == '[' || c == '(') return display(c == '[' ? "\\]" : "\\)");
    if (accent(std::string_view(&c, 1))) return;
    if (std::string_view("%$#&_{}").find(c) != std::string_view::npos) {
      out_ += c;
    } else if (c == ' ' || c == '\n') {
      out_ += ' ';
    }
  }

  void skip_line_end() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  void display(std::string_view end) {
    const std::size_t found = std::min(text_.find(end, at_), text_.size());
    out_ += "$" + std::string(trimmed(text_.substr(at_, found - at_))) + "$";
    at_ = std::min(found + end.size(), text_.size());
  }

  bool accent(std::string_view name) {
    const std::string_view mark = combining_mark(name);
    if (mark.empty()) return false;
    std::string_view base = argument();
    if (base.empty() && at_ < text_.size() && text_[at_] != '{') {
      if (name.size() == 1 && is_letter(name[0])) skip_blanks();
      base = first_character(text_.substr(at_));
      at_ += base.size();
      if (base == "\\" && at_ < text_.size()) base = text_.substr(at_++, 1);  // "\'\i"
    } else if (base.starts_with('\\')) {
      base.remove_prefix(1);
    }
    at_ = std::min(at_, text_.size());
    out_ += accented(first_character(base), mark);
    return true;
  }

  bool letter(std::string_view name) {
    const std::string_view shown = letter_named(name);
    if (shown.empty()) return accent_named(name);
    out_ += shown;
    skip_blanks_after();
    if (text_.substr(at_).starts_with("{}")) at_ += 2;
    return true;
  }

  // "\c{c}", "\v s": letters name these accents.
  bool accent_named(std::string_view name) {
    constexpr std::array<std::string_view, 8> kNames = {"c", "v", "u", "H", "k", "r", "d", "b"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end() && accent(name);
  }

  bool key(std::string_view name) {
    constexpr std::array<std::string_view, 7> kKeys = {
        "title", "author", "date", "keywords", "doi", "subtitle", "IEEEkeywords"};
    if (std::find(kKeys.begin(), kKeys.end(), name) == kKeys.end()) return false;
    skip_option();
    std::string_view raw = argument();
    if (name == "title")
      raw = raw.substr(0, std::min(raw.find("\\footnote"), raw.find("\\thanks")));
    const std::string text = squeezed(replaced(plain(raw, depth_ + 1), "\n", " "));
    if (text.empty()) return true;
    if (name == "title") {
      keys["title"] = text;
    } else if (name == "author") {
      authors(raw);
    } else if (name == "date") {
      if (const std::string date = iso_date(text); !date.empty()) keys["date"] = date;
    } else if (name == "doi") {
      if (const Json doi = known_identifier(text); !doi.is_null())
        keys["identifiers"] = Json::array({doi});
    } else if (name != "subtitle") {
      for (const std::string& word : split_list(text)) keys["keywords"].push_back(word);
    }
    return true;
  }

  // Names between "\and"; lines after the first are addresses.
  void authors(std::string_view raw) {
    while (!raw.empty()) {
      const std::size_t end = std::min(raw.find("\\and"), raw.size());
      std::string_view one = raw.substr(0, end);
      raw.remove_prefix(std::min(end + 4, raw.size()));
      one = one.substr(0, one.find("\\\\"));
      one = one.substr(0, one.find("\\thanks"));
      const std::string name = squeezed(plain(one, depth_ + 1));
      if (!name.empty()) keys["authors"].push_back({{"name", name}});
    }
  }

  bool section(std::string_view name) {
    const std::size_t level = heading_level(name);
    if (level == 0) return false;
    skip_option();
    const std::string title = squeezed(argument_text());
    if (!title.empty()) out_ += "\n\n" + std::string(level, '#') + " " + title + "\n\n";
    return true;
  }

  void verb() {
    skip_option();
    if (at_ >= text_.size()) return;
    const char mark = text_[at_] == '{' ? '}' : text_[at_];
    if (static_cast<unsigned char>(mark) >= 0x80) return;
    const std::size_t end = std::min(text_.find(mark, at_ + 1), text_.size());
    out_ += text_.substr(at_ + 1, end - std::min(end, at_ + 1));
    at_ = std::min(end + 1, text_.size());
  }

  void item() {
    std::string label;
    if (at_ < text_.size() && text_[at_] == '[') label = plain(bracketed('[', ']'), depth_ + 1);
    out_ += "\n- " + label + (label.empty() ? "" : " ");
    skip_blanks();
  }

  void environment() {
    const std::string name(trimmed(argument()));
    const std::string end = "\\end{" + name + "}";
    if (is_verbatim(name)) return verbatim(name, end);
    if (name == "comment" || name == "filecontents") return (void)inside(end);
    if (name == "abstract" && !keys.contains("abstract")) {
      const std::string text = plain(inside(end), depth_ + 1);
      if (!is_blank(text)) keys["abstract"] = squeezed(text);
      return;
    }
    if (name == "keywords" || name == "IEEEkeywords" || name == "keyword") {
      for (const std::string& word : split_list(squeezed(plain(inside(end), depth_ + 1))))
        keys["keywords"].push_back(word);
      return;
    }
    if (name == "equation" || name == "align" || name == "gather" || name == "equation*" ||
        name == "align*" || name == "gather*" || name == "displaymath") {
      out_ += "\n$" + std::string(trimmed(inside(end))) + "$\n";
      return;
    }
    if (is_table(name)) {
      skip_option();
      if (name == "tabularx" || name == "tabular*" || name == "tabulary") (void)argument();
      (void)argument();
      ++table_depth_;
      out_ += '\n';
      return;
    }
    skip_option();
    if (name == "minipage" || name == "thebibliography" || name == "multicols") (void)argument();
  }

  void end_environment() {
    const std::string_view name = trimmed(argument());
    if (is_table(name) && table_depth_ > 0) --table_depth_;
    out_ += '\n';
  }

  // Up to the environment's end, which is passed.
  std::string_view inside(std::string_view end) {
    const std::size_t found = std::min(text_.find(end, at_), text_.size());
    const std::string_view content = text_.substr(at_, found - at_);
    at_ = std::min(found + end.size(), text_.size());
    return content;
  }

  void verbatim(std::string_view name, std::string_view end) {
    skip_option();
    if (name == "minted") (void)argument();
    std::string_view lines = inside(end);
    if (lines.starts_with('\n')) lines.remove_prefix(1);
    lines = lines.substr(0, lines.find_last_not_of(kBlankCharacters) + 1);
    if (!is_blank(lines)) out_ += "\n\n```\n" + std::string(lines) + "\n```\n\n";
  }

  std::string_view text_;
  unsigned depth_;
  std::size_t at_ = 0;
  std::string out_;
  std::size_t table_depth_ = 0;
};

}  // namespace

std::string read_latex(std::string_view source, Json& keys) {
  LatexReader reader(source, 0);
  reader.keys = std::move(keys);
  reader.read();
  keys = std::move(reader.keys);
  return reader.take_text();
}

}  // namespace isthmus::parsers
