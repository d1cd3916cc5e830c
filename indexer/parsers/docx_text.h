// The stories of a Word document (its body, notes, comments, headers) as text. Elements are known by
// their local names, so transitional, strict and flat WordprocessingML read alike.
//
// Kept: insertions, results of fields, text boxes, what content controls hold. Left out: deletions,
// what was moved away, codes of fields, hidden text, phonetic guides, tables of contents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/docx_styles.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

class WordText {
 public:
  WordText(const WordStyles& styles, BodyText& body) : styles_(styles), body_(&body) {}

  // Everything below a container of paragraphs and tables: w:body, w:footnote, w:comment, w:hdr.
  void read(const XmlNode& container);

  // Of the first paragraph in the style "Title".
  const std::string& styled_title() const { return styled_title_; }

 private:
  void block(const XmlNode& node);
  void paragraph(const XmlNode& node);
  void table(const XmlNode& node);
  std::string cell_text(const XmlNode& cell);
  void inline_content(const XmlNode& node, std::string& text);
  void run(const XmlNode& node, std::string& text);
  void run_content(const XmlNode& node, std::string& text);
  void field_mark(const XmlNode& node);
  void boxes_below(const XmlNode& node);
  bool is_in_field_code() const;

  const WordStyles& styles_;
  BodyText* body_;
  std::string styled_title_;
  std::vector<bool> fields_;    // open fields, innermost last: is their result reached?
  std::vector<XmlNode> boxes_;  // text boxes anchored in the present paragraph
};

}  // namespace isthmus::parsers
