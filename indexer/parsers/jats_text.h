// The texts of JATS articles (bodies, abstracts, captions) as plain text in the form of a record's
// body: headings, paragraphs, list items, rows of tables. Nothing of the look stays.
#pragma once

#include <string>

#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

// A body: the titles of sections are headings.
std::string jats_body(const XmlNode& body);
// An abstract: the titles of sections begin their paragraph ("Methods: …").
std::string jats_paragraphs(const XmlNode& abstract);
// A title or a name: one line, without footnotes and their marks.
std::string jats_line(const XmlNode& element);

}  // namespace isthmus::parsers
