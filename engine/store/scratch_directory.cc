#include "engine/store/scratch_directory.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <stdlib.h>

namespace isthmus::store {

Result<std::unique_ptr<ScratchDirectory>> ScratchDirectory::make(std::filesystem::path parent) {
  std::error_code failure;
  if (parent.empty()) parent = std::filesystem::temp_directory_path(failure);
  if (!failure) std::filesystem::create_directories(parent, failure);
  std::string path = (parent / "isthmus-reader-XXXXXX").string();
  if (!failure && !::mkdtemp(path.data())) failure = {errno, std::generic_category()};
  if (failure) {
    return Error{ErrorCode::kIo,
                 "making a scratch folder in \"" + parent.string() + "\": " + failure.message(),
                 "name another scratch folder"};
  }
  return std::unique_ptr<ScratchDirectory>(new ScratchDirectory(path));
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;  // log files of the reader's own; nobody misses or needs them
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace isthmus::store
