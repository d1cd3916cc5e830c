// Writing that is on the disk when it returns, for small files.
//
// Errors: kIo, kDiskFull, naming the path.
#pragma once

#include <filesystem>
#include <string_view>

#include "schema/result.h"

namespace isthmus::spool {

Result<void> write_synced(const std::filesystem::path& path, std::string_view bytes);
Result<void> sync_folder(const std::filesystem::path& path);
Result<void> rename_synced(const std::filesystem::path& from, const std::filesystem::path& to);
Result<void> make_folder(const std::filesystem::path& path);
Result<std::string> read_whole(const std::filesystem::path& path);

}  // namespace isthmus::spool
