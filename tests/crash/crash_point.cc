// A preloaded library that kills its process at the n-th operation that changes a file.
//
// Environment: CRASH_UNDER, the folder whose files count; CRASH_AT, the operation (from 1) before
// which the process is killed with SIGKILL, 0 for never; CRASH_TEAR=1, half of a write is done
// before; CRASH_TRACE, a file that gets one line "name path" for each operation. What was written
// before the kill stays, as after `kill -9`; what a power cut would lose is not simulated. Only the
// process that was started counts: programs that it starts run without the library.
#include <atomic>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

struct State {
  std::string under;
  long kill_at = 0;
  bool tear = false;
  int trace = -1;
  pid_t process = 0;
  std::atomic<long> count{0};
};

State* state = nullptr;

std::string variable(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? "" : value;
}

__attribute__((constructor)) void begin() {
  auto* made = new State;
  made->under = variable("CRASH_UNDER");
  made->kill_at = atol(variable("CRASH_AT").c_str());
  made->tear = variable("CRASH_TEAR") == "1";
  const std::string trace = variable("CRASH_TRACE");
  if (!trace.empty())
    made->trace = open(trace.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  made->process = getpid();
  unsetenv("LD_PRELOAD");
  if (!made->under.empty()) state = made;
}

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// One line with one system call, so that lines of several threads do not mix.
void note(const char* operation, const std::string& path) {
  if (state->trace < 0) return;
  const std::string line = std::string(operation) + ' ' + path.substr(state->under.size()) + '\n';
  static auto* const write_line = real<ssize_t(int, const void*, size_t)>("write");
  write_line(state->trace, line.data(), line.size());
}

// True when the process is to be killed at this operation.
bool is_the_end(const char* operation, const std::string& path) {
  if (state == nullptr || !path.starts_with(state->under) || getpid() != state->process)
    return false;
  note(operation, path);
  return ++state->count == state->kill_at;
}

std::string path_of(int descriptor) {
  if (state == nullptr) return {};
  char link[32];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path);
  return length <= 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
}

std::string absolute(const char* path) {
  if (state == nullptr || path == nullptr || *path == '/') return path == nullptr ? "" : path;
  char folder[PATH_MAX];
  return getcwd(folder, sizeof folder) == nullptr ? path : std::string(folder) + '/' + path;
}

void die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

void die_at(const char* operation, const std::string& path) {
  if (is_the_end(operation, path)) die();
}

// `write_half` does half of what was asked for.
template <typename WriteHalf>
void die_writing(const char* operation, int descriptor, WriteHalf write_half) {
  if (!is_the_end(operation, path_of(descriptor))) return;
  if (state->tear) write_half();
  die();
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
  die_writing("write", descriptor, [&] { (void)next(descriptor, bytes, size / 2); });
  return next(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  static auto* const next = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  die_writing("pwrite", descriptor, [&] { (void)next(descriptor, bytes, size / 2, offset); });
  return next(descriptor, bytes, size, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  die_writing("pwrite64", descriptor, [&] { (void)next(descriptor, bytes, size / 2, offset); });
  return next(descriptor, bytes, size, offset);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  static auto* const next = real<ssize_t(int, const iovec*, int)>("writev");
  die_writing("writev", descriptor, [&] { (void)next(descriptor, parts, count / 2); });
  return next(descriptor, parts, count);
}

int fsync(int descriptor) {
  static auto* const next = real<int(int)>("fsync");
  die_at("fsync", path_of(descriptor));
  return next(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const next = real<int(int)>("fdatasync");
  die_at("fdatasync", path_of(descriptor));
  return next(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const next = real<int(int, off_t)>("ftruncate");
  die_at("ftruncate", path_of(descriptor));
  return next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static auto* const next = real<int(int, off64_t)>("ftruncate64");
  die_at("ftruncate64", path_of(descriptor));
  return next(descriptor, size);
}

int rename(const char* from, const char* to) noexcept {
  static auto* const next = real<int(const char*, const char*)>("rename");
  die_at("rename", absolute(to));
  return next(from, to);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  static auto* const next = real<int(int, const char*, int, const char*)>("renameat");
  die_at("renameat", absolute(to));
  return next(from_folder, from, to_folder, to);
}

int unlink(const char* path) noexcept {
  static auto* const next = real<int(const char*)>("unlink");
  die_at("unlink", absolute(path));
  return next(path);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static auto* const next = real<int(int, const char*, int)>("unlinkat");
  die_at("unlinkat", absolute(path));
  return next(folder, path, flags);
}

}  // extern "C"
