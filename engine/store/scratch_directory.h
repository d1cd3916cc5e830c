// A directory of its own for the log files that RocksDB writes for a secondary; it goes with the
// object.
//
// Errors: kIo.
#pragma once

#include <filesystem>
#include <memory>

#include "schema/result.h"

namespace isthmus::store {

class ScratchDirectory {
 public:
  // Below `parent`, or below the system's temporary folder when that is empty.
  static Result<std::unique_ptr<ScratchDirectory>> make(std::filesystem::path parent);
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace isthmus::store
