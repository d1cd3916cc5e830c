// JSON of bibliographic services, told apart by the keys of its first object, and read with
// tolerance: a key of another type than expected is as if it were not there.
//
// Not the JSON of our own record schema, which json_file.cc reads strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/publication.h"
#include "schema/json.h"

namespace isthmus::parsers {

enum class JsonDialect : std::uint8_t { kNone, kDataCite, kCsl, kSchemaOrg };

// Looks at the beginning of the bytes: at the keys of the first object, or of the one that an
// envelope ("message", "data", "items") or an array holds first.
JsonDialect json_dialect(std::string_view bytes);

Publication datacite_json_publication(const Json& object);
Publication csl_publication(const Json& object);
Publication schema_org_publication(const Json& object);

// --- reading with tolerance ---

// The value of the first of these keys that is there and not null; null when there is none.
const Json& value_of(const Json& object, std::initializer_list<const char*> keys);
// A text or a number as text, the first of a list of them, or the text under one of `inner` of an
// object; empty for all else.
std::string text_in(const Json& value, std::initializer_list<const char*> inner = {});
// The elements of a list; one value stands for a list of it, null for an empty one.
std::vector<Json> list_in(const Json& value);

}  // namespace isthmus::parsers
