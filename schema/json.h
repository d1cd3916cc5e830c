// The JSON form of the schema's types, and the door of nlohmann/json: other files include
// <nlohmann/json.hpp> only in .cc files of schema, indexer, searchd and tests.
//
// Keys are snake_case and stand in the order of the field tables; default values are left out (not
// scores, nor enumerators with a name). Reading is strict in types and values and says which field
// is wrong; an unknown key is an error with "did you mean" for records, so that nothing that a
// source says is dropped silently. Besides the schema's own names, a record may say `_id` for `id`,
// `text` for `body`, a plain string for `visibility`, and `metadata` (skipped: judged collections
// keep answers there).
// Errors: kInvalidRecord, the message naming the field and quoting the value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "schema/governance.h"
#include "schema/link.h"
#include "schema/record.h"
#include "schema/result.h"

namespace isthmus {

using Json = nlohmann::ordered_json;

// Limits on JSON text: deeper nesting could exhaust the stack, and ordered objects are searched key
// by key.
inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::size_t kMaxJsonKeys = 1000;  // of one object

// Parses one JSON text. Errors: kInvalidRecord with the line (of several) and the column of the
// fault.
Result<Json> parse_json(std::string_view text);
// Compact, UTF-8, invalid bytes replaced by U+FFFD.
std::string dump_json(const Json& json);
// The same in lines, indented by two blanks.
std::string pretty_json(const Json& json);

// T: Record, Organisation, Programme, Agreement, Link, LinkList, Author and the other structs of
// the schema. Topic, Gap and GapCensus are only written.
template <typename T>
Json to_json(const T& value);
template <typename T>
Result<T> from_json(const Json& json);
// As from_json(), but keys that the schema does not know are no errors: their paths ("company",
// "authors[].web") are added to `unknown`.
template <typename T>
Result<T> from_json(const Json& json, std::vector<std::string>& unknown);

// The JSON names of a type's fields, in the order of its field table.
template <typename T>
const std::vector<std::string_view>& field_names();

// What makes a record complete: id with a collection, side, kind, a title or a body, valid dates,
// ORCID check digits, audiences. Fills in what follows from the rest (side from kind, title from
// the body's first line), brings ORCIDs into their plain form, and drops blank list elements.
// Errors: kInvalidRecord.
Result<Record> complete_record(Record record);

}  // namespace isthmus
