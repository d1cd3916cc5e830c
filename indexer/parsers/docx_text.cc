#include "indexer/parsers/docx_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxOpenFields = 64;  // Word nests 20; more are marks without an end

// What holds nothing that a reader sees. "delText" and "instrText" are no "t" anyway.
constexpr std::array<std::string_view, 10> kUnseen = {
    "del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "rubyPr"};

bool is_unseen(std::string_view name) {
  return std::find(kUnseen.begin(), kUnseen.end(), name) != kUnseen.end();
}

bool is_on(const XmlNode& flag) {
  const std::string value = flag.attribute("val");
  return value.empty() || (value != "0" && value != "false" && value != "off");
}

bool is_hidden(const XmlNode& run) {
  const auto vanish = run.first("rPr/vanish");
  return vanish && is_on(*vanish);
}

bool is_deleted_row(const XmlNode& row) { return row.first("trPr/del").has_value(); }

bool continues_merge(const XmlNode& cell) {
  const auto merge = cell.first("tcPr/vMerge");
  return merge && merge->attribute("val") != "restart";
}

// Elements of this name below, also within content controls and revisions, not within each other.
void gather(const XmlNode& node, std::string_view name, std::vector<XmlNode>& found) {
  for (const XmlNode& child : node.children()) {
    if (child.name() == name)
      found.push_back(child);
    else if (child.name() == "sdt" || child.name() == "sdtContent" || child.name() == "ins" ||
             child.name() == "customXml" || child.name() == "moveTo")
      gather(child, name, found);
  }
}

std::vector<XmlNode> gathered(const XmlNode& node, std::string_view name) {
  std::vector<XmlNode> found;
  gather(node, name, found);
  return found;
}

// The branch of mc:AlternateContent that is meant for today's programs.
std::optional<XmlNode> chosen_branch(const XmlNode& alternatives) {
  if (auto choice = alternatives.first("Choice")) return choice;
  return alternatives.first("Fallback");
}

}  // namespace

void WordText::read(const XmlNode& container) {
  for (const XmlNode& child : container.children()) {
    if (body_->is_full()) return;
    block(child);
  }
}

void WordText::block(const XmlNode& node) {
  const std::string_view name = node.name();
  if (name == "p") {
    paragraph(node);
  } else if (name == "tbl") {
    table(node);
  } else if (name == "AlternateContent") {
    if (const auto branch = chosen_branch(node)) read(*branch);
  } else if (!is_unseen(name)) {
    read(node);
  }
}

void WordText::paragraph(const XmlNode& node) {
  std::vector<XmlNode> outer_boxes = std::exchange(boxes_, {});
  std::string text;
  inline_content(node, text);
  const ParagraphForm form = styles_.form_of(node);
  if (form.is_title && styled_title_.empty()) styled_title_ = one_line(text);
  if (form.is_contents) {
    // It says only what follows.
  } else if (form.is_title) {
    body_->heading(1, text);
  } else if (form.heading != 0) {
    body_->heading(form.heading, text);
  } else if (form.list_depth) {
    body_->item(*form.list_depth, text);
  } else {
    body_->paragraph(text);
  }
  const std::vector<XmlNode> boxes = std::exchange(boxes_, std::move(outer_boxes));
  for (const XmlNode& box : boxes) read(box);
}

// Tables of one column hold text as frames do; others give rows.
void WordText::table(const XmlNode& node) {
  std::vector<std::vector<XmlNode>> rows;
  std::size_t columns = 0;
  for (const XmlNode& row : gathered(node, "tr")) {
    if (is_deleted_row(row)) continue;
    rows.push_back(gathered(row, "tc"));
    columns = std::max(columns, rows.back().size());
  }
  for (const std::vector<XmlNode>& row : rows) {
    std::vector<std::string> cells;
    for (const XmlNode& cell : row) {
      if (columns == 1) {
        read(cell);
      } else {
        cells.push_back(continues_merge(cell) ? std::string() : cell_text(cell));
      }
    }
    body_->row(cells);
    if (body_->is_full()) return;
  }
}

std::string WordText::cell_text(const XmlNode& cell) {
  BodyText inner;
  BodyText* const outer = std::exchange(body_, &inner);
  read(cell);
  body_ = outer;
  std::string text = inner.text();
  // Marks of headings within cells say nothing in a row.
  if (text.starts_with('#')) text.erase(0, text.find_first_not_of("# "));
  return text;
}

void WordText::inline_content(const XmlNode& node, std::string& text) {
  for (const XmlNode& child : node.children()) {
    const std::string_view name = child.name();
    if (name == "r") {
      run(child, text);
    } else if (name == "AlternateContent") {
      if (const auto branch = chosen_branch(child)) inline_content(*branch, text);
    } else if (name == "drawing" || name == "pict" || name == "object") {
      boxes_below(child);
    } else if (name == "txbxContent") {
      boxes_.push_back(child);
    } else if (!is_unseen(name)) {
      inline_content(child, text);
    }
  }
}

void WordText::run(const XmlNode& node, std::string& text) {
  if (!is_hidden(node)) run_content(node, text);
}

void WordText::run_content(const XmlNode& node, std::string& text) {
  for (const XmlNode& child : node.children()) {
    const std::string_view name = child.name();
    if (name == "fldChar") {
      field_mark(child);
    } else if (name == "AlternateContent") {
      if (const auto branch = chosen_branch(child)) run_content(*branch, text);
    } else if (name == "drawing" || name == "pict" || name == "object") {
      boxes_below(child);
    } else if (is_in_field_code() || is_unseen(name)) {
      continue;
    } else if (name == "t") {
      text += child.text();
    } else if (name == "tab" || name == "ptab") {
      text += '\t';
    } else if (name == "br" || name == "cr") {
      text += '\n';
    } else if (name == "noBreakHyphen") {
      text += '-';
    } else if (name == "footnoteReference" || name == "endnoteReference") {
      text +=
          "[^" + std::string(name == "endnoteReference" ? "e" : "") + child.attribute("id") + "]";
    } else {
      inline_content(child, text);  // rubyBase, and what future versions add
    }
  }
}

void WordText::field_mark(const XmlNode& node) {
  const std::string type = node.attribute("fldCharType");
  if (type == "begin" && fields_.size() < kMaxOpenFields) {
    fields_.push_back(false);
  } else if (type == "separate" && !fields_.empty()) {
    fields_.back() = true;
  } else if (type == "end" && !fields_.empty()) {
    fields_.pop_back();
  }
}

bool WordText::is_in_field_code() const {
  return std::find(fields_.begin(), fields_.end(), false) != fields_.end();
}

void WordText::boxes_below(const XmlNode& node) {
  for (const XmlNode& child : node.children()) {
    if (child.name() == "txbxContent") {
      boxes_.push_back(child);
    } else if (child.name() == "AlternateContent") {
      if (const auto branch = chosen_branch(child)) boxes_below(*branch);
    } else {
      boxes_below(child);
    }
  }
}

}  // namespace isthmus::parsers
