#include "indexer/parsers/odf_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace isthmus::parsers {
namespace {

constexpr unsigned kMaxBlanks = 100;    // of one text:s
constexpr unsigned kMaxRepeated = 200;  // cells alike, side by side
constexpr int kMaxInheritance = 12;     // styles below styles; a cycle ends here

constexpr std::array<std::string_view, 18> kUnseen = {
    "tracked-changes",
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "alphabetical-index",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "scripts",
    "ruby-text",
    "page-number",
    "hidden-text",
    "title",
    "desc",
    "event-listeners",
};
constexpr std::array<std::string_view, 5> kFurniture = {"date-time", "footer", "header",
                                                        "page-number", "page"};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

unsigned count_of(const XmlNode& node, std::string_view attribute, unsigned most) {
  const std::string text = node.attribute(attribute);
  unsigned value = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return most;
  return std::min(value, most);
}

bool is_text_box_holder(std::string_view name) {
  return name == "frame" || name == "custom-shape" || name == "g" || name == "rect" ||
         name == "ellipse" || name == "polygon" || name == "line" || name == "connector" ||
         name == "text-box";
}

// Runs of white space are one blank, as in the format itself.
void append_collapsed(std::string_view piece, std::string& text) {
  for (const char c : piece) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank)
      text += c;
    else if (text.empty() || text.back() != ' ')
      text += ' ';
  }
}

}  // namespace

OdfText::OdfText(const XmlNode& content, BodyText& body) : body_(&body) {
  for (const char* part : {"automatic-styles", "styles"}) {
    const auto styles = content.first(part);
    if (!styles) continue;
    for (const XmlNode& style : styles->children("style"))
      parents_.emplace(style.attribute("name"), style.attribute("parent-style-name"));
  }
}

void OdfText::read(const XmlNode& container) {
  blocks(container);
  for (const std::string& remark : remarks_) body_->paragraph(remark);
}

void OdfText::blocks(const XmlNode& container) {
  for (const XmlNode& child : container.children()) {
    if (body_->is_full()) return;
    block(child);
  }
}

void OdfText::block(const XmlNode& node) {
  const std::string_view name = node.name();
  if (name == "p" || name == "h") {
    paragraph(node);
  } else if (name == "list") {
    list(node, 0);
  } else if (name == "table") {
    table(node);
  } else if (name == "page") {
    page(node);
  } else if (name == "annotation") {
    comment(node);
  } else if (!is_among(kUnseen, name) && !is_among(kFurniture, node.attribute("class"))) {
    blocks(node);
  }
}

bool OdfText::is_title_style(std::string style) const {
  for (int depth = 0; depth < kMaxInheritance && !style.empty(); ++depth) {
    if (style == "Title") return true;
    const auto found = parents_.find(style);
    style = found == parents_.end() ? std::string() : found->second;
  }
  return false;
}

void OdfText::paragraph(const XmlNode& node) {
  std::vector<XmlNode> outer_boxes = std::exchange(boxes_, {});
  const std::string text = inline_text(node);
  if (node.name() == "h") {
    body_->heading(count_of(node, "outline-level", 6), text);
  } else if (is_title_style(node.attribute("style-name"))) {
    if (styled_title_.empty()) styled_title_ = one_line(text);
    body_->heading(1, text);
  } else {
    body_->paragraph(text);
  }
  for (const XmlNode& box : std::exchange(boxes_, std::move(outer_boxes))) blocks(box);
}

void OdfText::list(const XmlNode& node, unsigned depth) {
  for (const XmlNode& item : node.children()) {
    for (const XmlNode& child : item.children()) {
      if (body_->is_full()) return;
      if (child.name() == "list") {
        list(child, depth + 1);
      } else if (child.name() == "p") {
        std::vector<XmlNode> outer_boxes = std::exchange(boxes_, {});
        body_->item(depth, inline_text(child));
        for (const XmlNode& box : std::exchange(boxes_, std::move(outer_boxes))) blocks(box);
      } else {
        block(child);
      }
    }
  }
}

void OdfText::table(const XmlNode& node) { rows_below(node); }

void OdfText::rows_below(const XmlNode& node) {
  for (const XmlNode& child : node.children()) {
    if (body_->is_full()) return;
    if (child.name() == "table-row")
      row(child);
    else if (child.name() == "table-header-rows" || child.name() == "table-rows" ||
             child.name() == "table-row-group")
      rows_below(child);
  }
}

// A row of one cell holds text as a frame does.
void OdfText::row(const XmlNode& node) {
  const std::vector<XmlNode> cells = node.children();
  const bool is_single =
      cells.size() == 1 && count_of(cells.front(), "number-columns-repeated", kMaxRepeated) == 1;
  if (is_single) return blocks(cells.front());
  std::vector<std::string> texts;
  for (const XmlNode& cell : cells) {
    const std::string text = cell.name() == "table-cell" ? text_of_blocks(cell) : std::string();
    texts.insert(texts.end(), count_of(cell, "number-columns-repeated", kMaxRepeated), text);
  }
  body_->row(texts);
}

std::string OdfText::text_of_blocks(const XmlNode& node) {
  BodyText inner;
  BodyText* const outer = std::exchange(body_, &inner);
  blocks(node);
  body_ = outer;
  std::string text = inner.text();
  // Marks of headings within cells say nothing in a row.
  if (text.starts_with('#')) text.erase(0, text.find_first_not_of("# "));
  return text;
}

void OdfText::page(const XmlNode& node) {
  if (pages_++ != 0) body_->next_page();
  for (const XmlNode& shape : node.children()) {
    if (shape.attribute("class") != "title") continue;
    const std::string title = one_line(text_of_blocks(shape));
    if (styled_title_.empty()) styled_title_ = title;
    body_->heading(2, title);
  }
  for (const XmlNode& shape : node.children()) {
    if (shape.name() != "notes" && shape.attribute("class") != "title") block(shape);
  }
  for (const XmlNode& notes : node.children("notes")) notes_page(notes);
}

// A page of its own, with a picture of the slide.
void OdfText::notes_page(const XmlNode& node) {
  for (const XmlNode& shape : node.children("frame")) {
    if (shape.attribute("class") == "notes") blocks(shape);
  }
}

std::string OdfText::inline_text(const XmlNode& node) {
  std::string text;
  inline_content(node, text);
  return text;
}

void OdfText::inline_content(const XmlNode& node, std::string& text) {
  node.visit([&](std::string_view piece) { append_collapsed(piece, text); },
             [&](const XmlNode& child) { inline_element(child, text); });
}

void OdfText::inline_element(const XmlNode& node, std::string& text) {
  const std::string_view name = node.name();
  if (name == "s") {
    text.append(count_of(node, "c", kMaxBlanks), ' ');
  } else if (name == "tab") {
    text += '\t';
  } else if (name == "line-break") {
    text += '\n';
  } else if (name == "note") {
    footnote(node, text);
  } else if (name == "annotation") {
    comment(node);
  } else if (is_text_box_holder(name)) {
    boxes_.push_back(node);
  } else if (!is_among(kUnseen, name)) {
    inline_content(node, text);
  }
}

void OdfText::footnote(const XmlNode& node, std::string& text) {
  const std::string mark = "[^" + node.text_of("note-citation") + "]";
  text += mark;
  const auto note = node.first("note-body");
  const std::string words = note ? text_of_blocks(*note) : std::string();
  if (!words.empty()) remarks_.push_back(mark + ": " + words);
}

void OdfText::comment(const XmlNode& node) {
  std::string words;
  for (const XmlNode& child : node.children()) {
    if (child.name() == "p") words += (words.empty() ? "" : "\n") + inline_text(child);
  }
  const std::string author = node.text_of("creator");
  if (!words.empty()) remarks_.push_back(author.empty() ? words : author + ": " + words);
}

}  // namespace isthmus::parsers
