#include "engine/spool/durable.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "engine/base/descriptor.h"
#include "schema/wording.h"

namespace isthmus::spool {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& action, const fs::path& path, int reason) {
  const std::string message = action + " " + quote(path.string()) + ": " + std::strerror(reason);
  if (reason == ENOSPC || reason == EFBIG || reason == EDQUOT)
    return {ErrorCode::kDiskFull, message, "make room on the disk"};
  return {ErrorCode::kIo, message, "check the disk and the rights on the folder"};
}

}  // namespace

Result<void> write_synced(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return failed("creating", path, errno);
  const bool is_written = write_all(file, bytes) && ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!is_written) return failed("writing", path, reason);
  return {};
}

Result<void> sync_folder(const fs::path& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return failed("opening", path, errno);
  const bool is_synced = ::fsync(folder) == 0;
  const int reason = errno;
  ::close(folder);
  if (!is_synced) return failed("syncing", path, reason);
  return {};
}

Result<void> rename_synced(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return failed("renaming", from, errno);
  return sync_folder(to.parent_path());
}

Result<void> make_folder(const fs::path& path) {
  std::error_code fault;
  fs::create_directories(path, fault);
  if (fault) return failed("creating", path, fault.value());
  return {};
}

Result<std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::kNotFound, "there is no " + quote(path.string())};
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return failed("reading", path, EIO);
  return bytes;
}

}  // namespace isthmus::spool
