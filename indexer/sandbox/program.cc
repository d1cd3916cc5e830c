#include "indexer/sandbox/program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "schema/wording.h"

extern char** environ;

namespace isthmus::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

Error failed(const std::string& program, int code) {
  const bool is_missing = code == ENOENT;
  return {is_missing ? ErrorCode::kNotFound : ErrorCode::kIo,
          quote(program) + " cannot be run: " + std::strerror(code)};
}

// A file descriptor that closes itself.
class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() { reset(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int number() const { return number_; }
  void reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

// A child that does not outlive this object.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void limit(__rlimit_resource resource, rlim_t most) const {
    const rlimit value{most, most};
    prlimit(pid_, resource, &value, nullptr);
  }
  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
    pid_ = 0;
    return status;
  }

 private:
  pid_t pid_;
};

// The input as a file without a name, read from its beginning.
Result<int> file_of(std::string_view bytes) {
  const int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0) return Error{ErrorCode::kIo, std::strerror(errno)};
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      const int code = errno;
      close(file);
      return Error{ErrorCode::kIo, std::strerror(code)};
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

Result<pid_t> spawn(const std::vector<std::string>& words, int input, int output) {
  std::vector<char*> arguments;
  std::vector<std::string> owned = words;
  for (std::string& word : owned) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t pid = 0;
  const int code =
      posix_spawnp(&pid, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0) return failed(words.front(), code);
  return pid;
}

Result<std::string> read_output(int output, const std::string& program,
                                const ProgramLimits& limits) {
  const Clock::time_point deadline = Clock::now() + limits.time;
  std::string text;
  std::array<char, 1 << 16> buffer;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0)
      return Error{ErrorCode::kTooLarge, quote(program) + " took longer than " +
                                             std::to_string(limits.time.count()) + " seconds"};
    pollfd watched{output, POLLIN, 0};
    if (poll(&watched, 1, static_cast<int>(left.count())) <= 0) continue;
    const ssize_t got = read(output, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(program, errno);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > limits.output_bytes)
      return Error{ErrorCode::kTooLarge, quote(program) + " says more than " +
                                             std::to_string(limits.output_bytes) + " bytes"};
  }
}

}  // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::string_view input,
                                  const ProgramLimits& limits) {
  const Handle file(TRY(file_of(input)));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed(words.front(), errno);
  const Handle output(ends[0]);
  Handle end_of_child(ends[1]);
  Child child(TRY(spawn(words, file.number(), end_of_child.number())));
  end_of_child.reset();
  child.limit(RLIMIT_AS, limits.memory);
  child.limit(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count()));
  child.limit(RLIMIT_CORE, 0);
  ProgramOutput out{TRY(read_output(output.number(), words.front(), limits))};
  const int status = child.wait();
  out.is_success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return out;
}

}  // namespace isthmus::sandbox
