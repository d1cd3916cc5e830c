// The text of XHTML chapters of books. Not a reader of web pages: what is no XML is read as far as
// libxml2 recovers it, and nothing is taken for navigation or advertising but nav elements.
#pragma once

#include <string>
#include <string_view>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

// The body of an html element: headings, paragraphs, lists, tables. Phonetic guides, scripts and
// styles are left out.
void append_xhtml(const XmlNode& html, BodyText& body);

// Names of HTML that XML does not know ("&eacute;") as the characters that they stand for.
std::string with_html_entities(std::string_view xml);

// "words" of "<p>words</p>": for descriptions that hold markup as text.
std::string without_tags(std::string_view text);

}  // namespace isthmus::parsers
