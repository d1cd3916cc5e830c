#include "engine/spool/hold.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/spool/durable.h"
#include "engine/spool/spool.h"
#include "schema/wording.h"

namespace isthmus::spool {
namespace {

constexpr std::chrono::milliseconds kPause{5};
constexpr int kLooks = 2000;

Error failed(const std::filesystem::path& spool, int reason) {
  return {ErrorCode::kIo, "locking " + quote(spool.string()) + ": " + std::strerror(reason),
          "check the disk and the rights on the folder"};
}

}  // namespace

Result<Hold> Hold::take(const std::filesystem::path& repository) {
  const std::filesystem::path spool = directory(repository);
  TRY(make_folder(spool));
  const int folder = ::open(spool.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return failed(spool, errno);
  Hold hold(folder);
  for (int look = 0; ::flock(folder, LOCK_EX | LOCK_NB) != 0; ++look) {
    if (errno != EWOULDBLOCK && errno != EINTR) return failed(spool, errno);
    if (look == kLooks)
      return Error{ErrorCode::kUnavailable, "others are handing in and do not come to an end",
                   "try again later"};
    std::this_thread::sleep_for(kPause);
  }
  return hold;
}

Hold::~Hold() {
  if (folder_ >= 0) ::close(folder_);
}

}  // namespace isthmus::spool
