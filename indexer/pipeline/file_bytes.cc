#include "indexer/pipeline/file_bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <sys/stat.h>

#include "indexer/parsers/parser.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

Result<std::string> read_all(std::FILE* file, const std::string& name) {
  constexpr std::size_t kStep = 1 << 16;
  std::string bytes;
  struct stat status = {};
  if (::fstat(::fileno(file), &status) == 0 && status.st_size > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(status.st_size), parsers::kMaxFileBytes) +
                  kStep);
  }
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    const std::size_t length = std::fread(bytes.data() + before, 1, kStep, file);
    bytes.resize(before + length);
    if (bytes.size() > parsers::kMaxFileBytes) {
      return Error{ErrorCode::kTooLarge, name + " is larger than 256 MB",
                   "split it into smaller files"};
    }
    if (length == 0) break;
  }
  if (std::ferror(file) != 0)
    return Error{ErrorCode::kIo, name + " cannot be read: " + std::strerror(errno)};
  return bytes;
}

}  // namespace

Result<std::string> read_bytes(const std::filesystem::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file)
    return Error{ErrorCode::kIo,
                 quote(path.string()) + " cannot be opened: " + std::strerror(errno)};
  return read_all(file.get(), quote(path.string()));
}

Result<std::string> read_standard_input() { return read_all(stdin, "standard input"); }

}  // namespace isthmus::pipeline
