// The isthmus.toml of a folder, and the name of the collection that the folder is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "schema/result.h"

namespace isthmus::pipeline {

// Defaults when there is none. Errors: kUsage when it is not understood; kIo.
Result<parsers::Collection> settings_in(const std::filesystem::path& folder);

// The first name that is not empty, without what a record id cannot hold before its colon.
std::string name_of_collection(const std::vector<std::string>& candidates);

}  // namespace isthmus::pipeline
