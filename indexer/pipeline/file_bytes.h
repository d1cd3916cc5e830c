// The bytes of a file or of standard input.
//
// Errors: kIo; kTooLarge above parsers::kMaxFileBytes.
#pragma once

#include <filesystem>
#include <string>

#include "schema/result.h"

namespace isthmus::pipeline {

Result<std::string> read_bytes(const std::filesystem::path& path);
Result<std::string> read_standard_input();

}  // namespace isthmus::pipeline
