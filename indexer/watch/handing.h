// The other end of indexer/watch/desk.h: a command hands its job to the watcher that holds the
// repository, and shows what the watcher says of it.
//
// Errors: kUnavailable when the watcher went away before the job had ended; kIo.
// Threads: one.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/watch/desk.h"
#include "indexer/watch/socket.h"
#include "schema/result.h"

namespace isthmus::watch {

struct Hearing {
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> err;
  std::function<void(std::size_t)> place;   // so many jobs are before this one
  const std::atomic<bool>* stop = nullptr;  // becomes true when the user wants an end
};

// The job's exit status.
Result<int> hand_over(const Descriptor& watcher, const Job& job, const Hearing& hearing);

// The state of the watcher as JSON; nothing when no watcher holds the repository.
Result<std::optional<std::string>> ask_status(const std::filesystem::path& repository);

}  // namespace isthmus::watch
