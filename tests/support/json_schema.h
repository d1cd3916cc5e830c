// A validator of those JSON Schema 2020-12 keywords that schema/json/*.schema.json use. For tests
// alone; a keyword that it does not know is itself a finding, so that a schema cannot say what
// nobody checks.
//
// Source: JSON Schema 2020-12, core 8 and validation 6.
#pragma once

#include <string>
#include <vector>

#include "schema/json.h"

namespace isthmus::testing {

// What of `value` does not fit `schema`, as "path: reason"; empty when everything fits.
std::vector<std::string> schema_faults(const Json& schema, const Json& value);

// The parsed schema/json/NAME.schema.json below the source directory. Fails the running program
// when it cannot be read.
Json load_schema(const std::string& source_directory, const std::string& name);

// The bytes of a file; empty when it cannot be read.
std::string read_file(const std::string& path);

}  // namespace isthmus::testing
