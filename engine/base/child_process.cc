#include "engine/base/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "schema/wording.h"

namespace isthmus {

void Descriptor::reset() {
  if (number_ >= 0) close(number_);
  number_ = -1;
}

Result<int> memory_file(std::string_view bytes) {
  const auto failed = [] {
    return Error{ErrorCode::kIo,
                 std::string("a file in memory cannot be made: ") + std::strerror(errno)};
  };
  const int file = memfd_create("isthmus", MFD_CLOEXEC);
  if (file < 0) return failed();
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      Error error = failed();
      close(file);
      return error;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

Child::~Child() {
  if (pid_ == 0) return;
  kill();
  wait();
}

void Child::limit(__rlimit_resource resource, rlim_t most) const {
  const rlimit value{most, most};
  prlimit(pid_, resource, &value, nullptr);
}

void Child::kill() const { ::kill(pid_, SIGKILL); }

int Child::wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = 0;
  return status;
}

Result<pid_t> spawn(const std::vector<std::string>& words, const ChildFiles& files,
                    char* const* environment) {
  std::vector<std::string> owned = words;
  std::vector<char*> arguments;
  for (std::string& word : owned) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, files.input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, files.output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t pid = 0;
  const int code =
      posix_spawnp(&pid, owned.front().c_str(), &actions, nullptr, arguments.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  if (code == 0) return pid;
  return Error{code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
               quote(words.front()) + " cannot be run: " + std::strerror(code)};
}

}  // namespace isthmus
