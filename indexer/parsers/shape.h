// Keys and values as people write them in front matter and table cells, brought into the shapes of
// the record schema.
//
// "tags" are keywords, "doi" is an identifier, an author may be a plain name, a list may be one
// text with separators. What is not recognised is left as it is, for the strict reader to judge.
#pragma once

#include "schema/json.h"

namespace isthmus::parsers {

// Values into the schema's shapes.
Json shaped(Json object);

// Foreign key names (Hugo, Jekyll, Pandoc, Chinese spreadsheets) to those of the schema, unless the
// schema's own name is given too.
Json renamed(Json object);

}  // namespace isthmus::parsers
