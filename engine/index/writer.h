// Writing the index: two Xapian databases, public/ and restricted/, in one directory.
//
// Documents are numbered by the record's serial in both. Each database carries in its metadata the
// position in the change log up to which it is complete ("watermark"), committed with the
// documents. Errors: kLocked, kCorrupt, kIo, kDiskFull. After a failed commit the databases stand
// at their last commit. Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "engine/index/document.h"
#include "schema/result.h"

namespace isthmus::index {

class Writer {
 public:
  static Result<std::unique_ptr<Writer>> open(const std::filesystem::path& directory);
  ~Writer();

  Result<void> replace(Face face, std::uint32_t serial, const Document& document);
  Result<void> remove(Face face, std::uint32_t serial);  // nothing happens when it is absent
  Result<void> commit(std::uint64_t watermark);          // restricted first, then public
  std::uint64_t watermark() const;                       // the lower of the two, as last committed
  // Drops every document and sets the watermark to 0, on disk at once.
  Result<void> reset();

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::index
