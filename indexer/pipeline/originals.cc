#include "indexer/pipeline/originals.h"

#include <cerrno>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "engine/base/descriptor.h"
#include "indexer/pipeline/file_bytes.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& action, const fs::path& path, int reason) {
  const std::string message = action + " " + quote(path.string()) + ": " + std::strerror(reason);
  if (reason == ENOSPC || reason == EFBIG || reason == EDQUOT)
    return {ErrorCode::kDiskFull, message, "make room on the disk, then run the command again"};
  return {ErrorCode::kIo, message, "check the disk and the rights on the folder"};
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return failed("creating", path, errno);
  const bool is_written = write_all(file, bytes);
  const int reason = errno;
  ::close(file);
  if (is_written) return {};
  ::unlink(path.c_str());
  return failed("writing", path, reason);
}

}  // namespace

fs::path Originals::location(const std::string& hash) const {
  return directory_ / hash.substr(0, 2) / hash.substr(2);
}

Result<void> Originals::keep(const std::string& hash, std::string_view bytes) const {
  const fs::path path = location(hash);
  std::error_code fault;
  if (fs::exists(path, fault)) return {};
  fs::create_directories(path.parent_path(), fault);
  if (fault) return failed("creating", path.parent_path(), fault.value());
  const std::size_t thread = std::hash<std::thread::id>()(std::this_thread::get_id());
  const fs::path unfinished = path.string() + ".new-" + std::to_string(thread);
  TRY(write_file(unfinished, bytes));
  fs::rename(unfinished, path, fault);
  if (fault) return failed("renaming", unfinished, fault.value());
  return {};
}

Result<std::string> Originals::bytes_of(const std::string& hash) const {
  const fs::path path = location(hash);
  std::error_code fault;
  if (hash.size() < 3 || !fs::exists(path, fault)) {
    return Error{ErrorCode::kNotFound, "the original file is not kept",
                 "`isthmus-indexer add` keeps the files that it reads"};
  }
  return read_bytes(path);
}

Result<void> Originals::sync() const {
  const int folder = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return {};  // nothing was kept
  const int reason = ::syncfs(folder) == 0 ? 0 : errno;
  ::close(folder);
  if (reason != 0) return failed("syncing", directory_, reason);
  return {};
}

Result<std::uint64_t> Originals::sweep(const std::set<std::string>& named) const {
  std::uint64_t removed = 0;
  std::error_code fault;
  std::vector<fs::path> unnamed;
  for (fs::recursive_directory_iterator entry(directory_, fault), end; !fault && entry != end;
       entry.increment(fault)) {
    if (!entry->is_regular_file(fault)) continue;
    const fs::path& path = entry->path();
    const std::string hash = path.parent_path().filename().string() + path.filename().string();
    if (!named.contains(hash)) unnamed.push_back(path);
  }
  for (const fs::path& path : unnamed) removed += fs::remove(path, fault) ? 1 : 0;
  return removed;
}

}  // namespace isthmus::pipeline
