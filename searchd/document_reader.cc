#include "searchd/document_reader.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "engine/base/child_process.h"
#include "schema/json.h"
#include "schema/wording.h"
#include "searchd/gate.h"

extern char** environ;

namespace isthmus::searchd {
namespace {

constexpr std::size_t kAtATime = 2;
constexpr std::size_t kWaiting = 8;
constexpr int kLongestMs = 20'000;         // the indexer gives a file 15 seconds by itself
constexpr rlim_t kMostOutput = 32U << 20;  // bytes
constexpr rlim_t kMostSeconds = 20;        // of processor time, of the child alone
constexpr std::size_t kMostRecords = 200;

std::string indexer_program() {
  constexpr const char* kName = "isthmus-indexer";
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = own.parent_path() / kName;
  return !error && access(beside.c_str(), X_OK) == 0 ? beside.string() : kName;
}

Result<pid_t> start(const std::string& file_name, const ChildFiles& files) {
  const Result<pid_t> pid =
      spawn({indexer_program(), "parse", "--json", "--quiet", "--name=" + file_name, "-"}, files,
            environ);
  if (pid) return *pid;
  return Error{ErrorCode::kUnsupported,
               "documents of this format cannot be read here: isthmus-indexer is not installed",
               "hand in Markdown, CSV or plain text"};
}

// Waits for the child, and ends it when it takes too long.
Result<void> wait_for(Child& child) {
  const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, child.pid(), 0)));
  child.limit(RLIMIT_FSIZE, kMostOutput);
  child.limit(RLIMIT_CPU, kMostSeconds);
  child.limit(RLIMIT_CORE, 0);
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(kLongestMs);
  pollfd watched{process.number(), POLLIN, 0};
  int ready = 0;
  do {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    ready = poll(&watched, 1, static_cast<int>(std::max<long>(0, static_cast<long>(left))));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) child.kill();
  child.wait();
  if (ready <= 0) {
    return Error{ErrorCode::kTooLarge, "reading the document took too long",
                 "split it, or hand in Markdown or plain text"};
  }
  return {};
}

Result<std::string> content_of(int file) {
  std::string text(static_cast<std::size_t>(std::max<off_t>(0, lseek(file, 0, SEEK_END))), '\0');
  std::size_t got = 0;
  while (got < text.size()) {
    const ssize_t part = pread(file, &text[got], text.size() - got, static_cast<off_t>(got));
    if (part < 0 && errno == EINTR) continue;
    if (part <= 0)
      return Error{ErrorCode::kIo,
                   std::string("a file in memory cannot be read: ") + std::strerror(errno)};
    got += static_cast<std::size_t>(part);
  }
  return text;
}

// What cannot be read of a line is left out: it was cut off.
std::vector<Record> records_of(std::string_view lines) {
  std::vector<Record> records;
  while (!lines.empty() && records.size() < kMostRecords) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const Result<Json> json = parse_json(lines.substr(0, end));
    lines.remove_prefix(std::min(lines.size(), end + 1));
    if (!json || !json->is_object() || json->contains("error")) continue;
    Result<Record> record = from_json<Record>(*json);
    if (record) records.push_back(*std::move(record));
  }
  return records;
}

// Why there is no record: as isthmus-indexer says it, {"error": {"code", "message", "hint"}}.
Error refusal_in(std::string_view said, const std::string& file_name) {
  const Result<Json> json = parse_json(said);
  if (json && json->is_object() && json->contains("error")) {
    const Json& error = (*json)["error"];
    const bool is_unknown = error.value("code", "") == error_info(ErrorCode::kUnsupported).name;
    return {is_unknown ? ErrorCode::kUnsupported : ErrorCode::kInvalidSource,
            error.value("message", quote(file_name) + " cannot be read"), error.value("hint", "")};
  }
  return {ErrorCode::kInvalidSource, quote(file_name) + " holds no text that can be read",
          "hand in Markdown, CSV or plain text"};
}

}  // namespace

Result<std::vector<Record>> read_document(const std::string& file_name, std::string_view bytes) {
  static Gate gate(kAtATime, kWaiting);
  const Gate::Pass pass = TRY(gate.enter());
  const Descriptor input = TRY(memory_file(bytes));
  const Descriptor output = TRY(memory_file({}));
  Child child(TRY(start(file_name, {input.number(), output.number()})));
  TRY(wait_for(child));
  const std::string said = TRY(content_of(output.number()));
  std::vector<Record> records = records_of(said);
  if (records.empty()) return refusal_in(said, file_name);
  return records;
}

}  // namespace isthmus::searchd
