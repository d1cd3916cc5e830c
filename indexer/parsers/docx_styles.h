// What the styles of a Word document say of its paragraphs: which are headings, the title, lists,
// entries of a table of contents.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

// Of a style, or of a paragraph as its style and its own properties together say.
struct ParagraphForm {
  unsigned heading = 0;  // level from 1; 0: none
  bool is_title = false;
  bool is_contents = false;  // an entry of a table of contents
  std::optional<unsigned> list_depth;
};

class WordStyles {
 public:
  // Of w:styles; without one, styles are known by their ids alone ("Heading1").
  explicit WordStyles(const std::optional<XmlNode>& styles);

  // Of a w:p.
  ParagraphForm form_of(const XmlNode& paragraph) const;

 private:
  struct Style {
    ParagraphForm form;
    std::string based_on;
  };
  ParagraphForm form_of_style(std::string_view id) const;

  std::map<std::string, Style, std::less<>> styles_;
};

}  // namespace isthmus::parsers
