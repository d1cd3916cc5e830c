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

Result<Descriptor> memory_file(std::string_view bytes) {
  Descriptor file(memfd_create("isthmus", MFD_CLOEXEC));
  if (file.number() < 0 || !write_all(file.number(), bytes)) {
    return Error{ErrorCode::kIo,
                 std::string("a file in memory cannot be made: ") + std::strerror(errno)};
  }
  lseek(file.number(), 0, SEEK_SET);
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
  if (files.output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, files.output, STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  }
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
