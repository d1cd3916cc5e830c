// The right to publish alone: while one has it, no other process or thread that asks for it has.
//
// It is for those who first look what is in the spool and then publish a draft. Taking in, and handing
// in without looking, need none. A process that dies gives it back.
//
// Errors: kUnavailable when others keep it for longer than about ten seconds; kIo, kDiskFull.
// Threads: each takes its own.
#pragma once

#include <filesystem>
#include <utility>

#include "schema/result.h"

namespace isthmus::spool {

class Hold {
 public:
  // Makes the spool when there is none.
  static Result<Hold> take(const std::filesystem::path& repository);
  ~Hold();
  Hold(Hold&& other) noexcept : folder_(std::exchange(other.folder_, -1)) {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  Hold& operator=(Hold&&) = delete;

 private:
  explicit Hold(int folder) : folder_(folder) {}

  int folder_;
};

}  // namespace isthmus::spool
