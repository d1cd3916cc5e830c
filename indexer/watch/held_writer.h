// The repository's writer as the watcher holds it: opened once, and again after a failure.
//
// Shape: between pieces of work there is no unfinished round. Work that has failed calls drop(),
// which throws away what it had noted; the repository stays locked but for that moment.
// Errors: those of repository::Writer::open.
// Threads: one.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/repository/writer.h"
#include "schema/result.h"

namespace isthmus::watch {

class HeldWriter {
 public:
  explicit HeldWriter(std::filesystem::path repository) : repository_(std::move(repository)) {}

  const std::filesystem::path& repository() const { return repository_; }
  Result<repository::Writer*> get() {
    if (!writer_) writer_ = TRY(repository::Writer::open(repository_));
    return writer_.get();
  }
  void drop() { writer_.reset(); }

 private:
  const std::filesystem::path repository_;
  std::unique_ptr<repository::Writer> writer_;
};

}  // namespace isthmus::watch
