// The text of LaTeX source: commands give what they show, or nothing; sections become "#" headings,
// items "- ", rows of tables "a | b"; formulas stay as they are written, verbatim text in a fence.
// Nothing is expanded: a macro of the author's own gives the text of its arguments.
#pragma once

#include <string>
#include <string_view>

#include "schema/json.h"

namespace isthmus::parsers {

// `source` is without comments. What it says of the document (title, authors, date, abstract,
// keywords, identifiers) is put into `keys`, an object.
std::string read_latex(std::string_view source, Json& keys);

}  // namespace isthmus::parsers
