// Files of Office 97-2003, Outlook messages and documents with a password: all are containers of one
// old kind, which no parser takes. Tells them apart, for the message to the user.
//
// Looks at names of entries alone; reads none. Source: [MS-CFB] 2.6.1.
#pragma once

#include <optional>
#include <string_view>

#include "schema/error.h"

namespace isthmus::parsers {

// Why such a file is not taken; nothing when it is another file. Errors: kUnsupported,
// kInvalidSource for a document that is encrypted.
std::optional<Error> ole_refusal(std::string_view bytes);

}  // namespace isthmus::parsers
