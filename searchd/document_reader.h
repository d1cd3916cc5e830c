// Documents of strangers, read by isthmus-indexer in a process of its own: formats are parsed there,
// confined, and never in this program.
//
// The program stands beside this one, or in PATH. It gets the bytes and a name, and gives records as
// JSON Lines; it may take so long and say so much, and is ended otherwise.
//
// Errors: kUnsupported when no parser takes the file, or when isthmus-indexer is not installed;
// kInvalidSource when it holds nothing; kTooLarge; kBusy; kIo. Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"
#include "schema/result.h"

namespace isthmus::searchd {

Result<std::vector<Record>> read_document(const std::string& file_name, std::string_view bytes);

}  // namespace isthmus::searchd
