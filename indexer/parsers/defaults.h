// What a record does not say itself, from the settings of its source.
#pragma once

#include "indexer/parsers/settings.h"
#include "schema/record.h"

namespace isthmus::parsers {

// Fills in side, kind, language, organisation, licence, programmes and audiences where the record
// is silent. A language that nobody gives is guessed from the text; a kind that nobody gives is the
// plainest of its side (paper, note).
Record with_defaults(Record record, const Defaults& defaults);

}  // namespace isthmus::parsers
