// Members of an archive in memory: zip, 7z, tar, cpio, each plain or compressed (gzip, bzip2, xz,
// zstd, lz4). The door of libarchive. Also how ZIP-based documents are opened.
//
// Archives are hostile: a member is read up to a stated size and no further, whatever it declares;
// links, devices and folders are passed over; a path is a name and never leads anywhere.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::parsers {

struct ArchiveMember {
  std::string path;            // UTF-8, '/' between parts, without "." and ".." parts; never empty
  std::uint64_t declared = 0;  // bytes; 0: not said
  bool is_encrypted = false;
};

class Archive {
 public:
  // `bytes` must outlive the archive. Errors: kInvalidSource when it is none.
  static Result<Archive> open(std::string_view bytes);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  // The next regular file; nothing after the last. Errors: kInvalidSource where the archive breaks
  // off; there is no going on after it.
  Result<std::optional<ArchiveMember>> next();
  // The bytes of the member that next() gave. Errors: kTooLarge above `most`; kInvalidSource, for
  // encrypted and damaged ones.
  Result<std::string> read(std::uint64_t most);
  // Reads on to the end of the member that next() gave and keeps nothing: its size. An archive that
  // is compressed as a whole must unpack what is passed over, and this is how that is limited.
  // Errors: as read(), but an encrypted member is no error.
  Result<std::uint64_t> pass_over(std::uint64_t most);

 private:
  struct Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The members of a ZIP-based document, by path, for which `is_wanted` says so, of `most` bytes
// together. Errors: kInvalidSource, kTooLarge.
Result<std::map<std::string, std::string>> read_members(std::string_view bytes,
                                                        bool (*is_wanted)(std::string_view path),
                                                        std::uint64_t most);

// The one file that gzip, bzip2, xz, zstd or lz4 made smaller. Errors: kInvalidSource; kTooLarge
// above `most`.
Result<std::string> decompressed(std::string_view bytes, std::uint64_t most);

}  // namespace isthmus::parsers
