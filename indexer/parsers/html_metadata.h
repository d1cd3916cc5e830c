// What a page says of itself, as keys of the record schema: <title>, the "citation_*" names that
// publishers give for Google Scholar, Dublin Core, JSON-LD of schema.org, OpenGraph, <html lang>.
//
// For each key the first of these that says it: citation_*, Dublin Core, JSON-LD, the plain names of
// HTML ("author", "description", "keywords"), OpenGraph. A kind is given where the page is one by
// its own words: a dissertation, a technical report, a ScholarlyArticle, a Dataset.
#pragma once

#include "indexer/parsers/html_tree.h"
#include "schema/json.h"

namespace isthmus::parsers {

// Without `body`; `title` is empty when the page has none.
Json html_metadata(const HtmlPage& page);

}  // namespace isthmus::parsers
