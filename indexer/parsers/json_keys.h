// Record keys out of one JSON object of a source, with the column mapping applied: for JSON and
// JSON Lines.
#pragma once

#include "indexer/parsers/columns.h"
#include "schema/json.h"

namespace isthmus::parsers {

// Top-level values that are no objects are columns. A mapped key replaces the object's own; columns
// that the mapping uses are no unknown keys. Without a mapping the object stays as it is.
Json mapped_keys(Json object, const Mapping& mapping);

}  // namespace isthmus::parsers
