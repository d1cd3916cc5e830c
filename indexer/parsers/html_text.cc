#include "indexer/parsers/html_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/utf8.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements that never hold text to read.
constexpr std::array<std::string_view, 22> kNoText = {
    "script", "style",    "head",     "noscript", "template", "iframe", "object", "embed",
    "svg",    "canvas",   "audio",    "video",    "input",    "select", "button", "textarea",
    "map",    "frameset", "datalist", "progress", "rp",       "title"};
constexpr std::array<std::string_view, 32> kBlocks = {
    "address", "article", "aside",   "blockquote", "body",   "center",   "dd",         "details",
    "dialog",  "dir",     "div",     "dl",         "dt",     "fieldset", "figcaption", "figure",
    "footer",  "form",    "header",  "hgroup",     "legend", "main",     "menu",       "nav",
    "ol",      "p",       "section", "summary",    "ul",     "caption",  "option",     "label"};

bool is_hidden(const HtmlNode& node) {
  if (node.has("hidden") || node.attribute("aria-hidden") == "true") return true;
  std::string style = lower_case(node.attribute("style"));
  std::erase_if(style, [](char c) { return kBlankCharacters.find(c) != std::string_view::npos; });
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

bool shows_text(const HtmlNode& node) {
  if (node.is_text()) return !is_blank(node.text);
  if (!may_show_text(node)) return false;
  return std::any_of(node.children.begin(), node.children.end(), shows_text);
}

// Han characters, kana, full-width punctuation: written without blanks between words.
bool is_wide(char32_t value) {
  return (value >= 0x2E80 && value < 0xAC00) || (value >= 0xF900 && value < 0xFB00) ||
         (value >= 0xFF00 && value < 0xFFE7) || (value >= 0x20000 && value < 0x32000);
}

bool begins_wide(std::string_view text) {
  return !text.empty() && is_wide(text::decode_code_point(text, 0).value);
}

bool ends_wide(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xc0) == 0x80) {
  }
  return begins_wide(text.substr(at));
}

// Writes text as records have it.
class Writer {
 public:
  std::string text() && {
    const std::size_t begin = std::min(out_.find_first_not_of("\n "), out_.size());
    const std::size_t end = out_.find_last_not_of("\n ");
    return end == std::string::npos ? std::string() : out_.substr(begin, end - begin + 1);
  }

  void node(const HtmlNode& node) {
    if (node.is_text()) return words(node.text);
    if (!may_show_text(node)) return;
    if (node.tag == "br") return lines(1);
    if (node.tag == "hr") return lines(2);
    if (node.tag == "wbr") return;
    if (node.tag.size() == 2 && node.tag[0] == 'h' && node.tag[1] >= '1' && node.tag[1] <= '6')
      return heading(node);
    if (node.tag == "pre" || node.tag == "listing") return preformatted(node);
    if (node.tag == "li") return item(node);
    if (node.tag == "table") return table(node);
    block(node);
  }

 private:
  void children(const HtmlNode& node) {
    for (const HtmlNode& child : node.children) this->node(child);
  }

  void block(const HtmlNode& node) {
    const bool is_block = is_one_of(node.tag, kBlocks) || node.tag == "tr" || node.tag == "td";
    if (!is_block) return children(node);
    const bool is_list = node.tag == "ul" || node.tag == "ol" || node.tag == "menu";
    const bool is_paragraph =
        node.tag == "p" || node.tag == "blockquote" || node.tag == "dl" || node.tag == "section";
    if (is_list) ++list_depth_;
    lines(is_paragraph && item_depth_ == 0 ? 2 : 1);
    children(node);
    lines(is_paragraph && item_depth_ == 0 ? 2 : 1);
    if (is_list && --list_depth_ == 0) lines(2);
  }

  // At least this many line ends before what comes next.
  void lines(std::size_t count) {
    if (is_in_cell_) {
      space_ = true;
      return;
    }
    line_ends_ = std::max(line_ends_, count);
    space_ = false;
  }

  void flush(std::string_view next) {
    // A block that begins an item stands on the line of its marker.
    if (out_.empty() || out_.size() == after_marker_) {
      line_ends_ = 0;
      space_ = false;
    }
    if (line_ends_ > 0) {
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
      out_.append(line_ends_, '\n');
      space_ = false;
    }
    const bool is_within_words = is_line_end_ && ends_wide(out_) && begins_wide(next);
    if (space_ && !out_.empty() && out_.back() != '\n' && !is_within_words) out_ += ' ';
    line_ends_ = 0;
    space_ = false;
  }

  void words(std::string_view raw) {
    const std::string plain = with_plain_blanks(raw);
    std::string_view text = plain;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(kBlankCharacters), text.size());
      if (end > 0) {
        flush(text);
        out_ += text.substr(0, end);
      }
      text.remove_prefix(end);
      if (text.empty()) return;
      const std::size_t blanks = std::min(text.find_first_not_of(kBlankCharacters), text.size());
      // The end of a line is a blank, but not between Han characters.
      is_line_end_ = !space_ && text.substr(0, blanks).find('\n') != std::string_view::npos;
      space_ = line_ends_ == 0;
      text.remove_prefix(blanks);
    }
  }

  // No-break spaces are blanks for a reader.
  static std::string with_plain_blanks(std::string_view text) {
    constexpr std::string_view kNoBreak = "\xc2\xa0";
    std::string out(text);
    for (std::size_t at = out.find(kNoBreak); at != std::string::npos; at = out.find(kNoBreak, at))
      out.replace(at, kNoBreak.size(), "  ");
    return out;
  }

  void raw(std::string_view text) {
    flush(text);
    out_ += text;
  }

  std::string inline_text(const HtmlNode& node) {
    Writer inner;
    inner.is_in_cell_ = true;
    inner.children(node);
    return std::move(inner).text();
  }

  void heading(const HtmlNode& node) {
    const std::string title = inline_text(node);
    if (title.empty()) return;
    lines(2);
    if (!is_in_cell_) raw(std::string(static_cast<std::size_t>(node.tag[1] - '0'), '#') + " ");
    raw(title);
    lines(2);
  }

  void preformatted(const HtmlNode& node) {
    std::string text = all_text(node);
    if (is_blank(text)) return;
    if (is_in_cell_) return words(text);
    while (!text.empty() && kBlankCharacters.find(text.back()) != std::string_view::npos)
      text.pop_back();
    std::erase(text, '\r');
    std::replace(text.begin(), text.end(), '\f', '\n');
    if (text.starts_with('\n')) text.erase(0, 1);
    lines(2);
    raw("```\n" + text + "\n```");
    lines(2);
  }

  void item(const HtmlNode& node) {
    lines(1);
    if (is_in_cell_) return children(node);
    if (!shows_text(node)) return;
    raw(std::string(2 * (std::max<std::size_t>(list_depth_, 1) - 1), ' ') + "- ");
    after_marker_ = out_.size();
    ++item_depth_;
    children(node);
    --item_depth_;
    lines(1);
  }

  // A table that lays out a page has blocks in its cells: other tables, headings, lists.
  static bool lays_out(const HtmlNode& node) {
    for (const HtmlNode& child : node.children) {
      if (child.is_text()) continue;
      const bool is_heading = child.tag.size() == 2 && child.tag[0] == 'h' && child.tag[1] != 'r';
      if (child.tag == "table" || child.tag == "pre" || is_heading || lays_out(child)) return true;
    }
    return false;
  }

  void table(const HtmlNode& node) {
    if (is_in_cell_) return children(node);
    lines(2);
    if (lays_out(node)) {
      children(node);
    } else {
      rows(node);
    }
    lines(2);
  }

  void rows(const HtmlNode& node) {
    for (const HtmlNode& child : node.children) {
      if (child.is_text()) continue;
      if (child.tag == "tr") {
        row(child);
      } else if (child.tag == "caption") {
        lines(1);
        children(child);
        lines(1);
      } else {
        rows(child);
      }
    }
  }

  void row(const HtmlNode& node) {
    std::string line;
    bool is_first = true;
    for (const HtmlNode& cell : node.children) {
      if (cell.is_text() || !may_show_text(cell)) continue;
      if (!std::exchange(is_first, false)) line += " | ";
      line += inline_text(cell);
    }
    if (line.find_first_not_of(" |") == std::string::npos) return;
    lines(1);
    raw(line);
    lines(1);
  }

  std::string out_;
  std::size_t line_ends_ = 0;
  bool space_ = false;
  bool is_line_end_ = false;  // what space_ stands for
  bool is_in_cell_ = false;   // one line, whatever is in it
  std::size_t list_depth_ = 0;
  std::size_t item_depth_ = 0;
  std::size_t after_marker_ = 0;
};

}  // namespace

bool may_show_text(const HtmlNode& node) {
  return !is_one_of(node.tag, kNoText) && !is_hidden(node);
}

std::string visible_text(const HtmlNode& node) {
  Writer writer;
  writer.node(node);
  return std::move(writer).text();
}

std::string html_to_text(std::string_view html) {
  const HtmlPage page = parse_html_page(html);
  const HtmlNode* body = find_element(page.root, "body");
  return visible_text(body == nullptr ? page.root : *body);
}

}  // namespace isthmus::parsers
