// JSON-LD of schema.org within a page, as keys of the record schema: what ScholarlyArticle, Article,
// TechArticle, Book, Dataset and their like say of themselves. No other vocabulary, no contexts, no
// linking: the names are read as they stand.
#pragma once

#include <string>
#include <vector>

#include "schema/json.h"

namespace isthmus::parsers {

// Keys of the first such object in any of the texts; an empty object when there is none. Texts that
// are no JSON are passed over.
Json json_ld_keys(const std::vector<std::string>& texts);

}  // namespace isthmus::parsers
