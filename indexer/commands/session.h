// Where a command runs: in a process of its own, or in a watcher that does it for another process
// (indexer/watch). It takes the place of standard input and output, of signals, of the working
// directory and of opening the repository for writing.
//
// Threads: standard_input() from any one; everything else from the command's thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/repository/writer.h"
#include "schema/result.h"

namespace isthmus::commands {

// The writer for one command: opened for it and closed after it, or lent.
class WriterLease {
 public:
  explicit WriterLease(std::unique_ptr<repository::Writer> own)
      : own_(std::move(own)), writer_(own_.get()) {}
  explicit WriterLease(repository::Writer& lent) : writer_(&lent) {}

  repository::Writer& operator*() const { return *writer_; }
  repository::Writer* operator->() const { return writer_; }

 private:
  std::unique_ptr<repository::Writer> own_;
  repository::Writer* writer_;
};

class Session {
 public:
  virtual ~Session() = default;

  virtual void out(std::string_view text) = 0;
  virtual void err(std::string_view text) = 0;
  virtual bool is_terminal() const = 0;  // standard error
  virtual Result<std::string> standard_input() = 0;
  virtual std::filesystem::path directory() const = 0;  // empty: the process's own
  // Becomes true when the user wants the command to end.
  virtual const std::atomic<bool>& stop() = 0;
  virtual Result<WriterLease> writer(const std::filesystem::path& repository,
                                     repository::WriterOptions options) = 0;
};

// This process with its own streams.
Session& own_session();

}  // namespace isthmus::commands
