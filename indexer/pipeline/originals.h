// The files as they came, by the hash of their bytes: DIR/originals/ab/cdef…, each once.
//
// A file is there whole or not at all: it is written under another name and renamed. Files are
// synced to the disk together, by sync(), before the records that name them are.
//
// Errors: kIo, kDiskFull.
// Threads: any number at a time.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::pipeline {

class Originals {
 public:
  explicit Originals(std::filesystem::path repository)
      : directory_(std::move(repository) / "originals") {}

  // `hash`: BLAKE2b-256, hexadecimal.
  Result<void> keep(const std::string& hash, std::string_view bytes) const;
  // kNotFound when it is not kept.
  Result<std::string> bytes_of(const std::string& hash) const;
  Result<void> sync() const;
  // Removes those that nothing names any more. The number of files.
  Result<std::uint64_t> sweep(const std::set<std::string>& named) const;

 private:
  std::filesystem::path location(const std::string& hash) const;

  std::filesystem::path directory_;
};

}  // namespace isthmus::pipeline
