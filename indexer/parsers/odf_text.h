// The text of OpenDocument files (texts, presentations, drawings) from the tree of their content.
// OASIS OpenDocument 1.3, part 3. Spreadsheets are read by odf_sheet.h.
//
// Left out: deletions, tables of contents and other indexes, phonetic guides, page numbers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

class OdfText {
 public:
  // `content` is the root of content.xml, or of a flat file; it must outlive the text.
  OdfText(const XmlNode& content, BodyText& body);

  // Everything below office:text, office:presentation or office:drawing, then footnotes and
  // comments.
  void read(const XmlNode& container);

  // Of the first paragraph in the style "Title", or of the first slide.
  const std::string& styled_title() const { return styled_title_; }

 private:
  void blocks(const XmlNode& container);
  void block(const XmlNode& node);
  void paragraph(const XmlNode& node);
  void list(const XmlNode& node, unsigned depth);
  void table(const XmlNode& node);
  void rows_below(const XmlNode& node);
  void row(const XmlNode& node);
  void page(const XmlNode& node);
  void notes_page(const XmlNode& node);
  std::string inline_text(const XmlNode& node);
  void inline_content(const XmlNode& node, std::string& text);
  void inline_element(const XmlNode& node, std::string& text);
  void footnote(const XmlNode& node, std::string& text);
  void comment(const XmlNode& node);
  std::string text_of_blocks(const XmlNode& node);
  bool is_title_style(std::string style) const;

  std::map<std::string, std::string, std::less<>> parents_;  // of styles
  BodyText* body_;
  std::string styled_title_;
  std::vector<std::string> remarks_;  // footnotes and comments, to stand at the end
  std::vector<XmlNode> boxes_;        // frames anchored in the present paragraph
  std::size_t pages_ = 0;
};

}  // namespace isthmus::parsers
