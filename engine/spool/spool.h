// The spool: what other programs handed in and is not yet taken in, DIR/spool/ of a repository.
// They write it, `isthmus-indexer watch` empties it; neither needs the other to run.
//
//   spool/ID/submission.json     waits: the submission (schema/submission.h)
//   spool/ID/files/NAME          and the bytes of its files
//   spool/taken/ID.json          was taken in: what became of it
//   spool/refused/ID/result.json was refused: why; submission and files stay with it
//   spool/.new-ID, spool/.old-ID on their way in or out, and nothing to look at
//
// An entry is there whole or not at all: it is written under another name, synced and renamed. It
// leaves after its result is durable, so that after a kill it is taken in again, which changes
// nothing. Ids are given by the caller and sort in the order of arrival.
//
// Errors: kIo, kDiskFull; kInvalidParameter for an id or a file name that cannot be.
// Threads: any number and any processes may hand in and look up; one takes in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/result.h"
#include "schema/submission.h"

namespace isthmus::spool {

struct File {
  std::string name;
  std::string bytes;
};

std::filesystem::path directory(const std::filesystem::path& repository);

// A name without folders that any file system takes: UTF-8 of at most 200 bytes, no control
// characters, no dot at its beginning.
Result<void> check_file_name(std::string_view name);

// An entry that is written, durably, and not in the spool yet. What is not published goes with the
// object.
class Draft {
 public:
  // `submission.files` is filled in.
  static Result<Draft> write(const std::filesystem::path& repository, const std::string& id,
                             Submission submission, const std::vector<File>& files);
  ~Draft();
  Draft(Draft&& other) noexcept
      : unfinished_(std::exchange(other.unfinished_, {})), entry_(std::move(other.entry_)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  Draft& operator=(Draft&&) = delete;

  // In the spool, durably, when it returns.
  Result<void> publish();

 private:
  Draft(std::filesystem::path unfinished, std::filesystem::path entry)
      : unfinished_(std::move(unfinished)), entry_(std::move(entry)) {}

  std::filesystem::path unfinished_;
  std::filesystem::path entry_;
};

// Both: durable when it returns.
Result<void> hand_in(const std::filesystem::path& repository, const std::string& id,
                     Submission submission, const std::vector<File>& files);

// The ids of those that wait, sorted. None when there is no spool.
Result<std::vector<std::string>> waiting(const std::filesystem::path& repository);

// Errors: kNotFound; kInvalidRecord for a submission.json that is not understood.
Result<Submission> read(const std::filesystem::path& repository, const std::string& id);
std::filesystem::path files_of(const std::filesystem::path& repository, const std::string& id);

enum class State : std::uint8_t { kUnknown, kQueued, kTakenIn, kRefused };
std::string_view name_of(State state);  // "queued", "taken_in", …

// Ends the waiting of a submission: keeps `result`, durably, and then removes it or, refused, moves
// it away.
Result<void> conclude(const std::filesystem::path& repository, const std::string& id, State state,
                      std::string_view result);

struct Found {
  State state = State::kUnknown;
  std::string result;  // of conclude()
};
Result<Found> look_up(const std::filesystem::path& repository, const std::string& id);

// The id that ends with `ending`, whether it waits, was taken in or refused; of several the first that
// waits. What conclude() forgot is not found.
std::optional<std::string> find_ending(const std::filesystem::path& repository,
                                       std::string_view ending);

// Makes the folders, removes what was left on its way out, and all but the newest results.
Result<void> tidy(const std::filesystem::path& repository);

}  // namespace isthmus::spool
